"""A model folder, and a text encoder's, may be anything: a sentence, no code, no long wait."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

import pytest
import torch

from lvit_core.model.checkpoint import LoadedModel, save_model
from lvit_core.model.config import EncoderConfig, LViTConfig, ModelConfig
from lvit_core.model.lvit import LViT
from tests.hostile.odd_models import (
    ODD_ENCODERS,
    ODD_HEADERS,
    ODD_MODELS,
    safetensors_file,
    sound_encoder,
)
from tests.hostile.runs import run_command

pytestmark = pytest.mark.hostile


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small model, `model`, and its text encoder, `encoder`."""
    torch.manual_seed(3)
    home = tmp_path_factory.mktemp("sound")
    encoder = sound_encoder(home / "encoder")
    shape = LViTConfig(width=8, text_dim=8, tokens=4, image_size=32)
    config = ModelConfig("odd", network=shape, encoder=EncoderConfig("bert", source=str(encoder)))
    save_model(home / "model", LoadedModel(LViT(shape), _Null(), config), "A card.")  # type: ignore[arg-type]
    return home


class _Null(torch.nn.Module):
    """What a model stores of an encoder that lies elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.null = torch.nn.Parameter(torch.zeros(8))


@pytest.fixture
def copy(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that may be spoiled, whose model names the encoder beside it.

    No vector of the sentence is kept from another test, so that the encoder is opened.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    home = shutil.copytree(sound, tmp_path / "home")
    file = home / "model" / "config.toml"
    told = file.read_text(encoding="utf-8")
    file.write_text(told.replace(str(sound), str(home)), encoding="utf-8")
    return home


def _predict(home: Path, world: Path) -> list[str]:
    return [
        "predict", "--backend", "eager", "--any-kind", "--model", str(home / "model"), "--text",
        "left lung", str(world / "image.png"), "--out", str(home / "out"),
    ]  # fmt: skip


def test_a_sound_one_answers(copy: Path, world: Path) -> None:
    ending = run_command(_predict(copy, world))
    assert ending.code == 0 and not ending.broke, ending


@pytest.mark.parametrize("kind", ODD_ENCODERS)
def test_an_odd_encoder_costs_a_sentence(
    kind: str, copy: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda *_: pytest.fail("a person was asked to run code"))
    ODD_ENCODERS[kind](copy / "encoder")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ending = run_command(_predict(copy, world))
    assert ending.complaint() == ""
    assert ending.code == 1, ending.said
    assert not (copy / "it-ran").exists()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1 << 20  # kB


@pytest.mark.parametrize("kind", ODD_MODELS)
def test_an_odd_model_costs_a_sentence(kind: str, copy: Path, world: Path) -> None:
    """In the list, shown, asked about, and before a prediction."""
    folder = copy / "model"
    ODD_MODELS[kind](folder)
    for words in (
        ["models", "list", "--folder", str(copy)],
        ["models", "show", str(folder)],
        ["info", str(folder)],
        _predict(copy, world),
    ):
        ending = run_command(words)
        assert ending.complaint() == "", words
        # Without a sentence nobody asks for the encoder.
        well = words[1] == "list" or (words[1] == "show" and kind.startswith("source"))
        assert ending.code == (0 if well else 1), (words, ending.said)


@pytest.mark.parametrize("header", ODD_HEADERS)
def test_weights_alone_tell_what_they_are_or_are_refused(header: str, tmp_path: Path) -> None:
    file = tmp_path / "alone.safetensors"
    file.write_bytes(safetensors_file(ODD_HEADERS[header]))
    ending = run_command(["models", "show", str(file)])
    assert ending.complaint() == "" and ending.code == 1, ending


@pytest.mark.parametrize("card", [b"\xff\xfe", b"x" * (2 << 20)], ids=["no text", "large"])
def test_an_odd_card_costs_the_card(card: bytes, copy: Path) -> None:
    (copy / "model" / "card.md").write_bytes(card)
    ending = run_command(["models", "show", str(copy / "model")])
    assert ending.complaint() == "" and ending.code == 0
    assert "card.md is" in ending.said
