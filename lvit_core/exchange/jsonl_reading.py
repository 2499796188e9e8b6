"""Reading image folders with a ``metadata.jsonl``: ours, older ones of ours, and other people's.

A line names its picture (``file_name``) and its mask (``mask_file_name``, or ``mask``); ours names
the masks of all layers, with what is known of every object.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import (
    JSON_SIGNS,
    LINE_SIGNS,
    MOST_MEMORY_BYTES,
    memory_of,
    read_bounded,
)
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Drawn, Shape, Size
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY, declared, declared_orientation
from lvit_core.exchange.json_files import record_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.label_pictures import read_mask
from lvit_core.exchange.outlines import draw_box
from lvit_core.exchange.picture_files import read_labels
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss
from lvit_core.files import place_inside

FILE_NAME = "metadata.jsonl"
_OTHER_LINES = frozenset({"images.jsonl", "predictions.jsonl", "events.jsonl"})  # of ours
# What programs call the picture, its mask and its sentence.
_PICTURE = ("file_name", "image", "img", "image_path", "filename", "path")
_MASK = ("mask_file_name", "mask", "mask_path", "label", "segmentation")
_CLASSES = ("category", "categories", "label", "labels", "class", "category_id")
_TEXT = ("text", "sentence", "caption", "description", "prompt")


def read(path: Path) -> Bundle:
    """Reads the ``metadata.jsonl`` of a folder, or those of the parts in it.

    Raises:
        LViTError: There is none, or what is there is not in this format.
    """
    files = [path] if path.is_file() else _files(path)
    if not files:
        raise LViTError(f"There is no {FILE_NAME} in {path.name}.", "Check the path.")
    items: list[BundleItem] = []
    losses: list[Loss] = []
    for file in files:
        data = read_bounded(file, LINE_SIGNS).removeprefix(b"\xef\xbb\xbf")
        for found in _found(file, data.split(b"\n")):
            if isinstance(found, Loss):
                losses.append(found)
            else:
                items.append(found)
    if losses and not items:
        raise LViTError(f"{files[0].name} is not in this format.", "Export it again.")
    return Bundle(items, losses=losses)


def _files(folder: Path) -> list[Path]:
    """The sheets of a folder or its parts; where none has the usual name, those of other names."""
    for ending in (FILE_NAME, ".jsonl"):
        for depth in (0, 1):
            found = files_ending(folder, ending, depth=depth)
            if files := [file for file in found if file.name.lower() not in _OTHER_LINES]:
                return files
    return []


def lines_of(file: Path) -> Iterator[BundleItem | Loss]:
    """The images of a file that is ours, one at a time: together they may not fit into memory."""
    with file.open("rb") as stream:
        yield from _found(file, stream)


def _found(file: Path, lines: Iterable[bytes]) -> Iterator[BundleItem | Loss]:
    pictures = PictureIndex(file.parent)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            if memory_of(line, JSON_SIGNS) > MOST_MEMORY_BYTES:
                raise ValueError("it would not fit into memory")
            document = json.loads(line.decode("utf-8", "replace"))
            yield _item(file, document, pictures)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Loss(file.name, f"line {number}", "It is not in this format.")


def _item(file: Path, entry: dict[str, Any], pictures: PictureIndex) -> BundleItem:
    told = _first(entry, _PICTURE)
    if not told:
        raise ValueError("it names no picture")
    picture, found = pictures.named(told, file.parent)
    losses: list[Loss] = []
    template, layers = entry.get("template"), _layers(file.parent, entry, losses, picture.name)
    shapes = _boxes(entry.get("objects"), losses, picture.name)
    if found and any(layer.file == picture for layer in layers):  # a mask of that name lies there
        picture, found = file.parent / picture.name, False
    said = str(entry.get("state") or ("labeled" if layers or shapes else ""))
    return BundleItem(
        picture, _first(entry, _TEXT), layers,
        template if isinstance(template, str) else None,
        split=str(entry.get("split") or ""), state=said, found=found,
        laterality=declared(entry.get(KEY), file.name),
        orientation=declared_orientation(entry.get(ORIENTATION_KEY)), shapes=shapes, losses=losses,
    )  # fmt: skip


def _first(entry: dict[str, Any], keys: Iterable[str]) -> str:
    """The first value that is a text."""
    return next((told for key in keys if isinstance(told := entry.get(key), str) and told), "")


def _boxes(objects: Any, losses: list[Loss], picture: str) -> list[Shape]:
    """Boxes as Hugging Face keeps them: lists of corner and size, and one of classes beside."""
    if not objects:
        return []
    boxes = objects.get("bbox") if isinstance(objects, dict) else None
    if not isinstance(boxes, list):
        losses.append(Loss(picture, "its objects", "They are not told as boxes."))
        return []
    classes: list[Any] = next(
        (objects[key] for key in _CLASSES if isinstance(objects.get(key), list)), []
    )
    found = []
    for place, box in enumerate(boxes):
        told = classes[place] if place < len(classes) else ""
        name = told if isinstance(told, str) else f"class {told}"
        found.append(Shape(f"object {place + 1}", name, partial(_box, box), box=True))
    return found


def _box(box: Any, size: Size) -> Drawn:
    x, y, width, height = (float(value) for value in box)
    return draw_box(x, y, width, height, size)


def _layers(
    folder: Path, entry: dict[str, Any], losses: list[Loss], picture: str
) -> list[BundleLayer]:
    told = _facts_of_layers(entry.get("layers"))
    if not told:
        name = _first(entry, _MASK)
        if not name:
            return []
        mask = place_inside(folder, name)
        if mask is None:
            raise ValueError("its mask lies outside of the data set")
        if not mask.is_file():
            losses.append(Loss(picture, f"the mask {name}", "It is not there."))
            return []
        return [BundleLayer.of_file("", mask, read_mask, mask.name)]
    return [_layer(folder, name, facts) for name, facts in told]


def _facts_of_layers(layers: object) -> list[tuple[str, dict[str, Any]]]:
    """Name and facts of the layers that people made; older exports have them by name."""
    if isinstance(layers, dict):
        return [(name, facts) for name, facts in layers.items() if not name.startswith("machine/")]
    if isinstance(layers, list):
        return [(str(one["layer"]), one) for one in layers if one.get("made_by") != "machine"]
    return []


def _layer(folder: Path, name: str, facts: dict[str, Any]) -> BundleLayer:
    numbers = facts.get("instances_file_name") or facts.get("instances")
    path = place_inside(folder, str(numbers or facts.get("mask_file_name") or facts["mask"]))
    if path is None:
        raise ValueError("its mask lies outside of the data set")
    objects = facts["objects"]
    records = {}
    for item in json.loads(objects) if isinstance(objects, str) else objects:
        record = record_of(item, int(item["object_id"]), str(item["class"]))
        if record is not None and numbers:
            records[record.id] = record

    def load() -> np.ndarray:
        labels = read_labels(path)
        return labels if numbers else label_areas(labels > 0)

    return BundleLayer(name, load, records=records)
