"""Colours of masks with more than 8 bits a channel, told apart by 8 bits where these suffice.

Programs save the colours of a mask multiplied by 257 or 256, as they are, or as parts of 1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.label_numbers import strips

_STEPS = (257, 256)
Whole = NDArray[np.uint32]


def eight_bits_of(pixels: NDArray[Any]) -> tuple[Callable[[NDArray[Any]], Whole], int]:
    """What makes 0 to 255 of the values of a picture and keeps all of its colours apart.

    Args:
        pixels: ``(H, W, 3)`` or more channels, of which three count.

    Returns:
        That, and from how many bits they were taken where nothing but their highest value tells
        it; 0 elsewhere.

    Raises:
        LViTError: 8 bits would tell other colours.
    """
    if pixels.dtype == np.uint8:
        return lambda part: part.astype(np.uint32), 0
    if pixels.dtype.kind == "f" and _all(pixels, _is_share):
        return _checked(pixels, _of_shares), 0
    if not _all(pixels, _is_whole):
        raise _deeper()
    for step in _STEPS:
        if _all(pixels, partial(_is_multiple, step)):
            return partial(_divided, step), 0
    highest = max(int(pixels[rows, :, :3].max()) for _, rows, _ in strips(pixels.shape[:2]))
    bits = max(8, highest.bit_length())
    return _checked(pixels, partial(_shifted, bits - 8)), bits


def _checked(
    pixels: NDArray[Any], of_eight: Callable[[NDArray[Any]], Whole]
) -> Callable[[NDArray[Any]], Whole]:
    """The same, if it tells as many colours as there are."""
    every = np.zeros((0, 3), pixels.dtype)
    for _, rows, _ in strips(pixels.shape[:2]):
        part = np.unique(pixels[rows, :, :3].reshape(-1, 3), axis=0)
        every = np.unique(np.concatenate((every, part)), axis=0)
        if len(np.unique(of_eight(every), axis=0)) < len(every):
            raise _deeper()
    return of_eight


def _all(pixels: NDArray[Any], holds: Callable[[NDArray[Any]], NDArray[np.bool_]]) -> bool:
    return all(holds(pixels[rows, :, :3]).all() for _, rows, _ in strips(pixels.shape[:2]))


def _is_multiple(step: int, part: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray(part % step == 0)


def _divided(step: int, part: NDArray[Any]) -> Whole:
    return part.astype(np.uint32) // np.uint32(step)


def _is_share(part: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray((part >= 0) & (part <= 1))


def _of_shares(part: NDArray[Any]) -> Whole:
    return np.rint(part * 255.0).astype(np.uint32)


def _is_whole(part: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray((part >= 0) & (part <= 65535) & (part % 1 == 0))


def _shifted(bits: int, part: NDArray[Any]) -> Whole:
    return part.astype(np.uint32) >> np.uint32(bits)


def _deeper() -> LViTError:
    return LViTError(
        "Its colours have 16 bits, of which 8 would tell others.",
        "Save it with 8 bits a channel, or with one number for each class or object.",
    )
