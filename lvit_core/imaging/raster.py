"""JPEG, BMP, GIF, WebP, AVIF and most JPEG 2000, as Pillow reads them once headers are checked.

The classes of Pillow are used directly, because `Image.open` has a size limit of its own, kept in
a global that other threads see, and because what a file is has been decided by then.
"""

from __future__ import annotations

import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.imaging.codestreams import (
    MOST_MARKS,
    codestream_of,
    refuse_many_scans,
    webp_size,
)
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_file, check_size, truncated, unreadable
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.imaging.spacing_kind import SpacingKind, oblong
from lvit_core.imaging.upright import ORIENTATION_TAG, known, upright_pair

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

GREY_MODES = ("1", "L", "LA", "I;16")
# Memory that a decoder takes for a pixel in colour: JPEG 2000 keeps 32 bits a sample, the others
# that can be animated keep whole pictures aside.
_COLOUR_BYTES = {"jpeg": 3, "bmp": 3, "gif": 5, "webp": 8, "jp2": 16, "avif": 8}
# Of rarer formats, pictures up to this size are decoded as a trial; BMP, which costs little and
# whose length in the header is often wrong, always.
TRIED_PX = 1_000_000
_MOST_BOXES = 1000
_BASELINE_TO_PROGRESSIVE = (0, 1, 2)  # the JPEG processes that are in use


def probe_pillow(path: Path, kind: str) -> ImageInfo:
    """Size and type from the header; the end of the file is looked for.

    Args:
        path: The file.
        kind: ``"jpeg"``, ``"bmp"``, ``"gif"``, ``"webp"``, ``"jp2"`` or ``"avif"``.
    """
    check_file(path)
    _check_end(path, kind)
    with path.open("rb") as stream:
        picture = open_picture(path, stream, kind)
        width, height = picture.size
        grey = picture.mode in GREY_MODES
        deep = picture.mode == "I;16"
        pixel_bytes = _COLOUR_BYTES[kind] / (4 if grey else 1) * (2 if deep else 1)
        check_size(path, height, width, pixel_bytes=pixel_bytes)
        if _moves(path, picture):
            raise SeveralPagesError(f"{path.name} is an animation of several pictures.")
        if kind == "bmp" or (kind != "jpeg" and height * width <= TRIED_PX):
            _decode(path, picture)
        # JPEG 2000 tells its EXIF data only when it is decoded
        turn = 1 if kind == "jp2" else _orientation(picture)
        shape = _shape_of_pixels(picture)
    height, width = upright_pair((height, width), turn)
    return ImageInfo(
        height, width, 1 if grey else 3, "uint16" if deep else "uint8", format=kind,
        spacing_kind=shape,
    )  # fmt: skip


def _shape_of_pixels(picture: ImageFile) -> SpacingKind | None:
    """Whether the file tells pixels that are not square; how large they are, such files guess."""
    for key in ("jfif_density", "dpi"):
        told = picture.info.get(key)
        if isinstance(told, tuple) and len(told) == 2:
            try:
                across, down = (float(value) for value in told)
            except (TypeError, ValueError, ArithmeticError):
                continue
            if down > 0 and across > 0:
                return oblong(1 / down, 1 / across)
    return None


def read_pillow(path: Path, kind: str) -> Image:
    """The picture in grey or RGB, upright as its EXIF orientation says (as other viewers do)."""
    from PIL import ImageOps  # noqa: PLC0415 - slow to import

    info = probe_pillow(path, kind)
    with path.open("rb") as stream:
        picture = open_picture(path, stream, kind)
        _decode(path, picture)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # damaged EXIF data must not cost the picture
            turned = picture if kind == "jp2" else ImageOps.exif_transpose(picture)
        if info.dtype != "uint16":
            turned = turned.convert("L" if info.channels == 1 else "RGB")
    return Image(np.array(turned), source=path.name, spacing_kind=info.spacing_kind)


def _decode(path: Path, picture: ImageFile) -> None:
    try:
        picture.load()
    except MemoryError:
        raise
    except Exception as error:  # a damaged file may fail anywhere inside a decoder
        if "truncated" in str(error):
            raise truncated(path) from error
        raise unreadable(path, error) from error


