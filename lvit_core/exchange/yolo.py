"""YOLO segmentation: ``labels/STEM.txt`` with one normalised polygon a line, ``data.yaml``."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from lvit_core.annotation.encodings import Polygon, polygons, polygons_to_mask
from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.picture_files import can_copy, export_image
from lvit_core.exchange.reports import Steps
from lvit_core.geometry import Rect

MACHINE_FOLDER = "machine"


def losses(content: Content) -> list[str]:
    """Holes, parts, sentences: YOLO has room for none of them."""
    holes = parts = 0
    for image in content.images:
        for layer in content.layers(image):
            for _, _, mask in layer.objects():
                shapes = polygons(mask)
                holes += any(shape.holes for shape in shapes)
                parts += len(shapes) > 1
    found = []
    if holes:
        found.append(f"{holes} objects have holes, which are filled.")
    if parts:
        found.append(f"{parts} objects have several parts, which become objects of their own.")
    if any(image.sentence for image in content.images):
        found.append("Sentences are only in provenance.json.")
    if converted := sum(not can_copy(content.path(image)) for image in content.images):
        found.append(f"{converted} images are written as PNG with 8 bits, without pixel spacing.")
    return found


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images, labels and class names; returns the number of images."""
    classes: list[str] = []
    for image in content.images:
        for layer in content.template(image).layers:
            names = content.layer(image, layer).class_names
            classes += [name for name in names if name not in classes]
    for image in content.images:
        steps.next(image.name)
        export_image(content, image, folder / "images")
        stem = content.stems[image.id]
        _write_labels(folder / "labels" / f"{stem}.txt", content.layers(image), classes)
        if content.options.machine:
            layers = content.layers(image, machine=True)
            _write_labels(folder / MACHINE_FOLDER / "labels" / f"{stem}.txt", layers, classes)
    lines = ["path: .", "train: images", "val: images", "names:"]
    lines += [f"  {index}: {json.dumps(name)}" for index, name in enumerate(classes)]
    (folder / "data.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(content.images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Draws every line again and compares with the filled masks."""
    for image in content.images:
        steps.next(image.name)
        size = (image.height, image.width)
        path = folder / "labels" / f"{content.stems[image.id]}.txt"
        drawn, expected = np.zeros(size, bool), np.zeros(size, bool)
        for _, ring in read_labels(path, *size):
            rect = _around(ring).intersect(Rect(0, 0, *size))
            drawn[rect.slices] |= polygons_to_mask([Polygon(ring)], rect)
        for layer in content.layers(image):
            for _, rect, mask in layer.objects():
                filled = [Polygon(part.outer) for part in polygons(mask, (rect.y0, rect.x0))]
                for part in filled:
                    expected[rect.slices] |= polygons_to_mask([part], rect)
        if not np.array_equal(drawn, expected):
            raise not_read_back(f"The labels of {image.name}")


def read_labels(path: Path, height: int, width: int) -> list[tuple[int, list[tuple[float, float]]]]:
    """Class and ring, (y, x) in pixels, of every line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        number, *values = line.split()
        numbers = [float(value) for value in values]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        # Corners lie between pixels: rounding takes back what the decimals cut off.
        ring = [(round(y * height, 2), round(x * width, 2)) for x, y in pairs]
        found.append((int(number), ring))
    return found


def _write_labels(path: Path, layers: list[LayerContent], classes: list[str]) -> None:
    lines = []
    for layer in layers:
        height, width = layer.labels.shape
        for record, rect, mask in layer.objects():
            if record.class_name not in classes:
                classes.append(record.class_name)
            number = classes.index(record.class_name)
            for part in polygons(mask, (rect.y0, rect.x0)):
                points = (f"{x / width:.7f} {y / height:.7f}" for y, x in part.outer)
                lines.append(f"{number} {' '.join(points)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _around(ring: list[tuple[float, float]]) -> Rect:
    low, high = np.floor(np.min(ring, axis=0)), np.ceil(np.max(ring, axis=0))
    return Rect(int(low[0]), int(low[1]), int(high[0]), int(high[1]))


FORMAT = Format(
    name="yolo",
    title="YOLO segmentation",
    about="One text file of polygons per image",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check),
)
