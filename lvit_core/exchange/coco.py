"""COCO: ``annotations.json`` beside a folder ``images``.

One ring without holes is a polygon, anything else run lengths, so that holes and separate parts
are never lost; area and box come from the mask. The file has a line for each image and object, so
that it is written and checked image by image: all objects of a data set do not fit into memory.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np

from lvit_core.annotation.encodings import rle_encode
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.run_painting import paint
from lvit_core.annotation.runs import Runs
from lvit_core.exchange.bundle import Shape
from lvit_core.exchange.coco_reading import FILE_NAME, drawing_of, read
from lvit_core.exchange.content import Content, translated, unseen_lines
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import object_facts
from lvit_core.exchange.licences import Licence
from lvit_core.exchange.outlined import Outlined, outlined
from lvit_core.exchange.picture_files import can_copy, export_image
from lvit_core.exchange.report_lines import as_png
from lvit_core.exchange.reports import Steps
from lvit_core.exchange.shape_runs import drawn_together
from lvit_core.geometry import Rect
from lvit_core.project.clock import now
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer

Categories = dict[tuple[str, str], int]
_MEMBER = '{"id": '
_IMAGES, _OBJECTS, _CLASSES = ', "images": [', '\n], "annotations": [', '\n], "categories": '


def losses(content: Content) -> list[str]:
    """What COCO cannot hold."""
    found = unseen_lines(content)
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        found.append(as_png(converted))
    return found


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images and one file with all objects; returns the number of images."""
    categories = _categories(content)
    licence = Licence.of(content.licence)
    head = {
        "info": {
            "description": content.title,
            "date_created": now(),
            KEY: content.project.settings.laterality,
        },
        "licenses": [{"id": 1, "name": licence.text, "url": licence.address}] * bool(licence.text),
    }
    images, objects = 0, 0
    with (
        (folder / FILE_NAME).open("w", encoding="utf-8") as stream,
        TemporaryFile("w+", encoding="utf-8") as lines,
    ):
        stream.write(_json(head)[:-1] + _IMAGES)
        for image in content.images:
            with writing_image(content, image, folder, steps) as part:
                file = export_image(content, image, part / "images")
                entry = _entry(image, file.relative_to(part).as_posix(), licence)
                found = [_json(one) for one in _annotations(content, image, categories)]
            if image.id in content.bad:
                continue
            _add(stream, [_json(entry)], images)
            _add(
                lines, [f'{{"id": {n}, {a[1:]}' for n, a in enumerate(found, objects + 1)], objects
            )
            images, objects = images + 1, objects + len(found)
        stream.write(_OBJECTS)
        lines.seek(0)
        shutil.copyfileobj(lines, stream)
        stream.write(f"{_CLASSES}{_json(_told(categories))}}}\n")
    return images


def _categories(content: Content) -> Categories:
    return {pair: number for number, pair in enumerate(content.classes.flat(), start=1)}


def _told(categories: Categories) -> list[dict[str, Any]]:
    return [
        {"id": number, "name": name or layer, "supercategory": layer}
        for (layer, name), number in categories.items()
    ]


def _entry(image: ImageRecord, file: str, licence: Licence) -> dict[str, Any]:
    return {
        "id": image.id,
        "file_name": file,
        "width": image.width,
        "height": image.height,
        "sentence": image.sentence,
        ORIENTATION_KEY: image.orientation,
        "state": image.state.value,
        "template": image.template,
        **({"license": 1} if licence.text else {}),
    }


def _add(stream: IO[str], lines: list[str], before: int) -> None:
    """Adds members to a list that has some already."""
    for number, line in enumerate(lines, before):
        stream.write(f",\n{line}" if number else f"\n{line}")


def _annotations(
    content: Content, image: ImageRecord, categories: Categories
) -> Iterator[dict[str, Any]]:
    for machine in (False, True)[: 1 + content.options.machine]:
        for layer in content.template(image).layers:
            plane, _ = content.plane(image, layer, machine=machine)
            for item in outlined(content, image, layer, machine=machine):
                yield {
                    "image_id": image.id,
                    "category_id": categories[layer.name, item.record.class_name],
                    **_shape(item, plane),
                    **object_facts(item.record),
                }


