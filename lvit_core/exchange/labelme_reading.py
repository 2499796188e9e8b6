"""Reading labelme as its versions, its relatives and scripts write it.

Pictures are found by path, by name beside the file, or inside of it. Shapes of one group and one
class are one object.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, Drawn, Shape, Size
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.coordinates import refuse_shares
from lvit_core.exchange.declaration import (
    KEY,
    ORIENTATION_KEY,
    SIDE_FILES,
    declared,
    declared_orientation,
)
from lvit_core.exchange.json_files import read_json, record_of
from lvit_core.exchange.json_numbers import is_number, sides_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.outlines import (
    Filled,
    Part,
    draw_polygons,
    ellipse_parts,
    join,
    no_area,
    placed,
    points_of,
)
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import ShapesOfFile
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.geometry import Rect
from lvit_core.wording import said

_LARGEST_MASK = 4  # times the image: more cannot come from moving one over its border
_SUFFIXES = ((b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"), (b"BM", ".bmp"), (b"II", ".tif"),
             (b"MM", ".tif"), (b"GIF8", ".gif"), (b"RIFF", ".webp"))  # fmt: skip


# What a file says of its picture that is read, or that says how labelme shows it.
_OF_IMAGE = ("version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth",
             "lineColor", "fillColor")  # fmt: skip
_OUR_NAMES = {f"{name} (class)": name for name in ("__ignore__", "_background_")}
_NO_OBJECTS = ("__ignore__", "_background_")  # what labelme's own scripts take for no class
_READ = ("label", "points", "group_id", "shape_type", "mask", "lvit", "line_color", "fill_color")


def read(path: Path) -> Bundle:
    """Reads every labelme file in a folder and below, or one file.

    A file that declares sides that this program does not know costs itself, like any bad file.
    """
    files = [path] if path.is_file() else files_ending(path, ".json")
    pictures = PictureIndex(path.parent if path.is_file() else path)
    items = Spool()
    losses: list[Loss] = []
    flagged: list[str] = []
    unread, of_images = UnreadFacts(_READ), UnreadFacts(_OF_IMAGE, "image")
    for file in files:
        if file.name in SIDE_FILES:
            continue
        try:
            document = read_json(file)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        if not isinstance(document, dict) or not isinstance(document.get("shapes"), list):
            losses.append(Loss(file.name, "", "It is not a labelme file."))
            continue
        of_images.look({k: v for k, v in document.items() if not k.startswith("lvit_")}, file.name)
        for shape in document["shapes"]:
            unread.look(shape if isinstance(shape, dict) else {}, file.name)
        if any(_flags(document)):
            flagged.append(f"{file.name} ({', '.join(_flags(document))})")
        try:
            items.append(_item(file, document, pictures))
        except LViTError as error:
            count = len(document["shapes"])
            losses.append(Loss(file.name, "", error.message, count))
    notes = [said("Flags of images are not read: {names}.", names=some_names(flagged))] * bool(
        flagged
    )
    notes = unread.notes() + of_images.notes() + notes + pictures.notes()
    return Bundle(items, notes, losses=losses)


def draw(shape: dict[str, Any], size: Size) -> Drawn:
    """Where a shape lies and its ``(h, w)`` mask there.

    Raises:
        LViTError: A kind of shape that encloses no pixels, or one that is damaged.
    """
    kind, points = _kind(shape), _points(shape)
    if kind in _OUTLINES:
        return draw_polygons(_OUTLINES[kind](points), size)
    if kind != _MASK:
        raise no_area(kind)
    return _mask(shape, points, size)


def drawing_of(shape: dict[str, Any]) -> Callable[[Size], Drawn]:
    """Draws a shape, together with others where it is an outline; raises as `draw`."""
    return _drawing_of_all([shape])


def _parts(shapes: list[dict[str, Any]], _size: Size) -> list[Part]:
    return [part for shape in shapes for part in _OUTLINES[_kind(shape)](_points(shape))]


def _kind(shape: dict[str, Any]) -> str:
    return str(shape.get("shape_type") or "polygon").strip().lower()


def _points(shape: dict[str, Any]) -> NDArray[np.float64]:
    if shape.get("label") in _NO_OBJECTS:
        raise LViTError("It marks what is no object.")
    points = points_of(shape.get("points") or [])
    return points if _facts(shape) else refuse_shares(points)


def _flags(document: dict[str, Any]) -> list[str]:
    """The flags of an image that are set."""
    flags = document.get("flags")
    return [str(name) for name, on in flags.items() if on] if isinstance(flags, dict) else []


def _item(file: Path, document: dict[str, Any], pictures: PictureIndex) -> BundleItem:
    told = document.get("imagePath")
    beside = pictures.find(told if isinstance(told, str) else "", file.parent, file.stem)
    embedded = document.get("imageData")
    source, content = file.name, None
    if beside is None and isinstance(embedded, str) and embedded:
        content = partial(_embedded, file)
        name = PureWindowsPath(told).name if isinstance(told, str) and told else file.stem
        picture, found = file.parent / _named_by_content(name, embedded), False
    elif beside is None:
        picture, found = pictures.named(told if isinstance(told, str) else file.stem, file.parent)
    else:
        picture, found = beside, True
    text = document.get("lvit_sentence")
    template = document.get("lvit_template")
    return BundleItem(
        picture,
        text if isinstance(text, str) else "",
        template=template if isinstance(template, str) else None,
        state=str(document.get("lvit_state") or "labeled"),
        whole=not document["shapes"] or document.get("lvit_state") == "labeled",
        unsaid=text == "",
        laterality=declared(document.get(f"lvit_{KEY}"), file.name),
        orientation=declared_orientation(document.get(f"lvit_{ORIENTATION_KEY}")),
        shapes=ShapesOfFile(len(_shapes(document["shapes"])), partial(_shapes_again, file)),
        size=_size(document),
        source=source,
        embedded=content,
        found=found,
    )


def _shapes_again(file: Path) -> list[Shape]:
    return _shapes(read_json(file)["shapes"])


def _shapes(shapes: Sequence[Any]) -> list[Shape]:
    """One for each object; a group lies where its first part does."""
    groups: dict[tuple[object, ...], list[tuple[int, dict[str, Any]]]] = {}
    for place, given in enumerate(shapes, start=1):
        shape = given if isinstance(given, dict) else {}
        group = shape.get("group_id")
        facts = _facts(shape)
        key: tuple[object, ...] = (
            (
                f"{group:g}" if isinstance(group, float) else str(group),
                folded(str(shape.get("label", ""))),
                str(facts.get("layer", "")),
            )
            if (is_number(group) or isinstance(group, str)) and group != "" and _encloses(shape)
            else (place,)
        )
        groups.setdefault(key, []).append((place, shape))
    return [_object(members) for members in groups.values()]


def _encloses(shape: dict[str, Any]) -> bool:
    """Whether its kind encloses pixels; a line in a group costs itself, not the group."""
    return _kind(shape) in _OUTLINES or _kind(shape) == _MASK


def _object(members: list[tuple[int, dict[str, Any]]]) -> Shape:
    place, first = members[0]
    told = first.get("label")
    label = _OUR_NAMES.get(told, told) if isinstance(told, str) else told
    named = isinstance(label, str) or is_number(label)  # scripts write class numbers as numbers
    class_name = str(label) if named else ""
    numbers = " and ".join(str(number) for number, _ in members)
    what = f"shape{'s' * (len(members) > 1)} {numbers}"
    facts = _facts(first)
    # Where two layers know a class, our labels say which one is meant.
    class_name = class_name.removeprefix(f"{facts.get('layer')}/")
    return Shape(
        f"{what} ({class_name.strip()})" if class_name.strip() else what,
        class_name,
        _drawing_of_all([shape for _, shape in members]),
        str(facts.get("layer") or ""),
        record_of(facts, place, class_name),
    )


def _drawing_of_all(shapes: list[dict[str, Any]]) -> Callable[[Size], Drawn]:
    if all(_kind(shape) in _OUTLINES for shape in shapes):
        return Filled(partial(_parts, shapes))
    return partial(_draw_all, shapes)


def _draw_all(shapes: list[dict[str, Any]], size: Size) -> Drawn:
    return join([draw(shape, size) for shape in shapes])


def _facts(shape: dict[str, Any]) -> dict[str, Any]:
    facts = shape.get("lvit")
    return facts if isinstance(facts, dict) else {}


def _size(document: dict[str, Any]) -> Size | None:
    return sides_of(document.get("imageHeight"), document.get("imageWidth"))


def _polygon(points: NDArray[np.float64]) -> list[Part]:
    return [(points, ())]


def _rectangle(points: NDArray[np.float64]) -> list[Part]:
    if len(points) == 2:  # opposite corners, in any order
        (x0, y0), (x1, y1) = points
        points = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    elif len(points) != 4:
        raise LViTError("A rectangle needs two or four corners.")
    return [(points, ())]


def _circle(points: NDArray[np.float64]) -> list[Part]:
    if len(points) != 2:
        raise LViTError("A circle needs its centre and a point on it.")
    (x, y), on = points[0], points[1]
    radius = float(np.hypot(*(on - points[0])))
    return ellipse_parts(float(x), float(y), radius, radius)


def _mask(shape: dict[str, Any], points: NDArray[np.float64], size: Size) -> Drawn:
    if len(points) != 2:
        raise LViTError("A mask needs the two corners of its box.")
    (x0, y0), (x1, y1) = points.astype(int).tolist()
    rect = Rect(y0, x0, y1 + 1, x1 + 1)  # both corners are inside
    if rect.area > _LARGEST_MASK * size[0] * size[1]:
        raise LViTError("It is larger than the image.")
    mask = _decode(shape.get("mask"), rect)
    return placed(rect, mask, size)


_OUTLINES: dict[str, Callable[[NDArray[np.float64]], list[Part]]] = {
    "polygon": _polygon,
    "rectangle": _rectangle,
    "circle": _circle,
    "rotation": _polygon,
    "oriented_rectangle": _polygon,
    "quadrilateral": _polygon,
}
_MASK = "mask"


def _decode(text: Any, rect: Rect) -> NDArray[np.bool_]:
    from imagecodecs import PngError, png_decode  # noqa: PLC0415 - slow to import

    try:
        data = base64.b64decode(text)
        # Width and height stand at the same place in every PNG; a wrong one is never unpacked.
        size = int.from_bytes(data[20:24]), int.from_bytes(data[16:20])
        if data[:4] == b"\x89PNG" and size != (rect.height, rect.width):
            raise LViTError("Its mask has another size than its box.", "Export it again.")
        pixels = np.asarray(png_decode(data))
    except (TypeError, ValueError, PngError) as error:
        raise LViTError("Its mask is not a PNG.", "Export it again.") from error
    return (pixels if pixels.ndim == 2 else pixels.max(axis=2)) > 0


def _embedded(file: Path) -> bytes:
    """The picture inside of a file, read when it is needed: it is larger than all else."""
    try:
        return _picture(read_json(file)["imageData"])
    except (LViTError, LookupError, TypeError) as error:
        raise ValueError("no picture") from error


def _picture(text: str) -> bytes:
    try:
        return base64.b64decode(text.partition("base64,")[2] or text, validate=False)
    except binascii.Error as error:
        raise ValueError("no picture") from error


def _named_by_content(name: str, text: str) -> str:
    """A name with the suffix of what is in it, which may differ from what the file says."""
    try:
        head = _picture(text[:64].partition("base64,")[2][:16] or text[:16])
    except ValueError:
        return name
    suffix = next((suffix for start, suffix in _SUFFIXES if head.startswith(start)), "")
    same = not suffix or PurePath(name).suffix.lower() == suffix
    return name if same else f"{PurePath(name).stem}{suffix}"
