"""The models that the program brings: complete, small, licensed, and worth their name."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from lvit_core.annotation.instances import smallest_object_px
from lvit_core.annotation.levels import AS_THE_MODEL, cut_objects
from lvit_core.annotation.threshold import inside
from lvit_core.config import load_toml
from lvit_core.inference import Predictor
from lvit_core.metrics.instance import aggregated_jaccard, count_error
from lvit_core.metrics.overlap import dice
from lvit_core.model.catalogue import bundled_folder
from lvit_core.model.config import ModelConfig
from lvit_core.prompt.templates import load_template
from lvit_core.resources import resource_path
from lvit_core.training.bundled.build import bundled_models


@pytest.mark.parametrize("name", sorted(bundled_models()))
def test_each_is_complete_small_and_licensed(name):
    built, folder = bundled_models()[name], bundled_folder() / name
    config = load_toml(folder / "config.toml", ModelConfig)
    card = (folder / "card.md").read_text(encoding="utf-8")
    assert (folder / "model.safetensors").stat().st_size < 20_000_000
    assert config.licence == built.licence and built.licence in card
    assert all(source in card for source in built.sources)
    first = load_template(config.template).model  # a kind may have further models beside its own
    assert (
        load_toml(bundled_folder() / first / "config.toml", ModelConfig).template == config.template
    )
    if "NC" in " ".join(built.sources):
        assert "NC" in config.licence, "weights carry the licence of their data"


def test_each_kind_of_the_program_has_its_model():
    files = resource_path("templates").glob("*.toml")
    kinds = {load_template(file.stem).model for file in files}
    assert {"chest", "nuclei", "fluorescence"} <= kinds <= set(bundled_models())


def glowing(seed):
    """Bright discs on a dark noisy ground, a third of them touching: pixels, and true ids."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:256, :256]
    ids = np.zeros((256, 256), np.int32)
    light = np.zeros((256, 256))
    for number in range(1, 25):
        y, x = 24 + 44 * ((number - 1) // 5), 24 + 50 * ((number - 1) % 5)
        y, x = y + rng.uniform(-9, 9), x + rng.uniform(-9, 9)
        own = np.hypot((rows - y) / rng.uniform(0.8, 1.2), columns - x) <= rng.uniform(10, 16)
        own &= ids == 0
        ids[own], light[own] = number, rng.uniform(60, 150)
    light = ndimage.gaussian_filter(light, 1.0) + 12 + rng.normal(0, 4, light.shape)
    return np.repeat(light.clip(0, 255).astype(np.uint8)[..., None], 3, axis=2), ids


def test_nuclei_in_fluorescence_are_found_and_told_apart():
    predictor = Predictor("fluorescence", backend="eager", threads=1)
    config = predictor.config
    assert config.licence.startswith("CC0") and not config.uses_text
    for seed in (0, 1):
        pixels, ids = glowing(seed)
        predictor.set_image(pixels)
        answer = predictor.answer(None)
        smallest = smallest_object_px(config.min_area_um2, config.unknown_scale_um)
        found = cut_objects(
            answer.probability, config.threshold, AS_THE_MODEL,
            separate=True, min_area_px=smallest, depth=answer.depth,
        )  # fmt: skip
        assert dice(inside(answer.probability, config.threshold), ids > 0) > 0.93
        assert aggregated_jaccard(found, ids) > 0.8
        assert abs(count_error(found, ids)) < 0.1
