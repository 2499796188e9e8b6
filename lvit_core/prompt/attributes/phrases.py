"""What may come next in a sentence of attributes: the words of the slots it leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from lvit_core.prompt.attributes.slots import regions_of, slots_of
from lvit_core.prompt.attributes.writing import region_text
from lvit_core.prompt.compose import filled, number_text
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template

_MOST_COUNTED = 4


def attribute_phrases(sentence: Sentence, template: Template) -> Iterator[str]:
    """What may follow the sentence so far, the likeliest first."""
    form = template.sentence
    if not sentence.text.strip():
        yield from filter(None, (template.example, form.negative))
    if sentence.is_negative:
        return
    if sentence.areas is None:
        most = min(_MOST_COUNTED, len(template.words.get("number", {})) - 1)
        yield from (number_text(count, template) for count in range(1, most + 1))
    for slot in slots_of(template):
        if slot not in sentence.finding.attributes:
            yield from (template.spelling(word) for word in template.words[slot])
    if not sentence.dense:
        for region in regions_of(template):
            yield filled(form.place, places=region_text(region, template))
