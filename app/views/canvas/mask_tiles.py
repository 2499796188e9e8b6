"""Masks as screen tiles; a change of a few pixels makes only those pixels again."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from app.views.canvas.mask_difference import (
    counted_in,
    ink_difference,
    or_nowhere,
    where_agreed,
)
from app.views.canvas.mask_paint import (
    Indices,
    LabelInk,
    Labels,
    boundary,
    divides,
    ink_contour,
    ink_fill,
    ink_region,
    inner_part,
    sample_array,
    sample_labels,
    sample_positions,
)
from app.views.canvas.mask_scene import EMPTY_SCENE, LayerInk, MaskScene, ProposalInk
from app.views.canvas.palette import rim_colour
from app.views.canvas.tiles import SIDE_PX, Key, ScreenTile, TileCache, TileGrid
from lvit_core.geometry import Rect, bounding

LIMIT_BYTES = 100_000_000
PART_COSTS_PX = 6_000  # as many pixels are painted in the time that it takes to begin with a part
MOST_PARTS = 32  # of a tile that nobody looks at
LARGE_CHANGE_PX = 300_000  # device pixels that are made in about three milliseconds
DIM = np.uint32(0x90000000)  # over what nobody has looked at
DASH = (4.0, 2.6)  # in widths of the line
DASHED_PX = 2.0

Colours = NDArray[np.uint32]


class MaskTiles:
    """Screen tiles of a scene."""

    def __init__(self) -> None:
        self.cache = TileCache(LIMIT_BYTES)
        self.scene: MaskScene = EMPTY_SCENE
        self.patient_until_s = math.inf  # until when changes that can wait are made in a frame
        self._stamp = 0
        self._layers = 0  # another number after each change of how layers look
        # New memory costs more than what is written into it.
        self._room = np.zeros(SIDE_PX * SIDE_PX, np.uint32)

    def set_scene(self, scene: MaskScene) -> None:
        """Another scene: tiles are made again as they are asked for, shown as they are before.

        Those that a proposal neither reached nor reaches stay, where layers look as they did.
        """
        self._layers += not _same_layers(self.scene, scene)
        self.scene = scene
        self._stamp += 1
        self.cache.forget_before()

    def adopt_scene(self, scene: MaskScene) -> None:
        """Another scene that looks the same where it is not invalidated."""
        self.scene = scene

    def invalidate(self, *parts: Rect, hurried: bool = True) -> Rect:
        """Marks rectangles of the image as changed.

        Args:
            parts: What changed, in image pixels.
            hurried: A hand is painting there: it is made again in the next frame whatever it
                costs. Otherwise a large change may take several frames.

        Returns:
            The device pixels, counted from the image's corner, that have to be painted again.
        """
        areas = [self._touched(part) for part in parts if not part.empty]
        around = bounding(areas)
        for area in areas if around.area > 2 * PART_COSTS_PX else areas and [around]:
            self._mark_all(area, hurried=hurried)
        self.cache.forget_before()
        return around

    def _touched(self, rect: Rect) -> Rect:
        """Device pixels that look different when a rectangle of the image changes."""
        zoom, margin = self.cache.zoom, self.scene.contour_px + 2
        return Rect(
            math.floor(rect.y0 * zoom) - margin,
            math.floor(rect.x0 * zoom) - margin,
            math.ceil(rect.y1 * zoom) + margin,
            math.ceil(rect.x1 * zoom) + margin,
        )

    def _mark_all(self, area: Rect, *, hurried: bool) -> None:
        patient = not hurried and area.area > LARGE_CHANGE_PX
        keys = len(range(area.y0 // SIDE_PX, area.y1 // SIDE_PX + 1))
        keys *= len(range(area.x0 // SIDE_PX, area.x1 // SIDE_PX + 1))
        if keys > len(self.cache.tiles):
            for tile in self.cache.tiles.values():
                _mark(tile, area, patient=patient)
        else:
            for ty in range(area.y0 // SIDE_PX, area.y1 // SIDE_PX + 1):
                for tx in range(area.x0 // SIDE_PX, area.x1 // SIDE_PX + 1):
                    if (ty, tx) in self.cache.tiles:
                        _mark(self.cache.tiles[ty, tx], area, patient=patient)

    def tile(self, grid: TileGrid, key: Key, deadline_s: float) -> tuple[ScreenTile | None, bool]:
        """The best tile there is, and whether time alone kept it from being better.

        Pixels that a hand changes are always made again: a stroke must never lag behind it.
        """
        tile = self.cache.get(key)
        if tile is None or tile.stamp != self._stamp:
            if tile is not None and self._stays(grid, tile):
                tile.stamp = self._stamp
                return tile, False
            if time.perf_counter() >= deadline_s:
                return tile, True
            tile = ScreenTile(key, grid.shape(key), stamp=self._stamp, layers=self._layers)
            tile.bare = True
            self._paint(grid, tile, tile.whole)
            self.cache.put(tile)
        elif tile.stale:
            if tile.patient and time.perf_counter() >= min(deadline_s, self.patient_until_s):
                return tile, True
            for part in _together(tile.stale):
                self._paint(grid, tile, part)
            tile.stale = ()
        return tile, False

    def _stays(self, grid: TileGrid, tile: ScreenTile) -> bool:
        """Whether a tile of an older scene looks in this one as it did."""
        if not tile.bare or tile.stale or tile.layers != self._layers:
            return False
        scene, where, zoom = self.scene, grid.rect(tile.key), grid.zoom
        if scene.difference is not None or scene.proposal is None:
            return scene.difference is None
        seen = _seen(where, zoom, scene.contour_px + 1)
        within = not scene.proposal.reach.intersect(seen).empty
        return not within and not _polygons(scene.proposal, where, zoom)

    def _paint(self, grid: TileGrid, tile: ScreenTile, part: Rect) -> None:
        """Makes ``part`` of a tile again."""
        place = grid.rect(tile.key)
        where = part.moved(place.y0, place.x0)
        drawn, bare = _painted(self.scene, where, grid.zoom, self._room)
        tile.bare &= bare
        if drawn is None and (tile.buffer is None or part == tile.whole):
            tile.take_buffer(None, transparent=True)
            return
        if tile.buffer is None:
            before = tile.nbytes
            tile.take_buffer(np.zeros(tile.shape, np.uint32), transparent=True)
            if tile.key in self.cache.tiles:
                self.cache.nbytes += tile.nbytes - before
        assert tile.buffer is not None
        tile.buffer[part.slices] = 0 if drawn is None else drawn


def paint_scene(
    scene: MaskScene, where: Rect, zoom: float, room: Colours | None = None
) -> Colours | None:
    """A scene over some device pixels.

    Args:
        scene: What to draw.
        where: Device pixels counted from the image's corner.
        zoom: Device pixels per image pixel.
        room: Memory to draw in, flat; what is returned lies there until the next call.

    Returns:
        ``where``'s size, premultiplied ARGB; ``None`` when nothing is there.
    """
    return _painted(scene, where, zoom, room)[0]


def _painted(
    scene: MaskScene, where: Rect, zoom: float, room: Colours | None
) -> tuple[Colours | None, bool]:
    """What ``paint_scene`` returns, and whether nothing but layers is in it."""
    if not scene.layers and scene.proposal is None:
        return None, True
    margin = scene.contour_px + 1
    rows, columns = _positions(scene, where, zoom)
    sampled = [(layer, sample_labels(layer.plane, rows, columns)) for layer in scene.layers]
    proposed = _sampled(scene.proposal, rows, columns)
    region, polygons = _reached(scene.proposal, proposed), _polygons(scene.proposal, where, zoom)
    bare = scene.difference is None and region is None and not polygons
    base = under = None
    if scene.difference is not None:
        under = _sampled(scene.difference.base, rows, columns)
        base = _reached(scene.difference.base, under)
    outside = _outside(scene, rows, columns, margin)
    nothing = all(labels is None for _, labels in sampled)
    if region is None and base is None and outside is None and nothing:
        return None, bare
    out = _blank(where, room)
    if scene.difference is not None:
        _, labels = sampled[-1]
        size = (rows.size, columns.size)
        if scene.difference.base is None:
            base = None if labels is None else counted_in(labels, scene.difference.counted)
        sides = (or_nowhere(base, size), or_nowhere(region, size))
        ids = (labels if scene.difference.base is None else under, proposed)
        ink_difference(
            out, scene, sides, where_agreed(scene.difference.matching, ids, sides), margin
        )
    else:
        blank = region is None or proposed is None
        if region is not None and proposed is not None:
            _ink_proposal(out, scene, region, proposed, margin)
        _ink_layers(out, scene, sampled, margin, blank=blank)
    if outside is not None:
        out[outside & (out == 0)] = DIM
    if scene.proposal is not None and polygons:
        _ink_outlines(out, scene.proposal, polygons, where, zoom)
    return out, bare


def _outside(
    scene: MaskScene, rows: Indices, columns: Indices, margin: int
) -> NDArray[np.bool_] | None:
    """Where nobody has looked, without the margin; ``None`` for nowhere."""
    if scene.region is None:
        return None
    labels = sample_labels(scene.region, rows, columns)
    size = (rows.size - 2 * margin, columns.size - 2 * margin)
    if labels is None:
        return np.ones(size, bool)
    outside = labels[margin : margin + size[0], margin : margin + size[1]] == 0
    return outside if outside.any() else None


def _positions(scene: MaskScene, where: Rect, zoom: float) -> tuple[Indices, Indices]:
    """The rows and columns of the image under device pixels, and under a margin around them."""
    margin = scene.contour_px + 1
    return (
        sample_positions(where.y0 - margin, where.height + 2 * margin, zoom),
        sample_positions(where.x0 - margin, where.width + 2 * margin, zoom),
    )


def _same_layers(old: MaskScene, new: MaskScene) -> bool:
    """Whether layers look the same, but for what was drawn in them."""
    if (old.region is None) != (new.region is None):
        return False
    return (old.contour_px, len(old.layers)) == (new.contour_px, len(new.layers)) and all(
        (before.name, before.filled) == (after.name, after.filled)
        and before.plane is after.plane
        and all(map(np.array_equal, before.paint.tables, after.paint.tables))
        for before, after in zip(old.layers, new.layers, strict=True)
    )


def _blank(where: Rect, room: Colours | None) -> Colours:
    if room is None or room.size < where.area:
        return np.zeros((where.height, where.width), np.uint32)
    out = room[: where.area].reshape(where.height, where.width)
    out.fill(0)
    return out


def _sampled(proposal: ProposalInk | None, rows: Indices, columns: Indices) -> NDArray[Any] | None:
    """The proposal's values at some rows and columns of the image; None where all are zero."""
    if proposal is None:
        return None
    return sample_array(proposal.values, rows - proposal.corner[0], columns - proposal.corner[1])


