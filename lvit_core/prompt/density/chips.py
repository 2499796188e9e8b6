"""The slots of a sentence about many objects: how they are spread, and each dense region."""

from __future__ import annotations

from functools import partial

from lvit_core.prompt.chips import Chip, Option
from lvit_core.prompt.density import editing
from lvit_core.prompt.editing import negative_chip, set_negative
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said


def density_chips(sentence: Sentence, template: Template) -> tuple[Chip, ...]:
    """All slots in the order of the canonical sentence."""
    if sentence.is_negative:
        return (negative_chip(),)
    spreads = tuple(
        Option(template.spelling(word), partial(_set_spread, word), word == sentence.distribution)
        for word in template.words["distribution"]
    )
    named = sentence.distribution is not None
    none = Option(said("Nothing to find"), set_negative)
    text = template.spelling(sentence.distribution or "") if named else said("spread")
    remove = partial(_set_spread, None) if named else None
    chips = [Chip("distribution", text, named, (*spreads, none), remove)]
    for region in sentence.dense:
        words = " ".join(template.spelling(word) for word in region.split())
        chips.append(Chip("region", f"dense: {words}", True, (), partial(_toggle_region, region)))
    return tuple(chips)


def _set_spread(word: str | None, sentence: Sentence, template: Template) -> str:
    return editing.set_distribution(sentence, word, template)


def _toggle_region(region: str, sentence: Sentence, template: Template) -> str:
    return editing.toggle_region(sentence, region, template)
