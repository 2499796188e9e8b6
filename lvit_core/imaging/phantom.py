"""Chest phantoms: pictures that look like X-rays, with lungs and lesions known to the pixel.

They let a person try the product, and a test check it, without a patient's image. Path lengths
through simple bodies (torso, lungs, heart, spine, ribs) are added up and exposed like film, so
that tissue overlaps as it does in a projection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.image import Image

Floats = NDArray[np.float64]
Zone = tuple[str, str]

SIDES = ("left", "right")  # as the viewer sees them
LEVELS = ("upper", "middle", "lower")
VIEWER_LEFT, VIEWER_RIGHT = 1, 2
SMALLEST_LESION = 0.004  # of the image: what a reader would call an area

# Outline of the lung at the viewer's left, (y, x) as fractions of the image; the other one is
# mirrored and gives way to the heart.
_OUTLINE = (
    (0.150, 0.375), (0.175, 0.300), (0.250, 0.220), (0.360, 0.165), (0.500, 0.130),
    (0.640, 0.115), (0.755, 0.112), (0.790, 0.125), (0.745, 0.180), (0.712, 0.260),
    (0.725, 0.345), (0.752, 0.405), (0.640, 0.418), (0.520, 0.410), (0.400, 0.418),
    (0.290, 0.432), (0.200, 0.428),
)  # fmt: skip
_HEART_PUSH = ((0.540, 0.020), (0.650, 0.085), (0.735, 0.048), (0.765, 0.085), (0.800, 0.080))


@dataclass(frozen=True, eq=False)
class Phantom:
    """A generated chest with its truth.

    Args:
        image: ``(size, size)`` uint16, 12 bit values, spacing set, orientation ``"L"``.
        lungs: ``(size, size)`` uint8: 0 outside, 1 lung at the viewer's left, 2 at the right.
        lesion: ``(size, size)`` int32: 0 outside, 1 to n for n separate lesions.
        zones: Side (viewer's) and level of each lesion, in the order of their numbers.
    """

    image: Image
    lungs: NDArray[np.uint8]
    lesion: NDArray[np.int32]
    zones: list[Zone]


def chest_phantom(seed: int, size: int = 512, zones: list[Zone] | None = None) -> Phantom:
    """Draws one phantom; the same arguments always give the same pixels.

    Args:
        seed: Chooses anatomy, lesions and noise.
        size: Height and width in pixels, at least 64.
        zones: Where lesions shall lie, at most one a zone; drawn at random when omitted.
    """
    rng = np.random.default_rng(seed)
    chosen = _draw_zones(rng) if zones is None else list(zones)
    y, x = (np.mgrid[0:size, 0:size] + 0.5) / size
    lungs = _lungs(rng, size)
    lesion, density = _lesions(rng, lungs, chosen)
    absorbed = _torso(rng, y, x)
    air = _soften((lungs > 0).astype(float), size * 0.006)
    absorbed -= air * (0.50 + 0.03 * _clouds(rng, size, 0.06)) * (absorbed > 0.05)
    absorbed += _heart(rng, y, x) + _spine(rng, y, x)
    absorbed += air * 0.16 * _vessels(rng, lungs, size)
    absorbed += _bones(rng, y, x) * (0.35 + 0.65 * air)
    absorbed += 0.27 * density
    pixels = _expose(rng, absorbed, size)
    spacing = 350.0 / size  # a chest of 35 cm fills the frame
    image = Image(
        pixels, spacing_mm=(spacing, spacing), orientation="L", source=f"phantom-{seed:03d}"
    )
    return Phantom(image, lungs, lesion, chosen)


def _draw_zones(rng: np.random.Generator) -> list[Zone]:
    every = [(side, level) for side in SIDES for level in LEVELS]
    count = int(rng.choice([1, 2, 2, 3]))
    picked = sorted(rng.choice(len(every), size=count, replace=False))
    return [every[index] for index in picked]


def _lungs(rng: np.random.Generator, size: int) -> NDArray[np.uint8]:
    outline = np.array(_OUTLINE)
    stretch = rng.uniform(0.95, 1.05)
    lungs = np.zeros((size, size), np.uint8)
    for number in (VIEWER_LEFT, VIEWER_RIGHT):
        points = outline + rng.normal(0, 0.005, outline.shape)
        points[:, 0] = 0.46 + (points[:, 0] - 0.46) * stretch
        if number == VIEWER_RIGHT:
            points[:, 1] = 1 - points[:, 1]
            points[:, 0] += 0.012  # the dome above the liver stands higher
            rows, pushes = zip(*_HEART_PUSH, strict=True)
            medial = np.arange(len(points)) >= 10
            push = np.interp(points[:, 0], rows, pushes, left=0)
            points[:, 1] += np.where(medial, push * rng.uniform(0.8, 1.1), 0)
        lungs[_fill(_spline(points), size)] = number
    return lungs


def _spline(points: Floats, steps: int = 12) -> Floats:
    """A smooth closed line through the points (Catmull-Rom)."""
    before, after, beyond = (np.roll(points, shift, axis=0) for shift in (1, -1, -2))
    pieces = []
    for t in np.linspace(0, 1, steps, endpoint=False):
        pieces.append(
            0.5
            * (
                2 * points
                + (after - before) * t
                + (2 * before - 5 * points + 4 * after - beyond) * t**2
                + (3 * points - before - 3 * after + beyond) * t**3
            )
        )
    return np.stack(pieces, axis=1).reshape(-1, 2)


def _fill(line_yx: Floats, size: int) -> NDArray[np.bool_]:
    from PIL import Image as Picture  # noqa: PLC0415 - only phantoms draw
    from PIL import ImageDraw  # noqa: PLC0415

    canvas = Picture.new("L", (size, size))
    corners = [(float(x * size), float(y * size)) for y, x in line_yx]
    ImageDraw.Draw(canvas).polygon(corners, fill=1)
    return np.asarray(canvas).astype(bool)


def _torso(rng: np.random.Generator, y: Floats, x: Floats) -> Floats:
    """Path length through chest, shoulders and arms; 0 beside the body."""
    half_width = 0.455 + 0.02 * np.sin((y - 0.2) * 3) + rng.uniform(-0.01, 0.01)
    across = np.clip(1 - ((x - 0.5) / half_width) ** 2, 0, 1) ** 0.35
    neck = np.clip(1 - ((x - 0.5) / (0.12 + 0.55 * np.clip(y - 0.02, 0, 1))) ** 2, 0, 1) ** 0.5
    shoulders = 1 / (1 + np.exp(-(y - 0.11 - 0.42 * np.abs(x - 0.5) ** 1.6) * 60))
    body = across * np.maximum(shoulders, neck * 0.9)
    belly = 0.22 / (1 + np.exp(-(y - 0.77) * 26))
    liver = 0.07 * np.exp(-(((x - 0.28) / 0.22) ** 2)) / (1 + np.exp(-(y - 0.74) * 34))
    return np.asarray(body * (0.80 + belly + liver))


def _heart(rng: np.random.Generator, y: Floats, x: Floats) -> Floats:
    shift, scale = rng.uniform(-0.012, 0.012), rng.uniform(0.93, 1.05)
    middle = 0.13 * _bump((x - 0.5) / 0.085, 4) / (1 + np.exp(-(y - 0.10) * 30))
    u, v = (x - 0.545 - shift) / (0.150 * scale), (y - 0.640) / (0.145 * scale)
    tilt = 0.42
    u, v = u * np.cos(tilt) + v * np.sin(tilt), -u * np.sin(tilt) + v * np.cos(tilt)
    heart = 0.20 * np.sqrt(np.clip(1 - u**2 - v**2, 0, 1))
    arch = 0.13 * _bump(np.hypot((x - 0.557 - shift) / 0.052, (y - 0.305) / 0.055), 3)
    hila = sum(
        0.09 * np.exp(-(((x - place) / 0.035) ** 2) - ((y - 0.46) / 0.055) ** 2)
        for place in (0.405, 0.602)
    )
    return np.asarray(_soften(middle + heart + arch, x.shape[0] * 0.006) + hila)


def _spine(rng: np.random.Generator, y: Floats, x: Floats) -> Floats:
    column = _bump((x - 0.5) / 0.038, 6)
    vertebrae = 0.75 + 0.25 * np.cos(2 * np.pi * (y * 15.5 + rng.uniform()))
    windpipe = 0.11 * _bump((x - 0.497) / 0.020, 2) * _between(y, 0.02, 0.37) ** 0.5
    return np.asarray(0.085 * column * vertebrae - windpipe)


def _bones(rng: np.random.Generator, y: Floats, x: Floats) -> Floats:
    """Ribs and clavicles: shells that are brighter at their edges."""
    total = np.zeros_like(x)
    first, gap = rng.uniform(0.135, 0.150), rng.uniform(0.0665, 0.071)
    for side in (-1, 1):
        u = (x - 0.5) * side  # 0 at the spine, 0.45 at the flank
        for number in range(10):
            reach = 0.24 + 0.20 * min(1.0, (number + 2) / 5)
            top = first + gap * number
            # The back part runs out and down; the front part comes back steeper and fainter.
            back = top - 0.045 * np.sin(np.pi * np.clip(u / reach, 0, 1)) + 0.30 * np.abs(u) ** 1.7
            total += 0.105 * _shell((y - back) / 0.0135) * _between(u, 0.035, reach)
            if number < 7:
                front = top + 0.150 + 0.045 * number - 0.36 * (0.44 - u)
                front += 0.55 * np.clip(0.33 - u, 0, 1) ** 2
                total += 0.065 * _shell((y - front) / 0.0145) * _between(u, 0.17, reach)
        clavicle = 0.185 - 0.16 * u + 0.028 * np.sin(u * 15)
        total += 0.13 * _shell((y - clavicle) / 0.0150) * _between(u, 0.035, 0.37)
        blade = 0.05 * _bump(np.hypot((u - 0.405) / 0.060, (y - 0.30) / 0.13), 6)
        total += blade
    return total


def _vessels(rng: np.random.Generator, lungs: NDArray[np.uint8], size: int) -> Floats:
    """Branching lines from the hila outward, thinner and fainter on their way."""
    from PIL import Image as Picture  # noqa: PLC0415 - only phantoms draw
    from PIL import ImageDraw  # noqa: PLC0415

    scale = 2
    canvas = Picture.new("L", (size * scale, size * scale))
    draw = ImageDraw.Draw(canvas)
    for place, outward in ((0.405, np.pi), (0.600, 0.0)):
        for angle in np.linspace(-1.35, 1.35, 9) + rng.normal(0, 0.12, 9):
            start = 0.46 + 0.05 * angle, place + rng.normal(0, 0.008)
            _branch(
                rng,
                draw,
                start,
                angle=outward + angle * np.cos(outward),
                width=0.0080,
                scale=size * scale,
            )
    lines = np.asarray(canvas.resize((size, size), Picture.Resampling.BOX)) / 255.0
    return _soften(lines, size * 0.0022) * (lungs > 0)


def _branch(
    rng: np.random.Generator,
    draw: Any,
    start_yx: tuple[float, float],
    *,
    angle: float,
    width: float,
    scale: int,
) -> None:
    y, x = start_yx
    while width > 0.0012:
        length = rng.uniform(0.018, 0.042)
        angle += rng.normal(0, 0.22)
        next_y, next_x = y + np.sin(angle) * length, x + np.cos(angle) * length
        line = [(x * scale, y * scale), (next_x * scale, next_y * scale)]
        draw.line(
            line, fill=int(np.clip(width * 24_000, 40, 190)), width=max(1, round(width * scale))
        )
        y, x, width = next_y, next_x, width * 0.83
        if rng.random() < 0.45:
            turn = angle + rng.choice([-1, 1]) * 0.6
            _branch(rng, draw, (y, x), angle=turn, width=width * 0.75, scale=scale)


def _lesions(
    rng: np.random.Generator, lungs: NDArray[np.uint8], zones: list[Zone]
) -> tuple[NDArray[np.int32], Floats]:
    """Numbered lesions and their density (0 to about 1), each inside one third of one lung."""
    size = lungs.shape[0]
    labels, density = np.zeros(lungs.shape, np.int32), np.zeros(lungs.shape)
    for number, (side, level) in enumerate(zones, start=1):
        region = _zone(lungs, side, level)
        blob, soft = _blob(rng, region, size)
        labels[blob] = number
        density = np.maximum(density, soft)
    patches = 0.9 + 0.20 * _clouds(rng, size, 0.020) + 0.10 * _clouds(rng, size, 0.008)
    return labels, density * np.clip(patches, 0.45, 1.5) * (lungs > 0)


def _zone(lungs: NDArray[np.uint8], side: str, level: str) -> NDArray[np.bool_]:
    """One third of one lung by height, with a margin so that neighbours stay apart."""
    lung = lungs == (VIEWER_LEFT if side == "left" else VIEWER_RIGHT)
    rows = np.flatnonzero(lung.any(axis=1))
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    index, margin = LEVELS.index(level), max(2, height // 40)
    region = np.zeros_like(lung)
    start = top + height * index // 3 + margin
    region[start : top + height * (index + 1) // 3 - margin] = True
    return np.asarray(region & lung)


def _blob(
    rng: np.random.Generator, region: NDArray[np.bool_], size: int
) -> tuple[NDArray[np.bool_], Floats]:
    from scipy.ndimage import distance_transform_edt, label  # noqa: PLC0415 - slow to import

    depth = distance_transform_edt(region)
    candidates = np.argwhere(depth > 0.65 * depth.max())
    cy, cx = candidates[rng.integers(len(candidates))]
    radius = size * rng.uniform(0.045, 0.085)
    rows, columns = np.mgrid[0:size, 0:size]
    stretch, tilt = rng.uniform(0.75, 1.35), rng.uniform(0, np.pi)
    u = ((columns - cx) * np.cos(tilt) + (rows - cy) * np.sin(tilt)) / stretch
    v = (-(columns - cx) * np.sin(tilt) + (rows - cy) * np.cos(tilt)) * stretch
    ragged = 0.30 * _clouds(rng, size, 0.035)
    inside = np.zeros_like(region)
    while inside.sum() < SMALLEST_LESION * size * size and radius < size / 4:
        # The second term rounds off what the margin of the region cuts.
        distance = np.hypot(u, v) / radius + ragged + np.clip(1 - 2 * depth / radius, 0, 1) ** 2
        parts, _ = label((distance < 1) & region)
        if parts.any():
            inside = parts == int(np.argmax(np.bincount(parts.ravel())[1:])) + 1
        radius *= 1.15
    soft = _soften(inside.astype(float), size * 0.012) * rng.uniform(0.75, 1.05)
    return inside, soft


def _expose(rng: np.random.Generator, absorbed: Floats, size: int) -> NDArray[np.uint16]:
    scattered = 0.88 * absorbed + 0.12 * _soften(absorbed, size * 0.06)
    sharp = _soften(scattered, size * 0.0012)
    grain = rng.normal(0, 1, absorbed.shape)
    fine = _soften(grain, 0.7) * 0.012 + _soften(rng.normal(0, 1, absorbed.shape), 1.6) * 0.016
    curve = 1 / (1 + np.exp(-(sharp + fine - 0.60) * 4.1))
    low, high = 1 / (1 + np.exp(0.60 * 4.1)), 1 / (1 + np.exp(-(1.30 - 0.60) * 4.1))
    grey = np.clip((curve - low) / (high - low), 0, 1)
    return np.asarray(np.round(60 + grey * 3900), np.uint16)


def _clouds(rng: np.random.Generator, size: int, grain: float) -> Floats:
    """Smooth noise, mean 0, standard deviation about 1, features of ``grain`` times the size."""
    noise = _soften(rng.normal(0, 1, (size, size)), size * grain)
    return np.asarray(noise / (noise.std() + 1e-9))


def _soften(values: Floats, sigma_px: float) -> Floats:
    from scipy.ndimage import gaussian_filter  # noqa: PLC0415 - slow to import

    factor = int(sigma_px / 3)
    if factor < 2:
        return np.asarray(gaussian_filter(values, sigma_px, truncate=3))
    # What is this smooth can be computed small: forty times faster, and nobody sees it.
    height, width = values.shape
    small = _resized(values, max(8, height // factor), max(8, width // factor))
    smooth = gaussian_filter(small, (sigma_px * small.shape[0] / height), truncate=3)
    return _resized(smooth, height, width)


def _resized(values: Floats, height: int, width: int) -> Floats:
    from PIL import Image as Picture  # noqa: PLC0415 - only phantoms draw

    picture = Picture.fromarray(values.astype(np.float32))
    return np.asarray(picture.resize((width, height), Picture.Resampling.BICUBIC), np.float64)


def _bump(distance: Floats, sharpness: int) -> Floats:
    return np.asarray(np.exp(-(np.abs(distance) ** sharpness)))


def _shell(distance: Floats) -> Floats:
    """A tube seen from the side: bright edges, a paler middle."""
    squared = distance * distance
    tube = np.exp(-(squared * squared * squared))
    return np.asarray(tube * (0.55 + 0.45 * np.minimum(squared, 1)))


def _between(values: Floats, low: float, high: float) -> Floats:
    rise = 1 / (1 + np.exp(-(values - low) * 160))
    return np.asarray(rise / (1 + np.exp((values - high) * 160)))
