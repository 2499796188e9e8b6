"""Grad-CAM against its formula by hand, and what must not change by looking."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lvit_core.errors import LViTError
from lvit_core.explain.grad_cam import available_layers, grad_cam
from lvit_core.explain.network_layers import NETWORK_LAYERS
from lvit_core.model.checkpoint import build_model
from lvit_core.model.config import LViTConfig, ModelConfig

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."


@pytest.fixture
def model():
    torch.manual_seed(0)
    network = LViTConfig(width=8, image_size=64, text_dim=32, tokens=12)
    model = build_model(ModelConfig(network=network))
    model.network.eval()
    for module in model.network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_var.uniform_(0.1, 0.3)
    return model


@pytest.fixture
def image():
    return np.random.default_rng(0).random((3, 64, 64), dtype=np.float32)


def test_all_layers_give_a_map_of_the_image(model, image):
    saliency = grad_cam(model, image, SENTENCE)
    assert tuple(saliency.maps) == NETWORK_LAYERS
    for name, values in saliency.maps.items():
        assert values.shape == (64, 64) and values.dtype == np.float32, name
        assert values.min() >= 0 and values.max() <= 1, name
        assert values.max() in (0, 1), f"{name} is scaled to its strongest place"
    with torch.inference_mode():
        text = model.encoder.encode([SENTENCE], 12)[0]
        expected = model.network(torch.from_numpy(image)[None], text)[0, 0].numpy()
    assert np.abs(saliency.probability - expected).max() < 1e-6


def test_down_cnn4_by_the_formula(model, image):
    tensor = torch.from_numpy(image)[None]
    text = model.encoder.encode([SENTENCE], 12)[0].detach()
    features = model.network.encode_image(tensor)
    x4 = features.x4.detach().requires_grad_()
    # x5 and t4 come from x4 too, so the chain must run through them.
    x5 = model.network.down[3](x4)
    t4 = model.network.vit_down[3].before_text(x4)
    logits = model.network.decode(features._replace(x4=x4, x5=x5, t4=t4), text)[0, 0]
    inside = logits > 0
    if not inside.any():
        inside = logits >= logits.flatten().topk(logits.numel() // 10).values[-1]
    (gradient,) = torch.autograd.grad(logits[inside].sum(), x4)
    cam = torch.relu((gradient.mean(dim=(2, 3), keepdim=True) * x4).sum(dim=1, keepdim=True))
    cam = torch.nn.functional.interpolate(cam, (64, 64), mode="bilinear")[0, 0].detach()
    expected = (cam / cam.max() if cam.max() > 0 else cam).numpy()
    actual = grad_cam(model, image, SENTENCE, ["DownCNN4"]).maps["DownCNN4"]
    assert np.abs(actual - expected).max() < 1e-4


def test_the_sentence_reaches_the_layers_below_the_text(model, image):
    with_text, without = (grad_cam(model, image, said, ["DownViT1"]) for said in (SENTENCE, None))
    assert without.sentence is None
    assert not np.array_equal(with_text.probability, without.probability)
    first = with_text.maps["DownViT1"], without.maps["DownViT1"]
    assert not np.array_equal(*first), "text enters at DownViT1"


def test_looking_leaves_the_model_as_it_was(model, image):
    before = {k: v.clone() for k, v in model.network.state_dict().items()}
    grad_cam(model, image, None)
    assert all(torch.equal(before[k], v) for k, v in model.network.state_dict().items())
    assert all(p.grad is None for p in model.network.parameters())
    assert not model.network.vit_down[0].blocks._forward_hooks


def test_the_unet_has_no_transformer_layer(image):
    network = LViTConfig(width=8, image_size=64)
    unet = build_model(ModelConfig(architecture="unet", network=network))
    assert "DownViT1" not in available_layers(unet)
    with pytest.raises(LViTError, match="no layer DownViT1"):
        grad_cam(unet, image, None)
    assert set(grad_cam(unet, image, None, available_layers(unet)).maps) == set(NETWORK_LAYERS) - {
        "DownViT1"
    }
