"""Network and text encoder as one trainable module, new or continued from a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn

from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import LoadedModel, Network, build_model, load_model
from lvit_core.model.config import EncoderConfig, Head, LViTConfig, ModelConfig
from lvit_core.model.fast_switches import train_quickly
from lvit_core.training.config import TrainingConfig


class TrainableModel(nn.Module):
    """Image and sentences in, logits out; what DistributedDataParallel and the optimizer see."""

    def __init__(self, loaded: LoadedModel) -> None:
        super().__init__()
        self.network: Network = loaded.network
        self.encoder = loaded.encoder if isinstance(loaded.encoder, nn.Module) else None
        self._encoder = loaded.encoder
        self.config = loaded.config

    def forward(self, images: Tensor, sentences: Sequence[str | None]) -> Tensor:
        """(B, C, S, S) logits of (B, 3, S, S) images in 0..1 RGB; those of heads follow them."""
        if self.config.channel_order == "bgr":
            images = images.flip(1)
        return self.network.logits(images, self.text(sentences))

    def text(self, sentences: Sequence[str | None]) -> Tensor | None:
        """(B, L, D) vectors of sentences, ``None`` for a network without text."""
        if not self.config.uses_text:
            return None
        assert self._encoder is not None
        features, _ = self._encoder.encode(list(sentences), self.config.network.tokens)
        return features

    def loaded(self) -> LoadedModel:
        """The parts as the model files know them."""
        return LoadedModel(self.network, self._encoder, self.config)


def new_model(config: TrainingConfig, model_config: ModelConfig) -> TrainableModel:
    """A freshly initialised model; the seed decides its weights."""
    torch.manual_seed(config.seed)
    return TrainableModel(build_model(model_config))


def described_network(config: TrainingConfig) -> tuple[LViTConfig, EncoderConfig]:
    """The shape of the network a recipe asks for, and the text encoder it will read with.

    Raises:
        LViTError: The recipe's text encoder is not on this computer.
    """
    shape = _shape(config)
    if not shape.text:
        return shape, EncoderConfig("none")
    if config.text_encoder == "embedded":
        return shape, EncoderConfig("embedded")
    from lvit_core.model.bert_encoder import BertEncoder  # noqa: PLC0415 - only if used

    bert = BertEncoder(config.text_encoder)
    encoder = EncoderConfig("bert", config.text_encoder, bert.fingerprint)
    return replace(shape, text_dim=bert.dim), encoder


def _shape(config: TrainingConfig) -> LViTConfig:
    down = config.down_vit and config.architecture == "lvit"
    return LViTConfig(
        size=config.size,
        width=config.width,
        tokens=config.tokens,
        down_vit=down,
        up_vit=config.up_vit and down,
        plam=config.plam,
        text=config.text and down,
        image_size=config.image_size,
        heads=config.heads,
        object_classes=len(config.class_names),
    )


def start_from(name_or_path: str) -> TrainableModel:
    """A model to fine-tune, in float32.

    Raises:
        LViTError: There is no such model or it cannot be read.
    """
    loaded = load_model(name_or_path)
    loaded.network.float()
    return TrainableModel(loaded)


def with_heads(model: TrainableModel, heads: Sequence[Head], seed: int) -> TrainableModel:
    """The model with more heads, which know nothing yet; the same one where it has them all.

    One that tells classes apart needs their names too: see ``class_head``.
    """
    shape, heads = model.config.network, [head for head in heads if head != "classes"]
    if set(heads) <= set(shape.heads):
        return model
    wanted = (*shape.heads, *(head for head in heads if head not in shape.heads))
    config = replace(model.config, network=replace(shape, heads=wanted))
    torch.manual_seed(seed)
    grown = build_model(config)
    grown.network.load_state_dict(model.network.state_dict(), strict=False)
    return TrainableModel(LoadedModel(grown.network, model.loaded().encoder, config))


def set_training_mode(model: nn.Module, *, freeze_batch_norm: bool) -> None:
    """Training mode; with frozen BatchNorm its statistics stay what they are."""
    model.train()
    if freeze_batch_norm:
        for module in filter(_is_batch_norm, model.modules()):
            module.eval()


@contextmanager
def batch_norm_at_rest(model: nn.Module) -> Iterator[None]:
    """Inside, BatchNorm normalises by its running statistics and leaves them as they are.

    Gradients flow and dropout goes on, as in training.
    """
    moving = [module for module in model.modules() if _is_batch_norm(module) and module.training]
    for module in moving:
        module.eval()
    try:
        yield
    finally:
        for module in moving:
            module.train()


def place(model: TrainableModel, device: torch.device) -> TrainableModel:
    """Moves a model to a device and gives it the layout and the form that train fastest."""
    channels_last: Any = {"memory_format": torch.channels_last}
    model.to(device, **channels_last)
    train_quickly(model)
    return model


def override_dropout(model: nn.Module, share: float | None) -> None:
    """Gives every dropout of the model this probability; ``None`` leaves them."""
    if share is None:
        return
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = share


def initialise_from(model: TrainableModel, name_or_path: str) -> int:
    """Takes over every tensor of another model that fits by name and shape (U-Net into LViT).

    Returns:
        How many tensors were taken.

    Raises:
        LViTError: There is no such model, or nothing of it fits.
    """
    source = load_model(name_or_path).network.state_dict()
    own = model.network.state_dict()
    fitting = {
        name: value
        for name, value in source.items()
        if name in own and own[name].shape == value.shape
    }
    if not fitting:
        raise LViTError(
            "No weights of '{name_or_path}' fit this network.",
            "Choose the same width.",
            name_or_path=name_or_path,
        )
    model.network.load_state_dict(fitting, strict=False)
    return len(fitting)


def _is_batch_norm(module: nn.Module) -> bool:
    return isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d))
