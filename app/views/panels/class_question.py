"""What a chosen class is for while an object is selected: that object, or the next one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import push_button, row


class ClassQuestion(QWidget):
    """One line under the classes; nothing changes unless a person says so.

    Signals:
        change_wanted: The selected object is to have this class.
    """

    change_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._class_name = ""
        self._words = ElidedLabel()
        self.change = push_button(
            tr("Change it"), tr("The selected object gets this class"), self._change
        )
        self.draw_next = push_button(
            tr("Draw next"),
            tr("The selected object stays; the next one gets this class"),
            self.hide,
        )
        line = row(self, gap=6)
        line.addWidget(self._words, 1)
        line.addWidget(self.change)
        line.addWidget(self.draw_next)
        self.hide()

    def ask(self, class_name: str, title_now: str) -> None:
        """Asks whether the selected object, which is ``title_now``, is to have the class."""
        self._class_name = class_name
        self._words.setText(tr("Selected: {title_now}", title_now=title_now))
        self.show()

    def _change(self) -> None:
        self.hide()
        self.change_wanted.emit(self._class_name)
