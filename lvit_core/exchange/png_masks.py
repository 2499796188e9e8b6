"""PNG masks for any program: binary, class and 16-bit instance masks of every layer.

``images`` holds the pictures, ``LAYER/binary``, ``LAYER/class`` and ``LAYER/instances`` hold one
PNG an image; ``classes.json``
names the numbers of class masks, ``sentences.json`` the sentences.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import write_members
from lvit_core.exchange.picture_files import (
    HIGHEST_NUMBER_16_BIT,
    can_copy,
    export_image,
    numbers_file,
    read_labels,
    write_numbers,
)
from lvit_core.exchange.png_reading import read
from lvit_core.exchange.png_strips import write_png
from lvit_core.exchange.report_lines import as_png
from lvit_core.exchange.reports import Steps
from lvit_core.wording import said

MACHINE_FOLDER = "machine"


def losses(content: Content) -> list[str]:
    """What masks and pictures cannot hold."""
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        return [as_png(converted)]
    return []


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes masks, class names and sentences; returns the number of images."""
    for image in content.images:
        stem = content.stems[image.id]
        with writing_image(content, image, folder, steps) as part:
            export_image(content, image, part / "images")
            for layer in content.layers(image):
                _write_layer(part, stem, layer)
            if content.options.machine:
                for layer in content.layers(image, machine=True):
                    _write_layer(part / MACHINE_FOLDER, stem, layer)
    _write_json(folder / "classes.json", content.classes.legend())
    write_members(
        folder / "sentences.json",
        ((content.stems[image.id], image.sentence) for image in content.images),
    )
    return len(content.images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Compares every file with the project."""
    for image in content.images:
        steps.next(image.name)
        stem = content.stems[image.id]
        for layer in content.layers(image):
            place = folder / layer.layer.name
            binary = read_labels(place / "binary" / f"{stem}.png", ours=True)
            same = np.array_equal(binary, np.where(layer.labels > 0, 255, 0))
            numbers = read_labels(numbers_file(place / "instances", stem), ours=True)
            classes = read_labels(place / "class" / f"{stem}.png", ours=True)
            same = same and np.array_equal(numbers, layer.labels)
            if not same or not np.array_equal(classes, layer.class_plane()):
                raise not_read_back(said("The mask of {name}", name=image.name))


def _write_layer(folder: Path, stem: str, layer: LayerContent) -> None:
    place = folder / layer.layer.name
    inside = np.where(layer.labels > 0, 255, 0).astype(np.uint8)
    write_png(place / "binary" / f"{stem}.png", inside)
    write_png(place / "class" / f"{stem}.png", layer.class_plane())
    write_numbers(place / "instances", stem, layer.labels)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


FORMAT = Format(
    name="png",
    title="PNG masks",
    about="One picture per image: 0 and 255, and 16-bit objects",
    holds=(Holds.IMAGES, Holds.MASKS, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(
        losses,
        write,
        check,
        highest_number=HIGHEST_NUMBER_16_BIT,
        holds_unknown="in pictures",
        masks=("{layer}/binary/{stem}.png",),
    ),
    reader=read,
)
