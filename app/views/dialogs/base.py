"""What all dialogs share: not modal, a title line, a body, and buttons in one order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from app.views.elements import column, label, push_button, row


class Sheet(QDialog):
    """A window of its own beside the main one; work goes on while it is open."""

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        outer = column(self, margin=20, gap=14)
        self.body: QVBoxLayout = column(gap=10)
        outer.addLayout(self.body, 1)
        self._buttons = row(gap=8)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)

    def add_heading(self, text: str, words: str = "") -> None:
        """A title inside the sheet and a sentence under it."""
        self.body.addWidget(label(text, "title"))
        if words:
            self.body.addWidget(label(words, "muted", wrap=True))

    def add_field(self, title: str, field: QWidget, words: str = "") -> QLabel:
        """A named field; the name is its buddy, so that a screen reader says it."""
        name = label(title, "heading")
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        inside = column(gap=4)
        inside.addWidget(name)
        inside.addWidget(field)
        if words:
            inside.addWidget(label(words, "small", wrap=True))
        self.body.addLayout(inside)
        return name

    def add_button(
        self, words: str, tip: str, on_click: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        """Buttons stand at the lower right in the order they are added."""
        button = push_button(words, tip, on_click, role="primary" if primary else "")
        if primary:
            button.setDefault(True)
            button.setAutoDefault(True)
        self._buttons.addWidget(button)
        return button

    def add_close(self) -> QPushButton:
        return self.add_button("Close", "Close this window (Esc)", self.close)
