"""Findings in a paired organ as a grammar; each part of it stands in a module of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.chips import Chip
from lvit_core.prompt.description import Description
from lvit_core.prompt.grammar import Diagram, Grammar, Reading
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.lexicon import Token
from lvit_core.prompt.organ.asking import ask_organ
from lvit_core.prompt.organ.checks import check_organ
from lvit_core.prompt.organ.chips import organ_chips
from lvit_core.prompt.organ.describing import OrganDescription, describe_organ
from lvit_core.prompt.organ.phrases import continued_phrases, organ_phrases
from lvit_core.prompt.organ.reading import read_organ
from lvit_core.prompt.organ.rewording import organ_changes, organ_findings, organ_forms
from lvit_core.prompt.organ.writing import organ_clauses
from lvit_core.prompt.organ.zones import lung_zones, region_mask
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

_SLOTS = {
    "finding": ("{laterality}",),
    "count": ("{count}", "{noun}"),
    "place": ("{levels}", "{side}"),
}


class PairedOrgan(Grammar):
    """Which side, how many areas, which levels."""

    name: ClassVar[str] = "paired-organ"
    title: ClassVar[str] = said("Side, number and zones of a paired organ")
    diagram: ClassVar[Diagram] = Diagram.ORGAN
    words_draw_labels: ClassVar[bool] = True

    def problems(self, template: Template) -> list[str]:
        problems = template.sentence.missing(_SLOTS)
        if len(template.sentence.nouns) != 2:
            problems.append("sentence.nouns must hold the singular and the plural")
        return problems

    def read(self, tokens: Sequence[Token], template: Template) -> Reading:
        return read_organ(tokens, template)

    def clauses(self, finding: Finding, template: Template) -> list[str]:
        return organ_clauses(finding, template)

    def nothing_said(self, template: Template) -> Finding:
        return Finding(zones=dict.fromkeys(template.sides, ()))

    def nothing_there(self, template: Template) -> Finding:
        return Finding(areas=0, zones=dict.fromkeys(template.sides, ()), negative=True)

    def values(self, finding: Finding) -> dict[str, Any]:
        zones = {side: list(levels) for side, levels in finding.zones.items()}
        return {"laterality": finding.laterality, "areas": finding.areas, "zones": zones}

    def said_otherwise(self, finding: Finding, template: Template) -> Iterator[str]:
        return organ_forms(finding, template)

    def changed(self, finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
        return organ_changes(finding, template)

    def something_there(self, template: Template) -> Iterator[Finding]:
        return organ_findings(template)

    def chips(self, sentence: Sentence, template: Template) -> tuple[Chip, ...]:
        return organ_chips(sentence, template)

    def phrases(self, sentence: Sentence, template: Template) -> Iterator[str]:
        return organ_phrases(sentence, template)

    def continued(self, sentence: Sentence, template: Template) -> Iterator[str]:
        return continued_phrases(sentence, template)

    def describe(
        self,
        mask: npt.NDArray[np.generic],
        template: Template,
        organs: npt.NDArray[np.generic] | None,
        sides: Sides,
        smallest: float | None,
    ) -> OrganDescription:
        return describe_organ(mask, template, organs, sides, smallest)

    def check(self, sentence: Sentence, description: Description, template: Template) -> Agreement:
        if not isinstance(description, OrganDescription):
            raise TypeError("the description was made with another grammar")
        return check_organ(sentence, description, template)

    def region_mask(
        self,
        finding: Finding,
        shape: tuple[int, int],
        organs: npt.NDArray[np.generic] | None,
        template: Template,
    ) -> npt.NDArray[np.uint8]:
        zones = finding.zones if finding.sides else dict.fromkeys(template.sides, template.levels)
        return region_mask(zones, lung_zones(organs, shape, template))

    def as_asked(self, sentence: Sentence, template: Template) -> str:
        return ask_organ(sentence, template)


GRAMMAR = PairedOrgan()
