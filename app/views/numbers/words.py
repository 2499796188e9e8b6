"""What the columns of measurements are called in the window, and how their numbers are written."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QLocale

from app.translation import noop, plain_number, tr
from app.views.panels.object_model import ORIGIN_WORDS

UNITS = {
    "_mm2": "mm²",
    "_um2": "µm²",
    "_um": "µm",
    "_px": "px",
    "_od_mean": noop("OD"),
}
_NAMES = {
    "object": noop("No."),
    "class": noop("Class"),
    "class_probability": noop("Sure of the class"),
    "origin": noop("Origin"),
    "state": noop("State"),
    "layer": noop("Layer"),
    "centre_x": noop("Centre, x"),
    "centre_y": noop("Centre, y"),
    "area": noop("Area"),
    "perimeter": noop("Perimeter"),
    "major_axis": noop("Long axis"),
    "minor_axis": noop("Short axis"),
    "eccentricity": noop("Eccentricity"),
    "circularity": noop("Circularity"),
    "solidity": noop("Solidity"),
    "nearest": noop("To the nearest"),
    "grade": noop("Grade"),
    "hematoxylin": noop("Haematoxylin"),
    "eosin": noop("Eosin"),
    "dab": noop("DAB"),
}
_TOLD = ("object", "class", "class_probability", "origin", "state", "layer")
_CHANNELS = {
    "value": noop("Value"),
    "red": noop("Red"),
    "green": noop("Green"),
    "blue": noop("Blue"),
}
_KINDS = {
    "mean": noop("mean"),
    "sd": noop("spread"),
    "min": noop("lowest"),
    "max": noop("highest"),
}
_STATES = {"labeled": noop("yours"), "machine": noop("the machine's")}


def unit_of(column: str) -> str:
    """The unit of a column; empty where its numbers have none."""
    return next((tr(unit) for end, unit in UNITS.items() if column.endswith(end)), "")


def title_of(column: str) -> str:
    """What a column is called, without its unit."""
    name = next((column.removesuffix(end) for end in UNITS if column.endswith(end)), column)
    if name in _NAMES:
        return tr(_NAMES[name])
    channel, _, kind = name.rpartition("_")
    if channel in _CHANNELS and kind in _KINDS:
        return f"{tr(_CHANNELS[channel])}, {tr(_KINDS[kind])}"
    return name.replace("_", " ")


def group_of(column: str) -> str:
    """Under which heading a column is chosen."""
    if column.endswith("_od_mean") or column == "grade":
        return tr("Stains")
    if column.partition("_")[0] in _CHANNELS:
        return tr("Values of pixels")
    return tr("About the object") if column in _TOLD else tr("Shape and place")


def header_of(column: str) -> str:
    """Name and unit, as the header of a table says them."""
    unit = unit_of(column)
    return f"{title_of(column)} ({unit})" if unit else title_of(column)


def number_words(value: float, column: str = "") -> str:
    """A number with as many digits as matter, for a column; empty for none."""
    if not isfinite(value):
        return ""
    size = abs(value)
    whole = column in ("object", "grade") or column.endswith(("area_px", "_objects"))
    if whole or size >= 1000:
        digits = 0
    elif size >= 10:
        digits = 1
    elif size >= 1 or size == 0:
        digits = 2
    else:
        digits = 3 if size >= 0.1 else 4 if size >= 0.001 else 6
    return plain_number(value, digits)


def share_words(share: float) -> str:
    """A share of 0 to 1 in percent."""
    return f"{plain_number(100 * share, 1)} %"


def tick_words(value: float) -> str:
    """A round number at an axis, with no more digits than it has."""
    return QLocale().toString(float(value), "g", 6)


def text_words(text: str, column: str) -> str:
    """A text of the table as people read it."""
    told = {"origin": ORIGIN_WORDS, "state": _STATES}.get(column, {})
    return tr(told[text]) if text in told else text
