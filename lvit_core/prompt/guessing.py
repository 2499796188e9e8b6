"""Which template data follow when nothing says so: the one that knows their layers and words."""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import islice

from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import every_template

_ENOUGH = 50  # sentences: more of them would not change the answer


def guess_template(sentences: Iterable[str], layers: Set[str] = frozenset()) -> str:
    """The name of the template that has most of the layers and knows most of the words.

    Where nothing tells, one whose sentences need no declaration of left and right; of two that
    share their words, as nuclei in two kinds of microscopy do, the one that the sample shows.

    Args:
        sentences: As written; blank ones say nothing.
        layers: Names or roles of layers that the data have masks for.
    """
    read = list(islice(filter(None, sentences), _ENOUGH))

    def misfit(template: Template) -> tuple[int, int, bool, bool, bool]:
        known = sum(not layers.isdisjoint((layer.name, layer.role)) for layer in template.layers)
        knows_words = grammar_of(template).knows_words
        said = (parse(text, template) for text in read)
        unknown = sum(len(one.unknown if knows_words else one.tokens) for one in said)
        return -known, unknown, not knows_words, template.laterality, not template.sample

    return min(every_template(), key=misfit).name
