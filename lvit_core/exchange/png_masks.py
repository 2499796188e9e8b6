"""PNG masks for any program: binary, class and 16-bit instance masks of every layer.

``LAYER/binary``, ``LAYER/class`` and ``LAYER/instances`` hold one PNG an image; ``classes.json``
names the numbers of class masks, ``sentences.json`` the sentences.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer
from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.declaration import declared_in
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.picture_files import (
    HIGHEST_NUMBER_16_BIT,
    numbers_file,
    read_labels,
    write_numbers,
    write_png,
)
from lvit_core.exchange.provenance_file import KnownImage, read_provenance
from lvit_core.exchange.reports import Steps
from lvit_core.project.paths import content_hash

MACHINE_FOLDER = "machine"


def losses(content: Content) -> list[str]:
    """Masks hold all there is."""
    return []


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes masks, class names and sentences; returns the number of images."""
    sentences: dict[str, str] = {}
    for image in content.images:
        stem = content.stems[image.id]
        with writing_image(content, image, folder, steps) as part:
            for layer in content.layers(image):
                _write_layer(part, stem, layer)
            if content.options.machine:
                for layer in content.layers(image, machine=True):
                    _write_layer(part / MACHINE_FOLDER, stem, layer)
            sentences[stem] = image.sentence
    _write_json(folder / "classes.json", content.classes.legend())
    _write_json(folder / "sentences.json", sentences)
    return len(content.images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Compares every file with the project."""
    for image in content.images:
        steps.next(image.name)
        stem = content.stems[image.id]
        for layer in content.layers(image):
            place = folder / layer.layer.name
            binary = read_labels(place / "binary" / f"{stem}.png")
            same = np.array_equal(binary, np.where(layer.labels > 0, 255, 0))
            numbers = read_labels(numbers_file(place / "instances", stem))
            classes = read_labels(place / "class" / f"{stem}.png")
            same = same and np.array_equal(numbers, layer.labels)
            if not same or not np.array_equal(classes, layer.class_plane()):
                raise not_read_back(f"The mask of {image.name}")


def read(path: Path) -> Bundle:
    """Reads masks back; the images are found by ``provenance.json`` or in a folder ``images``."""
    known = read_provenance(path)
    sources = {stem: facts.source for stem, facts in known.images.items() if facts.source}
    if (path / "images").is_dir():
        sources |= {file.stem: file for file in sorted((path / "images").iterdir())}
    layers = sorted(p.parent for p in path.glob("*/binary")) or sorted(
        p.parent for p in path.glob("*/instances")
    )
    if not layers or not sources:
        raise LViTError(
            f"{path.name} holds no masks with images.",
            "Choose a folder written by this program, or put the pictures into a folder images.",
        )
    sentences = _read_json(path / "sentences.json")
    laterality = known.laterality or declared_in(path)
    items, notes = [], []
    for stem, image in sources.items():
        facts = known.images.get(stem, KnownImage())
        if image == facts.source and _is_replaced(image, facts.content_hash):
            notes.append(
                f"{image.name} was left out: it is another picture than the one that its masks "
                "were made on."
            )
            continue
        found = [_layer(folder, stem, facts) for folder in layers]
        items.append(
            BundleItem(
                image, str(sentences.get(stem) or facts.sentence), [x for x in found if x],
                facts.template, facts.group, facts.split, facts.state,
                laterality, facts.orientation,
            )
        )  # fmt: skip
    return Bundle(items, notes, known.template)


def _is_replaced(image: Path, digest: str) -> bool:
    return bool(digest) and image.is_file() and content_hash(image) != digest


def _layer(folder: Path, stem: str, facts: KnownImage) -> BundleLayer | None:
    instances = numbers_file(folder / "instances", stem)
    binary = folder / "binary" / f"{stem}.png"
    records = facts.layers.get(folder.name, {})
    if instances.is_file():
        return BundleLayer(folder.name, lambda: read_labels(instances), records=records)
    if binary.is_file():
        return BundleLayer(folder.name, lambda: label_areas(read_labels(binary) > 0))
    return None


def _write_layer(folder: Path, stem: str, layer: LayerContent) -> None:
    place = folder / layer.layer.name
    inside = np.where(layer.labels > 0, 255, 0).astype(np.uint8)
    write_png(place / "binary" / f"{stem}.png", inside)
    write_png(place / "class" / f"{stem}.png", layer.class_plane())
    write_numbers(place / "instances", stem, layer.labels)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _read_json(path: Path) -> dict[str, object]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


FORMAT = Format(
    name="png",
    title="PNG masks",
    about="One picture per image: 0 and 255, and 16-bit objects",
    holds=(Holds.MASKS, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(losses, write, check, highest_number=HIGHEST_NUMBER_16_BIT),
    reader=read,
)
