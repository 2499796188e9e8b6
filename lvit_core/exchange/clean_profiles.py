"""Colour profiles without their texts: who calibrated what, where and for whom does not leave.

An ICC profile is a header and a table of tags. Those that compute colours are kept as they are; its
name, copyright, device, notes and whatever lies between the tags are not.
"""

from __future__ import annotations

import struct
import zlib

_HEADER, _ENTRY = 128, 12
# As it is unpacked; those of printers have some megabytes, and the parts of a JPEG hold 16.7.
_LARGEST_BYTES = 16_000_000
_MOST_TAGS = 200
_COMPUTING = {
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"D2B0", b"D2B1", b"D2B2", b"D2B3",
    b"B2D0", b"B2D1", b"B2D2", b"B2D3", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC",
    b"kTRC", b"wtpt", b"bkpt", b"chad", b"lumi", b"gamt", b"pre0", b"pre1", b"pre2", b"cicp",
}  # fmt: skip
_NUMBERS = {b"XYZ ", b"curv", b"para", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA ", b"mpet",
            b"cicp"}  # fmt: skip
# Of the header: version, class, spaces; its mark; intent and white. The rest is who and when.
_KEPT_OF_HEADER = ((8, 24), (36, 40), (64, 80))
_CLASSES = {b"scnr", b"mntr", b"prtr", b"spac"}
_SPACES = {b"GRAY", b"RGB ", b"CMYK", b"Lab ", b"XYZ ", b"YCbr"}
_NAME = b"colours"


def clean_profile(data: bytes) -> bytes | None:
    """The profile with its numbers alone, never longer than it was but for two short texts.

    ``None`` where it is none. Tags may share their values, and share them afterwards.
    """
    if not (_HEADER + 4 <= len(data) <= _LARGEST_BYTES) or data[36:40] != b"acsp":
        return None
    if data[12:16] not in _CLASSES or not {data[16:20], data[20:24]} <= _SPACES:
        return None
    (count,) = struct.unpack_from(">I", data, _HEADER)
    if count > _MOST_TAGS or len(data) < _HEADER + 4 + _ENTRY * count:
        return None
    table = data[_HEADER + 4 : _HEADER + 4 + _ENTRY * count]
    places = {kind: where for kind, *where in struct.iter_unpack(">4sII", table)}
    if any(start + length > len(data) or length < 8 for start, length in places.values()):
        return None
    kept = {
        kind: (start, start + length)
        for kind, (start, length) in places.items()
        if kind in _COMPUTING and data[start : start + 4] in _NUMBERS
    }
    # Values that overlap would make much of little.
    if not kept or sum(end - start for start, end in set(kept.values())) > len(data):
        return None
    values = {(start, end): data[start:end] for start, end in kept.values()}
    header = bytearray(_HEADER)
    for start, end in _KEPT_OF_HEADER:
        header[start:end] = data[start:end]
    text = _text(_NAME, newer=data[8] >= 4)
    return _packed(header, {b"desc": text, b"cprt": text} | {k: values[v] for k, v in kept.items()})


def png_profile(chunk: bytes) -> bytes | None:
    """What an iCCP chunk holds, cleaned; ``None`` where that is no profile."""
    _, _, packed = chunk.partition(b"\0")
    try:
        data = zlib.decompressobj().decompress(packed[1:], _LARGEST_BYTES)
    except zlib.error:
        return None
    profile = clean_profile(data)
    return None if profile is None else _NAME + b"\0\0" + zlib.compress(profile)


def _text(words: bytes, *, newer: bool) -> bytes:
    """A tag that profiles must have."""
    if newer:
        wide = words.decode().encode("utf-16-be")
        return struct.pack(">4s4xII4sII", b"mluc", 1, 12, b"enUS", len(wide), 28) + wide
    return struct.pack(">4s4xI", b"desc", len(words) + 1) + words + bytes(1 + 4 + 4 + 2 + 1 + 67)


def _packed(header: bytearray, tags: dict[bytes, bytes]) -> bytes:
    table, end = struct.pack(">I", len(tags)), _HEADER + 4 + _ENTRY * len(tags)
    starts: dict[bytes, int] = {}
    for kind, value in tags.items():
        if value not in starts:
            starts[value], end = end, end + len(value) + -len(value) % 4
        table += struct.pack(">4sII", kind, starts[value], len(value))
    header[:4] = struct.pack(">I", end)
    return b"".join([header, table, *(value + bytes(-len(value) % 4) for value in starts)])
