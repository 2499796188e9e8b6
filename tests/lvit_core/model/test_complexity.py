"""What networks cost, against the paper's tables and counts made by hand."""

from __future__ import annotations

import pytest

from lvit_core.model.checkpoint import build_model
from lvit_core.model.complexity import measure_complexity
from lvit_core.model.config import LViTConfig, ModelConfig


def test_lvit_t_costs_what_the_paper_says():
    network = LViTConfig(size="T", width=64, tokens=10)
    costs = measure_complexity(build_model(ModelConfig(template="nuclei", network=network)))
    assert costs.network_parameters == 29_908_033
    assert costs.paper_gflops == pytest.approx(
        54.1, abs=0.2
    )  # norms and activations are not counted here
    # Four 1 x 1 convolutions of w, 2w, 4w and 8w channels on 224 ... 28 pixels, less 14 x 14 each.
    late = sum(
        (64 * k) ** 2 * (side**2 - 14**2)
        for k, side in zip((1, 2, 4, 8), (224, 112, 56, 28), strict=True)
    )
    assert costs.paper_gmacs - costs.gmacs == pytest.approx(late / 1e9, rel=1e-6)


def test_a_network_without_the_transformer_branch_has_nothing_to_rearrange():
    network = LViTConfig(width=8, down_vit=False, up_vit=False, text=False)
    costs = measure_complexity(
        build_model(ModelConfig(template="nuclei", network=network, architecture="unet"))
    )
    assert costs.paper_gmacs == costs.gmacs > 0
