"""Volumes of labels in NIfTI beside volumes of pictures: each slice marks a slice.

Both are taken apart by `lvit_core.imaging.nifti`, in the same way where they lie on one grid.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import BundleItem, BundleLayer, Labeled
from lvit_core.exchange.label_pictures import areas_of_classes, areas_of_named
from lvit_core.exchange.reports import Loss
from lvit_core.imaging.nifti import NiftiPages, Volume, pages_of_nifti
from lvit_core.imaging.readers import read
from lvit_core.wording import said

_SAME_PLACE = 0.5  # of a voxel: what rounding in headers makes is far less
_NO_LABEL = 1 << 24  # from here on a slice, which may hold float32, has no number of its own
_MOST_CLASSES = 32  # different numbers in a map of classes


def is_volume(file: Path) -> bool:
    """Whether a NIfTI file holds several slices.

    Raises:
        LViTError: It cannot be read.
    """
    return Volume(file).count > 1


def volume_item(file: Path) -> BundleItem:
    """A volume of which each slice that has labels becomes an image.

    Raises:
        LViTError: It cannot be read, or has too many slices.
    """
    pages_of_nifti(file)
    return BundleItem(file, source=file.name)


def bare_volume(file: Path) -> Loss:
    """What is told of a volume none of whose slices has labels: nobody chose one."""
    return Loss(file.name, "", said("It has no labels. Add it to a project to choose its slices."))


def volume_layer(
    file: Path, picture: Path, names: Mapping[int, str], class_name: str = ""
) -> BundleLayer:
    """A volume of labels that lies on the grid of its picture.

    Args:
        file: The labels.
        picture: The volume that they mark.
        names: Of its numbers; ``""`` for those that mean nothing. Without names numbers are
            classes where there are few, else objects.
        class_name: Of all its objects, where nothing names a number.

    Raises:
        LViTError: It cannot be read, lies elsewhere, or holds no labels.
    """
    _refuse_elsewhere(Volume(file), Volume(picture))
    numbers = volume_numbers(file)
    classes = len(numbers) <= _MOST_CLASSES and not class_name
    seen = partial(_seen, names=names, class_name=class_name, classes=classes)
    return BundleLayer.of_file("", file, seen, file.name)


def _refuse_elsewhere(labels: Volume, picture: Volume) -> None:
    one, other = labels.geometry, picture.geometry
    there = one.shape == other.shape and labels.count == picture.count
    if there and one.affine is not None and other.affine is not None:
        corners = np.array([*np.ndindex(2, 2, 2)]) * (np.array(one.shape) - 1)
        apart = (one.affine - other.affine)[:3] @ np.c_[corners, np.ones(8)].T
        voxel = np.linalg.norm(other.affine[:3, :3], axis=0).min()
        there = bool(np.linalg.norm(apart, axis=0).max() <= _SAME_PLACE * voxel)
    elif there:
        there = one.affine is None and other.affine is None
    if not there or (one.through, one.in_plane, one.flips) != (
        other.through,
        other.in_plane,
        other.flips,
    ):
        raise LViTError(
            "It lies on another grid of voxels than its image.",
            "Bring both onto one grid in the program that made them.",
        )


def volume_numbers(file: Path) -> set[int]:
    """The different numbers of a map.

    Raises:
        LViTError: It holds what are no labels.
    """
    pages = NiftiPages(file)
    found: set[int] = set()
    try:
        for number in range(1, Volume(file).count + 1):
            found.update(map(int, np.unique(_labels(pages.scaled(number)))))
    finally:
        pages.close()
    return found - {0}


def _seen(page: Path, *, names: Mapping[int, str], class_name: str, classes: bool) -> Labeled:
    labels = _labels(read(page).pixels)
    if names:
        return areas_of_named(labels, names)
    if classes:
        return areas_of_classes(labels, {})
    told = {int(number): class_name for number in np.unique(labels) if number and class_name}
    return Labeled(labels, told)


def _labels(values: NDArray[np.generic]) -> NDArray[np.int32]:
    if values.ndim != 2:
        raise LViTError(said("It holds colours, not labels."), said("Save it as whole numbers."))
    low, high = values.min(initial=0), values.max(initial=0)  # what is no number is neither
    known = bool(np.isfinite(values).all()) and low >= 0 and high < _NO_LABEL
    whole = values.astype(np.int32) if known else np.zeros((), np.int32)
    if not known or (whole != values).any():
        raise LViTError(said("It holds numbers that are no labels."), said("Count objects from 1."))
    return whole
