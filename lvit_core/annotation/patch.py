"""What a gesture changed in a plane, small enough to keep a thousand of them.

A patch keeps, per tile, the rectangle that changed, which pixels in it changed, and their values
before and after. A brush stroke has one value after it and mostly one before it, so most patches
are a few hundred bytes; the rest is compressed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import zstandard

from lvit_core.annotation.plane import TILE_PX, LabelPlane, Labels, TileIndex
from lvit_core.annotation.runs import NOTHING_MEASURED, Measures, combined, measure
from lvit_core.errors import LViTError
from lvit_core.geometry import EMPTY_RECT, Rect, bounding

_HEAD: Final = struct.Struct("<4sBHI")  # magic, version, tile size, number of tiles
_TILE: Final = struct.Struct("<iiiHHHHBiiIII")  # slice, row, column, rectangle, flags, ...
_FLAT_TILE: Final = struct.Struct("<iiHHHHBiiIII")  # version 1 had no slice
_MAGIC: Final = b"LVMP"
_VERSION: Final = 2
_FLAT_VERSION: Final = 1
_BEFORE_IS_ONE_VALUE: Final = 1
_AFTER_IS_ONE_VALUE: Final = 2

Mask = npt.NDArray[np.bool_]

_NOTHING: Final[Labels] = np.zeros((TILE_PX, TILE_PX), np.int32)
_NOTHING.flags.writeable = False


@dataclass(frozen=True, slots=True)
class TileChange:
    """The changed pixels of one tile.

    ``rect`` lies within the tile. ``where`` holds one compressed bit per pixel of it, empty when
    all of them changed. ``before`` and ``after`` are one value for all changed pixels, or the
    compressed little-endian int32 values of the changed pixels in reading order.
    """

    index: TileIndex
    rect: Rect
    where: bytes
    before: int | bytes
    after: int | bytes

    @property
    def nbytes(self) -> int:
        values = (self.where, self.before, self.after)
        return 200 + sum(len(part) for part in values if isinstance(part, bytes))

    def inverse(self) -> TileChange:
        return replace(self, before=self.after, after=self.before)

    def mask(self) -> Mask | None:
        """Which pixels of ``rect`` changed, (h, w); None for all of them."""
        if not self.where:
            return None
        bits = np.frombuffer(_decompress(self.where, (self.rect.area + 7) // 8), np.uint8)
        flat = np.unpackbits(bits, count=self.rect.area).view(bool)
        return flat.reshape(self.rect.height, self.rect.width)

    def write(self, tile: Labels) -> None:
        """Give the changed pixels of the live tile their ``after`` values."""
        self._fill(tile[self.rect.slices], self.mask())

    def measures(self) -> Measures:
        """Extents of the ``after`` values over the changed pixels, in image coordinates."""
        if self.after == 0:
            return NOTHING_MEASURED
        part = np.zeros((self.rect.height, self.rect.width), np.int32)
        self._fill(part, self.mask())
        _, ty, tx = self.index
        return measure(part, ty * TILE_PX + self.rect.y0, tx * TILE_PX + self.rect.x0)

    def _fill(self, part: Labels, mask: Mask | None) -> None:
        if isinstance(self.after, int):
            np.copyto(part, np.int32(self.after), where=True if mask is None else mask)
            return
        count = self.rect.area if mask is None else int(np.count_nonzero(mask))
        values = np.frombuffer(_decompress(self.after, count * 4), "<i4")
        if mask is None:
            part[...] = values.reshape(part.shape)
        else:
            part[mask] = values


class MaskPatch:
    """A change of a plane that can be applied, reverted, stored and told in a rectangle."""

    __slots__ = ("_added", "_removed", "_tiles")

    def __init__(self, tiles: Iterable[TileChange] = ()) -> None:
        self._tiles = tuple(tiles)
        self._added: Measures | None = None
        self._removed: Measures | None = None

    @classmethod
    def nothing(cls) -> MaskPatch:
        """The patch that changes no pixel."""
        return cls()

    @property
    def tiles(self) -> tuple[TileChange, ...]:
        return self._tiles

    @property
    def empty(self) -> bool:
        return not self._tiles

    @property
    def rect(self) -> Rect:
        """The smallest rectangle in image coordinates that holds every changed pixel."""
        return bounding(
            change.rect.moved(change.index[1] * TILE_PX, change.index[2] * TILE_PX)
            for change in self._tiles
        )

    @property
    def nbytes(self) -> int:
        """Approximate memory held, in bytes."""
        return sum(change.nbytes for change in self._tiles)

    @property
    def added(self) -> Measures:
        """Extents of what the patch paints, by object; background is not counted."""
        if self._added is None:
            self._added = combined([change.measures() for change in self._tiles])
        return self._added

    @property
    def removed(self) -> Measures:
        """Extents of what the patch paints over or erases, by object."""
        if self._removed is None:
            self._removed = combined([change.inverse().measures() for change in self._tiles])
        return self._removed

    def apply(self, plane: LabelPlane) -> None:
        """Give every changed pixel its value after the edit; the extents follow.

        Raises:
            LViTError: a stroke is being painted, whose record of the old pixels would become false.
        """
        refuse_while_painting(plane)
        for change in self._tiles:
            change.write(plane.writable_tile(change.index))
            if change.after == 0 or isinstance(change.after, bytes):
                plane.drop_if_empty(change.index)
        if self._tiles:
            plane.revision += 1
        self.update_extents(plane)

    def revert(self, plane: LabelPlane) -> None:
        """Give every changed pixel its value before the edit."""
        self.inverse().apply(plane)

    def update_extents(self, plane: LabelPlane) -> None:
        """Follow in the plane's index, when it has one, a patch whose pixels are written."""
        extents = plane.built_extents
        if extents is None:
            return
        extents.add(self.added)  # first add, so that no object seems to vanish in between
        extents.subtract(self.removed)

    def inverse(self) -> MaskPatch:
        """The patch that undoes this one."""
        other = MaskPatch(change.inverse() for change in self._tiles)
        other._added, other._removed = self._removed, self._added
        return other

    def to_bytes(self) -> bytes:
        """A versioned form for the journal."""
        parts = [_HEAD.pack(_MAGIC, _VERSION, TILE_PX, len(self._tiles))]
        for change in self._tiles:
            before, after = change.before, change.after
            flags = _BEFORE_IS_ONE_VALUE if isinstance(before, int) else 0
            flags |= _AFTER_IS_ONE_VALUE if isinstance(after, int) else 0
            blobs = (change.where, *(b if isinstance(b, bytes) else b"" for b in (before, after)))
            rect = change.rect
            head = _TILE.pack(
                *change.index,
                *(rect.y0, rect.x0, rect.y1, rect.x1),
                flags,
                before if isinstance(before, int) else 0,
                after if isinstance(after, int) else 0,
                *(len(blob) for blob in blobs),
            )
            parts.extend((head, *blobs))
        return b"".join(parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> MaskPatch:
        """The inverse of ``to_bytes``; also of those that version 1 wrote, without a slice.

        Raises:
            LViTError: the bytes are damaged or of a later version.
        """
        try:
            magic, version, tile_px, count = _HEAD.unpack_from(data)
            known = version in (_FLAT_VERSION, _VERSION)
            if (magic, tile_px) != (_MAGIC, TILE_PX) or not known:
                raise _damaged()
            tiles, place = [], _HEAD.size
            for _ in range(count):
                change, place = _read_tile(data, place, flat=version == _FLAT_VERSION)
                tiles.append(change)
        except struct.error as error:
            raise _damaged() from error
        if place != len(data):
            raise _damaged()
        return cls(tiles)


def refuse_while_painting(plane: LabelPlane) -> None:
    """Raise LViTError while a live builder holds old pixels of the plane."""
    if plane.open_strokes:
        raise LViTError("A stroke is being painted.", "Finish it or press Escape first.")


EMPTY_PATCH: Final = MaskPatch.nothing()


def _read_tile(data: bytes, place: int, *, flat: bool) -> tuple[TileChange, int]:
    form = _FLAT_TILE if flat else _TILE
    fields = form.unpack_from(data, place)
    z, ty, tx, y0, x0, y1, x1, flags, before, after, *lengths = (0, *fields) if flat else fields
    place += form.size
    blobs = []
    for length in lengths:
        blobs.append(data[place : place + length])
        place += length
    rect = Rect(y0, x0, y1, x1)
    inside = not rect.empty and y1 <= TILE_PX and x1 <= TILE_PX and min(z, ty, tx) >= 0
    if place > len(data) or not inside:
        raise _damaged()
    change = TileChange(
        (z, ty, tx),
        rect,
        blobs[0],
        before if flags & _BEFORE_IS_ONE_VALUE else blobs[1],
        after if flags & _AFTER_IS_ONE_VALUE else blobs[2],
    )
    return change, place


def _decompress(data: bytes, size: int) -> bytes:
    """Exactly ``size`` bytes, whatever the data claims about itself."""
    try:
        out = zstandard.ZstdDecompressor().decompress(data, max_output_size=size)
    except zstandard.ZstdError as error:
        raise _damaged() from error
    if len(out) != size:
        raise _damaged()
    return out


def _damaged() -> LViTError:
    return LViTError(
        "A recorded change of the labels is damaged and cannot be read.",
        "The labels themselves are stored apart from it and are not affected.",
    )


class PatchBuilder:
    """Collects writes to a plane and tells at the end what they changed.

    A live builder writes into the plane at once and remembers the tiles as they were, for strokes
    that a person watches. Otherwise it writes into copies and the plane stays as it is until the
    finished patch is applied.
    """

    def __init__(self, plane: LabelPlane, *, live: bool = True) -> None:
        self.plane = plane
        self._live = live
        self._copies: dict[TileIndex, Labels] = {}
        self._dirty: dict[TileIndex, Rect] = {}

    def open_tile(self, index: TileIndex, rect: Rect) -> Labels:
        """The tile to write into; ``rect`` (within the tile) is where the caller will write."""
        copy = self._copies.get(index)
        if copy is None:
            there = self.plane.tile(index)
            if there is not None:
                copy = there.copy()
            else:
                copy = _NOTHING if self._live else _NOTHING.copy()
            if self._live and not self._copies:
                self.plane.open_strokes += 1
            self._copies[index] = copy
        self._dirty[index] = self._dirty.get(index, EMPTY_RECT).union(rect)
        return self.plane.writable_tile(index) if self._live else copy

    def read(self, rect: Rect) -> Labels:
        """Labels (h, w) as they stand with the writes so far; zeros outside the plane."""
        out = self.plane.read(rect)
        if self._live:
            return out
        for index in self.plane.indices_in(rect):
            copy = self._copies.get(index)
            if copy is not None:
                place = self.plane.tile_rect(index)
                part = place.intersect(rect)
                inner = part.moved(-place.y0, -place.x0)
                out[part.moved(-rect.y0, -rect.x0).slices] = copy[inner.slices]
        return out

    def write(self, rect: Rect, values: npt.NDArray[Any] | int, where: Mask | None = None) -> None:
        """Write ``values`` (one id or (h, w)) into ``rect``, only ``where`` (h, w) is true.

        What lies outside the plane is ignored.
        """
        bounds = self.plane.bounds()
        for index in self.plane.indices_in(rect):
            place = self.plane.tile_rect(index)
            part = place.intersect(rect).intersect(bounds)
            source = part.moved(-rect.y0, -rect.x0).slices
            mask = None if where is None else where[source]
            if mask is not None and not mask.any():
                continue
            inner = part.moved(-place.y0, -place.x0)
            target = self.open_tile(index, inner)[inner.slices]
            new = values if isinstance(values, int) else values[source]
            np.copyto(target, new, where=True if mask is None else mask, casting="same_kind")

    def finish(self) -> MaskPatch:
        """The patch of everything written; the builder is empty again afterwards."""
        compressor = zstandard.ZstdCompressor(level=1)
        changes = []
        for index, copy in sorted(self._copies.items()):
            other = self.plane.tile(index)
            if other is None:
                other = _NOTHING
            before, after = (copy, other) if self._live else (other, copy)
            change = _compare(index, self._dirty[index], before, after, compressor)
            if change is not None:
                changes.append(change)
            if self._live:
                self.plane.drop_if_empty(index)
        self._close()
        patch = MaskPatch(changes)
        if self._live and changes:
            self.plane.revision += 1
            patch.update_extents(self.plane)
        return patch

    def cancel(self) -> Rect:
        """Undo every write; returns the rectangle that may look different now."""
        rects = []
        for index, copy in self._copies.items():
            place, dirty = self.plane.tile_rect(index), self._dirty[index]
            if self._live:
                self.plane.writable_tile(index)[dirty.slices] = copy[dirty.slices]
                self.plane.drop_if_empty(index)
            rects.append(dirty.moved(place.y0, place.x0))
        self._close()
        return bounding(rects)

    def _close(self) -> None:
        if self._live and self._copies:
            self.plane.open_strokes -= 1
        self._copies, self._dirty = {}, {}


def _compare(
    index: TileIndex,
    dirty: Rect,
    before: Labels,
    after: Labels,
    compressor: zstandard.ZstdCompressor,
) -> TileChange | None:
    mask = before[dirty.slices] != after[dirty.slices]
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return None
    y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    mask = mask[y0:y1, x0:x1]
    rect = Rect(dirty.y0 + y0, dirty.x0 + x0, dirty.y0 + y1, dirty.x0 + x1)
    full = bool(mask.all())
    where = b"" if full else compressor.compress(np.packbits(mask).tobytes())
    sides = []
    for labels in (before, after):
        part = labels[rect.slices]
        values = part.ravel() if full else part[mask]
        first = int(values[0])
        one = bool((values == first).all())
        sides.append(first if one else compressor.compress(values.astype("<i4").tobytes()))
    return TileChange(index, rect, where, sides[0], sides[1])
