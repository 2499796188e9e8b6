"""Heads beside the mask: nothing changes without them, and the mask stays itself with them."""

from dataclasses import replace

import pytest
import torch

from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import build_model, load_model, save_model
from lvit_core.model.config import EncoderConfig, LViTConfig, ModelConfig
from lvit_core.model.lvit import probabilities

PLAIN = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)


def model(architecture="lvit", **changes):
    encoder = EncoderConfig("embedded" if architecture == "lvit" else "none")
    torch.manual_seed(3)
    shape = replace(PLAIN, **changes)
    return build_model(ModelConfig(architecture=architecture, network=shape, encoder=encoder))


@pytest.mark.parametrize("architecture", ["lvit", "unet"])
@pytest.mark.parametrize("classes", [1, 3])
def test_the_mask_is_the_same_with_a_head_beside_it(architecture, classes):
    plain = model(architecture, classes=classes).network.eval()
    headed = model(architecture, classes=classes, heads=("geometry",)).network.eval()
    left = headed.load_state_dict(plain.state_dict(), strict=False)
    assert left.missing_keys == ["geometry.weight", "geometry.bias"]
    assert not left.unexpected_keys
    image = torch.rand(2, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    text = torch.rand(2, 4, 16, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        before, after = plain(image, text), headed(image, text)
    assert after.shape == (2, classes + 3, 32, 32)
    assert torch.equal(before, after[:, :classes])
    assert after.min() >= 0 and after.max() <= 1


def test_heads_are_no_classes():
    logits = torch.tensor([1.0, 2.0, 3.0, 0.0, -1.0, 5.0])[None, :, None, None]
    answer = probabilities(logits, 3).flatten()
    assert torch.allclose(answer[:3], torch.softmax(torch.tensor([1.0, 2.0, 3.0]), 0))
    assert torch.allclose(answer[3:], torch.sigmoid(torch.tensor([0.0, -1.0, 5.0])))


def test_a_network_without_heads_has_the_entries_it_always_had():
    assert not [name for name in model().network.state_dict() if "geometry" in name]
    assert LViTConfig().heads == ()


def test_a_model_folder_keeps_its_heads(tmp_path):
    saved = model(heads=("geometry",))
    save_model(tmp_path / "told-apart", saved, "card")
    loaded = load_model(tmp_path / "told-apart")
    assert loaded.config.network.heads == ("geometry",)
    assert torch.equal(loaded.network.geometry.weight, saved.network.geometry.weight.half().float())


@pytest.mark.parametrize("architecture", ["lvit", "unet"])
@pytest.mark.parametrize("heads", [("classes",), ("classes", "geometry")])
def test_classes_stand_beside_a_mask_that_is_the_same(architecture, heads):
    plain = model(architecture).network.eval()
    headed = model(architecture, heads=heads, object_classes=3).network.eval()
    left = headed.load_state_dict(plain.state_dict(), strict=False)
    assert {name.split(".")[0] for name in left.missing_keys} == {"kinds", *heads} - {"classes"}
    image = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        before, after = plain(image), headed(image)
    assert torch.equal(before, after[:, :1])
    assert after.shape[1] == 1 + 3 + 3 * ("geometry" in heads)
    assert torch.allclose(after[:, -3:].sum(dim=1), torch.ones(1, 32, 32), atol=1e-5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"heads": ("classes",)},
        {"heads": ("classes",), "object_classes": 1},
        {"object_classes": 3},
        {"heads": ("classes",), "object_classes": 2, "classes": 3},
    ],
)
def test_a_head_for_classes_and_their_number_go_together(wrong):
    with pytest.raises(LViTError):
        replace(PLAIN, **wrong)
