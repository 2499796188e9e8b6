"""CVAT's own XML ("CVAT for images"), read: one file with the shapes of all pictures.

Shapes of one group and one label are one object. Tracks of videos are told, not read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import XML, Element, tostring

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, Drawn, Shape, Size
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.coordinates import refuse_shares
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.json_numbers import sides_of, whole_told
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.member_store import MemberStore
from lvit_core.exchange.outlines import (
    Filled,
    Part,
    box_parts,
    draw_polygons,
    ellipse_parts,
    join,
    no_area,
    placed,
    points_of,
    turned,
)
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import ShapesOfFile
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.told_parts import part_named
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.exchange.xml_files import children_of
from lvit_core.geometry import Rect

_READ = (
    "label", "source", "z_order", "group_id", "points", "rotation", "xtl", "ytl", "xbr", "ybr",
    "cx", "cy", "rx", "ry", "outside", "rle", "left", "top", "width", "height",
)  # fmt: skip
_OF_IMAGE = ("id", "name", "width", "height", "task_id", "job_id")
_SHAPES = ("box", "polygon", "mask", "ellipse", "polyline", "points", "cuboid", "skeleton")


def read(path: Path) -> Bundle:
    """Reads a file, or every one in a folder and below."""
    pictures = PictureIndex(path.parent if path.is_file() else path)
    items = Spool()
    losses: list[Loss] = []
    unread, of_images = UnreadFacts(_READ), UnreadFacts(_OF_IMAGE, "image")
    for file in [path] if path.is_file() else files_ending(path, ".xml"):
        reading = _Reading(file, pictures)
        try:
            reading.read()
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        items.extend(reading.items)
        losses += reading.losses
        unread.take(reading.unread)
        of_images.take(reading.of_images)
    return Bundle(items, unread.notes() + of_images.notes() + pictures.notes(), losses=losses)


class _Reading:
    """One file; what it says of shapes waits on the disk until their picture's turn has come."""

    def __init__(self, file: Path, pictures: PictureIndex) -> None:
        self._file, self._pictures = file, pictures
        self._store = MemberStore()
        self.items = Spool()
        self.losses: list[Loss] = []
        self.unread, self.of_images = UnreadFacts(_READ), UnreadFacts(_OF_IMAGE, "image")

    def read(self) -> None:
        """Looks at everything once; raises `LViTError` when the file is none of CVAT's."""
        for place, one in enumerate(children_of(self._file, "annotations", "CVAT")):
            if one.tag == "image":
                self._take(str(place), one)
            elif one.tag == "track":
                what = f"track {one.get('id', '')}"
                self.losses.append(Loss(self._file.name, what, "Tracks of videos are not read.", 1))

    def _take(self, key: str, image: Element) -> None:
        read = {"subset"} if _part(image) else set()
        said = {key: value for key, value in image.attrib.items() if key not in read}
        self.of_images.look(said, self._file.name)
        for shape in image:
            if shape.tag in _KINDS:
                facts = {**shape.attrib, "attribute": len(shape.findall("attribute"))}
                self.unread.look(facts, self._file.name)
        for other in (one for one in image if one.tag not in (*_SHAPES, "tag")):
            what = f"{other.tag} {other.get('label', '')}".strip()
            reason = "This kind of shape is not read."
            self.losses.append(Loss(image.get("name", ""), what, reason, objects=1))
        for tag in image.iterfind("tag"):
            what = f"tag {tag.get('label', '')}"
            self.losses.append(Loss(image.get("name", ""), what, "Tags of images are not read."))
        count = len(_shapes(image))
        if count:
            self._store.add("image", key, tostring(image, "unicode"))
        shapes = ShapesOfFile(count, partial(self._shapes_again, key)) if count else ()
        self.items.append(_item(self._file, image, self._pictures, shapes))

    def _shapes_again(self, key: str) -> list[Shape]:
        return [shape for _, text in self._store.of("image", key) for shape in _shapes(XML(text))]


def _item(
    file: Path, image: Element, pictures: PictureIndex, shapes: Sequence[Shape]
) -> BundleItem:
    picture, found = pictures.named(image.get("name", ""), file.parent)
    height, width = (whole_told(image.get(name)) for name in ("height", "width"))
    return BundleItem(
        picture, shapes=shapes, state="labeled" if shapes else "",
        size=sides_of(height, width), source=picture.name, found=found,
        split=_part(image),
    )  # fmt: skip


