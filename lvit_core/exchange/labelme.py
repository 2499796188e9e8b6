"""labelme: one JSON file beside each image, masks as they are, polygons on request.

Sentence and provenance stand in keys of their own, which labelme keeps when it saves.
"""

from __future__ import annotations

import base64
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import Polygon, polygons, polygons_to_mask
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer
from lvit_core.exchange.content import Content
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY, declared, declared_orientation
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.json_files import object_facts, read_json, record_of, write_json
from lvit_core.exchange.picture_files import can_copy, export_image
from lvit_core.exchange.reports import Steps
from lvit_core.geometry import Rect

VERSION = "5.5.0"  # of the file format


def losses(content: Content) -> list[str]:
    """What labelme cannot hold."""
    found = []
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        found.append(f"{converted} images are written as PNG with 8 bits, without pixel spacing.")
    if content.options.polygons:
        found.append("Objects with holes or several parts stay masks; the others are polygons.")
    return found


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images and their JSON files; returns the number of images."""
    for image in content.images:
        steps.next(image.name)
        file = export_image(content, image, folder)
        shapes = []
        for machine in (False, True)[: 1 + content.options.machine]:
            for layer in content.layers(image, machine=machine):
                shapes += [
                    _shape(record, rect, mask, content.options.polygons)
                    for record, rect, mask in layer.objects()
                ]
        document: dict[str, Any] = {
            "version": VERSION,
            "flags": {},
            "shapes": shapes,
            "imagePath": file.name,
            "imageData": None,
            "imageHeight": image.height,
            "imageWidth": image.width,
            "lvit_sentence": image.sentence,
            "lvit_state": image.state.value,
            "lvit_template": image.template,
            f"lvit_{KEY}": content.project.settings.laterality,
            f"lvit_{ORIENTATION_KEY}": image.orientation,
        }
        write_json(folder / f"{file.stem}.json", document)
    return len(content.images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Draws every shape again and compares."""
    for image in content.images:
        steps.next(image.name)
        document = read_json(folder / f"{content.stems[image.id]}.json")
        for layer in content.layers(image):
            drawn = np.zeros(layer.labels.shape, bool)
            for shape in document["shapes"]:
                facts = shape["lvit"]
                if facts["layer"] == layer.layer.name and facts["state"] == "labeled":
                    rect, mask = draw(shape, drawn.shape)
                    drawn[rect.slices] |= mask
            if not np.array_equal(drawn, layer.labels > 0):
                raise not_read_back(f"{layer.layer.title} of {image.name}")


def read(path: Path) -> Bundle:
    """Reads every labelme file in a folder."""
    items, notes = [], []
    for file in sorted(path.rglob("*.json")):
        document = read_json(file)
        if not isinstance(document, dict) or "shapes" not in document:
            continue
        image = file.parent / PurePosixPath(str(document["imagePath"]).replace("\\", "/"))
        if not image.is_file():
            notes.append(f"{file.name} has no image ({document['imagePath']}).")
            continue
        size = (int(document["imageHeight"]), int(document["imageWidth"]))
        items.append(
            BundleItem(
                image, str(document.get("lvit_sentence") or ""),
                _layers(document["shapes"], size, notes, file.name),
                document.get("lvit_template"),
                state=str(document.get("lvit_state") or "labeled"),
                laterality=declared(document.get(f"lvit_{KEY}"), file.name),
                orientation=declared_orientation(document.get(f"lvit_{ORIENTATION_KEY}")),
            )
        )  # fmt: skip
    return Bundle(items, notes)


