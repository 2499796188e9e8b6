"""Stained tissue that nobody had to draw: real nuclei of public-domain images on new ground.

Outlined H&E tissue that anyone may use is rare, outlined nuclei are not. So outlined nuclei of one
image, stained or glowing, are taken out, laid on pink ground as densely as tissue has them,
and stained anew by the law of Beer and Lambert. Ground is half drawn from noise, half taken from a
slide in the public domain whose own nuclei are wiped out. Every draw follows from its seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image

from lvit_core.training.bundled.made_ground import Ground, drawn_ground, slide_ground
from lvit_core.training.bundled.sources import Example

Floats = NDArray[np.float32]

SIDE = 448
"""Pixels of a made picture, at 0.25 um: one crop of the network."""

_DIAMETER_PX = (15.0, 38.0)
_SMALLEST_PX = 80  # a nucleus with fewer pixels has no texture worth copying
# Optical densities in R, G, B of haematoxylin and eosin: Ruifrok and Johnston (2001) and Macenko
# et al. (2009); a picture lies somewhere between them.
_HAEMATOXYLIN = np.array([[0.65, 0.70, 0.29], [0.56, 0.72, 0.41], [0.74, 0.62, 0.25]])
_EOSIN = np.array([[0.07, 0.99, 0.11], [0.22, 0.80, 0.56], [0.10, 0.85, 0.40]])


@dataclass(frozen=True, eq=False)
class Nucleus:
    """One real nucleus: its pixels (h, w) and how much stain or light each held (mean 1)."""

    inside: NDArray[np.bool_]
    amount: Floats

    @property
    def diameter(self) -> float:
        return float(2 * np.sqrt(self.inside.sum() / np.pi))


def make_examples(
    stained: Sequence[Example],
    glowing: Sequence[Example],
    slide: Path,
    folder: Path,
    count: int,
    seed: int = 0,
) -> list[Example]:
    """Writes pictures and their objects into ``folder``.

    Args:
        stained: Stained tissue with instances.
        glowing: Fluorescence with instances.
        slide: An H&E slide at 0.5 um per pixel, for its ground.
        folder: Where ``images`` and ``instances`` are written.
        count: How many pictures.
        seed: Of every draw.

    Returns:
        One example a picture; each is a group of its own.
    """
    for part in ("images", "instances"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    nuclei = [n for e in stained for n in _nuclei(e, dark=True)]
    lights = [n for e in glowing for n in _nuclei(e, dark=False)]
    pink = _slide_pixels(slide)
    made = []
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        picture, ids = _picture(rng, nuclei, lights, pink)
        name = f"made-{number:04d}"
        image, instances = (folder / part / f"{name}.png" for part in ("images", "instances"))
        Image.fromarray(picture).save(image, compress_level=1)
        Image.fromarray(ids).save(instances, compress_level=1)
        made.append(Example(name, name, image, instances, instances=instances))
    return made


def _picture(
    rng: Generator, nuclei: Sequence[Nucleus], lights: Sequence[Nucleus], pink: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """A picture (SIDE, SIDE, 3) and its objects (SIDE, SIDE)."""
    ground = slide_ground(pink, SIDE, rng) if rng.random() < 0.6 else drawn_ground(SIDE, rng)
    ids, amount = _lay(rng, lights if rng.random() < 0.4 else nuclei, ground)
    return _stain(rng, ground, ids, amount), ids


def _lay(
    rng: Generator, nuclei: Sequence[Nucleus], ground: Ground
) -> tuple[NDArray[np.uint16], Floats]:
    """Lays nuclei until enough of the tissue is covered: ids and amounts (SIDE, SIDE)."""
    ids = np.zeros((SIDE, SIDE), np.uint16)
    amount = np.zeros((SIDE, SIDE), np.float32)
    diameter = float(np.exp(rng.uniform(*np.log(_DIAMETER_PX))))
    spread, cover = rng.uniform(0.08, 0.3), rng.uniform(0.06, 0.5)
    overlap, stretch = rng.choice([0.0, 0.03, 0.12]), rng.choice([1.0, 1.0, 1.3, 1.8])
    direction, loose = rng.uniform(0, np.pi), rng.choice([0.15, 0.5, 3.0])
    pale = rng.choice([0.0, 0.3, 0.9])  # share of nuclei with a rim and little inside
    faint = rng.uniform(0.05, 0.35)
    wanted, covered, number = cover * ground.tissue.mean() * SIDE * SIDE, 0.0, 0
    for _ in range(4000):
        if covered >= wanted or number > 1200:
            break
        y, x = rng.integers(0, SIDE, 2)
        if not ground.tissue[y, x] or rng.random() > ground.crowd[y, x]:
            continue
        size = diameter * float(np.exp(rng.normal(0, spread)))
        turn = direction + rng.normal(0, loose)
        own = _drawn(rng, nuclei[int(rng.integers(len(nuclei)))], size, turn, float(stretch))
        if own is None:
            continue
        y0, x0 = y - own.inside.shape[0] // 2, x - own.inside.shape[1] // 2
        rows = slice(max(0, y0), min(SIDE, y0 + own.inside.shape[0]))
        columns = slice(max(0, x0), min(SIDE, x0 + own.inside.shape[1]))
        cut = (slice(rows.start - y0, rows.stop - y0), slice(columns.start - x0, columns.stop - x0))
        inside, there = own.inside[cut], ids[rows, columns]
        taken = inside & (there > 0)
        if inside.sum() < 20 or taken.sum() > overlap * inside.sum():
            continue
        number += 1
        new = inside & (there == 0)
        there[new] = number
        strength = float(np.clip(rng.normal(1.0, faint), 0.45, 1.6))
        texture = _pale(rng, own) if rng.random() < pale else own.amount
        amount[rows, columns][new] = strength * texture[cut][new]
        covered += float(new.sum())
    return ids, amount


def _drawn(
    rng: Generator, nucleus: Nucleus, size: float, turn: float, stretch: float
) -> Nucleus | None:
    """The nucleus at another size, turned and stretched."""
    from scipy import ndimage  # noqa: PLC0415 - only making needs it

    scale = size / nucleus.diameter
    if not 0.25 < scale < 2.5:
        return None
    cos, sin = np.cos(turn), np.sin(turn)
    spin = rng.uniform(0, np.pi)
    first = np.array([[np.cos(spin), -np.sin(spin)], [np.sin(spin), np.cos(spin)]])
    along = np.sqrt(stretch)
    matrix = (np.array([[cos, -sin], [sin, cos]]) @ np.diag([along, 1 / along]) @ first) * scale
    back = np.linalg.inv(matrix)
    half = np.array(nucleus.inside.shape) / 2
    corners = matrix @ np.array([[1, 1, -1, -1], [1, -1, 1, -1]]) * half[:, None]
    out = np.ceil(2 * np.abs(corners).max(axis=1)).astype(int) + 2
    offset = half - 0.5 - back @ (out / 2 - 0.5)
    asked: dict[str, Any] = {"output_shape": tuple(out), "order": 1, "offset": offset}
    inside = ndimage.affine_transform(nucleus.inside.astype(np.float32), back, **asked) > 0.5
    filled = np.where(nucleus.inside, nucleus.amount, 1.0).astype(np.float32)
    return Nucleus(inside, ndimage.affine_transform(filled, back, mode="nearest", **asked))


def _pale(rng: Generator, nucleus: Nucleus) -> Floats:
    """Amounts of a vesicular nucleus: a dark rim, little inside, a nucleolus or two."""
    from scipy import ndimage  # noqa: PLC0415

    depth = ndimage.distance_transform_edt(nucleus.inside)
    grain = ndimage.gaussian_filter(rng.normal(0, 1, depth.shape), rng.uniform(0.8, 2.0))
    amount = rng.uniform(0.35, 0.65) + 0.35 * grain + 0.25 * (nucleus.amount - 1)
    amount += rng.uniform(0.3, 0.7) * np.exp(-(((depth - 1.5) / 1.4) ** 2))
    y, x = np.nonzero(depth > 0.35 * depth.max())
    for _ in range(int(rng.integers(0, 3))):
        place = int(rng.integers(len(y)))
        rows, columns = np.ogrid[: depth.shape[0], : depth.shape[1]]
        away = (rows - y[place]) ** 2 + (columns - x[place]) ** 2
        amount += rng.uniform(0.4, 1.0) * np.exp(-away / (2 * rng.uniform(1.2, 2.4) ** 2))
    return np.clip(amount, 0.1, 2.5).astype(np.float32)


def _stain(
    rng: Generator, ground: Ground, ids: NDArray[np.uint16], amount: Floats
) -> NDArray[np.uint8]:
    """Light through both stains, with the blur, the noise and the losses of a scanner."""
    from scipy import ndimage  # noqa: PLC0415

    inside = ids > 0
    contrast = rng.uniform(0.4, 1.3)
    texture = np.clip(1 + contrast * (amount - 1), 0.15, 3) * inside
    dark = rng.uniform(0.55, 1.7)
    haze = ground.haze * rng.uniform(0.0, 0.35) * dark
    around = ndimage.gaussian_filter(inside.astype(np.float32), rng.uniform(3, 9))
    halo = rng.choice([0.0, 0.0, 0.5])  # tissue shrinks from some nuclei
    pink = ground.pink * rng.uniform(0.08, 0.75) * (1 - halo * np.clip(2 * around, 0, 1))
    blue = np.where(inside, dark * texture, haze + rng.uniform(0, 0.25) * around * dark)
    pink = np.where(inside, pink * rng.uniform(0.2, 1.0), pink)
    sharp = rng.uniform(0.5, 1.6)
    density = ndimage.gaussian_filter(blue, sharp)[..., None] * _vector(rng, _HAEMATOXYLIN)
    density = density + ndimage.gaussian_filter(pink, sharp)[..., None] * _vector(rng, _EOSIN)
    light = rng.uniform(0.86, 1.0) * rng.uniform(0.94, 1.0, 3) * np.exp(-density)
    light = light + rng.normal(0, rng.uniform(0.0, 0.02), light.shape)
    picture = np.clip(255 * light, 0, 255).astype(np.uint8)
    return _squeezed(picture, int(rng.integers(35, 95))) if rng.random() < 0.6 else picture


def _vector(rng: Generator, known: NDArray[np.float64]) -> NDArray[np.float64]:
    mixed = rng.dirichlet(np.ones(len(known))) @ known + rng.normal(0, 0.05, 3)
    mixed = np.clip(mixed, 0.02, None)
    return np.asarray(mixed / np.linalg.norm(mixed))


def _squeezed(picture: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """The picture after a JPEG file, as slides come."""
    import io  # noqa: PLC0415

    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file).convert("RGB"))


def _nuclei(example: Example, *, dark: bool) -> list[Nucleus]:
    """The whole nuclei of an image; ``dark`` where stain takes light away."""
    from scipy import ndimage  # noqa: PLC0415

    assert example.instances is not None
    with Image.open(example.image) as image:
        rgb = np.asarray(image.convert("RGB"), np.float32)
    with Image.open(example.instances) as image:
        ids = np.asarray(image).astype(np.int32)
    grey = rgb.mean(axis=2)
    amount = -np.log(np.maximum(grey, 1) / 255) if dark else grey
    amount = np.maximum(amount - np.median(amount[ids == 0]), 0)
    found = []
    for number, box in enumerate(ndimage.find_objects(ids), start=1):
        if box is None or any(
            side.start == 0 or side.stop == limit
            for side, limit in zip(box, ids.shape, strict=True)
        ):
            continue
        inside = ids[box] == number
        mean = float(amount[box][inside].mean()) if inside.sum() >= _SMALLEST_PX else 0.0
        if mean > 0:
            found.append(Nucleus(inside, (amount[box] / mean).astype(np.float32)))
    return found


def _slide_pixels(slide: Path) -> NDArray[np.uint8]:
    import tifffile  # noqa: PLC0415

    return np.asarray(tifffile.imread(slide, key=0), np.uint8)
