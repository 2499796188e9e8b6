"""How large a compressed picture says it is, from its own first bytes.

A picture inside another file (a tile of a slide, a frame of DICOM data) brings its own size. Where
it is not the size that the file promised, decoding it could take all memory there is.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

from lvit_core.errors import LViTError

MOST_SCANS = 100  # of a JPEG, each over the whole picture; encoders make ten or so
MOST_SCANNED_PX = 5_000_000_000  # in all of them together: two seconds
_NEXT_MARK = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
MOST_MARKS = 100_000  # of a JPEG: each costs time to look at
_STAND_ALONE = (0x01, *range(0xD0, 0xD9))  # JPEG marks without a length
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}  # SOF0..15, and JPEG-LS


@dataclass(frozen=True)
class Codestream:
    """What the header of a compressed picture says.

    Attributes:
        height, width: In pixels.
        channels: Samples of a pixel.
        bits: Of a sample.
        kind: ``"jpeg"``, ``"jpegls"``, ``"jpeg2000"``, ``"png"`` or ``"webp"``.
        process: The number of the JPEG process (its SOF mark); 0 for all else.
    """

    height: int
    width: int
    channels: int
    bits: int
    kind: str
    process: int = 0


def codestream_of(data: bytes) -> Codestream | None:
    """The header of a JPEG, JPEG-LS, JPEG 2000, PNG or WebP picture; ``None`` for all else."""
    try:
        if data[:2] == b"\xff\xd8":
            return _jpeg(data)
        if data[:4] == b"\xff\x4f\xff\x51":
            return _jpeg2000(data, 2)
        if data[4:8] == b"jP  ":
            start = data.find(b"\xff\x4f\xff\x51")
            return _jpeg2000(data, start + 2) if start > 0 else None
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            width, height, bits, color = struct.unpack_from(">IIBB", data, 16)
            return Codestream(height, width, (1, 1, 3, 3, 2, 1, 4)[color % 7], bits, "png")
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            height, width = webp_size(data)
            return Codestream(height, width, 4, 8, "webp")
    except (struct.error, IndexError):
        pass
    return None


def refuse_many_scans(path: Path, data: bytes, stream: Codestream) -> None:
    """Refuses a JPEG that goes over its pixels so often that it would take minutes.

    Args:
        path: For the message.
        data: The whole JPEG.
        stream: Its header.

    Raises:
        LViTError: It does.
    """
    if stream.kind != "jpeg":
        return
    area = max(1, stream.height * stream.width)
    most = max(1, min(MOST_SCANS, MOST_SCANNED_PX // area))
    if data.count(b"\xff\xda") > most and (scans := scans_of(data)) > most:
        raise LViTError(
            "{name} is a JPEG that goes over its picture {scans} times (at most {most}).",
            "Save it as PNG.",
            name=path.name,
            scans=scans,
            most=most,
        )


def scans_of(data: bytes) -> int:
    """How many scans a JPEG has; a preview inside of its header does not count."""
    count, place = 0, 2
    while (found := _NEXT_MARK.search(data, place)) is not None:
        mark = data[found.start() + 1]
        if mark == 0xD9:
            break
        count += mark == 0xDA
        place = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    return count


def webp_size(data: bytes) -> tuple[int, int]:
    """Height and width of a WebP picture, from its first chunk; raises ``IndexError`` if short."""
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        size = int.from_bytes(body[7:10], "little"), int.from_bytes(body[4:7], "little")
        return size[0] + 1, size[1] + 1
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (bits >> 14 & 0x3FFF) + 1, (bits & 0x3FFF) + 1
    if kind == b"VP8 " and len(body) == 10:
        width, height = struct.unpack_from("<HH", body, 6)
        return height & 0x3FFF, width & 0x3FFF
    raise IndexError(kind)


def _jpeg(data: bytes) -> Codestream | None:
    place = 2
    for _ in range(MOST_MARKS):
        if place + 10 > len(data):
            return None
        if data[place] != 0xFF:
            return None
        mark = data[place + 1]
        if mark in _FRAMES:
            bits, height, width, channels = struct.unpack_from(">BHHB", data, place + 4)
            kind = "jpegls" if mark == 0xF7 else "jpeg"
            return Codestream(height, width, channels, bits, kind, mark - 0xC0)
        if mark == 0xDA:
            return None
        if mark == 0xFF:
            place += 1
        elif mark in _STAND_ALONE:
            place += 2
        else:
            place += 2 + max(2, int.from_bytes(data[place + 2 : place + 4], "big"))
    return None


def _jpeg2000(data: bytes, place: int) -> Codestream:
    x1, y1, x0, y0 = struct.unpack_from(">IIII", data, place + 6)
    (channels,) = struct.unpack_from(">H", data, place + 38)
    bits = (data[place + 40] & 0x7F) + 1
    return Codestream(y1 - y0, x1 - x0, channels, bits, "jpeg2000")
