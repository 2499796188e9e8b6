"""The objects of slides that do not fit into memory: asked part by part, numbered as one image.

Parts overlap by a margin, so that an object at the border of two is seen whole by at least one. It
belongs to the part that holds its middle. Where two parts see its middle on different sides, the
one that comes later finds the place taken. Only objects are kept, on disk: a slide's probabilities
would take gigabytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_counts
from lvit_core.annotation.plane import Labels
from lvit_core.files import writing
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import ArraySource, PixelSource, network_pixels, open_source
from lvit_core.imaging.tissue import Tissue
from lvit_core.inference.object_files import ObjectTable, facts_of

PART_PX = 1536
MARGIN_PX = 128  # 32 um at 0.25 um: no nucleus is larger
LARGE_PX = 32_000_000  # more pixels are read by parts, where the file allows it
_NEAR_PX = 16  # a middle so close to a border may be seen on either side of it
_FILE_TILE_PX = 512

Ask = Callable[[NDArray[np.uint8]], tuple[NDArray[np.float32], Labels]]
"""Pixels (H, W, 3) to probability (H, W) and objects 1..n (H, W)."""


@dataclass(frozen=True, eq=False)
class Slide:
    """An image that is asked part by part, and its micrometres per pixel if they are known."""

    source: PixelSource
    spacing_um: float | None


def open_slide(path: str | Path) -> Slide | None:
    """An image that is asked part by part; ``None`` for one that is taken as a whole.

    Raises:
        LViTError: The file cannot be read.
    """
    path = Path(path)
    from lvit_core.imaging.readers import probe, reader_of  # noqa: PLC0415 - as readers do
    from lvit_core.imaging.tiled_tiff import is_tiled  # noqa: PLC0415

    kind = reader_of(path).name
    if kind != "slide" and (kind != "tiff" or not is_tiled(path)):
        return None
    info = probe(path)
    if info.height * info.width <= LARGE_PX:
        return None
    source = open_source(path)
    if isinstance(source, ArraySource):
        return None
    return Slide(source, None if info.spacing_mm is None else 500.0 * sum(info.spacing_mm))


def nobody(_done: int, _all: int) -> None:
    """Where nobody watches."""


def parts_of_slide(height: int, width: int) -> Iterator[tuple[Rect, Rect]]:
    """What each part owns, and what it sees: the same and a margin."""
    for y in range(0, height, PART_PX):
        for x in range(0, width, PART_PX):
            core = Rect(y, x, min(height, y + PART_PX), min(width, x + PART_PX))
            yield core, core.grown(MARGIN_PX).intersect(Rect(0, 0, height, width))


def _make_room(file: Path, size: int) -> None:
    """A file of zeros; takes its place on the disk now, for writing to a map cannot fail in words.

    Raises:
        OSError: The disk is full.
    """
    with file.open("wb") as stream:
        stream.truncate(size)
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(stream.fileno(), 0, size)


class SlideObjects:
    """The objects of one slide, written while they are found.

    Args:
        out: The folder of results.
        stem: What the slide's results are called.
        size: Height and width.
        class_name: What all objects are.
    """

    def __init__(self, out: Path, stem: str, size: tuple[int, int], class_name: str) -> None:
        self._table = ObjectTable(out, stem, class_name)
        self._numbers = self._table.folder / f"{stem}.numbers.partial"
        self._size = size
        self._table.folder.mkdir(parents=True, exist_ok=True)
        self.count = 0
        self.cut = 0
        """Objects that reach over a whole margin, so that no part saw all of them."""
        self.parts = self.asked = 0

    def find(
        self,
        source: PixelSource,
        ask: Ask,
        tissue: Tissue | None = None,
        progress: Callable[[int, int], None] = nobody,
    ) -> None:
        """Asks about all parts and writes the results.

        Args:
            source: The slide.
            ask: Answers a part.
            tissue: Parts without it are not asked: what may be there stays unknown.
            progress: Called before each part with how many are done, and how many there are.
        """
        parts = list(parts_of_slide(*self._size))
        wanted = [part for part in parts if tissue is None or tissue.touches(part[0])]
        self.parts, self.asked = len(parts), len(wanted)
        try:
            _make_room(self._numbers, 4 * self._size[0] * self._size[1])
            with self._table.writing():
                for number, (core, seen) in enumerate(wanted):
                    progress(number, len(wanted))
                    self._add(core, seen, *ask(network_pixels(source, seen)))
                self._save()
        finally:
            with suppress(OSError):
                self._numbers.unlink(missing_ok=True)

    def _add(
        self, core: Rect, seen: Rect, probability: NDArray[np.float32], objects: Labels
    ) -> None:
        """Takes those objects of a part that are its own and are not there yet."""
        facts = facts_of(objects, probability)
        y, x = facts.centre_y_px + seen.y0, facts.centre_x_px + seen.x0
        near = core.grown(_NEAR_PX)
        own = (y >= near.y0) & (y < near.y1) & (x >= near.x0) & (x < near.x1)
        plane = np.memmap(self._numbers, np.int32, "r+", shape=self._size)
        there = plane[seen.slices]  # a view on the file
        taken = label_counts(objects, own.size + 1, there > 0)[1:]
        own &= 2 * taken < facts.area_px
        kept = np.flatnonzero(own)
        if kept.size:
            self.cut += self._reaching_over(seen, objects, own)
            numbers = np.zeros(own.size + 1, np.int32)
            numbers[kept + 1] = self.count + np.arange(1, kept.size + 1)
            mine = numbers[objects]
            np.copyto(there, mine, where=(mine > 0) & (there == 0))
            self._table.add(self.count, facts.only(kept), seen.y0, seen.x0)
            self.count += int(kept.size)
        plane.flush()

    def _reaching_over(self, seen: Rect, objects: Labels, own: NDArray[np.bool_]) -> int:
        """How many of a part's own objects reach the end of what it sees, inside the slide."""
        height, width = self._size
        ends = (
            (seen.y0 > 0, objects[0]),
            (seen.y1 < height, objects[-1]),
            (seen.x0 > 0, objects[:, 0]),
            (seen.x1 < width, objects[:, -1]),
        )
        reached = [np.unique(line) for inner, line in ends if inner]
        found = np.unique(np.concatenate(reached)) if reached else np.zeros(0, np.int32)
        return int(own[found[found > 0] - 1].sum())

    def _bands(self) -> Iterator[NDArray[np.int32]]:
        """Rows of the numbers, a row of tiles at a time.

        Read, not mapped: all of a map that was looked at counts as this process's memory.
        """
        height, width = self._size
        with self._numbers.open("rb") as stream:
            for y in range(0, height, _FILE_TILE_PX):
                rows = min(_FILE_TILE_PX, height - y)
                yield np.fromfile(stream, np.int32, rows * width).reshape(rows, width)

    def _save(self) -> None:
        from tifffile import imwrite  # noqa: PLC0415 - slow to import

        width = self._size[1]

        def tiles() -> Iterator[NDArray[np.uint32]]:
            for band in self._bands():
                for x in range(0, width, _FILE_TILE_PX):
                    tile = np.zeros((_FILE_TILE_PX, _FILE_TILE_PX), np.uint32)
                    part = band[:, x : x + _FILE_TILE_PX]
                    tile[: part.shape[0], : part.shape[1]] = part
                    yield tile

        with writing(self._table.folder / f"{self._table.stem}.tif") as partial:
            imwrite(
                partial, tiles(), shape=self._size, dtype=np.uint32, compression="zlib",
                tile=(_FILE_TILE_PX, _FILE_TILE_PX), metadata=None, software=False,
            )  # fmt: skip
        (self._table.folder / f"{self._table.stem}.png").unlink(missing_ok=True)
