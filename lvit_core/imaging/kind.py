"""Whether an image looks like what a model was made for, by colour, intensity and stain alone.

A network answers whatever it is shown, a photograph as readily as an X-ray, so a person is warned
when plain statistics say that the answer cannot mean anything. The limits lie outside everything
measured on 105 chest radiographs and 116 stained sections of several laboratories (see
``docs/PERFORMANCE.md``): a warning that is often wrong would soon be read no more.

A chest is also known by where it is bright and dark: `like_a_chest` compares the ranks of 16 x 16
fields with those of an average one (75 radiographs, Hannover Medical School, CC BY 3.0).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CHEST, STAINED = "chest", "stain"  # what a template names as its look

_LOOKED_AT_PX = 256  # along the longer side, picked without averaging: grain is part of the look
_COLOURED = 20.0  # difference of the channels of one pixel that an eye calls colour
_BLACK = 20.0
_ABSORBS = 0.3  # optical density, summed over the channels, of tissue against bare glass
_FEWEST_ABSORBING = 50
_FIELDS = 16
_BORDER, _LIT = 12, 0.1  # darker is black; so much of a line is lit where the picture begins
# The left half of the average chest, 0 (darkest) to 99, from the top; the right half mirrors it.
_CHEST = """
    00 02 05 07 14 32 48 66   40 47 46 44 41 35 39 55   49 53 51 50 37 22 29 60
    47 58 54 32 15 12 28 69   42 58 55 23 06 07 31 81   41 62 52 16 01 06 36 87
    44 66 47 11 01 12 43 90   45 67 43 11 07 23 51 93   47 68 40 14 14 35 58 94
    49 67 38 21 29 48 64 95   51 64 39 28 37 52 67 95   53 61 46 42 55 60 70 94
    54 60 56 60 66 67 75 94   51 62 70 77 78 76 81 95   48 69 81 84 82 80 82 91
    58 84 93 94 93 93 93 99
"""


@dataclass(frozen=True)
class Look:
    """Statistics of an image, intensities 0..255.

    Attributes:
        coloured: Share of pixels whose channels differ clearly.
        chroma: Mean difference between the largest and smallest channel.
        black: Share of nearly black pixels.
        bright: 90th percentile of the mean of the channels.
        spread: Standard deviation of the mean of the channels.
        green_to_red: Optical density of green over that of red where something absorbs; above 1
            for haematoxylin with eosin or DAB. 1 where nothing absorbs.
    """

    coloured: float
    chroma: float
    black: float
    bright: float
    spread: float
    green_to_red: float


def look_of(rgb: NDArray[np.uint8]) -> Look:
    """Statistics of an image as the network sees it.

    Args:
        rgb: uint8 (H, W, 3).
    """
    step = max(1, max(rgb.shape[:2]) // _LOOKED_AT_PX)
    pixels = rgb[::step, ::step].reshape(-1, 3).astype(np.float32)
    chroma = pixels.max(1) - pixels.min(1)
    grey = pixels.mean(1)
    density = -np.log10(np.maximum(pixels, 1.0) / 255.0)
    absorbing = density[density.sum(1) > _ABSORBS]
    ratio = 1.0
    if len(absorbing) >= _FEWEST_ABSORBING:
        red, green, _ = (float(value) for value in absorbing.mean(0))
        ratio = green / max(red, 1e-3)
    return Look(
        float((chroma > _COLOURED).mean()),
        float(chroma.mean()),
        float((grey < _BLACK).mean()),
        float(np.percentile(grey, 90)),
        float(grey.std()),
        ratio,
    )


def doubt_about(rgb: NDArray[np.uint8], kind: str) -> str | None:
    """Why an image is probably not of the kind a model was made for.

    Args:
        rgb: uint8 (H, W, 3), as the network sees it.
        kind: What such images look like: ``CHEST`` or ``STAINED``; nothing is known of others.

    Returns:
        One sentence for a person, or ``None`` when nothing speaks against it.
    """
    if rgb.size == 0:
        return None
    look = look_of(rgb)
    if kind == CHEST:
        return _doubt_about_chest(look)
    return _doubt_about_stain(look) if kind == STAINED else None


def like_a_chest(rgb: NDArray[np.uint8]) -> float:
    """How alike an image is to an average chest radiograph, -1 to 1, whatever its window.

    Args:
        rgb: uint8 (H, W, 3) of at least one pixel; black borders are left out.
    """
    grey = rgb[..., 1]
    lit = grey > _BORDER
    rows, columns = (np.flatnonzero(lit.mean(axis) > _LIT) for axis in (1, 0))
    if min(rows.size, columns.size) >= _FIELDS:
        grey = grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    at = [np.arange(_FIELDS + 1) * size // _FIELDS for size in grey.shape]
    if min(grey.shape) < _FIELDS:
        means = grey[np.ix_(at[0][:-1], at[1][:-1])].astype(np.float64)
    else:
        along = np.add.reduceat(grey, at[0][:-1], 0, dtype=np.float64)
        sums = np.add.reduceat(along, at[1][:-1], 1)
        means = sums / np.outer(np.diff(at[0]), np.diff(at[1]))
    half = np.array(_CHEST.split(), float).reshape(_FIELDS, _FIELDS // 2)
    chest = np.hstack([half, half[:, ::-1]]).ravel()
    ranks = means.argsort(axis=None, kind="stable").argsort().astype(float)
    return float(np.corrcoef(ranks, chest)[0, 1])


def _doubt_about_chest(look: Look) -> str | None:
    model = "and this model knows chest X-rays only"
    if look.coloured > 0.15 or look.chroma > 11.5:
        return f"This is a colour image, {model}."
    if look.black > 0.35 or look.bright < 95.0:
        return f"This image is mostly dark, {model}."
    if look.spread < 12.0:
        return f"This image has hardly any contrast, {model}."
    return None


def _doubt_about_stain(look: Look) -> str | None:
    model = "and this model knows stained tissue in colour only"
    if look.chroma < 8.0 and look.coloured < 0.05:
        return f"This is a gray image, {model}."
    if look.black > 0.1 or look.bright < 110.0:
        return f"This image is dark where stained tissue is bright, {model}."
    if look.green_to_red < 1.03:
        return f"The colours are not those of a stain with haematoxylin, {model}."
    return None
