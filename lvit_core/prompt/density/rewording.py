"""How objects are spread said in other forms, and findings that contradict it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lvit_core.prompt.compose import filled, join_words
from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.density.writing import density_clauses, region_text
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def density_forms(finding: Finding, template: Template) -> Iterator[str]:
    """Texts that may say the finding, its regions from last to first."""
    if finding.negative:
        nothing = template.sentence.negative.rstrip(".")
        nothing = nothing[:1].lower() + nothing[1:]
        yield from (f"there are {nothing}", f"{nothing} in the image")
        return
    regions = [region for region in finding.dense if region != "around"]
    rest = density_clauses(replace(finding, dense=()), template)
    around = [template.sentence.around] if "around" in finding.dense else []
    if not regions:
        return
    for order in (regions, regions[::-1]):
        named = join_words([region_text(region, template) for region in order], template)
        dense = filled(template.sentence.dense, regions=named)
        yield ", ".join([*rest, dense, *around])
        yield ", ".join([dense, *around, *rest])
        yield " and ".join([dense, *around, *rest])


def density_changes(finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
    """Even for irregular, or regions opposite to each that is named, which share nothing.

    Few objects may lie evenly or irregularly, so sparse contradicts neither.
    """
    even, _, irregular, *_ = (*template.words.get("distribution", {}), None, None, None)
    opposite = {even: irregular, irregular: even}.get(finding.distribution)
    if finding.distribution and opposite:
        yield "distribution", replace(finding, distribution=opposite)
    named = [set(region.split()) for region in finding.dense]
    for region in regions_of(template) if named and "around" not in finding.dense else ():
        words = set(region.split())
        if region != "around" and all(_opposite(words, one, template) for one in named):
            yield "zone", replace(finding, dense=(region,))


def _opposite(one: set[str], other: set[str], template: Template) -> bool:
    """Whether two regions lie on different sides or at different levels."""
    return any(
        (here := one & set(words)) and (there := other & set(words)) and here.isdisjoint(there)
        for words in (template.sides, template.levels)
    )


def density_findings(template: Template) -> Iterator[Finding]:
    """Each distribution, and each region as a dense one."""
    for word in template.words.get("distribution", {}):
        yield Finding(distribution=word)
    for region in regions_of(template):
        yield Finding(dense=(region,))
