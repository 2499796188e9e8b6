"""Values of many small objects as words: how they are spread, and where they stand closer."""

from __future__ import annotations

from lvit_core.prompt.compose import filled, join_words
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def density_clauses(finding: Finding, template: Template) -> list[str]:
    """The canonical clauses of a finding."""
    form = template.sentence
    clauses = []
    if finding.distribution:
        word = template.spelling(finding.distribution)
        clauses.append(filled(form.distribution, distribution=word))
    regions = [region for region in finding.dense if region != "around"]
    if regions:
        texts = [region_text(region, template) for region in regions]
        clauses.append(filled(form.dense, regions=join_words(texts, template)))
    if "around" in finding.dense:
        clauses.append(form.around)
    return clauses


def region_text(region: str, template: Template) -> str:
    """``the upper right``."""
    words = " ".join(template.spelling(word) for word in region.split())
    return filled(template.sentence.region, region=words)
