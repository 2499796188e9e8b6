"""A mask of a paired organ in words: its areas, the zones they reach, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.description import Description, not_counted
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.organ.areas import Area, find_areas, smallest_px
from lvit_core.prompt.organ.zones import ZoneMap, lung_zones
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template


@dataclass(frozen=True, eq=False)
class OrganDescription(Description):
    """What a mask shows in a paired organ.

    Attributes:
        areas: Areas with their sides under the names that were asked for.
        zone_map: Zones under the same names.
        smallest: Number of pixels from which a piece of the mask counts as an area.
        smaller_pieces: How many pieces are smaller.
    """

    areas: tuple[Area, ...]
    zone_map: ZoneMap
    smallest: float
    smaller_pieces: int

    @property
    def source(self) -> str:
        return self.zone_map.source

    @property
    def left_out(self) -> str:
        return not_counted(self.smaller_pieces, self.smallest)

    def of_every(self, step: int) -> Self:
        return replace(self, smallest=self.smallest * step**2)

    def as_json(self) -> dict[str, Any]:
        components = [
            {
                "side": area.side,
                "zones": [level for level in self.zone_map.levels if _reaches(area, level)],
                "area_px": area.area_px,
            }
            for area in self.areas
        ]
        return self.sentence.as_json() | {
            "components": components,
            "smaller_pieces": self.smaller_pieces,
            "zones_from": self.source,
        }


def describe_organ(
    mask: npt.NDArray[np.generic],
    template: Template,
    lungs: npt.NDArray[np.generic] | None,
    sides: Sides,
    smallest: float | None,
) -> OrganDescription:
    """See `lvit_core.prompt.describe.describe`."""
    shape = (int(mask.shape[0]), int(mask.shape[1]))
    zone_map = lung_zones(lungs, shape, template)
    smallest = smallest_px(shape) if smallest is None else smallest
    areas, smaller_pieces = find_areas(mask, zone_map, smallest)
    finding = finding_of(areas, template)
    zone_map, areas = _renamed(zone_map, areas, template, sides)
    finding = sides.finding(finding, template)
    sentence = parse(canonical_text(finding, template), template)
    return OrganDescription(sentence, shape, areas, zone_map, smallest, smaller_pieces)


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
