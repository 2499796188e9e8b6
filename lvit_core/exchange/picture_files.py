"""Image and mask files as other programs expect them, written and read in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.clean_copies import clean_jpeg, clean_png, write_bmp
from lvit_core.exchange.content import Content
from lvit_core.exchange.label_numbers import numbers_in
from lvit_core.exchange.lossy_files import is_lossy
from lvit_core.exchange.pixels_out import bright
from lvit_core.exchange.png_strips import write_png
from lvit_core.exchange.tiff_strips import write_tiff
from lvit_core.imaging.image import Image
from lvit_core.imaging.limits import check_size
from lvit_core.imaging.netpbm import numbers_of_netpbm
from lvit_core.imaging.readers import probe, read
from lvit_core.imaging.sniff import format_of
from lvit_core.imaging.window import model_rgb
from lvit_core.project.records import ImageRecord

# Formats that every loader opens as they are, with the extension of three letters.
_COPIED = {"png": ".png", "jpeg": ".jpg", "bmp": ".bmp", "tiff": ".tif"}
_CLEAN = {"png": clean_png, "jpeg": clean_jpeg}
HIGHEST_NUMBER_16_BIT = 65535
_BYTES_OF_PICTURE = 2  # of a whole number: what has more is held as a fraction
# What a pixel of a mask takes when it is whole in memory, whatever its file does: its number, and
# for an import its object too; with the copies of `LARGEST_BYTES` below 1 GB.
_BYTES_OF_NUMBER, BYTES_OF_MASK = 4, 7
# Pillow says in many ways that a file is damaged.
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, LookupError)
_WHITE_IS_0 = 0  # of the tag that says what numbers of a picture mean
_TURNED = 274  # the tag that says how a picture is to be turned
_EXACT = 2**24  # below it, every whole number has a float32 of its own


def export_image(content: Content, image: ImageRecord, folder: Path) -> Path:
    """Puts an image into ``folder``: a copy without text where possible, else PNG with 8 bits.

    Returns:
        The file, named after the image's stem with an extension of three letters.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source, stem = content.path(image), content.stems[image.id]
    picture = content.read(image)  # also of what is copied: a picture that is cut off is no picture
    if picture.inverted:
        content.inverted.add(image.id)
    if can_copy(source):
        kind = probe(source).format
        target = folder / f"{stem}{_COPIED[kind]}"
        if kind == "tiff":
            write_tiff(target, bright(picture), per_cm=_per_cm(picture))
        elif kind == "bmp":
            write_bmp(target, picture)
        else:
            del picture  # that of a slide takes hundreds of megabytes, and so does the next look
            if kind == "png" and is_turned(source):
                write_png(target, content.read(image).pixels)
                return target
            data = source.read_bytes()
            target.write_bytes(_CLEAN[kind](data))
        return target
    rgb = model_rgb(picture)
    target = folder / f"{stem}.png"
    write_png(target, rgb if image.channels == 3 else rgb[:, :, 0])
    return target


def _per_cm(picture: Image) -> tuple[float, float] | None:
    """How many pixels a centimetre has across and down; ``None`` where nobody knows it."""
    if picture.spacing_mm is None:
        return None
    height_mm, width_mm = picture.spacing_mm
    return 10 / width_mm, 10 / height_mm


# Where formats put pictures: the layout of the paper, most others, in parts for YOLO and for
# Hugging Face.
PICTURE_FOLDERS = (
    "img", "images", "images/train", "images/val", "train/images", "validation/images",
    "partial/images", "unlabeled/images", "",
)  # fmt: skip


def image_file(folder: Path, stem: str) -> Path | None:
    """The file that `export_image` made of an image; ``None`` where there is none."""
    names = (folder / f"{stem}{suffix}" for suffix in dict.fromkeys(_COPIED.values()))
    return next((path for path in names if path.is_file()), None)


def can_copy(path: Path) -> bool:
    """True when any loader shows the file as this program does."""
    info = probe(path)
    if info.format not in _COPIED or info.dtype != "uint8" or info.tiled:
        return False
    return info.format != "jpeg" or not is_turned(path)


