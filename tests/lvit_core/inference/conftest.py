"""Small networks with weights that make their output vary, quick enough for every test."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lvit_core.model.checkpoint import build_model
from lvit_core.model.config import LViTConfig, ModelConfig

SIDE = 64


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("LVIT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def make_model():
    def make(seed=0, **changes):
        torch.manual_seed(seed)
        network = LViTConfig(width=8, image_size=SIDE, text_dim=32, tokens=8)
        settings = {"name": "small", "network": network, "template": "nuclei", "input": "tiles"}
        model = build_model(ModelConfig(**{**settings, **changes}))
        liven(model.network)
        return model

    return make


@pytest.fixture
def image():
    rng = np.random.default_rng(5)
    small = rng.integers(0, 255, (20, 23, 3)).astype(np.uint8)
    return np.kron(small, np.ones((8, 8, 1), np.uint8))


def liven(network):
    """BatchNorm statistics and gains as after some training, so that answers span 0..1."""
    for module in network.modules():
        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.1, 0.3)
            module.weight.data.uniform_(0.8, 1.2)
    network.head.weight.data *= 8
    network.eval()
