"""Attributes as a grammar: one clause with slots, each filled by a word of a closed list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.attributes.checks import check_attributes
from lvit_core.prompt.attributes.chips import attribute_chips
from lvit_core.prompt.attributes.describing import AttributeDescription, describe_attributes
from lvit_core.prompt.attributes.phrases import attribute_phrases
from lvit_core.prompt.attributes.problems import attribute_problems
from lvit_core.prompt.attributes.reading import read_attributes
from lvit_core.prompt.attributes.rewording import (
    attribute_changes,
    attribute_findings,
    attribute_forms,
)
from lvit_core.prompt.attributes.slots import limits_of, regions_of, slots_of, turned_region
from lvit_core.prompt.attributes.writing import attribute_clauses
from lvit_core.prompt.chips import Chip
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.description import Description
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.grammar import Diagram, Grammar, Reading
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.lexicon import Token
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said


class Attributes(Grammar):
    """What a finding is like: number, attributes of closed lists, and places."""

    name: ClassVar[str] = "attributes"
    title: ClassVar[str] = said("Attributes: number, size, shape, place")
    claims: ClassVar[str] = said(
        "Number, size and place are drafted from the mask and compared with it; all other words "
        "are for people to judge."
    )
    diagram: ClassVar[Diagram] = Diagram.NONE
    needs_places: ClassVar[bool] = False

    def problems(self, template: Template) -> list[str]:
        return attribute_problems(template)

    def roles(self, template: Template) -> tuple[str, ...]:
        return (*slots_of(template), "center")

    def example(self, template: Template) -> str:
        first = {slot: next(iter(template.words[slot])) for slot in slots_of(template)}
        one = 1 if "{count}" in template.sentence.finding else None
        places = regions_of(template)[:1]
        return canonical_text(Finding(areas=one, dense=places, attributes=first), template)

    def read(self, tokens: Sequence[Token], template: Template) -> Reading:
        return read_attributes(tokens, template)

    def clauses(self, finding: Finding, template: Template) -> list[str]:
        return attribute_clauses(finding, template)

    def nothing_said(self, template: Template) -> Finding:
        return Finding()

    def nothing_there(self, template: Template) -> Finding:
        return Finding(negative=True)

    def values(self, finding: Finding) -> dict[str, Any]:
        said = {"number": 0 if finding.negative else finding.areas}
        return {**said, "attributes": dict(finding.attributes), "places": list(finding.dense)}

    def said_otherwise(self, finding: Finding, template: Template) -> Iterator[str]:
        return attribute_forms(finding, template)

    def changed(self, finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
        return attribute_changes(finding, template)

    def something_there(self, template: Template) -> Iterator[Finding]:
        return attribute_findings(template)

    def chips(self, sentence: Sentence, template: Template) -> tuple[Chip, ...]:
        return attribute_chips(sentence, template)

    def phrases(self, sentence: Sentence, template: Template) -> Iterator[str]:
        return attribute_phrases(sentence, template)

    def describe(
        self,
        mask: npt.NDArray[np.generic],
        template: Template,
        organs: npt.NDArray[np.generic] | None,
        sides: Sides,
        smallest: float | None,
    ) -> AttributeDescription:
        return describe_attributes(mask, template, sides, smallest)

    def check(self, sentence: Sentence, description: Description, template: Template) -> Agreement:
        if not isinstance(description, AttributeDescription):
            raise TypeError("the description was made with another grammar")
        return check_attributes(sentence, description, template)

    def region_mask(
        self,
        finding: Finding,
        shape: tuple[int, int],
        organs: npt.NDArray[np.generic] | None,
        template: Template,
    ) -> npt.NDArray[np.uint8]:
        if not finding.dense:
            return np.ones(shape, np.uint8)
        mask = np.zeros(shape, np.uint8)
        for region in finding.dense:
            top, left, bottom, right = limits_of(region, template.sides, template)
            rows = slice(round(top * shape[0]), round(bottom * shape[0]))
            mask[rows, round(left * shape[1]) : round(right * shape[1])] = 1
        return mask

    def as_asked(self, sentence: Sentence, template: Template) -> str:
        """In the one form for all, so that the order of typing does not reach the network."""
        return rewritten(sentence, sentence.finding, template)

    def turned(self, finding: Finding, template: Template, quarter_turns: int) -> Finding | None:
        dense = {turned_region(region, template, quarter_turns) for region in finding.dense}
        ordered = tuple(region for region in regions_of(template) if region in dense)
        return replace(finding, dense=ordered)


GRAMMAR = Attributes()
