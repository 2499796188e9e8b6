"""Labels that fit: one that breaks lines and asks for the height it needs, one that elides."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_WRAPPED = Qt.TextFlag.TextWordWrap
_UNBOUNDED_PX = 10_000
_PHRASE_ENDS = re.compile(r"[,;:.] ")


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
        phrases: Leave whole phrases out, from the last one, and say nothing where the first
            one does not fit: a word cut in two is no advice.
        roomy: Ask for the room of the whole text; without it the label takes what is left over.
        lines: So many lines are there always, whether they are needed or not.
    """

    def __init__(self, *, phrases: bool = False, roomy: bool = False, lines: int = 1) -> None:
        super().__init__()
        self._phrases = phrases
        self._lines = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        wanted = QSizePolicy.Policy.Preferred if roomy else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wanted, QSizePolicy.Policy.Fixed)
        self._ask_for_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._ask_for_height()

    def _ask_for_height(self) -> None:
        one = self.fontMetrics().height() + 2
        self.setMinimumHeight(one if self._lines == 1 else self._high())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        told = super().sizeHint()
        return told if self._lines == 1 else QSize(told.width(), self._high())

    def minimumSizeHint(self) -> QSize:
        one = super().minimumSizeHint().height()
        return QSize(0, one if self._lines == 1 else self._high())

    def fitting_text(self) -> str:
        """What of the text is shown at the present width."""
        text = self.text()
        if self._lines > 1:
            return self._fitting_lines(text)
        while self._phrases and not self._fits(text):
            ends = [found.start() for found in _PHRASE_ENDS.finditer(text)]
            if not ends:
                return ""
            text = text[: ends[-1]]
        if self._fits(text):
            return text
        return self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _high(self) -> int:
        return self._lines * self.fontMetrics().lineSpacing() + 2

    def _fitting_lines(self, text: str) -> str:
        """As many words as the lines hold."""
        words = text.split(" ")
        for count in range(len(words), 0, -1):
            part = " ".join(words[:count]) + "\u2026" * (count < len(words))
            room = self.contentsRect()
            room.setHeight(_UNBOUNDED_PX)
            needed = self.fontMetrics().boundingRect(room, _WRAPPED, part)
            if needed.height() <= self._high() and needed.width() <= room.width():
                return part
        return ""

    def _fits(self, text: str) -> bool:
        return self.fontMetrics().horizontalAdvance(text) <= self.contentsRect().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        flags = self.alignment() if self._lines == 1 else self.alignment() | _WRAPPED
        painter.drawText(self.contentsRect(), flags, self.fitting_text())
        painter.end()
