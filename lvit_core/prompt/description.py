"""What a mask shows, in words: the base of what each grammar measures."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from lvit_core.prompt.sentence import Finding, Sentence


@dataclass(frozen=True, eq=False)
class Description(ABC):
    """What a mask shows, in the words and the sides that were asked for.

    Attributes:
        sentence: The drafted sentence.
        shape: (H, W) of the mask.
    """

    sentence: Sentence
    shape: tuple[int, int]

    @property
    def finding(self) -> Finding:
        return self.sentence.finding

    @property
    @abstractmethod
    def source(self) -> str:
        """Where places come from, in words."""

    @abstractmethod
    def as_json(self) -> dict[str, Any]:
        """The keys of ``lvit text describe --json``."""
