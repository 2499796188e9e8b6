"""Two measures against each other, the gate on them, and what is done with the objects in it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QMenu, QWidget

from app.session.actions.masks import MaskActions
from app.session.state import State
from app.translation import tr
from app.views.elements import announce, column, label, leave_keys_to_image, push_button, row
from app.views.numbers.binning import Gate
from app.views.numbers.chosen import Chosen
from app.views.numbers.object_model import measures_of, stem_of
from app.views.numbers.plot import Plot, Points
from app.views.numbers.words import header_of, number_words
from app.views.panels.class_menu import offer_classes
from lvit_core.measurement.at_hand import ObjectNumbers
from lvit_core.prompt.template import Layer
from lvit_core.wording import counted

_COUNT = ""  # in place of a second measure: how many objects there are
_FIRST = "area"


class PlotPage(QWidget):
    """Chooses measures, shows the plot, and selects what lies in the gate."""

    def __init__(self, state: State, masks: MaskActions, chosen: Chosen) -> None:
        super().__init__()
        self._state, self._masks = state, masks
        self._chosen = chosen
        self._table: ObjectNumbers | None = None
        self._kinds = np.zeros(0, np.int64), np.zeros((0, 3), np.uint8)
        self.x, self.y = QComboBox(), QComboBox()
        self.plot = Plot()
        self.ends = {name: QLineEdit() for name in ("x0", "x1", "y0", "y1")}
        self._y_ends = QWidget()
        self.told = label("", "small", wrap=True)
        self.assign = push_button(
            tr("Class…"), tr("Gives the selected objects a class (keys 1 to 9)"), self._ask_class
        )
        self.clear = push_button(
            tr("Let go"), tr("Takes the gate away; nothing stays selected"), self._let_go
        )
        self._build()
        self.plot.gate_moved.connect(self._tell)
        self.plot.gate_set.connect(self._on_gate)
        chosen.changed.connect(self._draw)

    def _build(self) -> None:
        layout = column(self, gap=6)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for number, (field, title) in enumerate(((self.x, tr("Across")), (self.y, tr("Up")))):
            name = label(title, "muted")
            name.setBuddy(field)
            field.setAccessibleName(title)
            leave_keys_to_image(field)
            field.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            field.setMinimumContentsLength(8)
            grid.addWidget(name, number, 0)
            grid.addWidget(field, number, 1)
        layout.addLayout(grid)
        layout.addWidget(self.plot, 1)
        for across, place in ((True, QWidget()), (False, self._y_ends)):
            layout.addWidget(self._row_of_ends(place, across=across))
        line = row(gap=6)
        line.addWidget(self.told, 1)
        line.addWidget(self.assign)
        line.addWidget(self.clear)
        layout.addLayout(line)
        self.x.currentIndexChanged.connect(self._on_measure)
        self.y.currentIndexChanged.connect(self._on_measure)

    def _row_of_ends(self, place: QWidget, *, across: bool) -> QWidget:
        line = row(place, gap=6)
        words = (tr("Across, from"), tr("Across, to")) if across else (tr("Up, from"), tr("Up, to"))
        line.addWidget(label(tr("Across") if across else tr("Up"), "muted"))
        for key, name in zip(("x0", "x1") if across else ("y0", "y1"), words, strict=True):
            if key.endswith("1"):
                line.addWidget(label("\u2013", "muted"))
            field = self.ends[key]
            field.setAccessibleName(name)
            field.setPlaceholderText(tr("from") if key.endswith("0") else tr("to"))
            field.setToolTip(tr("An end of the gate as a number; Enter selects"))
            field.editingFinished.connect(self._on_typed)
            line.addWidget(field)
        return place

    def show_table(self, table: ObjectNumbers | None) -> None:
        """Plots other numbers; the measures stay chosen where they are known."""
        document = self._state.document
        self._table = table
        if table is not None and document is not None:
            self._kinds = _kinds(table, document.template.layer(document.active_layer))
        names = [] if table is None else [n for n in measures_of(table) if n in table.numbers]
        names = [name for name in names if name != "object"]
        for field, first in ((self.x, _FIRST), (self.y, _COUNT)):
            wanted = stem_of(str(field.currentData())) if field.count() else first
            listed = [_COUNT, *names] if field is self.y else names
            if [field.itemData(n) for n in range(field.count())] != listed:
                field.blockSignals(True)
                field.clear()
                for name in listed:
                    field.addItem(header_of(name) if name else tr("Number of objects"), name)
                there = [n for n, name in enumerate(listed) if stem_of(name) == wanted]
                field.setCurrentIndex(there[0] if there else 0)
                field.blockSignals(False)
        self._draw()

    def inside(self) -> np.ndarray:
        """Numbers of the objects in the gate."""
        table, gate = self._table, self.plot.gate
        if table is None or gate is None or not self.x.count():
            return np.zeros(0, np.int64)
        return table.ids[gate.inside(table.numbers[self._x], self._values_up(table))]

    @property
    def _x(self) -> str:
        return str(self.x.currentData())

    def _values_up(self, table: ObjectNumbers) -> np.ndarray | None:
        name = str(self.y.currentData() or "")
        return table.numbers[name] if name else None

    def _on_measure(self) -> None:
        self.plot.set_gate(None)
        self._draw()

    def _draw(self) -> None:
        document, table = self._state.document, self._table
        self._y_ends.setVisible(bool(self.y.currentData()))
        if document is None or table is None or not len(table) or not self.x.count():
            self.plot.show_points(None, tr("Nothing to plot: no object is measured yet."))
        elif self.isVisible():
            up = str(self.y.currentData() or "")
            self.plot.show_points(
                Points(
                    table.numbers[self._x],
                    self._values_up(table),
                    header_of(self._x),
                    header_of(up) if up else "",
                    *self._kinds,
                    np.isin(table.ids, self._chosen.ids),
                    self._x in ("grade", "area_px"),
                )
            )
        self._tell()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._draw()

    def _on_gate(self) -> None:
        self._chosen.choose(self.inside())
        self._draw()
        announce(self, self.told.text())

    def _let_go(self) -> None:
        self.plot.set_gate(None)
        self._on_gate()

    def _on_typed(self) -> None:
        if not any(field.isModified() for field in self.ends.values()):
            return  # the keys left a field in which nothing was typed
        gate = self._typed()
        if gate is not None:
            self.plot.set_gate(gate)
            self._on_gate()

    def _typed(self) -> Gate | None:
        """The gate that the fields say; a field that is empty leaves its end open."""
        flat = not self.y.currentData()
        low, high = self.plot.spans
        open_ends = {"x0": low[0], "x1": low[1], "y0": high[0], "y1": high[1]}
        found: dict[str, float] = {}
        for key, field in self.ends.items():
            text = field.text().strip()
            value, good = QLocale().toDouble(text) if text else (open_ends[key], True)
            if not good:
                value, good = QLocale.c().toDouble(text)
            if not good:
                return None
            found[key] = value
        if not any(field.text().strip() for field in self.ends.values()):
            return None
        first, last = (found["x0"], found["y0"]), (found["x1"], found["y1"])
        return Gate.spanning(first, last, flat=flat)

    def _tell(self) -> None:
        """The ends of the gate and how many objects are in it, or selected."""
        gate, table = self.plot.gate, self._table
        said = {} if gate is None else {"x0": gate.x[0], "x1": gate.x[1]}
        if gate is not None and gate.y is not None:
            said |= {"y0": gate.y[0], "y1": gate.y[1]}
        for key, field in self.ends.items():
            if not field.hasFocus():
                field.setText(number_words(said[key]) if key in said else "")
        total = 0 if table is None else len(table)
        count = len(self._chosen.ids) if gate is None else len(self.inside())
        self.told.setText(
            tr("{count} of {objects}", count=count, objects=counted(total, "object"))
            if total
            else ""
        )
        self.assign.setEnabled(len(self._chosen.ids) > 0)
        self.clear.setEnabled(gate is not None or len(self._chosen.ids) > 0)

    def _ask_class(self) -> None:
        document = self._state.document
        if document is None:
            return
        menu = QMenu(self)
        offer_classes(menu, document.template.layer(document.active_layer).classes, self._give)
        menu.popup(self.assign.mapToGlobal(self.assign.rect().bottomLeft()))

    def _give(self, class_name: str) -> None:
        self._masks.relabel(class_name, self._chosen.ids.tolist())


def _kinds(table: ObjectNumbers, layer: Layer) -> tuple[np.ndarray, np.ndarray]:
    """The colour of each object: an index, and the colours; those of unlisted classes last."""
    names = {item.name: number for number, item in enumerate(layer.classes)}
    last = len(names)
    kinds = np.array([names.get(name, last) for name in table.texts["class"]], np.int64)
    told = [QColor(one) for one in (*(item.colour for item in layer.classes), layer.colour)]
    colours = np.array([(c.red(), c.green(), c.blue()) for c in told], np.uint8)
    return kinds, colours
