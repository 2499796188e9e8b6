"""Masks that were compressed with loss: what is left of them, and what has to be told.

They know no numbers, only bright and dark. What was neither goes to the nearer of the two, and a
mask that held numbers is refused: nobody can tell what they were.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.jpeg2000_losses import Kept
from lvit_core.exchange.label_numbers import numbers_in, strips, thick_values
from lvit_core.exchange.lossy_files import numbers_kept
from lvit_core.exchange.picture_files import read_labels
from lvit_core.exchange.report_lines import some_names
from lvit_core.imaging.readers import read
from lvit_core.wording import counted, said

DARK = 10  # times darker than the brightest number: noise even where it is flat
NOISE = 20  # how far the levels of a flat area may differ in a JPEG
_DIMMEST = 32  # the brightest value of a JPEG that tells inside from outside
_AREA_PX = 25
_ONE_GREY = 0.6  # of the brightest areas: what is darker is of another grey
_UNKNOWN = said(
    "it is in a format that may change numbers, and does not tell whether it did; see that its "
    "classes and objects are right."
)


def smeared(path: Path, labels: NDArray[np.int32]) -> str:
    """What speaks for numbers that compression or a smooth change of size made up, or lost.

    Raises:
        LViTError: Numbers were made up, and the format may be what made them.
    """
    told = _made_up(path, labels)
    if numbers_kept(path) is not Kept.UNKNOWN:
        return told
    if told:
        raise LViTError(
            "{name} was compressed with loss: {told}", "Save it as PNG.", name=path.name, told=told
        )
    return _UNKNOWN


def _made_up(path: Path, labels: NDArray[np.int32]) -> str:
    """What speaks for numbers that are none of the mask's own.

    Such numbers fill no area anywhere: they are the rims of others. Where the format may have lost
    numbers, any that fill no area count.
    """
    numbers = numbers_in(labels)
    numbers = numbers[numbers > 0]
    thick = thick_numbers(labels)
    thin = np.setdiff1d(numbers, np.array(sorted(thick), numbers.dtype))
    if not thin.size or not thick:
        return ""
    if numbers_kept(path) is Kept.ALL:
        thin = _only_at_rims(labels, thin)
    pixels = sum(int(np.isin(labels[rows], thin).sum()) for _, rows, _ in strips(labels.shape))
    if not pixels:
        return ""
    told = some_names(str(number) for number in thin.tolist())
    return said(
        "the numbers {told} fill no area, only {pixels} at edges; see that "
        "the mask was not compressed with loss or made smaller or larger "
        "with smoothing.",
        told=told,
        pixels=counted(pixels, "pixel"),
    )


def _only_at_rims(labels: NDArray[np.int32], thin: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of numbers those of which every pixel touches one of another number."""
    from scipy.ndimage import maximum_filter  # noqa: PLC0415 - slow to import

    whole, rims = Counter[int](), Counter[int]()
    for seen, _, inner in strips(labels.shape, margin=1):
        part = labels[seen]
        is_thin = np.isin(part, thin)
        near = maximum_filter(np.where(is_thin, 0, part), 3) > 0
        for tally, where in ((whole, is_thin), (rims, is_thin & near)):
            found, counts = np.unique(part[inner][where[inner]], return_counts=True)
            tally.update(dict(zip(found.tolist(), counts.tolist(), strict=True)))
    return np.array([number for number in sorted(rims) if rims[number] == whole[number]], np.int64)


def inside_of_lossy(path: Path) -> tuple[NDArray[np.bool_], str]:
    """Inside and outside of a JPEG, and how much of it had to be decided.

    Raises:
        LViTError: It cannot be read, has flat areas of several greys, or is so dark that it holds
            numbers: what they stood for cannot be told once they were compressed.
    """
    inside = read_labels(path) > 0
    pixels = read(path).pixels
    plane = pixels.max(axis=2) if pixels.ndim == 3 else pixels
    top = int(plane.max(initial=0))
    told = ""
    if pixels.ndim == 3 and _flat_hues(pixels) > 1:
        told = said("has areas of several colours")
    elif len(levels := _flat_levels(plane)) > 1:
        told = said("has areas of several greys ({levels})", levels=", ".join(map(str, levels)))
    elif 0 < top < _DIMMEST:
        told = said("holds numbers up to {top}, which compression changes", top=top)
    elif top and (spread := _spread_of_areas(plane)):
        told = said(
            "has areas from {low} to {high}, which may have been numbers",
            low=spread[0],
            high=spread[1],
        )
    between = int(np.count_nonzero((plane > top // DARK) & (plane < top - top // DARK)))
    if told:
        raise LViTError(
            "{name} was compressed with loss and {told}.",
            "Save it as PNG.",
            name=path.name,
            told=told,
        )
    if not between:
        return inside, said("it was compressed with loss; see that its edges are right.")
    return inside, (
        said(
            "it was compressed with loss: {pixels} neither bright nor dark "
            "went to the nearer of the two.",
            pixels=counted(between, "pixel"),
        )
    )


def _flat_hues(pixels: NDArray[Any]) -> int:
    """In how many ways the channels of areas are bright and dark; 1 for a grey picture."""
    half = int(pixels.max(initial=0)) // 2
    bits = (pixels > half).astype(np.int32) @ np.array([1, 2, 4], np.int32)
    hues = [int(np.count_nonzero(bits == hue)) for hue in thick_numbers(bits)]
    return sum(count >= _AREA_PX for count in hues)


def _spread_of_areas(plane: NDArray[Any]) -> tuple[int, int] | None:
    """The darkest and the brightest of areas that are no one grey; ``None`` where they are."""
    from scipy.ndimage import maximum_filter, minimum_filter  # noqa: PLC0415 - slow to import

    top = int(plane.max(initial=0))
    changes = maximum_filter(plane, 3).astype(np.int32) - minimum_filter(plane, 3)
    flat = plane[(changes <= max(2, top // 10)) & (plane > top // 4)]
    if len(flat) < _AREA_PX:
        return None
    low, high = (int(value) for value in np.percentile(flat, (5, 95)))
    return (low, high) if low < _ONE_GREY * high else None


def _flat_levels(plane: NDArray[Any]) -> list[int]:
    """The brightnesses that fill areas, without the dark ground; noise of a JPEG changes little."""
    from scipy.ndimage import maximum_filter, minimum_filter  # noqa: PLC0415 - slow to import

    spread = maximum_filter(plane, 3).astype(np.int32) - minimum_filter(plane, 3)
    bright = plane > max(NOISE, int(plane.max(initial=0)) // DARK)
    counts = np.bincount(plane[(spread <= NOISE) & bright].ravel(), minlength=256)
    levels = np.flatnonzero(counts)
    areas = np.split(levels, np.flatnonzero(np.diff(levels) > NOISE) + 1)
    return [int(area[counts[area].argmax()]) for area in areas if counts[area].sum() >= _AREA_PX]


def thick_numbers(labels: NDArray[np.int32]) -> set[int]:
    """The numbers that somewhere fill a square of three pixels."""
    return thick_values(labels) - {0}
