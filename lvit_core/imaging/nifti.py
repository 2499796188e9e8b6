"""NIfTI volumes as images: each slice that a person wants becomes a DICOM file of its own.

DICOM can say what a slice needs: where it lies in the patient and which side is which, how large
its pixels are, and whose it is. All slices of a volume, and all volumes of one subject as far as
file names tell, are one patient, so that training never splits them.
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging.dtypes import compact_type
from lvit_core.imaging.groups import group_of_file_name
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_size, truncated, unreadable
from lvit_core.imaging.nifti_header import is_oriented, read_header, unit_mm, unpacking, ways
from lvit_core.imaging.pages import (
    MOST_PAGES,
    OpenPages,
    Page,
    SeveralPagesError,
    no_such_page,
    too_many_pages,
)
from lvit_core.imaging.slice_file import slice_file
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.imaging.volume_slices import SliceGeometry
from lvit_core.wording import listed, said

LARGEST_BYTES = 4 << 30  # of all values of a file, which lie on the disk while slices are written
_MOST_BEFORE_VALUES = 16 << 20  # extensions of the header
_AT_ONCE = 1 << 22
_DIRECTIONS = {
    "axial": said("axial"),
    "coronal": said("coronal"),
    "sagittal": said("sagittal"),
    "": said("as stored"),
}
_TIME, _CHANNEL = said("time {step} of {size}"), said("channel {step} of {size}")


class Volume:
    """A file's header, and what it says of slices.

    Args:
        path: The file.

    Raises:
        LViTError: It is damaged, too large, or of a kind that is no picture.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.header = header = read_header(path)
        self.shape = tuple(int(size) for size in header.get_data_shape())
        self.stored = header.get_data_dtype()
        if self.stored.names is None and self.stored.kind not in "biuf":
            raise unreadable(path, f"values of the kind {self.stored}")
        self.geometry = _geometry(header, (*self.shape, 1, 1)[:3])
        self.start = int(header.get_data_offset())
        self.length = int(np.prod(self.shape, dtype=object)) * self.stored.itemsize
        if self.length > LARGEST_BYTES or not 0 <= self.start <= _MOST_BEFORE_VALUES:
            raise LViTError("{name} is too large.", "Save it in parts.", name=path.name)
        check_size(path, *self.geometry.size, pixel_bytes=8 + self.stored.itemsize)

    @property
    def further(self) -> tuple[int, ...]:
        """Sizes of the axes beyond the three of space."""
        return self.shape[3:]

    @property
    def count(self) -> int:
        """How many slices there are in all."""
        return self.geometry.count * int(np.prod(self.further, dtype=object))

    def place(self, number: int) -> tuple[int, tuple[int, ...]]:
        """The index of a slice, and those along the further axes.

        Args:
            number: From 1; slices of the first volume come first.
        """
        if not 1 <= number <= self.count:
            raise no_such_page(self.path, number, self.count)
        which, index = divmod(number - 1, self.geometry.count)
        further = np.unravel_index(which, self.further, order="F") if self.further else ()
        return index, tuple(map(int, further))

    def title(self, number: int) -> str:
        """Such as "axial slice 3 of 30, time 2 of 5"."""
        index, further = self.place(number)
        words = []
        if self.geometry.count > 1:
            facts = {"number": index + 1, "count": self.geometry.count}
            if name := self.geometry.name:
                told = _DIRECTIONS[name]
                words.append(said("{direction} slice {number} of {count}", direction=told, **facts))
            else:
                words.append(said("slice {number} of {count}", **facts))
        for axis, (step, size) in enumerate(zip(further, self.further, strict=True)):
            if size > 1:
                told = _TIME if axis == 0 else _CHANNEL
                words.append(said(told, step=step + 1, size=size))
        return listed(words)

    def picture(self, values: NDArray[Any], number: int) -> NDArray[Any]:
        """A slice ``(H, W)`` or ``(H, W, 3)`` in one of the types that the product works with.

        Args:
            values: All stored values, of ``shape``.
            number: From 1.
        """
        return compact_type(self.scaled(values, number))

    def scaled(self, values: NDArray[Any], number: int) -> NDArray[Any]:
        """The same, of any type, as the header scales it."""
        index, further = self.place(number)
        shape = (*self.shape, 1, 1)[: max(3, len(self.shape))]
        stored: Any = values.reshape(shape, order="F")
        cut: Any = self.geometry.turned(stored[(..., *further)], index)
        if cut.dtype.names is not None:  # colours as a kind of their own
            return np.stack([cut[name] for name in cut.dtype.names[:3]], axis=-1)
        slope, intercept = self.header.get_slope_inter()
        if slope is None or (slope == 1 and not intercept):
            return np.asarray(cut)
        return np.asarray(cut * float(slope) + float(intercept or 0))

    @property
    def side(self) -> str | None:
        """The side of the patient that columns run to, if to any."""
        toward = self.geometry.directions()
        if toward is None or self.geometry.ways[self.geometry.in_plane[0]][0] != 0:
            return None
        return "L" if toward[0] > 0 else "R"


