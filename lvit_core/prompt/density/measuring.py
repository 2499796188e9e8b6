"""How nuclei are spread, measured from the objects: density per quadrant, evenness, coverage.

The sentences of the nuclei data were written by eye, so the limits below are a reading of them, not
a definition; they were set on the training sentences once and are the same for every image.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.template import Template

FEWEST = 8  # objects: fewer have no distribution
SPARSE_COVERAGE = 0.23  # of the image under nuclei; less is sparse
DENSE_CORNER = 1.15  # times the mean density of the quadrants
CORNER_LEAD = 0.07  # ahead of the next quadrant; closer than that a half says it better
DENSE_HALF = 1.10
DENSE_BORDER = 1.08  # border against inside
IRREGULAR = 0.35  # coefficient of variation over 4 x 4 fields
_GRID = 4
_LARGEST_TABLE = 4_000_000  # ids up to here are looked up in a table
_BAND_PX = 500_000


@dataclass(frozen=True)
class Density:
    """What was measured.

    Attributes:
        objects: Number of objects.
        coverage: Fraction of the image under objects, 0 to 1.
        relative: Region -> density over the image's mean (1 = average): the mean of the ratios by
            count of centres and by covered area.
        variation: Coefficient of variation of the centre count over 4 x 4 fields.
    """

    objects: int
    coverage: float
    relative: dict[str, float]
    variation: float


def measure_density(mask: npt.NDArray[np.generic], template: Template) -> Density:
    """Measures a label plane (objects by id) or a binary mask (objects by 8-connectivity).

    Args:
        mask: (H, W); 0 is background. Two or more different ids are taken as objects.
    """
    labels, count = _objects(mask)
    regions = regions_of(template)
    if not count:
        return Density(0, 0.0, dict.fromkeys(regions, 0.0), 0.0)
    centers = _centers(labels, count)
    fields = _fields(centers)
    covered = _covered(labels)
    relative = {region: _relative(region, fields, covered, template) for region in regions}
    return Density(
        objects=count,
        coverage=float((labels != 0).mean()),
        relative=relative,
        variation=_variation(fields),
    )


def dense_regions(density: Density, template: Template) -> tuple[str, ...]:
    """Regions that are clearly denser than the rest, in the grammar's order.

    A corner is named when it leads the next one, else the half that is dense as a whole, else the
    border; at most one of them.
    """
    if density.objects < FEWEST:
        return ()
    relative = density.relative
    corners = sorted(
        (region for region in relative if " " in region), key=lambda region: -relative[region]
    )
    halves = [region for region in relative if " " not in region and region != "around"]
    half = max(halves, key=lambda region: relative[region])
    lead = relative[corners[0]] - relative[corners[1]]
    if relative[corners[0]] >= DENSE_CORNER and lead >= CORNER_LEAD:
        return (corners[0],)
    if relative[half] >= DENSE_HALF:
        return (half,)
    if relative.get("around", 0.0) >= DENSE_BORDER:
        return ("around",)
    return ()


def distribution_of(density: Density, template: Template) -> str | None:
    """The template's word for the spread, by position: even, sparse, irregular.

    ``None`` without objects or where the template has other words.
    """
    words = tuple(template.words.get("distribution", {}))
    if not density.objects or len(words) < 3:
        return None
    even, sparse, irregular = words[:3]
    if density.objects < FEWEST or density.coverage < SPARSE_COVERAGE:
        return sparse
    return irregular if density.variation > IRREGULAR else even


def _objects(mask: npt.NDArray[np.generic]) -> tuple[npt.NDArray[np.int32], int]:
    labels = _numbered(mask)
    if int(labels.max(initial=0)) > 1:
        return labels, int(labels.max())
    from scipy import ndimage  # noqa: PLC0415 - 0.1 s that the window's first paint does not need

    found, count = ndimage.label(labels, np.ones((3, 3), int))
    return found.astype(np.int32), int(count)


def _numbered(mask: npt.NDArray[np.generic]) -> npt.NDArray[np.int32]:
    """The ids that occur as 1..n in ascending order, 0 for background."""
    highest = int(mask.max(initial=0))
    if mask.dtype.kind not in "iub" or highest > _LARGEST_TABLE or int(mask.min(initial=0)) < 0:
        ids, inverse = np.unique(mask, return_inverse=True)
        labels: npt.NDArray[np.int32] = inverse.reshape(mask.shape).astype(np.int32)
        labels += int(len(ids) > 0 and ids[0] != 0)
        return labels
    present = np.zeros(highest + 1, bool)
    for band in _bands(mask):
        present[band] = True
    present[0] = False
    numbers = np.cumsum(present, dtype=np.int32)
    numbers[~present] = 0
    found: npt.NDArray[np.int32] = numbers[mask.astype(np.uint8 if highest < 2 else mask.dtype)]
    return found


def _bands(labels: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    """The rows a few at a time: what is computed of them never takes much memory."""
    rows = max(1, _BAND_PX // max(1, labels.shape[1]))
    for top in range(0, labels.shape[0], rows):
        band = labels[top : top + rows]
        yield band.astype(np.uint8) if band.dtype.kind == "b" else band


def _centers(labels: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.float64]:
    """(count, 2) centres in fractions of height and width."""
    height, width = labels.shape
    sums = np.zeros((3, count + 1))
    top = 0
    for band in _bands(labels):
        flat = band.ravel()
        rows = np.repeat(np.arange(top, top + len(band)) + 0.5, width)
        columns = np.tile(np.arange(width) + 0.5, len(band))
        for number, weights in enumerate((None, rows, columns)):
            sums[number] += np.bincount(flat, weights=weights, minlength=count + 1)
        top += len(band)
    sizes, y, x = sums[:, 1:]
    return np.stack([y / sizes / height, x / sizes / width], axis=1)


def _variation(fields: npt.NDArray[np.float64]) -> float:
    coarse = fields.reshape(_GRID, 2, _GRID, 2).sum(axis=(1, 3))
    return float(coarse.std() / coarse.mean())


def _fields(centers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(8, 8) number of centres per field; every region is a union of fields."""
    edges = np.linspace(0, 1, 2 * _GRID + 1)
    counts, _, _ = np.histogram2d(centers[:, 0], centers[:, 1], bins=[edges, edges])
    return cast("npt.NDArray[np.float64]", counts)


def _covered(labels: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """(8, 8) covered fraction per field."""
    rows = np.array_split(np.arange(labels.shape[0]), 2 * _GRID)
    columns = np.array_split(np.arange(labels.shape[1]), 2 * _GRID)
    inside = labels != 0
    return np.array([[inside[np.ix_(r, c)].mean() for c in columns] for r in rows])


def _relative(
    region: str,
    fields: npt.NDArray[np.float64],
    covered: npt.NDArray[np.float64],
    template: Template,
) -> float:
    where = _where(region, template)
    ratios = []
    for values in (fields, covered):
        base = values[~where] if region == "around" else values
        ratios.append(float(values[where].mean() / max(base.mean(), 1e-9)))
    return sum(ratios) / len(ratios)


def _where(region: str, template: Template) -> npt.NDArray[np.bool_]:
    """(8, 8) fields of a region; ``around`` is the outermost ring."""
    half = _GRID
    where = np.ones((2 * half, 2 * half), bool)
    if region == "around":
        where[1:-1, 1:-1] = False
        return where
    words = region.split()
    if template.sides[0] in words:
        where[:, half:] = False
    if template.sides[1] in words:
        where[:, :half] = False
    if template.levels[0] in words:
        where[half:] = False
    if template.levels[-1] in words:
        where[:half] = False
    return where