def read_labels(path: str | Path, *, ours: bool = False) -> NDArray[np.int32]:
    """A mask or label map as int32 ``(H, W)``.

    Colour masks count where any channel is set, JPEG and its kin where they are brighter than half
    of their brightest pixel, as 255; what is wholly transparent is outside. Of a coloured palette
    the numbers count, of a grey one what is seen, because its numbers are in any order.

    Args:
        path: The file.
        ours: Whether it was just written here and is only compared, which takes less memory.

    Raises:
        LViTError: The file cannot be read, is too large, or holds fractions or numbers below 0.
    """
    path = Path(path)
    check_labels(path, pixel_bytes=_BYTES_OF_NUMBER if ours else BYTES_OF_MASK)
    numbers = palette_numbers(path)
    if numbers is not None:
        return numbers
    pixels = _stored_numbers(path)
    if pixels is None:
        pixels = read(path).pixels
    if pixels.dtype.kind == "f" and not np.isfinite(pixels).all():
        raise LViTError(
            "{name} holds pixels without a number (NaN), and unknown is no background.",
            "Save 0 for the background.",
            name=path.name,
        )
    if pixels.dtype.kind == "f" and not _are_whole(pixels):
        raise LViTError(
            "{name} holds fractions, not labels.", "Save it as whole numbers.", name=path.name
        )
    pixels = without_hidden(path, pixels)
    plane = pixels.max(axis=2) if pixels.ndim == 3 else pixels
    if plane.min(initial=0) < 0:  # often pixels nobody looked at, and unknown is not background
        raise LViTError(
            "{name} holds numbers below 0, which stand for no object.",
            "Save 0 for the background and 1, 2, 3 and so on for objects.",
            name=path.name,
        )
    if is_lossy(path):  # what compression leaves around edges is neither 0 nor the mask's value
        return np.where(plane * 2.0 > plane.max(initial=0), 255, 0).astype(np.int32)
    if plane.max(initial=0) > np.iinfo(np.int32).max:
        numbers, dense = np.unique(plane, return_inverse=True)
        plane = dense.reshape(plane.shape) + int(numbers[0] > 0)
    return plane.astype(np.int32)


def read_numbers(path: str | Path) -> NDArray[np.int32]:
    """As `read_labels`, of a picture in which every number counts.

    Raises:
        LViTError: It cannot be read, or was compressed in a way that changed numbers.
    """
    refuse_lossy(Path(path))
    return read_labels(path)


def refuse_lossy(path: Path) -> None:
    """Raises `LViTError` for a file that was compressed in a way that changed numbers."""
    if is_lossy(path):
        raise LViTError(
            "{name} was compressed with loss, which changes numbers.",
            "Save it as PNG.",
            name=path.name,
        )


def _stored_numbers(path: Path) -> NDArray[Any] | None:
    """The numbers of a file that reading it as a picture would change; ``None`` for others."""
    return numbers_of_netpbm(path) if format_of(path) == "netpbm" else _tiff_numbers(path)


def _tiff_numbers(path: Path) -> NDArray[Any] | None:
    """The numbers of a TIFF file that reading it as a picture would change; ``None`` for others.

    These are whole numbers of 32 bits and more, which pictures hold as fractions; fractions, of
    which pictures show those that are no number (NaN) as black; masks of Python's programs, of
    which tifffile stores True as 1 and calls it black; and numbers where white is 0.
    """
    from tifffile import TiffFile  # noqa: PLC0415 - slow to import

    if path.suffix.lower() not in (".tif", ".tiff"):
        return None
    try:
        with TiffFile(path) as file:
            page = file.pages.first
            turned = page.tags.get(_TURNED)
            if len(file.pages) > 1 or page.ndim != 2 or (turned and turned.value != 1):
                return None
            kind, size = (
                (page.dtype.kind, page.dtype.itemsize) if page.dtype is not None else ("", 0)
            )
            truth = page.bitspersample == 1 and file.is_shaped
            if kind == "f" or (kind in "iu" and size > _BYTES_OF_PICTURE) or truth:
                return np.asarray(page.asarray())
            return _turned_over(page) if page.photometric == _WHITE_IS_0 else None
    except Exception:  # noqa: BLE001 - a damaged file fails in many ways
        return None  # reading it says what is wrong


