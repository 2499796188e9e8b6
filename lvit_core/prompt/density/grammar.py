"""Many small objects as a grammar; each part of it stands in a module of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.chips import Chip
from lvit_core.prompt.density.checks import check_density
from lvit_core.prompt.density.chips import density_chips
from lvit_core.prompt.density.describing import DensityDescription, describe_density
from lvit_core.prompt.density.phrases import density_phrases
from lvit_core.prompt.density.reading import read_density
from lvit_core.prompt.density.regions import dense_mask
from lvit_core.prompt.density.rewording import density_changes, density_findings, density_forms
from lvit_core.prompt.density.turning import turned_finding
from lvit_core.prompt.density.writing import density_clauses
from lvit_core.prompt.description import Description
from lvit_core.prompt.grammar import Diagram, Grammar, Reading
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.lexicon import Token
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

_SLOTS = {
    "distribution": ("{distribution}",),
    "dense": ("{regions}",),
    "region": ("{region}",),
}


class SpreadObjects(Grammar):
    """How evenly objects are spread, and in which quadrants they stand closer together."""

    name: ClassVar[str] = "density"
    title: ClassVar[str] = said("How objects are spread, and where they are dense")
    diagram: ClassVar[Diagram] = Diagram.FIELD

    def problems(self, template: Template) -> list[str]:
        return template.sentence.missing(_SLOTS)

    def read(self, tokens: Sequence[Token], template: Template) -> Reading:
        return read_density(tokens, template)

    def clauses(self, finding: Finding, template: Template) -> list[str]:
        return density_clauses(finding, template)

    def nothing_said(self, template: Template) -> Finding:
        return Finding()

    def nothing_there(self, template: Template) -> Finding:
        return Finding(negative=True)

    def values(self, finding: Finding) -> dict[str, Any]:
        return {"distribution": finding.distribution, "dense": list(finding.dense)}

    def said_otherwise(self, finding: Finding, template: Template) -> Iterator[str]:
        return density_forms(finding, template)

    def changed(self, finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
        return density_changes(finding, template)

    def something_there(self, template: Template) -> Iterator[Finding]:
        return density_findings(template)

    def chips(self, sentence: Sentence, template: Template) -> tuple[Chip, ...]:
        return density_chips(sentence, template)

    def phrases(self, sentence: Sentence, template: Template) -> Iterator[str]:
        return density_phrases(sentence, template)

    def describe(
        self,
        mask: npt.NDArray[np.generic],
        template: Template,
        organs: npt.NDArray[np.generic] | None,
        sides: Sides,
        smallest: float | None,
    ) -> DensityDescription:
        return describe_density(mask, template)

    def check(self, sentence: Sentence, description: Description, template: Template) -> Agreement:
        if not isinstance(description, DensityDescription):
            raise TypeError("the description was made with another grammar")
        return check_density(sentence, description, template)

    def region_mask(
        self,
        finding: Finding,
        shape: tuple[int, int],
        organs: npt.NDArray[np.generic] | None,
        template: Template,
    ) -> npt.NDArray[np.uint8]:
        return dense_mask(finding.dense, shape, template)

    def turned(self, finding: Finding, template: Template, quarter_turns: int) -> Finding | None:
        return turned_finding(finding, template, quarter_turns)


GRAMMAR = SpreadObjects()
