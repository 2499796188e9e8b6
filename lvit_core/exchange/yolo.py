"""YOLO segmentation: ``labels/PART/STEM.txt`` with one normalised polygon a line, ``data.yaml``.

The parts are ``train`` and ``val``, which is the hold-out.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from lvit_core.annotation.encodings import Ring
from lvit_core.exchange.content import Content
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.outlined import Outlined, Points, outlined
from lvit_core.exchange.picture_files import can_copy, export_image
from lvit_core.exchange.report_lines import as_png, left_out
from lvit_core.exchange.reports import Steps
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.exchange.yolo_reading import read
from lvit_core.project.records import ImageRecord
from lvit_core.project.splits import HOLDOUT
from lvit_core.prompt.template import Layer
from lvit_core.wording import counted, said

MACHINE_FOLDER = "machine"
TRAIN, VALIDATION = "train", "val"
_LEAST_PX = 10


def losses(content: Content) -> list[str]:
    """Holes, parts, sentences: YOLO has room for none of them."""
    holes = parts = 0
    images = own_images(content)
    for image in images:
        for layer in content.template(image).layers:
            for item in _outlines(content, image, layer):
                holes += any(part.holes for part in item.parts)
                parts += len(item.parts) > 1
    found = []
    if others := len(content.images) - len(images):
        found.append(
            said(
                "{others} because nobody has labeled them; without objects that would say that "
                "there is nothing.",
                others=left_out(others),
            )
        )
    if holes:
        found.append(
            said(
                "{holes} holes, which are filled.",
                holes=counted(holes, "object has", "objects have"),
            )
        )
    if parts:
        have = counted(parts, "object has", "objects have")
        found.append(said("{have} several parts, which become objects of their own.", have=have))
    if images:
        found.append(said("Sentences and who made each object are only in provenance.json."))
    if converted := sum(not can_copy(content.path(image)) for image in images):
        found.append(as_png(converted))
    if small := sum(min(image.height, image.width) < _LEAST_PX for image in images):
        have = counted(small, "image has", "images have")
        found.append(
            said(
                "{have} a side below {LEAST_PX} pixels, which ultralytics skips.",
                have=have,
                LEAST_PX=_LEAST_PX,
            )
        )
    held_out = sum(image.split == HOLDOUT for image in images)
    if not held_out:
        found.append(
            said("There is no hold-out, so that data.yaml validates on the training images.")
        )
    elif held_out == len(images):
        found.append(said("Every image is held out: images/train is empty."))
    return found


def own_images(content: Content) -> StoredImages:
    """Images that a person has looked at: an image without objects says that there are none."""
    return content.taken_by(Content.is_looked_at)


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images, labels and class names; returns the number of images."""
    labels = content.classes.labels()
    numbers = {pair: number for number, pair in enumerate(labels)}
    for image in own_images(content):
        stem, part = content.stems[image.id], part_of(image)
        with writing_image(content, image, folder, steps) as aside:
            for machine in (False, True)[: 1 + content.options.machine]:
                place = aside / MACHINE_FOLDER if machine else aside
                path = place / "labels" / part / f"{stem}.txt"
                _write_labels(path, content, image, numbers, machine=machine)
            export_image(content, image, aside / "images" / part)
    written = own_images(content)
    parts = {part_of(image) for image in written}
    # Without a path the folder of this file is meant, from wherever a training is started.
    (folder / "images" / TRAIN).mkdir(parents=True, exist_ok=True)  # empty if all are held out
    lines = [f"train: images/{TRAIN}"]
    lines += [f"val: images/{VALIDATION if VALIDATION in parts else TRAIN}", "names:"]
    # JSON's strings are YAML's, with signs of other alphabets as they are.
    names = (json.dumps(name, ensure_ascii=False) for name in labels.values())
    lines += [f"  {number}: {name}" for number, name in enumerate(names)]
    (folder / "data.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(written)


def part_of(image: ImageRecord) -> str:
    """The folder of an image: the hold-out is for validation and never trained on."""
    return VALIDATION if image.split == HOLDOUT else TRAIN


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Every line is the outline of its object."""
    for image in own_images(content):
        steps.next(image.name)
        size = (image.height, image.width)
        path = folder / "labels" / part_of(image) / f"{content.stems[image.id]}.txt"
        with path.open(encoding="utf-8") as stream:
            for layer in content.template(image).layers:
                for item in _outlines(content, image, layer):
                    for part in item.parts:
                        if not _is_line_of(stream.readline(), part.outer, size):
                            raise not_read_back(f"{layer.title} {item.record.id} of {image.name}")


def _is_line_of(line: str, outer: Points, size: tuple[int, int]) -> bool:
    values = np.fromiter(map(float, line.split()), np.float64)[1:]
    # Corners lie between pixels: rounding takes back what the decimals cut off.
    return np.array_equal((values.reshape(-1, 2)[:, ::-1] * size).round(2), outer)


def _outlines(
    content: Content, image: ImageRecord, layer: Layer, *, machine: bool = False
) -> list[Outlined]:
    """The objects of a layer; asked thrice of one image, and made once."""
    key = (image.id, layer.name, machine)
    return content.last(key, lambda: list(outlined(content, image, layer, machine=machine)))


def read_labels(path: Path, height: int, width: int) -> list[tuple[int, Ring]]:
    """Class and ring, (y, x) in pixels, of every line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        number, *values = line.split()
        numbers = [float(value) for value in values]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        ring = [(round(y * height, 2), round(x * width, 2)) for x, y in pairs]
        found.append((int(number), ring))
    return found


def _write_labels(
    path: Path,
    content: Content,
    image: ImageRecord,
    numbers: dict[tuple[str, str], int],
    *,
    machine: bool,
) -> None:
    digits = 7 if max(image.height, image.width) < 50_000 else 9  # a hundredth of a pixel
    # Corners have whole numbers: each is spelled once, not once for every outline.
    rows = [f"{y / image.height:.{digits}f}" for y in range(image.height + 1)]
    columns = [f"{x / image.width:.{digits}f}" for x in range(image.width + 1)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as stream:
        for layer in content.template(image).layers:
            for item in _outlines(content, image, layer, machine=machine):
                number = numbers[item.record.layer, item.record.class_name]
                for part in item.parts:
                    corners = part.outer.astype(np.int64).tolist()
                    points = " ".join([f"{columns[x]} {rows[y]}" for y, x in corners])
                    stream.write(f"{number} {points}\n")


FORMAT = Format(
    name="yolo",
    title="YOLO segmentation",
    about="One text file of polygons per image",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check, own_images),
    reader=read,
)
