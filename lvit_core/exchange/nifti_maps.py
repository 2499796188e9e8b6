"""Pictures and label maps of NIfTI files as an import takes them, the one lying on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import BundleItem, BundleLayer, Labeled, labels_of
from lvit_core.exchange.dicom_grids import Grid, turned
from lvit_core.exchange.dicom_images import image_at
from lvit_core.exchange.label_numbers import numbers_in
from lvit_core.exchange.label_pictures import areas_of_classes, areas_of_named, doubted, told_apart
from lvit_core.exchange.nifti_files import (
    NiftiFile,
    Turning,
    is_nifti,
    open_nifti,
    picture_bytes,
    read_numbers,
)
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.imaging.readers import probe
from lvit_core.project.page_files import PICTURES_FOLDER
from lvit_core.wording import said

_LPS_OF_RAS = np.array([-1.0, -1.0, 1.0])
_SAME_PLACE = 0.5  # of a pixel: what rounding in headers makes is far less
_MOST_CHANNELS = 64
_HERE = "here"  # one frame of reference for a map and its picture


def picture_item(file: Path, stem: str, *, mirrored: bool = False) -> BundleItem:
    """A NIfTI picture, to come in as TIFF; raises `LViTError` if it is none."""
    opened = open_nifti(file)
    turning = opened.turning(mirrored=mirrored)
    return BundleItem(
        file.with_name(f"{stem}.tif"), embedded=partial(_picture, file, mirrored),
        found=False, source=file.name, orientation=opened.side(turning),
    )  # fmt: skip


def is_from_nifti(picture: Path) -> bool:
    """Whether a project's picture came in as NIfTI: it lies as people look at a patient then."""
    return picture.parent.name == PICTURES_FOLDER and "-page-" not in picture.name


def _picture(file: Path, mirrored: bool) -> bytes:
    """The picture, opened again: the headers of ten thousand files are too many for memory."""
    try:
        opened = open_nifti(file)
        turning = opened.turning(mirrored=mirrored)
    except LViTError as error:
        raise ValueError(error.message) from error
    return picture_bytes(opened, turning)


def map_layer(
    file: Path, picture: Path | None, names: Mapping[int, str], class_name: str = ""
) -> BundleLayer:
    """A map of labels, turned as its picture is; raises `LViTError` if it is no single map.

    Args:
        file: The map.
        picture: Any file, if there is one.
        names: Of its numbers; ``""`` for those that mean nothing.
        class_name: Of all its objects, where nothing names a number.
    """
    _ = _open_map(file).plane  # refuses volumes now
    look = partial(_look, file, picture, names, class_name)
    return BundleLayer("", partial(labels_of, look), what=file.name, look=look)


def _open_map(file: Path) -> NiftiFile:
    opened = open_nifti(file)
    return replace(opened, channel=0) if 1 < opened.channels <= _MOST_CHANNELS else opened


def _of_channels(opened: NiftiFile, picture: Path | None) -> NDArray[np.int32]:
    """``(H, W)`` numbers of a map with a plane of 0 and 1 for each class, counted from 1.

    Where every pixel is in a plane, the first one tells what lies around, and is 0.
    """
    found = np.zeros(0, np.int32)
    for channel in range(opened.channels):
        plane = numbers_on(replace(opened, channel=channel), picture)
        found = found if channel else np.zeros_like(plane)
        if np.count_nonzero(numbers_in(plane)) > 1 or found[plane > 0].any():
            raise LViTError(
                "{name} holds {count} planes, which are not one of 0 and 1 for each class, each "
                "at its own places.",
                "Save each of them as a file of its own.",
                name=opened.path.name,
                count=opened.channels,
            )
        found[plane > 0] = channel + 1
    return found - 1 if found.all() else found


