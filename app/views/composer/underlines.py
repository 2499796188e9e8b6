"""Marks under words: unknown, corrected, not read by the network, or of no effect on the model."""

from __future__ import annotations

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.views.theme import appearance, current_theme
from lvit_core.explain.silent_words import silent_words
from lvit_core.prompt.sentence import Sentence


class Underlines(QSyntaxHighlighter):
    """Formats of one line of text; positions beyond the line are ignored."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._marks: list[tuple[int, int, str]] = []
        self.silent: tuple[str, ...] = ()  # slots that the model in force does not react to
        appearance().changed.connect(self.rehighlight)

    @property
    def marks(self) -> list[tuple[int, int, str]]:
        """Start, end and kind (``unknown``, ``corrected``, ``cut``, ``silent``) of every mark."""
        return list(self._marks)

    def show(self, sentence: Sentence | None, cut_at: int | None, typing_at: int = -1) -> None:
        """Marks a sentence; the word that ends at ``typing_at`` is not finished yet."""
        marks: list[tuple[int, int, str]] = []
        if sentence is not None:
            unknown = [t for t in sentence.unknown if t.end != typing_at]
            marks += [(t.start, t.end, "unknown") for t in unknown]
            marks += [(t.start, t.end, "corrected") for t in sentence.corrected]
            idle = silent_words(sentence, self.silent) if self.silent else ()
            marks += [(t.start, t.end, "silent") for t in idle]
            if cut_at is not None:
                marks.append((cut_at, len(sentence.text), "cut"))
        if marks != self._marks:
            self._marks = marks
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        offset = self.currentBlock().position()
        for position in range(len(text)):
            kinds = {kind for start, end, kind in self._marks if start <= offset + position < end}
            if kinds:
                self.setFormat(position, 1, _format(kinds))


def _format(kinds: set[str]) -> QTextCharFormat:
    theme, style = current_theme(), QTextCharFormat()
    if "cut" in kinds:
        style.setForeground(theme.color("faint"))
        style.setFontStrikeOut(True)
    if "unknown" in kinds:
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        style.setUnderlineColor(theme.color("proposal"))
    elif "corrected" in kinds:
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        style.setUnderlineColor(theme.color("accent_line"))
    elif "silent" in kinds:
        style.setForeground(theme.color("muted"))
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        style.setUnderlineColor(theme.color("faint"))
    return style
