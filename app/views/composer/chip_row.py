"""The slots of the sentence as buttons: a click changes or empties one, no typing needed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QScrollArea, QSizePolicy, QWidget

from app.translation import noop, title_words, tr
from app.views.elements import icon_button, row
from app.views.theme import GAP_PX
from lvit_core.prompt.chips import Change, Chip

# What the core calls the slots; those of a template have names of its own.
KINDS = {
    "laterality": noop("side"),
    "areas": noop("areas"),
    "number": noop("number"),
    "place": noop("place"),
    "region": noop("place"),
    "distribution": noop("spread"),
    "negative": noop("finding"),
}
_OVERLAP_PX = 40  # of one part of the line and the next


class ChipButton(QPushButton):
    """One slot: said ones are filled, open ones only outlined."""

    changed = Signal(Callable)  # Change

    def __init__(self, chip: Chip) -> None:
        text, kind = title_words(chip.text), tr(KINDS.get(chip.kind, chip.kind))
        super().__init__(text if chip.said else f"+ {text}")
        self.chip = chip
        self.setProperty("role", "pill")
        self.setCheckable(chip.said)
        self.setChecked(chip.said)
        self.setAutoDefault(False)
        if chip.said and chip.remove is not None:
            tip = (
                tr("Click to change or remove; Delete removes.")
                if chip.options
                else tr("Click removes.")
            )
        else:
            tip = tr("Click to add it to the sentence.")
        self.setToolTip(tip)
        self.setAccessibleName(f"{kind}: {text}" if chip.said else tr("say {text}", text=text))
        self.clicked.connect(self._on_clicked)

    def menu_of(self) -> QMenu:
        """What the slot could say instead."""
        menu = QMenu(self)
        for option in self.chip.options:
            action = menu.addAction(title_words(option.title))
            action.setCheckable(option.chosen)
            action.setChecked(option.chosen)
            action.triggered.connect(_sender(self.changed.emit, option.change))
        if self.chip.remove is not None:
            menu.addSeparator()
            remove = menu.addAction(tr("Remove from the sentence"))
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


class _OneLine(QScrollArea):
    """What is too long for the line is scrolled to: a second line would move the image."""

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self.line = row(inside, gap=GAP_PX - 2)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.line.sizeHint().height())

    def turn(self) -> None:
        """The next part of the line; from its end back to its beginning."""
        bar = self.horizontalScrollBar()
        at_end = bar.value() == bar.maximum()
        bar.setValue(0 if at_end else bar.value() + max(1, self.width() - _OVERLAP_PX))


class ChipRow(QWidget):
    """All chips in one line, and the fixed buttons that follow them."""

    changed = Signal(Callable)  # Change

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[ChipButton] = []
        self._fixed: list[QWidget] = []
        self._line = _OneLine()
        self.more = icon_button(
            "more", tr("More words"), tr("Shows the words that have no room here")
        )
        self.more.clicked.connect(self._line.turn)
        self._layout = row(self, gap=GAP_PX - 2)
        self._layout.addWidget(self._line)
        self._layout.addWidget(self.more)
        self._layout.addStretch(1)

    @property
    def buttons(self) -> list[ChipButton]:
        """The chips as shown."""
        return list(self._buttons)

    def add_fixed(self, button: QWidget) -> None:
        self._fixed.append(button)
        self._layout.insertWidget(self._layout.count() - 1, button)
        self.setFixedHeight(button.sizeHint().height())
        self.more.setFixedSize(button.sizeHint().height(), button.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        parts = [self._line, *self._fixed]
        wanted = sum(part.sizeHint().width() + self._layout.spacing() for part in parts)
        self._line.setVisible(bool(self._buttons))
        self.more.setVisible(bool(self._buttons) and wanted > self.width())

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
            self._line.line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [self._made(chip) for chip in chips]
        for button in self._buttons:
            self._line.line.addWidget(button)
            button.show()
        self._line.updateGeometry()
        self._fit()
        self._order_tabs()
        if focused is not None and self._buttons:
            self._buttons[min(focused, len(self._buttons) - 1)].setFocus()

    def _made(self, chip: Chip) -> ChipButton:
        button = ChipButton(chip)
        button.setParent(self._line.widget())
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
