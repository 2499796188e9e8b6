"""LViT, the network of the paper, in one file to be read beside its section 3 and appendix C.

Shapes in comments: B batch, L text tokens, D text width, w base width, C classes, N = 196 patch
positions (14 x 14 at 224 pixels). The public implementation decides wherever it differs from the
paper, because its checkpoints must give the same numbers; each such place says so.

Text touches nothing but the transformer branch: ``encode_image`` holds all that depends on the
image alone, ``decode`` the rest, so one image can be asked many sentences cheaply.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple, cast

import torch
import torch.nn.functional as F  # noqa: N812 - the name everyone knows it by
from torch import Tensor, nn

from lvit_core.model.config import GEOMETRY_PLANES, LViTConfig
from lvit_core.model.fast_forms import Dropout, attend, mean_and_peak, patch_tokens
from lvit_core.model.fast_upsampling import joined

__all__ = ["ImageFeatures", "LViT", "LViTConfig"]

HEADS = 8
MLP_RATIO = 4
DROPOUT = 0.1
WIDTH_FACTORS = (1, 2, 4, 8)  # channels of x1..x4 and of the four ViT levels, in units of w
PATCH_SIZES = (16, 8, 4, 2)  # so that each level has the same 14 x 14 patches


class ImageFeatures(NamedTuple):
    """All of an image that no sentence changes; batch first, same dtype as the input.

    Attributes:
        x1: (B, w, S, S) stem output, S the input size.
        x2: (B, 2w, S/2, S/2).
        x3: (B, 4w, S/4, S/4).
        x4: (B, 8w, S/8, S/8).
        x5: (B, 8w, S/16, S/16) bottom of the CNN.
        t1: (B, N, w) embedded patches of x1, waiting for the text; ``None`` without DownViT.
        t2: (B, N, w) finished tokens of DownViT2 before they meet y1.
        t3: (B, N, 2w) the same of DownViT3.
        t4: (B, N, 4w) the same of DownViT4.
    """

    x1: Tensor
    x2: Tensor
    x3: Tensor
    x4: Tensor
    x5: Tensor
    t1: Tensor | None
    t2: Tensor | None
    t3: Tensor | None
    t4: Tensor | None


class ConvUnit(nn.Module):
    """Convolution, BatchNorm, ReLU: (B, in, H, W) -> (B, out, H, W)."""

    def __init__(self, in_channels: int, out_channels: int, kernel: int = 3) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel, padding=kernel // 2)
        self.norm = nn.BatchNorm2d(out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))


class TokenUnit(nn.Module):
    """The CTBN block: 1-D convolution (kernel 3), BatchNorm, ReLU on (B, in, n) -> (B, out, n)."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(in_channels, out_channels, 3, padding=1)
        self.norm = nn.BatchNorm1d(out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))


class DownBlock(nn.Module):
    """DownCNN: halve the resolution, then two units."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.units = nn.Sequential(
            ConvUnit(in_channels, out_channels), ConvUnit(out_channels, out_channels)
        )

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.units(F.max_pool2d(x, 2)))


class PixelAttention(nn.Module):
    """PLAM, equation 8: one weight per pixel of the skip, from its mean and maximum channel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.quick = False
        self.mean_conv = nn.Conv2d(channels, channels, 1, bias=False)
        self.max_conv = nn.Conv2d(channels, channels, 1, bias=False)
        self.mlp = nn.Sequential(nn.Linear(3, 6), nn.ReLU(), nn.Linear(6, 1))

    def forward(self, skip: Tensor) -> Tensor:
        for_mean, for_peak = self.mean_conv(skip), self.max_conv(skip)
        if self.quick:
            mean, peak = mean_and_peak(for_mean, for_peak)
        else:
            mean = F.relu(for_mean).mean(dim=1, keepdim=True)  # (B, 1, H, W)
            peak = F.relu(for_peak).amax(dim=1, keepdim=True)
        maps = torch.cat([mean, peak, mean + peak], dim=1)  # (B, 3, H, W)
        # The MLP runs per pixel, which is two 1 x 1 convolutions without moving the channels.
        first, second = cast(nn.Linear, self.mlp[0]), cast(nn.Linear, self.mlp[2])
        hidden = F.relu(F.conv2d(maps, first.weight[:, :, None, None], first.bias))
        return skip * F.conv2d(hidden, second.weight[:, :, None, None], second.bias)


