"""The picture beside the question whose left is meant: a chest as it hangs, with its letters."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.views.theme import SMALL_PX, current_theme, sized_font
from lvit_core.prompt.laterality import Sides


class LateralityPicture(QWidget):
    """A schematic front view of the chest; the lung that 'left' names is filled."""

    clicked = Signal()

    def __init__(self, convention: str) -> None:
        super().__init__()
        self._sides = Sides(convention, "L")
        self.setFixedSize(QSize(200, 132))
        self.setAccessibleName(
            tr("'Left lung' is the lung on the right side of the picture")
            if self._sides.crossed
            else tr("'Left lung' is the lung on the left side of the picture")
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(clip, theme.color("canvas"))
        left_lung = _lung(QRectF(46, 24, 48, 92), mirrored=False)
        right_lung = _lung(QRectF(106, 24, 48, 92), mirrored=True)
        named = right_lung if self._sides.crossed else left_lung
        for path in (left_lung, right_lung):
            painter.setPen(QPen(theme.color("canvas_text", 0.75), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if path is named:
                painter.setPen(QPen(theme.color("mask"), 1.8))
                painter.setBrush(theme.color("mask", 0.35))
            painter.drawPath(path)
        left, right = ("R", "L") if self._sides.crossed else ("L", "R")
        painter.setFont(sized_font(self.font(), 15, bold=True))
        painter.setPen(theme.color("laterality"))
        painter.drawText(QRectF(10, 8, 24, 20), Qt.AlignmentFlag.AlignCenter, left)
        painter.drawText(QRectF(166, 8, 24, 20), Qt.AlignmentFlag.AlignCenter, right)
        painter.setFont(sized_font(self.font(), SMALL_PX))
        painter.setPen(theme.color("canvas_text"))
        painter.drawText(named.boundingRect(), Qt.AlignmentFlag.AlignCenter, tr("left\nlung"))
        painter.end()


def _lung(box: QRectF, *, mirrored: bool) -> QPainterPath:
    def at(x: float, y: float) -> QPointF:
        along = 1 - x if mirrored else x
        return QPointF(box.left() + along * box.width(), box.top() + y * box.height())

    path = QPainterPath(at(0.75, 0.0))
    path.cubicTo(at(0.35, 0.02), at(0.0, 0.55), at(0.0, 0.95))
    path.cubicTo(at(0.3, 1.02), at(0.7, 0.9), at(0.95, 0.88))
    path.cubicTo(at(1.0, 0.5), at(1.0, 0.1), at(0.75, 0.0))
    return path
