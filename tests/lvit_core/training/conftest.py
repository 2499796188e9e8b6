"""A tiny world to train in: bright discs on grey, one sentence each, networks of width 8."""

from dataclasses import replace

import numpy as np
import pytest
from openpyxl import Workbook
from PIL import Image

from lvit_core.training.config import Augmentation, TrainingConfig, UnlabeledSettings

PLACES = ("upper left", "upper right", "lower left", "lower right")


def disc_image(seed, size=48):
    """An RGB image with discs in one quadrant, its mask, and the sentence that is true of it."""
    rng = np.random.default_rng(seed)
    place = PLACES[seed % 4]
    top, left = (0, size // 2)["lower" in place], (0, size // 2)["right" in place]
    rows, columns = np.mgrid[:size, :size]
    mask = np.zeros((size, size), bool)
    for _ in range(3):
        y, x = top + rng.integers(5, size // 2 - 5), left + rng.integers(5, size // 2 - 5)
        mask |= (rows - y) ** 2 + (columns - x) ** 2 <= 9
    image = rng.normal(150, 10, (size, size, 3))
    image[mask] = rng.normal(70, 10, (int(mask.sum()), 3))
    return image.clip(0, 255).astype(np.uint8), mask, f"The nuclei density in the {place} is high."


def write_folder(folder, seeds, labeled=None):
    """A folder in the LViT layout; ``labeled`` names the seeds that get a mask (default all)."""
    (folder / "img").mkdir(parents=True)
    (folder / "labelcol").mkdir()
    book = Workbook()
    book.active.append(["Image", "Description"])
    for seed in seeds:
        image, mask, sentence = disc_image(seed)
        Image.fromarray(image).save(folder / "img" / f"image{seed:03d}.png")
        if labeled is None or seed in labeled:
            Image.fromarray(mask.astype(np.uint8) * 255).save(
                folder / "labelcol" / f"image{seed:03d}.png"
            )
        book.active.append([f"image{seed:03d}.png", sentence])
    book.save(folder / "Train_text.xlsx")
    return folder


@pytest.fixture(scope="session")
def disc_folder():
    """`write_folder`, for fixtures that are made once for many tests."""
    return write_folder


@pytest.fixture
def make_folder(tmp_path):
    def make(seeds, labeled=None, name="data"):
        return write_folder(tmp_path / name, list(seeds), labeled)

    return make


@pytest.fixture(scope="session")
def tiny():
    """A recipe that trains in seconds."""
    return TrainingConfig(
        template="nuclei",
        width=8,
        image_size=32,
        batch=4,
        learning_rate=2e-3,
        precision="float32",
        warm_up_steps=1,
        augmentation=Augmentation(stain=0.05),
        unlabeled=UnlabeledSettings(burn_in=0.0, weight=1.0, ramp=0.0),
    )


@pytest.fixture(scope="session")
def supervised(tiny):
    return replace(tiny, unlabeled=replace(tiny.unlabeled, mode="none"))
