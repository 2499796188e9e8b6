"""NIfTI files of single pictures: read within limits, and turned as people look at a patient.

A picture is shown with the patient's left on its right and his head or front on top, whatever way
its file counts; labels are turned in the same way. Files of ours keep the way of their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.picture_files import BYTES_OF_MASK
from lvit_core.imaging.dtypes import compact_type
from lvit_core.imaging.limits import check_size, truncated, unreadable
from lvit_core.imaging.nifti_header import is_oriented, read_header, unit_mm, unpacked, ways

SUFFIXES = (".nii.gz", ".nii")
AS_STORED = b"LViT Annotator: rows run downwards"
"""The description of our own files: rows and columns lie as in the source image."""

LARGEST_BYTES = 256 << 20  # of one file, unpacked
_MOST_BEFORE_PIXELS = 16 << 20  # extensions of the header
_OME_TYPES = {"uint8": "uint8", "uint16": "uint16", "int16": "int16", "float32": "float"}


def stem_of(path: Path) -> str:
    """A file's name without its ending of one or two parts."""
    name = path.name
    ending = next((one for one in SUFFIXES if name.lower().endswith(one)), path.suffix)
    return name[: len(name) - len(ending)] if ending else name


def is_nifti(path: Path) -> bool:
    """Whether a file's name says that it is NIfTI."""
    return path.name.lower().endswith(SUFFIXES)


@dataclass(frozen=True, eq=False)
class NiftiFile:
    """One picture or label map of a NIfTI file: its header; pixels are read when asked for.

    Args:
        path: The file.
        header: nibabel's header.
        channel: The one plane that is meant of several that lie behind each pixel.
    """

    path: Path
    header: Any
    channel: int | None = None

    @property
    def channels(self) -> int:
        """How many planes lie behind each pixel."""
        return int(np.prod([int(size) for size in self.header.get_data_shape()[3:]]))

    @cached_property
    def plane(self) -> tuple[int, int]:
        """The two axes of the picture; raises `LViTError` for volumes and series."""
        shape = [int(size) for size in self.header.get_data_shape()]
        spatial = shape[:3]
        others = [size for size in shape[3:] if size > 1]
        long = [axis for axis, size in enumerate(spatial) if size > 1]
        if len(long) > 2:
            raise LViTError(
                "{name} is a volume of {map} values; only single pictures can be annotated.",
                "Save each slice that you need as a file of its own.",
                name=self.path.name,
                map=" x ".join(map(str, spatial)),
            )
        if others and self.channel is None and not self._is_colour(shape):
            raise LViTError(
                "{name} holds {prod} pictures; only single pictures can be annotated.",
                "Save each of them as a file of its own.",
                name=self.path.name,
                prod=int(np.prod(others)),
            )
        rest = [axis for axis in range(len(spatial)) if axis not in long]
        first, second = sorted([*long, *rest][:2])
        return first, second

    @staticmethod
    def _is_colour(shape: list[int]) -> bool:
        return len(shape) in (4, 5) and shape[-1] in (3, 4) and all(one == 1 for one in shape[3:-1])

    @property
    def oriented(self) -> bool:
        """Whether the file says where it lies in the patient."""
        return is_oriented(self.header)

    @property
    def plain(self) -> bool:
        """Whether the header has no place, or the default that programs write without one."""
        return not self.oriented or np.array_equal(self.header.get_best_affine(), np.eye(4))

    @property
    def kept(self) -> bool:
        """Whether its rows and columns lie as in the source that this program exported."""
        return bytes(self.header["descrip"]).startswith(AS_STORED)

    def turning(self, *, mirrored: bool = False) -> Turning:
        """How the stored plane becomes the picture.

        Args:
            mirrored: True where the patient's left is to be on the left.
        """
        first, second = self.plane
        if self.kept or not self.oriented:
            return Turning((first, second), (False, False))
        ways = self._ways
        across, down = (first, second) if ways[first][0] < ways[second][0] else (second, first)
        to_right = ways[across][1] > 0
        return Turning((across, down), (to_right != mirrored, ways[down][1] > 0))

    @cached_property
    def _ways(self) -> list[tuple[int, int]]:
        return ways(self.header)

    def side(self, turning: Turning) -> str | None:
        """The side of the patient that columns of the picture run to, if to any."""
        if not self.oriented:
            return None
        axis, way = self._ways[turning.axes[0]]
        if axis != 0:
            return None
        return "R" if (way > 0) != turning.flips[0] else "L"

    def spacing_mm(self, turning: Turning) -> tuple[float, float] | None:
        """Height and width of a pixel, where the file tells them."""
        zooms = [float(value) for value in self.header.get_zooms()[:3]]
        width, height = zooms[turning.axes[0]], zooms[turning.axes[1]]
        unit = unit_mm(self.header, (height, width))
        usable = unit > 0 and min(height, width) > 0 and max(height, width) < np.inf
        return (height * unit, width * unit) if usable else None

    def pixels(self, turning: Turning) -> NDArray[Any]:
        """``(H, W)`` or ``(H, W, 3)`` values, as the header scales them.

        Raises:
            LViTError: They are cut off, too many, or of a kind that is no picture.
        """
        header = self.header
        stored = header.get_data_dtype()
        first, second = self.plane
        shape = [int(size) for size in header.get_data_shape()]
        check_size(self.path, shape[second], shape[first])
        start = int(header.get_data_offset())
        length = int(np.prod(shape)) * stored.itemsize
        if length > LARGEST_BYTES or not 0 <= start <= _MOST_BEFORE_PIXELS:
            raise LViTError(
                "{name} is too large.", "Save it with fewer pixels.", name=self.path.name
            )
        data = unpacked(self.path, start + length)[start:]
        if len(data) < length:
            raise truncated(self.path)
        values = np.frombuffer(data, stored).reshape(shape, order="F")
        if values.dtype.names is not None:  # colours as a kind of their own
            values = np.stack([values[name] for name in values.dtype.names[:3]], axis=-1)
            shape = [*shape, 3]
        if values.dtype.kind not in "biuf":
            raise unreadable(self.path, f"values of the kind {values.dtype}")
        if self.channel is None:
            picture = values.reshape([shape[first], shape[second], *shape[3:][-1:]])
        else:
            picture = values.reshape([shape[first], shape[second], -1])[:, :, self.channel]
        if picture.ndim == 3:
            picture = picture[:, :, :3] if picture.shape[2] > 1 else picture[:, :, 0]
        return turning.turn(self._scaled(picture), (first, second))

    def _scaled(self, values: NDArray[Any]) -> NDArray[Any]:
        slope, intercept = self.header.get_slope_inter()
        if slope is None or (slope == 1 and not intercept):
            return values
        return values * float(slope) + float(intercept or 0)


