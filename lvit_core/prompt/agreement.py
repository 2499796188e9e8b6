"""The result of comparing a sentence with a mask, as every grammar reports it."""

from __future__ import annotations

from dataclasses import dataclass

from lvit_core.geometry import Rect
from lvit_core.prompt.sentence import Finding


@dataclass(frozen=True)
class Contradiction:
    """One disagreement.

    Attributes:
        kind: ``"side"``, ``"areas"``, ``"zones"``, ``"distribution"``, ``"density"``,
            ``"presence"``, ``"place"`` or ``"size"``.
        message: One sentence for a person.
        emphasis: Parts of the message that carry the point.
        rect: Where to look in the image (pixels).
        settled: What the sentence would say if the mask were right about this point.
        adds: Settling it only adds words.
        beyond: The mask shows more than the sentence says, so drawing more cannot mend it.
    """

    kind: str
    message: str
    emphasis: tuple[str, ...]
    rect: Rect
    settled: Finding
    adds: bool = False
    beyond: bool = False


@dataclass(frozen=True)
class Row:
    """One line of the comparison: ``agrees`` is ``None`` when the sentence does not say."""

    name: str
    text: str
    agrees: bool | None


@dataclass(frozen=True)
class Agreement:
    """The comparison: one row per point, and every contradiction."""

    rows: tuple[Row, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def compared(self) -> bool:
        """Whether any point was compared: where none was, nothing agrees and nothing differs."""
        return any(row.agrees is not None for row in self.rows)

    @property
    def agrees(self) -> bool:
        return not self.contradictions
