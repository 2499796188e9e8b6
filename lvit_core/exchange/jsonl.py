"""Triples of image, text and mask as JSON lines: what Hugging Face's image folders load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer
from lvit_core.exchange.content import Content
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY, declared, declared_orientation
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import object_facts, record_of
from lvit_core.exchange.picture_files import (
    HIGHEST_NUMBER_16_BIT,
    can_copy,
    export_image,
    read_labels,
    write_numbers,
    write_png,
)
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss, Steps
from lvit_core.project.records import ImageRecord

FILE_NAME = "metadata.jsonl"


def losses(content: Content) -> list[str]:
    """What the triples cannot hold."""
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        return [f"{converted} images are written as PNG with 8 bits, without pixel spacing."]
    return []


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images, masks and one line an image; returns the number of images."""
    lines = []
    for image in content.images:
        with writing_image(content, image, folder, steps) as part:
            lines.append(json.dumps(_line(content, image, part), ensure_ascii=False))
    (folder / FILE_NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(content.images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Reads every line and mask back."""
    items = {item.image.stem: item for item in read(folder).items}
    for image in content.images:
        steps.next(image.name)
        item = items.get(content.stems[image.id])
        if item is None or item.sentence != image.sentence:
            raise not_read_back(f"The line of {image.name}")
        loaded = {layer.name: layer.load() for layer in item.layers}
        for layer in content.layers(image):
            empty = np.zeros(layer.labels.shape, np.int32)
            if not np.array_equal(loaded.get(layer.layer.name, empty) > 0, layer.labels > 0):
                raise not_read_back(f"{layer.layer.title} of {image.name}")


def read(path: Path) -> Bundle:
    """Reads ``metadata.jsonl`` in a folder."""
    file = path if path.is_file() else path / FILE_NAME
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise LViTError(f"There is no {FILE_NAME} in {path.name}.", "Check the path.") from error
    pictures = PictureIndex(file.parent)
    items, losses = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            items.append(_item(file, json.loads(line), pictures))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            losses.append(Loss(file.name, f"line {number}", "It is not in this format."))
    if losses and not items:
        raise LViTError(f"{file.name} is not in this format.", "Export it again.")
    return Bundle(items, losses=losses)


def _item(file: Path, entry: dict[str, Any], pictures: PictureIndex) -> BundleItem:
    picture, found = pictures.named(str(entry["file_name"]), file.parent)
    template, layers = entry.get("template"), _layers(file.parent, entry)
    said = str(entry.get("state") or ("labeled" if layers else ""))
    return BundleItem(
        picture, str(entry.get("text") or ""), layers,
        template if isinstance(template, str) else None, state=said, found=found,
        laterality=declared(entry.get(KEY), file.name),
        orientation=declared_orientation(entry.get(ORIENTATION_KEY)),
    )  # fmt: skip


def _line(content: Content, image: ImageRecord, folder: Path) -> dict[str, object]:
    file = export_image(content, image, folder / "images")
    finding = content.template(image).finding_layer.name
    line: dict[str, object] = {
        "file_name": file.relative_to(folder).as_posix(),
        "text": image.sentence,
        "mask": "",
        KEY: content.project.settings.laterality,
        ORIENTATION_KEY: image.orientation,
        "template": image.template,
        "state": image.state.value,
        "split": image.split,
        "layers": {},
    }
    layers: dict[str, object] = {}
    for machine in (False, True)[: 1 + content.options.machine]:
        for layer in content.layers(image, machine=machine):
            place = f"{'machine/' if machine else ''}{layer.layer.name}/{file.stem}.png"
            inside = np.where(layer.labels > 0, 255, 0).astype(np.uint8)
            write_png(folder / "masks" / place, inside)
            facts: dict[str, object] = {
                "mask": f"masks/{place}",
                "objects": [
                    {"class": r.class_name, **object_facts(r)} for r in layer.records.values()
                ],
            }
            numbers = folder / "instances" / place
            numbers = write_numbers(numbers.parent, file.stem, layer.labels)
            facts["instances"] = numbers.relative_to(folder).as_posix()
            layers[f"machine/{layer.layer.name}" if machine else layer.layer.name] = facts
            if layer.layer.name == finding and not machine:
                line["mask"] = facts["mask"]
    line["layers"] = layers
    return line


def _layers(folder: Path, entry: dict[str, object]) -> list[BundleLayer]:
    found = []
    layers = entry.get("layers")
    if not isinstance(layers, dict) or not layers:
        mask = folder / str(entry.get("mask") or "nothing")
        return [BundleLayer("", lambda: label_areas(read_labels(mask) > 0))] * mask.is_file()
    for name, facts in layers.items():
        if name.startswith("machine/"):
            continue
        numbered = "instances" in facts
        path = folder / facts["instances" if numbered else "mask"]
        records = {}
        for item in facts["objects"]:
            record = record_of(item, int(item["object_id"]), str(item["class"]))
            if record is not None and numbered:
                records[record.id] = record

        def load(path: Path = path, numbered: bool = numbered) -> np.ndarray:
            labels = read_labels(path)
            return labels if numbered else label_areas(labels > 0)

        found.append(BundleLayer(name, load, records=records))
    return found


FORMAT = Format(
    name="jsonl",
    title="JSON lines",
    about="One line per image: image, sentence, mask",
    holds=(Holds.IMAGES, Holds.MASKS, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(
        losses, write, check, highest_number=HIGHEST_NUMBER_16_BIT, mask="masks/{layer}/{stem}.png"
    ),
    reader=read,
    files=("*.jsonl",),
)
