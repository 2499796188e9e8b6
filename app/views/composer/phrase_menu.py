"""Favourites and history in one menu, reachable with the keyboard."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.session.actions.sentence import SentenceActions
from app.session.sentence import SentenceComposer
from app.translation import tr
from app.views.icons import icon

LONGEST = 90


class PhraseMenu(QMenu):
    """Built each time it opens; choosing replaces the sentence as one undoable step."""

    def __init__(
        self, composer: SentenceComposer, actions: SentenceActions, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._composer = composer
        self._actions = actions
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        self.clear()
        composer = self._composer
        template = composer.template
        if template is None:
            return
        typed = composer.sentence.text.strip() if composer.sentence is not None else ""
        favourites = composer.phrasebook.favourites(template)
        history = composer.phrasebook.history(template)
        if typed:
            kept = typed in favourites
            self._add(tr("Forget this favourite") if kept else tr("Keep as favourite"), "favourite")
            self.actions()[-1].triggered.connect(self._actions.toggle_favourite.trigger)
            self.addSeparator()
        for sentence in favourites:
            self._add_sentence(sentence, "favourite")
        if favourites and history:
            self.addSeparator()
        for sentence in history:
            if sentence not in favourites:
                self._add_sentence(sentence, "history")
        if not favourites and not history:
            self._add(tr("No sentences yet"), "history").setEnabled(False)

    def _add(self, title: str, icon_name: str) -> QAction:
        return self.addAction(icon(icon_name, "muted"), title)

    def _add_sentence(self, sentence: str, icon_name: str) -> None:
        short = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 3] + "..."
        action = self._add(short.replace("&", "&&"), icon_name)
        action.setToolTip(sentence)
        action.triggered.connect(lambda: self._composer.change(lambda _old, _template: sentence))
