"""Density of nuclei, measured on drawn fields where the answer is known, and on real labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage.measure import label, regionprops

from lvit_core.prompt.density.measuring import measure_density
from lvit_core.prompt.describe import describe
from lvit_core.prompt.template import Template


def field(counts: dict[str, int], size: int = 400, radius: int = 4) -> np.ndarray:
    """A label plane with so many discs per quadrant, on a grid inside it."""
    labels = np.zeros((size, size), np.int32)
    rows, columns = np.mgrid[0:size, 0:size]
    half, number = size // 2, 0
    for place, count in counts.items():
        y0 = half if "lower" in place else 0
        x0 = half if "right" in place else 0
        side = int(np.ceil(np.sqrt(count)))
        for index in range(count):
            number += 1
            y = y0 + (index // side + 0.5) * half / side
            x = x0 + (index % side + 0.5) * half / side
            labels[(rows - y) ** 2 + (columns - x) ** 2 <= radius**2] = number
    return labels


EVEN = {"upper left": 64, "upper right": 64, "lower left": 64, "lower right": 64}


@pytest.mark.parametrize("region", list(EVEN))
def test_one_dense_corner_is_named(nuclei: Template, region: str) -> None:
    described = describe(field({**EVEN, region: 144}), nuclei)
    assert described.sentence.canonical == f"The nuclei density in the {region} is high."


@pytest.mark.parametrize("side", ["left", "right", "upper", "lower"])
def test_a_dense_half_is_named_as_a_half(nuclei: Template, side: str) -> None:
    counts = {place: 144 if side in place.split() else 49 for place in EVEN}
    assert describe(field(counts), nuclei).finding.dense == (side,)


def test_even_sparse_and_none(nuclei: Template) -> None:
    assert describe(field(EVEN, radius=8), nuclei).finding.distribution == "evenly"
    assert describe(field(EVEN, radius=3), nuclei).finding.distribution == "sparsely"
    assert describe(np.zeros((50, 50), np.uint8), nuclei).sentence.canonical == "No nuclei."


def test_a_binary_mask_and_a_label_plane_measure_the_same(nuclei: Template) -> None:
    labels = field({**EVEN, "upper left": 100})
    one, other = measure_density(labels, nuclei), measure_density(labels > 0, nuclei)
    assert one.objects == other.objects == 292
    assert one.relative == pytest.approx(other.relative)


def test_quadrants_of_real_labels_match_a_count_by_centres(
    nuclei: Template, shared_data: Path
) -> None:
    paths = sorted((shared_data / "MoNuSeg" / "Val_Folder" / "labelcol").glob("*.png"))
    assert len(paths) == 6
    for path in paths:
        with Image.open(path) as picture:
            mask = np.asarray(picture.convert("L")) > 0
        labels = label(mask, connectivity=2)
        density = measure_density(mask, nuclei)
        centers = np.array([item.centroid for item in regionprops(labels)]) + 0.5
        assert density.objects == len(centers)
        assert density.coverage == pytest.approx(mask.mean())
        height, width = mask.shape
        for region, (in_rows, in_columns) in {
            "upper left": (slice(0, height // 2), slice(0, width // 2)),
            "lower right": (slice(height // 2, None), slice(width // 2, None)),
        }.items():
            low = centers[:, 0] >= height / 2
            right = centers[:, 1] >= width / 2
            chosen = low & right if region == "lower right" else ~low & ~right
            by_count = 4 * chosen.mean()
            by_area = mask[in_rows, in_columns].mean() / mask.mean()
            assert density.relative[region] == pytest.approx((by_count + by_area) / 2, abs=1e-6)
