"""Painting and erasing with a round brush, shown while it happens.

The stroke is the sweep of a disc along the pointer's path. Every rule about what it may paint over
looks at labels the stroke itself does not create, so the result depends on the path alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import hypot, isfinite
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.capsule import Columns, Spans, disc, sweep, sweeps
from lvit_core.annotation.curve import FAR_PX, bend
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace, compose
from lvit_core.annotation.gesture import PointYX
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.patch import MaskPatch, PatchBuilder
from lvit_core.annotation.plane import TILE_PX, LabelPlane, Labels, TileIndex
from lvit_core.geometry import Rect

Mask = npt.NDArray[np.bool_]
Parts = tuple[Rect, ...]  # small rectangles that together cover what changed; they may overlap

_Array = TypeVar("_Array", Columns, Labels)

_NUMBERS = np.arange(TILE_PX * TILE_PX)  # to take from, for less work with memory


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
        self._last: PointYX | None = None
        self._inside: dict[TileIndex, Mask] = {}
        self._before: PointYX | None = None  # the point before the last one
        self._ahead: PointYX | None = None  # reached by a line that may still bend
        self._ahead_parts: Parts = ()  # around that line
        self._under: list[tuple[TileIndex, Columns, Labels]] = []  # its pixels, what lay there

    def extend(self, points_yx: Iterable[tuple[float, float]]) -> Parts:
        """Continue the path to each (y, x) in turn; returns what may look different now."""
        bounds, painted = self._plane.bounds(), Parts()
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
            painted += self._paint(spans, spans.row.size)
        return painted

    def follow(self, point: tuple[float, float], pressure: float = 1.0) -> Parts:
        """Continue to where a hand is now; returns what may look different.

        With the ``pressure`` of a pen, 0..1, the radius is a quarter to all of the whole one. Far
        from the last point the way there is a line at first. It becomes a curve once it is
        known where the hand goes next, so the result depends on the points alone.
        """
        last = self._ahead or self._last
        if point == last or not (isfinite(point[0]) and isfinite(point[1])):
            return ()
        radius_px = self._full_px * (0.25 + 0.75 * min(max(pressure, 0.0), 1.0))
        far_px = max(self._far_px, radius_px / 4)
        if last is None or hypot(point[0] - last[0], point[1] - last[1]) <= far_px:
            painted = self.settle(point)
            self._radius_px = radius_px
            return painted + self.extend([point])
        painted, curve = self._take_back(point)
        return painted + self._go(curve, point, radius_px)

    def finish(self) -> MaskPatch:
        """What the stroke changed; it is in the plane already."""
        self.settle()
        return self._builder.finish()

    def settle(self, after: tuple[float, float] | None = None) -> Parts:
        """Bend the last line by where the hand went next, if it did; returns what changed."""
        painted, curve = self._take_back(after)
        return painted + self._go(curve) if curve else painted

    def cancel(self) -> Parts:
        """Take the stroke back; returns what may look different now."""
        return (self._builder.cancel(),)

    def _take_back(self, after: PointYX | None) -> tuple[Parts, list[PointYX]]:
        """Takes the line ahead back; returns what changed and the curve to paint in its place.

        A line that does not bend stays.
        """
        end, self._ahead = self._ahead, None
        under, self._under = self._under, []
        if end is None or self._last is None:
            return (), []
        curve = bend(self._before, self._last, end, after, self._far_px)
        if len(curve) == 1:
            self._before, self._last = self._last, end
            return (), []
        for index, pixels, labels in under:
            self._plane.writable_tile(index).reshape(-1)[pixels] = labels
        return self._ahead_parts, curve

    def _go(
        self, curve: list[PointYX], ahead: PointYX | None = None, radius_px: float = 0.0
    ) -> Parts:
        """Paints a curve, and a line ahead of it that can be taken back; all at once."""
        assert self._last is not None
        path, radii = [self._last, *curve], [self._radius_px] * len(curve)
        if ahead is not None:
            path.append(ahead)
            radii.append(radius_px)
            self._radius_px = radius_px
        spans, before = sweeps(path, radii, self._plane.bounds())
        if curve:
            self._before, self._last = self._last, curve[-1]
        if ahead is None:
            return self._paint(spans, spans.row.size)
        self._ahead = ahead
        self._ahead_parts = spans.behind(before).parts
        return self._paint(spans, before)

    def _paint(self, spans: Spans, stays: int) -> Parts:
        """Paints spans; those from the number ``stays`` on can be taken back."""
        rect = spans.rect
        indices = list(self._plane.indices_in(rect))
        for index in indices:
            place = self._plane.tile_rect(index)
            part, kept = spans.moved(-place.y0, -place.x0), stays
            if len(indices) > 1:
                part, kept = _in_tile(part, stays)
            if part.row.size:
                changing = rect.intersect(place).moved(-place.y0, -place.x0)
                self._paint_tile(index, self._builder.open_tile(index, changing), part, kept)
        return spans.parts

    def _paint_tile(self, index: TileIndex, tile: Labels, spans: Spans, stays: int) -> None:
        length = spans.right - spans.left
        whole = int(length[:stays].sum())
        pixels = (spans.row * TILE_PX + spans.left - length.cumsum() + length).repeat(length)
        counted = pixels.size <= _NUMBERS.size
        pixels += _NUMBERS[: pixels.size] if counted else np.arange(pixels.size)
        flat, over = tile.reshape(-1), self._limits.over
        if self._limits.inside is not None:
            let = self._inside_tile(index).take(pixels)
            whole, pixels = int(np.count_nonzero(let[:whole])), pixels[let]
        if whole:
            known = pixels[:whole]
            if over is not None:
                known = _those(known, _one_of(flat.take(known), over))
            flat[known] = self._value
        if whole < pixels.size:
            ahead = pixels[whole:]
            labels = flat.take(ahead)
            if over is not None:
                let = _one_of(labels, over)
                ahead, labels = _those(ahead, let), _those(labels, let)
            self._under.append((index, ahead, labels))
            flat[ahead] = self._value

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


def _in_tile(spans: Spans, stays: int) -> tuple[Spans, int]:
    """The parts of spans within a tile, and how many of them come from the first ``stays``."""
    left, right = np.maximum(spans.left, 0), np.minimum(spans.right, TILE_PX)
    some = (left < right) & (spans.row >= 0) & (spans.row < TILE_PX)
    return Spans(spans.row[some], left[some], right[some]), int(np.count_nonzero(some[:stays]))


def _one_of(values: Labels, ids: tuple[int, ...]) -> Mask:
    mask: Mask = values == ids[0] if ids else np.zeros(values.shape, bool)
    for object_id in ids[1:]:
        mask |= values == object_id
    return mask


def _those(values: _Array, let: Mask) -> _Array:
    """Those that are let through; nothing is copied where all are."""
    return values if let.all() else values[let]


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
