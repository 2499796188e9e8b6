"""The door for files: says what a file is, reads it, or refuses it in words a person can act on.

Formats are told by their first bytes, not their names, and every size is checked in the header
before a single pixel is decoded. The decoding itself lives in one module per family of formats.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.imaging import dicom, raster, tiff
from lvit_core.imaging.groups import group_of_file_name
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import LARGEST_AREA_PX, LARGEST_SIDE_PX
from lvit_core.imaging.sniff import format_of

__all__ = ["LARGEST_AREA_PX", "LARGEST_SIDE_PX", "ImageInfo", "find_images", "probe", "read"]

# What systems leave in folders by themselves.
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "dicomdir"})


def probe(path: Path) -> ImageInfo:
    """Size, type and facts of an image without decoding its pixels.

    Raises:
        LViTError: The file is missing, empty, no image, damaged, cut off, a stack or too large.
    """
    kind = format_of(path)
    try:
        if kind == "dicom":
            return dicom.probe_dicom(path)
        if kind == "tiff":
            info = tiff.probe_tiff(path)
        else:
            info = raster.probe_png(path) if kind == "png" else raster.probe_pillow(path, kind)
    except OSError as error:
        raise _cannot_open(path, error) from error
    return replace(info, patient_group=group_of_file_name(path.name))


def read(path: Path) -> Image:
    """Reads a whole image with all its bits.

    Raises:
        LViTError: As `probe`, or the pixels cannot be decoded.
    """
    kind = format_of(path)
    try:
        if kind == "dicom":
            return dicom.read_dicom(path)
        if kind == "tiff":
            return tiff.read_tiff(path)
        return raster.read_png(path) if kind == "png" else raster.read_pillow(path, kind)
    except OSError as error:
        raise _cannot_open(path, error) from error
    except MemoryError as error:
        raise LViTError(
            f"{path.name} does not fit into memory.", "Close other programs, or save it in tiles."
        ) from error


def find_images(paths: Iterable[Path]) -> list[Path]:
    """The files to try: those given, and all below given folders, in a stable order.

    Hidden files and what operating systems leave behind are passed over. Whether a file really
    is an image shows when it is probed, so that nothing is left out in silence.

    Raises:
        LViTError: A given path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for file in _files_below(path):
                found.setdefault(file)
        elif path.exists():
            found.setdefault(path)
        else:
            raise LViTError(f"{path} does not exist.", "Check the path.")
    return list(found)


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and name.lower() not in _CLUTTER:
                yield Path(parent) / name


def _cannot_open(path: Path, error: OSError) -> LViTError:
    return LViTError(
        f"{path.name} cannot be read: {error.strerror or error}.", "Check the rights and the disk."
    )
