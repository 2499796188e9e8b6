"""TIFF in all its number types: headers, completeness and, for what fits into memory, pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging.dtypes import compact_type
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.limits import check_size, truncated, unreadable
from lvit_core.imaging.raster import without_alpha

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage, TiffPageSeries

MINISWHITE, PALETTE = 0, 3
_CENTIMETRE = 3
_APERIO_MPP = re.compile(r"MPP\s*=\s*([0-9.]+)")
# Resolutions that programs write when they know nothing: pixels per inch of screens and printers.
_MEANINGLESS_PER_INCH = (0, 1, 72, 75, 96, 100, 120, 150, 180, 200, 240, 300, 400, 600, 1200)


@contextmanager
def open_tiff(path: Path) -> Iterator[TiffFile]:
    """Opens a TIFF; faults in its structure become `LViTError`."""
    from tifffile import TiffFile  # noqa: PLC0415 - slow to import

    try:
        with TiffFile(path) as tiff:
            yield tiff
    except LViTError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # a damaged file may fail anywhere inside tifffile
        raise unreadable(path, error) from error


def probe_tiff(path: Path) -> ImageInfo:
    """Header facts of the first image in the file.

    Raises:
        LViTError: It is damaged, cut off, a stack, or too large to be read at once.
    """
    with open_tiff(path) as tiff:
        series = main_series(path, tiff)
        page = keyframe(series)
        height, width, channels = layout(path, series)
        tiled = bool(page.is_tiled)
        check_size(path, height, width, by_tiles=tiled)
        _check_complete(path, page)
        _check_codec(path, page)
        palette = page.photometric == PALETTE
        return ImageInfo(
            height,
            width,
            3 if palette or channels >= 3 else 1,
            str(page.dtype),
            spacing_of(tiff, page),
            format="tiff",
            tiled=tiled,
        )


def read_tiff(path: Path) -> Image:
    """The first image at full resolution.

    Raises:
        LViTError: As `probe_tiff`, or it is a slide that must be read tile by tile.
    """
    with open_tiff(path) as tiff:
        series = main_series(path, tiff)
        page = keyframe(series)
        height, width, _ = layout(path, series)
        check_size(path, height, width)
        _check_complete(path, page)
        _check_codec(path, page)
        pixels = np.asarray(series.levels[0].asarray())
        pixels = channels_last(pixels, series.levels[0].axes)
        return Image(
            to_pixels(page, pixels),
            spacing_mm=spacing_of(tiff, page),
            inverted=page.photometric == MINISWHITE,
            source=path.name,
        )


def main_series(path: Path, tiff: TiffFile) -> TiffPageSeries:
    """The image of the file; thumbnails, labels and macro pictures of slides come later in it."""
    if not tiff.series:
        raise unreadable(path, "it holds no image")
    return tiff.series[0]


def keyframe(series: TiffPageSeries) -> TiffPage:
    """The page that carries the tags of the full resolution."""
    page: TiffPage = series.levels[0].keyframe
    return page


def layout(path: Path, series: TiffPageSeries) -> tuple[int, int, int]:
    """Height, width and channels; raises `LViTError` for stacks and many channels."""
    shape, axes = series.levels[0].shape, series.levels[0].axes
    sizes = dict(zip(axes, shape, strict=True))
    others = {axis: size for axis, size in sizes.items() if axis not in "YXS" and size > 1}
    if others:
        count = int(np.prod(list(others.values())))
        raise LViTError(
            f"{path.name} is a stack of {count} pictures (axes {axes}).",
            "Save the plane or channel you need as a file of its own.",
        )
    channels = int(sizes.get("S", 1))
    if "Y" not in sizes or "X" not in sizes or channels > 4:
        raise LViTError(
            f"{path.name} has an unusual layout ({axes}, {channels} channels).",
            "Save it as a grey or RGB image.",
        )
    return int(sizes["Y"]), int(sizes["X"]), channels


def channels_last(pixels: NDArray[Any], axes: str) -> NDArray[Any]:
    """``(H, W)`` or ``(H, W, S)`` out of any order of axes."""
    kept = [index for index, axis in enumerate(axes) if axis in "YXS"]
    pixels = pixels.reshape([pixels.shape[index] for index in kept])
    order = [axes[index] for index in kept]
    wanted = [axis for axis in "YXS" if axis in order]
    return pixels.transpose([order.index(axis) for axis in wanted])


def to_pixels(page: TiffPage, pixels: NDArray[Any]) -> NDArray[Any]:
    """Decoded samples as one of the product's types, palette applied, alpha left out."""
    if page.photometric == PALETTE and page.colormap is not None and pixels.ndim == 2:
        table: NDArray[Any] = np.asarray(page.colormap)
        if table.max(initial=0) > 255:
            table = table >> 8
        return np.ascontiguousarray(np.moveaxis(table.astype(np.uint8)[:, pixels], 0, -1))
    return compact_type(without_alpha(pixels))


def spacing_of(tiff: TiffFile, page: TiffPage) -> tuple[float, float] | None:
    """Height and width of a pixel in mm, only where the file really knows."""
    if match := _APERIO_MPP.search(page.description or ""):
        micrometres = float(match.group(1))
        return (micrometres / 1000, micrometres / 1000) if micrometres > 0 else None
    if tiff.is_ome and tiff.ome_metadata:
        return _ome_spacing(tiff.ome_metadata)
    unit, tags = page.tags.get("ResolutionUnit"), page.tags
    if unit is None or "XResolution" not in tags or "YResolution" not in tags:
        return None
    per_unit = [_ratio(tags[name].value) for name in ("YResolution", "XResolution")]
    unit_mm = 10.0 if int(unit.value) == _CENTIMETRE else 25.4
    known = int(unit.value) in (2, _CENTIMETRE) and min(per_unit) > 0
    if not known or any(round(25.4 * r / unit_mm, 1) in _MEANINGLESS_PER_INCH for r in per_unit):
        return None
    return unit_mm / per_unit[0], unit_mm / per_unit[1]


def _ratio(value: Any) -> float:
    numerator, denominator = value if isinstance(value, tuple) else (value, 1)
    return float(numerator) / float(denominator) if denominator else 0.0


def _ome_spacing(xml: str) -> tuple[float, float] | None:
    found = []
    for axis in "YX":
        match = re.search(rf'PhysicalSize{axis}="([0-9.eE+-]+)"', xml)
        unit = re.search(rf'PhysicalSize{axis}Unit="([^"]+)"', xml)
        factor = {"mm": 1.0, "nm": 1e-6, "cm": 10.0}.get(unit.group(1) if unit else "", 1e-3)
        if match is None or float(match.group(1)) <= 0:
            return None
        found.append(float(match.group(1)) * factor)
    return found[0], found[1]


def _check_complete(path: Path, page: TiffPage) -> None:
    size = path.stat().st_size
    ends = (o + c for o, c in zip(page.dataoffsets, page.databytecounts, strict=False))
    if max(ends, default=0) > size:
        raise truncated(path)
    if not page.dataoffsets:
        raise unreadable(path, "it holds no pixel data")


def _check_codec(path: Path, page: TiffPage) -> None:
    from tifffile import COMPRESSION, TIFF  # noqa: PLC0415 - slow to import

    try:
        known = page.compression in TIFF.DECOMPRESSORS
        COMPRESSION(page.compression)
    except (KeyError, ValueError):
        known = False
    if not known:
        raise LViTError(
            f"{path.name} is compressed in a way that cannot be read ({int(page.compression)}).",
            "Save it uncompressed or with LZW, Deflate or JPEG.",
        )
