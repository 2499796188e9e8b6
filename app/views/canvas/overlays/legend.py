"""What the colours of the difference view mean, in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from app.translation import noop, tr
from app.views.canvas.overlays.frame import Frame, below_notices, draw_panel
from app.views.theme import DARK, sized_font

TEXT_PX = 12
SWATCH_PX = 10
TOP_PX = 10
GAP_PX = 14
PADDING_PX = 8
BOTH = noop("both (Esc leaves)")


def paint(painter: QPainter, frame: Frame, area: QRect, names: tuple[str, str]) -> None:
    """Three swatches at the upper edge, below a notice; ``names`` say what is compared."""
    font = sized_font(frame.font, TEXT_PX)
    metrics = QFontMetrics(font)
    entries = (
        (tr("only {names}", names=tr(names[0])), DARK.color("mask")),
        (tr("only {names}", names=tr(names[1])), DARK.color("proposal")),
        (tr(BOTH), QColor(200, 200, 200)),
    )
    widths = [SWATCH_PX + 5 + metrics.horizontalAdvance(text) for text, _ in entries]
    width = sum(widths) + GAP_PX * (len(entries) - 1) + 2 * PADDING_PX
    box = QRect((frame.width - width) // 2, TOP_PX, width, metrics.height() + 8)
    box = below_notices(frame, box)
    if not box.intersects(area):
        return
    draw_panel(painter, frame, box)
    painter.setFont(font)
    x = box.left() + PADDING_PX
    for (text, color), wide in zip(entries, widths, strict=True):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        top = box.center().y() - SWATCH_PX / 2 + 0.5
        painter.drawRoundedRect(QRectF(x, top, SWATCH_PX, SWATCH_PX), 2, 2)
        painter.setPen(frame.theme.color("canvas_text"))
        place = QRect(x + SWATCH_PX + 5, box.top(), wide, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        x += wide + GAP_PX
