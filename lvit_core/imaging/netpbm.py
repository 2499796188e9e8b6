"""Netpbm: PBM, PGM, PPM and PAM, plain and raw, with all their bits.

Pillow reads no PAM, takes colours of 16 bits for 8, and needs seconds for plain text; the format is
a header of a few words before the numbers, so they are taken as they are.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count as count_from
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_file, check_size, other_channels, truncated, unreadable
from lvit_core.imaging.pages import (
    MOST_PAGES,
    OpenPages,
    Page,
    SeveralPagesError,
    no_such_page,
    too_many_pages,
    write_picture,
)

_HEADER_BYTES = 65_536  # a header with its comments lies in here
_TOKEN = re.compile(rb"(?:\s|#[^\r\n]*[\r\n])*([0-9]{1,10})(?=[\s#])")
_COMMENT = re.compile(rb"#[^\r\n]*")
_PAM_LINE = re.compile(rb"[ \t]*([A-Z]+)[ \t]+([^\r\n]*)\r?\n")
_PLAIN = {1: 4, 2: 5, 3: 6}  # text, and the kind with the same numbers in bytes
_PARSED_BYTES = 8  # of a number that is read from text
_COLOURS = {1: 1, 2: 1, 3: 3, 4: 3}  # by the samples of a pixel; the last may be alpha


@dataclass(frozen=True)
class _Picture:
    """What the header of one picture says.

    Attributes:
        kind: 1 to 7, the digit behind the P.
        depth: Samples of a pixel.
        top: The highest value; the pixel is then at its brightest.
        start: Where the numbers begin.
    """

    kind: int
    width: int
    height: int
    depth: int
    top: int
    start: int

    @property
    def nbytes(self) -> int:
        """Of the numbers of a kind in bytes."""
        if self.kind == 4:
            return self.height * -(-self.width // 8)
        return self.height * self.width * self.depth * (2 if self.top > 255 else 1)


def probe_netpbm(path: Path) -> ImageInfo:
    """Size and type from the header; text is read as a trial.

    Raises:
        LViTError: It is damaged, cut off, too large, or holds several pictures.
    """
    data = _data(path)
    picture = _only(path, data)
    if picture.kind in _PLAIN:
        _numbers(path, data, picture)
    return ImageInfo(
        picture.height,
        picture.width,
        _COLOURS[picture.depth],
        "uint16" if picture.top > 255 else "uint8",
        format="netpbm",
    )


def read_netpbm(path: Path) -> Image:
    """The picture with its values stretched to 8 or 16 bits, alpha left out.

    Raises:
        LViTError: As `probe_netpbm`.
    """
    data = _data(path)
    return _image(path, data, _only(path, data))


def numbers_of_netpbm(path: Path) -> NDArray[Any] | None:
    """The numbers ``(H, W)`` or ``(H, W, S)`` as stored; ``None`` for bits, where 1 is black.

    Raises:
        LViTError: As `probe_netpbm`.
    """
    data = _data(path)
    picture = _only(path, data)
    return None if picture.kind in (1, 4) else _without_alpha(_numbers(path, data, picture))


def pages_of_netpbm(path: Path) -> list[Page]:
    """All pictures of a file."""
    found = enumerate(_pictures(path, _data(path)), start=1)
    return [Page(number, one.height, one.width) for number, one in found]


class NetpbmPages(OpenPages):
    """The pictures of a file, each written as a TIFF with all its bits.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._data = path, _data(path)
        self._found = list(_pictures(path, self._data))

    def write(self, number: int, target: Path) -> None:
        """See `OpenPages.write`."""
        if not 1 <= number <= len(self._found):
            raise no_such_page(self._path, number, len(self._found))
        image = _image(self._path, self._data, self._found[number - 1])
        write_picture(image, target, f"page {number} of {self._path.name}")

    def close(self) -> None:
        """Lets the bytes go."""
        self._data = b""


def _data(path: Path) -> bytes:
    check_file(path)
    return path.read_bytes()


def _only(path: Path, data: bytes) -> _Picture:
    found = list(_pictures(path, data))
    if len(found) > 1:
        raise SeveralPagesError(f"{path.name} holds {len(found)} pictures.")
    return found[0]


def _pictures(path: Path, data: bytes) -> Iterator[_Picture]:
    """The pictures in a file, one behind the other; there is one at least."""
    place = 0
    for count in count_from(0):
        if count == MOST_PAGES:
            raise too_many_pages(path)
        picture = _header(path, data, place)
        yield picture
        place = picture.start + picture.nbytes
        while data[place : place + 1].isspace():
            place += 1
        if picture.kind in _PLAIN or not re.match(rb"P[1-7][\s#]", data[place : place + 3]):
            return