def _turned_over(page: Any) -> NDArray[Any] | None:
    """The numbers of a file that stores white as 0; ``None`` where they only tell black and white.

    A picture is turned over; numbers of objects are not brightness.
    """
    if page.dtype is None or page.dtype.kind != "u" or page.bitspersample == 1:
        return None
    numbers = np.asarray(page.asarray())
    return None if np.isin(numbers, (0, np.iinfo(numbers.dtype).max)).all() else numbers


def check_labels(path: Path, *, pixel_bytes: int = BYTES_OF_MASK) -> None:
    """Refuses a picture of labels that is no file, or would not fit into memory.

    Raises:
        LViTError: It is, or it cannot be read.
    """
    if path.exists() and not path.is_file():
        raise LViTError("{name} is no file.", "Choose a picture.", name=path.name)
    info = probe(path)
    check_size(path, info.height, info.width, pixel_bytes=pixel_bytes)


def write_numbers(folder: Path, stem: str, labels: NDArray[np.int32]) -> Path:
    """Writes object numbers ``(H, W)``: PNG with 16 bits, or TIFF with 32 where there are more."""
    if int(labels.max(initial=0)) <= HIGHEST_NUMBER_16_BIT:
        path = folder / f"{stem}.png"
        write_png(path, labels.astype(np.uint16))
        return path
    path = folder / f"{stem}.tif"
    write_tiff(path, labels.astype(np.uint32), per_cm=None)
    return path


def numbers_file(folder: Path, stem: str) -> Path:
    """Where `write_numbers` put the numbers of an image."""
    large = folder / f"{stem}.tif"
    return large if large.is_file() else folder / f"{stem}.png"


def without_hidden(path: Path, pixels: NDArray[Any]) -> NDArray[Any]:
    """The pixels of a mask with 0 where it is wholly transparent; what is drawn in black is 255."""
    hidden = _hidden(path)
    if hidden is None or hidden.shape != pixels.shape[:2]:
        return pixels
    found = pixels.copy()
    if not pixels[~hidden].any():
        found[~hidden] = 255
    found[hidden] = 0
    return found


def _hidden(path: Path) -> NDArray[np.bool_] | None:
    """Where a picture is wholly transparent; ``None`` where it is so nowhere or everywhere."""
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    try:
        with Picture.open(path) as file:
            if file.mode not in ("RGBA", "LA"):
                return None
            hidden = np.asarray(file.getchannel("A")) == 0
    except (*_DAMAGED, Picture.DecompressionBombError):
        return None  # reading it says what is wrong
    return hidden if hidden.any() and not hidden.all() else None


def _are_whole(pixels: NDArray[Any]) -> bool:
    return bool((np.rint(pixels) == pixels).all() and np.abs(pixels).max(initial=0) < _EXACT)


def palette_numbers(path: Path) -> NDArray[np.int32] | None:
    """The numbers of an image with a palette of colours; ``None`` for any other."""
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    try:
        with Picture.open(path) as file:
            colours = np.array(file.getpalette() or (), np.uint8).reshape(-1, 3)
            if file.mode != "P":
                return None
            numbers = np.asarray(file).astype(np.int32)
            grey = bool((colours == colours[:, :1]).all())
            return None if grey and _are_seen(numbers, colours) else numbers
    except (*_DAMAGED, Picture.DecompressionBombError):
        return None  # reading it says what is wrong


def _are_seen(numbers: NDArray[np.int32], colours: NDArray[np.uint8]) -> bool:
    """Whether a picture shows its numbers at all; some programs write a palette of black alone."""
    used = numbers_in(numbers)
    seen = np.unique(colours[used[used < len(colours)]], axis=0)
    return len(used) < 2 or len(seen) > 1


def is_turned(path: Path) -> bool:
    """Whether a PNG or JPEG file says that it is to be shown turned or mirrored."""
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    if path.suffix.lower() not in (".png", ".jpg", ".jpeg"):
        return False
    try:
        with Picture.open(path) as file:
            return bool(file.getexif().get(0x0112, 1) != 1)
    except (*_DAMAGED, Picture.DecompressionBombError):
        return False  # reading it says what is wrong