def _reached(proposal: ProposalInk | None, values: NDArray[Any] | None) -> NDArray[np.bool_] | None:
    """Where the proposal is; None where it is nowhere, though there may be some probability."""
    if proposal is None or values is None:
        return None
    region = values >= proposal.least
    return region if region.any() else None


def _seen(where: Rect, zoom: float, margin: int) -> Rect:
    """The pixels of the image under some device pixels and a margin around them."""
    return Rect(
        math.floor((where.y0 - margin) / zoom),
        math.floor((where.x0 - margin) / zoom),
        math.ceil((where.y1 + margin) / zoom),
        math.ceil((where.x1 + margin) / zoom),
    )


def _ink_layers(
    out: Colours,
    scene: MaskScene,
    sampled: list[tuple[LayerInk, Labels | None]],
    margin: int,
    *,
    blank: bool,
) -> None:
    inks = [
        (layer, LabelInk(labels, layer.paint, layer.filled))
        for layer, labels in sampled
        if labels is not None
    ]
    for _, ink in inks:
        if ink.filled:
            ink_fill(out, ink, margin, blank=blank)
            blank = False
    for _, ink in inks:
        ink_contour(out, ink, margin, scene.contour_px)


def _ink_proposal(
    out: Colours, scene: MaskScene, region: NDArray[np.bool_], values: NDArray[Any], margin: int
) -> None:
    """The faint area, and a line where two objects touch.

    While the outline is being traced, a plain contour stands in.
    """
    proposal = scene.proposal
    assert proposal is not None
    inner = inner_part(out, margin)
    if proposal.fills is None:  # nothing is in ``out`` yet
        np.multiply(region[inner], np.uint32(proposal.fill), out=out)
    else:  # numbers that came since are of no class yet
        numbers = np.minimum(values[inner][region[inner]], proposal.fills.size - 1)
        out[region[inner]] = proposal.fills[numbers]
    line = np.zeros(region.shape, bool) if values.dtype != np.int32 else divides(values)
    if proposal.outlines is None:
        line |= boundary(region) & region
    ink_region(out, line[inner], _opaque(proposal.line))


