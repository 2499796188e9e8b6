"""Copies of pictures without what their files say besides: names, dates, places, remarks.

Scanners and programs write patients and paths into text of PNG, TIFF and JPEG files. Pixels,
colours and the size of a pixel are kept as they are; a colour profile that is none is left out.
"""

from __future__ import annotations

import struct
import zlib
from operator import itemgetter
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.clean_profiles import clean_profile, png_profile
from lvit_core.imaging.image import Image

# What belongs to the picture itself; all other chunks are text, times or private.
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT",
             b"bKGD", b"pHYs"}  # fmt: skip
_JPEG_PROFILE = b"ICC_PROFILE\0"  # in parts, each behind its number and how many there are
_JPEG_PROFILE_PART = 65_519  # bytes of each of 255 at most
_JPEG_MARK, _JPEG_COMMENT, _JPEG_SCAN, _JPEG_END = 0xFF, 0xFE, 0xDA, 0xD9
_JPEG_APP2 = 0xE2
_JPEG_INSIDE = {0x00, *range(0xD0, 0xD8)}  # behind a mark in a scan: its own value, and restarts


def clean_png(data: bytes) -> bytes:
    """The file without text, time, EXIF and private chunks.

    Raises:
        LViTError: It is cut off.
    """
    kept, place = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if end > len(data):
            break
        if kind == b"iCCP":
            profile = png_profile(data[place + 8 : end - 4])
            kept += [] if profile is None else [_chunk(kind, profile)]
        elif kind in _PNG_KEPT:
            kept.append(data[place:end])
        if kind == b"IEND":
            return b"".join(kept)
        place = end
    raise _cut_off()


def clean_jpeg(data: bytes) -> bytes:
    """The file without EXIF, XMP, IPTC, previews, comments and what lies behind the picture.

    Raises:
        LViTError: It is cut off, or no JPEG.
    """
    kept, place, pictured = [data[:2]], 2, False
    profile: list[tuple[int, bytes]] = []  # its numbered parts
    profiled = 0  # before which segment it stands
    while place + 2 <= len(data) and data[place] == _JPEG_MARK:
        marker = data[place + 1]
        if marker == _JPEG_MARK:  # filling
            place += 1
            continue
        if marker == _JPEG_END:
            if not pictured:
                break
            kept[profiled:profiled] = _profile_parts(profile)
            return b"".join([*kept, data[place : place + 2]])
        if place + 4 > len(data):
            break
        (length,) = struct.unpack_from(">H", data, place + 2)
        is_text = marker == _JPEG_COMMENT or (0xE0 <= marker <= 0xEF)
        end = place + 2 + length
        if marker == _JPEG_SCAN:
            # A picture may come in several scans, with comments between them.
            pictured, end = True, _end_of_scan(data, end)
        if data.startswith(b"JFIF\0", place + 4):
            # Its first part says how large a pixel is; a small picture may follow.
            kept.append(b"\xff\xe0\x00\x10" + data[place + 4 : place + 16] + b"\0\0")
        elif marker == _JPEG_APP2 and data.startswith(_JPEG_PROFILE, place + 4):
            profiled = profiled or len(kept)
            part = data[place + 4 + len(_JPEG_PROFILE) : end]
            profile.append((part[0] if part else 0, part[2:]))
        elif data.startswith(b"Adobe", place + 4):
            # How colours are meant, in twelve bytes.
            kept.append(data[place : place + 2] + b"\0\x0e" + data[place + 4 : place + 16])
        elif not is_text:
            kept.append(data[place:end])
        place = end
    raise _cut_off()


def _profile_parts(numbered: list[tuple[int, bytes]]) -> list[bytes]:
    """Segments of a JPEG that hold its colour profile, cleaned; none where it is none."""
    ordered = sorted(numbered, key=itemgetter(0))
    profile = clean_profile(b"".join(part for _, part in ordered)) or b""
    step = _JPEG_PROFILE_PART
    parts = [profile[start : start + step] for start in range(0, len(profile), step)]
    head = b"\xff\xe2%b" + _JPEG_PROFILE
    return [
        head % struct.pack(">H", len(part) + len(_JPEG_PROFILE) + 4)
        + bytes((number, len(parts)))
        + part
        for number, part in enumerate(parts, 1)
    ]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next segment begins: a mark that is no escaped value and no restart."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] not in _JPEG_INSIDE:
            return place
        place += 2
    raise _cut_off()


def write_bmp(path: Path, image: Image) -> None:
    """Writes 8-bit pixels and nothing else: BMP files may hold anything between their parts."""
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    Picture.fromarray(image.pixels).save(path, "BMP")


def _cut_off() -> LViTError:
    return LViTError("The file is cut off.", "Bring back the whole file.")
