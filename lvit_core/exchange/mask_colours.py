"""The colours of a mask, and which of them only smooth edges made."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.exchange.eight_bits import eight_bits_of
from lvit_core.exchange.label_numbers import counts_of, looked_up, strips, thick_values
from lvit_core.exchange.lossy_masks import NOISE

MOST_CLASSES = 32
_LOOKED_AT = 1000  # thin colours, of more every second or third, and so on
_OFF_THE_LINE = 45  # how far noise of compression takes a mixture of two colours from both
_MOST_MIXED = 0.9  # of the thin colours: then they are mixtures of the others


def colours_of(pixels: NDArray[Any]) -> tuple[NDArray[np.uint32], NDArray[np.int32], int]:
    """The colours of a picture as 24 bits, ascending, and ``(H, W)`` the place of each pixel's.

    Behind them the bits a channel that were guessed, as `eight_bits_of` says.

    Raises:
        LViTError: It has colours that need more than 8 bits a channel.
    """
    shape = pixels.shape[:2]
    whole = np.empty(shape, np.uint32)
    there = np.zeros(1 << 24, bool)
    of_eight, bits = eight_bits_of(pixels)
    for _, rows, _ in strips(shape):
        part = of_eight(pixels[rows, :, :3])
        whole[rows] = (part[:, :, 0] << 16) | (part[:, :, 1] << 8) | part[:, :, 2]
        there[whole[rows]] = True
    values = np.flatnonzero(there).astype(np.uint32)
    places = np.zeros(1 << 24, np.int32)
    places[values] = np.arange(len(values), dtype=np.int32)
    for _, rows, _ in strips(shape):  # in their place: a second plane is as large as the first
        whole[rows] = places[whole[rows]].view(np.uint32)
    return values, whole.view(np.int32), bits


def pure_colours(values: NDArray[np.uint32], dense: NDArray[np.int32]) -> NDArray[np.int32]:
    """Places in ``values``, those of colours that smooth edges mixed as the nearest of the others.

    Args:
        values: ``(N,)`` colours.
        dense: ``(H, W)`` places in ``values``.
    """
    thick = np.array(sorted(thick_values(dense)), np.intp)
    thin = np.setdiff1d(np.arange(len(values)), thick)
    if len(thick) < 2 or len(thin) <= len(thick):
        return dense
    rgb = np.stack([values >> 16, (values >> 8) & 255, values & 255], axis=1).astype(np.float32)
    shades = thick
    thick = _apart(thick, rgb, counts_of(dense, len(values)))
    if not 2 <= len(thick) <= MOST_CLASSES:
        return dense
    first, second = np.triu_indices(len(thick), 1)
    ends, steps = rgb[thick[first]], rgb[thick[second]] - rgb[thick[first]]
    some = thin[:: 1 + len(thin) // _LOOKED_AT]
    away = rgb[some, None] - ends  # (colour, pair, 3)
    along = np.clip((away * steps).sum(2) / (steps**2).sum(1), 0, 1)
    distance = np.linalg.norm(away - along[:, :, None] * steps, axis=2).min(axis=1)
    if (distance <= _OFF_THE_LINE).mean() < _MOST_MIXED:
        return dense
    table = np.arange(len(values), dtype=np.int32)
    for some in (thin, shades):
        nearest = np.linalg.norm(rgb[some, None] - rgb[thick], axis=2).argmin(axis=1)
        table[some] = thick[nearest]
    return looked_up(table, dense)


def _apart(
    places: NDArray[np.intp], rgb: NDArray[np.float32], counts: NDArray[np.int64]
) -> NDArray[np.intp]:
    """Of colours that differ no more than noise does the commonest, in the order of ``places``."""
    kept: list[int] = []
    for place in places[np.argsort(-counts[places], kind="stable")].tolist():
        if len(kept) > MOST_CLASSES:
            break
        if all(np.linalg.norm(rgb[place] - rgb[other]) > NOISE for other in kept):
            kept.append(place)
    return np.array(sorted(kept), np.intp)
