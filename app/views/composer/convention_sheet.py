"""Asking before left and right change places: what would be rewritten, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.session.actions.sentence import SentenceActions
from app.session.state import State
from app.translation import tr
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

    def __init__(
        self, state: State, actions: SentenceActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Left and right"), parent, width=480)
        self._actions = actions
        now, self._to, preview = what_would_change(state)
        self.add_heading(
            tr(
                "Change from {before} to {after}?",
                before=tr(TITLES[now]),
                after=tr(TITLES[self._to]),
            ),
            tr("The pictures show which lung 'left' names, now and afterwards."),
        )
        pictures = row(gap=16)
        for convention in (now, self._to):
            pictures.addWidget(LateralityPicture(convention))
        pictures.addStretch(1)
        self.body.addLayout(pictures)
        sentences = counted(preview.changed, "sentence")
        self.body.addWidget(
            label(
                tr(
                    "{sentences} would be rewritten so that every one keeps its meaning.",
                    sentences=sentences,
                ),
                wrap=True,
            )
        )
        for old, new in preview.examples:
            self.body.addWidget(label(f"{old}\n\u2192 {new}", "small", wrap=True))
        if preview.doubtful:
            self.body.addWidget(label(_doubts(preview.doubtful), "warning", wrap=True))
        self.add_button(tr("Cancel"), tr("Leave everything as it is (Esc)"), self.close)
        self.convert = self.add_button(
            tr("Convert {sentences}", sentences=sentences),
            tr("Rewrite all sentences and remember when and by whom"),
            self._convert,
            primary=True,
        )

    def _convert(self) -> None:
        self.close()
        self._actions.change_laterality(self._to)


class DeclarationSheet(Sheet):
    """Corrects a wrong declaration: no sentence is rewritten, and so some mean the other side."""

    def __init__(
        self, state: State, actions: SentenceActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Correct the sides"), parent, width=480)
        self._actions = actions
        now, self._to, preview = what_would_change(state)
        self.add_heading(
            tr("Did 'left' always mean the {side}?", side=tr(TITLES[self._to])),
            tr(
                "The project says that it means the {side}. If the sentences were "
                "written the other way all along, correct this here; no word of them is "
                "changed.",
                side=tr(TITLES[now]),
            ),
        )
        pictures = row(gap=16)
        for convention in (now, self._to):
            pictures.addWidget(LateralityPicture(convention))
        pictures.addStretch(1)
        self.body.addLayout(pictures)
        self.affected = label(
            tr(
                "{sentences} will mean the other side than now. To keep their meaning, "
                "use 'Left and right' in the menu Sentence instead.",
                sentences=counted(preview.moved, "sentence"),
            ),
            "warning",
            wrap=True,
        )
        self.body.addWidget(self.affected)
        self.add_button(tr("Cancel"), tr("Leave everything as it is (Esc)"), self.close)
        self.correct = self.add_button(
            tr("Correct the declaration"), tr("Ctrl+Z takes it back"), self._correct, primary=True
        )

    def _correct(self) -> None:
        self.close()
        self._actions.change_laterality(self._to, rewrite=False)


def _doubts(doubtful: tuple[tuple[str, str], ...]) -> str:
    shown = ", ".join(
        tr("'{word}' in {name}", word=word, name=name) for name, word in doubtful[:MOST_DOUBTS]
    )
    more = (
        tr(" and {count} more", count=len(doubtful) - MOST_DOUBTS)
        if len(doubtful) > MOST_DOUBTS
        else ""
    )
    return tr(
        "Not understood, and left as they are: {shown}{more}. Correct them by hand.",
        shown=shown,
        more=more,
    )
