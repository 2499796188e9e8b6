"""What is said to a person in passing: expected errors, warnings and good news, all of one form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Level = Literal["info", "warning", "error"]

# What differs between two messages of one kind: what is quoted, names of files, numbers.
_NAMES = re.compile(r"'[^']*'|\S+\.\w+\b|\d[\d,.]*")


@dataclass(frozen=True)
class Offer:
    """What a button of a notice does: opens a sheet by its name, or an action by its id."""

    title: str
    sheet: str = ""
    action: str = ""


ASK_WHY = Offer("Say why", "reason")


@dataclass(frozen=True)
class Notice:
    """One thing said to the person; ``details`` are further lines shown on demand.

    ``about`` is the number of the one image that it is about: it is of no use beside another.
    """

    level: Level
    message: str
    hint: str = ""
    details: tuple[str, ...] = ()
    offer: Offer | None = None
    about: int = 0
    at: datetime = field(default_factory=datetime.now)

    @property
    def kind(self) -> tuple[str, str]:
        """The same for messages that differ by names and numbers alone: they are told as one."""
        return self.level, _NAMES.sub("*", self.message)