def _shape(item: Outlined, plane: LabelPlane) -> dict[str, Any]:
    corners = np.concatenate([part.outer for part in item.parts])
    (y0, x0), (y1, x1) = corners.min(axis=0).astype(int), corners.max(axis=0).astype(int)
    rect = Rect(int(y0), int(x0), int(y1), int(x1))
    if item.plain:
        segmentation: Any = [item.parts[0].outer[:, ::-1].ravel().tolist()]
    else:
        mask = plane.read(rect) == item.record.id
        segmentation = rle_encode(mask, rect, (plane.height, plane.width))
    return {
        "segmentation": segmentation,
        "area": item.pixels,
        "bbox": [rect.x0, rect.y0, rect.width, rect.height],
        "iscrowd": 0,
    }


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Draws every annotation again and compares."""
    categories = _categories(content)
    layers = {number: layer for (layer, _), number in categories.items()}
    path = folder / FILE_NAME
    _check_frame(categories, path)
    with path.open(encoding="utf-8") as stream:
        told = _members(stream, _IMAGES)
        for image in content.images:
            entry = next(told, {})
            name = str(entry.get("file_name"))
            there = Path(name).stem == content.stems[image.id] and (folder / name).is_file()
            if entry.get("id") != image.id or not there:
                raise not_read_back(image.name)
    with path.open(encoding="utf-8") as stream:
        by_image = groupby(_counted(stream), lambda one: one.get("image_id"))
        number, members = next(by_image, (None, iter(())))
        for image in content.images:
            steps.next(image.name)
            mine = number == image.id
            _check_image(content, image, members if mine else (), layers)
            if mine:
                number, members = next(by_image, (None, iter(())))
    if number is not None:
        raise not_read_back("An object of no image")


def _check_frame(categories: Categories, path: Path) -> None:
    """What is left of the file without its images and objects names all classes."""
    with path.open(encoding="utf-8") as stream:
        frame = "".join(line for line in stream if not line.startswith(_MEMBER))
    try:
        told = json.loads(frame)
    except ValueError:
        told = {}
    if told.get("categories") != _told(categories) or told.get("images") != []:
        raise not_read_back("The list of classes")


def _members(stream: IO[str], head: str) -> Iterator[dict[str, Any]]:
    """The members of the list that begins with a line that ends in ``head``."""
    for line in stream:
        if line.rstrip("\n").endswith(head):
            break
    for line in stream:
        if not line.startswith(_MEMBER):
            return
        try:
            yield json.loads(line.rstrip(",\n"))
        except ValueError:
            raise not_read_back("A line") from None


def _counted(stream: IO[str]) -> Iterator[dict[str, Any]]:
    """The annotations, whose ids count from 1."""
    for number, one in enumerate(_members(stream, _OBJECTS.strip()), start=1):
        if one["id"] != number:
            raise not_read_back(f"Annotation {number}")
        yield one


def _check_image(
    content: Content,
    image: ImageRecord,
    annotations: Iterable[dict[str, Any]],
    layers: dict[int, str],
) -> None:
    """Takes annotations in as they are read: those of a slide would be a gigabyte together."""
    size = (image.height, image.width)
    planes: dict[str, LabelPlane] = {}
    for name, some in groupby(annotations, lambda one: layers.get(one["category_id"], "")):
        plane = planes.setdefault(name, LabelPlane(*size))
        shapes = (Shape("", "", drawing_of(one)) for one in some)
        for drawn in drawn_together(shapes, size):
            if drawn.reasons:
                raise not_read_back(f"An object of {image.name}")
            ones = np.ones(len(drawn.runs.row), np.int64)
            runs = Runs(drawn.runs.row, drawn.runs.start, drawn.runs.stop, ones)
            paint(plane, runs, np.zeros(0, np.int64))
    for layer in content.template(image).layers:
        if not _is_drawn(content, image, layer, planes.get(layer.name)):
            raise not_read_back(f"{layer.title} of {image.name}")


def _is_drawn(content: Content, image: ImageRecord, layer: Layer, made: LabelPlane | None) -> bool:
    """Whether what was drawn again lies where the objects lie, row of tiles by row of tiles."""
    plane, chosen = content.plane(image, layer)
    ids = dict.fromkeys(chosen, 1)
    if content.options.machine:
        ids |= dict.fromkeys(content.plane(image, layer, machine=True)[1], 1)
    ids = dict(sorted(ids.items()))
    for top in range(0, image.height, TILE_PX):
        rect = Rect(top, 0, min(top + TILE_PX, image.height), image.width)
        expected = translated(plane.read(rect), ids) > 0
        found = made.read(rect) > 0 if made is not None else np.zeros_like(expected)
        if not np.array_equal(found, expected):
            return False
    return True


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMAT = Format(
    name="coco",
    title="COCO",
    about="One JSON file with polygons and run lengths",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(losses, write, check),
    reader=read,
    files=("*.json",),
)
