"""Paints one image of the list: thumbnail, name, state in words and a coloured dot."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath, QPixmap, QPixmapCache
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.views.icons import icon
from app.views.panels.image_model import RECORD_ROLE, WORDS_ROLE
from app.views.theme import BODY_PX, SMALL_PX, THUMBNAIL_PX, Theme, current_theme, sized_font

_MARGIN_PX = 12
_BETWEEN_PX = 10  # picture and words
_NAME_PX, _WORDS_PX = 18, 16  # heights of the two lines
_DOT_PX = 9
_LEAST_WORDS_PX = 40  # beside a name; less says nothing


class ImageDelegate(QStyledItemDelegate):
    """Draws without any widget per row, so that ten thousand rows cost as much as ten.

    Small pictures stand in a line with the name, medium ones beside two lines, large ones above.
    """

    def __init__(self, size: str, parent: QObject | None = None) -> None:
        """``size`` is one of ``THUMBNAIL_PX``."""
        super().__init__(parent)
        self._size = size
        self._picture_px = THUMBNAIL_PX[size]
        above = _NAME_PX + _WORDS_PX + 8 if size == "large" else 0
        self.row_px = self._picture_px + above + (8 if size == "small" else 14)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, self.row_px)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        record = index.data(RECORD_ROLE)
        theme = current_theme()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, theme, option)
        inner = rect.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, 0)
        said, token = index.data(WORDS_ROLE)
        small = sized_font(option.font, SMALL_PX)
        picture, name, words = self._places(inner)
        lines = [said]
        if self._size == "medium":
            lines = _lines(QFontMetrics(small), said, words.width())
            name.translate(0, -(len(lines) - 1) * _WORDS_PX // 2)
            words.moveTop(name.bottom() + 1)
        thumbnail = index.data(Qt.ItemDataRole.DecorationRole)
        self._paint_thumbnail(painter, theme, picture, thumbnail, record.missing)
        dot = QRectF(name.right() - _DOT_PX + 1, name.center().y() - _DOT_PX / 2, _DOT_PX, _DOT_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token))
        painter.drawEllipse(dot)
        name.setRight(name.right() - _DOT_PX - 8)
        painter.setFont(sized_font(option.font, BODY_PX))
        painter.setPen(theme.color("text"))
        written_px = _write(painter, name, record.name, Qt.TextElideMode.ElideMiddle)
        if self._size == "small":
            words = name.adjusted(written_px + 8, 0, 0, 0)
        if words.width() >= _LEAST_WORDS_PX:
            painter.setFont(small)
            painter.setPen(theme.color("muted"))
            for number, line in enumerate(lines):
                place = words.translated(0, number * _WORDS_PX)
                _write(painter, place, line, Qt.TextElideMode.ElideRight)
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, option: QStyleOptionViewItem) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                bar = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(bar, theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("raised", 0.5))

    def _places(self, inner: QRect) -> tuple[QRect, QRect, QRect]:
        """Where the picture, the name with its dot, and the words stand."""
        high = self._picture_px
        if self._size == "large":
            picture = QRect(inner.left(), inner.top() + 8, inner.width(), high)
            name = QRect(inner.left(), picture.bottom() + 5, inner.width(), _NAME_PX)
        else:
            top = inner.top() + (self.row_px - high) // 2
            picture = QRect(inner.left(), top, high, high)
            left = picture.right() + 1 + _BETWEEN_PX
            lines = _NAME_PX + (_WORDS_PX if self._size == "medium" else 0)
            above = (self.row_px - lines) // 2
            name = QRect(left, inner.top() + above, inner.right() + 1 - left, _NAME_PX)
        return picture, name, QRect(name.left(), name.bottom() + 1, name.width(), _WORDS_PX)

    def _paint_thumbnail(
        self, painter: QPainter, theme: Theme, frame: QRect, image: QImage | None, missing: bool
    ) -> None:
        if image is not None and not image.isNull():
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(frame.topLeft(), self._fitted(image, frame.size(), ratio, theme))
            return
        painter.fillPath(_rounded(frame), theme.color("canvas"))
        side = max(14, frame.height() // 3)
        inner = QRect(0, 0, side, side)
        inner.moveCenter(frame.center())
        icon("missing" if missing else "image", "faint").paint(painter, inner)

    def _fitted(self, image: QImage, size: QSize, ratio: float, theme: Theme) -> QPixmap:
        """A picture in its frame with round corners: scaled once, not at every paint.

        Qt's own cache holds it, which is bounded in bytes.

        Args:
            image: The picture.
            size: The frame, in pixels of the window.
            ratio: Pixels of the screen in one of the window.
            theme: Gives the ground that a picture leaves free.
        """
        ground, whole = theme.color("canvas"), self._size == "large"  # with room nothing is cut
        place = f"{size.width()}x{size.height()}@{ratio}"
        key = f"thumbnail {image.cacheKey()} {place} {whole} {ground.name()}"
        fitted = QPixmap()
        if QPixmapCache.find(key, fitted):
            return fitted
        fitted = QPixmap(size * ratio)
        fitted.setDevicePixelRatio(ratio)
        fitted.fill(Qt.GlobalColor.transparent)
        frame = QRect(QPoint(0, 0), size)
        painter = QPainter(fitted)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(_rounded(frame), ground)
        painter.setClipPath(_rounded(frame))
        mode = Qt.AspectRatioMode
        fits = mode.KeepAspectRatio if whole else mode.KeepAspectRatioByExpanding
        target = QRect(frame.topLeft(), QSize(image.size()).scaled(size, fits))
        target.moveCenter(frame.center())
        painter.drawImage(target, image)
        painter.end()
        QPixmapCache.insert(key, fitted)
        return fitted


def _rounded(frame: QRect) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(frame), 4, 4)
    return path


def _lines(metrics: QFontMetrics, text: str, width_px: int) -> list[str]:
    """The text in one line, or where it does not fit in two, broken between words."""
    first, rest = text, list[str]()
    while metrics.horizontalAdvance(first) > width_px and " " in first:
        first, _, word = first.rpartition(" ")
        rest.insert(0, word)
    return [first, " ".join(rest)] if rest else [first]


def _write(painter: QPainter, place: QRect, text: str, mode: Qt.TextElideMode) -> int:
    """One line, shortened where it must be; returns its width in pixels."""
    metrics = QFontMetrics(painter.font())
    fitted = metrics.elidedText(text, mode, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, fitted)
    return metrics.horizontalAdvance(fitted)
