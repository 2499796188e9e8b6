"""Asking before left and right change places: what would be rewritten, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.session.session import Actions
from app.session.state import State
from app.views.dialogs.base import Sheet
from app.views.dialogs.laterality_picture import LateralityPicture
from app.views.elements import label, row
from lvit_core.prompt.laterality import TITLES
from lvit_core.wording import counted

if TYPE_CHECKING:  # it loads the data base
    from lvit_core.project.convention import ConventionPreview

MOST_DOUBTS = 5


def what_would_change(state: State) -> tuple[str, str, ConventionPreview]:
    """The convention now, the other one, and what changing would do to the sentences."""
    from lvit_core.project.convention import preview_conversion

    now = state.require_project().settings.laterality
    to = "patient" if now == "viewer" else "viewer"
    if state.document is not None:
        state.document.settle_sentence()
    return now, to, preview_conversion(state.library.images, now, to)


class ConventionSheet(Sheet):
    """Shows both conventions as pictures and converts only when a person says so."""

    def __init__(self, state: State, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("Left and right", parent, width=480)
        self._actions = actions
        now, self._to, preview = what_would_change(state)
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
        self.convert = self.add_button(
            f"Convert {sentences}",
            "Rewrite all sentences and remember when and by whom",
            self._convert,
            primary=True,
        )

    def _convert(self) -> None:
        self.close()
        self._actions.sentence.change_laterality(self._to)


class DeclarationSheet(Sheet):
    """Corrects a wrong declaration: no sentence is rewritten, and so some mean the other side."""

    def __init__(self, state: State, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("Correct the sides", parent, width=480)
        self._actions = actions
        now, self._to, preview = what_would_change(state)
        self.add_heading(
            f"Did 'left' always mean the {TITLES[self._to]}?",
            f"The project says that it means the {TITLES[now]}. If the sentences were written the "
            "other way all along, correct this here; no word of them is changed.",
        )
        pictures = row(gap=16)
        for convention in (now, self._to):
            pictures.addWidget(LateralityPicture(convention))
        pictures.addStretch(1)
        self.body.addLayout(pictures)
        self.affected = label(
            f"{counted(preview.changed, 'sentence')} will mean the other side than now. "
            "To keep their meaning, use 'Left and right' in the menu Sentence instead.",
            "warning",
            wrap=True,
        )
        self.body.addWidget(self.affected)
        self.add_button("Cancel", "Leave everything as it is (Esc)", self.close)
        self.correct = self.add_button(
            "Correct the declaration", "Ctrl+Z takes it back", self._correct, primary=True
        )

    def _correct(self) -> None:
        self.close()
        self._actions.sentence.change_laterality(self._to, rewrite=False)


def _doubts(doubtful: tuple[tuple[str, str], ...]) -> str:
    shown = ", ".join(f"'{word}' in {name}" for name, word in doubtful[:MOST_DOUBTS])
    more = f" and {len(doubtful) - MOST_DOUBTS} more" if len(doubtful) > MOST_DOUBTS else ""
    return f"Not understood, and left as they are: {shown}{more}. Correct them by hand."