def _geometry(header: Any, shape: tuple[int, ...]) -> SliceGeometry:
    sizes = (*(float(value) for value in header.get_zooms()), 1.0, 1.0)[:3]
    unit = unit_mm(header, sizes)
    usable = unit > 0 and min(sizes) > 0 and max(sizes) < np.inf
    oriented = is_oriented(header)
    affine = np.asarray(header.get_best_affine(), np.float64)
    axes = np.linalg.norm(affine[:3, :3], axis=0)
    if oriented and (axes.min() <= 0 or np.linalg.matrix_rank(affine[:3, :3]) < 3):
        oriented = False  # a place that cannot be
    if oriented and usable:
        affine[:3] *= unit
        sizes = tuple(axes.tolist())
    return SliceGeometry(
        (shape[0], shape[1], shape[2]),
        affine if oriented else None,
        tuple(ways(header)) if oriented else ((0, 1), (1, 1), (2, 1)),
        (sizes[0] * unit, sizes[1] * unit, sizes[2] * unit) if usable else None,
    )


def probe_nifti(path: Path) -> ImageInfo:
    """Header facts of a file with one slice.

    Raises:
        LViTError: As `Volume`, or it holds several.
    """
    volume = Volume(path)
    if volume.count > 1:
        raise SeveralPagesError(_told(volume))
    height, width = volume.geometry.size
    spacing = volume.geometry.spacing_mm
    return ImageInfo(
        height,
        width,
        3 if volume.stored.names is not None else 1,
        "uint8" if volume.stored.names is not None else volume.stored.name,
        spacing,
        volume.side,
        format="nifti",
        spacing_kind=None if spacing is None else SpacingKind.PATIENT,
    )


def read_nifti(path: Path) -> Image:
    """The picture of a file with one slice, upright.

    Raises:
        LViTError: As `probe_nifti`, or its values are cut off.
    """
    info = probe_nifti(path)
    pages = NiftiPages(path)
    try:
        pixels = pages.picture(1)
    finally:
        pages.close()
    return Image(
        pixels,
        spacing_mm=info.spacing_mm,
        orientation=info.orientation,
        source=path.name,
        spacing_kind=info.spacing_kind,
    )


def pages_of_nifti(path: Path) -> list[Page]:
    """All slices of a file; they have one size."""
    volume = Volume(path)
    if volume.count > MOST_PAGES:
        raise too_many_pages(path)
    height, width = volume.geometry.size
    numbers = range(1, volume.count + 1)
    return [Page(number, height, width, volume.title(number)) for number in numbers]


class NiftiPages(OpenPages):
    """The slices of a file, each written as a DICOM file.

    Values that are packed are unpacked once, into a file that nobody else sees.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._volume = volume = Volume(path)
        self._open = ExitStack()
        with ExitStack() as opening:
            file = opening.enter_context(TemporaryFile(prefix="lvit-volume-"))
            with unpacking(path) as stream:
                _skip(stream, volume.start)
                left = volume.length
                while left and (some := stream.read(min(left, _AT_ONCE))):
                    file.write(some)
                    left -= len(some)
                _skip(stream, _MOST_BEFORE_VALUES)  # to the end, where packed files have their sum
            if left:
                raise truncated(path)
            file.flush()
            self._values = np.memmap(file, volume.stored, "r", 0, volume.shape, order="F")
            self._open = opening.pop_all()

    def write(self, number: int, target: Path) -> None:
        """See `OpenPages.write`."""
        volume = self._volume
        index, further = volume.place(number)
        name = volume.path.name
        data = slice_file(
            self.picture(number),
            volume.geometry,
            index,
            patient=group_of_file_name(name) or f"volume {self._digest}",
            volume=f"{self._digest} {further}",
            title=volume.title(number),
        )
        target.write_bytes(data)

    def picture(self, number: int) -> NDArray[Any]:
        """A slice as people look at it, and as the header scales it."""
        return self._volume.picture(self._values, number)

    def scaled(self, number: int) -> NDArray[Any]:
        """The same with all that the file says, such as what is no number."""
        return self._volume.scaled(self._values, number)

    def close(self) -> None:
        """Lets the values go."""
        del self._values
        self._open.close()

    @cached_property
    def _digest(self) -> str:
        """Of all values and of where they lie: what the slices call their volume by."""
        import hashlib  # noqa: PLC0415 - next to where it is used

        whole = hashlib.blake2b(bytes(self._volume.header.binaryblock), digest_size=16)
        flat = self._values.reshape(-1, order="F").view(np.uint8)
        for begin in range(0, flat.size, _AT_ONCE):
            whole.update(flat[begin : begin + _AT_ONCE].tobytes())
        return whole.hexdigest()


def _skip(stream: Any, count: int) -> None:
    while count and (some := stream.read(min(count, _AT_ONCE))):
        count -= len(some)


def _told(volume: Volume) -> str:
    series = int(np.prod(volume.further, dtype=object))
    facts = {
        "name": volume.path.name,
        "count": volume.count,
        "series": series,
        "direction": _DIRECTIONS[volume.geometry.name],
    }
    if series > 1:
        return said(
            "{name} is a series of {series:,} volumes; {count:,} slices ({direction}) in all.",
            **facts,
        )
    return said("{name} is a volume of {count:,} slices ({direction}).", **facts)
