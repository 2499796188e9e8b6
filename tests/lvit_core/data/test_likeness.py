"""Twins of pictures are found however they were saved; different pictures are not twins."""

import io

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from lvit_core.data.likeness import ALIKE, Likeness, fingerprint
from lvit_core.data.sample import Sample


def picture(seed, size=(200, 260)):
    noise = gaussian_filter(np.random.default_rng(seed).normal(size=size), 12)
    grey = np.interp(noise, (noise.min(), noise.max()), (20, 220)).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def saved_again(pixels, scale=0.6, quality=60, gain=0.8, offset=20):
    image = Image.fromarray(pixels)
    file = io.BytesIO()
    image.resize((int(image.width * scale), int(image.height * scale))).save(
        file, "JPEG", quality=quality
    )
    return (np.asarray(Image.open(file).convert("RGB")) * gain + offset).astype(np.uint8)


def sample(key, pixels):
    return Sample(key, lambda: pixels)


def test_a_scaled_compressed_and_brightened_copy_is_a_twin():
    for seed in range(20):
        assert fingerprint(picture(seed)) @ fingerprint(saved_again(picture(seed))) >= ALIKE


def test_other_pictures_are_none():
    prints = np.stack([fingerprint(picture(seed)) for seed in range(60)])
    alike = prints @ prints.T
    np.fill_diagonal(alike, 0)
    assert alike.max() < ALIKE


def test_the_twin_is_named_and_each_picture_is_read_once():
    reads = []

    def counted(key, pixels):
        return Sample(key, lambda: reads.append(key) or pixels)

    learnt = [counted(str(seed), picture(seed)) for seed in range(4)]
    held = [counted("copy", saved_again(picture(2))), counted("other", picture(9))]
    likeness = Likeness()
    assert likeness.twins(held, learnt) == {"copy": "2"}
    assert likeness.twins(held, learnt) == {"copy": "2"}
    assert sorted(reads) == ["0", "1", "2", "3", "copy", "other"]


def test_pictures_of_one_grey_are_like_nothing():
    flat = np.full((40, 50, 3), 90, np.uint8)
    held, learnt = [sample("a", flat)], [sample("b", flat)]
    assert Likeness().twins(held, learnt) == {}
    assert Likeness().twins(held, []) == {}
