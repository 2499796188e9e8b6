"""The small whole image in a corner, with the visible part marked; a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.views.canvas.viewport import Viewport
from app.views.theme import current_theme

LONGEST_PX = 132
LARGEST_SHARE = 0.28  # of the shorter side of the canvas
SMALLEST_MARK_PX = 7.0
SHOWN_FROM = 1.15  # visible once the zoom is this much above the fit


class Navigator(QWidget):
    """Signals: ``point_chosen`` carries image coordinates ``(y, x)``."""

    point_chosen = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._viewport: Viewport | None = None
        self._small: tuple[tuple[object, ...], QImage] | None = None  # of which picture and size
        self.setToolTip(tr("The whole image; click or drag to go to a place"))
        self.setAccessibleName(tr("Navigator"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_view(self, picture: QImage | None, viewport: Viewport) -> None:
        """Takes over the picture of the whole image and the part that is visible."""
        useful = picture is not None and viewport.zoom > viewport.fit_zoom * SHOWN_FROM
        self._picture, self._viewport = picture, viewport
        if useful:
            height, width = viewport.image_hw
            room = self.parentWidget().size()
            longest = min(LONGEST_PX, round(LARGEST_SHARE * min(room.width(), room.height())))
            scale = longest / max(height, width)
            size = QSize(max(24, round(width * scale)), max(24, round(height * scale)))
            if size != self.size():
                self.resize(size)
            self.update()
        self.setVisible(useful)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None or self._viewport is None:
            return
        theme, small = current_theme(), self._scaled(self._picture)
        painter = QPainter(self)
        painter.drawImage(QRectF(self.rect()), small)
        painter.fillRect(self.rect(), QColor.fromRgbF(0, 0, 0, 0.3))
        seen = self._seen_area()
        painter.setClipRect(seen)
        painter.drawImage(QRectF(self.rect()), small)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent_line"), 1.5))
        painter.drawRect(seen)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))
        painter.end()

    def _scaled(self, picture: QImage) -> QImage:
        """The picture in the size it is drawn in: this is painted whenever the canvas below is."""
        size = (QSizeF(self.size()) * self.devicePixelRatioF()).toSize()
        key = picture.cacheKey(), size.width(), size.height()
        if self._small is None or self._small[0] != key:
            smooth = Qt.TransformationMode.SmoothTransformation
            shape = Qt.AspectRatioMode.IgnoreAspectRatio
            self._small = key, picture.scaled(size, shape, smooth)
        return self._small[1]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _go(self, at: QPointF) -> None:
        if self._viewport is not None:
            height, width = self._viewport.image_hw
            self.point_chosen.emit((at.y() / self.height() * height, at.x() / self.width() * width))

    def _seen_area(self) -> QRectF:
        assert self._viewport is not None
        height, width = self._viewport.image_hw
        seen = self._viewport.image_rect()
        scale_y, scale_x = self.height() / height, self.width() / width
        area = QRectF(
            seen.x0 * scale_x, seen.y0 * scale_y, seen.width * scale_x, seen.height * scale_y
        )
        middle = area.center()
        area.setWidth(max(area.width() - 1.5, SMALLEST_MARK_PX))
        area.setHeight(max(area.height() - 1.5, SMALLEST_MARK_PX))
        area.moveCenter(middle)
        return area
