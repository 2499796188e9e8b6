"""Which classes of the project the names of a model, or of imported objects, mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QWidget

from app.translation import title_words, tr
from app.views.dialogs.base import Sheet
from app.views.panels.swatch import swatch
from lvit_core.prompt.template import LabelClass


class ClassMatching(Sheet):
    """A field for each name that the list of classes lacks; nothing is guessed.

    Args:
        names: They are not in the list.
        classes: The list.
        match: Called with a name and the class that it means, for each that a person chose.
        parent: The window.
    """

    def __init__(
        self,
        names: Sequence[str],
        classes: Sequence[LabelClass],
        match: Callable[[str, str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("What classes mean"), parent, width=420)
        self._match = match
        self.add_heading(
            tr("Which class of the project is it?"),
            tr(
                "The model, or a file, names what the project has no class for."
                " What you leave keeps its name."
            ),
        )
        self.fields: dict[str, QComboBox] = {}
        for name in names:
            field = self.fields[name] = QComboBox()
            field.addItem(tr("Leave its name"), "")
            for item in classes:
                field.addItem(swatch(QColor(item.colour)), title_words(item.title), item.name)
            self.add_field(name, field)
        self.add_close()
        self.add_button(
            tr("Apply"),
            tr("Objects of these names, and what a model proposes, get the chosen classes"),
            self._apply,
            primary=True,
        )

    def _apply(self) -> None:
        for name, field in self.fields.items():
            if chosen := field.currentData():
                self._match(name, chosen)
        self.close()