class UpBlock(nn.Module):
    """UpCNN: double the resolution, weigh the skip, concatenate [skip, up], two units.

    ``split`` computes the first convolution in two parts without making the concatenated map:
    conv([skip, up(x)]) = conv_skip(skip) + conv_up(up(x)), and the second term from x itself with
    4/9 of the multiplications. Training and compiled inference set it; numbers agree to rounding.
    """

    def __init__(self, in_channels: int, out_channels: int, plam: bool) -> None:
        super().__init__()
        self.split = False
        self.plam = PixelAttention(in_channels // 2) if plam else None
        self.units = nn.Sequential(
            ConvUnit(in_channels, out_channels), ConvUnit(out_channels, out_channels)
        )

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        if self.plam is not None:
            skip = self.plam(skip)
        if self.split:
            first, second = cast(ConvUnit, self.units[0]), cast(ConvUnit, self.units[1])
            return cast(Tensor, second(F.relu(first.norm(joined(first.conv, skip, x)))))
        up = F.interpolate(x, scale_factor=2, mode="nearest")
        return cast(Tensor, self.units(torch.cat([skip, up], dim=1)))


class Attention(nn.Module):
    """Multi-headed self-attention over N tokens: (B, N, d) -> (B, N, d)."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.quick = False
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        B, N, d = x.shape
        qkv = self.qkv(x).reshape(B, N, 3, HEADS, d // HEADS)  # (B, N, 3, heads, d/heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)  # each (B, heads, N, d/heads)
        mixed = (attend if self.quick else F.scaled_dot_product_attention)(q, k, v)
        return cast(Tensor, self.proj(mixed.transpose(1, 2).reshape(B, N, d)))


class Mlp(nn.Module):
    """Two linear layers; GELU and dropout follow both of them, as in the public implementation."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(dim, MLP_RATIO * dim)
        self.fc2 = nn.Linear(MLP_RATIO * dim, dim)
        self.dropout = Dropout(DROPOUT)

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.dropout(F.gelu(self.fc1(x)))
        return cast(Tensor, self.dropout(F.gelu(self.fc2(hidden))))


class Block(nn.Module):
    """Transformer block with the norms first, equations 5 and 6."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(dim)
        self.attention = Attention(dim)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = Mlp(dim)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attention(self.norm1(x))
        return cast(Tensor, x + self.mlp(self.norm2(x)))


class PatchEmbedding(nn.Module):
    """Patches of a feature map to tokens with learned positions: (B, c, H, W) -> (B, N, c)."""

    def __init__(self, channels: int, patch: int, patches: int) -> None:
        super().__init__()
        self.patch = nn.Conv2d(channels, channels, patch, stride=patch)
        self.position = nn.Parameter(torch.zeros(1, patches, channels))
        self.dropout = Dropout(DROPOUT)

    def forward(self, x: Tensor) -> Tensor:
        tokens = patch_tokens(x, self.patch)  # (B, N, c)
        return cast(Tensor, self.dropout(tokens + self.position))


class DownViT(nn.Module):
    """One level of the falling half of the transformer branch.

    The first level waits for the text before its blocks. The others finish on the image alone and
    halve their width: the paper (equation 7) adds the level above *before* the blocks, the public
    implementation concatenates it *after* them, and that is what checkpoints contain.
    """

    def __init__(self, config: LViTConfig, level: int) -> None:
        super().__init__()
        dim = config.width * WIDTH_FACTORS[level]
        self.embedding = PatchEmbedding(dim, PATCH_SIZES[level], config.patches)
        self.blocks = nn.Sequential(*(Block(dim) for _ in range(config.blocks)))
        self.halve = TokenUnit(dim, dim // 2) if level > 0 else None

    def before_text(self, x: Tensor) -> Tensor:
        """What the image alone decides: (B, c, H, W) -> (B, N, c), or (B, N, c/2) below level 1."""
        tokens = self.embedding(x)
        if self.halve is None:
            return cast(Tensor, tokens)
        return _over_tokens(self.halve, self.blocks(tokens))


class UpViT(nn.Module):
    """One level of the rising half: blocks, then the level below at half its width is added."""

    def __init__(self, config: LViTConfig, level: int) -> None:
        super().__init__()
        dim = config.width * WIDTH_FACTORS[level]
        self.blocks = nn.Sequential(*(Block(dim) for _ in range(config.blocks)))
        self.halve = TokenUnit(2 * dim, dim) if level < 3 else None

    def forward(self, y: Tensor, below: Tensor | None) -> Tensor:
        out = cast(Tensor, self.blocks(y))
        if self.halve is not None and below is not None:
            out = out + _over_tokens(self.halve, below)
        return out


class TextPath(nn.Module):
    """Sentence vectors to something that can be added to the patches of level 1 (equation 3)."""

    def __init__(self, config: LViTConfig) -> None:
        super().__init__()
        w = config.width
        widths = (config.text_dim, 8 * w, 4 * w, 2 * w, w)
        self.convs = nn.ModuleList(nn.Conv1d(a, b, 3, padding=1) for a, b in pairwise(widths))
        # Tokens act as channels here, and the kernel slides over the w features.
        self.to_patches = TokenUnit(config.tokens, config.patches)

    def forward(self, text: Tensor) -> Tensor:
        x = text.transpose(1, 2)  # (B, L, D) -> (B, D, L)
        for conv in self.convs:
            x = conv(x)
        return cast(Tensor, self.to_patches(x.transpose(1, 2)))  # (B, L, w) -> (B, N, w)


class LViT(nn.Module):
    """The double U of CNN and transformer; ``config`` says its size and switches."""

    def __init__(self, config: LViTConfig) -> None:
        super().__init__()
        self.config = config
        w = config.width
        self.stem = ConvUnit(3, w)
        self.down = nn.ModuleList(
            DownBlock(a * w, b * w) for a, b in ((1, 2), (2, 4), (4, 8), (8, 8))
        )
        self.up = nn.ModuleList(
            UpBlock(a * w, b * w, config.plam) for a, b in ((2, 1), (4, 1), (8, 2), (16, 4))
        )
        self.head = nn.Conv2d(w, config.classes, 1)
        self.geometry = nn.Conv2d(w, GEOMETRY_PLANES, 1) if config.knows_objects else None
        kinds = config.object_classes
        self.kinds = nn.Conv2d(w, kinds, 1) if config.knows_classes else None
        self.text_path = TextPath(config) if config.text else None
        levels = range(4) if config.down_vit else range(0)
        self.vit_down = nn.ModuleList(DownViT(config, level) for level in levels)
        self.vit_up = nn.ModuleList(
            UpViT(config, level) for level in (levels if config.up_vit else range(0))
        )
        self.interaction = nn.ModuleList(
            ConvUnit(w * WIDTH_FACTORS[level], w * WIDTH_FACTORS[level], 1) for level in levels
        )

    def encode_image(self, image_bchw: Tensor) -> ImageFeatures:
        """All that depends on the image alone.

        Args:
            image_bchw: (B, 3, S, S) float in 0..1, channels in the order of the training.
        """
        x1 = self.stem(image_bchw)
        x2 = self.down[0](x1)
        x3 = self.down[1](x2)
        x4 = self.down[2](x3)
        x5 = self.down[3](x4)
        if not self.config.down_vit:
            return ImageFeatures(x1, x2, x3, x4, x5, None, None, None, None)
        maps = (x1, x2, x3, x4)
        t1, t2, t3, t4 = (
            cast(DownViT, vit).before_text(x) for vit, x in zip(self.vit_down, maps, strict=True)
        )
        return ImageFeatures(x1, x2, x3, x4, x5, t1, t2, t3, t4)

    def decode(self, features: ImageFeatures, text_bld: Tensor | None = None) -> Tensor:
        """Logits (B, C, S, S) of the masks that a sentence asks for; those of heads follow them.

        Args:
            features: What ``encode_image`` returned.
            text_bld: (B, L, D) float sentence vectors; ignored by a model without text. ``None``
                in a model with text leaves equation 3's addition out; the trained answer to "no
                sentence" is the encoder's learned null sentence, so callers normally pass that.
        """
        skips = self._interact(features, text_bld)
        x = features.x5
        for up, skip in zip(reversed(self.up), reversed(skips), strict=True):
            x = up(x, skip)
        return headed(x, self.head, self.geometry, self.kinds)

    def logits(self, image_bchw: Tensor, text_bld: Tensor | None = None) -> Tensor:
        """Logits (B, C, S, S); losses want these in float32 rather than probabilities."""
        return self.decode(self.encode_image(image_bchw), text_bld)

    def forward(self, image_bchw: Tensor, text_bld: Tensor | None = None) -> Tensor:
        """Probabilities (B, C, S, S): sigmoid for one class, softmax over more; see its heads."""
        shape = self.config
        return probabilities(self.logits(image_bchw, text_bld), shape.classes, shape.object_classes)

    def first_tokens(self, features: ImageFeatures, text_bld: Tensor | None) -> Tensor:
        """y1 (B, N, w): DownViT1, the one place where image and sentence meet (equation 3)."""
        assert features.t1 is not None
        t = features.t1
        if self.text_path is not None and text_bld is not None:
            t = t + self.text_path(text_bld)
        return cast(Tensor, cast(DownViT, self.vit_down[0]).blocks(t))

    def _interact(self, features: ImageFeatures, text: Tensor | None) -> list[Tensor]:
        """The four skips after the transformer branch has spoken (appendix C)."""
        maps = [features.x1, features.x2, features.x3, features.x4]
        if not self.config.down_vit:
            return maps
        assert features.t2 is not None and features.t3 is not None and features.t4 is not None
        y1 = self.first_tokens(features, text)
        y2 = torch.cat([features.t2, y1], dim=2)  # (B, N, 2w)
        y3 = torch.cat([features.t3, y2], dim=2)  # (B, N, 4w)
        y4 = torch.cat([features.t4, y3], dim=2)  # (B, N, 8w)
        tokens = self._rise([y1, y2, y3, y4]) if self.config.up_vit else [y1, y2, y3, y4]
        return [
            x + self._as_map(level, y)
            for level, (x, y) in enumerate(zip(maps, tokens, strict=True))
        ]

    def _rise(self, tokens: list[Tensor]) -> list[Tensor]:
        """UpViT from level 4 to level 1, each taking up the updated level below."""
        below: Tensor | None = None
        for level in (3, 2, 1, 0):
            below = cast(Tensor, self.vit_up[level](tokens[level], below))
            tokens[level] = below
        return tokens

    def _as_map(self, level: int, y: Tensor) -> Tensor:
        """Tokens (B, N, c) to a map of x_i's size (B, c, H, W).

        The 1 x 1 convolution, BatchNorm and ReLU commute with nearest upsampling in evaluation
        and in training (every value is only repeated), so they run on 14 x 14 positions.
        """
        grid = self.config.grid
        square = y.transpose(1, 2).reshape(y.shape[0], y.shape[2], grid, grid)
        scale = PATCH_SIZES[level]
        return F.interpolate(self.interaction[level](square), scale_factor=scale, mode="nearest")


def headed(x: Tensor, mask: nn.Conv2d, *heads: nn.Conv2d | None) -> Tensor:
    """The masks' logits of the last features, and behind them those of the heads there are."""
    logits = cast(Tensor, mask(x))
    more = [head(x) for head in heads if head is not None]
    return torch.cat([logits, *more], dim=1) if more else logits


def probabilities(logits_bchw: Tensor, classes: int, kinds: int = 0) -> Tensor:
    """Probabilities 0..1 of logits: sigmoid of one class, softmax of several, sigmoid of heads.

    The last ``kinds`` planes are those of a head that tells classes apart: softmax too.
    """
    rest = logits_bchw.shape[1] - classes - kinds
    if classes == 1 and not kinds:
        return torch.sigmoid(logits_bchw)
    masks, beside = logits_bchw[:, :classes], logits_bchw[:, classes : classes + rest]
    told = logits_bchw[:, classes + rest :]
    parts = [torch.sigmoid(masks) if classes == 1 else torch.softmax(masks, dim=1)]
    parts += [torch.sigmoid(beside)] if rest else []
    parts += [torch.softmax(told, dim=1)] if kinds else []
    return torch.cat(parts, dim=1) if len(parts) > 1 else parts[0]


def _over_tokens(unit: TokenUnit, tokens: Tensor) -> Tensor:
    """A 1-D convolution along the tokens: (B, N, in) -> (B, N, out)."""
    return cast(Tensor, unit(tokens.transpose(1, 2)).transpose(1, 2))
