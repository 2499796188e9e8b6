"""Gives the keyboard back to the image: after a dialog, a notice, Escape or a chosen row.

Single letters choose tools only while the image has the focus, so it must not get lost elsewhere.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

RETURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ASKED = "askedFor"
"""A property of what got the keyboard by a choice in a sheet, and keeps it when that closes."""
TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class ImageFocus(QObject):
    """Watches where the focus of one window goes.

    Signals:
        unused: A key was pressed that nothing has a use for.
    """

    unused = Signal(QKeyEvent)

    def __init__(self, window: QMainWindow, image: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._image = image
        self._from_sheet = False
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def take(self) -> None:
        """The image has the keyboard, if one is shown."""
        if self._image.isVisible():
            self._image.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_from_row(self) -> None:
        """A row was chosen; whoever collects rows with Ctrl or Shift goes on there."""
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that nothing else has a use for is the image's; Escape only leads back to it.

        Letters and digits typed over rows are the image's too; arrows stay with the rows.
        Return presses the button that has the keyboard, as people see it marked.
        """
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is not self._window:
            return self._image.isVisible() and _is_sign(event) and self._hand_over(event)
        done = not self._image.hasFocus() and self._take_key(event)
        if not done and not event.isAutoRepeat():
            self.unused.emit(event)
        return done or super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """What a key does that no part of the window wanted; without an image only signs do."""
        held = self._window.focusWidget()
        if not self._image.isVisible():
            return _is_sign(event) and not isinstance(held, TEXT_FIELDS) and self._hand_over(event)
        if event.key() == Qt.Key.Key_Escape:
            self.take()
            return True
        if isinstance(held, QAbstractButton) and event.key() in RETURN_KEYS:
            held.click()
            return True
        return not isinstance(held, TEXT_FIELDS) and self._hand_over(event)

    def _hand_over(self, event: QKeyEvent) -> bool:
        """Lets the image act on a key that it has a use for; false for any other."""
        asked = event.clone()
        wanted = QKeyEvent(
            QEvent.Type.ShortcutOverride, asked.key(), asked.modifiers(), asked.text()
        )
        wanted.ignore()
        QApplication.sendEvent(self._image, wanted)
        if not wanted.isAccepted():
            return False
        self.take()
        QApplication.sendEvent(self._image, asked)
        return True

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QWidget) and self._is_sheet(before.window()):
            self._from_sheet = True
        if now is None:
            QTimer.singleShot(0, self, self._take_if_lost)
            return
        home = now.window()
        of_window = home is self._window or isinstance(home, QDockWidget)
        if of_window and isinstance(now, QAbstractItemView):
            now.installEventFilter(self)  # Qt would look for a row that begins with the letter
        if home is self._window:
            if self._from_sheet and not isinstance(now, TEXT_FIELDS) and not now.property(ASKED):
                self.take()
            self._from_sheet = False

    def _is_sheet(self, other: QWidget) -> bool:
        return isinstance(other, QDialog) and other.parentWidget() is self._window

    def _take_if_lost(self) -> None:
        if self._window.isActiveWindow() and QApplication.focusWidget() is None:
            self.take()


def _is_sign(event: QKeyEvent) -> bool:
    """Whether the key types a letter, a digit or another sign."""
    sign = event.text().strip()
    return bool(sign) and sign.isprintable()
