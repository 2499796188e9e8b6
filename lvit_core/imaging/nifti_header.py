"""The header of a NIfTI file: read within limits, and asked where it lies in the patient."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.imaging.limits import truncated, unreadable
from lvit_core.reading_log import log_read
from lvit_core.wording import said

_LONGEST_HEADER = 540
_UNITS_MM = {1: 1000.0, 2: 1.0, 3: 0.001}
_PACKED = b"\x1f\x8b"


def read_header(path: Path) -> Any:
    """nibabel's header of a file, checked.

    Raises:
        LViTError: It is no NIfTI file, damaged, or keeps its pixels elsewhere.
    """
    try:
        one: Any = import_module("nibabel.nifti1")  # takes a tenth of a second, and few need it
        two: Any = import_module("nibabel.nifti2")
    except ImportError as error:
        raise LViTError(
            "NIfTI needs the package nibabel.", "Install it: pip install nibabel"
        ) from error
    head = unpacked(path, _LONGEST_HEADER)
    first = int.from_bytes(head[:4], "little"), int.from_bytes(head[:4], "big")
    try:
        if 348 in first:
            header: Any = one.Nifti1Header(head[:348], check=False)
        elif 540 in first:
            header = two.Nifti2Header(head[:540], check=False)
        else:
            raise LViTError("{name} is not a NIfTI file.", "Export it again.", name=path.name)
        shape = header.get_data_shape()
        if not 1 <= len(shape) <= 7 or min(shape) < 1:
            raise unreadable(path, said("its size"))
        header.get_data_dtype()
        header.get_slope_inter()
        if not np.isfinite(header.get_best_affine()).all():
            raise unreadable(path, said("its place"))
        if bytes(header["magic"]).startswith(b"ni"):
            raise LViTError(
                "{name} keeps its pixels in another file.", "Save it as .nii.gz.", name=path.name
            )
    except LViTError:
        raise
    except Exception as error:  # a damaged header may fail anywhere
        raise unreadable(path, type(error).__name__) from error
    return header


def is_oriented(header: Any) -> bool:
    """Whether the file says where it lies in the patient."""
    return bool(int(header["sform_code"]) > 0 or int(header["qform_code"]) > 0)


def ways(header: Any) -> list[tuple[int, int]]:
    """For each axis of the array the axis of the patient (0 right, 1 front, 2 head), and 1 where it
    runs there, -1 where it runs the other way."""
    orientations: Any = import_module("nibabel.orientations")
    found = orientations.io_orientation(header.get_best_affine())
    return [(int(axis), int(way)) for axis, way in np.nan_to_num(found, nan=0)]


def unit_mm(header: Any, sizes: tuple[float, ...]) -> float:
    """Millimetres in the unit of the file; 0 where its ``sizes`` of pixels mean nothing.

    Most programs forget to say millimetres; 1 is what they write by themselves.
    """
    unit = _UNITS_MM.get(int(header["xyzt_units"]) & 7, 0.0)
    return unit or (0.0 if set(sizes) == {1.0} else 1.0)


def unpacked(path: Path, most: int) -> bytes:
    """The first bytes of a file, unpacked; never more than ``most``.

    Raises:
        LViTError: It is cut off or damaged.
    """
    with unpacking(path) as stream:
        return stream.read(most)


@contextmanager
def unpacking(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where they are packed; what breaks inside is told in words."""
    log_read(path)
    try:
        with path.open("rb") as stream:
            if stream.read(2) != _PACKED:
                stream.seek(0)
                yield stream
                return
        with gzip.open(path) as packed:
            yield cast("IO[bytes]", packed)
    except EOFError as error:
        raise truncated(path) from error
    except (OSError, zlib.error) as error:
        raise unreadable(path, type(error).__name__) from error
