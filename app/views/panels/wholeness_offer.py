"""What can be done with a selected object that is in pieces or has small holes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.session.actions.masks import MaskActions
from app.translation import tr
from app.views.elements import column, label, push_button
from app.views.flow import FlowRow
from lvit_core.annotation.wholeness import Wholeness


class WholenessOffer(QWidget):
    """A line of words and buttons under the list; rows above it stay where they are."""

    def __init__(self, masks: MaskActions) -> None:
        super().__init__()
        self._words = label("", "muted", wrap=True)
        actions = (masks.keep_largest, masks.split_parts, masks.fill_holes)
        self.keep_largest, self.split, self.fill = self._all = tuple(
            push_button(tr(one.title), tr(one.tip), one.trigger) for one in actions
        )
        self._row = FlowRow(*self._all)
        lines = column(self, gap=4)
        lines.addWidget(self._words)
        lines.addWidget(self._row)
        self.hide()

    def offer(self, number: int, found: Wholeness | None) -> None:
        """Offers what mends an object of the list; nothing where it is whole."""
        self.setVisible(found is not None)
        if found is None:
            return
        self._words.setText(tr("Object {number}: {pieces}", number=number, pieces=found.words))
        for button in (self.keep_largest, self.split):
            button.setVisible(found.pieces > 1)
        self.fill.setVisible(found.holes > 0)
        self._row.keep_height()
