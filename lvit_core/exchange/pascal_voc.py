"""Pascal VOC, read: one XML file a picture with the boxes of its objects, counted from 1.

Programs that draw outlines put a `polygon` beside the box; then the outline counts.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, Drawn, Shape, Size
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.outlines import draw_box, draw_polygons, points_of
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.xml_files import roots_of


def read(path: Path) -> Bundle:
    """Reads every annotation in a folder and below, or one file."""
    pictures = PictureIndex(path.parent if path.is_file() else path)
    losses: list[Loss] = []
    roots = roots_of(path, "annotation", "Pascal VOC", losses)
    items = [_item(file, root, pictures) for file, root in roots]
    return Bundle(items, losses=losses)


def _item(file: Path, root: Element, pictures: PictureIndex) -> BundleItem:
    told = (root.findtext("filename") or "").strip() or file.stem
    picture, found = pictures.named(told, file.parent)
    if not found:
        picture, found = pictures.named(file.stem, file.parent)
    shapes = [_shape(place, one) for place, one in enumerate(root.iterfind("object"), 1)]
    return BundleItem(
        picture, shapes=shapes, state="labeled" if shapes else "", size=_size(root),
        source=file.name, found=found,
    )  # fmt: skip


def _size(root: Element) -> Size | None:
    sides = [(root.findtext(f"size/{name}") or "").strip() for name in ("height", "width")]
    if not all(side.isdecimal() and int(side) > 0 for side in sides):
        return None
    return int(sides[0]), int(sides[1])


def _shape(place: int, one: Element) -> Shape:
    name = (one.findtext("name") or "").strip()
    what = f"object {place}" + (f" ({name})" if name else "")
    return Shape(what, name, partial(_draw, one), box=one.find("polygon") is None)


def _draw(one: Element, size: Size) -> Drawn:
    polygon = one.find("polygon")
    if polygon is not None:
        return draw_polygons([(points_of(_corners(polygon)), ())], size)
    box = one.find("bndbox")
    if box is None:
        raise LViTError("It has neither an outline nor a box.")
    x0, y0, x1, y1 = (float(box.findtext(key) or "") for key in ("xmin", "ymin", "xmax", "ymax"))
    # The first pixel is 1, and the last one belongs to the object.
    return draw_box(x0 - 1, y0 - 1, x1 - x0 + 1, y1 - y0 + 1, size)


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
