"""What lies in a TIFF, and whether it is one picture that can be read: asked of the header alone.

Nothing is guessed: of several pictures none is chosen, and a channel that the file does not call
alpha is a channel.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.imaging import upright
from lvit_core.imaging.limits import (
    LARGEST_BYTES,
    LARGEST_TILE_BYTES,
    check_size,
    other_colours,
    truncated,
    unreadable,
)
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.wording import said

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffFrame, TiffPage, TiffPageSeries

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, MASK, CMYK, YCBCR, LAB = 0, 1, 2, 3, 4, 5, 6, 8
APERIO_YCBCR = 33003  # JPEG 2000 whose samples are YCbCr, whatever the photometric tag says
_JPEG = (6, 7)
# None, CCITT, LZW, JPEG, Deflate, PackBits, JPEG 2000, LZMA, Zstandard, WebP, PNG. Rarer ones are
# left out: their decoders cannot be told beforehand how much they may unfold.
_CODECS = (
    1, 2, 3, 4, 5, 6, 7, 8, 32946, 32773, 33003, 33004, 33005, 34712, 34925, 50000, 34926,
    50001, 34927, 34933,
)  # fmt: skip
_COLOUR_SAMPLES = {
    WHITE_IS_ZERO: 1, BLACK_IS_ZERO: 1, RGB: 3, PALETTE: 1, MASK: 1, CMYK: 4, YCBCR: 3, LAB: 3,
    9: 3, 10: 3,
}  # fmt: skip
_ALPHA = (1, 2)  # associated (colours are multiplied by it) and unassociated
# Slides of these makers: the first picture is the slide; labels and overviews come after it.
_SLIDES = frozenset({"svs", "ndpi", "scn", "bif", "philips", "qpi", "ndpis", "avs"})
_SIDE_PICTURES = re.compile(
    r"(?:.*[\W_])?(?:label|macro|thumbnail|overview|barcode)(?:[\W_]image)?\W*", re.IGNORECASE
)
_ALIKE = ("generic", "uniform")  # series of pages that have nothing in common but their shape
_REDUCED_OR_MASK = 1 | 4  # bits of NewSubfileType


def main_series(path: Path, tiff: TiffFile) -> TiffPageSeries:
    """The picture of the file.

    Raises:
        LViTError: There is none, or there are several and the file does not say which is meant.
    """
    whole = pictures(path, tiff)
    if len(whole) > 1:
        sizes = [" x ".join(map(str, reversed(_height_width(series)))) for series in whole[:4]]
        more = ", ..." if len(whole) > 4 else ""
        raise SeveralPagesError(
            f"{path.name} holds {len(whole)} different pictures ({', '.join(sizes)}{more} pixels), "
            "and does not say which one is meant."
        )
    return whole[0]


def pictures(path: Path, tiff: TiffFile) -> list[TiffPageSeries]:
    """All pictures of the file but labels, overviews and reduced copies.

    Raises:
        LViTError: There is none.
    """
    if not tiff.series:
        raise unreadable(path, "it holds no image")
    if tiff.flags & _SLIDES:
        return list(tiff.series[:1])
    whole = [series for series in tiff.series if not _is_side_picture(series)]
    return whole or list(tiff.series)


def _is_side_picture(series: TiffPageSeries) -> bool:
    """Whether it is called a side picture: its whole last word, as in "slide 1 - label image"."""
    small = bool(int(series.keyframe.subfiletype) & _REDUCED_OR_MASK)
    return small or _SIDE_PICTURES.fullmatch(series.name or "") is not None


def _height_width(series: TiffPageSeries) -> tuple[int, int]:
    page = series.keyframe
    return int(page.imagelength), int(page.imagewidth)


def keyframe(series: TiffPageSeries) -> TiffPage:
    """The page that carries the tags of the full resolution."""
    page: TiffPage = series.levels[0].keyframe
    return page


def page_of(series: TiffPageSeries, index: int) -> TiffPage:
    """The page that carries the tags of one plane.

    Pages that only look alike have tags of their own: how they are turned, coloured and scaled.
    In a stack with one header for all (ImageJ, OME), `keyframe` speaks for every plane.

    Args:
        series: Where the plane lies.
        index: Which of its planes, from 0.
    """
    from tifffile import TiffPage  # noqa: PLC0415 - slow to import

    pages = series.levels[0].pages
    found = pages[index] if series.kind in _ALIKE and index < len(pages) else None
    return found if isinstance(found, TiffPage) else keyframe(series)


def stored_size(path: Path, series: TiffPageSeries) -> tuple[int, int]:
    """Height and width as stored.

    Raises:
        LViTError: It is a stack, or its samples are no picture in grey or colour.
    """
    shape, axes = series.levels[0].shape, series.levels[0].axes
    sizes = dict(zip(axes, shape, strict=True))
    others = {axis: size for axis, size in sizes.items() if axis not in "YXS" and size > 1}
    if others:
        count = int(np.prod(list(others.values())))
        raise SeveralPagesError(f"{path.name} is a stack of {count} pictures (axes {axes}).")
    if "Y" not in sizes or "X" not in sizes:
        raise LViTError(
            "{name} has an unusual layout (axes {axes}).",
            "Save it as a grey or RGB image.",
            name=path.name,
            axes=axes,
        )
    _check_samples(path, keyframe(series), int(sizes.get("S", 1)))
    return int(sizes["Y"]), int(sizes["X"])


def colours(page: TiffPage) -> int:
    """Samples of a pixel that are colour; what is left is alpha."""
    samples = int(page.samplesperpixel)
    if samples == 1 or (page.photometric == BLACK_IS_ZERO and samples == 3):
        return samples
    return _COLOUR_SAMPLES[int(page.photometric)]


def channels(page: TiffPage) -> int:
    """1 or 3: of the picture as it is read."""
    return 3 if page.photometric == PALETTE or colours(page) >= 3 else 1


def item_bytes(page: TiffPage) -> int:
    """Memory of one decoded sample."""
    return max(1, page.dtype.itemsize) if page.dtype is not None else 1


def orientation(page: TiffPage) -> int:
    """1 to 8, see `upright`."""
    tag = page.tags.get("Orientation")
    return upright.known(int(tag.value)) if tag is not None and str(tag.value) else 1


def by_pillow(page: TiffPage) -> bool:
    """Colours that only Pillow converts: CIELab, and YCbCr that no JPEG decoder converts."""
    if page.photometric == YCBCR:
        return page.compression not in (*_JPEG, APERIO_YCBCR, 33004, 33005, 34712)
    return page.photometric in (LAB, 9, 10)


def check_page(path: Path, page: TiffPage, *, by_tiles: bool) -> None:
    """Refuses what is cut off, compressed in an unknown way, or too large for the memory."""
    if page.dtype is None or page.dtype.kind not in "buif":
        unusual = said("numbers of an unusual type")
        kind = said("complex numbers") if page.dtype is not None else unusual
        raise LViTError(
            "{name} holds {kind}.", "Save it with whole or real numbers.", name=path.name, kind=kind
        )
    if not isinstance(page.bitspersample, int):  # as many for red as for green, or none of ours
        raise other_colours(path)
    _check_codec(path, page)
    height, width = int(page.imagelength), int(page.imagewidth)
    most = height * width * int(page.samplesperpixel) * max(1, int(page.imagedepth))
    if int(page.samplesperpixel) < 1 or math.prod(page.shape) > most:
        raise unreadable(path, "its size is contradictory")
    pixel_bytes = int(page.samplesperpixel) * item_bytes(page)
    check_size(path, height, width, pixel_bytes=pixel_bytes, by_tiles=by_tiles)
    if page.is_tiled:
        tile = int(page.tilelength) * int(page.tilewidth) * int(page.tiledepth)
        if tile * pixel_bytes > LARGEST_TILE_BYTES:
            raise LViTError(
                "{name} has too large tiles ({tilewidth} x {tilelength} pixels).",
                "Save it with tiles of 256 or 512 pixels.",
                name=path.name,
                tilewidth=page.tilewidth,
                tilelength=page.tilelength,
            )
    check_complete(path, page)


def check_levels(path: Path, page: TiffPage) -> None:
    """Refuses a slide whose smaller levels would have to be made and do not fit into memory.

    Args:
        path: For the message.
        page: The smallest level of the file.
    """
    height, width = int(page.imagelength), int(page.imagewidth)
    quarter = height * width * channels(page) * min(4, item_bytes(page)) / 4
    if quarter > LARGEST_BYTES:
        raise LViTError(
            "{name} is too large ({width} x {height} pixels) to be shown without smaller levels.",
            "Save it as a pyramid: a tiled TIFF with smaller levels.",
            name=path.name,
            width=width,
            height=height,
        )


def _check_samples(path: Path, page: TiffPage, samples: int) -> None:
    needed = _COLOUR_SAMPLES.get(int(page.photometric))
    if needed is None:
        raise other_colours(path)
    if page.photometric == PALETTE and page.colormap is None:
        raise unreadable(path, "its palette is missing")
    if not makes_a_picture(page, samples):
        raise SeveralPagesError(
            f"{path.name} has {samples} channels, and does not say how they make a picture."
        )


def makes_a_picture(page: TiffPage, samples: int | None = None) -> bool:
    """Whether the samples of a pixel are grey or a colour, with or without alpha.

    Args:
        page: Whose tags say so.
        samples: How many there are; what the page says when omitted.
    """
    samples = int(page.samplesperpixel) if samples is None else samples
    needed = _COLOUR_SAMPLES.get(int(page.photometric))
    if needed is None or samples == 1 or (page.photometric == BLACK_IS_ZERO and samples == 3):
        return True  # unknown colours are refused elsewhere
    inks = page.tags.get("InkSet")
    other_inks = page.photometric == CMYK and inks is not None and inks.value != 1
    extra = tuple(int(kind) for kind in page.extrasamples)
    alpha = samples == needed + 1 and len(extra) == 1 and extra[0] in _ALPHA
    return not other_inks and (samples == needed or alpha)


def check_complete(path: Path, page: TiffPage | TiffFrame) -> None:
    """Refuses a page whose pixels do not lie in the file, or too few of them."""
    size = path.stat().st_size
    offsets, counts = page.dataoffsets, page.databytecounts
    if not offsets:
        raise unreadable(path, "it holds no pixel data")
    if max((o + c for o, c in zip(offsets, counts, strict=False)), default=0) > size:
        raise truncated(path)
    if min(len(offsets), len(counts)) < math.prod(page.chunked):
        raise truncated(path)


def _check_codec(path: Path, page: TiffPage) -> None:
    from tifffile import TIFF  # noqa: PLC0415 - slow to import

    number = int(page.compression)
    try:
        known = number in _CODECS and (number == 1 or number in TIFF.DECOMPRESSORS)
    except (KeyError, ValueError):
        known = False
    if not known:
        raise LViTError(
            "{name} is compressed in a way that cannot be read ({number}).",
            "Save it uncompressed or with LZW, Deflate or JPEG.",
            name=path.name,
            number=number,
        )
