"""How a sentence about a paired organ is put to a network: complete, and left before right."""

from __future__ import annotations

from dataclasses import replace

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template


def ask_organ(sentence: Sentence, template: Template) -> str:
    """Canonical, with laterality and count where they follow from the places.

    Words nobody understood come last, unless they would be read as something else there.
    """
    finding = _completed(sentence.finding, template)
    asked = rewritten(sentence, finding, template)
    # A word that meant nothing where it stood, such as a lone number, may mean something there.
    again = parse(asked, template)
    kept = again.finding == finding and len(again.unknown) == len(sentence.unknown)
    return asked if kept else canonical_text(finding, template)


def _completed(finding: Finding, template: Template) -> Finding:
    """With the laterality that the named sides mean, and the least number of areas."""
    if finding.negative:
        return finding
    lateralities = tuple(template.words.get("laterality", {}))
    laterality = finding.laterality
    if laterality is None and 0 < len(finding.sides) <= len(lateralities):
        laterality = lateralities[len(finding.sides) - 1]
    implied = lateralities.index(laterality) + 1 if laterality in lateralities else 0
    areas = finding.areas
    if areas is None:
        areas = max(implied, len(finding.sides)) or None
    return replace(finding, laterality=laterality, areas=areas)
