"""One class: its name, its colour and its key; for a new one, and to change one that is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QColorDialog, QComboBox, QLineEdit, QWidget

from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import label, push_button, row
from app.views.panels.swatch import swatch
from lvit_core.prompt.new_kind import COLOURS, free_colour
from lvit_core.prompt.template import LabelClass
from lvit_core.prompt.template_faults import class_faults


class ColourRow(QWidget):
    """Colours that differ for most colour-blind people, and any other."""

    def __init__(self, colour: str, on_change: Callable[[], object]) -> None:
        super().__init__()
        self.colour = colour
        self._on_change = on_change
        self._group = QButtonGroup(self)
        line = row(self, gap=4)
        known = list(dict.fromkeys([*COLOURS, colour.upper()]))
        for one in known:
            button = push_button("", one, lambda one=one: self._choose(one), role="pill")
            button.setIcon(swatch(QColor(one)))
            button.setAccessibleName(tr("Colour {colour}", colour=one))
            button.setCheckable(True)
            button.setChecked(one == colour.upper())
            self._group.addButton(button)
            line.addWidget(button)
        line.addWidget(push_button(tr("Other…"), tr("Any other colour"), self._ask))
        line.addStretch(1)

    def _choose(self, colour: str) -> None:
        self.colour = colour
        self._on_change()

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.colour), self, tr("Colour of the class"))
        if chosen.isValid():
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
            self._choose(chosen.name().upper())


class KeyChoice(QComboBox):
    """The key of a class, 1 to 9, or the number of its place."""

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self.addItem(tr("Auto"), "")
        self.setToolTip(tr("Auto: the number of its place in the list"))
        for number in range(1, 10):
            self.addItem(str(number), str(number))
        self.setCurrentIndex(self.findData(key))

    @property
    def key(self) -> str:
        """``"1"`` to ``"9"``, or empty."""
        return str(self.currentData())


class ClassSheet(Sheet):
    """Collects what a class is and hands it over; nothing changes before OK."""

    def __init__(
        self,
        classes: Sequence[LabelClass],
        item: LabelClass | None,
        on_done: Callable[[str, str, str], object],
        parent: QWidget | None = None,
    ) -> None:
        """``on_done(title, colour, key)`` is called for ``item``, or for a new class."""
        heading = tr("New class") if item is None else tr("Class '{title}'", title=item.title)
        super().__init__(heading, parent, width=480)
        self._others = [one for one in classes if one is not item]
        self._on_done = on_done
        known = item or LabelClass("", "", free_colour(classes))
        self.add_heading(heading, tr("For all images of this kind in the project."))
        self.title = QLineEdit(known.title)
        self.add_field(tr("Name"), self.title)
        self.colours = ColourRow(known.colour, self._check)
        self.add_field(tr("Colour"), self.colours)
        self.key = KeyChoice(known.key)
        self.add_field(tr("Key"), self.key, tr("Chooses the class while the image has the keys."))
        self.problem = label("", "muted", wrap=True)
        self.problem.setMinimumHeight(34)
        self.body.addWidget(self.problem)
        self.add_button(tr("Cancel"), tr("Change nothing (Esc)"), self.close)
        words = tr("Add class") if item is None else tr("Change class")
        self.ok = self.add_button(words, tr("Ctrl+Z takes it back"), self._done, primary=True)
        self.title.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        title = " ".join(self.title.text().split())
        item = LabelClass(title.casefold(), title, self.colours.colour)
        others = [replace(one, key="") for one in self._others]
        faults = list(class_faults([*others, item], "class"))
        taken = any(one.name.casefold() == item.name for one in others)
        words = faults[0].partition(" ")[2] if faults else ""
        if not title:
            words = tr("Give the class a name.")
        elif taken:
            words = tr("There is a class of this name. To join the two, merge them.")
        self.problem.setText(words)
        self.ok.setEnabled(not words)

    def _done(self) -> None:
        title = " ".join(self.title.text().split())
        self.close()
        self._on_done(title, self.colours.colour, self.key.key)
