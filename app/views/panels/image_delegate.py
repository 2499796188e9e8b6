"""Paints one line of the image list: thumbnail, name, state in words and a coloured dot."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.views.icons import icon
from app.views.panels.image_model import RECORD_ROLE, WORDS_ROLE
from app.views.theme import BODY_PX, SMALL_PX, THUMBNAIL_PX, Theme, current_theme, sized_font

ROW_PX = THUMBNAIL_PX + 14
_MARGIN_PX = 12
_DOT_PX = 9


class ImageDelegate(QStyledItemDelegate):
    """Draws without any widget per row, so that ten thousand rows cost as much as ten."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, ROW_PX)

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
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, ROW_PX), theme.color("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("raised", 0.5))
        words, token = index.data(WORDS_ROLE)
        self._paint_thumbnail(
            painter, theme, rect, index.data(Qt.ItemDataRole.DecorationRole), record.missing
        )
        left = rect.left() + _MARGIN_PX + THUMBNAIL_PX + 10
        right = rect.right() - _MARGIN_PX - _DOT_PX - 8
        name = QRect(left, rect.top() + 9, right - left, 18)
        state = QRect(left, rect.top() + 28, right - left, 16)
        font = sized_font(option.font, BODY_PX)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        fitted = QFontMetrics(font).elidedText(
            record.name, Qt.TextElideMode.ElideMiddle, name.width()
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, fitted)
        font = sized_font(option.font, SMALL_PX)
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        fitted = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, state.width())
        painter.drawText(state, Qt.AlignmentFlag.AlignVCenter, fitted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token))
        painter.drawEllipse(
            QRectF(right + 8, rect.center().y() - _DOT_PX / 2 + 1, _DOT_PX, _DOT_PX)
        )
        painter.restore()

    def _paint_thumbnail(
        self, painter: QPainter, theme: Theme, rect: QRect, image: QImage | None, missing: bool
    ) -> None:
        top = rect.top() + (ROW_PX - THUMBNAIL_PX) // 2
        frame = QRect(rect.left() + _MARGIN_PX, top, THUMBNAIL_PX, THUMBNAIL_PX)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(frame), 4, 4)
        painter.fillPath(clip, theme.color("canvas"))
        if image is None or image.isNull():
            inner = frame.adjusted(11, 11, -11, -11)
            icon("missing" if missing else "image", "faint").paint(painter, inner)
            return
        painter.save()
        painter.setClipPath(clip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QSize(image.size()).scaled(
            frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        target = QRect(frame.topLeft(), size)
        target.moveCenter(frame.center())
        painter.drawImage(target, image)
        painter.restore()
