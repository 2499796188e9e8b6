"""Regions of Label Studio as pixels: per cent of the picture, its own run lengths, or a PNG.

Coordinates are those of the picture as it is stored, also where it was turned while it was labeled.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Drawn, Size
from lvit_core.exchange.coordinates import refuse_pixels
from lvit_core.exchange.json_numbers import floats_of, number_of
from lvit_core.exchange.outlines import (
    CORNERS_OF_CIRCLE,
    Filled,
    Part,
    no_area,
    points_of,
    trimmed,
    turned,
)
from lvit_core.imaging.limits import LARGEST_BYTES
from lvit_core.wording import said

_CHANNELS = 4  # of a brush: red, green, blue and what counts, how much is covered
_HALF = 127
GEOMETRIES = ("rectangle", "polygon", "ellipse", "brush", "bitmask", "keypoint", "vector")
# What tells a shape of JSON-MIN, which names no kinds; the first that fits counts.
_TOLD_BY = (
    ("polygon", {"points"}), ("brush", {"rle"}), ("bitmask", {"imageDataURL"}),
    ("ellipse", {"radiusX"}), ("rectangle", {"width", "height"}), ("keypoint", {"x", "y"}),
)  # fmt: skip


def geometry_of(value: Mapping[str, Any], kind: str) -> str:
    """Which shape a value tells; ``""`` for one that tells none, such as a choice."""
    told = next((name for name in GEOMETRIES if kind.startswith(name)), "")
    return told or next((name for name, keys in _TOLD_BY if keys <= value.keys()), "")


# What says where a shape lies; everything else a value holds was said of it.
_WHERE = ("points", "closed", "rle", "imageDataURL", "x", "y", "width", "height", "radiusX",
          "radiusY", "rotation")  # fmt: skip


def place_of(value: Mapping[str, Any]) -> str:
    """Where a shape lies, as a text that only shapes at the same place share."""
    told = {key: value[key] for key in _WHERE if value.get(key)}
    return json.dumps(told, sort_keys=True, default=str)


def are_shares(values: Iterable[Mapping[str, Any]]) -> bool:
    """Whether all numbers of all regions go from 0 to 1, as shares of a picture do, not per cent.

    Brushes and masks, which count pixels, are passed over.
    """
    found = [number for value in values for number in _numbers(value)]
    return bool(found) and all(0 <= one <= 1 for one in found) and any(one % 1 for one in found)


def _numbers(value: Mapping[str, Any]) -> list[float]:
    points = value.get("points")
    pairs = points if isinstance(points, list) else []
    told = [value.get(key) for key in ("x", "y", "width", "height", "radiusX", "radiusY")]
    told += [one for pair in pairs if isinstance(pair, list) for one in pair]
    return [number for one in told for number in floats_of([one])]


def drawing_of(value: Mapping[str, Any], kind: str) -> Callable[[Size], Drawn]:
    """Draws a region; raises `LViTError` when it encloses no pixels, or is damaged."""
    if kind in _OUTLINES:
        return Filled(partial(_OUTLINES[kind], value))
    return partial(_draw, value, kind)


def _draw(value: Mapping[str, Any], kind: str, size: Size) -> Drawn:
    maker = _MASKS.get(kind)
    if maker is None:
        raise no_area(kind)
    return maker(value, size)


def _rectangle(value: Mapping[str, Any], size: Size) -> list[Part]:
    x, y, width, height = (number_of(value.get(key)) for key in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        raise LViTError("Its box has no area.")
    corner = np.array([[x, y]]) * _steps(size)
    across, down = np.array([width, height]) * _steps(size)
    sides = np.array([[0, 0], [across, 0], [across, down], [0, down]])
    _refuse_pixels(corner + sides, size)
    turn = turned(number_of(value.get("rotation") or 0))
    return [(points_of(sides @ turn + corner), ())]


def _ellipse(value: Mapping[str, Any], size: Size) -> list[Part]:
    told = [number_of(value.get(key)) for key in ("x", "y", "radiusX", "radiusY")]
    centre, radii = np.array(told[:2]) * _steps(size), np.array(told[2:]) * _steps(size)
    if min(radii) <= 0:
        raise LViTError("It has no area.")
    angles = np.linspace(0, 2 * np.pi, CORNERS_OF_CIRCLE, endpoint=False)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radii
    turn = turned(number_of(value.get("rotation") or 0))
    _refuse_pixels(np.stack((centre - radii, centre + radii)), size)
    return [(points_of(ring @ turn + centre), ())]


def _polygon(value: Mapping[str, Any], size: Size) -> list[Part]:
    if value.get("closed") is False:
        raise LViTError("It is an open line, which encloses no pixels.")
    corners = points_of(value.get("points") or []) * _steps(size)
    _refuse_pixels(corners, size)
    return [(points_of(corners), ())]


def _refuse_pixels(corners: NDArray[np.float64], size: Size) -> None:
    refuse_pixels(corners / np.array([size[1], size[0]]), said("per cent"))


def _brush(value: Mapping[str, Any], size: Size) -> Drawn:
    told = value.get("rle")
    most = size[0] * size[1] * _CHANNELS
    if most > LARGEST_BYTES:
        raise LViTError("Its image is too large for a brush.")
    # Run lengths are never longer than what they stand for and a little more.
    if not isinstance(told, list) or len(told) > 2 * most + 64 or bool in set(map(type, told)):
        raise LViTError("Its run lengths are damaged.")
    try:
        data = bytes(told)
    except (TypeError, ValueError) as error:
        raise LViTError("Its run lengths are damaged.") from error
    values = unpacked(data, most)
    return trimmed(values.reshape(*size, _CHANNELS)[:, :, 3] > _HALF)


def _bitmask(value: Mapping[str, Any], size: Size) -> Drawn:
    from imagecodecs import PngError, png_decode  # noqa: PLC0415 - slow to import

    try:
        data = base64.b64decode(str(value.get("imageDataURL")).partition("base64,")[2])
        # The size stands behind the name of the first chunk.
        if (int.from_bytes(data[20:24]), int.from_bytes(data[16:20])) != tuple(size):
            raise LViTError("Its mask has another size than the image.")
        pixels = np.asarray(png_decode(data))
    except (binascii.Error, ValueError, PngError) as error:
        raise LViTError("Its mask is not a PNG.") from error
    if pixels.ndim == 3:
        pixels = pixels[:, :, 3] if pixels.shape[2] == _CHANNELS else pixels.max(axis=2)
    return trimmed(pixels > 0)


_OUTLINES: dict[str, Callable[[Mapping[str, Any], Size], list[Part]]] = {
    "rectangle": _rectangle, "ellipse": _ellipse, "polygon": _polygon,
}  # fmt: skip
_MASKS: dict[str, Callable[[Mapping[str, Any], Size], Drawn]] = {
    "brush": _brush, "bitmask": _bitmask,
}  # fmt: skip


def unpacked(data: bytes, count: int) -> NDArray[np.uint8]:
    """The bytes that run lengths of Label Studio stand for.

    A stream of bits: how many values follow (32 bits), the bits of a value less one (5), the bits
    of four kinds of counters less one (4 each); then pieces, each with one bit that says whether
    one value is repeated, two for the kind of its counter, the count less one, and its values.

    Args:
        data: The stream.
        count: How many there must be.

    Raises:
        LViTError: There are others, or the stream ends too early.
    """
    bits = _Bits(data)
    if bits.take(32) != count:
        raise LViTError("Its run lengths are of another size than the image.")
    word = bits.take(5) + 1
    counters = [bits.take(4) + 1 for _ in range(4)]
    values = np.zeros(count, np.uint8)
    place = 0
    while place < count:
        repeated = bits.take(1)
        length = bits.take(counters[bits.take(2)]) + 1
        end = min(place + length, count)
        if repeated:
            values[place:end] = bits.take(word) & 255
        else:
            values[place:end] = bits.take_many(word, end - place)
        place = end
    return values


class _Bits:
    """Reads numbers of any length out of bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data + bytes(8)
        self._count = 8 * len(data)
        self._place = 0

    def take(self, length: int) -> int:
        """The next number."""
        place, self._place = self._place, self._place + length
        if self._place > self._count:
            raise LViTError("Its run lengths end too early.")
        first = place >> 3
        window = int.from_bytes(self._data[first : first + 6])
        return (window >> (48 - (place & 7) - length)) & ((1 << length) - 1)

    def take_many(self, length: int, count: int) -> NDArray[np.uint8]:
        """The next numbers, the lowest 8 bits of each."""
        place, self._place = self._place, self._place + length * count
        if self._place > self._count:
            raise LViTError("Its run lengths end too early.")
        part = np.frombuffer(self._data, np.uint8)[place >> 3 : (self._place >> 3) + 1]
        start = place & 7
        bits = np.unpackbits(part)[start : start + length * count].reshape(count, length)
        found = np.packbits(bits[:, -8:], axis=1)[:, 0]
        return np.right_shift(found, np.uint8(max(0, 8 - length)))


def _steps(size: Size) -> NDArray[np.float64]:
    """Pixels of one per cent, across and down."""
    return np.array([size[1], size[0]]) / 100
