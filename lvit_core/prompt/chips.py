"""The slots of a sentence as small pieces to click: what each says, and what else it could say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template

Change = Callable[[Sentence, Template], str]


@dataclass(frozen=True)
class Option:
    """One thing a slot could say; ``change`` makes the sentence say it."""

    title: str
    change: Change
    chosen: bool = False


@dataclass(frozen=True)
class Chip:
    """One slot. ``said`` is false for a slot the sentence leaves open; ``remove`` empties it."""

    kind: str
    text: str
    said: bool
    options: tuple[Option, ...]
    remove: Change | None = None
