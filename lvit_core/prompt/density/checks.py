"""Sentence against objects: is it as even, as sparse, as dense there as the words say?"""

from __future__ import annotations

from dataclasses import replace

from lvit_core import wording
from lvit_core.geometry import Rect
from lvit_core.prompt.agreement import Agreement, Contradiction, Row
from lvit_core.prompt.density.describing import DensityDescription
from lvit_core.prompt.density.measuring import (
    DENSE_CORNER,
    IRREGULAR,
    SPARSE_COVERAGE,
    Density,
    dense_regions,
    distribution_of,
)
from lvit_core.prompt.density.writing import region_text
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template

# Between a limit of the draft and this one the eye may see either, so nothing is contradicted.
_UNEVEN_CORNER = 1.3
_NOT_SPARSE = 1.35 * SPARSE_COVERAGE
_REGULAR = 0.13
_DENSER = 1.0


def check_density(
    sentence: Sentence, description: DensityDescription, template: Template
) -> Agreement:
    """One row per statement of the sentence; what it leaves open is not contradicted."""
    density = description.density
    if sentence.is_negative or not density.objects:
        parts = [_check_presence(sentence, density, description)]
    else:
        parts = [
            _check_region(region, sentence, density, description, template)
            for region in sentence.dense
        ]
        if sentence.distribution:
            parts.insert(0, _check_spread(sentence.distribution, density, description, template))
    rows = tuple(row for row, _ in parts)
    return Agreement(rows, tuple(found for _, found in parts if found is not None))


Part = tuple[Row, Contradiction | None]


def _check_presence(sentence: Sentence, density: Density, description: DensityDescription) -> Part:
    agrees = sentence.is_negative == (density.objects == 0)
    row = Row("objects", wording.said("{objects} in the mask", objects=density.objects), agrees)
    if agrees:
        return row, None
    says = (
        wording.said("there are none") if sentence.is_negative else wording.said("there are some")
    )
    message = wording.said(
        "The sentence says {says}, the mask has {count}.",
        says=says,
        count=density.objects or wording.said("none"),
    )
    whole = Rect(0, 0, *description.shape)
    return row, Contradiction(
        "density", message, (says,), whole, description.finding, beyond=sentence.is_negative
    )


def _check_spread(
    said: str, density: Density, description: DensityDescription, template: Template
) -> Part:
    if not _contradicts(said, density, template):
        return Row("distribution", "agrees", True), None
    dense = dense_regions(density, template)
    looks = (
        wording.said("denser in {place}", place=region_text(dense[0], template))
        if dense and dense != ("around",)
        else ""
    )
    looks = looks or (
        wording.said("denser around") if dense else distribution_of(density, template) or "other"
    )
    message = wording.said(
        "The sentence says {said}, the objects look {looks}.", said=said, looks=looks
    )
    whole = Rect(0, 0, *description.shape)
    found = Contradiction("distribution", message, (said, looks), whole, description.finding)
    return Row("distribution", wording.said("looks {looks}", looks=looks), False), found


def _check_region(
    region: str,
    sentence: Sentence,
    density: Density,
    description: DensityDescription,
    template: Template,
) -> Part:
    ratio = density.relative[region]
    row = Row(region, wording.said("{ratio:.2f} x average", ratio=ratio), ratio > _DENSER)
    if ratio > _DENSER:
        return row, None
    kept = tuple(other for other in sentence.dense if other != region)
    settled: Finding = replace(sentence.finding, dense=kept)
    place = (
        region
        if region == "around"
        else wording.said("in {place}", place=region_text(region, template))
    )
    return row, Contradiction(
        "density",
        wording.said(
            "The sentence says dense {place}, the mask has {ratio:.2f} times the average there.",
            place=place,
            ratio=ratio,
        ),
        (place, f"{ratio:.2f}"),
        description.region_rect(region, template),
        description.finding if settled.empty else settled,
    )


def _contradicts(said: str, density: Density, template: Template) -> bool:
    words = tuple(template.words.get("distribution", {}))
    if said not in words[:3]:
        return False
    even, sparse, _ = words[:3]
    if said == even:
        densest = max(ratio for region, ratio in density.relative.items() if " " in region)
        return density.variation > IRREGULAR or densest > max(_UNEVEN_CORNER, DENSE_CORNER)
    if said == sparse:
        return density.coverage > _NOT_SPARSE
    return density.variation < _REGULAR and not dense_regions(density, template)
