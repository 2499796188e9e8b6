"""The text field of the sentence: owns typing, completes at the cursor, underlines what is unknown.

Only what a person typed or took from the list with Return is written: Tab moves on.
The field knows text and positions only; what is understood and what may come next it asks from the
pure grammar, within a keystroke.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.views.composer.completion_popup import CompletionPopup
from app.views.composer.ghost_edit import GhostEdit
from app.views.composer.underlines import Underlines
from lvit_core.explain.silent_words import NO_WORDS
from lvit_core.model.word_effects import SENTENCE
from lvit_core.prompt.completion import Completion, completions, ghost
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template


class SentenceField(GhostEdit):
    """One sentence, shown in two lines.

    Signals:
        typed: The person changed the text.
        predict_wanted: Return was pressed with nothing to complete.
        left: Escape was pressed with nothing open.
    """

    typed = Signal(str)
    predict_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sentence")
        self.setAccessibleName(tr("Sentence"))
        self.setToolTip(
            tr(
                "What is in the image. Down shows what may come next, Return then takes it; "
                "Ctrl+Return predicts, Escape leads back to the image."
            )
        )
        self.setTabChangesFocus(True)
        self._template: Template | None = None
        self._sentence: Sentence | None = None
        self._quiet = False
        self._cut_at: int | None = None
        self._underlines = Underlines(self.document())
        self.popup = CompletionPopup(self)
        self.popup.chosen.connect(self._take)
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._on_cursor)

    def show_sentence(self, sentence: Sentence | None, template: Template | None) -> None:
        """Shows a parsed sentence; the cursor stays where it is when the text is the same."""
        self._sentence, self._template = sentence, template
        text = sentence.text if sentence is not None else ""
        if text != self.toPlainText():
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False
            self.moveCursor(self.textCursor().MoveOperation.End)
            self.popup.hide()
            if not self.hasFocus():
                self.verticalScrollBar().setValue(0)
        self._update_ghost()

    def show_silent(self, slots: tuple[str, ...]) -> None:
        """Words of these slots do nothing with the model in force: none are asked for."""
        self._underlines.silent = slots
        self._update_ghost()

    def show_cut(self, cut_at: int | None) -> None:
        """From ``cut_at`` on the network reads nothing."""
        self._cut_at = cut_at
        typing_at = self.textCursor().position() if self.hasFocus() else -1
        self._underlines.show(self._sentence, cut_at, typing_at)

    def mark_all(self) -> None:
        """The keyboard rests: the word at the cursor is finished too, as far as anybody knows."""
        self._underlines.show(self._sentence, self._cut_at, -1)

    def complete(self) -> None:
        """Opens the list of what may come next, or of what an unknown word may have meant."""
        options = self._options(asked=True)
        if options:
            self.popup.show_options(options, self._popup_place(), asked=True)

    def _popup_place(self) -> QRect:
        """Over the whole field, so that no line of the sentence is hidden; at the cursor's x."""
        cursor = self.cursor_place()
        corner = self.mapToGlobal(self.rect().topLeft())
        return QRect(cursor.left(), corner.y(), cursor.width(), self.height())

    def _on_text(self) -> None:
        if self._quiet:
            return
        text = self.toPlainText()
        if "\n" in text:
            self.replace_all(" ".join(text.split("\n")))
            return
        self.typed.emit(text)
        self._update_ghost()
        options = self._options(asked=False)
        if options and self.hasFocus():
            self.popup.show_options(options, self._popup_place())
        else:
            self.popup.hide()

    def _on_cursor(self) -> None:
        self._update_ghost()
        if not self._quiet and self.textCursor().hasSelection():
            self.popup.hide()

    def _update_ghost(self) -> None:
        text = self.toPlainText()
        at_end = self.textCursor().position() == len(text)
        template = self._template
        if SENTENCE in self._underlines.silent:
            self.set_ghost("" if text else tr(NO_WORDS))
            return
        self.set_ghost(ghost(text, len(text), template) if template and at_end else "")

    def _options(self, *, asked: bool) -> tuple[Completion, ...]:
        if self._template is None:
            return ()
        text, cursor = self.toPlainText(), self.textCursor().position()
        found = completions(text, cursor, self._template)
        if not asked:
            typing_a_word = cursor > 0 and text[cursor - 1].isalpha()
            found = found if typing_a_word else ()
            found = tuple(o for o in found if o.text.rstrip(".") != text[o.start : o.end])
        return found or self._unknown_at(cursor)

    def _unknown_at(self, cursor: int) -> tuple[Completion, ...]:
        """What an unknown word under the cursor may have meant, with the capital it had."""
        if self._sentence is None or self._sentence.text != self.toPlainText():
            return ()
        for token in self._sentence.unknown:
            if token.start < cursor <= token.end:
                capital = token.text[:1].isupper()
                words = [s[:1].upper() + s[1:] if capital else s for s in token.suggestions]
                return tuple(Completion(word, token.start, token.end) for word in words)
        return ()

    def _take(self, option: Completion) -> None:
        cursor = self.textCursor()
        cursor.setPosition(option.start)
        cursor.setPosition(option.end, cursor.MoveMode.KeepAnchor)
        cursor.insertText(option.text)
        self.setTextCursor(cursor)
        self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup_key(event) or self._own_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _popup_key(self, event: QKeyEvent) -> bool:
        """Keys that mean something else while the list is open."""
        if not self.popup.isVisible():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.popup.move_selection(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.popup.hide()
        elif _is_plain_return(event) and self.popup.walked:
            self.popup.choose()
        else:
            return False
        return True

    def _own_key(self, event: QKeyEvent) -> bool:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.popup.hide()
            self.predict_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Down or (control and key == Qt.Key.Key_Space):
            self.complete()
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if any(event.matches(key) for key in (keys.Undo, keys.Redo)):
                event.ignore()
                return False
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()  # predicting from here closes the list; the window's key would not
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._update_ghost()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.popup.hide()
        super().focusOutEvent(event)
        self.viewport().update()


def _is_plain_return(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
