"""COCO: ``annotations.json`` beside a folder ``images``.

One ring without holes is a polygon, anything else run lengths, so that holes and separate parts
are never lost; area and box come from the mask.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import polygons, rle_encode
from lvit_core.exchange.coco_reading import FILE_NAME, read
from lvit_core.exchange.content import Content
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import object_facts, write_json
from lvit_core.exchange.licences import Licence
from lvit_core.exchange.picture_files import can_copy, export_image
from lvit_core.exchange.reports import Steps, as_png
from lvit_core.geometry import Rect
from lvit_core.project.clock import now
from lvit_core.project.records import ImageRecord


def losses(content: Content) -> list[str]:
    """What COCO cannot hold."""
    found = content.unseen()
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        found.append(as_png(converted))
    return found


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images and one file with all objects; returns the number of images."""
    categories = {pair: number for number, pair in enumerate(content.classes.flat(), start=1)}
    licence = Licence.of(content.licence)
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for image in content.images:
        with writing_image(content, image, folder, steps) as part:
            file = export_image(content, image, part / "images")
            found = list(_annotations(content, image, categories))
            images.append(
                {
                    "id": image.id,
                    "file_name": file.relative_to(part).as_posix(),
                    "width": image.width,
                    "height": image.height,
                    "sentence": image.sentence,
                    ORIENTATION_KEY: image.orientation,
                    "state": image.state.value,
                    "template": image.template,
                    **({"license": 1} if licence.text else {}),
                }
            )
            annotations += [{"id": n, **a} for n, a in enumerate(found, len(annotations) + 1)]
    document = {
        "info": {
            "description": content.title,
            "date_created": now(),
            KEY: content.project.settings.laterality,
        },
        "licenses": [{"id": 1, "name": licence.text, "url": licence.address}] * bool(licence.text),
        "images": images,
        "annotations": annotations,
        "categories": [
            {"id": number, "name": name or layer, "supercategory": layer}
            for (layer, name), number in categories.items()
        ],
    }
    write_json(folder / FILE_NAME, document, indent=None)
    return len(images)


def _annotations(
    content: Content, image: ImageRecord, categories: dict[tuple[str, str], int]
) -> Iterator[dict[str, Any]]:
    for machine in (False, True)[: 1 + content.options.machine]:
        for layer in content.template(image).layers:
            for record, rect, mask in content.objects(image, layer, machine=machine):
                yield {
                    "image_id": image.id,
                    "category_id": categories[layer.name, record.class_name],
                    **_shape(mask, rect, image.height, image.width),
                    **object_facts(record),
                }


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Draws every annotation again and compares."""
    items = {item.image.stem: item for item in read(folder).items}
    for image in content.images:
        steps.next(image.name)
        item = items.get(content.stems[image.id])
        if item is None:
            raise not_read_back(image.name)
        loaded: dict[str, NDArray[np.bool_]] = {}
        for shape in item.shapes:
            rect, mask = shape.draw((image.height, image.width))
            plane = loaded.setdefault(shape.layer, np.zeros((image.height, image.width), bool))
            plane[rect.slices] |= mask
        empty = np.zeros((image.height, image.width), bool)
        for layer in content.layers(image):
            expected = layer.labels > 0
            if content.options.machine:
                expected = expected | (content.layer(image, layer.layer, machine=True).labels > 0)
            if not np.array_equal(loaded.get(layer.layer.name, empty), expected):
                raise not_read_back(f"{layer.layer.title} of {image.name}")


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


FORMAT = Format(
    name="coco",
    title="COCO",
    about="One JSON file with polygons and run lengths",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(losses, write, check),
    reader=read,
    files=("*.json",),
)
