"""The slots of the sentence as buttons: a click changes or empties one, no typing needed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from app.views.flow import FlowLayout
from lvit_core.prompt.chips import Change, Chip


class ChipButton(QPushButton):
    """One slot: said ones are filled, open ones only outlined."""

    changed = Signal(Callable)  # Change

    def __init__(self, chip: Chip) -> None:
        super().__init__(chip.text if chip.said else f"+ {chip.text}")
        self.chip = chip
        self.setProperty("role", "pill")
        self.setCheckable(chip.said)
        self.setChecked(chip.said)
        self.setAutoDefault(False)
        if chip.said and chip.remove is not None:
            tip = "Click to change or remove; Delete removes." if chip.options else "Click removes."
        else:
            tip = "Click to add it to the sentence."
        self.setToolTip(tip)
        self.setAccessibleName(f"{chip.kind}: {chip.text}" if chip.said else f"say {chip.text}")
        self.clicked.connect(self._on_clicked)

    def menu_of(self) -> QMenu:
        """What the slot could say instead."""
        menu = QMenu(self)
        for option in self.chip.options:
            action = menu.addAction(option.title)
            action.setCheckable(option.chosen)
            action.setChecked(option.chosen)
            action.triggered.connect(_sender(self.changed.emit, option.change))
        if self.chip.remove is not None:
            menu.addSeparator()
            remove = menu.addAction("Remove from the sentence")
            remove.triggered.connect(_sender(self.changed.emit, self.chip.remove))
        return menu

    def _on_clicked(self) -> None:
        self.setChecked(self.chip.said)
        if not self.chip.options:
            self._remove()
            return
        menu = self.menu_of()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, 0)) - QPoint(0, menu.sizeHint().height()))

    def _remove(self) -> None:
        if self.chip.remove is not None:
            self.changed.emit(self.chip.remove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """All chips, and the fixed buttons that follow them."""

    changed = Signal(Callable)  # Change

    def __init__(self) -> None:
        super().__init__()
        self._layout = FlowLayout(self)
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[ChipButton] = []
        self._fixed: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def buttons(self) -> list[ChipButton]:
        """The chips as shown."""
        return list(self._buttons)

    def add_fixed(self, button: QWidget) -> None:
        self._fixed.append(button)
        self._layout.addWidget(button)

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Shows other chips; the keyboard focus stays on the chip of the same place."""
        if _faces(chips) == _faces(self._chips):
            self._chips = chips
            for button, chip in zip(self._buttons, chips, strict=True):
                button.chip = chip
            return
        focused = next((i for i, b in enumerate(self._buttons) if b.hasFocus()), None)
        self._chips = chips
        for old in self._buttons:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        for widget in self._fixed:
            self._layout.removeWidget(widget)
        self._buttons = [self._made(chip) for chip in chips]
        for widget in (*self._buttons, *self._fixed):
            self._layout.addWidget(widget)
            widget.show()
        self._order_tabs()
        if focused is not None and self._buttons:
            self._buttons[min(focused, len(self._buttons) - 1)].setFocus()

    def _made(self, chip: Chip) -> ChipButton:
        button = ChipButton(chip)
        button.setParent(self)
        button.changed.connect(self.changed)
        return button

    def _order_tabs(self) -> None:
        widgets = [*self._buttons, *self._fixed]
        for before, after in pairwise(widgets):
            QWidget.setTabOrder(before, after)


def _faces(chips: tuple[Chip, ...]) -> list[tuple[str, str, bool]]:
    return [(chip.kind, chip.text, chip.said) for chip in chips]


def _sender(emit: Callable[[object], None], change: Change) -> Callable[[], None]:
    def send() -> None:
        emit(change)

    return send
