"""Wrong kinds of image are noticed, and no right one is doubted."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from lvit_core.imaging.kind import CHEST, STAINED, doubt_about, look_of
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.readers import read
from lvit_core.imaging.window import model_rgb


def section():
    from skimage import data

    return np.ascontiguousarray(data.immunohistochemistry())


@cache
def chest(seed=0):
    return model_rgb(chest_phantom(seed).image)


def test_each_model_knows_its_own_kind():
    assert doubt_about(section(), STAINED) is None
    assert all(doubt_about(chest(seed), CHEST) is None for seed in range(8))
    assert "colour" in doubt_about(section(), CHEST)
    assert "gray" in doubt_about(chest(), STAINED)
    assert doubt_about(section(), "something of one's own") is None


@pytest.mark.parametrize(
    ("change", "kind", "word"),
    [
        (lambda x: x // 5, CHEST, "dark"),
        (lambda x: 118 + x // 32, CHEST, "contrast"),
        (lambda x: np.where(x > 150, x, 0).astype(np.uint8), CHEST, "dark"),
    ],
)
def test_intensity_speaks_against_a_radiograph(change, kind, word):
    assert word in doubt_about(change(chest()), kind)


def test_fluorescence_and_other_colours_are_no_stain():
    tissue = section()
    assert "dark" in doubt_about((255 - tissue) // 3, STAINED)
    assert "haematoxylin" in doubt_about(np.ascontiguousarray(tissue[..., [1, 0, 2]]), STAINED)


def test_statistics_are_those_of_their_definition():
    rgb = np.zeros((10, 10, 3), np.uint8)
    rgb[:5] = (255, 255, 255)
    rgb[5:, :4] = (100, 50, 100)
    look = look_of(rgb)
    assert look.coloured == pytest.approx(0.2) and look.chroma == pytest.approx(10.0)
    assert look.black == pytest.approx(0.3) and look.bright == pytest.approx(255.0)
    assert doubt_about(rgb[:0], CHEST) is None


@pytest.mark.parametrize(
    ("pattern", "own", "other"),
    [
        ("MoNuSeg/*/img/*", STAINED, CHEST),
        ("bbbc038_tissue_cc0/images/*", STAINED, CHEST),
        ("cxr_lesions/images/*", CHEST, STAINED),
        ("cxr_lungs_ccby/images/*", CHEST, STAINED),
    ],
)
def test_no_real_image_is_doubted_by_its_own_model(shared_data, pattern, own, other):
    paths = sorted(shared_data.glob(pattern))[:40]
    assert len(paths) > 20
    pixels = {path.name: model_rgb(read(path)) for path in paths}
    assert [name for name, rgb in pixels.items() if doubt_about(rgb, own)] == []
    missed = [name for name, rgb in pixels.items() if doubt_about(rgb, other) is None]
    assert len(missed) <= len(pixels) // 10, "some radiographs are tinted by how they were stored"
