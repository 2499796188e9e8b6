"""Labels that fit: one that breaks lines and asks for the height it needs, one that elides."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class WrappedLabel(QLabel):
    """Rich text of several lines; nested layouts do not ask labels for their height by width."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._ask_for_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask_for_height()

    def _ask_for_height(self) -> None:
        height = max(0, self.heightForWidth(self.width()))  # -1 while there is no text
        if height != self.minimumHeight():
            self.setMinimumHeight(height)


class ElidedLabel(QLabel):
    """One line of plain text that is shortened where there is no room; the tooltip has it all.

    Args:
        phrases: Leave whole phrases out, from the last comma, and say nothing where the first
            one does not fit: a word cut in two is no advice.
        roomy: Ask for the room of the whole text; without it the label takes what is left over.
    """

    def __init__(self, *, phrases: bool = False, roomy: bool = False) -> None:
        super().__init__()
        self._phrases = phrases
        self.setTextFormat(Qt.TextFormat.PlainText)
        wanted = QSizePolicy.Policy.Preferred if roomy else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wanted, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(self.fontMetrics().height() + 2)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def fitting_text(self) -> str:
        """What of the text is shown at the present width."""
        text = self.text()
        while self._phrases and ", " in text and not self._fits(text):
            text = text.rpartition(", ")[0]
        if self._fits(text):
            return text
        if self._phrases:
            return ""
        return self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _fits(self, text: str) -> bool:
        return self.fontMetrics().horizontalAdvance(text) <= self.contentsRect().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), self.alignment(), self.fitting_text())
        painter.end()
