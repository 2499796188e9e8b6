"""Colour changes stay colours, and zero strength changes nothing."""

import numpy as np
import pytest
import torch

from lvit_core.data.colour import ColourRanges, change_colours


@pytest.fixture
def tissue():
    rng = np.random.default_rng(0)
    base = np.array([0.8, 0.5, 0.7], np.float32)[:, None, None]
    return torch.from_numpy(
        (base + 0.1 * rng.standard_normal((3, 40, 40))).clip(0.05, 1).astype(np.float32)
    )


def test_no_strength_no_change(tissue):
    out = change_colours(tissue, ColourRanges(), np.random.default_rng(0))
    torch.testing.assert_close(out, tissue)


@pytest.mark.parametrize(
    "ranges",
    [
        ColourRanges(stain=0.2, stain_offset=0.05),
        ColourRanges(brightness=0.3, contrast=0.4),
        ColourRanges(gamma=1.5),
        ColourRanges(noise=0.1),
        ColourRanges(blur=1.5),
    ],
)
def test_changes_stay_in_range_and_are_repeatable(tissue, ranges):
    first = change_colours(tissue, ranges, np.random.default_rng(7))
    again = change_colours(tissue, ranges, np.random.default_rng(7))
    torch.testing.assert_close(first, again)
    assert not torch.allclose(first, tissue)
    assert 0.0 <= float(first.min()) <= float(first.max()) <= 1.0


def test_stains_change_along_their_own_optical_density(tissue):
    class Fixed:
        def normal(self, mean, deviation, count):
            return np.array([deviation, 0.0, 0.0])  # haematoxylin only

    out = change_colours(tissue, ColourRanges(stain=0.5), Fixed())
    unclamped = (out < 0.999).all(dim=0)
    assert unclamped.float().mean() > 0.5
    shift = (torch.log(tissue) - torch.log(out))[:, unclamped].numpy()
    haematoxylin = np.array([0.65, 0.70, 0.29])
    cosine = haematoxylin @ shift / np.linalg.norm(haematoxylin) / np.linalg.norm(shift, axis=0)
    assert np.abs(cosine).min() > 0.999


def test_grey_images_have_no_stains():
    grey = torch.full((3, 10, 10), 0.4)
    out = change_colours(grey, ColourRanges(stain=0.5), np.random.default_rng(0))
    torch.testing.assert_close(out, grey)