def _header(path: Path, data: bytes, place: int) -> _Picture:
    kind = int(data[place + 1 : place + 2])
    if kind == 7:
        picture = _pam_header(path, data, place)
    else:
        end, told = place + 2, []
        for _ in range(2 if kind in (1, 4) else 3):
            token = _TOKEN.match(data, end, place + _HEADER_BYTES)
            if token is None:
                raise unreadable(path, "its header")
            told.append(int(token.group(1)))
            end = token.end()
        width, height, top = (*told, 1)[:3]
        picture = _Picture(kind, width, height, 3 if kind in (3, 6) else 1, top, end + 1)
    if not 0 < picture.top < 65536:
        raise unreadable(path, "its highest value")
    wide = _PARSED_BYTES if kind in _PLAIN else 2 if picture.top > 255 else 1
    check_size(path, picture.height, picture.width, pixel_bytes=picture.depth * wide)
    if kind not in _PLAIN and picture.start + picture.nbytes > len(data):
        raise truncated(path)
    return picture


def _pam_header(path: Path, data: bytes, place: int) -> _Picture:
    end = data.find(b"ENDHDR", place, place + _HEADER_BYTES)
    start = data.find(b"\n", end) + 1 if end > 0 else 0
    if start == 0:
        raise unreadable(path, "its header")
    told = dict(_PAM_LINE.findall(_COMMENT.sub(b"", data[place:end])))
    try:
        names = (b"WIDTH", b"HEIGHT", b"DEPTH", b"MAXVAL")
        width, height, depth, top = (int(told[name]) for name in names)
    except (KeyError, ValueError) as error:
        raise unreadable(path, "its header") from error
    alpha = told.get(b"TUPLTYPE", b"").strip().endswith(b"_ALPHA")
    if not 1 <= depth <= 4 or (depth in (2, 4) and not alpha):
        raise other_channels(path, depth)
    return _Picture(7, width, height, depth, top, start)


def _numbers(path: Path, data: bytes, picture: _Picture) -> NDArray[Any]:
    """``(H, W, S)`` as stored."""
    shape = (picture.height, picture.width, picture.depth)
    count = picture.height * picture.width * picture.depth
    if picture.kind in _PLAIN:
        found: NDArray[Any] = _parsed(path, data[picture.start - 1 :], count, picture)
    elif picture.kind == 4:
        rows = np.frombuffer(data, np.uint8, picture.nbytes, picture.start)
        bits = np.unpackbits(rows.reshape(picture.height, -1), axis=1)
        found = bits[:, : picture.width]
    else:
        dtype = np.dtype(">u2" if picture.top > 255 else "u1")
        found = np.frombuffer(data, dtype, count, picture.start)
    limited: NDArray[Any] = np.minimum(found.reshape(shape), picture.top)
    return limited


def _parsed(path: Path, text: bytes, count: int, picture: _Picture) -> NDArray[Any]:
    """Numbers written as text; of bits, spaces between them may be missing."""
    text = _COMMENT.sub(b"", text)
    if picture.kind == 1:
        found = np.frombuffer(text.translate(None, b" \t\r\n\v\f"), np.uint8) - 48
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # so NumPy tells of what is no number
            try:
                found = np.fromstring(text, np.int64, sep=" ")
            except (ValueError, DeprecationWarning) as error:
                raise unreadable(path, "its numbers") from error
    if len(found) < count:
        raise truncated(path)
    found = np.asarray(found[:count])
    if count and (found.min() < 0 or (picture.kind == 1 and found.max() > 1)):
        raise unreadable(path, "its numbers")
    return found


def _image(path: Path, data: bytes, picture: _Picture) -> Image:
    numbers = _without_alpha(_numbers(path, data, picture))
    full = 65535 if picture.top > 255 else 255
    if picture.top != full:  # as Pillow does: the highest value is the brightest
        table = np.rint(np.arange(picture.top + 1) / picture.top * full)
        numbers = table[numbers]
    if picture.kind in (1, 4):  # where 1 is black
        numbers = full - numbers
    pixels = numbers.astype(np.uint16 if full > 255 else np.uint8)
    return Image(np.ascontiguousarray(pixels), source=path.name)


def _without_alpha(numbers: NDArray[Any]) -> NDArray[Any]:
    colours = _COLOURS[numbers.shape[2]]
    return numbers[:, :, 0] if colours == 1 else numbers[:, :, :3]
