"""The arithmetic of a rising block's first convolution without the large map in between.

Convolving a nearest-upsampled map is a transposed convolution of the small map: the same function
with 4/9 of the multiplications. ``UpBlock.split`` of the network says when it is used.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812 - the name everyone knows it by
from torch import Tensor, nn


def joined(conv: nn.Conv2d, skip: Tensor, x: Tensor) -> Tensor:
    """conv([skip, up(x)]) of a 3 x 3 convolution, without upsampling and without concatenation.

    Args:
        conv: (out, 2c, 3, 3), padding 1.
        skip: (B, c, 2H, 2W).
        x: (B, c, H, W), to be doubled by nearest neighbours.

    Returns:
        (B, out, 2H, 2W); equal to the plain form up to rounding.
    """
    half = skip.shape[1]
    fine = F.conv2d(skip, conv.weight[:, :half], conv.bias, padding=1)
    kernel = transposed_kernel(conv.weight[:, half:])
    return fine + F.conv_transpose2d(x, kernel, stride=2, padding=1)


def transposed_kernel(weight: Tensor) -> Tensor:
    """The stride-2 transposed kernel equal to "upsample by two, then convolve".

    Args:
        weight: (out, in, 3, 3) of the convolution after nearest upsampling (padding 1).

    Returns:
        (in, out, 4, 4) for ``conv_transpose2d(..., stride=2, padding=1)``: small pixel i reaches
        large pixels 2i - 1 ... 2i + 2, and tap t sums the kernel's taps that look at it from there.
    """
    return _spread(_spread(weight, 2), 3).transpose(0, 1)


def _spread(weight: Tensor, dim: int) -> Tensor:
    """Three taps to four along one axis.

    Large pixel p sees small pixel i through tap k where floor((p + k - 1) / 2) == i; with
    p = 2i + t - 1 that is 0 <= t + k - 2 <= 1.
    """
    first, second, third = weight.unbind(dim)
    return torch.stack([third, second + third, first + second, first], dim)
