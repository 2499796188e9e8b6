"""Labels that name a picture by a name that several pictures have: which is meant, nobody knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lvit_core.exchange.bundle import Bundle, BundleItem
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.spool import Spool
from lvit_core.wording import said


def with_doubts(bundle: Bundle, folder: Path) -> Bundle:
    """The data set, with the reason where a picture was not found because there are several.

    Args:
        bundle: What a reader found.
        folder: Where the data lie.
    """
    if all(item.found or item.embedded is not None for item in bundle.items):
        return bundle
    pictures = PictureIndex(folder)
    items = Spool(_with_doubt(item, pictures, folder) for item in bundle.items)
    return replace(bundle, items=items)


def _with_doubt(item: BundleItem, pictures: PictureIndex, folder: Path) -> BundleItem:
    if item.found or item.embedded is not None or item.instance:
        return item  # DICOM labels name their image by its number
    name = item.image.name
    same = pictures.of_name(name) or pictures.of_stem(folded(name))  # YOLO tells no ending
    if len(same) < 2:
        return item
    root = folder.resolve()
    places = (file.relative_to(root).as_posix() for file in same)
    told = said(
        "is the name of several pictures ({names}); nothing says which is meant.",
        names=some_names(places),
    )
    return replace(item, missing=told)
