"""Says what a file is by its first bytes: names and extensions of hospital exports are no guide."""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import refuse_no_file
from lvit_core.wording import said

DICOM_PREAMBLE_BYTES = 128
HEAD_BYTES = 352

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"GIF8", "gif"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"ZISRAWFILE", "slide"),
)
_OTHERS = (
    (b"%PDF", said("a PDF document")),
    (b"PK\x03\x04", said("an archive or office document")),
    (b"\x1f\x8b", said("a compressed file")),
    (b"RIFF", said("a RIFF file, but no WebP picture")),
    (b"\x93NUMPY", said("a NumPy array")),
    (b"8BPS", said("a Photoshop document")),
    (b"\xff\x0a", said("a JPEG XL picture")),
    (b"\0\0\0\x0cJXL ", said("a JPEG XL picture")),
    (b"\0\0\1\0", said("an icon")),
    (b"SIMPLE  =", said("a FITS file")),
    (b"\x89HDF", said("an HDF5 file")),
    (b"NRRD", said("an NRRD volume")),
    (b"SQLite format 3", said("a database")),
)


def format_of(path: str | Path) -> str:
    """``"png"``, ``"jpeg"``, ``"bmp"``, ``"tiff"``, ``"dicom"`` or another name in `readers.OURS`.

    Raises:
        LViTError: The file cannot be opened, is empty, or is no image.
    """
    path = Path(path)
    head = head_of(path)
    kind = kind_of(head)
    if kind is None:
        raise no_image(path, head)
    return kind


def kind_of(head: bytes) -> str | None:
    """What begins like this, as `format_of` names it; ``None`` for what is none of them."""
    if head[DICOM_PREAMBLE_BYTES : DICOM_PREAMBLE_BYTES + 4] == b"DICM":
        return "dicom"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:1] == b"P" and head[1:2] in b"1234567" and head[2:3] in b" \t\r\n\v\f#":
        return "netpbm"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and b"avif" in _brands(head):
        return "avif"
    return "nifti" if is_nifti(head) else "dicom" if bare_dicom_start(head) is not None else None


def is_nifti(head: bytes) -> bool:
    """Whether a file is a NIfTI volume, packed or not, with its values behind the header."""
    if head.startswith(b"\x1f\x8b"):
        with suppress(zlib.error):
            head = zlib.decompressobj(wbits=31).decompress(head, HEAD_BYTES)
    return head[344:347] == b"n+1" or head[4:7] == b"n+2"


def _brands(head: bytes) -> set[bytes]:
    """What a file of boxes (AVIF, HEIC, films) says it can be read as."""
    end = min(len(head), int.from_bytes(head[:4], "big"))
    return {head[place : place + 4] for place in range(8, end, 4)}


def no_image(path: Path, head: bytes) -> LViTError:
    """The refusal of a file that no reader knows."""
    kind = next((name for signature, name in _OTHERS if head.startswith(signature)), "")
    if not kind and (head[344:347] == b"ni1" or head[4:7] == b"ni2"):
        kind = said("the header of a NIfTI volume whose values lie in another file")
    if not kind and head[4:8] == b"ftyp":
        kind = said("a HEIC picture or a film")
    what = said(": it is {kind}", kind=kind) if kind else ""
    return LViTError(
        "{name} is not an image that can be opened{what}.",
        "Use PNG, JPEG, TIFF, BMP, GIF, WebP, JPEG 2000, AVIF, Netpbm, DICOM, NIfTI or a slide.",
        name=path.name,
        what=what,
    )


def bare_dicom_start(head: bytes) -> int | None:
    """Where the data set begins in a DICOM file without preamble; ``None`` when it is not one.

    Such files start with an element of group 0008 or 0002; some carry a stray byte before it.
    """
    for start in range(2):
        group = head[start : start + 2]
        if group not in (b"\x08\x00", b"\x02\x00") or len(head) < start + 12:
            continue
        element = int.from_bytes(head[start + 2 : start + 4], "little")
        explicit = head[start + 4 : start + 6].isalpha() and head[start + 4 : start + 6].isupper()
        implicit = int.from_bytes(head[start + 4 : start + 8], "little") < 256
        if element < 0x0100 and (explicit or implicit):
            return start
    return None


def head_of(path: Path) -> bytes:
    """The first ``HEAD_BYTES`` of a file.

    Raises:
        LViTError: The file cannot be opened, or is empty.
    """
    if not path.is_dir():
        refuse_no_file(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except FileNotFoundError:
        raise LViTError("{name} does not exist.", "Check the path.", name=path.name) from None
    except IsADirectoryError:
        raise LViTError("{name} is a folder.", "Choose the images in it.", name=path.name) from None
    except OSError as error:
        raise LViTError(
            "{name} cannot be opened: {strerror}.",
            "Check the rights and the disk.",
            name=path.name,
            strerror=error.strerror,
        ) from error
    if not head:
        raise LViTError("{name} is empty (0 bytes).", "Copy or export it again.", name=path.name)
    return head
