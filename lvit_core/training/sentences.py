"""Sentences a run makes itself: drafted from masks, or drawn to teach the network to read."""

from __future__ import annotations

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor

from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.data.warp import Warp
from lvit_core.errors import LViTError
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.training.false_requests import Places, places_of, zones_sentence

Levels = tuple[str, ...]

# Share of drawn sentences that say there is nothing, so that the network learns to answer nothing.
_NEGATIVE_SHARE = 0.04
# Share of the samples of a "parts" run that ask for a part of their mask only.
_PART_SHARE = 0.3
# Of the requests for what is not all there, the share that names free zones alone.
_FREE_SHARE = 0.75
# Share of the requests about images without any finding that go without a sentence.
_UNASKED_SHARE = 0.35
# A smaller part is not worth a sentence: the share of the image that counts as an area.
_SMALLEST_PART = 0.001


def drafted_sentence(sample: Sample, reader: SampleReader) -> str | None:
    """What the template's grammar says of a labeled sample's own mask; ``None`` if unlabeled.

    Also where only a part was looked at: what is in the whole image, that part does not tell.
    """
    if sample.read_mask is None or sample.read_known is not None:
        return None
    return describe_sample(sample)


def describe_sample(sample: Sample) -> str:
    """The sentence drafted from the mask (and lungs, where there are any) at full size.

    Raises:
        LViTError: The sample has no mask.
    """
    from lvit_core.prompt.describe import describe  # noqa: PLC0415 - scipy loads on first use

    if sample.read_mask is None:
        raise LViTError("{key} has no mask to draft a sentence from.", key=sample.key)
    lungs = sample.read_lungs() if sample.read_lungs is not None else None
    described = describe(sample.read_mask(), load_template(sample.template), lungs)
    return described.sentence.text


def draw_zone_task(
    sample: Sample, reader: SampleReader, warp: Warp, rng: Generator
) -> tuple[str, Tensor]:
    """A random sentence and the part of the lungs it names, so that only reading helps.

    Returns:
        The sentence and its (1, size, size) float32 0/1 target in the warped view.

    Raises:
        LViTError: The sample has no lung mask.
    """
    from lvit_core.prompt.contrast import region_mask  # noqa: PLC0415 - scipy loads on first use

    lungs = reader.lungs_view(sample, warp)
    if lungs is None:
        raise LViTError(
            "{key} has no lung mask, so no zones can be drawn.",
            "Add lungs/ beside labelcol/, or train with targets = 'masks'.",
            key=sample.key,
        )
    template = load_template(sample.template)
    sentence = zone_sentence(template, rng)
    region = region_mask(
        parse(sentence, template), (lungs.shape[0], lungs.shape[1]), lungs, template
    )
    return sentence, torch.from_numpy((region > 0).astype(np.float32))[None]


def draw_part_task(
    sample: Sample, reader: SampleReader, warp: Warp, rng: Generator, false_share: float = 0.0
) -> tuple[str | None, Tensor]:
    """The whole mask or what of it lies in randomly drawn zones, with the sentence true of that.

    One image then has many masks, and only the sentence tells which of them is meant.

    Args:
        false_share: Share of the requests that name zones whatever they hold, most of them zones
            that hold nothing; the target is what the named zones do hold.

    Returns:
        The sentence and its (1, size, size) float32 0/1 target in the warped view. Images without
        any finding are asked without a sentence (``None``) as well.
    """
    from lvit_core.prompt.describe import describe  # noqa: PLC0415 - scipy loads on first use
    from lvit_core.prompt.organ.zones import lung_zones, region_mask  # noqa: PLC0415

    template = load_template(sample.template)
    mask = reader.mask_view(sample, warp)[0].numpy() > 0
    lungs = reader.lungs_view(sample, warp)
    zone_map = lung_zones(lungs, (mask.shape[0], mask.shape[1]), template)
    if (lungs is not None or not mask.any()) and rng.random() < false_share:
        zones = _draw_doubtful(places_of(mask, zone_map), template, rng)
        areas = sum(map(bool, zones.values())) + int(rng.integers(0, 2))
        mask &= region_mask(zones, zone_map) > 0
        return zones_sentence(zones, template, areas), _as_target(mask)
    if false_share and not mask.any() and rng.random() < _UNASKED_SHARE:
        return None, _as_target(mask)
    if rng.random() < _PART_SHARE:
        part = mask & (region_mask(_draw_zones(template, rng), zone_map) > 0)
        if part.mean() >= _SMALLEST_PART:
            mask = part
    return describe(mask, template, lungs).sentence.text, _as_target(mask)


def zone_sentence(template: Template, rng: Generator) -> str:
    """A canonical sentence of a paired organ: random sides and levels, now and then nothing."""
    if rng.random() < _NEGATIVE_SHARE:
        return canonical_text(Finding(negative=True), template)
    zones = _draw_zones(template, rng)
    named = [side for side, chosen in zones.items() if chosen]
    count = sum(len(chosen) for chosen in zones.values())
    areas = max(len(named), count - int(rng.integers(0, 2)))
    laterality = "bilateral" if len(named) == 2 else "unilateral"
    return canonical_text(Finding(laterality, areas, zones), template)


def _draw_doubtful(places: Places, template: Template, rng: Generator) -> dict[str, Levels]:
    """Random zones, mostly free ones: all free levels of a side or some of both."""
    free = [side for side in template.sides if places.free[side]]
    if not free or rng.random() >= _FREE_SHARE:
        return _draw_zones(template, rng)
    if rng.random() < 0.5:
        side = free[int(rng.integers(len(free)))]
        return {name: places.free[name] if name == side else () for name in template.sides}
    zones: dict[str, Levels] = {}
    while not any(zones.values()):
        zones = {
            side: tuple(level for level in places.free[side] if rng.random() < 0.4)
            for side in template.sides
        }
    return zones


def _as_target(mask: NDArray[np.bool_]) -> Tensor:
    return torch.from_numpy(mask.astype(np.float32))[None]


def _draw_zones(template: Template, rng: Generator) -> dict[str, tuple[str, ...]]:
    """Random levels of each side, at least one in all."""
    zones: dict[str, tuple[str, ...]] = {}
    while not any(zones.values()):
        zones = {
            side: tuple(level for level in template.levels if rng.random() < 0.4)
            if rng.random() < 0.65
            else ()
            for side in template.sides
        }
    return zones
