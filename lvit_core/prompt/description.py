"""What a mask shows, in words: the base of what each grammar measures."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Self

from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.wording import counted, said


@dataclass(frozen=True, eq=False)
class Description(ABC):
    """What a mask shows, in the words and the sides that were asked for.

    Attributes:
        sentence: The drafted sentence.
        shape: (H, W) of the mask.
        of_part: It tells of a region of the image alone; nobody has looked at the rest.
    """

    sentence: Sentence
    shape: tuple[int, int]
    of_part: bool = field(default=False, kw_only=True)

    @property
    def draft(self) -> Sentence | None:
        """The sentence of the whole image; ``None`` where only a part was looked at."""
        return None if self.of_part else self.sentence

    @property
    def finding(self) -> Finding:
        return self.sentence.finding

    @property
    @abstractmethod
    def source(self) -> str:
        """Where places come from, in words."""

    @property
    def left_out(self) -> str:
        """What of the mask was not counted, as a sentence; empty where all of it was."""
        return ""

    def of_every(self, step: int) -> Self:
        """As it is told of an image of whose mask every ``step``-th row and column was measured."""
        return self

    @abstractmethod
    def as_json(self) -> dict[str, Any]:
        """The keys of ``lvit text describe --json``."""


def not_counted(pieces: int, smallest: float) -> str:
    """What is said of pieces of a mask below the smallest size in pixels; empty without any."""
    if not pieces:
        return ""
    told, least = counted(pieces, "piece"), math.ceil(smallest)
    return said("Not counted: {pieces} under {smallest:,} px.", pieces=told, smallest=least)
