"""What a sentence of attributes can say: its slots, and the places that it can name."""

from __future__ import annotations

import re

from lvit_core.prompt.template import Template

SIZE = "size"  # the slot that a mask can fill, where the template says what counts as large
RESERVED = frozenset(
    {
        "number",
        "side",
        "level",
        "center",
        "negation",
        "filler",
        "short",
        "patient",
        "unit",
        "join",
        "break",
        "without",
        "not",
        "gone",
        "except",
        "low",
        "high",
        "finding",
        "other",
    }
)
"""Roles that mean something of their own, so that no slot can be called like them."""

_SLOT = re.compile(r"\{(\w+)\}")
_WRITTEN = ("count", "noun", "place")


def slots_of(template: Template) -> tuple[str, ...]:
    """The slots in the order of the sentence; number and place are not among them."""
    found = _SLOT.findall(template.sentence.finding)
    return tuple(dict.fromkeys(name for name in found if name not in _WRITTEN))


def regions_of(template: Template) -> tuple[str, ...]:
    """The places it can name: halves, corners, the middle; none where it asks for no place."""
    sides, levels = template.sides, template.levels
    if "{place}" not in template.sentence.finding or len(sides) < 2 or len(levels) < 2:
        return ()
    ends = (levels[0], levels[-1])
    corners = tuple(f"{level} {side}" for level in ends for side in sides)
    middle = ("center",) if template.words.get("center") else ()
    return (*sides, *ends, *corners, *middle)


def region_at(y: float, x: float, names: tuple[str, ...], template: Template) -> str:
    """Where a point lies by thirds of the image; "" in the middle where that has no word.

    Args:
        y, x: In fractions of height and width, 0 to 1.
        names: The two sides as they are called, from the left of the picture to the right.
    """
    levels = template.levels
    level = levels[0] if y < 1 / 3 else levels[-1] if y > 2 / 3 else ""
    side = names[0] if x < 1 / 3 else names[1] if x > 2 / 3 else ""
    return " ".join(filter(None, (level, side))) or _middle(template)


def limits_of(
    region: str, names: tuple[str, ...], template: Template, slack: float = 0.0
) -> tuple[float, float, float, float]:
    """(top, left, bottom, right) of a region in fractions of the image; ``slack`` widens it."""
    words = region.split()
    if region == _middle(template):
        edge = 1 / 4 - slack
        return edge, edge, 1 - edge, 1 - edge
    half = 0.5 + slack
    top = 1 - half if template.levels[-1] in words else 0.0
    bottom = half if template.levels[0] in words else 1.0
    left = 1 - half if names[1] in words else 0.0
    right = half if names[0] in words else 1.0
    return top, left, bottom, right


def turned_region(region: str, template: Template, turns: int) -> str:
    """Where a region lies after counter-clockwise quarter turns: right goes up, up goes left."""
    left, right = template.sides
    upper, lower = template.levels[0], template.levels[-1]
    step = {right: upper, upper: left, left: lower, lower: right}
    words = set(region.split())
    for _ in range(turns):
        words = {step.get(word, word) for word in words}
    return next(name for name in regions_of(template) if set(name.split()) == words)


def _middle(template: Template) -> str:
    return "center" if template.words.get("center") else ""
