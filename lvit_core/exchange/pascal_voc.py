"""Pascal VOC, read: one XML file a picture with the boxes of its objects, counted from 1.

Where a box of the data begins at 0, whoever wrote them counts from 0, and all of them do.

Programs that draw outlines put a `polygon` beside the box; then the outline counts. Where a picture
in ``SegmentationObject`` numbers the objects in the order of the file, its pixels count.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import (
    Bundle,
    BundleItem,
    BundleLayer,
    Labeled,
    Shape,
    Size,
    labels_of,
)
from lvit_core.exchange.coordinates import refuse_shares
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.json_numbers import sides_of, whole_told
from lvit_core.exchange.outlines import Filled, Part, box_parts, points_of
from lvit_core.exchange.picture_files import read_numbers
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import ShapesOfFile
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.exchange.xml_files import read_xml, roots_of
from lvit_core.wording import joined, said

_RIM = 255


@dataclass(frozen=True)
class _Counting:
    """How boxes count pixels.

    Args:
        first: The number of the first pixel.
        edges: Whether numbers stand for the edges of pixels, not for the pixels themselves: then
            the last one is where the object ends.
    """

    first: int = 1
    edges: bool = False


_OF_IMAGE = ("annotation", "folder", "filename", "path", "source", "size", "segmented", "object")
_READ = ("name", "bndbox", "polygon", "id")


def read(path: Path) -> Bundle:
    """Reads every annotation in a folder and below, or one file."""
    pictures = PictureIndex(path.parent if path.is_file() else path)
    losses: list[Loss] = []
    counting, notes = _counting(path)
    roots = roots_of(path, "annotation", "Pascal VOC", losses)
    items = Spool()
    unread, of_images = UnreadFacts(_READ), UnreadFacts(_OF_IMAGE, "image")
    for file, root in roots:
        items.append(_item(file, root, pictures, counting))
        of_images.look({part.tag: (part.text or "").strip() for part in root}, file.name)
        for one in root.iterfind("object"):
            facts = {part.tag: (part.text or "").strip() or len(part) for part in one}
            unread.look(facts, file.name)
    notes += unread.notes() + of_images.notes() + pictures.notes()
    return Bundle(items, notes, losses=losses)


def _item(file: Path, root: Element, pictures: PictureIndex, counting: _Counting) -> BundleItem:
    told = (root.findtext("filename") or "").strip() or file.stem
    picture, found = pictures.named(told, file.parent, file.stem)
    objects = list(enumerate(root.iterfind("object"), 1))
    names = {place: _name(one) for place, one in objects}
    layers: list[BundleLayer] = []
    losses: list[Loss] = []
    drawn: set[int] = set()
    mask = file.parent.parent / "SegmentationObject" / f"{file.stem}.png"
    if names and mask.is_file():
        what = f"SegmentationObject/{mask.name}"
        try:
            labels = _numbers(mask, len(names)).labels
            if _size(root) not in (None, labels.shape):
                raise LViTError("It has another size than the picture; the boxes count.")
            drawn = {int(number) for number in np.unique(labels)} & set(names)
            layers = [_layer(mask, what, names)]
        except LViTError as error:
            losses.append(Loss(file.name, what, error.message))
    losses += [
        Loss(file.name, _what(place, one), said("An object has one box; its first was taken."))
        for place, one in objects
        if len(one.findall("bndbox")) > 1 and one.find("polygon") is None
    ]
    found_in = _shapes(root, drawn, counting)
    again = partial(_shapes_again, file, drawn, counting)
    shapes = ShapesOfFile(len(found_in), again) if found_in else ()
    return BundleItem(
        picture, layers=layers, shapes=shapes, state="labeled" if objects else "", size=_size(root),
        source=file.name, found=found, losses=losses, whole=not (objects or mask.is_file()),
    )  # fmt: skip


def _layer(mask: Path, what: str, names: dict[int, str]) -> BundleLayer:
    look = partial(_numbers, mask, len(names))
    return BundleLayer("", partial(labels_of, look), names, what=what, look=look)


def _numbers(mask: Path, count: int) -> Labeled:
    """The objects of a picture in which 255 stands for rims that belong to none."""
    labels = read_numbers(mask)
    rims = int(np.count_nonzero(labels == _RIM))
    told = (
        said("the {rims} pixels numbered 255 are rims that belong to no object.", rims=rims)
        if rims
        else ""
    )
    more = [int(n) for n in np.unique(labels) if n > count and n != _RIM]
    if more:
        others = said(
            "{more} of its objects are not among the {count} of the file: no class.",
            more=len(more),
            count=count,
        )
        told = joined(told, others)
    return Labeled(np.where(labels == _RIM, 0, labels).astype(np.int32), remark=told)


def _shapes(root: Element, drawn: Collection[int], counting: _Counting) -> list[Shape]:
    """The objects that no picture of numbers draws."""
    objects = enumerate(root.iterfind("object"), 1)
    return [_shape(place, one, counting) for place, one in objects if place not in drawn]


def _shapes_again(file: Path, drawn: Collection[int], counting: _Counting) -> list[Shape]:
    return _shapes(read_xml(file), drawn, counting)


def _name(one: Element) -> str:
    return (one.findtext("name") or "").strip()


def _size(root: Element) -> Size | None:
    height, width = (whole_told(root.findtext(f"size/{name}")) for name in ("height", "width"))
    return sides_of(height, width)


def _what(place: int, one: Element) -> str:
    name = _name(one)
    return f"object {place}" + (f" ({name})" if name else "")


def _shape(place: int, one: Element, counting: _Counting) -> Shape:
    draw = Filled(partial(_outline, one, counting))
    return Shape(_what(place, one), _name(one), draw, box=one.find("polygon") is None)


def _outline(one: Element, counting: _Counting, _size: Size) -> list[Part]:
    polygon = one.find("polygon")
    if polygon is not None:
        return [(refuse_shares(points_of(_corners(polygon))), ())]
    box = one.find("bndbox")
    if box is None:
        raise LViTError("It has neither an outline nor a box.")
    x0, y0, x1, y1 = refuse_shares(points_of(_box(box))).flat
    first, last = counting.first, not counting.edges
    return box_parts(x0 - first, y0 - first, x1 - x0 + last, y1 - y0 + last)


def _box(box: Element) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(box.findtext(key) or "") for key in ("xmin", "ymin", "xmax", "ymax"))
    return x0, y0, x1, y1


def _counting(path: Path) -> tuple[_Counting, list[str]]:
    """How all of the data count, and what to tell where that is not as the format has it."""
    begin, back = list[str](), list[str]()
    fractions = reach = False
    for file, root in roots_of(path, "annotation", "Pascal VOC", []):
        size = _size(root)
        for box in root.iterfind("object/bndbox"):
            try:
                x0, y0, x1, y1 = _box(box)
            except ValueError:  # it costs its object, when that is drawn
                continue
            if not all(map(math.isfinite, (x0, y0, x1, y1))):
                continue
            if (x1 < x0 or y1 < y0) and file.name not in back[-1:]:
                back.append(file.name)
            if (0 <= x0 < 1 or 0 <= y0 < 1) and max(x1, y1) > 1 and file.name not in begin[-1:]:
                begin.append(file.name)
            fractions |= any(value % 1 for value in (x0, y0, x1, y1))
            reach |= size is not None and (x1 >= size[1] or y1 >= size[0])
    notes = list[str]()
    if back:
        notes.append(
            said(
                "Boxes of {names} end before they begin; if the numbers of this program are "
                "sizes, no corners, the others are wrong too.",
                names=some_names(back),
            )
        )
    if not begin:
        return _Counting(), notes
    edges = fractions or reach
    told = said(
        "Boxes of {names} begin at 0, so all boxes were counted from 0, not from 1 as the format "
        "does, {last}; see that they lie right.",
        names=some_names(begin),
        last=said("up to the last number" if edges else "with the pixel of the last number"),
    )
    return _Counting(0, edges), [*notes, told]


def _corners(polygon: Element) -> list[tuple[float, float]]:
    """`<x1>..<y1>..<x2>..` or `<pt><x>..<y>..</pt>`."""
    if points := polygon.findall("pt"):
        return [(float(p.findtext("x") or ""), float(p.findtext("y") or "")) for p in points]
    corners, number = [], 1
    while (x := polygon.findtext(f"x{number}")) and (y := polygon.findtext(f"y{number}")):
        corners.append((float(x), float(y)))
        number += 1
    return corners


FORMAT = Format(
    name="voc",
    title="Pascal VOC",
    about="One XML file of boxes per image",
    holds=(Holds.OBJECTS, Holds.CLASSES),
    reader=read,
    options=(),
)
