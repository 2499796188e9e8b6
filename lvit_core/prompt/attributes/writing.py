"""Attributes as words: one clause, from which everything that is not said is left out."""

from __future__ import annotations

from lvit_core.prompt.attributes.slots import slots_of
from lvit_core.prompt.compose import filled, join_words, number_text
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def attribute_clauses(finding: Finding, template: Template) -> list[str]:
    """The canonical clause of a finding; none where it says nothing."""
    if finding.empty:
        return []
    form, said = template.sentence, finding.attributes
    values = {slot: template.spelling(said.get(slot, "")) for slot in slots_of(template)}
    places = [region_text(region, template) for region in finding.dense]
    values["place"] = filled(form.place, places=join_words(places, template)) if places else ""
    values["count"] = "" if finding.areas is None else number_text(finding.areas, template)
    values["noun"] = form.nouns[1 if (finding.areas or 0) > 1 else 0]
    return [filled(form.finding, **values)]


def region_text(region: str, template: Template) -> str:
    """``upper left``."""
    return " ".join(template.spelling(word) for word in region.split())
