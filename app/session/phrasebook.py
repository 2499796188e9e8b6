"""Sentences worth having again: what this project says, and what a person keeps as favourites."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.session.preferences import Preferences
from app.session.state import State
from lvit_core.prompt.kept_sentences import dropped, kept, latest_and_common, offered
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.template import Template

RECENT_KEPT = 12
HISTORY_LENGTH = 20


class Phrasebook(QObject):
    """History and favourites per template, kept with the preferences."""

    changed = Signal()

    def __init__(self, state: State, preferences: Preferences) -> None:
        super().__init__(state)
        self._state = state
        self._preferences = preferences

    def favourites(self, template: Template) -> list[str]:
        """The latest first, in the left and right of the open image."""
        return offered(self._stored("favourites", template), template, self._sides)

    def is_favourite(self, template: Template, sentence: str) -> bool:
        return sentence.strip() in self.favourites(template)

    def toggle_favourite(self, template: Template, sentence: str) -> bool:
        """Keeps a sentence, or forgets it; returns whether it is a favourite now."""
        sentence = sentence.strip()
        if not sentence:
            return False
        now = not self.is_favourite(template, sentence)
        change = kept if now else dropped
        entries = change(self._stored("favourites", template), sentence, template, self._sides)
        self._preferences.remember(_key("favourites", template), entries)
        self.changed.emit()
        return now

    def note_used(self, template: Template, sentence: str) -> None:
        """A prediction was asked for with this sentence: it goes to the top of the history."""
        sentence = sentence.strip()
        if not sentence:
            return
        entries = kept(self._stored("recent", template), sentence, template, self._sides)
        self._preferences.remember(_key("recent", template), entries[:RECENT_KEPT])
        self.changed.emit()

    def history(self, template: Template) -> list[str]:
        """The latest used sentences, then the most frequent ones of the open project."""
        recent = offered(self._stored("recent", template), template, self._sides)
        images = self._state.library.images
        said = (record.sentence for record in images if record.template == template.name)
        return latest_and_common(recent, said, HISTORY_LENGTH)

    @property
    def _sides(self) -> Sides:
        return self._state.sides

    def _stored(self, what: str, template: Template) -> object:
        return self._preferences.recall(_key(what, template), [])


def _key(what: str, template: Template) -> str:
    return f"sentence.{what}.{template.name}"
