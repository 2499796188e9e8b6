"""Changing what a sentence about many objects says: dense regions and how objects are spread."""

from __future__ import annotations

from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template


def toggle_region(sentence: Sentence, region: str, template: Template) -> str:
    """Says a region is dense, or no longer; "evenly" goes when a region is named."""
    chosen = set(sentence.dense) ^ {region}
    dense = tuple(name for name in regions_of(template) if name in chosen)
    even = next(iter(template.words.get("distribution", {})), None)
    spread = sentence.distribution
    if dense and spread == even:
        spread = None
    return rewritten(sentence, Finding(distribution=spread, dense=dense), template)


def set_distribution(sentence: Sentence, distribution: str | None, template: Template) -> str:
    """Says another spread; "evenly" takes the dense regions away."""
    even = next(iter(template.words.get("distribution", {})), None)
    dense = () if distribution is not None and distribution == even else sentence.dense
    return rewritten(sentence, Finding(distribution=distribution, dense=dense), template)
