"""The density of objects as warmth over the image, as long as it is seen from afar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from app.translation import tr
from app.views.canvas.overlays.attention import BAR_PX, PADDING_PX, TEXT_PX, colour_scale
from app.views.canvas.overlays.frame import Frame, below_notices, draw_panel
from app.views.numbers.words import number_words
from app.views.theme import sized_font
from lvit_core.measurement.density import DensityMap

TOP_PX = 42  # under the words in the corners
LOWER_PX = 30  # where what a layer looked at has the place
NEAR = 2.5  # times the zoom at which the whole image is seen; nearer, objects are seen themselves


def seen_from_afar(frame: Frame) -> bool:
    """Whether much of the image is in view, so that a map says more than single objects."""
    height, width = frame.viewport.image_hw
    fit = min(frame.height / height, frame.width / width)
    return frame.zoom <= NEAR * fit


def paint(
    painter: QPainter,
    frame: Frame,
    area: QRect,
    density: DensityMap,
    picture: QImage,
    title: str,
    *,
    lower: bool,
) -> None:
    """Draws the map and what its colours mean, with the unit.

    Args:
        painter: Of the canvas.
        frame: The view.
        area: What is painted again.
        density: The map.
        picture: It in colours.
        title: What is counted.
        lower: Another scale has the usual place.
    """
    afar = seen_from_afar(frame)
    if afar:
        painter.save()
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(frame.image_area(), picture)
        painter.restore()
    top = TOP_PX + LOWER_PX * lower
    if not afar:
        _paint_words(painter, frame, area, top, tr("Zoom out to see the density"))
    elif density.objects == 0:
        _paint_words(painter, frame, area, top, tr("{title}: none to count", title=title))
    else:
        _paint_scale(painter, frame, area, top, *legend_words(density, title))


def legend_words(density: DensityMap, title: str) -> tuple[str, str]:
    """What stands at the two ends of the scale."""
    if density.unit == "mm2":
        words = tr("{title} per mm²", title=title)
    else:
        words = tr("{title} per megapixel", title=title)
    return f"{words}   0", number_words(density.highest)


def _paint_words(painter: QPainter, frame: Frame, area: QRect, top: int, words: str) -> None:
    _paint_scale(painter, frame, area, top, words, "", bar=False)


def _paint_scale(
    painter: QPainter,
    frame: Frame,
    area: QRect,
    top: int,
    low: str,
    high: str,
    *,
    bar: bool = True,
) -> None:
    font = sized_font(frame.font, TEXT_PX)
    metrics = QFontMetrics(font)
    widths = [metrics.horizontalAdvance(text) for text in (low, high)]
    width = sum(widths) + 2 * PADDING_PX + (BAR_PX[0] + 2 * 6) * bar
    box = QRect((frame.width - width) // 2, top, width, metrics.height() + 8)
    box = below_notices(frame, box)
    if not box.intersects(area):
        return
    draw_panel(painter, frame, box)
    painter.setFont(font)
    painter.setPen(frame.theme.color("canvas_text"))
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    x = box.left() + PADDING_PX
    painter.drawText(QRect(x, box.top(), widths[0] + 2, box.height()), align, low)
    if bar:
        x += widths[0] + 6
        corner = QPointF(x, box.center().y() - BAR_PX[1] / 2 + 0.5)
        painter.drawImage(QRectF(corner.x(), corner.y(), *BAR_PX), colour_scale())
        x += BAR_PX[0] + 6
        painter.drawText(QRect(x, box.top(), widths[1] + 2, box.height()), align, high)
