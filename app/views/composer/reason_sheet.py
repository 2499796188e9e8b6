"""Asking why something is accepted although the sentence and the mask disagree."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.session.state import State
from app.views.dialogs.base import Sheet
from app.views.elements import label
from lvit_core.project.deciding import Objection

OFFERED = "The sentence will be corrected."
MOST_SHOWN = 4


class ReasonSheet(Sheet):
    """Lists the contradictions; the reason is stored with the image."""

    def __init__(self, state: State, objection: Objection, parent: QWidget | None = None) -> None:
        super().__init__("Accept over a contradiction", parent, width=460)
        self._objection = objection
        found = objection.contradictions
        self.add_heading(
            "Sentence and mask disagree", f"Accept {objection.what} all the same? Say why."
        )
        for contradiction in found[:MOST_SHOWN]:
            self.body.addWidget(label(f"\u2022 {contradiction.message}", wrap=True))
        if len(found) > MOST_SHOWN:
            self.body.addWidget(label(f"and {len(found) - MOST_SHOWN} more", "small"))
        self.reason = QLineEdit(objection.reason)
        self.reason.setPlaceholderText(OFFERED)
        self.reason.setToolTip("One sentence; it is kept with the image and exported")
        self.add_field("Reason", self.reason)
        self.add_button("Cancel", "Change nothing (Esc)", self.close)
        self.accept_button = self.add_button(
            "Accept", f"Accept {objection.what} and keep the reason", self._accept, primary=True
        )
        self.reason.textChanged.connect(self._on_text)
        self.reason.selectAll()
        self.reason.setFocus()
        state.current_changed.connect(self.close)
        self._on_text()

    def _on_text(self) -> None:
        self.accept_button.setEnabled(bool(self.reason.text().strip()))

    def _accept(self) -> None:
        reason = self.reason.text().strip()
        self.close()
        self._objection.go_on(reason)
