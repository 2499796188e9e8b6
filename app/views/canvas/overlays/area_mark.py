"""Corners around the area that keys act on, drawn over the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.translation import tr
from lvit_core.geometry import Rect

if TYPE_CHECKING:
    from app.views.canvas.viewport import Viewport

AROUND_PX = 6
_PENS = ((QColor.fromRgbF(0, 0, 0, 0.6), 4.0), (QColor("white"), 2.0))


class AreaMark(QWidget):
    """Lies over the canvas and lets the mouse through; hidden without an area."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Area that keys act on"))
        self.hide()

    def show_around(self, rect: Rect | None, viewport: Viewport) -> None:
        """``rect`` in image coordinates; ``None`` for no area."""
        if rect is None:
            self.hide()
            return
        dpr = self.devicePixelRatioF()
        top, left = viewport.to_device((rect.y0, rect.x0))
        bottom, right = viewport.to_device((rect.y1, rect.x1))
        area = QRectF(left / dpr, top / dpr, (right - left) / dpr, (bottom - top) / dpr)
        around = area.toAlignedRect().adjusted(-AROUND_PX, -AROUND_PX, AROUND_PX, AROUND_PX)
        seen = self.parentWidget().rect().adjusted(-AROUND_PX, -AROUND_PX, AROUND_PX, AROUND_PX)
        self.setGeometry(around.intersected(seen))
        self.setVisible(not self.geometry().isEmpty())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = self.rect().adjusted(2, 2, -3, -3)
        arm = max(4, min(14, box.width() // 3, box.height() // 3))
        for color, width in _PENS:
            painter.setPen(QPen(color, width))
            for x, right in ((box.left(), arm), (box.right(), -arm)):
                for y, down in ((box.top(), arm), (box.bottom(), -arm)):
                    painter.drawLine(x, y, x + right, y)
                    painter.drawLine(x, y, x, y + down)
        painter.end()
