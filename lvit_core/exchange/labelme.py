"""labelme: one JSON file beside each image, masks as they are, polygons on request.

Sentence and provenance stand in keys of their own, which labelme keeps when it saves. Findings come
after organs, because what comes later lies on top wherever labelme draws. ``labels.txt`` gives the
numbers of the classes, as labelme's own converters want it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import polygons
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.exchange.content import Content, unseen_lines
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import object_facts, read_json, write_json
from lvit_core.exchange.labelme_reading import draw, read
from lvit_core.exchange.picture_files import can_copy, export_image
from lvit_core.exchange.report_lines import as_png
from lvit_core.exchange.reports import Steps
from lvit_core.geometry import Rect
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer
from lvit_core.wording import counted, said

VERSION = "5.5.0"  # of the file format
LABELS_NAME = "labels.txt"
_BEFORE_CLASSES = ("__ignore__", "_background_")  # -1 and 0 in labelme's converters


def losses(content: Content) -> list[str]:
    """What labelme cannot hold."""
    found = unseen_lines(content)
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        found.append(as_png(converted))
    if content.options.polygons:
        found.append(
            said("Objects with holes or several parts stay masks; the others are polygons.")
        )
        found.append(
            said(
                "labelme's own tools also fill the pixels that a polygon's edge touches, so that "
                "they draw polygons one pixel too far to the right and down. Masks they draw "
                "exactly."
            )
        )
    if covering := sum(_covers(content, image) for image in content.images):
        found.append(
            said(
                "In {covering} layers may overlap: labelme's label images show one object a "
                "pixel, there the finding.",
                covering=counted(covering, "image"),
            )
        )
    return found


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images and their JSON files; returns the number of images."""
    labels = content.classes.labels(_BEFORE_CLASSES)
    for image in content.images:
        with writing_image(content, image, folder, steps) as part:
            file = export_image(content, image, part)
            write_json(part / f"{file.stem}.json", _document(content, image, file.name, labels))
    names = "\n".join([*_BEFORE_CLASSES, *labels.values()])
    (folder / LABELS_NAME).write_text(names + "\n", encoding="utf-8")
    return len(content.images)


def _document(
    content: Content, image: ImageRecord, file_name: str, labels: dict[tuple[str, str], str]
) -> dict[str, Any]:
    shapes: list[dict[str, Any]] = []
    for machine in (True, False)[not content.options.machine :]:  # people's work lies on top
        for layer in _bottom_first(content, image):
            for record, rect, mask in content.objects(image, layer, machine=machine):
                shape = _shape(record, rect, mask, content.options.polygons)
                label = labels[record.layer, record.class_name]
                # Numbers of objects are their layer's; a group is the whole file's.
                shapes.append({**shape, "label": label, "group_id": len(shapes) + 1})
    return {
        "version": VERSION,
        "flags": {},
        "shapes": shapes,
        "imagePath": file_name,
        "imageData": None,
        "imageHeight": image.height,
        "imageWidth": image.width,
        "lvit_sentence": image.sentence,
        "lvit_state": image.state.value,
        "lvit_template": image.template,
        f"lvit_{KEY}": content.project.settings.laterality,
        f"lvit_{ORIENTATION_KEY}": image.orientation,
    }


def _bottom_first(content: Content, image: ImageRecord) -> list[Layer]:
    return sorted(content.template(image).layers, key=lambda layer: layer.role != "organ")


def _covers(content: Content, image: ImageRecord) -> bool:
    """Whether more than one layer of an image holds objects."""
    return sum(content.counts.has(image, layer) for layer in content.template(image).layers) > 1


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
                    rect, mask, *_ = draw(shape, (image.height, image.width))
                    drawn[rect.slices] |= mask
            if not np.array_equal(drawn, layer.labels > 0):
                raise not_read_back(
                    said("{title} of {name}", title=layer.layer.title, name=image.name)
                )


def _shape(
    record: ObjectRecord, rect: Rect, mask: NDArray[np.bool_], prefer_polygons: bool
) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "points": [[rect.x0, rect.y0], [rect.x1 - 1, rect.y1 - 1]],
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


def _encode(mask: NDArray[np.bool_]) -> str:
    from imagecodecs import png_encode  # noqa: PLC0415 - slow to import

    return base64.b64encode(png_encode(mask.astype(np.uint8) * 255)).decode("ascii")


FORMAT = Format(
    name="labelme",
    title="labelme",
    about="One JSON file per image, editable in labelme",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(losses, write, check),
    reader=read,
    options=("machine", "polygons"),
)
