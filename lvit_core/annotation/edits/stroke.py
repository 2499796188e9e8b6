"""Painting and erasing with a round brush, shown while it happens.

The stroke is the sweep of a disc along the pointer's path. Every rule about what it may paint over
looks at labels the stroke itself does not create, so the result depends on the path alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import hypot, isfinite

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.capsule import Spans, disc, sweep
from lvit_core.annotation.curve import FAR_PX, bend
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace, compose
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.patch import MaskPatch, PatchBuilder
from lvit_core.annotation.plane import TILE_PX, LabelPlane, Labels, TileIndex
from lvit_core.geometry import EMPTY_RECT, Rect

Mask = npt.NDArray[np.bool_]

_LONG_SPAN_PX = 48  # from here on, filling row by row is faster than listing pixels


@dataclass(frozen=True)
class StrokeLimits:
    """What a stroke may paint over.

    ``over`` lists the ids that may change (None: all); a brush that must not cut into other objects
    has ``(0, its own id)``. ``inside`` answers for a rectangle of the image which pixels may be
    painted, bool (h, w); it is asked once a tile.
    """

    over: tuple[int, ...] | None = None
    inside: Callable[[Rect], Mask] | None = None


class Stroke:
    """One stroke with id ``value`` (0 erases), painted into ``plane`` while it grows."""

    def __init__(
        self,
        plane: LabelPlane,
        radius_px: float,
        value: int,
        limits: StrokeLimits | None = None,
        far_px: float = FAR_PX,
    ) -> None:
        """``far_px`` is how far points lie apart that ``follow`` joins by curves, at least."""
        self._plane = plane
        self._far_px = far_px
        self._radius_px = self._full_px = float(radius_px)
        self._value = int(value)
        self._limits = limits or StrokeLimits()
        self._builder = PatchBuilder(plane, live=True)
        self._last: tuple[float, float] | None = None
        self._inside: dict[TileIndex, Mask] = {}
        self._before: tuple[float, float] | None = None  # the point before the last one
        self._ahead: tuple[float, float] | None = None  # reached by a line that may still bend
        self._under: list[tuple[TileIndex, Rect, Labels]] = []  # what lay under that line

    def extend(self, points_yx: Iterable[tuple[float, float]]) -> Rect:
        """Continue the path to each (y, x) in turn; returns what may look different now."""
        bounds, painted = self._plane.bounds(), EMPTY_RECT
        for y, x in points_yx:
            if not (isfinite(y) and isfinite(x)):
                continue
            point = (float(y), float(x))
            if self._last is None:
                spans = disc(point, self._radius_px, bounds)
            elif point == self._last:
                continue
            else:
                spans = sweep(self._last, point, self._radius_px, bounds)
            self._before, self._last = self._last, point
            painted = painted.union(self._paint(spans))
        return painted

    def follow(self, point: tuple[float, float], pressure: float = 1.0) -> Rect:
        """Continue to where a hand is now; returns what may look different.

        With the ``pressure`` of a pen, 0..1, the radius is a quarter to all of the whole one. Far
        from the last point the way there is a line at first. It becomes a curve once it is
        known where the hand goes next, so the result depends on the points alone.
        """
        if point == (self._ahead or self._last) or not (isfinite(point[0]) and isfinite(point[1])):
            return EMPTY_RECT
        painted = self.settle(point)
        self._radius_px = self._full_px * (0.25 + 0.75 * min(max(pressure, 0.0), 1.0))
        last = self._last
        far_px = max(self._far_px, self._radius_px / 4)
        if last is None or hypot(point[0] - last[0], point[1] - last[1]) <= far_px:
            return painted.union(self.extend([point]))
        spans = sweep(last, point, self._radius_px, self._plane.bounds())
        for index in self._plane.indices_in(spans.rect):
            place = self._plane.tile_rect(index)
            part = spans.rect.intersect(place).moved(-place.y0, -place.x0)
            tile = self._builder.open_tile(index, part)
            self._under.append((index, part, tile[part.slices].copy()))
        self._ahead = point
        return painted.union(self._paint(spans))

    def finish(self) -> MaskPatch:
        """What the stroke changed; it is in the plane already."""
        self.settle()
        return self._builder.finish()

    def settle(self, after: tuple[float, float] | None = None) -> Rect:
        """Bend the last line by where the hand went next, if it did; returns what changed."""
        end, self._ahead = self._ahead, None
        if end is None or self._last is None:
            return EMPTY_RECT
        under, self._under = self._under, []
        painted = EMPTY_RECT
        for index, part, labels in under:
            self._builder.open_tile(index, part)[part.slices] = labels
            place = self._plane.tile_rect(index)
            painted = painted.union(part.moved(place.y0, place.x0))
        start, before = self._last, self._before
        painted = painted.union(self.extend(bend(before, start, end, after, self._far_px)))
        self._before = start
        return painted

    def cancel(self) -> Rect:
        """Take the stroke back; returns what may look different now."""
        return self._builder.cancel()

    def _paint(self, spans: Spans) -> Rect:
        rect = spans.rect
        for index in self._plane.indices_in(rect):
            place = self._plane.tile_rect(index)
            row = spans.row - place.y0
            left = np.maximum(spans.left - place.x0, 0)
            right = np.minimum(spans.right - place.x0, TILE_PX)
            some = (left < right) & (row >= 0) & (row < TILE_PX)
            if some.any():
                self._paint_tile(index, Spans(row[some], left[some], right[some]))
        return rect

    def _paint_tile(self, index: TileIndex, spans: Spans) -> None:
        tile = self._builder.open_tile(index, spans.rect)
        length = spans.right - spans.left
        total = int(length.sum())
        limits = self._limits
        if limits.over is None and limits.inside is None and total > _LONG_SPAN_PX * length.size:
            rows = zip(spans.row.tolist(), spans.left.tolist(), spans.right.tolist(), strict=True)
            for row, left, right in rows:
                tile[row, left:right] = self._value
            return
        start = spans.row * TILE_PX + spans.left
        ends = np.cumsum(length)
        pixels = np.arange(total) + np.repeat(start - (ends - length), length)
        flat = tile.reshape(-1)
        if limits.inside is not None:
            pixels = pixels[self._inside_tile(index)[pixels]]
        if limits.over is not None:
            pixels = pixels[_one_of(flat[pixels], limits.over)]
        flat[pixels] = self._value

    def _inside_tile(self, index: TileIndex) -> Mask:
        """Flat mask (TILE_PX * TILE_PX,) of the pixels the limits let through."""
        mask = self._inside.get(index)
        if mask is None:
            place = self._plane.tile_rect(index)
            part = place.intersect(self._plane.bounds())
            assert self._limits.inside is not None
            full = np.zeros((TILE_PX, TILE_PX), bool)
            full[part.moved(-place.y0, -place.x0).slices] = self._limits.inside(part)
            mask = self._inside[index] = full.reshape(-1)
        return mask


def _one_of(values: Labels, ids: tuple[int, ...]) -> Mask:
    mask: Mask = np.zeros(values.shape, bool)
    for object_id in ids:
        mask |= values == object_id
    return mask


def finish_stroke(
    workspace: Workspace, stroke: Stroke, title: str, created: ObjectRecord | None = None
) -> Edit:
    """End a stroke: plane and table have the returned edit already.

    ``created`` is the record of the object the stroke makes, if it makes one.
    """
    patch = stroke.finish()
    records = () if created is None else (created,)
    try:
        edit = compose(workspace, title, patch, records, painted=True)
        workspace.table.apply(edit.objects)
    except BaseException:
        patch.revert(workspace.plane)
        raise
    return edit


def paint(
    workspace: Workspace,
    points_yx: Iterable[tuple[float, float]],
    radius_px: float,
    object_id: int,
    limits: StrokeLimits | None = None,
) -> Edit:
    """A whole brush stroke as one edit, not applied; ``object_id`` 0 erases."""
    stroke = Stroke(workspace.plane, radius_px, object_id, limits)
    stroke.extend(points_yx)
    patch = stroke.finish()
    edit = compose(workspace, "Brush" if object_id else "Erase", patch, painted=True)
    patch.revert(workspace.plane)
    return edit
