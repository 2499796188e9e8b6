"""Whose name stands by what is drawn, accepted and exported; asked for once, in passing."""

from __future__ import annotations

from app.session.notices import Notices
from app.session.preferences import Preferences
from lvit_core.notice import Notice, Offer
from lvit_core.preferences import PERSON_KEY

ASKED = "person.asked"


def person_name(preferences: Preferences) -> str:
    """The name a person gave; empty for none."""
    return str(preferences.get(PERSON_KEY)).strip()


def ask_for_name(preferences: Preferences, notices: Notices) -> None:
    """Says once that no name is given, and where to give one; nothing waits for an answer."""
    if person_name(preferences) or preferences.recall(ASKED, False):
        return
    preferences.remember(ASKED, True)
    offer = Offer("Give a name", "preferences")
    notices.post(Notice("info", "Your work is kept without your name.", offer=offer))
