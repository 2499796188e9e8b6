"""Sentences worth having again: what this project says, and what a person keeps as favourites."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Signal

from app.session.preferences import Preferences
from app.session.state import State

RECENT_KEPT = 12
HISTORY_LENGTH = 20


class Phrasebook(QObject):
    """History and favourites per template, kept with the preferences."""

    changed = Signal()

    def __init__(self, state: State, preferences: Preferences) -> None:
        super().__init__(state)
        self._state = state
        self._preferences = preferences

    def favourites(self, template: str) -> list[str]:
        """In the order they were added."""
        return self._recalled("favourites", template)

    def is_favourite(self, template: str, sentence: str) -> bool:
        return sentence.strip() in self.favourites(template)

    def toggle_favourite(self, template: str, sentence: str) -> bool:
        """Keeps a sentence, or forgets it; returns whether it is a favourite now."""
        sentence = sentence.strip()
        kept = self.favourites(template)
        if not sentence:
            return False
        now = sentence not in kept
        kept = [*kept, sentence] if now else [other for other in kept if other != sentence]
        self._preferences.remember(_key("favourites", template), kept)
        self.changed.emit()
        return now

    def note_used(self, template: str, sentence: str) -> None:
        """A prediction was asked for with this sentence: it goes to the top of the history."""
        sentence = sentence.strip()
        if not sentence:
            return
        recent = [other for other in self._recalled("recent", template) if other != sentence]
        kept = [sentence, *recent][:RECENT_KEPT]
        self._preferences.remember(_key("recent", template), kept)
        self.changed.emit()

    def history(self, template: str) -> list[str]:
        """The latest used sentences, then the most frequent ones of the open project."""
        recent = self._recalled("recent", template)
        counts = Counter(
            record.sentence.strip()
            for record in self._state.library.images
            if record.template == template and record.sentence.strip()
        )
        common = [sentence for sentence, _ in counts.most_common(HISTORY_LENGTH)]
        return list(dict.fromkeys([*recent, *common]))[:HISTORY_LENGTH]

    def _recalled(self, what: str, template: str) -> list[str]:
        value = self._preferences.recall(_key(what, template), [])
        return [str(sentence) for sentence in value] if isinstance(value, list) else []


def _key(what: str, template: str) -> str:
    return f"sentence.{what}.{template}"
