"""Asking before left and right change places: what would be rewritten, and what to look at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.session.convention import ConventionChange
from app.session.session import Actions
from app.views.dialogs.base import Sheet
from app.views.dialogs.laterality_picture import LateralityPicture
from app.views.elements import label, row
from lvit_core.prompt.laterality import TITLES
from lvit_core.wording import counted

MOST_DOUBTS = 5


class ConventionSheet(Sheet):
    """Shows both conventions as pictures and converts only when a person says so."""

    def __init__(
        self, change: ConventionChange, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__("Left and right", parent, width=480)
        self._actions = actions
        self._to = change.other
        now = "patient" if self._to == "viewer" else "viewer"
        preview = change.preview(self._to)
        self.add_heading(
            f"Change from {TITLES[now]} to {TITLES[self._to]}?",
            "The pictures show which lung 'left' names, now and afterwards.",
        )
        pictures = row(gap=16)
        for convention in (now, self._to):
            pictures.addWidget(LateralityPicture(convention))
        pictures.addStretch(1)
        self.body.addLayout(pictures)
        sentences = counted(preview.changed, "sentence")
        self.body.addWidget(
            label(f"{sentences} would be rewritten so that every one keeps its meaning.", wrap=True)
        )
        for old, new in preview.examples:
            self.body.addWidget(label(f"{old}\n\u2192 {new}", "small", wrap=True))
        if preview.doubtful:
            self.body.addWidget(label(_doubts(preview.doubtful), "warning", wrap=True))
        self.add_button("Cancel", "Leave everything as it is (Esc)", self.close)
        self.add_button(
            "Only correct the declaration",
            "The sentences already mean these sides; none is changed",
            lambda: self._apply(rewrite=False),
        )
        self.convert = self.add_button(
            f"Convert {sentences}",
            "Rewrite all sentences and remember when and by whom",
            lambda: self._apply(rewrite=True),
            primary=True,
        )

    def _apply(self, *, rewrite: bool) -> None:
        self.close()
        self._actions.sentence.change_laterality(self._to, rewrite=rewrite)


def _doubts(doubtful: tuple[tuple[str, str], ...]) -> str:
    shown = ", ".join(f"'{word}' in {name}" for name, word in doubtful[:MOST_DOUBTS])
    more = f" and {len(doubtful) - MOST_DOUBTS} more" if len(doubtful) > MOST_DOUBTS else ""
    return f"Not understood, and left as they are: {shown}{more}. Correct them by hand."
