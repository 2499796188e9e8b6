"""What a quarter turn of the image does to a sentence about many objects."""

from __future__ import annotations

from dataclasses import replace

from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


def turned_finding(finding: Finding, template: Template, turns: int) -> Finding:
    """The finding of the image turned counter-clockwise by quarter turns."""
    dense = {_turned(region, template, turns) for region in finding.dense}
    ordered = tuple(region for region in regions_of(template) if region in dense)
    return replace(finding, dense=ordered)


def _turned(region: str, template: Template, turns: int) -> str:
    """Where a region lies after counter-clockwise quarter turns: right goes up, up goes left."""
    left, right = template.sides
    upper, lower = template.levels[0], template.levels[-1]
    step = {right: upper, upper: left, left: lower, lower: right}
    for _ in range(turns):
        words = {step.get(word, word) for word in region.split()}
        region = next((r for r in regions_of(template) if set(r.split()) == words), region)
    return region
