"""Encoder and decoder as two plain graphs, which converters to other runtimes can read.

The largest feature, the stem's, is not handed over: it is as large as all others together, and
computing it again from the pixels takes less time than bringing it from memory.
"""

from __future__ import annotations

import copy
import warnings
from typing import Any, cast

import torch
from torch import Tensor, nn

from lvit_core.model.checkpoint import Network
from lvit_core.model.config import ModelConfig
from lvit_core.model.lvit import ImageFeatures, probabilities

_FEATURES = len(ImageFeatures._fields)


class EncoderGraph(nn.Module):
    """(1, 3, S, S) -> the features that exist but the stem's, in the order of ``ImageFeatures``."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        return tuple(t for t in self.network.encode_image(image)[1:] if t is not None)


class DecoderGraph(nn.Module):
    """Image, features (and text, if the model uses it) -> probabilities (1, C, S, S)."""

    def __init__(self, network: Network, uses_text: bool) -> None:
        super().__init__()
        self.network = network
        self.uses_text = uses_text

    def forward(self, *inputs: Tensor) -> Tensor:
        text = inputs[-1] if self.uses_text else None
        image, *features = inputs[:-1] if self.uses_text else inputs
        features.insert(0, self.network.stem(image))
        padded: list[Any] = [*features, *([None] * (_FEATURES - len(features)))]
        logits = self.network.decode(ImageFeatures(*padded), text)
        shape = self.network.config
        return probabilities(logits, shape.classes, shape.object_classes)


def trace(
    network: Network, config: ModelConfig
) -> tuple[torch.jit.ScriptModule, torch.jit.ScriptModule, list[tuple[int, ...]]]:
    """Both graphs, traced without running them a second time to check, and the decoder's shapes."""
    side, channels = config.network.image_size, network.stem.conv.in_channels
    encoder = EncoderGraph(network).eval()
    decoder = DecoderGraph(network, config.uses_text).eval()
    with torch.inference_mode(False), torch.no_grad(), warnings.catch_warnings():
        # The converters here still read traced graphs, which torch calls old-fashioned.
        warnings.simplefilter("ignore", DeprecationWarning)
        image = torch.zeros(1, channels, side, side)
        # Shapes alone are needed before the decoder is traced, and shapes cost nothing.
        outline = copy.deepcopy(encoder).to("meta")(image.to("meta"))
        inputs = [image, *(torch.zeros(feature.shape) for feature in outline)]
        if config.uses_text:
            inputs.append(torch.zeros(1, config.network.tokens, config.network.text_dim))
        run: Any = torch.jit.trace
        encoder_graph = run(encoder, (image,), check_trace=False)
        decoder_graph = run(decoder, tuple(inputs), check_trace=False)
    shapes = [tuple(tensor.shape) for tensor in inputs]
    return (
        cast(torch.jit.ScriptModule, encoder_graph),
        cast(torch.jit.ScriptModule, decoder_graph),
        shapes,
    )
