"""Sentence against the mask of a paired organ: sides, number of areas, zones."""

from __future__ import annotations

from dataclasses import replace

from lvit_core import wording
from lvit_core.geometry import Rect, bounding
from lvit_core.prompt.agreement import Agreement, Contradiction, Row
from lvit_core.prompt.organ.describing import OrganDescription
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template


def check_organ(sentence: Sentence, description: OrganDescription, template: Template) -> Agreement:
    """One row per point; what the sentence leaves open is not contradicted."""
    parts = [
        _check_sides(sentence, description, template),
        _check_count(sentence, description, template),
        _check_zones(sentence, description, template),
    ]
    return Agreement(
        tuple(row for row, _ in parts),
        tuple(found for _, several in parts for found in several),
    )


def _check_sides(
    sentence: Sentence, description: OrganDescription, template: Template
) -> tuple[Row, list[Contradiction]]:
    said, shown = sentence.finding, description.finding
    said_sides = set(said.sides)
    if not said_sides and said.laterality is None and not said.negative:
        return Row("side", wording.said("not said"), None), []
    found: list[Contradiction] = []
    organ = template.sentence.organ[0]
    for side in shown.sides:
        if (said_sides and side not in said_sides) or said.negative:
            where = bounding(area.rect for area in description.areas if side in area.zones)
            found.append(_side_missing(side, organ, where, said, shown))
    for side in said.sides:
        if side not in shown.sides:
            found.append(_side_empty(side, organ, description, said, shown))
    if not found and said.laterality and shown.laterality != said.laterality and shown.sides:
        found.append(_laterality_differs(description, said, shown))
    return Row("side", "differs" if found else "agrees", not found), found


def _laterality_differs(
    description: OrganDescription, said: Finding, shown: Finding
) -> Contradiction:
    """Told only where no side differs: naming the sides right puts the word right too."""
    words = (said.laterality or "", shown.laterality or "")
    return Contradiction(
        "side",
        wording.said(
            "The sentence says {words}, the mask is {words_2}.", words=words[0], words_2=words[1]
        ),
        words,
        bounding(area.rect for area in description.areas),
        replace(said, laterality=shown.laterality, areas=_at_least(said.areas, shown)),
        beyond=len(shown.sides) > 1,
    )


def _side_missing(
    side: str, organ: str, rect: Rect, said: Finding, shown: Finding
) -> Contradiction:
    return Contradiction(
        "side",
        wording.said(
            "The mask reaches the {side} {organ}, the sentence does not name it.",
            side=side,
            organ=organ,
        ),
        (f"{side} {organ}",),
        rect,
        _with_zones(said, {**said.zones, side: shown.zones[side]}, shown),
        adds=not said.negative,
        beyond=True,
    )


def _side_empty(
    side: str, organ: str, description: OrganDescription, said: Finding, shown: Finding
) -> Contradiction:
    rect = description.zone_map.rects({side: said.zones[side]})
    return Contradiction(
        "side",
        wording.said(
            "The sentence names the {side} {organ}, the mask has nothing there that counts.",
            side=side,
            organ=organ,
        ),
        (f"{side} {organ}",),
        rect,
        _with_zones(said, {**said.zones, side: ()}, shown),
    )


def _check_count(
    sentence: Sentence, description: OrganDescription, template: Template
) -> tuple[Row, list[Contradiction]]:
    said, shown = sentence.finding.areas, description.finding.areas or 0
    noun = template.sentence.nouns[0 if shown == 1 else 1]
    if said is None:
        return Row(
            template.sentence.nouns[1], wording.said("{shown} in the mask", shown=shown), None
        ), []
    row = Row(
        template.sentence.nouns[1],
        wording.said("{shown} of {said}", shown=shown, said=said),
        said == shown,
    )
    if said == shown:
        return row, []
    settled = replace(sentence.finding, areas=shown)
    message = wording.said(
        "The sentence counts {said}, the mask has {shown} {noun}.",
        said=said,
        shown=shown,
        noun=noun,
    )
    where = bounding(area.rect for area in description.areas)
    emphasis = (str(said), str(shown))
    return row, [Contradiction("areas", message, emphasis, where, settled, beyond=shown > said)]


def _check_zones(
    sentence: Sentence, description: OrganDescription, template: Template
) -> tuple[Row, list[Contradiction]]:
    said, shown = sentence.finding, description.finding
    zone_map = description.zone_map
    if not said.sides:
        return Row("zones", wording.said("not said"), None), []
    found: list[Contradiction] = []
    # A whole side too much or missing is told once, as a side.
    shared = [side for side in template.sides if said.zones[side] and shown.zones[side]]
    if not shared:
        return Row("zones", wording.said("not compared"), None), []
    for side in shared:
        names = " ".join(said.zones[side]) if said.zones[side] != template.levels else "all"
        for level in shown.zones[side]:
            if level not in said.zones[side]:
                found.append(_zone_missing(side, level, names, description, said))
        for level in said.zones[side]:
            if level not in shown.zones[side]:
                kept = tuple(other for other in said.zones[side] if other != level)
                found.append(
                    Contradiction(
                        "zones",
                        wording.said(
                            "The sentence names the {level} {side} zone, "
                            "the mask has less than a tenth of an area there.",
                            level=level,
                            side=side,
                        ),
                        (f"{level} {side}",),
                        zone_map.zone_rect(side, level),
                        _with_zones(said, {**said.zones, side: kept}, shown),
                    )
                )
    text = "agree" if not found else wording.counted(len(found), "differs", "differ")
    return Row("zones", text, not found), found


def _zone_missing(
    side: str, level: str, names: str, description: OrganDescription, said: Finding
) -> Contradiction:
    reaching = [area for area in description.areas if level in area.zones.get(side, ())]
    share = max(area.shares[side][level] for area in reaching)
    levels = [*said.zones[side], level]
    order = description.zone_map.levels
    zones = {**said.zones, side: tuple(sorted(levels, key=order.index))}
    zone = description.zone_map.zone_rect(side, level)
    where = bounding(area.rect for area in reaching)
    return Contradiction(
        "zones",
        wording.said(
            "The mask reaches the {level} {side} zone ({share:.0f} % of an area), "
            "the sentence names {names} {side}.",
            level=level,
            side=side,
            share=100 * share,
            names=names,
        ),
        (f"{level} {side}", f"{names} {side}"),
        Rect(max(where.y0, zone.y0), where.x0, min(where.y1, zone.y1), where.x1),
        replace(said, zones=zones),
        adds=True,
        beyond=True,
    )


def _with_zones(said: Finding, zones: dict[str, tuple[str, ...]], shown: Finding) -> Finding:
    """The sentence's finding with other zones; side and count follow so that it stays sensible."""
    sides = sum(bool(levels) for levels in zones.values())
    if not sides:
        return shown
    laterality = said.laterality
    if laterality or said.negative:
        laterality = shown.laterality if sides == len(shown.sides) else laterality
    areas = said.areas
    if areas is not None:
        areas = max(areas, sides) if not said.negative else shown.areas
    return replace(said, zones=zones, laterality=laterality, areas=areas, negative=False)


def _at_least(areas: int | None, shown: Finding) -> int | None:
    return None if areas is None else max(areas, len(shown.sides))
