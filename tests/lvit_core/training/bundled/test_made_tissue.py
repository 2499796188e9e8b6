"""Pictures that are made of real nuclei: their objects are true, and a seed gives them again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from lvit_core.training.bundled import made_tissue
from lvit_core.training.bundled.made_tissue import make_examples
from lvit_core.training.bundled.sources import Example


def outlined(folder: Path, name: str, *, dark: bool) -> Example:
    """Six discs of 10 to 15 pixels, stained or glowing; two are cut by the picture's edge."""
    rows, columns = np.mgrid[:100, :120]
    ids = np.zeros((100, 120), np.uint16)
    for number, (y, x) in enumerate(
        [(20, 25), (22, 60), (70, 30), (75, 70), (50, 119), (99, 100)], start=1
    ):
        ids[np.hypot(rows - y, columns - x) < 9 + number] = number
    level = np.where(ids > 0, 90 if dark else 140, 220 if dark else 15)
    image, instances = folder / f"{name}.png", folder / f"{name}-ids.png"
    Image.fromarray(level.astype(np.uint8)).save(image)
    Image.fromarray(ids).save(instances)
    return Example(name, name, image, instances, instances=instances)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[Example]]:
    """The same four small pictures, made twice."""
    monkeypatch.setattr(made_tissue, "SIDE", 192)
    pink = np.random.default_rng(0).normal((225, 150, 190), 12, (300, 320, 3))
    slide = tmp_path / "slide.tif"
    tifffile.imwrite(slide, pink.clip(0, 255).astype(np.uint8), photometric="rgb")
    stained, glowing = (outlined(tmp_path, name, dark=name == "a") for name in ("a", "b"))
    return [make_examples([stained], [glowing], slide, tmp_path / str(n), 4) for n in range(2)]


def pixels(path: Path | None) -> np.ndarray:
    assert path is not None
    return np.asarray(Image.open(path)).astype(np.int32)


def test_made_pictures_are_tissue_with_known_objects(made: list[list[Example]]) -> None:
    for first, second in zip(*made, strict=True):
        picture, ids = pixels(first.image), pixels(first.instances)
        assert picture.shape == (192, 192, 3) and picture.max() <= 255
        assert np.array_equal(picture, pixels(second.image))
        assert np.array_equal(ids, pixels(second.instances))
        found = np.unique(ids[ids > 0])
        assert found.size > 3 and found.max() == found.size
        red = picture[..., 0]  # haematoxylin takes red light, eosin hardly any
        assert red[ids > 0].mean() < red[ids == 0].mean() - 15
    assert len({example.group for example in made[0]}) == 4


def test_nuclei_that_the_edge_cuts_are_not_taken(tmp_path: Path) -> None:
    taken = made_tissue._nuclei(outlined(tmp_path, "a", dark=True), dark=True)
    assert len(taken) == 4
    for nucleus in taken:
        assert nucleus.amount[nucleus.inside].mean() == pytest.approx(1.0)
