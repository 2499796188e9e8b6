"""How much words move answers, of models whose every answer is known."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
import torch
from PIL import Image
from typer.testing import CliRunner

from lvit_core.cli import build_app
from lvit_core.config import load_toml
from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.model.digest import weights_digest
from lvit_core.model.facts import facts_of
from lvit_core.model.word_effects import WordEffects
from lvit_core.project.paths import CONFIG_NAME
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from lvit_core.training.word_effects import Observed, observe

CHEST = load_template("chest-xray")
TEXT = "Unilateral pulmonary infection, one infected area, upper left lung."


def sides_alone(text: str | None) -> np.ndarray:
    """Paints each named side of 10 x 20 pixels, whatever else is said; both without words."""
    mask = np.zeros((10, 20), bool)
    sides = CHEST.sides if text is None else parse(text, CHEST).finding.sides
    mask[:, :10] = "left" in sides
    mask[:, 10:] = "right" in sides
    return mask


def test_what_moves_the_answer_is_measured_slot_by_slot():
    seen = Observed()
    observe(sides_alone, TEXT, CHEST, seen)
    means = {slot: np.mean(values) for slot, values in seen.slots.items()}
    assert means == {
        "sentence": pytest.approx(1 / 3), "side": 1.0, "zone": 0.0, "count": 0.0, "negated": 1.0,
    }  # fmt: skip


def test_where_nothing_is_painted_nothing_is_known():
    seen = Observed()
    observe(lambda _: np.zeros((4, 4), bool), TEXT, CHEST, seen)
    assert seen.slots == {}


def test_only_slots_are_compared_and_not_the_wording():
    """The sentence itself is asked in the template's words, as the others are."""
    asked = []
    observe(
        lambda text: asked.append(text) or np.ones((2, 2), bool), "left upper", CHEST, Observed()
    )
    assert asked[0] == "Pulmonary infection, upper left lung."


def test_of_few_images_or_other_weights_nothing_is_claimed():
    found = WordEffects("ab", "x", {"count": 0.0, "side": 0.4, "zone": 0.0},
                        {"count": 10, "side": 10, "zone": 9})  # fmt: skip
    assert found.silent("ab") == ("count",)
    assert found.silent("cd") == () and WordEffects().silent("") == ()


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    torch.manual_seed(0)
    network = LViTConfig(width=8, image_size=32, text_dim=16, tokens=24)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    made = build_model(ModelConfig(name="tiny", network=network))
    torch.nn.init.zeros_(made.network.head.weight)  # the same answer whatever is said
    torch.nn.init.ones_(made.network.head.bias)
    save_model(folder, made, "# Tiny\n")
    return folder


@pytest.fixture
def images(tmp_path):
    folder = tmp_path / "study"
    for name in ("img", "labelcol"):
        (folder / name).mkdir(parents=True)
    rng = np.random.default_rng(0)
    for number in range(10):
        pixels, mask = rng.integers(0, 255, (40, 40), np.uint8), np.zeros((40, 40), np.uint8)
        mask[5:15, 3:12] = 255
        Image.fromarray(pixels).save(folder / "img" / f"{number}.png")
        Image.fromarray(mask).save(folder / "labelcol" / f"{number}.png")
    return folder


def measured(*arguments):
    words = ["models", "measure-words", "--backend", "eager", "--json", *map(str, arguments)]
    done = CliRunner().invoke(build_app(), words)
    assert done.exit_code == 0, done.output + repr(done.exception)
    return json.loads(done.stdout.splitlines()[-1])


def test_a_card_keeps_what_was_measured_of_its_weights(model, images, tmp_path):
    told = measured(model, "--data", images)
    assert not told["written"] and not load_toml(model / CONFIG_NAME, ModelConfig).words.weights
    own = tmp_path / "own"
    shutil.copytree(model, own)
    told = measured(own, "--data", images, "--write", "--about", "Ten squares.")
    kept = load_toml(own / CONFIG_NAME, ModelConfig).words
    assert kept.weights == weights_digest(own) and kept.data == "Ten squares."
    assert kept.images == dict.fromkeys(kept.slots, 10) and set(kept.slots.values()) == {0.0}
    assert {"sentence", "side", "zone", "count"} <= set(told["silent"])
    assert set(facts_of(str(own), 0).silent) == set(told["silent"])
    shutil.copyfile(_other_weights(tmp_path), own / "model.safetensors")
    assert facts_of(str(own), 0).silent == ()  # of other weights it says nothing


def _other_weights(tmp_path):
    torch.manual_seed(1)
    network = LViTConfig(width=8, image_size=32, text_dim=16, tokens=24)
    save_model(tmp_path / "other", build_model(ModelConfig(network=network)), "# Other\n")
    return tmp_path / "other" / "model.safetensors"


def test_a_folder_without_words_or_masks_is_refused(model, tmp_path):
    (tmp_path / "img").mkdir()
    Image.fromarray(np.zeros((9, 9), np.uint8)).save(tmp_path / "img" / "a.png")
    done = CliRunner().invoke(
        build_app(), ["models", "measure-words", str(model), "--data", str(tmp_path)]
    )
    assert isinstance(done.exception, LViTError) and "No image" in done.exception.message
