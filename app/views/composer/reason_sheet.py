"""Asking why something is accepted although the sentence and the mask disagree."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.session.state import State
from app.translation import noop, tr
from app.views.dialogs.base import Sheet
from app.views.elements import label
from lvit_core.project.deciding import Objection

OFFERED = noop("The sentence will be corrected.")
OWN_MASK = noop("this mask")
MOST_SHOWN = 4


class ReasonSheet(Sheet):
    """Lists the contradictions; the reason is stored with the image."""

    def __init__(self, state: State, objection: Objection, parent: QWidget | None = None) -> None:
        super().__init__(tr("Accept over a contradiction"), parent, width=460)
        self._objection = objection
        found = objection.contradictions
        self.add_heading(
            tr("Sentence and mask disagree"),
            tr("Accept {what} all the same? Say why.", what=tr(objection.what)),
        )
        for contradiction in found[:MOST_SHOWN]:
            self.body.addWidget(label(f"\u2022 {tr(contradiction.message)}", wrap=True))
        if len(found) > MOST_SHOWN:
            self.body.addWidget(
                label(tr("and {count} more", count=len(found) - MOST_SHOWN), "small")
            )
        if objection.what == OWN_MASK and state.require_document().proposal is not None:
            waiting = tr(
                "The proposal is not in the mask. Close this; Return on the image accepts it."
            )
            self.body.addWidget(label(waiting, "warning", wrap=True))
        self.reason = QLineEdit(objection.reason)
        self.reason.setPlaceholderText(tr(OFFERED))
        self.reason.setToolTip(tr("One sentence; it is kept with the image and exported"))
        self.add_field(tr("Reason"), self.reason)
        self.add_button(tr("Cancel"), tr("Change nothing (Esc)"), self.close)
        self.accept_button = self.add_button(
            tr("Accept"),
            tr("Accept {what} and keep the reason", what=tr(objection.what)),
            self._accept,
            primary=True,
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
