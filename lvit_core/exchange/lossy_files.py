"""Which pictures were compressed in a way that changes numbers: JPEG and its kin, also inside of
TIFF and DICOM.

A mask that was compressed so knows no numbers any more, only bright and dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.exchange.jpeg2000_losses import Kept, style_of, what_is_kept
from lvit_core.imaging.limits import LARGEST_BYTES
from lvit_core.imaging.sniff import kind_of

_HEAD_BYTES = 4096
_MOST_CHUNKS = 64  # of a WebP file, before its picture
_MOST_STREAMS = 4096  # of JPEG 2000 in a TIFF; each is packed again
_ALWAYS = (6, 7, 34892)  # kinds of compression in TIFF: old JPEG, JPEG, lossy JPEG of cameras
_JPEG_2000 = (33003, 33004, 33005, 34712)
_WEBP = (50001, 34927)
_UNTOLD = (22610, 34887, 34934, 50002, 52546)  # JPEG XR, LERC and JPEG XL lose numbers or not
_LOSSY_SYNTAXES = frozenset(
    f"1.2.840.10008.1.2.{end}" for end in ("4.50", "4.51", "4.81", "4.91", "4.93", "4.203")
)


def is_lossy(path: Path) -> bool:
    """Whether a picture was compressed in a way that changed numbers."""
    return numbers_kept(path) is Kept.NOT_ALL


def numbers_kept(path: Path) -> Kept:
    """Whether the numbers of a picture are those that were saved, as far as the file tells.

    What cannot be read counts as kept: reading it says what is wrong.
    """
    try:
        if not path.is_file():  # what is no file may never end
            return Kept.ALL
        status = path.stat()
        return _kept(path, status.st_size, status.st_mtime_ns)
    except OSError:
        return Kept.ALL


@lru_cache(maxsize=64)
def _kept(path: Path, _size: int, _changed: int) -> Kept:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    kind = kind_of(head)
    if kind == "tiff":
        return _tiff(path)
    if kind == "jp2":
        if (style := style_of(head)) is not None and not style.reversible:
            return Kept.NOT_ALL
        return Kept.UNKNOWN if _size > LARGEST_BYTES else what_is_kept([path.read_bytes()])
    if kind == "dicom":
        return _dicom(path)
    lossy = kind in ("jpeg", "avif") or (kind == "webp" and _webp(path))
    return Kept.NOT_ALL if lossy else Kept.ALL


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


def _dicom(path: Path) -> Kept:
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    try:
        header = dcmread(
            path, force=True, stop_before_pixels=True, specific_tags=["LossyImageCompression"]
        )
        syntax = str(header.file_meta.get("TransferSyntaxUID", ""))
        lossy = syntax in _LOSSY_SYNTAXES or str(header.get("LossyImageCompression", "")) == "01"
    except Exception:  # noqa: BLE001 - a damaged header fails in many ways
        return Kept.ALL  # reading it says what is wrong
    return Kept.NOT_ALL if lossy else Kept.ALL


def _tiff(path: Path) -> Kept:
    from lvit_core.imaging.tiff import open_tiff  # noqa: PLC0415 - slow to import

    try:
        with open_tiff(path) as tiff:
            page = tiff.pages.first
            kind = int(page.compression)
            if kind in _ALWAYS:
                return Kept.NOT_ALL
            if kind in _UNTOLD:
                return Kept.UNKNOWN
            if kind in _WEBP:
                heads = (one[:_HEAD_BYTES] for one in _streams(page))
                return Kept.NOT_ALL if any(b"VP8 " in one[12:] for one in heads) else Kept.ALL
            if kind not in _JPEG_2000:
                return Kept.ALL
            many = len(page.dataoffsets) > _MOST_STREAMS or sum(page.databytecounts) > LARGEST_BYTES
            return Kept.UNKNOWN if many else what_is_kept(_streams(page))
    except LViTError:
        return Kept.ALL  # reading it says what is wrong


def _streams(page: Any) -> Iterator[bytes]:
    """The compressed pieces of a page, without those that are empty."""
    handle = page.parent.filehandle
    for offset, count in zip(page.dataoffsets, page.databytecounts, strict=False):
        if count:
            handle.seek(offset)
            yield handle.read(count)
