"""COCO: ``annotations.json`` beside a folder ``images``.

One ring without holes is a polygon, anything else run lengths, so that holes and separate parts
are never lost; area and box come from the mask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import (
    Polygon,
    polygons,
    polygons_to_mask,
    rle_decode,
    rle_encode,
)
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
from lvit_core.project.clock import now

FILE_NAME = "annotations.json"


def losses(content: Content) -> list[str]:
    """What COCO cannot hold."""
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        return [f"{converted} images are written as PNG with 8 bits, without pixel spacing."]
    return []


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images and one file with all objects; returns the number of images."""
    categories: dict[tuple[str, str], int] = {}
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for image in content.images:
        steps.next(image.name)
        file = export_image(content, image, folder / "images")
        images.append(
            {
                "id": image.id,
                "file_name": file.relative_to(folder).as_posix(),
                "width": image.width,
                "height": image.height,
                "sentence": image.sentence,
                ORIENTATION_KEY: image.orientation,
                "state": image.state.value,
                "template": image.template,
            }
        )
        for machine in (False, True)[: 1 + content.options.machine]:
            for layer in content.layers(image, machine=machine):
                for name in layer.class_names:
                    categories.setdefault((layer.layer.name, name), len(categories) + 1)
                for record, rect, mask in layer.objects():
                    annotations.append(
                        {
                            "id": len(annotations) + 1,
                            "image_id": image.id,
                            "category_id": categories[layer.layer.name, record.class_name],
                            **_shape(mask, rect, image.height, image.width),
                            **object_facts(record),
                        }
                    )
    document = {
        "info": {
            "description": content.project.settings.name,
            "date_created": now(),
            KEY: content.project.settings.laterality,
        },
        "licenses": [],
        "images": images,
        "annotations": annotations,
        "categories": [
            {"id": number, "name": name, "supercategory": layer}
            for (layer, name), number in categories.items()
        ],
    }
    write_json(folder / FILE_NAME, document, indent=None)
    return len(images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Draws every annotation again and compares."""
    items = {item.image.stem: item for item in read(folder).items}
    for image in content.images:
        steps.next(image.name)
        item = items.get(content.stems[image.id])
        if item is None:
            raise not_read_back(image.name)
        loaded = {layer.name: layer.load() > 0 for layer in item.layers}
        empty = np.zeros((image.height, image.width), bool)
        for layer in content.layers(image):
            expected = layer.labels > 0
            if content.options.machine:
                expected = expected | (content.layer(image, layer.layer, machine=True).labels > 0)
            if not np.array_equal(loaded.get(layer.layer.name, empty), expected):
                raise not_read_back(f"{layer.layer.title} of {image.name}")


def read(path: Path) -> Bundle:
    """Reads a COCO file, or the only one in a folder; images lie beside it or in ``images``."""
    file = _find(path)
    document = read_json(file)
    try:
        names = {c["id"]: (c.get("supercategory", ""), c["name"]) for c in document["categories"]}
        by_image: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for annotation in document["annotations"]:
            by_image[annotation["image_id"]].append(annotation)
        items, notes = [], []
        info = document.get("info")
        laterality = declared(info.get(KEY) if isinstance(info, dict) else None, file.name)
        for entry in document["images"]:
            image = _image_file(file.parent, str(entry["file_name"]))
            if image is None:
                notes.append(f"{entry['file_name']} is not there.")
                continue
            layers = _layers(
                by_image[entry["id"]], names, int(entry["height"]), int(entry["width"])
            )
            items.append(
                BundleItem(
                    image, str(entry.get("sentence") or ""), layers, entry.get("template"),
                    state=str(entry.get("state") or ("labeled" if layers else "")),
                    laterality=laterality,
                    orientation=declared_orientation(entry.get(ORIENTATION_KEY)),
                )
            )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise LViTError(f"{file.name} is not a COCO file.", "Export it again.") from error
    return Bundle(items, notes)


def _shape(mask: NDArray[np.bool_], rect: Rect, height: int, width: int) -> dict[str, Any]:
    parts = polygons(mask, (rect.y0, rect.x0))
    if len(parts) == 1 and not parts[0].holes:
        segmentation: Any = [[value for y, x in parts[0].outer for value in (x, y)]]
    else:
        whole = np.zeros((height, width), bool)
        whole[rect.slices] = mask
        segmentation = rle_encode(whole)
    return {
        "segmentation": segmentation,
        "area": int(np.count_nonzero(mask)),
        "bbox": [rect.x0, rect.y0, rect.width, rect.height],
        "iscrowd": 0,
    }


def _layers(
    annotations: list[dict[str, Any]],
    names: dict[int, tuple[str, str]],
    height: int,
    width: int,
) -> list[BundleLayer]:
    by_layer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for annotation in annotations:
        ours = "layer" in annotation
        by_layer[names[annotation["category_id"]][0] if ours else ""].append(annotation)
    layers = []
    for name, members in by_layer.items():
        classes, records = {}, {}
        for number, annotation in enumerate(members, start=1):
            class_name = names[annotation["category_id"]][1]
            classes[number] = class_name
            record: ObjectRecord | None = record_of(annotation, number, class_name)
            if record is not None:
                records[number] = record
        layers.append(BundleLayer(name, _loader(members, height, width), classes, records))
    return layers


def _loader(
    members: list[dict[str, Any]], height: int, width: int
) -> Callable[[], NDArray[np.int32]]:
    def load() -> NDArray[np.int32]:
        labels = np.zeros((height, width), np.int32)
        for number, annotation in enumerate(members, start=1):
            rect, mask = _mask(annotation["segmentation"], height, width)
            labels[rect.slices][mask] = number
        return labels

    return load


def _mask(segmentation: Any, height: int, width: int) -> tuple[Rect, NDArray[np.bool_]]:
    if isinstance(segmentation, dict):
        return Rect(0, 0, height, width), rle_decode(segmentation)
    rings = [[(y, x) for x, y in zip(ring[::2], ring[1::2], strict=True)] for ring in segmentation]
    points = np.array([point for ring in rings for point in ring])
    low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
    rect = Rect(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
    rect = rect.intersect(Rect(0, 0, height, width))
    mask = np.zeros((rect.height, rect.width), bool)
    for ring in rings:  # separate rings are parts of one object, not holes
        mask |= polygons_to_mask([Polygon(ring)], rect)
    return rect, mask


def _find(path: Path) -> Path:
    if path.is_file():
        return path
    ours = path / FILE_NAME
    found = [ours] if ours.is_file() else sorted(path.glob("*.json"))
    if len(found) != 1:
        raise LViTError(
            f"{path.name} holds {len(found)} JSON files.", "Choose the COCO file itself."
        )
    return found[0]


def _image_file(folder: Path, name: str) -> Path | None:
    for candidate in (folder / name, folder / "images" / Path(name).name):
        if candidate.is_file():
            return candidate
    return None


FORMAT = Format(
    name="coco",
    title="COCO",
    about="One JSON file with polygons and run lengths",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(losses, write, check),
    reader=read,
    files=("*.json",),
)
