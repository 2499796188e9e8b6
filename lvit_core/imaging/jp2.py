"""JPEG 2000: what its channels are is asked of its boxes, colours of many bits keep all of them.

Pillow takes a second or fourth channel for alpha whether or not the file calls it so, and colours
of more than 8 bits overflow where they are brightest; what is left is read by it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.codestreams import Codestream, codestream_of
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import (
    check_file,
    check_size,
    other_channels,
    other_colours,
    truncated,
    unreadable,
)
from lvit_core.imaging.raster import TRIED_PX, probe_pillow, read_pillow
from lvit_core.imaging.value_window import Window

_END = b"\xff\xd9"
_ALPHA = (1, 2)  # types of a channel in its definition: opacity, and premultiplied opacity
_COLOURS = {12: 4, 16: 3, 17: 1, 18: 3}  # by the number of the colour space: CMYK, sRGB, grey, sYCC
_COLOURS_OF_PROFILE = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_DEEP_SPACES = (16, 17, None)  # which need no conversion
_PROFILE_SPACE = 16  # where the header of a colour profile names its space
_SAMPLE_BYTES = 4  # that the decoder takes for a sample


@dataclass(frozen=True)
class _Facts:
    """What the boxes and the codestream say.

    Attributes:
        stream: The header of the codestream.
        space: The number of the colour space; ``None`` where there is none.
        colours: Channels that are grey or colour.
        alphas: Channels that the file calls alpha.
        palette: Whether samples are places in a table of colours.
    """

    stream: Codestream
    space: int | None
    colours: int
    alphas: int
    palette: bool

    @property
    def is_deep(self) -> bool:
        """Whether Pillow would cut its samples to 8 bits."""
        grey = self.stream.channels == 1
        return self.stream.bits > 8 and not grey and not self.palette


def probe_jp2(path: Path) -> ImageInfo:
    """Size and type from the header; smaller pictures are decoded as a trial.

    Raises:
        LViTError: It is damaged, cut off, too large, or does not say what its channels are.
    """
    data, facts = _look(path)
    if not facts.is_deep:
        return probe_pillow(path, "jp2")
    stream = facts.stream
    if stream.height * stream.width <= TRIED_PX:
        _deep_pixels(path, data, facts)
    channels = 1 if facts.colours == 1 else 3
    return ImageInfo(stream.height, stream.width, channels, "uint16", format="jp2")


def read_jp2(path: Path) -> Image:
    """The picture in grey or RGB, alpha left out.

    Raises:
        LViTError: As `probe_jp2`.
    """
    data, facts = _look(path)
    if not facts.is_deep:
        return read_pillow(path, "jp2")
    pixels = _deep_pixels(path, data, facts)
    white = Window.between(0, (1 << facts.stream.bits) - 1)
    return Image(pixels, window=white if pixels.ndim == 3 else None, source=path.name)


def _look(path: Path) -> tuple[bytes, _Facts]:
    check_file(path)
    data = path.read_bytes()
    stream = codestream_of(data)
    if stream is None:
        raise unreadable(path, "its header")
    if data.rfind(_END) < 0:
        raise truncated(path)
    count = max(1, stream.channels)
    check_size(path, stream.height, stream.width, pixel_bytes=_SAMPLE_BYTES * count)
    facts = _facts(data, stream)
    left = stream.channels - facts.colours
    if not facts.palette and left not in ({0} if facts.alphas != 1 else {0, 1}):
        raise other_channels(path, stream.channels)
    if facts.is_deep and facts.space not in _DEEP_SPACES:
        raise other_colours(path)
    return data, facts


def _facts(data: bytes, stream: Codestream) -> _Facts:
    boxes: dict[bytes, bytes] = {}
    for kind, body in _boxes(data):
        if kind == b"jp2h":
            for inner, content in _boxes(body):
                boxes.setdefault(inner, content)
    space, colours = None, 1 if stream.channels <= 2 else 3
    told = boxes.get(b"colr", b"")
    if len(told) >= 7 and told[0] == 1:
        space = int.from_bytes(told[3:7], "big")
        colours = _COLOURS.get(space, colours)
    elif told[:1] in (b"\2", b"\3"):
        named = told[3 + _PROFILE_SPACE : 7 + _PROFILE_SPACE]
        colours = _COLOURS_OF_PROFILE.get(named, colours)
    return _Facts(stream, space, colours, _alphas(boxes.get(b"cdef", b"")), b"pclr" in boxes)


def _alphas(definitions: bytes) -> int:
    """How many channels are alpha: three numbers each, the second says what it is."""
    count = int.from_bytes(definitions[:2], "big")
    places = range(2, min(len(definitions) - 5, 2 + 6 * count), 6)
    return sum(struct.unpack_from(">H", definitions, place + 2)[0] in _ALPHA for place in places)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes that lie one after the other; nothing for a bare codestream."""
    place = 0
    while place + 8 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[place + 8 : place + 16], "big"), 16
        end = place + size if size else len(data)
        if end < place + head or not kind.isascii():
            return
        yield kind, data[place + head : end]
        place = end


def _deep_pixels(path: Path, data: bytes, facts: _Facts) -> NDArray[Any]:
    from imagecodecs import jpeg2k_decode  # noqa: PLC0415 - slow to import

    try:
        pixels = np.asarray(jpeg2k_decode(data))
    except MemoryError:
        raise
    except Exception as error:  # every codec fails in its own way
        raise unreadable(path, error) from error
    shape = (facts.stream.height, facts.stream.width, facts.stream.channels)
    if pixels.dtype != np.uint16 or pixels.shape != shape:
        raise unreadable(path, "its kind of pixel is unknown")
    return np.ascontiguousarray(pixels[:, :, 0] if facts.colours == 1 else pixels[:, :, :3])
