"""PNG: header, completeness and orientation without decoding, then all bits of the pixels."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.exif import orientation_in_exif
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_file, check_size, truncated, unreadable
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.imaging.spacing_kind import SpacingKind, oblong
from lvit_core.imaging.upright import known, upright, upright_pair

_CHANNELS = {0: 1, 2: 3, 3: 3, 4: 1, 6: 3}  # grey, RGB, palette, grey + alpha, RGBA
_KEPT = (b"eXIf", b"iTXt", b"tEXt", b"zTXt", b"acTL", b"pHYs")  # chunks that are looked into
_MOST_CHUNKS = 300_000
_PIECE_BYTES = 1 << 20
_TEXT_BYTES = 1 << 20  # of a chunk that may hold the orientation
_XMP_ORIENTATION = re.compile(rb'tiff:Orientation(?:="|>)([0-9])')


@dataclass
class _Facts:
    """What the chunks of a file tell."""

    orientation: int = 1
    pictures: int = 1
    shape: SpacingKind | None = None


def probe_png(path: Path) -> ImageInfo:
    """Size and type from the header; every chunk is walked, so a cut-off file is noticed."""
    return _look(path)[0]


def read_png(path: Path) -> Image:
    """All bits of a PNG, upright; alpha is left out, a palette becomes colours."""
    from imagecodecs import png_decode  # noqa: PLC0415 - slow to import

    info, orientation = _look(path)
    try:
        pixels = png_decode(path.read_bytes())
    except MemoryError:
        raise
    except Exception as error:  # the decoder fails in several ways
        raise unreadable(path, error) from error
    pixels = upright(_without_alpha(pixels), orientation)
    return Image(pixels, source=path.name, spacing_kind=info.spacing_kind)


def _look(path: Path) -> tuple[ImageInfo, int]:
    check_file(path)
    with path.open("rb") as stream:
        header = stream.read(33)
        if len(header) < 33:
            raise truncated(path)
        width, height, depth, color = struct.unpack(">IIBB", header[16:26])
        if color not in _CHANNELS or depth not in (1, 2, 4, 8, 16):
            raise unreadable(path, "unknown colour type")
        wide = 2 if depth == 16 else 1
        check_size(path, height, width, pixel_bytes=_samples(color) * wide)
        facts = _walk(path, stream)
    if facts.pictures > 1:
        raise SeveralPagesError(f"{path.name} is an animation of several pictures.")
    height, width = upright_pair((height, width), facts.orientation)
    info = ImageInfo(
        height, width, _CHANNELS[color], "uint16" if depth == 16 else "uint8", format="png",
        spacing_kind=facts.shape,
    )  # fmt: skip
    return info, facts.orientation


def _samples(color: int) -> int:
    """Samples of a pixel in memory."""
    return {0: 1, 2: 3, 3: 4, 4: 2, 6: 4}[color]


def _without_alpha(pixels: NDArray[Any]) -> NDArray[Any]:
    """``(H, W)`` or ``(H, W, 3)`` out of decoded pixels with 1 to 4 channels."""
    if pixels.ndim == 3:
        if pixels.shape[2] in (1, 2):
            pixels = pixels[:, :, 0]
        elif pixels.shape[2] == 4:
            pixels = pixels[:, :, :3]
    return np.ascontiguousarray(pixels)


def _walk(path: Path, stream: BinaryIO) -> _Facts:
    """Goes through all chunks, piece by piece: a length in a header is only a claim."""
    stream.seek(8)
    facts = _Facts()
    told = False
    for _ in range(_MOST_CHUNKS):
        head = stream.read(8)
        if len(head) < 8:
            raise truncated(path)
        (length,) = struct.unpack(">I", head[:4])
        kind, checksum, kept = head[4:], zlib.crc32(head[4:]), b""
        for piece in _pieces(path, stream, length):
            checksum = zlib.crc32(piece, checksum)
            if kind in _KEPT and length <= _TEXT_BYTES:
                kept += piece
        stored = stream.read(4)
        if len(stored) < 4:
            raise truncated(path)
        if checksum != int.from_bytes(stored, "big"):
            raise unreadable(path, "a checksum is wrong")
        if kind == b"IEND":
            return facts
        if kind == b"acTL" and len(kept) >= 4:
            facts.pictures = max(1, int.from_bytes(kept[:4], "big"))
        if kind == b"pHYs" and len(kept) >= 8:
            across, down = struct.unpack(">II", kept[:8])
            facts.shape = oblong(across, down) if across and down else None
        if kept and not told:
            found = _orientation(kind, kept)
            told = kind == b"eXIf" and found is not None  # it counts before what texts say
            facts.orientation = found or facts.orientation
    raise unreadable(path, "it has too many parts")


def _pieces(path: Path, stream: BinaryIO, length: int) -> Iterator[bytes]:
    while length:
        piece = stream.read(min(length, _PIECE_BYTES))
        if not piece:
            raise truncated(path)
        length -= len(piece)
        yield piece


def _orientation(kind: bytes, body: bytes) -> int | None:
    """What a chunk says of it: EXIF, EXIF as text (ImageMagick), or XMP."""
    if kind == b"eXIf":
        return orientation_in_exif(body)
    keyword, _, rest = body.partition(b"\0")
    if keyword == b"Raw profile type exif" and kind in (b"tEXt", b"zTXt"):
        text = _inflated(rest[1:]) if kind == b"zTXt" else rest
        digits = b"".join(text.split(b"\n")[3:])
        try:
            return orientation_in_exif(bytes.fromhex(digits.decode("ascii")))
        except ValueError:
            return None
    if keyword == b"XML:com.adobe.xmp" and kind == b"iTXt":
        packed, text = rest[:1] == b"\1", b"\0".join(rest[2:].split(b"\0")[2:])
        match = _XMP_ORIENTATION.search(_inflated(text) if packed else text)
        return known(int(match.group(1))) if match else None
    return None


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _TEXT_BYTES)
    except zlib.error:
        return b""
