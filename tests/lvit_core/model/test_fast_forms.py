"""The forms that train faster are the plain functions: same values, same gradients."""

from __future__ import annotations

import copy

import pytest
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from lvit_core.model.config import LViTConfig
from lvit_core.model.fast_forms import Dropout, attend, mean_and_peak, patch_tokens
from lvit_core.model.fast_switches import train_quickly
from lvit_core.model.lvit import LViT

SMALL = LViTConfig(width=8, tokens=4, text_dim=12)


def _leaf(*shape: int, dtype: torch.dtype = torch.float32) -> Tensor:
    values = torch.randn(*shape, dtype=dtype)
    if values.dim() == 4:
        values = values.to(memory_format=torch.channels_last)
    return values.requires_grad_()


def _gradients(value: Tensor, leaves: list[Tensor]) -> list[Tensor]:
    weight = torch.randn(value.shape, generator=torch.Generator().manual_seed(5))
    return list(torch.autograd.grad((value * weight.to(value.dtype)).sum(), leaves))


def _same(quick: Tensor, plain: Tensor, leaves: list[Tensor], tolerance: float = 1e-5) -> None:
    torch.testing.assert_close(quick, plain, atol=tolerance, rtol=tolerance)
    for ours, theirs in zip(_gradients(quick, leaves), _gradients(plain, leaves), strict=True):
        torch.testing.assert_close(ours, theirs, atol=tolerance, rtol=tolerance)


@pytest.mark.parametrize("layout", [torch.channels_last, torch.contiguous_format])
def test_mean_and_peak_are_those_of_rectified_maps(layout: torch.memory_format) -> None:
    torch.manual_seed(0)
    a, m = (_leaf(2, 8, 6, 10).detach().to(memory_format=layout) for _ in range(2))
    m[0, :, 0, 0] = -1.0  # nothing passes the ReLU here
    m[0, :3, 1, 1] = 9.0  # three channels share the maximum
    a.requires_grad_(), m.requires_grad_()
    plain = [functional.relu(a).mean(1, keepdim=True), functional.relu(m).amax(1, keepdim=True)]
    _same(torch.cat(mean_and_peak(a, m)), torch.cat(plain), [a, m])
    (gradient,) = _gradients(mean_and_peak(a, m)[1], [m])
    assert (gradient[0, :, 0, 0] == 0).all()
    assert gradient[0, 0, 1, 1] == gradient[0, 2, 1, 1] != 0


def test_mean_and_peak_find_neighbouring_bfloat16_apart() -> None:
    m = torch.full((1, 3, 1, 1), 1.0, dtype=torch.bfloat16)
    m[0, 1] = 1.0 + 2.0**-7  # the next number of that type
    m.requires_grad_()
    (gradient,) = torch.autograd.grad(mean_and_peak(m, m)[1].sum(), m, retain_graph=False)
    assert gradient.flatten().tolist() == [0.0, 1.0, 0.0]


def test_attention_is_torchs() -> None:
    torch.manual_seed(0)
    q, k, v = (_leaf(2, 8, 20, 6) for _ in range(3))
    _same(attend(q, k, v), functional.scaled_dot_product_attention(q, k, v), [q, k, v])


def test_patches_are_those_of_the_convolution() -> None:
    torch.manual_seed(0)
    conv, x = nn.Conv2d(6, 10, 4, stride=4), _leaf(2, 6, 12, 16)
    plain = conv(x).flatten(2).transpose(1, 2)
    _same(patch_tokens(x, conv), plain, [x, conv.weight, conv.bias])


@torch.inference_mode()
def test_every_layer_says_the_same_in_bfloat16() -> None:
    """The convolution of 16 x 16 patches did not, on processors with a matrix unit."""
    torch.manual_seed(0)
    network, ran = LViT(LViTConfig(width=24, tokens=4, text_dim=12)).eval(), []
    for name, layer in network.named_modules():
        if not list(layer.children()) or name.endswith("embedding"):
            layer.register_forward_hook(lambda one, given, out: ran.append((one, given, out)))
    network(torch.rand(1, 3, 224, 224), torch.randn(1, 4, 12))
    compared = 0
    for layer, given, out in ran:
        if not isinstance(out, Tensor) or not all(isinstance(one, Tensor) for one in given):
            continue
        layer._forward_hooks.clear()
        found = copy.deepcopy(layer).bfloat16()(*(one.bfloat16() for one in given)).float()
        assert (found - out).abs().max() < 0.03 * out.abs().max() + 1e-3, layer
        compared += 1
    assert compared > 100


def test_dropout_drops_its_share_and_keeps_the_expectation() -> None:
    torch.manual_seed(0)
    dropout, x = Dropout(0.1), torch.ones(999, 1003, requires_grad=True)
    dropout.quick = True
    seen = dropout(x)
    assert (seen == 0).float().mean().item() == pytest.approx(0.1, abs=0.001)
    assert seen.mean().item() == pytest.approx(1.0, abs=0.002)
    assert seen.unique().numel() == 2
    # Each of the four decisions in a word is as likely as the others.
    by_place = (seen == 0).float().flatten()[: 4 * 250_000].view(-1, 4).mean(0)
    assert by_place.tolist() == pytest.approx([0.1] * 4, abs=0.003)
    (gradient,) = torch.autograd.grad(seen.sum(), x)
    assert torch.equal(gradient, seen)


def test_dropout_repeats_under_a_seed_and_rests_in_evaluation() -> None:
    dropout, x = Dropout(0.5), torch.ones(64, 64)
    dropout.quick = True
    torch.manual_seed(3)
    first = dropout(x)
    torch.manual_seed(3)
    assert torch.equal(dropout(x), first)
    assert torch.equal(dropout.eval()(x), x)


@pytest.mark.parametrize(("share", "kept"), [(0.0, 1.0), (1.0, 0.0)])
def test_dropout_may_drop_nothing_or_everything(share: float, kept: float) -> None:
    dropout = Dropout(share)
    dropout.quick = True
    assert (dropout(torch.ones(100)) == kept).all()


def test_the_whole_network_trains_alike_in_both_forms() -> None:
    torch.manual_seed(0)
    plain, quick = LViT(SMALL).double(), LViT(SMALL).double()
    quick.load_state_dict(plain.state_dict())
    train_quickly(quick)
    for network in (plain, quick):
        network.train()
        for module in network.modules():
            if isinstance(module, Dropout):
                module.p = 0.0
    image = torch.rand(2, 3, 224, 224, dtype=torch.float64)
    text = torch.randn(2, 4, 12, dtype=torch.float64)
    found = []
    for network in (plain, quick):
        logits = network.logits(image, text)
        found.append((logits, torch.autograd.grad(logits.square().mean(), network.parameters())))
    (plain_logits, plain_grads), (quick_logits, quick_grads) = found
    torch.testing.assert_close(quick_logits, plain_logits, atol=1e-9, rtol=1e-7)
    for ours, theirs in zip(quick_grads, plain_grads, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-9, rtol=1e-6)


def test_predictions_do_not_depend_on_the_form() -> None:
    torch.manual_seed(0)
    network = LViT(SMALL).eval()
    image, text = torch.rand(1, 3, 224, 224), torch.randn(1, 4, 12)
    with torch.no_grad():
        plain = network.logits(image, text)
        train_quickly(network)
        torch.testing.assert_close(network.logits(image, text), plain, atol=1e-5, rtol=1e-5)
