"""What a sentence says, as values: the one structure that parser, composer and checks exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lvit_core.prompt.lexicon import Token


@dataclass(frozen=True)
class Finding:
    """The values of a sentence without its wording; equal findings have equal canonical texts.

    Attributes:
        laterality: ``"unilateral"``, ``"bilateral"`` or ``None`` (not said).
        areas: Number of areas, ``None`` when not said.
        zones: Side -> levels from the top down; both sides are always there, maybe empty.
            Left and right are as written: which side of the image that is, ``laterality`` (the
            module) knows.
        distribution: How nuclei are spread, ``None`` when not said.
        dense: Regions of high density, or places of findings, in the template's order.
        negative: The sentence says there is nothing to find.
        attributes: Slot -> the word that fills it.
        words: Free words, as typed but for the first capital and the full stop.
    """

    laterality: str | None = None
    areas: int | None = None
    zones: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    distribution: str | None = None
    dense: tuple[str, ...] = ()
    negative: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    words: str = ""

    @property
    def sides(self) -> tuple[str, ...]:
        """Sides with at least one zone."""
        return tuple(side for side, levels in self.zones.items() if levels)

    @property
    def located(self) -> bool:
        """Whether the sentence says where."""
        return bool(self.sides or self.dense)

    @property
    def empty(self) -> bool:
        """Whether nothing was understood."""
        said = self.laterality or self.distribution or self.located or self.negative
        return not (said or self.attributes or self.words) and self.areas is None


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence: the text as typed, what it says, and where it is in doubt.

    ``canonical`` writes the finding in the template's own words ("" when nothing was understood).
    ``complaints`` are contradictions of the sentence with itself, in plain words; ``values`` is
    the finding under the names that its grammar gives in JSON.
    """

    text: str
    template: str
    finding: Finding
    tokens: tuple[Token, ...]
    canonical: str
    complaints: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def laterality(self) -> str | None:
        return self.finding.laterality

    @property
    def areas(self) -> int | None:
        return self.finding.areas

    @property
    def zones(self) -> Mapping[str, tuple[str, ...]]:
        return self.finding.zones

    @property
    def distribution(self) -> str | None:
        return self.finding.distribution

    @property
    def dense(self) -> tuple[str, ...]:
        return self.finding.dense

    @property
    def is_negative(self) -> bool:
        return self.finding.negative

    @property
    def unknown(self) -> tuple[Token, ...]:
        """Words that were not understood; the network gets them as typed all the same."""
        return tuple(token for token in self.tokens if not token.known)

    @property
    def last(self) -> Token | None:
        """The last word that matters; a comma or "and" after it means something new may begin."""
        return self.tokens[-1] if self.tokens else None

    @property
    def corrected(self) -> tuple[Token, ...]:
        """Words that were understood in spite of a slip."""
        return tuple(token for token in self.tokens if token.corrected is not None)

    def as_json(self) -> dict[str, Any]:
        """The keys of ``lvit text check --json``."""
        result: dict[str, Any] = {"canonical": self.canonical, **self.values}
        result["complaints"] = list(self.complaints)
        result["unknown"] = [token.text for token in self.unknown]
        return result
