"""How a sentence is put to a network: its meaning in the one form that networks are taught.

People leave out what goes without saying ("upper left lung") and name sides in any order. A network
that has only ever read "Bilateral ..., left lung and ... right lung" takes the first place for the
left one whatever the words say, so the order of typing must never reach it.
"""

from __future__ import annotations

from dataclasses import replace

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.flips import without_location
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def as_asked(text: str | None, template: Template, *, part: bool = False) -> str | None:
    """What a network is asked when a person typed ``text``; training reads the same words.

    Findings of a paired organ are written canonically, left before right, with laterality and
    count where they follow from the places; words nobody understood come last, unless they would be
    read as something else there. Sentences of other grammars, and such that say nothing the grammar
    knows, stay as typed.

    Args:
        text: In the viewer's left and right; blank is the same as ``None``.
        part: The network sees a part of the image, which has no places of its own.
    """
    text = " ".join(text.split()) if text else ""
    if not text:
        return None
    sentence = parse(text, template)
    if part and sentence.finding.located:
        return without_location(text, template)
    if template.grammar == "density" or sentence.finding.empty:
        return text
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