@dataclass(frozen=True)
class Turning:
    """How a stored plane becomes a picture: the axes of columns and rows, and which run back."""

    axes: tuple[int, int]
    flips: tuple[bool, bool]

    def turn(self, values: NDArray[Any], stored: tuple[int, int]) -> NDArray[Any]:
        """Rows first, of values whose first two axes are ``stored``."""
        across = values if self.axes != stored else np.swapaxes(values, 0, 1)
        if self.flips[0]:
            across = across[:, ::-1]
        return np.ascontiguousarray(across[::-1] if self.flips[1] else across)


def open_nifti(path: Path) -> NiftiFile:
    """Reads the header of a NIfTI file.

    Raises:
        LViTError: It is none, or nibabel is not installed.
    """
    return NiftiFile(path, read_header(path))


def read_numbers(file: NiftiFile, turning: Turning) -> NDArray[np.int32]:
    """``(H, W)`` numbers of a label map.

    Raises:
        LViTError: It cannot be read, is too large, or holds colours, fractions or numbers below 0.
    """
    first, second = file.plane
    shape = file.header.get_data_shape()
    check_size(file.path, int(shape[second]), int(shape[first]), pixel_bytes=BYTES_OF_MASK)
    values = file.pixels(turning)
    name = file.path.name
    if values.ndim != 2:
        raise LViTError("{name} holds colours, not labels.", "Save it as whole numbers.", name=name)
    whole = values.dtype.kind != "f" or bool(np.isfinite(values).all())
    if not whole or (values.dtype.kind == "f" and (np.rint(values) != values).any()):
        raise LViTError(
            "{name} holds fractions, not labels.", "Save it as whole numbers.", name=name
        )
    if values.size and (values.min() < 0 or values.max() > np.iinfo(np.int32).max):
        raise LViTError(
            "{name} holds numbers that are no labels.", "Count objects from 1.", name=name
        )
    return values.astype(np.int32)


def picture_bytes(file: NiftiFile, turning: Turning) -> bytes:
    """The picture as a TIFF with the size of its pixels.

    Raises:
        ValueError: It cannot be read.
    """
    try:
        values = file.pixels(turning)
    except LViTError as error:
        raise ValueError(error.message) from error
    return tiff_of(values, file.spacing_mm(turning))


def tiff_of(values: NDArray[Any], spacing_mm: tuple[float, float] | None) -> bytes:
    """``(H, W)`` or ``(H, W, 3)`` values as a TIFF, the same bytes for the same values."""
    from tifffile import imwrite  # noqa: PLC0415 - slow to import

    colour = values.ndim == 3
    pixels = compact_type(np.ascontiguousarray(values))
    if colour and pixels.dtype != np.uint8:
        raise ValueError("colours have 8 bits")
    told = None
    if spacing_mm is not None:
        height, width = pixels.shape[:2]
        told = _OME.format(
            width=width, height=height, channels=3 if colour else 1,
            type=_OME_TYPES[str(pixels.dtype)], x=repr(spacing_mm[1]), y=repr(spacing_mm[0]),
        )  # fmt: skip
    stream = BytesIO()
    imwrite(
        stream, pixels, photometric="rgb" if colour else "minisblack", compression="zlib",
        metadata=None, software=False, description=told, ome=False,
    )  # fmt: skip
    return stream.getvalue()


# Resolution tags know inches and centimetres only, and many of their values mean nothing.
_OME = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">'
    '<Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="{type}" '
    'SizeX="{width}" SizeY="{height}" SizeC="{channels}" SizeZ="1" SizeT="1" '
    'PhysicalSizeX="{x}" PhysicalSizeXUnit="mm" PhysicalSizeY="{y}" PhysicalSizeYUnit="mm">'
    '<Channel ID="Channel:0:0" SamplesPerPixel="{channels}"/><TiffData/></Pixels></Image></OME>'
)
