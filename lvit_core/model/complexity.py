"""What a network costs: parameters and multiplications, counted by running it once."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from lvit_core.model.checkpoint import LoadedModel
from lvit_core.model.lvit import PATCH_SIZES, WIDTH_FACTORS, LViT


@dataclass(frozen=True)
class Complexity:
    """Costs for one image of the network's size.

    Attributes:
        network_parameters: Learned numbers of the network, position embeddings included.
        encoder_parameters: Learned numbers of the text encoder in the checkpoint.
        gmacs: Multiply-adds of convolutions and matrix products, in 1e9.
        decode_gmacs: The part that a new sentence repeats.
        paper_gmacs: The same function as the paper arranges it, which takes the interaction's
            1 x 1 convolutions after the upsampling instead of before.
    """

    network_parameters: int
    encoder_parameters: int
    gmacs: float
    decode_gmacs: float
    paper_gmacs: float

    @property
    def gflops(self) -> float:
        """Two operations for each multiply-add, as the paper counts."""
        return 2 * self.gmacs

    @property
    def paper_gflops(self) -> float:
        """What compares with the tables of the paper, which give LViT-T 54.1."""
        return 2 * self.paper_gmacs


def measure_complexity(model: LoadedModel) -> Complexity:
    """Counts parameters and operations by one pass over zeros."""
    config = model.config
    network = model.network.to("cpu").eval()
    shape = config.network
    image = torch.zeros(1, 3, shape.image_size, shape.image_size)
    text = torch.zeros(1, shape.tokens, shape.text_dim) if config.uses_text else None
    encoding, decoding = FlopCounterMode(display=False), FlopCounterMode(display=False)
    with torch.inference_mode():
        with encoding:
            features = network.encode_image(image)
        with decoding:
            network.decode(features, text)
    encoder = model.encoder
    gmacs = (encoding.get_total_flops() + decoding.get_total_flops()) / 2e9
    return Complexity(
        sum(p.numel() for p in network.parameters()),
        sum(p.numel() for p in encoder.parameters()) if encoder is not None else 0,
        gmacs,
        decoding.get_total_flops() / 2e9,
        gmacs + _late_interaction_gmacs(network),
    )


def _late_interaction_gmacs(network: nn.Module) -> float:
    """Multiply-adds that convolving 14 x 14 positions before upsampling them saves."""
    if not isinstance(network, LViT) or not network.config.down_vit:
        return 0.0
    width, positions = network.config.width, network.config.patches
    return sum(
        (width * factor) ** 2 * positions * (patch * patch - 1) / 1e9
        for factor, patch in zip(WIDTH_FACTORS, PATCH_SIZES, strict=True)
    )