def _polygons(proposal: ProposalInk | None, where: Rect, zoom: float) -> list[QPolygonF]:
    """The outlines that touch some device pixels."""
    if proposal is None or proposal.outlines is None:
        return []
    y, x = proposal.corner
    return proposal.outlines.within(_seen(where, zoom, 4).moved(-y, -x))


def _ink_outlines(
    out: Colours, proposal: ProposalInk, polygons: list[QPolygonF], where: Rect, zoom: float
) -> None:
    y, x = proposal.corner
    height, width = out.shape
    kind = QImage.Format.Format_ARGB32_Premultiplied
    picture = QImage(out.data, width, height, out.strides[0], kind)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(QRect(0, 0, width, height))
    painter.translate(-where.x0, -where.y0)
    painter.scale(zoom, zoom)
    painter.translate(x, y)
    pen = QPen(proposal.line, DASHED_PX)
    pen.setCosmetic(True)
    pen.setDashPattern(DASH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    rim = QPen(pen)
    rim.setColor(rim_colour())
    rim.setWidthF(DASHED_PX + 2)
    rim.setDashPattern([part * DASHED_PX / rim.widthF() for part in DASH])
    for line in (rim, pen):
        painter.setPen(line)
        for polygon in polygons:
            painter.drawPolyline(polygon)
    painter.end()


def _opaque(color: QColor) -> int:
    return int(color.rgb()) | 0xFF000000


def _together(parts: Sequence[Rect]) -> list[Rect]:
    """Rectangles that cover all parts: those in one that would cost more on their own."""
    found: list[Rect] = []
    for part in parts:
        both = found[-1].union(part) if found else part
        if found and both.area <= found[-1].area + part.area + PART_COSTS_PX:
            found[-1] = both
        else:
            found.append(part)
    return found


def _mark(tile: ScreenTile, area: Rect, *, patient: bool) -> None:
    """Adds the part of ``area`` that lies in the tile to what has to be made again."""
    y0, x0 = tile.key[0] * SIDE_PX, tile.key[1] * SIDE_PX
    part = area.moved(-y0, -x0).intersect(tile.whole)
    if not part.empty:
        tile.patient = patient and (tile.patient or not tile.stale)
        parts = (*tile.stale, part)
        tile.stale = parts if len(parts) <= MOST_PARTS else (bounding(parts),)
