"""The pixels of the two protocols."""

import numpy as np
import pytest

from lvit_core.data.protocols import network_image, reference_mask, resize_bilinear, scaled_image


def slow_bilinear(values, size):
    """cv2.resize(INTER_LINEAR) from its definition: pixel centres, four neighbours, clamped."""
    height, width = values.shape
    result = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            y = min(max((i + 0.5) * height / size - 0.5, 0), height - 1)
            x = min(max((j + 0.5) * width / size - 0.5, 0), width - 1)
            y0, x0 = int(y), int(x)
            y1, x1 = min(y0 + 1, height - 1), min(x0 + 1, width - 1)
            top = values[y0, x0] * (1 - (x - x0)) + values[y0, x1] * (x - x0)
            low = values[y1, x0] * (1 - (x - x0)) + values[y1, x1] * (x - x0)
            result[i, j] = top * (1 - (y - y0)) + low * (y - y0)
    return result


def test_reference_resizing_looks_at_four_pixels():
    values = np.random.default_rng(0).random((37, 50)) * 255
    ours = resize_bilinear(values, (11, 11), antialias=False)
    np.testing.assert_allclose(ours, slow_bilinear(values, 11), atol=1e-3)


def test_reference_mask_is_any_touched_pixel():
    mask = (np.random.default_rng(1).random((100, 100)) > 0.7).astype(np.uint8)
    expected = np.rint(slow_bilinear(mask * 255.0, 24)) > 0
    np.testing.assert_array_equal(reference_mask(mask, 24), expected)


def test_reference_mask_grows_real_nuclei_by_about_an_eighth(shared_data):
    from lvit_core.data.folder import read_folder

    folder = read_folder(shared_data / "MoNuSeg" / "Val_Folder")
    growth = []
    for sample in folder.samples:
        mask = sample.read_mask()
        growth.append(reference_mask(mask).mean() / mask.mean())
    assert 1.08 < np.mean(growth) < 1.2


def test_scaling_keeps_the_mean_and_scale_one_is_the_same_array():
    image = np.random.default_rng(2).integers(0, 255, (60, 80, 3), np.uint8)
    assert scaled_image(image, 1.0) is image
    half = scaled_image(image, 0.5)
    assert half.shape == (30, 40, 3)
    assert half.mean() == pytest.approx(image.mean(), abs=1.5)


def test_own_models_see_an_antialiased_image():
    noise = np.random.default_rng(3).integers(0, 256, (128, 128, 3), np.uint8)
    ours = network_image(noise, 16)
    theirs = network_image(noise, 16, reference=True)
    assert ours.std() < 0.5 * theirs.std()
    assert abs(ours.mean() - noise.mean()) < 3
