"""What a picture of labels says: inside or outside, classes, or one number for each object.

Numbers of a palette count, not its colours; colours of other pictures stand for numbers. Pictures
that were compressed with loss know no numbers, only bright and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Labeled
from lvit_core.exchange.picture_files import (
    check_labels,
    is_lossy,
    palette_numbers,
    read_labels,
)
from lvit_core.imaging.readers import read

MOST_CLASSES = 32
_WHITE = 255
# Objects may fall into parts; a picture of classes has clearly more areas than numbers.
_AREAS_PER_CLASS = 1.5


def read_objects(path: Path) -> NDArray[np.int32]:
    """``(H, W)`` object numbers of a picture in which every object has a number or a colour.

    Raises:
        LViTError: It cannot be read.
    """
    if is_lossy(path):
        return label_areas(read_labels(path) > 0)
    labels = _numbers(path)[0]
    values = np.unique(labels)
    binary = values[-1] == _WHITE and np.count_nonzero(values) == 1
    return label_areas(labels > 0) if binary else labels


def read_mask(path: Path) -> Labeled:
    """Objects of a picture that may be binary, of classes or of objects.

    Whole numbers from 1 on, or colours, are classes when they have several areas, and objects
    when they have one each. Anything else tells inside from outside.

    Raises:
        LViTError: It cannot be read.
    """
    if is_lossy(path):
        return Labeled(label_areas(read_labels(path) > 0))
    return told_apart(*_numbers(path))


def told_apart(labels: NDArray[np.int32], names: Mapping[int, str]) -> Labeled:
    """Objects of numbers that may tell inside from outside, classes or objects; see `read_mask`.

    Args:
        labels: ``(H, W)`` numbers.
        names: What is known to be the class of a number.
    """
    values = [int(value) for value in np.unique(labels) if value]
    counted = values == list(range(1, len(values) + 1))
    if len(values) < 2 or not (counted or names):
        return Labeled(label_areas(labels > 0))
    if len(values) > MOST_CLASSES:
        return Labeled(labels)
    objects = areas_of_classes(labels, names)
    many = len(objects.classes) >= _AREAS_PER_CLASS * len(values)
    return objects if many else Labeled(labels)


def areas_of_classes(labels: NDArray[np.int32], names: Mapping[int, str]) -> Labeled:
    """The connected areas of each class.

    Args:
        labels: ``(H, W)`` numbers of classes.
        names: Of the classes; the others are called by their number.
    """
    objects = np.zeros_like(labels)
    classes: dict[int, str] = {}
    count = 0
    for value in np.unique(labels[labels > 0]).tolist():
        areas = label_areas(labels == value)
        found = int(areas.max(initial=0))
        np.add(areas, count, out=objects, where=areas > 0)
        name = names.get(value, f"class {value}")
        classes |= dict.fromkeys(range(count + 1, count + found + 1), name)
        count += found
    return Labeled(objects, classes)


def with_classes(labels: NDArray[np.int32], path: Path, names: list[str]) -> dict[int, str]:
    """The class of each object from a picture of class numbers and their names.

    Args:
        labels: ``(H, W)`` object numbers.
        path: The picture.
        names: What 0, 1, 2 and so on mean; 0 is the background.

    Raises:
        LViTError: The picture cannot be read or has another size.
    """
    return classes_at(labels, read_labels(path), names, path.name)


def classes_at(
    labels: NDArray[np.int32], plane: NDArray[np.int32], names: Sequence[str], what: str
) -> dict[int, str]:
    """The same from numbers that were read; ``what`` is their file, for the error."""
    if plane.shape != labels.shape:
        raise LViTError(f"{what} has another size than the objects.")
    pairs, counts = np.unique(np.stack((labels.ravel(), plane.ravel())), axis=1, return_counts=True)
    order = np.argsort(counts, kind="stable")  # the commonest class comes last and stays
    return {
        int(number): names[value]
        for number, value in pairs[:, order].T.tolist()
        if number and 0 < value < len(names)
    }


def _numbers(path: Path) -> tuple[NDArray[np.int32], dict[int, str]]:
    """Numbers, and what each is called where colours stand for them."""
    check_labels(path)
    numbers = palette_numbers(path)
    if numbers is not None:
        return numbers, {}
    pixels = read(path).pixels
    if pixels.ndim != 3 or (pixels == pixels[:, :, :1]).all():
        return read_labels(path), {}
    colours = pixels[:, :, :3].astype(np.uint32)
    whole = (colours[:, :, 0] << 16) | (colours[:, :, 1] << 8) | colours[:, :, 2]
    values, dense = np.unique(whole, return_inverse=True)
    ground = 0 if values[0] == 0 else int(np.bincount(dense.ravel()).argmax())
    places = np.arange(1, len(values) + 1, dtype=np.int32)
    places[ground] = 0
    names = {
        int(place): f"colour #{int(value):06X}"
        for place, value in zip(places, values, strict=True)
        if place
    }
    return places[dense.reshape(whole.shape)], names
