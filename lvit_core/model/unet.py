"""The U-Net baseline: LViT's CNN branch alone, so that its weights can start an LViT.

Same units, same widths and the same names of parameters as the CNN of ``lvit.py``. Two things
differ: skips pass unweighed, and upsampling is learned, which gives the 14.75 M parameters of the
network the paper compares with (width 64).
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn

from lvit_core.model.config import GEOMETRY_PLANES, LViTConfig
from lvit_core.model.lvit import ConvUnit, DownBlock, ImageFeatures, headed, probabilities


class LearnedUpBlock(nn.Module):
    """Double the resolution by a transposed convolution, concatenate [skip, up], two units."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        half = in_channels // 2
        self.rise = nn.ConvTranspose2d(half, half, 2, stride=2)
        self.units = nn.Sequential(
            ConvUnit(in_channels, out_channels), ConvUnit(out_channels, out_channels)
        )

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        return cast(Tensor, self.units(torch.cat([skip, self.rise(x)], dim=1)))


class UNet(nn.Module):
    """Encoder and decoder on the image alone; the interface is that of ``LViT``.

    Args:
        config: ``width``, ``classes``, ``image_size`` and ``heads`` are used, the rest is ignored.
    """

    def __init__(self, config: LViTConfig) -> None:
        super().__init__()
        self.config = config
        w = config.width
        self.stem = ConvUnit(3, w)
        self.down = nn.ModuleList(
            DownBlock(a * w, b * w) for a, b in ((1, 2), (2, 4), (4, 8), (8, 8))
        )
        self.up = nn.ModuleList(
            LearnedUpBlock(a * w, b * w) for a, b in ((2, 1), (4, 1), (8, 2), (16, 4))
        )
        self.head = nn.Conv2d(w, config.classes, 1)
        self.geometry = nn.Conv2d(w, GEOMETRY_PLANES, 1) if config.knows_objects else None
        kinds = config.object_classes
        self.kinds = nn.Conv2d(w, kinds, 1) if config.knows_classes else None

    def encode_image(self, image_bchw: Tensor) -> ImageFeatures:
        """The five CNN levels of a (B, 3, S, S) image in 0..1; there are no tokens."""
        x1 = self.stem(image_bchw)
        x2 = self.down[0](x1)
        x3 = self.down[1](x2)
        x4 = self.down[2](x3)
        return ImageFeatures(x1, x2, x3, x4, self.down[3](x4), None, None, None, None)

    def decode(self, features: ImageFeatures, text_bld: Tensor | None = None) -> Tensor:
        """Logits (B, C, S, S); a text is accepted and ignored."""
        x = features.x5
        skips = (features.x4, features.x3, features.x2, features.x1)
        for up, skip in zip(reversed(self.up), skips, strict=True):
            x = up(x, skip)
        return headed(x, self.head, self.geometry, self.kinds)

    def logits(self, image_bchw: Tensor, text_bld: Tensor | None = None) -> Tensor:
        """Logits (B, C, S, S)."""
        return self.decode(self.encode_image(image_bchw), text_bld)

    def forward(self, image_bchw: Tensor, text_bld: Tensor | None = None) -> Tensor:
        """Probabilities (B, C, S, S)."""
        shape = self.config
        return probabilities(self.logits(image_bchw, text_bld), shape.classes, shape.object_classes)
