"""What a network costs: parameters and multiplications, counted by running it once."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.utils.flop_counter import FlopCounterMode

from lvit_core.model.checkpoint import LoadedModel


@dataclass(frozen=True)
class Complexity:
    """Costs for one image of the network's size.

    Attributes:
        network_parameters: Learned numbers of the network, position embeddings included.
        encoder_parameters: Learned numbers of the text encoder in the checkpoint.
        gmacs: Multiply-adds of convolutions and matrix products, in 1e9.
        decode_gmacs: The part that a new sentence repeats.
    """

    network_parameters: int
    encoder_parameters: int
    gmacs: float
    decode_gmacs: float

    @property
    def gflops(self) -> float:
        """Two operations for each multiply-add, as the paper counts."""
        return 2 * self.gmacs


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
    return Complexity(
        sum(p.numel() for p in network.parameters()),
        sum(p.numel() for p in encoder.parameters()) if encoder is not None else 0,
        (encoding.get_total_flops() + decoding.get_total_flops()) / 2e9,
        decoding.get_total_flops() / 2e9,
    )
