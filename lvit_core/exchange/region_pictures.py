"""Which part of each image has been looked at, as pictures beside the masks of an export.

A mask of 0 and 255 says nothing of what nobody looked at, so formats that hold masks have a folder
of pictures that do: 255 where somebody looked. An image without one was looked at as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Labeled
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.content import Content
from lvit_core.exchange.layout_files import REGION_FOLDER as FOLDER
from lvit_core.exchange.picture_files import read_labels
from lvit_core.exchange.png_strips import write_png
from lvit_core.exchange.spool import Spool
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import REGION_CLASS, REGIONS


def write_regions(content: Content, images: Iterable[ImageRecord], folder: Path) -> None:
    """Writes the pictures of the images of which a part was looked at."""
    for image in images:
        if (region := content.selection.region(image)) is not None:
            shown = np.where(region.mask(), 255, 0).astype(np.uint8)
            write_png(folder / FOLDER / f"{content.stems[image.id]}.png", shown)


def differing_region(
    content: Content, images: Iterable[ImageRecord], folder: Path
) -> ImageRecord | None:
    """An image whose picture does not read back as the project has it; ``None`` for none."""
    for image in images:
        region, file = (
            content.selection.region(image),
            folder / FOLDER / f"{content.stems[image.id]}.png",
        )
        if file.is_file() == (region is None):
            return image
        if region is not None and not np.array_equal(read_region(file), region.mask()):
            return image
    return None


def read_region(file: Path) -> NDArray[np.bool_]:
    """``(H, W)``, true where somebody looked.

    Raises:
        LViTError: It cannot be read.
    """
    return read_labels(file, ours=True) > 0


def with_regions(bundle: Bundle, folder: Path) -> Bundle:
    """The data with the regions that lie beside them; images find theirs by name."""
    place = folder / FOLDER
    files = {folded(file.stem): file for file in sorted(place.glob("*.png"))}
    if not files:
        return bundle
    return replace(bundle, items=Spool(_with_region(item, files) for item in bundle.items))


def _with_region(item: BundleItem, files: dict[str, Path]) -> BundleItem:
    first = Path(item.image.stem)
    names = (first.name, first.stem) if first.suffix.lower() == ".nii" else (first.name,)
    file = next((files[folded(name)] for name in names if folded(name) in files), None)
    if file is None:
        return item
    layer = BundleLayer.of_file(REGIONS, file, _seen, f"{FOLDER}/{file.name}")
    return replace(item, layers=[*item.layers, layer])


def _seen(file: Path) -> Labeled:
    areas = label_areas(read_region(file))
    return Labeled(areas, dict.fromkeys(range(1, int(areas.max(initial=0)) + 1), REGION_CLASS))
