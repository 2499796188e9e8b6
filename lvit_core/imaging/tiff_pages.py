"""The pictures in a TIFF: pictures, planes of stacks, and channels that are no colour.

They are counted as they lie in the file: picture by picture, plane by plane, channel by channel.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging import tiff as plain
from lvit_core.imaging import tiff_layout as layout
from lvit_core.imaging.image import Image
from lvit_core.imaging.limits import LARGEST_BYTES, truncated, unreadable
from lvit_core.imaging.pages import (
    MOST_PAGES,
    OpenPages,
    Page,
    no_such_page,
    too_many_pages,
    write_picture,
)
from lvit_core.imaging.resolution import resolutions
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.imaging.tiff_colours import to_pixels
from lvit_core.imaging.tiff_volumes import VolumePlanes
from lvit_core.imaging.upright import upright, upright_pair

if TYPE_CHECKING:
    from PIL.TiffImagePlugin import TiffImageFile
    from tifffile import TiffFile, TiffPage, TiffPageSeries


_AXES = {"C": "channel", "T": "time", "Q": "step", "I": "step"}
_NAMELESS = "QI"  # axes of which nothing is known but that there is one


@dataclass(frozen=True, eq=False)
class _Plane:
    """Where one picture lies: the plane of a series, and the channel where they are no colours."""

    series: TiffPageSeries
    index: int
    channel: int | None
    title: str

    @property
    def page(self) -> TiffPage:
        """What carries its tags."""
        return layout.page_of(self.series, self.index)


def pages_of_tiff(path: Path) -> list[Page]:
    """All pictures of a file.

    Raises:
        LViTError: It is damaged.
    """
    with plain.open_tiff(path) as tiff:
        found = []
        for number, plane in enumerate(_planes(path, tiff), start=1):
            page = plane.page
            stored = int(page.imagelength), int(page.imagewidth)
            height, width = upright_pair(stored, layout.orientation(page))
            found.append(Page(number, height, width, plane.title))
        return found


class TiffPages(OpenPages):
    """The pictures of a file, each written as a TIFF with all its bits.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = ExitStack()
        with ExitStack() as opening:
            self._tiff = opening.enter_context(plain.open_tiff(path))
            self._planes = list(_planes(path, self._tiff))
            self._open = opening.pop_all()
        self._volumes = VolumePlanes(path)
        self._picture: TiffImageFile | None = None  # the same file for colours of Pillow's

    def write(self, number: int, target: Path) -> None:
        """See `OpenPages.write`."""
        image, page = self.read(number), self._plane(number).page
        ratio = resolutions(page) if image.spacing_kind is SpacingKind.OBLONG else None
        if ratio is not None:
            ratio = upright_pair(ratio, layout.orientation(page))
        write_picture(image, target, f"page {number} of {self._path.name}", ratio)

    def write_numbers(self, number: int, target: Path) -> None:
        """See `OpenPages.write_numbers`: whole numbers of any size stay as they are."""
        plane = self._plane(number)
        page = plane.page
        whole = page.dtype is not None and page.dtype.kind in "iub"
        if not whole or page.photometric == layout.PALETTE or layout.colours(page) != 1:
            return self.write(number, target)
        from tifffile import imwrite  # noqa: PLC0415 - slow to import

        samples = self._samples(plane)
        plain_samples = samples if samples.ndim == 2 else samples[:, :, 0]
        numbers = upright(plain_samples, layout.orientation(page))
        # as Python's programs write them: the shape tells that bits are true and false
        imwrite(target, numbers, photometric="minisblack", compression="zlib")
        return None

    def _plane(self, number: int) -> _Plane:
        if not 1 <= number <= len(self._planes):
            raise no_such_page(self._path, number, len(self._planes))
        return self._planes[number - 1]

    def read(self, number: int) -> Image:
        """One picture, upright.

        Raises:
            LViTError: As `write`.
        """
        path, plane = self._path, self._plane(number)
        page = plane.page
        try:
            plain.check_segments(path, page)
            if layout.by_pillow(page) and plane.channel is None:
                pixels: NDArray[Any] = self._by_pillow(plane)
            else:
                pixels = upright(to_pixels(page, self._samples(plane)), layout.orientation(page))
            return plain.image_of(path, self._tiff, plane.series, page, pixels)
        except (LViTError, MemoryError):
            raise
        except Exception as error:  # a damaged page may fail anywhere inside tifffile
            raise unreadable(path, error) from error

    def close(self) -> None:
        """Closes the file."""
        self._open.close()

    def _by_pillow(self, plane: _Plane) -> NDArray[np.uint8]:
        level = plane.series.levels[0]
        found = level.pages[plane.index] if len(level.pages) == _count(plane.series) else None
        if found is None:
            raise _other_blocks(self._path)
        if self._picture is None:
            stream = self._open.enter_context(self._path.open("rb"))
            self._picture = plain.open_by_pillow(self._path, stream)
        self._picture.seek(int(found.index))
        return np.array(self._picture.convert("RGB"))

    def _samples(self, plane: _Plane) -> NDArray[Any]:
        """``(H, W)`` or ``(H, W, S)`` as stored."""
        path, level, page = self._path, plane.series.levels[0], layout.keyframe(plane.series)
        inside = [axis for axis in level.axes if axis in "YXS"]
        sizes = dict(zip(level.axes, level.shape, strict=True))
        shape = tuple(int(sizes[axis]) for axis in inside)
        if not {"Y", "X"} <= set(inside):
            raise unreadable(path, "its layout")
        count, deep = _count(plane.series), int(page.imagedepth)
        layout.check_page(path, page, by_tiles=False)
        if deep > 1 and len(level.pages) * deep == count:
            found = level.pages[plane.index // deep]
            if found is not None:
                layout.check_complete(path, found)
            return _chosen(self._volumes.plane(page, found, plane.index % deep), plane)
        if len(level.pages) == count:
            found = level.pages[plane.index]
            if found is None:
                stored = np.zeros(shape, level.dtype)
            else:
                layout.check_complete(path, found)
                stored = np.asarray(found.asarray())
        elif (start := level.dataoffset) is not None:
            dtype = np.dtype(level.dtype).newbyteorder(self._tiff.byteorder)
            stored = _contiguous(path, dtype, shape, start, plane.index)
        else:
            raise _other_blocks(path)
        samples = plain.channels_last(stored.reshape(shape), "".join(inside))
        if samples.shape[:2] != (int(page.imagelength), int(page.imagewidth)):
            raise unreadable(path, "its size is contradictory")
        return _chosen(samples, plane)


def _count(series: TiffPageSeries) -> int:
    """How many planes it has."""
    level = series.levels[0]
    sizes = zip(level.axes, level.shape, strict=True)
    return math.prod(int(size) for axis, size in sizes if axis not in "YXS")


def _is_readable(series: TiffPageSeries) -> bool:
    """Whether its planes can be told apart without taking all of them into memory."""
    level, page, count = series.levels[0], layout.keyframe(series), _count(series)
    if len(level.pages) == count:
        return True
    if layout.by_pillow(page):
        return False
    deep = int(page.imagedepth)
    return level.dataoffset is not None or (deep > 1 and len(level.pages) * deep == count)


def _chosen(samples: NDArray[Any], plane: _Plane) -> NDArray[Any]:
    """The channel that is meant, where they are no colours."""
    return samples if plane.channel is None else samples[:, :, plane.channel]


def _other_blocks(path: Path) -> LViTError:
    return LViTError(
        "{name} keeps its planes in blocks that go through all of them.",
        "Save every plane as a page.",
        name=path.name,
    )


def _planes(path: Path, tiff: TiffFile) -> Iterator[_Plane]:
    series = layout.pictures(path, tiff)
    if not any(map(_is_readable, series)):
        raise _other_blocks(path)
    for count, plane in enumerate(_all_planes(series)):
        if count == MOST_PAGES:
            raise too_many_pages(path)
        yield plane


def _all_planes(series: list[TiffPageSeries]) -> Iterator[_Plane]:
    for which, one in enumerate(series, start=1):
        level = one.levels[0]
        steps = [
            (axis, size)
            for axis, size in zip(level.axes, level.shape, strict=True)
            if axis not in "YXS" and size > 1
        ]
        picture = [f"picture {which} of {len(series)}"] if len(series) > 1 else []
        channels: list[int | None] = [None]
        if not layout.makes_a_picture(layout.keyframe(one)):
            channels = list(range(int(layout.keyframe(one).samplesperpixel)))
        for index, place in enumerate(np.ndindex(*(size for _, size in steps))):
            words = [
                f"{_AXES.get(axis, axis)} {step + 1} of {size}"
                for (axis, size), step in zip(steps, place, strict=True)
                if axis not in _NAMELESS or len(steps) > 1
            ]
            for channel in channels:
                last = [] if channel is None else [f"channel {channel + 1} of {len(channels)}"]
                inside = [*words, *last]
                title = ", ".join([*picture, *inside]) if inside else ""
                yield _Plane(one, index, channel, title)


def _contiguous(
    path: Path, dtype: np.dtype[Any], shape: tuple[int, ...], start: int, index: int
) -> NDArray[Any]:
    """A plane of a stack that lies in the file as it is, one plane behind the other."""
    size = math.prod(shape) * dtype.itemsize
    if size > LARGEST_BYTES:
        raise LViTError(
            "{name} has too large pages.", "Save the page you need in tiles.", name=path.name
        )
    with path.open("rb") as stream:
        stream.seek(start + index * size)
        data = stream.read(size)
    if len(data) < size:
        raise truncated(path)
    return np.frombuffer(data, dtype).reshape(shape)
