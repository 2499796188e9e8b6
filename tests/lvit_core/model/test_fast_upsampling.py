"""The cheaper form of the rising block: the same function, the same gradients."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from lvit_core.model.fast_switches import split_rising_blocks
from lvit_core.model.fast_upsampling import transposed_kernel
from lvit_core.model.lvit import UpBlock


def test_transposed_kernel_is_upsampling_then_convolution():
    torch.manual_seed(0)
    weight, x = torch.randn(5, 3, 3, 3), torch.randn(2, 3, 9, 6)
    up = functional.interpolate(x, scale_factor=2, mode="nearest")
    expected = functional.conv2d(up, weight, padding=1)
    actual = functional.conv_transpose2d(x, transposed_kernel(weight), stride=2, padding=1)
    assert torch.allclose(actual, expected, atol=1e-5)


@pytest.mark.parametrize("plam", [False, True])
@pytest.mark.parametrize("training", [False, True])
def test_split_block_gives_the_same_answers_and_gradients(plam, training):
    torch.manual_seed(1)
    block = UpBlock(8, 4, plam).double().train(training)
    x = torch.randn(2, 4, 5, 7, dtype=torch.float64, requires_grad=True)
    skip = torch.randn(2, 4, 10, 14, dtype=torch.float64, requires_grad=True)
    wanted = [x, skip, *block.parameters()]
    target = torch.randn(2, 4, 10, 14, dtype=torch.float64)

    def answer() -> tuple[torch.Tensor, ...]:
        out = block(x, skip)
        return out, *torch.autograd.grad((out * target).sum(), wanted)

    plain = answer()
    split_rising_blocks(block)
    assert block.split
    split = answer()
    assert plain[0].std() > 0.05, "the comparison means something"
    for one, other in zip(plain, split, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-9, atol=1e-9)
