"""Where contrastive labels come from: the grammar for chests, labeled masks for nuclei.

Only the training side is ever passed in, and only its labeled samples: a validation mask that
reached the bank would teach the network its own examination.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, combinations, product

import numpy as np
import torch

from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.training.language_vision import ContrastiveBank, SentenceVectors


class CanonicalBank(ContrastiveBank):
    """A bank of canonical sentences; what is asked for is brought into canonical words first."""

    def __init__(
        self,
        sentences: Sequence[str],
        labels: torch.Tensor,
        vectors: SentenceVectors,
        template: Template,
    ) -> None:
        super().__init__(sentences, labels, vectors)
        self._template = template

    def nearest(self, sentence: str) -> int:
        finding = parse(sentence, self._template).finding
        plain = canonical_text(Finding(None, None, finding.zones), self._template)
        return super().nearest(plain if plain in self._found else sentence)


def chest_bank(template: Template, vectors: SentenceVectors, size: int) -> CanonicalBank:
    """Every combination of sides and levels the grammar knows, drawn as regions of the square.

    The authors' bank has 14 entries; this one has one for every sentence that names zones, and an
    empty one for the negative sentence.

    Args:
        template: A grammar of paired organs.
        vectors: The frozen encoder.
        size: Side of the labels in pixels.
    """
    from lvit_core.prompt.contrast import region_mask  # noqa: PLC0415 - scipy loads on first use

    subsets = list(
        chain.from_iterable(
            combinations(template.levels, n) for n in range(len(template.levels) + 1)
        )
    )
    sentences, labels = [], []
    for choice in product(subsets, repeat=len(template.sides)):
        zones = dict(zip(template.sides, choice, strict=True))
        if not any(choice):
            continue
        sentence = canonical_text(Finding(None, None, zones), template)
        sentences.append(sentence)
        labels.append(region_mask(parse(sentence, template), (size, size), None, template))
    sentences.append(canonical_text(Finding(negative=True), template))
    labels.append(np.zeros((size, size), np.uint8))
    stacked = torch.from_numpy((np.stack(labels) > 0).astype(np.uint8))
    return CanonicalBank(sentences, stacked, vectors, template)


def mask_bank(
    labeled: Sequence[Sample], reader: SampleReader, vectors: SentenceVectors
) -> ContrastiveBank | None:
    """The masks of labeled training images that have a sentence; ``None`` when none has.

    An image that was looked at in a part alone has no mask to compare whole answers with.
    """
    whole = [sample for sample in labeled if sample.labeled and sample.read_known is None]
    told = [sample for sample in whole if sample.sentence]
    if not told:
        return None
    labels = torch.from_numpy(np.stack([reader.still_mask(sample) for sample in told]))
    return ContrastiveBank([sample.sentence or "" for sample in told], labels, vectors)


def build_bank(
    template_name: str,
    labeled: Sequence[Sample],
    reader: SampleReader,
    vectors: SentenceVectors,
) -> ContrastiveBank | None:
    """The bank that fits a template; ``None`` where there is nothing to compare with.

    Only whole images can be compared with a contrastive label, so tiles have no bank.
    """
    if reader.settings.kind != "whole":
        return None
    template = load_template(template_name)
    if grammar_of(template).words_draw_labels:
        return chest_bank(template, vectors, reader.settings.size)
    return mask_bank(labeled, reader, vectors)
