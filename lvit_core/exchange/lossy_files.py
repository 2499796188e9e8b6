"""Which pictures were compressed in a way that changes numbers: JPEG and its kin, also inside TIFF.

A mask that was compressed so knows no numbers any more, only bright and dark.
"""

from __future__ import annotations

from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.imaging.sniff import kind_of

_HEAD_BYTES = 4096
_MOST_CHUNKS = 64  # of a WebP file, before its picture
_ALWAYS = (6, 7, 34892)  # kinds of compression in TIFF: old JPEG, JPEG, lossy JPEG of cameras
_BY_STREAM = (33003, 33004, 33005, 34712, 50001, 34927)  # JPEG 2000 and WebP tell it themselves
_REVERSIBLE = b"\1"  # of the two transforms of JPEG 2000


def is_lossy(path: Path) -> bool:
    """Whether a picture was compressed in a way that changes numbers, as far as its header tells.

    JPEG 2000 can lose numbers with either of its transforms; with the one told as reversible only
    the picture shows it.
    """
    try:
        if not path.is_file():  # what is no file may never end
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            kind = kind_of(head)
            if kind == "webp":
                return _webp(path)
    except OSError:
        return False
    if kind == "tiff":
        return _tiff(path)
    if kind == "jp2":
        return _jpeg_2000(head)
    return kind in ("jpeg", "avif")


def may_be_lossy(path: Path) -> bool:
    """Whether only the picture can tell that numbers were lost."""
    try:
        with path.open("rb") as stream:
            return kind_of(stream.read(_HEAD_BYTES)) == "jp2"
    except OSError:
        return False


def _jpeg_2000(head: bytes) -> bool:
    style = head.find(b"\xff\x52")
    return style > 0 and head[style + 13 : style + 14] not in (_REVERSIBLE, b"")


def _webp(path: Path) -> bool:
    """Whether the first picture is of the kind with loss; profiles may lie before it."""
    with path.open("rb") as stream:
        stream.seek(12)
        for _ in range(_MOST_CHUNKS):
            head = stream.read(8)
            if len(head) < 8 or head[:4] == b"VP8L":
                return False
            if head[:4] == b"VP8 ":
                return True
            if head[:4] == b"ANMF":  # frames hold chunks of their own
                stream.seek(16, 1)
                continue
            size = int.from_bytes(head[4:], "little")
            stream.seek(size + size % 2, 1)
    return False


def _tiff(path: Path) -> bool:
    from lvit_core.imaging.tiff import open_tiff  # noqa: PLC0415 - slow to import

    try:
        with open_tiff(path) as tiff:
            page = tiff.pages.first
            kind = int(page.compression)
            if kind not in _BY_STREAM or not page.dataoffsets:
                return kind in _ALWAYS
            handle = page.parent.filehandle
            handle.seek(page.dataoffsets[0])
            head = handle.read(min(page.databytecounts[0], _HEAD_BYTES))
    except LViTError:
        return False  # reading it says what is wrong
    if head[:4] == b"RIFF":
        return b"VP8 " in head[12:]
    return _jpeg_2000(head)
