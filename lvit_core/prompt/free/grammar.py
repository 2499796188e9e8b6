"""Free words as a grammar: a sentence is passed on as typed, and nothing is claimed about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.chips import Chip
from lvit_core.prompt.description import Description
from lvit_core.prompt.grammar import Diagram, Grammar, Reading
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.lexicon import Meaning, Token, lexicon
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

_WORD = re.compile(r"\S+")
_ROLE = "free"


@dataclass(frozen=True, eq=False)
class NothingClaimed(Description):
    """What a mask shows where no words can be held against it."""

    empty: bool

    @property
    def finding(self) -> Finding:
        return Finding(negative=self.empty)

    @property
    def source(self) -> str:
        return "free words are not compared with the mask"

    def as_json(self) -> dict[str, Any]:
        return self.sentence.as_json() | {"components": []}


class FreeWords(Grammar):
    """Any words at all; the network gets them as they are typed."""

    name: ClassVar[str] = "free-words"
    title: ClassVar[str] = said("Free words, as they are typed")
    claims: ClassVar[str] = said(
        "No sentence is drafted from a mask, and none is compared with it."
    )
    diagram: ClassVar[Diagram] = Diagram.NONE
    knows_words: ClassVar[bool] = False
    needs_places: ClassVar[bool] = False

    def problems(self, template: Template) -> list[str]:
        may, words = template.augmentation, template.words
        found = []
        if (may.flip_horizontal or may.quarter_turns) and len(words.get("side", {})) < 2:
            found.append(
                "words.side must name two sides, so that a mirrored image keeps a true sentence"
            )
        if (may.flip_vertical or may.quarter_turns) and len(words.get("level", {})) < 2:
            found.append(
                "words.level must name two levels, so that a mirrored image keeps a true sentence"
            )
        return found

    def tokens(self, text: str, template: Template) -> tuple[Token, ...]:
        """Every word means itself: none is unknown."""
        return tuple(
            Token(found.group(), *found.span(), (Meaning(_ROLE, found.group()),))
            for found in _WORD.finditer(text)
        )

    def read(self, tokens: Sequence[Token], template: Template) -> Reading:
        text = " ".join(token.text for token in tokens).rstrip(".").rstrip()
        return Finding(words=text[:1].upper() + text[1:]), [], frozenset()

    def clauses(self, finding: Finding, template: Template) -> list[str]:
        return [finding.words] if finding.words else []

    def nothing_said(self, template: Template) -> Finding:
        return Finding()

    def nothing_there(self, template: Template) -> Finding:
        negative = template.sentence.negative
        return self.read(self.tokens(negative, template), template)[0]

    def values(self, finding: Finding) -> dict[str, Any]:
        return {"words": finding.words}

    def chips(self, sentence: Sentence, template: Template) -> tuple[Chip, ...]:
        return ()

    def phrases(self, sentence: Sentence, template: Template) -> Iterator[str]:
        if not sentence.text.strip():
            yield from filter(None, (template.example, template.sentence.negative))

    def describe(
        self,
        mask: npt.NDArray[np.generic],
        template: Template,
        organs: npt.NDArray[np.generic] | None,
        sides: Sides,
        smallest: float | None,
    ) -> NothingClaimed:
        shape = (int(mask.shape[0]), int(mask.shape[1]))
        return NothingClaimed(parse("", template), shape, not mask.any())

    def check(self, sentence: Sentence, description: Description, template: Template) -> Agreement:
        return Agreement((), ())

    def region_mask(
        self,
        finding: Finding,
        shape: tuple[int, int],
        organs: npt.NDArray[np.generic] | None,
        template: Template,
    ) -> npt.NDArray[np.uint8]:
        return np.ones(shape, np.uint8)

    def turned(self, finding: Finding, template: Template, quarter_turns: int) -> Finding | None:
        """Words that name a place have no turned form; others stay true."""
        said = lexicon(template).tokens(finding.words)
        placed = any(token.says("side") or token.says("level") for token in said)
        return None if placed else finding


GRAMMAR = FreeWords()