def open_picture(path: Path, stream: BinaryIO, kind: str) -> ImageFile:
    """Reads the header."""
    try:
        return _reader(kind)(stream)
    except MemoryError:
        raise
    except Exception as error:  # a stranger's header fails in many ways
        raise unreadable(path, error) from error


def _reader(kind: str) -> type[ImageFile]:
    from PIL import (  # noqa: PLC0415 - slow to import
        AvifImagePlugin,
        BmpImagePlugin,
        GifImagePlugin,
        Jpeg2KImagePlugin,
        JpegImagePlugin,
        PngImagePlugin,
        WebPImagePlugin,
    )

    readers: dict[str, type[ImageFile]] = {
        "avif": AvifImagePlugin.AvifImageFile,
        "bmp": BmpImagePlugin.BmpImageFile,
        "gif": GifImagePlugin.GifImageFile,
        "jp2": Jpeg2KImagePlugin.Jpeg2KImageFile,
        "jpeg": JpegImagePlugin.JpegImageFile,
        "png": PngImagePlugin.PngImageFile,
        "webp": WebPImagePlugin.WebPImageFile,
    }
    return readers[kind]


def _moves(path: Path, picture: ImageFile) -> bool:
    """Whether there is a second picture; counting them all could take long."""
    try:
        return bool(getattr(picture, "is_animated", False))
    except Exception as error:  # a GIF is walked through up to its second picture
        raise unreadable(path, error) from error


def _orientation(picture: ImageFile) -> int:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return known(picture.getexif().get(ORIENTATION_TAG, 1))
    except Exception:  # noqa: BLE001 - damaged EXIF data must not cost the picture
        return 1


def _check_end(path: Path, kind: str) -> None:
    """What ends too early, or would unfold while its header is read, is refused from its bytes."""
    data = path.read_bytes()
    if kind == "jpeg":
        _check_jpeg(path, data)
    elif kind == "gif":
        if b"\0;" not in data[-1024:]:
            raise truncated(path)
    elif kind == "webp":
        _check_webp(path, data)
    elif kind == "avif":
        _check_boxes(path, data)


def _check_jpeg(path: Path, data: bytes) -> None:
    """An end mark must follow the start of the scan; one inside an EXIF preview does not count."""
    scan = _scan_start(data)
    if scan is None or data.rfind(b"\xff\xd9", scan) < 0:
        raise truncated(path)
    stream = codestream_of(data)
    if stream is not None:
        if stream.process not in _BASELINE_TO_PROGRESSIVE or stream.bits != 8:
            raise LViTError(
                "{name} is a JPEG of a rare kind that cannot be read.",
                "Save it as PNG.",
                name=path.name,
            )
        check_size(path, stream.height, stream.width, pixel_bytes=max(1, stream.channels))
        refuse_many_scans(path, data, stream)


def _check_webp(path: Path, data: bytes) -> None:
    if len(data) < 8 + int.from_bytes(data[4:8], "little"):
        raise truncated(path)
    try:
        height, width = webp_size(data)
    except (IndexError, struct.error) as error:
        raise unreadable(path, error) from error
    check_size(path, height, width, pixel_bytes=_COLOUR_BYTES["webp"])


def _check_boxes(path: Path, data: bytes) -> None:
    """The boxes of the file format that AVIF uses, one after the other."""
    place = 0
    for _ in range(_MOST_BOXES):
        if place + 8 > len(data):
            break
        size = int.from_bytes(data[place : place + 4], "big")
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        if size == 0:  # to the end of the file
            return
        if size < 8:
            raise unreadable(path, "its boxes")
        place += size
    if place > len(data):
        raise truncated(path)
    if place + 8 <= len(data):
        raise unreadable(path, "its boxes")


def _scan_start(data: bytes) -> int | None:
    place = 2
    for _ in range(MOST_MARKS):
        if place + 4 > len(data) or data[place] != 0xFF:
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