def _part(image: Element) -> str:
    """What an image calls its part; empty for a word that says none."""
    told = image.get("subset", "")
    return told if part_named(told) else ""


def _shapes(image: Element) -> list[Shape]:
    """The objects of an image: shapes of one group and one label are one."""
    groups: dict[tuple[object, ...], list[tuple[int, Element]]] = {}
    shapes = sorted(
        (one for one in image if one.tag in _SHAPES), key=lambda one: _whole(one.get("z_order"))
    )
    for place, one in enumerate(shapes, start=1):
        group = one.get("group_id") or "0"
        grouped = group != "0" and one.tag in _KINDS  # a line in a group costs itself
        key = (group, folded(one.get("label", ""))) if grouped else (place,)
        groups.setdefault(key, []).append((place, one))
    return [_shape(members) for members in groups.values()]


def _shape(members: list[tuple[int, Element]]) -> Shape:
    numbers = " and ".join(str(place) for place, _ in members)
    label = members[0][1].get("label", "")
    boxes = all(one.tag == "box" for _, one in members)
    what = f"shape{'s' * (len(members) > 1)} {numbers} ({label.strip()})"
    elements = [one for _, one in members]
    outlined = all(one.tag in _OUTLINES for one in elements)
    draw = Filled(partial(_parts, elements)) if outlined else partial(_draw, elements)
    return Shape(what, label, draw, box=boxes)


def _draw(members: list[Element], size: Size) -> Drawn:
    found = []
    for one in members:
        if one.tag not in _KINDS:
            raise no_area(one.tag)
        _refuse_outside(one)
        is_mask = one.tag == _MASK
        found.append(_mask(one, size) if is_mask else draw_polygons(_OUTLINES[one.tag](one), size))
    return found[0] if len(found) == 1 else join(found)


def _parts(members: list[Element], _size: Size) -> list[Part]:
    for one in members:
        _refuse_outside(one)
    return [part for one in members for part in _OUTLINES[one.tag](one)]


def _refuse_outside(one: Element) -> None:
    if one.get("outside") == "1":
        raise LViTError("It is marked as outside, which means that it cannot be seen.")


def _box(one: Element) -> list[Part]:
    x0, y0, x1, y1 = (float(one.get(key, "")) for key in ("xtl", "ytl", "xbr", "ybr"))
    degrees = float(one.get("rotation") or 0)
    corners = refuse_shares(points_of([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]))
    if not degrees:
        return box_parts(x0, y0, x1 - x0, y1 - y0)
    centre = corners.mean(axis=0)
    return [(points_of((corners - centre) @ turned(degrees) + centre), ())]


def _polygon(one: Element) -> list[Part]:
    pairs = [pair.split(",") for pair in one.get("points", "").split(";") if pair.strip()]
    return [(refuse_shares(points_of([[float(v) for v in pair] for pair in pairs])), ())]


def _ellipse(one: Element) -> list[Part]:
    x, y, rx, ry = (float(one.get(key, "")) for key in ("cx", "cy", "rx", "ry"))
    refuse_shares(points_of([x, y, rx, ry]))
    return ellipse_parts(x, y, rx, ry, float(one.get("rotation") or 0))


def _mask(one: Element, size: Size) -> Drawn:
    left, top, width, height = (int(one.get(key, "")) for key in ("left", "top", "width", "height"))
    runs = np.array([int(value) for value in one.get("rle", "").split(",")], np.int64)
    if min(width, height) <= 0 or (runs < 0).any() or int(runs.sum()) != width * height:
        raise LViTError("Its run lengths do not fill its box.")
    if width * height > size[0] * size[1]:
        raise LViTError("It is larger than the image.")
    inside = np.repeat(np.arange(len(runs)) % 2 == 1, runs).reshape(height, width)
    return placed(Rect(top, left, top + height, left + width), inside, size)


_MASK = "mask"
_OUTLINES: dict[str, Callable[[Element], list[Part]]] = {
    "box": _box, "polygon": _polygon, "ellipse": _ellipse,
}  # fmt: skip
_KINDS = frozenset({*_OUTLINES, _MASK})


def _whole(text: str | None) -> int:
    told = text or ""
    return (whole_told(told.removeprefix("-")) or 0) * (-1 if told.startswith("-") else 1)


FORMAT = Format(
    name="cvat",
    title="CVAT",
    about="One XML file with the shapes of all images",
    holds=(Holds.OBJECTS, Holds.CLASSES),
    reader=read,
    options=(),
    files=("*.xml",),
)
