"""The network is the paper's, number for number: outputs, blocks, names and counts."""

from __future__ import annotations

import copy
import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

from lvit_core.errors import LViTError
from lvit_core.model.lvit import LViT, LViTConfig
from lvit_core.model.reference_keys import is_unused, translate

_spec = importlib.util.spec_from_file_location("golden", Path(__file__).with_name("golden.py"))
golden_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(golden_module)

COUNTS = {"T": 29_908_033, "S": 55_050_433, "M": 71_812_033, "L": 122_096_833}
TEXT_COUNT = 1_703_172


@pytest.fixture(scope="module")
def golden(shared_reference):
    return golden_module.load_golden(shared_reference)


@pytest.fixture(scope="module")
def network(golden):
    state = golden_module.reference_state(golden)
    network = LViT(LViTConfig(tokens=10)).eval()
    network.load_state_dict({translate(k): v for k, v in state.items() if not is_unused(k)})
    return network


def test_output_agrees_with_the_reference(network, golden):
    image, text = golden_module.golden_inputs()
    with torch.inference_mode():
        output = network(image, text).numpy()
    assert list(output.shape) == golden["output"]["shape"]
    expected = np.asarray(golden["output"]["stride8"]).reshape(2, 1, 28, 28)
    assert np.abs(output[:, :, ::8, ::8] - expected).max() < 1e-5
    assert abs(output.mean() - golden["output"]["mean"]) < 1e-6


# Where each block of the reference can be seen here. The golden block statistics turn out to be
# those of training mode (batch statistics in BatchNorm, dropout active): the blocks before the
# first dropout can be compared exactly, the rest of the network is pinned by its output.
BLOCKS = {
    "inc": "stem",
    "down1": "down.0",
    "down2": "down.1",
    "down3": "down.2",
    "down4": "down.3",
    "text_module4": "text_path.convs.0",
    "text_module1": "text_path.convs.3",
}


def test_every_block_before_dropout_agrees_with_the_reference(network, golden):
    network = copy.deepcopy(network).train()
    seen = {}
    for there, here in BLOCKS.items():
        network.get_submodule(here).register_forward_hook(
            lambda _module, _inputs, out, there=there: seen.__setitem__(there, out)
        )
    image, text = golden_module.golden_inputs()
    with torch.inference_mode():
        network(image, text)
    for name, output in seen.items():
        expected = golden["intermediate"][name]
        assert list(output.shape) == expected["shape"], name
        assert abs(output.mean().item() - expected["mean"]) < 1e-5, name
        assert abs(output.std().item() - expected["std"]) < 1e-5, name
        first = output.flatten()[:4].numpy()
        assert np.abs(first - np.asarray(expected["first"])).max() < 1e-5, name
    assert set(seen) == set(BLOCKS)


def test_the_unused_entries_are_exactly_the_listed_ones(golden):
    """Running statistics follow their module, the list names parameters only."""
    buffers = ("running_mean", "running_var", "num_batches_tracked")
    ours = {k for k in golden["parameters"] if is_unused(k) and not k.endswith(buffers)}
    assert ours == set(golden["unused_parameters"])
    kept = [k for k in golden["parameters"] if not is_unused(k)]
    assert len({translate(k) for k in kept}) == len(kept)


@pytest.mark.parametrize("size", "TSML")
def test_parameter_counts(size):
    with torch.device("meta"):
        full = LViT(LViTConfig(size=size, tokens=10))
        plain = LViT(LViTConfig(size=size, tokens=10, text=False))
    assert sum(p.numel() for p in full.parameters()) == COUNTS[size]
    assert sum(p.numel() for p in plain.parameters()) == COUNTS[size] - TEXT_COUNT


def test_decode_composes_with_encode_image(network):
    image, text = golden_module.golden_inputs()
    with torch.inference_mode():
        features = network.encode_image(image[:1])
        again = torch.sigmoid(network.decode(features, text[:1]))
        assert torch.equal(again, network(image[:1], text[:1]))
        other = network.decode(features, text[1:])
    assert (torch.sigmoid(other) - again).abs().max() > 1e-4, "the sentence changes the answer"


def test_interaction_at_low_resolution_is_the_same_in_training():
    """Statistics of a repeated map equal those of the map, so training may use the short cut too.

    The unbiased running variance differs by n/(n-1) alone, which is why outputs are compared.
    """
    from lvit_core.model.lvit import ConvUnit

    torch.manual_seed(0)
    unit = ConvUnit(8, 8, 1).train()
    small = torch.randn(2, 8, 14, 14)
    up = torch.nn.Upsample(scale_factor=4, mode="nearest")
    assert torch.allclose(up(unit(small)), unit(up(small)), atol=1e-5)


@pytest.mark.parametrize(
    "switches",
    [
        {"text": False},
        {"text": False, "plam": False},
        {"text": False, "plam": False, "up_vit": False},
        {"text": False, "plam": False, "up_vit": False, "down_vit": False},
        {"up_vit": False},
        {"classes": 3, "tokens": 5, "text_dim": 12},
        {"image_size": 96, "size": "S"},
    ],
)
def test_switches_give_a_working_network(switches):
    config = LViTConfig(**{"width": 8, "image_size": 64, **switches})
    network = LViT(config)
    image = torch.rand(2, 3, config.image_size, config.image_size)
    text = torch.randn(2, config.tokens, config.text_dim) if config.text else None
    logits = network.logits(image, text)
    assert logits.shape == (2, config.classes, config.image_size, config.image_size)
    logits.sum().backward()
    silent = [n for n, p in network.named_parameters() if p.grad is None]
    assert silent == [], "no parameter is idle"


def test_softmax_over_several_classes():
    network = LViT(LViTConfig(width=8, classes=3, image_size=32)).eval()
    out = network(torch.rand(1, 3, 32, 32), torch.zeros(1, 32, 768))
    assert torch.allclose(out.sum(dim=1), torch.ones(1, 32, 32), atol=1e-5)


@pytest.mark.parametrize(
    "wrong", [{"size": "X"}, {"width": 12}, {"image_size": 100}, {"down_vit": False}]
)
def test_impossible_shapes_are_refused(wrong):
    with pytest.raises(LViTError):
        LViTConfig(**wrong)