def draw(shape: dict[str, Any], size: tuple[int, ...]) -> tuple[Rect, NDArray[np.bool_]]:
    """Where a shape lies and its ``(h, w)`` mask there.

    Raises:
        LViTError: A kind of shape that encloses no pixels.
    """
    points, whole = shape["points"], Rect(0, 0, int(size[0]), int(size[1]))
    kind = shape.get("shape_type", "polygon")
    if kind == "mask":
        (x0, y0), (x1, y1) = points
        rect = Rect(int(y0), int(x0), int(y1) + 1, int(x1) + 1)  # both corners are inside
        mask = _decode(shape["mask"])
        inside = rect.intersect(whole)
        if mask.shape != (rect.height, rect.width):
            raise LViTError("A mask has another size than its box.", "Export it again.")
        return inside, mask[inside.moved(-rect.y0, -rect.x0).slices]
    if kind == "rectangle":
        (x0, y0), (x1, y1) = points
        points = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    elif kind == "circle":
        (cx, cy), (px, py) = points
        angles = np.linspace(0, 2 * np.pi, 128, endpoint=False)
        radius = np.hypot(px - cx, py - cy)
        points = np.stack([cx + radius * np.cos(angles), cy + radius * np.sin(angles)], 1).tolist()
    elif kind != "polygon":
        raise LViTError(f"A shape is a {kind}, which encloses no pixels.", "Draw it as a polygon.")
    ring = [(float(y), float(x)) for x, y in points]
    low, high = np.floor(np.min(ring, axis=0)), np.ceil(np.max(ring, axis=0))
    rect = Rect(int(low[0]), int(low[1]), int(high[0]), int(high[1])).intersect(whole)
    return rect, polygons_to_mask([Polygon(ring)], rect)


def _shape(
    record: ObjectRecord, rect: Rect, mask: NDArray[np.bool_], prefer_polygons: bool
) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "label": record.class_name,
        "points": [[rect.x0, rect.y0], [rect.x1 - 1, rect.y1 - 1]],
        "group_id": record.id,
        "description": record.provenance.sentence,
        "shape_type": "mask",
        "flags": {},
        "mask": _encode(mask),
        "lvit": object_facts(record),
    }
    if prefer_polygons:
        parts = polygons(mask, (rect.y0, rect.x0))
        if len(parts) == 1 and not parts[0].holes:
            shape["shape_type"], shape["mask"] = "polygon", None
            shape["points"] = [[x, y] for y, x in parts[0].outer]
    return shape


def _layers(
    shapes: list[dict[str, Any]], size: tuple[int, int], notes: list[str], name: str
) -> list[BundleLayer]:
    by_layer: dict[str, list[tuple[dict[str, Any], Rect, NDArray[np.bool_]]]] = {}
    for shape in shapes:
        try:
            rect, mask = draw(shape, size)
        except (LViTError, ValueError, KeyError, TypeError) as error:
            notes.append(f"A shape of {name} was left out: {error}")
            continue
        layer = str((shape.get("lvit") or {}).get("layer", ""))
        by_layer.setdefault(layer, []).append((shape, rect, mask))
    layers = []
    for layer, members in by_layer.items():
        labels = np.zeros(size, np.int32)
        classes, records = {}, {}
        for number, (shape, rect, mask) in enumerate(members, start=1):
            labels[rect.slices][mask] = number
            classes[number] = str(shape["label"])
            record = record_of(shape.get("lvit") or {}, number, classes[number])
            if record is not None:
                records[number] = record
        layers.append(BundleLayer(layer, lambda labels=labels: labels, classes, records))  # type: ignore[misc]
    return layers


def _encode(mask: NDArray[np.bool_]) -> str:
    from imagecodecs import png_encode  # noqa: PLC0415 - slow to import

    return base64.b64encode(png_encode(mask.astype(np.uint8) * 255)).decode("ascii")


def _decode(text: str) -> NDArray[np.bool_]:
    from imagecodecs import PngError, png_decode  # noqa: PLC0415 - slow to import

    try:
        pixels = np.asarray(png_decode(base64.b64decode(text)))
    except (ValueError, PngError) as error:
        raise LViTError("A mask is not a PNG.", "Export it again.") from error
    return (pixels if pixels.ndim == 2 else pixels.max(axis=2)) > 0


FORMAT = Format(
    name="labelme",
    title="labelme",
    about="One JSON file per image, editable in labelme",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(losses, write, check),
    reader=read,
    options=("machine", "polygons"),
)
