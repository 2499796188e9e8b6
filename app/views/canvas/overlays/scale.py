"""Scale bar, rulers and pixel grid: how large things are, wherever the spacing is known."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.translation import tr
from app.views.canvas.overlays.frame import EDGE_PX, Frame, draw_text
from app.views.theme import sized_font

BAR_PX = 130  # the scale bar is at most this long
HIGH_PX = 22  # with its length in words
GAP_PX = 8
TEXT_PX = 11
GRID_FROM_PX = 9.0  # logical pixels per image pixel
TICKS_APART_PX = 56
TICK_PX, SMALL_TICK_PX = 8, 4


def nice_length(limit: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is at most ``limit`` (> 0)."""
    power = 10.0 ** math.floor(math.log10(limit))
    for step in (5.0, 2.0, 1.0):
        if step * power <= limit * (1 + 1e-9):
            return step * power
    return power


def length_text(length_mm: float) -> str:
    """A length in the unit a person would use."""
    if length_mm >= 10:
        return f"{length_mm / 10:g} cm"
    if length_mm >= 0.5:
        return f"{length_mm:g} mm"
    return f"{length_mm * 1000:g} µm"


def paint_bar(painter: QPainter, frame: Frame, area: QRect) -> None:
    """A bar of a round length in the lower left corner."""
    spacing = frame.document.record.spacing_mm
    if spacing is None or area.bottom() < _highest(frame):
        return
    px_per_mm = frame.zoom / spacing[1]
    length_mm = nice_length(BAR_PX / px_per_mm)
    length = length_mm * px_per_mm
    words = length_text(length_mm)
    if remark := frame.document.spacing_remark:
        words = f"{words} {tr(remark)}"
    font = sized_font(frame.font, TEXT_PX)
    place = _place(frame, max(length, QFontMetrics(font).horizontalAdvance(words)))
    if not place.adjusted(-6, -4, 6, 4).intersects(area):
        return
    x, y = float(place.left()), place.bottom()
    path = [QPointF(x, y - 5), QPointF(x, y), QPointF(x + length, y), QPointF(x + length, y - 5)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for pen in (
        QPen(QColor.fromRgbF(0, 0, 0, 0.7), 3.6),
        QPen(frame.theme.color("canvas_text"), 1.6),
    ):
        painter.setPen(pen)
        painter.drawPolyline(path)
    painter.setFont(font)
    color = frame.theme.color("canvas_text")
    draw_text(painter, place, Qt.AlignmentFlag.AlignLeft, words, color)


def _highest(frame: Frame) -> int:
    """No bar reaches above it, however long its words are: most strokes lie there."""
    top = frame.height - EDGE_PX - 10
    if not frame.bar.isEmpty():
        top = min(top, frame.bar.top() - GAP_PX)
    return top - HIGH_PX - 8


def _place(frame: Frame, width: float) -> QRect:
    """The lower left corner; above the bar of a proposal where that would lie over it."""
    place = QRect(EDGE_PX + 12, frame.height - EDGE_PX - 10 - HIGH_PX, math.ceil(width), HIGH_PX)
    if place.adjusted(0, 0, GAP_PX, 0).right() >= frame.bar.left() and not frame.bar.isEmpty():
        place.moveBottom(frame.bar.top() - GAP_PX)
    return place


def paint_rulers(painter: QPainter, frame: Frame, area: QRect) -> None:
    """Ticks along the left and the lower edge, counted from the image's corner."""
    spacing = frame.document.record.spacing_mm
    if spacing is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if area.bottom() >= frame.height - TICK_PX - 2:
        _ruler(painter, frame, spacing[1], upright=False)
    if area.left() <= TICK_PX + 2:
        _ruler(painter, frame, spacing[0], upright=True)


def _ruler(painter: QPainter, frame: Frame, spacing_mm: float, upright: bool) -> None:
    px_per_mm = frame.zoom / spacing_mm
    step_mm = _next_nice(TICKS_APART_PX / px_per_mm)
    small_mm = step_mm / 5
    origin = frame.point((0, 0))
    begin, end = (
        (origin.y(), frame.image_area().bottom())
        if upright
        else (origin.x(), frame.image_area().right())
    )
    limit = frame.height if upright else frame.width
    first = math.ceil(max(0.0, -begin) / (small_mm * px_per_mm))
    last = math.floor((min(end, limit) - begin) / (small_mm * px_per_mm))
    lines = []
    for number in range(first, last + 1):
        at = begin + number * small_mm * px_per_mm
        long = TICK_PX if number % 5 == 0 else SMALL_TICK_PX
        lines.append(
            QLineF(0, at, long, at)
            if upright
            else QLineF(at, frame.height - long, at, frame.height)
        )
    painter.setPen(QPen(QColor.fromRgbF(0, 0, 0, 0.55), 1))
    painter.drawLines([line.translated(1, 1) for line in lines])
    painter.setPen(QPen(frame.theme.color("canvas_text", 0.6), 1))
    painter.drawLines(lines)


def _next_nice(least: float) -> float:
    """The smallest 1, 2 or 5 times a power of ten that is at least ``least``."""
    length = nice_length(least)
    while length < least * (1 - 1e-9):
        length = nice_length(length * 2.6)
    return length


def paint_grid(painter: QPainter, frame: Frame, area: QRect) -> None:
    """Lines between pixels once they are large enough to work on one by one."""
    if frame.zoom < GRID_FROM_PX:
        return
    shown = frame.viewport.image_rect()
    image = frame.image_area()
    inside = QRectF(area).intersected(image)
    lines = []
    for row in range(shown.y0, shown.y1 + 1):
        y = frame.point((row, 0)).y()
        if inside.top() <= y <= inside.bottom():
            lines.append(QLineF(inside.left(), y, inside.right(), y))
    for column in range(shown.x0, shown.x1 + 1):
        x = frame.point((0, column)).x()
        if inside.left() <= x <= inside.right():
            lines.append(QLineF(x, inside.top(), x, inside.bottom()))
    strength = min(0.28, 0.08 + (frame.zoom - GRID_FROM_PX) * 0.01)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = QPen(QColor.fromRgbF(0.55, 0.58, 0.62, strength), 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLines(lines)
