"""The pictures in a TIFF: pictures, planes of stacks, and channels that are no colour.

They are counted as they lie in the file: picture by picture, plane by plane, channel by channel.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging import tiff as plain
from lvit_core.imaging import tiff_layout as layout
from lvit_core.imaging.image import Image
from lvit_core.imaging.limits import LARGEST_BYTES, truncated, unreadable
from lvit_core.imaging.pages import MOST_PAGES, Page, no_such_page, write_picture
from lvit_core.imaging.tiff_colours import to_pixels
from lvit_core.imaging.upright import upright, upright_pair

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPageSeries


_AXES = {"C": "channel", "T": "time", "Q": "step", "I": "step"}
_NAMELESS = "QI"  # axes of which nothing is known but that there is one


@dataclass(frozen=True, eq=False)
class _Plane:
    """Where one picture lies: the plane of a series, and the channel where they are no colours."""

    series: TiffPageSeries
    index: int
    channel: int | None
    title: str


def pages_of_tiff(path: Path) -> list[Page]:
    """All pictures of a file.

    Raises:
        LViTError: It is damaged.
    """
    with plain.open_tiff(path) as tiff:
        found = []
        for number, plane in enumerate(islice(_planes(path, tiff), MOST_PAGES), start=1):
            page = layout.keyframe(plane.series)
            stored = int(page.imagelength), int(page.imagewidth)
            height, width = upright_pair(stored, layout.orientation(page))
            found.append(Page(number, height, width, plane.title))
        return found


def write_page_of_tiff(path: Path, number: int, target: Path) -> None:
    """Writes one picture as a TIFF with all its bits.

    Raises:
        LViTError: There is no such page, it cannot be decoded, or it is too large.
    """
    image = read_page(path, number)
    write_picture(image, target, f"page {number} of {path.name}")


def read_page(path: Path, number: int) -> Image:
    """One picture of a file, upright.

    Raises:
        LViTError: As `write_page_of_tiff`.
    """
    with plain.open_tiff(path) as tiff:
        planes = list(islice(_planes(path, tiff), MOST_PAGES))
        if not 1 <= number <= len(planes):
            raise no_such_page(path, number, len(planes))
        plane = planes[number - 1]
        page = layout.keyframe(plane.series)
        if layout.by_pillow(page) and plane.channel is None:
            pixels: NDArray[Any] = plain.read_by_pillow(path, int(page.index))
        else:
            samples = _samples(path, tiff, plane)
            pixels = upright(to_pixels(page, samples), layout.orientation(page))
        return plain.image_of(path, tiff, page, pixels)


def _planes(path: Path, tiff: TiffFile) -> Iterator[_Plane]:
    series = layout.pictures(path, tiff)
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


def _samples(path: Path, tiff: TiffFile, plane: _Plane) -> NDArray[Any]:
    """``(H, W)`` or ``(H, W, S)`` as stored."""
    level = plane.series.levels[0]
    inside = [axis for axis in level.axes if axis in "YXS"]
    sizes = dict(zip(level.axes, level.shape, strict=True))
    shape = tuple(int(sizes[axis]) for axis in inside)
    if not {"Y", "X"} <= set(inside):
        raise unreadable(path, "its layout")
    count = math.prod(level.shape) // math.prod(shape)
    page = layout.keyframe(plane.series)
    if len(level.pages) == count or level.dataoffset is not None:
        layout.check_page(path, page, by_tiles=False)
    if len(level.pages) == count:
        found = level.pages[plane.index]
        stored = None if found is None else np.asarray(found.asarray())
        stored = np.zeros(shape, level.dtype) if stored is None else stored
    elif (start := level.dataoffset) is not None:
        stored = _contiguous(
            path, np.dtype(level.dtype).newbyteorder(tiff.byteorder), shape, start, plane.index
        )
    else:
        raise LViTError(
            f"{path.name} keeps its planes in blocks that go through all of them.",
            "Save every plane as a page.",
        )
    samples = plain.channels_last(stored.reshape(shape), "".join(inside))
    if samples.shape[:2] != (int(page.imagelength), int(page.imagewidth)):
        raise unreadable(path, "its size is contradictory")
    return samples if plane.channel is None else samples[:, :, plane.channel]


def _contiguous(
    path: Path, dtype: np.dtype[Any], shape: tuple[int, ...], start: int, index: int
) -> NDArray[Any]:
    """A plane of a stack that lies in the file as it is, one plane behind the other."""
    size = math.prod(shape) * dtype.itemsize
    if size > LARGEST_BYTES:
        raise LViTError(f"{path.name} has too large pages.", "Save the page you need in tiles.")
    with path.open("rb") as stream:
        stream.seek(start + index * size)
        data = stream.read(size)
    if len(data) < size:
        raise truncated(path)
    return np.frombuffer(data, dtype).reshape(shape)
