"""Masks without their pictures: what the images of a project that they are of may be called.

Only a project can tell which of its images is meant. A mask says it by its name, by words before
or behind it, or by the folder it lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import BundleItem, BundleLayer
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.mask_names import plain_of_numbered, plain_stem, stem_of
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import on_one_line
from lvit_core.imaging.readers import probe
from lvit_core.project.records import ImageRecord
from lvit_core.wording import said

_FIRST_CHANNEL = "_0000"
_MASK_FOLDERS = frozenset({"masks", "mask", "labels", "label"})


def names_of_image(mask: Path, *more: str) -> tuple[str, ...]:
    """What the image of a mask may be called, with or without its ending, the likeliest first.

    Args:
        mask: Its file.
        more: Other names, from what the format knows.
    """
    stem = stem_of(mask).removesuffix(".nii")
    folder = mask.parent.parent if mask.parent.name.lower() in _MASK_FOLDERS else mask.parent
    names = (
        stem, *more, plain_stem(stem), plain_of_numbered(stem), f"{stem}{_FIRST_CHANNEL}",
        folder.name,
    )  # fmt: skip
    return tuple(dict.fromkeys(name for name in names if name))


def item_of(mask: Path, layers: Iterable[BundleLayer], *more: str) -> BundleItem:
    """An item for a mask; arguments as in `names_of_image`."""
    names = names_of_image(mask, *more)
    return BundleItem(
        mask.with_name(names[0]), layers=list(layers), source=mask.name, found=False, names=names
    )


def image_of(item: BundleItem, known: Callable[[str], list[ImageRecord]]) -> tuple[int, str]:
    """The image of a project that an item without a picture is of, and what to tell of it.

    Of several with one name the one whose folder or whose size is the mask's is taken.

    Args:
        item: With ``names``.
        known: The images that were there before, by their name or what stands before its dot.

    Raises:
        LViTError: There is none, or nothing says which of several is meant.
    """
    found = next((images for name in item.names if (images := known(folded(name)))), [])
    if not found:
        raise LViTError("There is no image of that name in the project.")
    if len(found) == 1:
        return found[0].id, ""
    folders = {folded(part) for layer in item.layers if layer.file for part in layer.file.parts}
    near = [one for one in found if folded(PurePath(one.path).parent.name) in folders]
    fitting = [one for one in near or found if (one.height, one.width) == _size(item)]
    name = on_one_line(item.names[0])
    whose = some_names(f"{one.path}, {one.width} x {one.height}" for one in found)
    told = said(
        "{name} is the name of {count} images of the project ({whose})",
        name=name,
        count=len(found),
        whose=whose,
    )
    if len(fitting) == 1:
        how = said("folder") if len(near) == 1 else said("size")
        return fitting[0].id, said(
            "{told}; {source} went to the one of its {how}.", told=told, source=item.source, how=how
        )
    raise LViTError("{told}; nothing says which is meant.", told=told)


def _size(item: BundleItem) -> tuple[int, int] | None:
    file = next((layer.file for layer in item.layers if layer.file is not None), None)
    if file is None:
        return None
    try:
        info = probe(file)
    except LViTError:  # reading it says what is wrong
        return None
    return info.height, info.width
