"""The classes of a new kind of image in rows: layer, name, colour, key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.translation import tr
from app.views.dialogs.class_faults import ClassRow, Fault, class_faults
from app.views.dialogs.class_sheet import KeyChoice
from app.views.elements import column, push_button, row
from app.views.panels.swatch import swatch
from app.views.theme import current_theme
from lvit_core.prompt.new_kind import COLOURS, name_from
from lvit_core.prompt.template import LabelClass, Layer

_TITLE, _COLOUR, _KEY, _LAYER = range(4)
_ROW_PX = 34
_ROWS_SHOWN = 4


class ClassTable(QWidget):
    """Rows that are typed into; classes with the same layer are drawn over each other."""

    def __init__(self, on_change: Callable[[], object]) -> None:
        super().__init__()
        self._on_change = on_change
        self._base: Sequence[Layer] = ()
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([tr("Class"), tr("Colour"), tr("Key"), tr("Layer")])
        self.table.setAccessibleName(tr("Classes"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        for section in (_TITLE, _LAYER):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(_COLOUR, 64)
        header.resizeSection(_KEY, 92)
        self.table.setFixedHeight(_ROWS_SHOWN * _ROW_PX + 30)
        self.table.setToolTip(tr("Classes of different layers may overlap in the image"))
        layout = column(self, gap=4)
        layout.addWidget(self.table)
        line = row(gap=6)
        line.addWidget(push_button(tr("Add class"), tr("One more row"), self.add_row))
        line.addWidget(push_button(tr("Remove"), tr("Takes the chosen row away"), self._remove))
        line.addStretch(1)
        layout.addLayout(line)
        self.table.itemChanged.connect(lambda _: self._on_change())

    def show_layers(self, layers: Sequence[Layer]) -> None:
        """Begins anew with the classes of these layers."""
        self._base = layers
        self.table.setRowCount(0)
        for layer in layers:
            for item in layer.classes:
                self._append(item.title, item.colour, item.key, layer.title)

    def add_row(self) -> None:
        """A class that has no name yet, in the layer of the last one."""
        last = self.table.rowCount() - 1
        layer = self._text(last, _LAYER) if last >= 0 else ""
        self._append("", COLOURS[(last + 1) % len(COLOURS)], "", layer)
        self.table.setCurrentCell(last + 1, _TITLE)
        self.table.editItem(self.table.item(last + 1, _TITLE))

    def layers(self) -> tuple[Layer, ...]:
        """What the rows say; a layer that was there before keeps its name, role and codes."""
        found: dict[str, list[LabelClass]] = {}
        for number in range(self.table.rowCount()):
            title = self._text(number, _TITLE)
            known = self._known(title)
            colour = str(self.table.item(number, _COLOUR).text())
            item = known or LabelClass(title.casefold(), title, colour)
            item = replace(item, colour=colour, key=self._key(number))
            found.setdefault(self._text(number, _LAYER), []).append(item)
        return tuple(self._layer(title, classes) for title, classes in found.items())

    def fault(self) -> str:
        """What is wrong with the rows, in words and marked in its cell; empty where nothing is."""
        count = self.table.rowCount()
        rows = [
            ClassRow(self._text(n, _TITLE), self._text(n, _LAYER), self._key(n))
            for n in range(count)
        ]
        found = next(class_faults(rows), Fault(-1, "", ""))
        self.table.blockSignals(True)
        for number in range(count):
            for field, section in (("title", _TITLE), ("layer", _LAYER)):
                item, wrong = self.table.item(number, section), (number, field) == found[:2]
                item.setBackground(current_theme().color("proposal_soft") if wrong else QBrush())
                item.setToolTip(found.words if wrong else "")
        self.table.blockSignals(False)
        return found.words

    def _key(self, number: int) -> str:
        choice = self.table.cellWidget(number, _KEY)
        return choice.key if isinstance(choice, KeyChoice) else ""

    def _known(self, title: str) -> LabelClass | None:
        listed = (item for layer in self._base for item in layer.classes)
        return next((item for item in listed if item.title == title), None)

    def _layer(self, title: str, classes: list[LabelClass]) -> Layer:
        known = next((layer for layer in self._base if layer.title == title), None)
        if known is not None:
            return replace(known, classes=tuple(classes))
        return Layer(name_from(title), title, classes[0].colour, tuple(classes))

    def _append(self, title: str, colour: str, key: str, layer: str) -> None:
        number = self.table.rowCount()
        self.table.blockSignals(True)
        self.table.insertRow(number)
        self.table.setItem(number, _TITLE, QTableWidgetItem(title))
        self.table.setItem(number, _COLOUR, QTableWidgetItem(colour))
        self.table.setItem(number, _LAYER, QTableWidgetItem(layer))
        button = push_button("", tr("Choose another colour"), lambda: self._ask(button))
        button.setIcon(swatch(QColor(colour)))
        button.setAccessibleName(tr("Colour"))
        self.table.setCellWidget(number, _COLOUR, button)
        choice = KeyChoice(key)
        choice.setAccessibleName(tr("Key"))
        choice.currentIndexChanged.connect(lambda _: self._on_change())
        self.table.setCellWidget(number, _KEY, choice)
        self.table.blockSignals(False)
        self._on_change()

    def _ask(self, button: QWidget) -> None:
        for number in range(self.table.rowCount()):
            if self.table.cellWidget(number, _COLOUR) is button:
                item = self.table.item(number, _COLOUR)
                chosen = QColorDialog.getColor(QColor(item.text()), self, tr("Colour of the class"))
                if chosen.isValid():
                    self.set_colour(number, chosen.name().upper())

    def set_colour(self, number: int, colour: str) -> None:
        """Another colour for the class of a row."""
        self.table.item(number, _COLOUR).setText(colour)
        button = self.table.cellWidget(number, _COLOUR)
        if button is not None:
            button.setIcon(swatch(QColor(colour)))  # type: ignore[attr-defined]

    def _remove(self) -> None:
        if (number := self.table.currentRow()) >= 0:
            self.table.removeRow(number)
            self._on_change()

    def _text(self, number: int, section: int) -> str:
        item = self.table.item(number, section)
        return " ".join(item.text().split()) if item is not None else ""