def numbers_on(opened: NiftiFile, picture: Path | None) -> NDArray[np.int32]:
    """The numbers of a map as they lie on a picture.

    Raises:
        LViTError: They cannot be read, or lie on another grid than a DICOM picture.
    """
    if picture is None:
        return read_numbers(opened, opened.turning())
    if is_nifti(picture):
        other = open_nifti(picture)
        plain = opened.plain and not other.plain
        return read_numbers(opened, other.turning() if plain else opened.turning())
    first, second = opened.plane
    stored = Turning((first, second), (False, False))
    if opened.plain or opened.kept:
        return read_numbers(opened, stored)
    image = image_at(picture)
    if image is not None and image.grid is not None:
        there = Grid(_HERE, image.grid.origin, image.grid.across, image.grid.down)
        steps = _grid(opened, stored).steps_to(there)
        if steps is None:
            raise LViTError("It lies on another grid of pixels than its image.")
        return np.ascontiguousarray(turned(read_numbers(opened, stored), steps[0]))
    return read_numbers(opened, opened.turning(mirrored=_is_mirrored(picture)))


def _is_mirrored(picture: Path) -> bool:
    try:
        return probe(picture).orientation == "R"
    except SeveralPagesError:  # a stack says nothing of the patient
        return False


def _elsewhere(opened: NiftiFile, picture: Path | None) -> str:
    """What is told of a map that its header puts at another place than its picture."""
    if picture is None or not is_nifti(picture) or opened.plain or opened.kept:
        return ""
    other = open_nifti(picture)
    if other.plain or other.kept:
        return ""
    here, there = _corners(opened), _corners(other)
    apart = np.linalg.norm(here[:, None] - there[None], axis=2).min(axis=1).max()
    if apart <= _SAME_PLACE * min(map(float, other.header.get_zooms()[:3])):
        return ""
    return said(
        "its header puts it at another place than its picture; its pixels were taken in order."
    )


def _corners(opened: NiftiFile) -> NDArray[np.float64]:
    """``(4, 3)``: where the four outermost pixels lie in the patient, in millimetres."""
    places = np.zeros((4, 3))
    shape = opened.header.get_data_shape()
    for axis, ends in zip(opened.plane, ([0, 1, 0, 1], [0, 0, 1, 1]), strict=True):
        if axis < len(shape):
            places[:, axis] = np.array(ends) * (int(shape[axis]) - 1)
    affine = np.asarray(opened.header.get_best_affine(), np.float64)
    return np.asarray(places @ affine[:3, :3].T + affine[:3, 3])


def _grid(opened: NiftiFile, turning: Turning) -> Grid:
    affine = np.asarray(opened.header.get_best_affine(), np.float64)
    across, down = (affine[:3, axis] * _LPS_OF_RAS for axis in turning.axes)
    return Grid(_HERE, affine[:3, 3] * _LPS_OF_RAS, across, down)


def _look(file: Path, picture: Path | None, names: Mapping[int, str], class_name: str) -> Labeled:
    opened = _open_map(file)
    if opened.channel is None:
        found = _looked_at(numbers_on(opened, picture), names, class_name)
    else:
        numbers = _of_channels(opened, picture)
        found = areas_of_named(numbers, names) if names else areas_of_classes(numbers, {})
    told = " ".join(filter(None, (found.remark, _elsewhere(opened, picture))))
    return replace(found, remark=told, spacing_mm=_spacing(opened, picture))


def _spacing(opened: NiftiFile, picture: Path | None) -> tuple[float, float] | None:
    """The size of its pixels, where its header places them and nothing else looked whether they
    meet those of the picture."""
    meets = picture is not None and not is_nifti(picture) and image_at(picture) is not None
    return None if opened.plain or opened.kept or meets else opened.spacing_mm(opened.turning())


def _looked_at(labels: NDArray[np.int32], names: Mapping[int, str], class_name: str) -> Labeled:
    if names:
        return areas_of_named(labels, names)
    found = doubted(told_apart(labels, {}))
    if not class_name or found.classes:
        return found
    classes = {int(n): class_name for n in np.unique(found.labels) if n}
    return replace(found, classes=classes)
