"""What a layer of the network looked at, as warmth over the image, with its scale in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen

from app.translation import tr
from app.views.canvas.overlays.frame import Frame, below_notices, draw_panel
from app.views.theme import sized_font
from lvit_core.model.prediction_job import Attention

TEXT_PX = 12
BAR_PX = (72, 8)
TOP_PX = 42  # under the words of the difference view
PADDING_PX = 8
MOST_OPAQUE = 0.72
# From what is looked at least to most; brightness rises throughout, so it reads without colours.
_RAMP = (
    (0.0, (60, 16, 110)),
    (0.45, (200, 60, 90)),
    (0.75, (250, 140, 50)),
    (1.0, (255, 236, 140)),
)


def picture(attention: Attention) -> QImage:
    """The map in colours, see-through where the layer looked at nothing."""
    colours = colour_table()[attention.values]
    height, width = attention.values.shape
    made = QImage(colours.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    return made.copy()  # its own pixels: the array ends here


def paint(
    painter: QPainter, frame: Frame, area: QRect, attention: Attention, warmth: QImage
) -> None:
    """Draws the map over its part of the image, and what the colours mean."""
    place = attention.place
    target = QRectF(frame.point((place.y0, place.x0)), frame.point((place.y1, place.x1)))
    painter.save()
    painter.setClipRect(area)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, warmth)
    height, width = frame.viewport.image_hw
    if (place.height, place.width) != (height, width):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(frame.theme.color("canvas_text", 0.6), 1, Qt.PenStyle.DotLine))
        painter.drawRect(target)
    painter.restore()
    _paint_scale(painter, frame, area, attention.network_layer)


def _paint_scale(painter: QPainter, frame: Frame, area: QRect, layer: str) -> None:
    font = sized_font(frame.font, TEXT_PX)
    metrics = QFontMetrics(font)
    words = (tr("{layer} looks little", layer=layer), tr("much"))
    widths = [metrics.horizontalAdvance(text) for text in words]
    width = sum(widths) + BAR_PX[0] + 2 * 6 + 2 * PADDING_PX
    box = QRect((frame.width - width) // 2, TOP_PX, width, metrics.height() + 8)
    box = below_notices(frame, box)
    if not box.intersects(area):
        return
    draw_panel(painter, frame, box)
    painter.setFont(font)
    painter.setPen(frame.theme.color("canvas_text"))
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    x = box.left() + PADDING_PX
    painter.drawText(QRect(x, box.top(), widths[0] + 2, box.height()), align, words[0])
    x += widths[0] + 6
    corner = QPointF(x, box.center().y() - BAR_PX[1] / 2 + 0.5)
    painter.drawImage(QRectF(corner.x(), corner.y(), *BAR_PX), colour_scale())
    x += BAR_PX[0] + 6
    painter.drawText(QRect(x, box.top(), widths[1] + 2, box.height()), align, words[1])


def colour_scale() -> QImage:
    """All colours from little to much, in one row."""
    colours = np.ascontiguousarray(colour_table()[None])
    return QImage(colours.data, 256, 1, 1024, QImage.Format.Format_ARGB32_Premultiplied).copy()


def colour_table() -> NDArray[np.uint32]:
    """Premultiplied 0xAARRGGBB of every value of a map."""
    at = np.linspace(0.0, 1.0, 256)
    alpha = MOST_OPAQUE * np.minimum(1.0, 1.6 * at)
    stops = [stop for stop, _ in _RAMP]
    channels = [np.interp(at, stops, [colour[n] for _, colour in _RAMP]) * alpha for n in range(3)]
    table = np.round(255 * alpha).astype(np.uint32) << 24
    for channel, shift in zip(channels, (16, 8, 0), strict=True):
        table |= np.round(channel).astype(np.uint32) << shift
    return table
