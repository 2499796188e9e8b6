"""Random views of a sample whose sentence stays true.

A mirrored image swaps left and right in its sentence, an upside-down one upper and lower, a turn
by 90 degrees is taken only where the grammar can say what it shows, and a crop loses its places.
What may be done at all is the template's decision: a chest is never turned over, and is mirrored
only if a recipe insists, for the heart has a side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from numpy.random import Generator

from lvit_core.data.warp import Warp, make_warp
from lvit_core.prompt.flips import flip_sentence, rotate_sentence
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.templates import load_template


@dataclass(frozen=True)
class GeometryRanges:
    """What may be drawn; the recipe's ``augmentation`` explains each."""

    flip_horizontal: bool | None = None
    flip_vertical: bool | None = None
    quarter_turns: bool = False
    rotation_deg: float = 0.0
    zoom: float = 1.0
    shift: float = 0.0


STILL = GeometryRanges(flip_horizontal=False, flip_vertical=False)


def draw_whole(
    source_hw: tuple[int, int],
    sentence: str | None,
    template: str,
    ranges: GeometryRanges,
    rng: Generator,
) -> Warp:
    """A view of the whole image: flips, turns, small rotation, zoom and shift."""
    height, width = source_hw
    center = (
        height * (0.5 + rng.uniform(-ranges.shift, ranges.shift)),
        width * (0.5 + rng.uniform(-ranges.shift, ranges.shift)),
    )
    return _draw(source_hw, (height, width), center, sentence, template, ranges, rng, False)


def draw_crop(
    source_hw: tuple[int, int],
    size: int,
    sentence: str | None,
    template: str,
    ranges: GeometryRanges,
    rng: Generator,
    near: tuple[float, float] | None = None,
) -> Warp:
    """A crop of ``size`` source pixels at a random place, varied as by :func:`draw_whole`.

    ``near`` is a place that it shall show, as shares of height and width.
    """
    height, width = source_hw
    if near is None:
        center = tuple(
            rng.uniform(size / 2, side - size / 2) if side > size else side / 2
            for side in (height, width)
        )
    else:
        center = tuple(
            min(max(share * side + rng.uniform(-size / 4, size / 4), size / 2), side - size / 2)
            if side > size
            else side / 2
            for share, side in zip(near, (height, width), strict=True)
        )
    return _draw(
        source_hw, (size, size), (center[0], center[1]), sentence, template, ranges, rng, True
    )


def sentence_after(sentence: str | None, template: str, warp: Warp) -> str | None:
    """What a network is asked about the warped view: the sentence that is true of it."""
    rules = load_template(template)
    asked = as_asked(sentence, rules, part=warp.partial)
    if asked and warp.quarter_turns:
        asked = rotate_sentence(asked, rules, warp.quarter_turns)
    if asked and (warp.flipped_horizontally or warp.flipped_vertically):
        flipped = flip_sentence(
            asked,
            rules,
            horizontal=warp.flipped_horizontally,
            vertical=warp.flipped_vertically,
        )
        asked = as_asked(flipped, rules, part=warp.partial)
    return asked


def sentence_asked(sentence: str | None, template: str, *, part: bool) -> str | None:
    """The same for an image as it is, or for tiles of it; see ``prompt.network_sentence``."""
    return as_asked(sentence, load_template(template), part=part)


def _draw(
    source_hw: tuple[int, int],
    window_hw: tuple[float, float],
    center_yx: tuple[float, float],
    sentence: str | None,
    template: str,
    ranges: GeometryRanges,
    rng: Generator,
    partial: bool,
) -> Warp:
    rules = load_template(template).augmentation
    horizontal = _allowed(ranges.flip_horizontal, rules.flip_horizontal)
    vertical = rules.flip_vertical and _allowed(ranges.flip_vertical, rules.flip_vertical)
    zoom = float(ranges.zoom ** rng.uniform(-1.0, 1.0))
    angle = float(rng.uniform(-ranges.rotation_deg, ranges.rotation_deg))
    quarter = int(rng.integers(4)) if ranges.quarter_turns and rules.quarter_turns else 0
    if quarter and not partial and not _can_turn(sentence or "", template, quarter):
        quarter = 0
    mirror = rng.random(2) < 0.5
    return make_warp(
        source_hw,
        window_hw,
        center_yx,
        zoom=zoom,
        rotation_deg=angle,
        quarter_turns=quarter,
        flip_horizontal=bool(horizontal and mirror[0]),
        flip_vertical=bool(vertical and mirror[1]),
        partial=partial,
    )


def _allowed(wish: bool | None, rule: bool) -> bool:
    return rule if wish is None else wish


@lru_cache(maxsize=4096)
def _can_turn(sentence: str, template: str, quarter_turns: int) -> bool:
    rules = load_template(template)
    return not sentence or rotate_sentence(sentence, rules, quarter_turns) is not None
