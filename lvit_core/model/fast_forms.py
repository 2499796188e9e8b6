"""Operations of the network in forms that train faster: the same functions, the same gradients.

Comparisons, random numbers and large strides are what a processor is slow at.  ``lvit.py`` says
each operation in its plain words and comes here when ``train_quickly`` has asked for it.  Where
nothing is differentiated the plain form is taken too, so that predictions do not change by it;
``patch_tokens`` alone is the form of both.
"""

from __future__ import annotations

from typing import Any, cast

import torch
import torch.nn.functional as F  # noqa: N812 - the name everyone knows it by
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

_INT16_VALUES = 1 << 16


class Dropout(nn.Dropout):
    """Dropout whose randomness on a CPU comes as whole words, four decisions from each.

    The share that is dropped is ``p`` rounded to 1/65536, and what is kept is scaled by exactly
    the share that is kept, so the expectation stays what it was.  ``quick`` switches it on.
    """

    quick = False

    def forward(self, x: Tensor) -> Tensor:
        dropped = round(self.p * _INT16_VALUES)
        certain = not 0 < dropped < _INT16_VALUES
        if certain or not self.quick or not self.training or x.device.type != "cpu":
            return super().forward(x)
        words = torch.empty(-(-x.numel() // 4), dtype=torch.int64)
        words.random_(torch.iinfo(torch.int64).min, None)
        drawn = words.view(torch.int16)[: x.numel()].view(x.shape)
        kept = (drawn >= dropped - _INT16_VALUES // 2).to(x.dtype)
        return x * kept.mul_(_INT16_VALUES / (_INT16_VALUES - dropped))


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """softmax(q k' / sqrt(d)) v over (B, heads, N, d).

    For the 196 tokens of this network the written-out form takes half as long to differentiate on
    a CPU as torch's blockwise one, whose savings of memory begin at longer sequences.
    """
    if q.device.type != "cpu" or not q.requires_grad:
        return F.scaled_dot_product_attention(q, k, v)
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)  # (B, heads, N, N)
    return cast(Tensor, scores.softmax(dim=-1) @ v)


def patch_tokens(x: Tensor, conv: nn.Conv2d) -> Tensor:
    """A convolution whose patches do not overlap as one matrix product: (B, c, H, W) -> (B, N, c').

    Always in this form: in bfloat16 the convolution of 16 x 16 patches itself gives wrong values on
    processors with a matrix unit (AMX; oneDNN in torch 2.13 and OpenVINO 2026).

    Args:
        x: Its sides are multiples of the kernel.
        conv: Kernel and stride are equal, no padding.
    """
    B, c, H, W = x.shape
    side = conv.kernel_size[0]
    rows = x.permute(0, 2, 3, 1).reshape(B, H // side, side, W // side, side * c)
    patches = rows.transpose(2, 3).reshape(B, -1, side * side * c)  # (B, N, side * side * c)
    weight = conv.weight.permute(0, 2, 3, 1).reshape(conv.out_channels, -1)
    return F.linear(patches, weight, conv.bias)


def mean_and_peak(for_mean: Tensor, for_peak: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and maximum over channels of two rectified maps: the pooling of equation 8.

    Args:
        for_mean: (B, c, H, W) before its ReLU.
        for_peak: The same for the maximum.

    Returns:
        mean(relu(for_mean)) and max(relu(for_peak)), (B, 1, H, W) each.  Equal maxima share the
        gradient evenly, as ``amax`` does it.
    """
    if not for_mean.requires_grad:
        peak = F.relu(for_peak).amax(dim=1, keepdim=True)
        return F.relu(for_mean).mean(dim=1, keepdim=True), peak
    pooled: tuple[Tensor, Tensor] = _MeanAndPeak.apply(for_mean, for_peak)  # type: ignore[no-untyped-call]
    return pooled


class _MeanAndPeak(torch.autograd.Function):
    """The same on pixels as rows, (P, c): broadcasting along the last axis is fast both ways."""

    @staticmethod
    def forward(ctx: Any, for_mean: Tensor, for_peak: Tensor) -> tuple[Tensor, Tensor]:
        a, m = _rows(for_mean), _rows(for_peak)
        peak = m.amax(dim=1, keepdim=True).clamp_(min=0)
        ctx.save_for_backward(a, m, peak)
        ctx.shape = for_mean.shape
        mean = F.relu(a).sum(dim=1, keepdim=True) / a.shape[1]
        return _as_map(mean, ctx.shape), _as_map(peak, ctx.shape)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, mean_grad: Tensor, peak_grad: Tensor) -> tuple[Tensor, Tensor]:
        a, m, peak = ctx.saved_tensors
        share = _rows(mean_grad) / a.shape[1]
        through_mean = torch.ops.aten.threshold_backward(share.expand_as(a), a, 0)
        at_peak = _equal(m, peak)
        each = _rows(peak_grad) / at_peak.sum(dim=1, keepdim=True).clamp_(min=1)
        each = each.masked_fill(peak <= 0, 0)  # the ReLU passes nothing back at 0
        return _as_map(through_mean, ctx.shape), _as_map(at_peak * each, ctx.shape)


def _equal(m: Tensor, peak: Tensor) -> Tensor:
    """1 where a row reaches its peak, else 0, in the type of ``m``; no value is above the peak."""
    if m.device.type != "cpu" or m.dtype == torch.float16:
        return (m == peak).to(m.dtype)
    # On a CPU a comparison takes five times as long as ReLU's derivative, which compares too.
    just_below = -torch.finfo(m.dtype).tiny
    one = torch.ones((), dtype=m.dtype)
    return cast(Tensor, torch.ops.aten.threshold_backward(one.expand_as(m), m - peak, just_below))


def _rows(x: Tensor) -> Tensor:
    """(B, c, H, W) as (B * H * W, c); free of cost in the channels-last layout."""
    return x.permute(0, 2, 3, 1).reshape(-1, x.shape[1])


def _as_map(rows: Tensor, shape: torch.Size) -> Tensor:
    """Rows back to (B, c, H, W), channels last in memory."""
    B, _, H, W = shape
    return rows.reshape(B, H, W, -1).permute(0, 3, 1, 2)
