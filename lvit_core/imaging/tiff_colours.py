"""From stored samples of a TIFF to grey or RGB: palettes, inks, alpha, few bits, white at zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging import tiff_layout as layout
from lvit_core.imaging.dtypes import compact_type
from lvit_core.imaging.value_window import Window

if TYPE_CHECKING:
    from tifffile import TiffPage

_PREMULTIPLIED = 1  # ExtraSamples: associated alpha
_LOWEST, _HIGHEST = 340, 341  # SMinSampleValue, SMaxSampleValue


def to_pixels(page: TiffPage, samples: NDArray[Any]) -> NDArray[Any]:
    """Decoded samples as pixels of one of the product's types.

    Args:
        page: Whose tags say what the samples mean.
        samples: ``(H, W)`` or ``(H, W, S)`` as stored.

    Returns:
        ``(H, W)`` or ``(H, W, 3)``: palettes and inks as colours, alpha left out, fewer than 8 bits
        stretched to 0..255, and bright values high also where white was stored as 0.
    """
    if samples.ndim == 3 and samples.shape[2] == 1:
        samples = samples[:, :, 0]
    if page.photometric == layout.PALETTE:
        return _from_palette(page, samples if samples.ndim == 2 else samples[:, :, 0])
    pixels = _without_alpha(page, samples) if samples.ndim == 3 else samples
    pixels = _all_bits(pixels, _bits(page))
    if is_inverted(page) and pixels.dtype.kind == "u":
        top = np.iinfo(pixels.dtype).max if _bits(page) < 8 else (1 << _bits(page)) - 1
        pixels = pixels.dtype.type(top) - np.minimum(pixels, pixels.dtype.type(top))
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels = _convert(pixels, "CMYK")
    elif page.compression == layout.APERIO_YCBCR and pixels.ndim == 3 and pixels.dtype == np.uint8:
        pixels = _convert(pixels, "YCbCr")
    return np.ascontiguousarray(compact_type(pixels))


def stated_window(page: TiffPage, pixels: NDArray[Any]) -> Window | None:
    """What black and white of colours are, where tags state it for more than 8 bits.

    Sixteen bits are what colours of ten and twelve are kept in too, so that they state nothing.

    Args:
        page: Whose tags count: the smallest and largest value of a sample, else how many bits
            it has.
        pixels: As `to_pixels` gives them.
    """
    if pixels.ndim != 3 or pixels.dtype != np.uint16:
        return None
    low, high = _stated(page, _LOWEST), _stated(page, _HIGHEST)
    if high is None and 8 < _bits(page) < 16:
        high = float((1 << _bits(page)) - 1)
    if high is None or not (low or 0.0) < high <= np.iinfo(np.uint16).max:
        return None
    return Window.between(low or 0.0, high)


def _stated(page: TiffPage, code: int) -> float | None:
    """The one number that a tag has for all samples; ``None`` where there is none."""
    tag = page.tags.get(code)
    if tag is None:
        return None
    values = np.atleast_1d(np.asarray(tag.value))
    if values.dtype.kind not in "iuf" or not values.size or not (values == values[0]).all():
        return None
    return float(values[0]) if np.isfinite(values[0]) and values[0] >= 0 else None


def pixel_type(page: TiffPage) -> np.dtype[Any]:
    """The type of `to_pixels` where it must be known before all values are: wide ones are real."""
    if channels_are_converted(page) or page.dtype == np.bool_:
        return np.dtype(np.uint8)
    kept = page.dtype in (np.uint8, np.uint16, np.int16)
    return np.dtype(page.dtype if kept else np.float32).newbyteorder("=")


def channels_are_converted(page: TiffPage) -> bool:
    """Whether palettes or inks become colours of 8 bits."""
    return page.photometric in (layout.PALETTE, layout.CMYK)


def is_inverted(page: TiffPage) -> bool:
    """Whether low values are meant to be bright."""
    return bool(page.photometric == layout.WHITE_IS_ZERO)


def stays_inverted(page: TiffPage) -> bool:
    """Whether that is left to whoever shows it: signed and real numbers have no top to turn at."""
    return is_inverted(page) and page.dtype is not None and page.dtype.kind in "if"


def _bits(page: TiffPage) -> int:
    return int(page.bitspersample)


def _all_bits(pixels: NDArray[Any], bits: int) -> NDArray[Any]:
    """Samples of 1 to 7 bits stretched to 8, as Pillow does; others as they are."""
    if pixels.dtype.kind not in "bu" or bits >= 8:
        return pixels
    top = (1 << bits) - 1
    table = (np.arange(256) % (top + 1) * 255 + top // 2) // top
    return np.asarray(table.astype(np.uint8)[pixels.astype(np.uint8)])


def _from_palette(page: TiffPage, indices: NDArray[Any]) -> NDArray[np.uint8]:
    table: NDArray[Any] = np.asarray(page.colormap)
    if table.max(initial=0) > 255:
        table = table >> 8
    table = np.ascontiguousarray(table.astype(np.uint8).T)
    return table[np.minimum(indices.astype(np.uint16), len(table) - 1)]


def _without_alpha(page: TiffPage, samples: NDArray[Any]) -> NDArray[Any]:
    count = layout.colours(page)
    if samples.shape[2] == count:
        return samples
    pixels, alpha = samples[:, :, :count], samples[:, :, count]
    if int(page.extrasamples[0]) == _PREMULTIPLIED and pixels.dtype.kind == "u":
        top = int(np.iinfo(pixels.dtype).max)
        wide = pixels.astype(np.uint64) * top // np.maximum(alpha, 1)[:, :, None]
        pixels = np.where(alpha[:, :, None] == 0, 0, np.minimum(wide, top)).astype(pixels.dtype)
    return pixels[:, :, 0] if count == 1 else pixels


def _convert(pixels: NDArray[Any], mode: str) -> NDArray[np.uint8]:
    """Other colour spaces as Pillow converts them, from the highest 8 bits."""
    from PIL import Image as Picture  # noqa: PLC0415 - slow to import

    if pixels.dtype != np.uint8:
        pixels = (pixels >> max(0, 8 * pixels.dtype.itemsize - 8)).astype(np.uint8)
    picture = Picture.frombytes(mode, (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    return np.array(picture.convert("RGB"))
