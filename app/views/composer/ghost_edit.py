"""A plain text field of a few lines that can show a faint example after the cursor.

The example is never text: no key makes it so.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.views.theme import LARGE_PX, current_theme, sized_font

LINES = 2
PADDING_PX = 7
ONE_LINE_PX = 12  # around a single line, so that nothing of a second one is seen


class GhostEdit(QPlainTextEdit):
    """Two lines high, or one, whatever it says: the image above keeps its size; more scroll.

    Pasted line breaks become blanks.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ghost = ""
        self.setFont(sized_font(self.font(), LARGE_PX))
        self.setStyleSheet(f"QPlainTextEdit {{ font-size: {LARGE_PX}px; padding: 0; }}")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUndoRedoEnabled(False)  # undo is the document's, one step per pause
        self.setViewportMargins(8, PADDING_PX - 4, 8, PADDING_PX - 4)
        self.show_one_line(False)

    def show_one_line(self, one: bool) -> None:
        """Takes the height of one line, in a window where a second one hides the image."""
        line_px = self.fontMetrics().lineSpacing()
        high_px = line_px + ONE_LINE_PX if one else LINES * line_px + 2 * PADDING_PX + 8
        self.setFixedHeight(high_px)

    @property
    def ghost_text(self) -> str:
        """The faint continuation after the cursor."""
        return self._ghost

    def set_ghost(self, text: str) -> None:
        if text != self._ghost:
            self._ghost = text
            self.viewport().update()

    def replace_all(self, text: str) -> None:
        """Other text, as if it had been typed."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def cursor_place(self) -> QRect:
        """The cursor in global coordinates."""
        where = self.cursorRect()
        return QRect(self.viewport().mapToGlobal(where.topLeft()), where.size())

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(" ".join(source.text().split()))

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._ghost or not (self.hasFocus() or not self.toPlainText()):
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setPen(current_theme().color("faint"))
        where = self.cursorRect()
        room = QRect(where)
        room.setRight(self.viewport().width() - 4)
        elide = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self._ghost, elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
