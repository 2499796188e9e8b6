"""The brush's circle and the outline of a running gesture."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from app.views.canvas.overlays.frame import Frame

if TYPE_CHECKING:
    from lvit_core.annotation.gesture import Preview

SMALLEST_CIRCLE_PX = 2.5  # below this a cross shows the place better than a dot
CROSS_PX = 7.0
RIM_PX = 4  # what is drawn outside the exact circle or path
SEED_PX = 4.0
LARGEST_PICTURE_PX = 700
_RIMMED = ((QColor.fromRgbF(0, 0, 0, 0.55), 3.2), (QColor(255, 255, 255), 1.5))


def circle_area(frame: Frame, at: QPointF, radius_px: float) -> QRect:
    """Logical pixels the circle touches; ``radius_px`` in image pixels."""
    radius = max(radius_px * frame.zoom, CROSS_PX) + RIM_PX
    return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius).toAlignedRect()


def paint_circle(painter: QPainter, frame: Frame, at: QPointF, radius_px: float) -> None:
    """A white circle with a dark rim, visible over anything."""
    radius = radius_px * frame.zoom
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if radius < SMALLEST_CIRCLE_PX:
        _paint_cross(painter, at)
    elif radius * frame.dpr > LARGEST_PICTURE_PX:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor("white"), 1))
        painter.drawEllipse(at, radius, radius)
    else:
        picture = _circle(round(radius * frame.dpr * 4) / 4, frame.dpr)
        half = picture.width() / 2
        x = math.floor(at.x() * frame.dpr - half + 0.5) / frame.dpr
        y = math.floor(at.y() * frame.dpr - half + 0.5) / frame.dpr
        painter.drawImage(QPointF(x, y), picture)


@lru_cache(maxsize=2)
def _circle(radius_px: float, dpr: float) -> QImage:
    """The circle as a picture: copying it is ten times faster than drawing it at every move.

    ``radius_px`` is in device pixels; the picture's middle is the circle's centre.
    """
    side = 2 * (math.ceil(radius_px) + RIM_PX)
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    middle = QPointF(side / 2, side / 2)
    for color, width in _RIMMED:
        painter.setPen(QPen(color, width * dpr))
        painter.drawEllipse(middle, radius_px, radius_px)
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


def _paint_cross(painter: QPainter, at: QPointF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for color, width in _RIMMED:
        painter.setPen(QPen(color, width))
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            near = QPointF(at.x() + dx * 3, at.y() + dy * 3)
            painter.drawLine(near, QPointF(at.x() + dx * CROSS_PX, at.y() + dy * CROSS_PX))


def preview_area(frame: Frame, preview: Preview | None) -> QRect:
    """Logical pixels a preview touches, empty for none."""
    points = [] if preview is None else [*preview.outline, *preview.seeds]
    if not points:
        return QRect()
    shape = QPolygonF([frame.point(yx) for yx in points]).boundingRect()
    margin = RIM_PX + SEED_PX
    return shape.adjusted(-margin, -margin, margin, margin).toAlignedRect()


def paint_preview(painter: QPainter, frame: Frame, preview: Preview) -> None:
    """The path so far: solid for adding, dashed for taking away; seeds as dots."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    token = "danger" if preview.subtract else "accent_line"
    path = QPolygonF([frame.point(yx) for yx in preview.outline])
    if preview.closed and len(path) > 2:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(frame.theme.color(token, 0.15))
        painter.drawPolygon(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((QColor.fromRgbF(0, 0, 0, 0.6), 3.4), (frame.theme.color(token), 1.7)):
        pen = QPen(color, width)
        if preview.subtract:
            pen.setDashPattern([6 / width, 4 / width])
        painter.setPen(pen)
        if preview.closed:
            painter.drawPolygon(path)
        else:
            painter.drawPolyline(path)
    painter.setPen(QPen(QColor("white"), 1.4))
    painter.setBrush(frame.theme.color(token))
    for seed in preview.seeds:
        painter.drawEllipse(frame.point(seed), SEED_PX, SEED_PX)
