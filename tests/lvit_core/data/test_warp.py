"""One matrix must move image, mask and pseudo label alike, whatever their resolution."""

import numpy as np
import pytest
import torch

from lvit_core.data.warp import IDENTITY, apply_warp, make_warp


def whole(**changes):
    return make_warp((8, 8), (8, 8), (4, 4), **changes)


PIXELS = np.arange(64, dtype=np.float32).reshape(8, 8)


def test_identity_is_exact():
    assert torch.equal(apply_warp(PIXELS, IDENTITY, 8)[0], torch.from_numpy(PIXELS))
    assert whole().identity


@pytest.mark.parametrize("horizontal", [False, True])
@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_flips_and_turns_are_those_of_numpy(horizontal, vertical, turns):
    expected = np.rot90(PIXELS, turns)
    expected = expected[:, ::-1] if horizontal else expected
    expected = expected[::-1] if vertical else expected
    warp = whole(flip_horizontal=horizontal, flip_vertical=vertical, quarter_turns=turns)
    np.testing.assert_allclose(apply_warp(PIXELS, warp, 8)[0].numpy(), expected, atol=1e-4)


def test_a_turned_oblong_image_fills_the_square():
    oblong = np.zeros((8, 16), np.float32)
    oblong[:, 8:] = 1.0  # the right half
    warp = make_warp((8, 16), (8, 16), (4, 8), quarter_turns=1)
    turned = apply_warp(oblong, warp, 16)[0].numpy()
    np.testing.assert_allclose(turned[:7], 1.0)  # right goes up
    np.testing.assert_allclose(turned[9:], 0.0)


def test_crop_cuts_the_window():
    warp = make_warp((8, 8), (4, 4), (4, 5))
    np.testing.assert_allclose(apply_warp(PIXELS, warp, 4)[0].numpy(), PIXELS[2:6, 3:7], atol=1e-4)


def test_rotation_turns_counter_clockwise():
    image = np.zeros((41, 41), np.float32)
    image[20, 30:36] = 1.0  # to the right of the centre
    warp = make_warp((41, 41), (41, 41), (20.5, 20.5), rotation_deg=90)
    rows, _ = np.nonzero(apply_warp(image, warp, 41)[0].numpy() > 0.5)
    assert rows.max() < 20


@pytest.mark.parametrize("factor", [1, 2, 5])
def test_sources_of_different_resolution_stay_aligned(factor):
    rng = np.random.default_rng(3)
    coarse = rng.random((16, 16)).astype(np.float32)
    fine = np.kron(coarse, np.ones((factor, factor), np.float32))
    warp = make_warp(
        (16, 16), (12, 12), (8.3, 7.1), zoom=1.2, rotation_deg=17, flip_horizontal=True
    )
    a = apply_warp(coarse > 0.5, warp, 64)[0].numpy() > 0.5
    b = apply_warp(fine > 0.5, warp, 64)[0].numpy() > 0.5
    assert (a == b).mean() > (0.8 if factor > 1 else 0.999)
    centre = lambda m: np.argwhere(m).mean(axis=0)  # noqa: E731
    np.testing.assert_allclose(centre(a), centre(b), atol=0.7)


def test_only_the_seen_part_is_converted_and_the_result_is_the_same():
    image = np.random.default_rng(0).integers(0, 255, (300, 400, 3), np.uint8)
    warp = make_warp((300, 400), (64, 64), (150, 200), rotation_deg=11, zoom=1.1)
    part = apply_warp(image, warp, 64)
    theta = torch.from_numpy(warp.matrix.astype(np.float32))[None]
    grid = torch.nn.functional.affine_grid(theta, [1, 3, 64, 64], align_corners=False)
    tensor = torch.from_numpy(image.transpose(2, 0, 1).copy()).float()[None]
    full = torch.nn.functional.grid_sample(tensor, grid, align_corners=False)[0]
    torch.testing.assert_close(part, full, atol=0.05, rtol=0)
