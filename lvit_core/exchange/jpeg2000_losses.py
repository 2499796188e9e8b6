"""How much JPEG 2000 a file holds of what its pixels take without loss.

Its reversible transform loses numbers too where an encoder stops early, and no header tells. But
what comes out of such a file takes more bytes to hold exactly than the file has; numbers that were
kept take as many, within what encoders differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.wording import said

_BEGIN, _END_OF_HEADER = b"\xff\x4f\xff\x51", b"\xff\x90"
_STYLE = b"\xff\x52"
_ORDERS = ("LRCP", "RLCP", "RPCL", "PCRL", "CPRL")
_REVERSIBLE = 1
_MOST_LAYERS = 32
_ENCODERS_DIFFER = 0.98  # of the bytes: no encoder without loss packs better by more


@dataclass(frozen=True)
class Style:
    """How a codestream was made.

    Args:
        reversible: Whether its transform can keep every number.
        levels: How often its transform halves the picture.
        layers: Of quality, one after the other.
        block: Width and height of what is packed at a time.
        precinct: Exponents of the width and height of the parts of the finest level; 0 for none.
        order: In which order they lie in the file.
    """

    reversible: bool
    levels: int
    layers: int
    block: tuple[int, int]
    precinct: tuple[int, int]
    order: str


def style_of(head: bytes) -> Style | None:
    """What the head of a file or codestream says; ``None`` where it says nothing."""
    place = head.find(_STYLE)
    body = head[place + 4 : place + 4 + 10 + 33]
    if place < 0 or len(body) < 10 or body[1] >= len(_ORDERS):
        return None
    parts = body[10 + body[5]] if body[0] & 1 and len(body) > 10 + body[5] else 0
    block = 1 << min(body[6], 8) + 2, 1 << min(body[7], 8) + 2
    layers = int.from_bytes(body[2:4])
    parts_xy = parts & 15, parts >> 4
    return Style(body[9] == _REVERSIBLE, body[5], layers, block, parts_xy, _ORDERS[body[1]])


class Kept(Enum):
    """Whether the numbers of a picture are those that were packed."""

    ALL = "all"
    UNKNOWN = "unknown"
    NOT_ALL = said("not all")


def what_is_kept(streams: Iterable[bytes]) -> Kept:
    """Whether the pixels, packed again in the same style, are the same bytes, or clearly more.

    Args:
        streams: Of one picture; files of JPEG 2000 too, of which boxes around do not count.
    """
    from imagecodecs import jpeg2k_decode  # noqa: PLC0415 - slow to import

    there = wanted = 0
    same = True
    for stream in streams:
        begin = stream.find(_BEGIN)
        style = style_of(stream[begin:] if begin >= 0 else b"")
        if style is None or style.layers > _MOST_LAYERS:
            return Kept.UNKNOWN
        if not style.reversible:
            return Kept.NOT_ALL
        try:
            whole = _whole(np.asarray(jpeg2k_decode(stream)), style, _tile(stream[begin:]))
        except (OSError, RuntimeError, ValueError, KeyError, TypeError):
            return Kept.UNKNOWN  # what cannot be packed cannot be compared
        own, again = _pixel_bytes(stream), _pixel_bytes(whole)
        same &= own == again
        there += len(own)
        wanted += len(again)
    if same and wanted:
        return Kept.ALL
    return Kept.NOT_ALL if there < _ENCODERS_DIFFER * wanted else Kept.UNKNOWN


def _whole(pixels: NDArray[Any], style: Style, tile: tuple[int, int]) -> bytes:
    """The pixels packed in the same style without loss."""
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    stream = BytesIO()
    size = pixels.shape[1], pixels.shape[0]
    parts: dict[str, Any] = {}
    if tile != size:
        parts["tile_size"] = tile
    if all(0 < side < 15 for side in style.precinct):
        parts["precinct_size"] = tuple(1 << side for side in style.precinct)
    rates = [2.0 ** (style.layers - place) for place in range(1, style.layers)]
    Picture.fromarray(pixels).save(
        stream, "JPEG2000", irreversible=False, num_resolutions=style.levels + 1, no_jp2=True,
        codeblock_size=style.block, progression=style.order, quality_layers=[*rates, 0],
        quality_mode="rates", **parts,
    )  # fmt: skip
    return stream.getvalue()


def _tile(stream: bytes) -> tuple[int, int]:
    """Width and height of its tiles."""
    return int.from_bytes(stream[24:28]), int.from_bytes(stream[28:32])


def _pixel_bytes(stream: bytes) -> bytes:
    """A codestream behind its head, without what lies around it in a file."""
    begin = stream.find(_BEGIN)
    size = int.from_bytes(stream[begin - 8 : begin - 4]) if begin >= 8 else 0
    in_box = stream[begin - 4 : begin] == b"jp2c" and 8 < size <= len(stream) - begin + 8
    end = begin - 8 + size if in_box else len(stream)
    first = stream.find(_END_OF_HEADER, begin)
    return stream[max(first, begin) : end]
