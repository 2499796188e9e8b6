"""What may come next in a sentence about many objects: whole sentences, most of them fixed text."""

from __future__ import annotations

from collections.abc import Iterator

from lvit_core.prompt.compose import filled
from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.density.writing import region_text
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template


def density_phrases(sentence: Sentence, template: Template) -> Iterator[str]:
    """What may follow the sentence so far, the likeliest first."""
    form = template.sentence
    last = sentence.last
    if last is not None and (last.says("distribution") or last.says("around")):
        yield form.distribution.split("{distribution}", 1)[1].strip() + "."
    elif last is not None and last.says("level") is not None:
        yield from (template.spelling(side) for side in template.sides)
    else:
        typed = " ".join(sentence.text.lower().split())
        for option in _density_sentences(template):
            if option.lower().startswith(typed):
                yield option[len(typed) :].lstrip()


def _density_sentences(template: Template) -> Iterator[str]:
    form = template.sentence
    for word in template.words["distribution"]:
        yield _sentence(filled(form.distribution, distribution=template.spelling(word)))
    for region in regions_of(template):
        if region != "around":
            yield _sentence(filled(form.dense, regions=region_text(region, template)))
    if form.around:
        yield _sentence(form.around)
    yield form.negative


def _sentence(clause: str) -> str:
    return clause[0].upper() + clause[1:] + "."
