"""The sentence a mask would have: measured, put into values, written in the template's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from lvit_core.geometry import Rect
from lvit_core.prompt.areas import Area, find_areas, smallest_px
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.density import Density, dense_regions, distribution_of, measure_density
from lvit_core.prompt.laterality import PICTURE, Sides
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template
from lvit_core.prompt.zones import ZoneMap, lung_zones


@dataclass(frozen=True, eq=False)
class Description:
    """What a mask shows, in the words and the sides that were asked for.

    Attributes:
        sentence: The drafted sentence.
        areas: Areas with their sides under the same names (paired organs; else empty).
        zone_map: Zones under the same names; ``None`` for a density grammar.
        density: Measured density; ``None`` for a paired organ.
        shape: (H, W) of the mask.
    """

    sentence: Sentence
    areas: tuple[Area, ...]
    zone_map: ZoneMap | None
    density: Density | None
    shape: tuple[int, int]

    @property
    def finding(self) -> Finding:
        return self.sentence.finding

    @property
    def source(self) -> str:
        """Where zones come from, in words."""
        return self.zone_map.source if self.zone_map else "quadrants of the image"

    def region_rect(self, region: str, template: Template) -> Rect:
        """The rectangle of a region of a density grammar; the whole image for ``around``."""
        height, width = self.shape
        y0, x0, y1, x1 = 0, 0, height, width
        words = region.split()
        y1 = height // 2 if template.levels[0] in words else y1
        y0 = height // 2 if template.levels[-1] in words else y0
        x1 = width // 2 if template.sides[0] in words else x1
        x0 = width // 2 if template.sides[1] in words else x0
        return Rect(y0, x0, y1, x1)

    def as_json(self) -> dict[str, Any]:
        """The keys of ``lvit text describe --json``."""
        if self.density is not None:
            return self.sentence.as_json() | {
                "objects": self.density.objects,
                "coverage": round(self.density.coverage, 4),
                "density": {key: round(v, 3) for key, v in self.density.relative.items()},
                "components": [],
            }
        components = [
            {
                "side": area.side,
                "zones": [level for level in self.zone_levels if _reaches(area, level)],
                "area_px": area.area_px,
            }
            for area in self.areas
        ]
        return self.sentence.as_json() | {"components": components, "zones_from": self.source}

    @property
    def zone_levels(self) -> tuple[str, ...]:
        return self.zone_map.levels if self.zone_map else ()


def describe(
    mask: npt.NDArray[np.generic],
    template: Template,
    lungs: npt.NDArray[np.generic] | None = None,
    sides: Sides = PICTURE,
    smallest: float | None = None,
) -> Description:
    """Drafts the sentence of a mask.

    Args:
        mask: (H, W) mask or label plane of the findings; non-zero is inside.
        lungs: (H, W) mask of the organs, ``None`` to take their usual place.
        sides: In whose left and right the result is named.
        smallest: Smallest area in pixels; 0.1 % of the image when not given.
    """
    shape = (int(mask.shape[0]), int(mask.shape[1]))
    if template.grammar == "density":
        return _density_description(mask, template, shape)
    zone_map = lung_zones(lungs, shape, template)
    areas = find_areas(mask, zone_map, smallest_px(shape) if smallest is None else smallest)
    finding = finding_of(areas, template)
    zone_map, areas = _renamed(zone_map, areas, template, sides)
    finding = sides.finding(finding, template)
    sentence = parse(canonical_text(finding, template), template)
    return Description(sentence, areas, zone_map, None, shape)


def finding_of(areas: tuple[Area, ...], template: Template) -> Finding:
    """The finding that areas add up to; an area over the middle counts once for each side."""
    zones = {
        side: tuple(
            level
            for level in template.levels
            if any(level in area.zones.get(side, ()) for area in areas)
        )
        for side in template.sides
    }
    count = sum(len(area.zones) for area in areas)
    if not count:
        return Finding(areas=0, zones=zones, negative=True)
    sides = [side for side in template.sides if zones[side]]
    words = tuple(template.words["laterality"])
    return Finding(words[0] if len(sides) == 1 else words[1], count, zones)


def _density_description(
    mask: npt.NDArray[np.generic], template: Template, shape: tuple[int, int]
) -> Description:
    density = measure_density(mask, template)
    dense = dense_regions(density, template)
    finding = Finding(
        distribution=None if dense else distribution_of(density, template),
        dense=dense,
        negative=density.objects == 0,
    )
    sentence = parse(canonical_text(finding, template), template)
    return Description(sentence, (), None, density, shape)


def _renamed(
    zone_map: ZoneMap, areas: tuple[Area, ...], template: Template, named: Sides
) -> tuple[ZoneMap, tuple[Area, ...]]:
    """The same zones and areas under other names of the two sides."""

    def name(side: str) -> str:
        return named.name(side, template)

    renamed = tuple(
        replace(
            area,
            shares={name(side): share for side, share in area.shares.items()},
            zones={name(side): levels for side, levels in area.zones.items()},
        )
        for area in areas
    )
    sides = tuple(name(side) for side in zone_map.sides)
    return replace(zone_map, sides=sides), renamed


def _reaches(area: Area, level: str) -> bool:
    return any(level in levels for levels in area.zones.values())
