"""Numbers beside the pointer while window and level are dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from app.translation import figure
from app.views.canvas.overlays.corner_texts import number
from app.views.canvas.overlays.frame import Frame, draw_panel, text_area
from app.views.theme import sized_font

TEXT_PX = 14
PADDING_PX = 8
AWAY_PX = 18


def text_of(frame: Frame) -> str:
    """Width and level in the unit of the pixels; gamma when it is not plain."""
    window, gamma = frame.document.image_window, frame.document.contrast.gamma
    text = f"W {number(window.width)}   L {number(window.center)}"
    return text if gamma == 1.0 else f"{text}   γ {figure(gamma, '.2f')}"


def area_of(frame: Frame, at: QPoint) -> QRect:
    """Where the numbers stand, kept on the widget."""
    font = sized_font(frame.font, TEXT_PX, bold=True)
    width, height = text_area(font, [text_of(frame)])
    box = QRect(at.x() + AWAY_PX, at.y() + AWAY_PX, width + 2 * PADDING_PX, height + PADDING_PX)
    box.moveRight(min(box.right(), frame.width - 4))
    box.moveBottom(min(box.bottom(), frame.height - 4))
    return box


def paint(painter: QPainter, frame: Frame, at: QPoint) -> None:
    """Draws the numbers on a dark plate near ``at``."""
    box = area_of(frame, at)
    draw_panel(painter, frame, box)
    painter.setPen(frame.theme.color("canvas_text"))
    painter.setFont(sized_font(frame.font, TEXT_PX, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text_of(frame))
