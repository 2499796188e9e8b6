"""How large a pixel of a TIFF is, told only where the file really knows.

Many programs write a resolution when they know none: that of a screen, of a printer, or one pixel
for one millimetre. Such a value means nothing, and a wrong scale is worse than none.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from lvit_core.imaging.spacing_kind import SpacingKind, oblong

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage, TiffPageSeries

_INCH, _CENTIMETRE = 2, 3
_APERIO_MPP = re.compile(r"MPP\s*=\s*([0-9.]+)")
_PHILIPS = re.compile(r'DICOM_PIXEL_SPACING"[^>]*>"([0-9.eE+-]+)"\s*"([0-9.eE+-]+)"')
_PIXELS_ELEMENT = re.compile(r"<(?:\w+:)?Pixels\b[^>]*>")
# Pixels per inch of screens, printers and fax machines, and what libvips writes: one pixel a
# millimetre or less.
_MEANINGLESS_PER_INCH = (
    0, 1, 2.5, 25.4, 72, 75, 90, 96, 98, 100, 110, 120, 144, 150, 160, 180, 192, 196, 200, 203,
    204, 216, 220, 240, 250, 264, 288, 300, 320, 326, 350, 360, 391, 392, 400, 406, 408, 480, 500,
    600, 640, 720, 800, 1000, 1200, 1440, 2400, 4800,
)  # fmt: skip
_MM = {
    "m": 1000.0, "meter": 1000.0, "metre": 1000.0,
    "dm": 100.0,
    "cm": 10.0, "centimeter": 10.0, "centimetre": 10.0,
    "mm": 1.0, "millimeter": 1.0, "millimetre": 1.0,
    "µm": 1e-3, "um": 1e-3, "micron": 1e-3, "micrometer": 1e-3, "micrometre": 1e-3,
    "nm": 1e-6, "nanometer": 1e-6, "nanometre": 1e-6,
    "å": 1e-7, "angstrom": 1e-7, "ångström": 1e-7,
    "pm": 1e-9, "picometer": 1e-9, "picometre": 1e-9,
    "in": 25.4, "inch": 25.4, "inches": 25.4, '"': 25.4,
    "thou": 0.0254, "li": 25.4 / 12, "pt": 25.4 / 72,
    "ft": 304.8, "foot": 304.8, "feet": 304.8, "yd": 914.4,
}  # fmt: skip


def spacing_of(
    tiff: TiffFile, series: TiffPageSeries, page: TiffPage
) -> tuple[tuple[float, float] | None, SpacingKind | None]:
    """Height and width of a stored pixel in mm, ``None`` where the file does not know; and how.

    Resolutions that mean nothing still tell pixels that are not square.

    Args:
        tiff: The file.
        series: Which of its pictures.
        page: What carries the tags of the picture or of its plane.
    """
    size = _size_of(tiff, series, page)
    if size is not None:
        return size, SpacingKind.FILE
    per_unit = resolutions(page)
    return None, None if per_unit is None else oblong(per_unit[1], per_unit[0])


def resolutions(page: TiffPage) -> tuple[float, float] | None:
    """Pixels for each unit along a column and along a row, whatever they mean."""
    if "XResolution" not in page.tags or "YResolution" not in page.tags:
        return None
    down, across = (_ratio(page.tags[name].value) for name in ("YResolution", "XResolution"))
    return (down, across) if min(down, across) > 0 else None


def _size_of(tiff: TiffFile, series: TiffPageSeries, page: TiffPage) -> tuple[float, float] | None:
    description = page.description or ""
    if match := _APERIO_MPP.search(description):
        micrometres = _number(match.group(1))
        return _sensible(micrometres * 1e-3, micrometres * 1e-3)
    if tiff.is_ome and tiff.ome_metadata:
        place = next((n for n, other in enumerate(tiff.series) if other is series), 0)
        return _ome(tiff.ome_metadata, place, len(tiff.series))
    if tiff.is_philips and (match := _PHILIPS.search(_unescaped(description))):
        return _sensible(_number(match.group(1)), _number(match.group(2)))
    if tiff.is_lsm and (facts := tiff.lsm_metadata):
        metres = [float(facts.get(f"VoxelSize{axis}") or 0) for axis in "YX"]
        return _sensible(1000 * metres[0], 1000 * metres[1])
    return _of_tags(page, _imagej_units(tiff))


def _of_tags(page: TiffPage, named: tuple[str, str] | None) -> tuple[float, float] | None:
    """From the resolution tags, in the units that ImageJ names or the tag does."""
    tags, per_unit = page.tags, resolutions(page)
    if per_unit is None:
        return None
    if named is not None and not set(named) <= {"inch", "cm"}:
        units = [_MM.get(name, 0.0) for name in named]  # "pixel" is none of them
        return _sensible(units[0] / per_unit[0], units[1] / per_unit[1])
    unit = tags.get("ResolutionUnit")
    kind = int(unit.value) if unit is not None else 0
    if named is not None:
        kind = _INCH if named[0] == "inch" else _CENTIMETRE
    unit_mm = {_INCH: 25.4, _CENTIMETRE: 10.0}.get(kind)
    if unit_mm is None:
        return None
    if any(round(25.4 * value / unit_mm, 1) in _MEANINGLESS_PER_INCH for value in per_unit):
        return None
    return _sensible(unit_mm / per_unit[0], unit_mm / per_unit[1])


def _imagej_units(tiff: TiffFile) -> tuple[str, str] | None:
    """The units of rows and columns that ImageJ names, ``None`` where it names none."""
    facts = tiff.imagej_metadata if tiff.is_imagej else None
    if not facts or not facts.get("unit"):
        return None
    across = _unit(str(facts["unit"]))
    down = _unit(str(facts.get("yunit") or facts["unit"]))
    return down, across


def _unit(name: str) -> str:
    """A unit as the table spells it."""
    name = _unescaped(name).strip().replace("\\u00B5", "µ").replace("\\u00b5", "µ")
    name = name.replace("\u03bc", "µ")  # the Greek letter looks the same
    if name in ("Å", "\u212b"):
        return "å"
    lower = name.lower()
    if lower in ("inch", "inches", "in"):
        return "inch"
    plural = lower[:-1] if lower.endswith("s") and lower[:-1] in _MM else lower
    return "cm" if plural in ("centimeter", "centimetre") else plural


def _ome(xml: str, place: int, count: int) -> tuple[float, float] | None:
    """From the OME header: of the image at one place of the file, or what all images agree about.

    Images that lie in other files are described too; then nobody knows which description is whose.
    """
    sizes = [_ome_pixels(element) for element in _PIXELS_ELEMENT.findall(xml)]
    if len(sizes) == count:
        return sizes[place]
    return sizes[0] if len(set(sizes)) == 1 else None


def _ome_pixels(element: str) -> tuple[float, float] | None:
    """What one element says."""
    found = []
    for axis in "YX":
        size = re.search(rf'\bPhysicalSize{axis}\s*=\s*["\']([^"\']+)["\']', element)
        unit = re.search(rf'\bPhysicalSize{axis}Unit\s*=\s*["\']([^"\']+)["\']', element)
        millimetres = _MM.get(_unit(unit.group(1)) if unit else "µm")
        if size is None or millimetres is None:
            return None
        found.append(_number(size.group(1)) * millimetres)
    return _sensible(found[0], found[1])


def _unescaped(text: str) -> str:
    """Without XML's way to write signs; few files need the table of their names."""
    if "&" not in text:
        return text
    from html import unescape  # noqa: PLC0415

    return unescape(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _ratio(value: Any) -> float:
    numerator, denominator = value if isinstance(value, tuple) else (value, 1)
    return float(numerator) / float(denominator) if denominator else 0.0


def _sensible(height_mm: float, width_mm: float) -> tuple[float, float] | None:
    """A pixel between an atom and a metre."""
    sizes = (height_mm, width_mm)
    return sizes if all(math.isfinite(size) and 1e-8 < size < 1000 for size in sizes) else None
