"""Attributes said in other forms, and findings that contradict them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lvit_core.prompt.attributes.slots import regions_of, slots_of
from lvit_core.prompt.attributes.writing import attribute_clauses, region_text
from lvit_core.prompt.compose import filled, join_words
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def attribute_forms(finding: Finding, template: Template) -> Iterator[str]:
    """Texts that may say the finding: its places first, and from last to first."""
    rest = attribute_clauses(replace(finding, dense=()), template)
    if finding.negative or not (finding.dense and rest):
        return
    for order in (finding.dense, finding.dense[::-1]):
        named = join_words([region_text(region, template) for region in order], template)
        place = filled(template.sentence.place, places=named)
        yield ", ".join([place, *rest])
        yield " ".join([*rest, place])


def attribute_changes(finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
    """Another word in one slot, or one place instead of all that are named."""
    for slot, word in finding.attributes.items():
        for other in template.words[slot]:
            if other != word:
                yield slot, replace(finding, attributes={**finding.attributes, slot: other})
    named = {word for region in finding.dense for word in region.split()}
    for region in regions_of(template) if named else ():
        if named.isdisjoint(region.split()):
            yield "place", replace(finding, dense=(region,))


def attribute_findings(template: Template) -> Iterator[Finding]:
    """Each word of each slot alone."""
    for slot in slots_of(template):
        for word in template.words[slot]:
            yield Finding(attributes={slot: word})
