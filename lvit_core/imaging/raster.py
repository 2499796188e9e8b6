"""PNG, JPEG and BMP: headers and completeness without decoding, then all bits of the pixels."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_size, truncated, unreadable

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_PNG_COLOR_TYPES = {0: 1, 2: 3, 3: 3, 4: 1, 6: 3}  # grey, RGB, palette, grey + alpha, RGBA
_SWAPPING_ORIENTATIONS = range(5, 9)  # EXIF values that turn the picture by 90 degrees


def probe_png(path: Path) -> ImageInfo:
    """Size and type from the header; every chunk is walked, so a cut-off file is noticed."""
    with path.open("rb") as stream:
        header = stream.read(33)
        if len(header) < 33:
            raise truncated(path)
        width, height, depth, color = struct.unpack(">IIBB", header[16:26])
        check_size(path, height, width)
        if color not in _PNG_COLOR_TYPES:
            raise unreadable(path, "unknown colour type")
        _walk_png(path, stream)
    return ImageInfo(
        height,
        width,
        _PNG_COLOR_TYPES[color],
        "uint16" if depth == 16 else "uint8",
        format="png",
    )


def read_png(path: Path) -> Image:
    """All bits of a PNG; alpha is left out, a palette becomes colours."""
    from imagecodecs import PngError, png_decode  # noqa: PLC0415 - slow to import

    probe_png(path)
    try:
        pixels = png_decode(path.read_bytes())
    except PngError as error:
        raise unreadable(path, error) from error
    return Image(without_alpha(pixels), source=path.name)


def probe_pillow(path: Path, kind: str) -> ImageInfo:
    """Size and type of a JPEG or BMP from its header."""
    with path.open("rb") as stream:
        picture = _open(path, stream, kind)
        width, height = _upright_size(picture)
        check_size(path, height, width)
        if kind == "jpeg":
            _check_jpeg_end(path)
        else:
            _check_bmp_length(path)
        channels = 1 if picture.mode in ("1", "L", "LA") else 3
    return ImageInfo(height, width, channels, "uint8", format=kind)


def read_pillow(path: Path, kind: str) -> Image:
    """A JPEG or BMP, upright as its EXIF orientation says (as other viewers show it)."""
    from PIL import ImageOps  # noqa: PLC0415 - slow to import

    info = probe_pillow(path, kind)
    with path.open("rb") as stream:
        try:
            picture = ImageOps.exif_transpose(_open(path, stream, kind))
            pixels = np.asarray(picture.convert("L" if info.channels == 1 else "RGB"))
        except (OSError, SyntaxError, ValueError) as error:
            if "truncated" in str(error):
                raise truncated(path) from error
            raise unreadable(path, error) from error
    return Image(np.array(pixels), source=path.name)


def without_alpha(pixels: NDArray[Any]) -> NDArray[Any]:
    """``(H, W)`` or ``(H, W, 3)`` out of decoded pixels with 1 to 4 channels."""
    if pixels.ndim == 3:
        if pixels.shape[2] in (1, 2):
            pixels = pixels[:, :, 0]
        elif pixels.shape[2] == 4:
            pixels = pixels[:, :, :3]
    return np.ascontiguousarray(pixels)


def _walk_png(path: Path, stream: BinaryIO) -> None:
    stream.seek(8)
    while True:
        head = stream.read(8)
        if len(head) < 8:
            raise truncated(path)
        (length,) = struct.unpack(">I", head[:4])
        body = stream.read(length + 4)
        if len(body) < length + 4:
            raise truncated(path)
        stored = int.from_bytes(body[-4:], "big")
        if zlib.crc32(head[4:] + body[:-4]) != stored:
            raise unreadable(path, "a checksum is wrong")
        if head[4:] == b"IEND":
            return


def _open(path: Path, stream: BinaryIO, kind: str) -> ImageFile:
    """Reads the header. The classes are used directly because `Image.open` has a size limit of
    its own, kept in a global that other threads see."""
    from PIL.BmpImagePlugin import BmpImageFile  # noqa: PLC0415 - slow to import
    from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415 - slow to import

    try:
        return JpegImageFile(stream) if kind == "jpeg" else BmpImageFile(stream)
    except (OSError, SyntaxError, ValueError, IndexError, struct.error) as error:
        raise unreadable(path, error) from error


def _upright_size(picture: ImageFile) -> tuple[int, int]:
    width, height = picture.size
    try:
        orientation = picture.getexif().get(0x0112, 1)
    except (OSError, SyntaxError, ValueError, struct.error):
        orientation = 1  # damaged EXIF data must not cost the picture
    return (height, width) if orientation in _SWAPPING_ORIENTATIONS else (width, height)


def _check_jpeg_end(path: Path) -> None:
    """An end mark must follow the start of the scan; one inside an EXIF preview does not count."""
    data = path.read_bytes()
    scan = _scan_start(data)
    if scan is None or data.rfind(b"\xff\xd9", scan) < 0:
        raise truncated(path)


def _check_bmp_length(path: Path) -> None:
    with path.open("rb") as stream:
        told = int.from_bytes(stream.read(6)[2:], "little")
    if path.stat().st_size < told:
        raise truncated(path)


def _scan_start(data: bytes) -> int | None:
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            return None
        mark = data[place + 1]
        if mark == 0xDA:
            return place
        alone = mark in (0xFF, 0x01) or 0xD0 <= mark <= 0xD8
        place += (
            (1 if mark == 0xFF else 2)
            if alone
            else 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        )
    return None
