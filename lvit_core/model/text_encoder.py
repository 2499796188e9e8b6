"""Sentences to the vectors that enter the network, behind one interface.

The default is a small learned table over WordPieces that travels inside the checkpoint and needs no
download; frozen BERT vectors (``bert_encoder.py``) are what the paper used. "No sentence" is a
learned state of its own in both, so a model with text also answers without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import torch
from torch import Tensor, nn

from lvit_core.errors import LViTError
from lvit_core.model.config import ModelConfig
from lvit_core.prompt.wordpiece import NULL_ID, PAD_ID, UNK_ID, WordPiece

if TYPE_CHECKING:
    from collections.abc import Iterator

# Spread of BERT's last layer, so that both encoders speak at the same loudness.
_INITIAL_STD = 0.5


class TextEncoder(Protocol):
    """What a network needs from a text encoder; implementations are ``nn.Module``.

    Attributes:
        name: For people, such as "embedded" or the folder of the BERT.
        dim: Width D of one vector.
        fingerprint: Identifies the frozen weights or the vocabulary.
    """

    name: str
    dim: int
    fingerprint: str

    def encode(self, sentences: Sequence[str | None], tokens: int) -> tuple[Tensor, Tensor]:
        """Vectors of B sentences, cut or padded to L = ``tokens``.

        Returns:
            features: (B, L, D) float32; padding is one fixed vector. ``None`` becomes the learned
                null sentence.
            mask: (B, L) bool, true where a real token stands.
        """
        ...

    def frozen_vector(self, sentence: str | None) -> Tensor:
        """One 1-D float32 vector that no training changes, for TextSim (equations 13 and 25)."""
        ...

    def parameters(self, recurse: bool = True) -> Iterator[nn.Parameter]: ...

    def state_dict(self) -> dict[str, Any]: ...

    def to(self, where: torch.device | str) -> Any: ...

    def train(self, mode: bool = True) -> Any: ...


class EmbeddedEncoder(nn.Module):
    """A learned vector per WordPiece.

    Args:
        dim: Width D.
        vocab_size: Rows of the table; older checkpoints may have fewer than today's vocabulary,
            whose new pieces then count as unknown.
    """

    name = "embedded"

    def __init__(self, dim: int = 768, vocab_size: int | None = None) -> None:
        super().__init__()
        self.pieces = WordPiece.load()
        self.dim = dim
        self.fingerprint = self.pieces.fingerprint
        rows = self.pieces.vocab_size if vocab_size is None else vocab_size
        self.table = nn.Embedding(rows, dim, padding_idx=PAD_ID)
        nn.init.normal_(self.table.weight, std=_INITIAL_STD)
        with torch.no_grad():
            self.table.weight[PAD_ID].zero_()

    def encode(self, sentences: Sequence[str | None], tokens: int) -> tuple[Tensor, Tensor]:
        """See ``TextEncoder.encode``."""
        ids = torch.full((len(sentences), tokens), PAD_ID, dtype=torch.long)
        for row, sentence in enumerate(sentences):
            known = self._ids(sentence)[:tokens]
            ids[row, : len(known)] = torch.tensor(known, dtype=torch.long)
        ids = ids.to(self.table.weight.device)
        return self.table(ids).float(), ids != PAD_ID

    def frozen_vector(self, sentence: str | None) -> Tensor:
        """The bag of words, (V,): how often each piece occurs, divided by the number of pieces."""
        bag = torch.zeros(self.table.num_embeddings)
        ids = self._ids(sentence)
        for piece in ids:
            bag[piece] += 1.0 / len(ids)
        return bag

    def _ids(self, sentence: str | None) -> list[int]:
        if sentence is None or not sentence.strip():
            return [NULL_ID]
        rows = self.table.num_embeddings
        return [i if i < rows else UNK_ID for i in self.pieces.ids(sentence)] or [NULL_ID]


def build_encoder(config: ModelConfig, rows: int | None = None) -> TextEncoder | None:
    """The encoder a model was trained with, without its learned weights.

    Args:
        config: The model's configuration.
        rows: Rows of the learned table in the checkpoint, ``None`` for a new model.

    Raises:
        LViTError: The frozen encoder on this computer is another than the one of the training.
    """
    if not config.uses_text or config.encoder.kind == "none":
        return None
    if config.encoder.kind == "embedded":
        return EmbeddedEncoder(config.network.text_dim, rows)
    from lvit_core.model.bert_encoder import BertEncoder  # noqa: PLC0415 - transformers only if used

    encoder = BertEncoder(
        config.encoder.source,
        dim=config.network.text_dim,
        reference_form=config.encoder.reference_form,
        expected_fingerprint=config.encoder.fingerprint,
    )
    check_width(encoder, config.network.text_dim)
    return encoder


def check_width(encoder: TextEncoder, text_dim: int) -> None:
    """Refuses an encoder whose vectors do not fit the network.

    Raises:
        LViTError: The widths differ.
    """
    if encoder.dim != text_dim:
        raise LViTError(
            "The text encoder '{name}' gives {dim} numbers per token, the network "
            "takes {text_dim}.",
            "Set text_dim to {dim}, or choose another encoder.",
            name=encoder.name,
            dim=encoder.dim,
            text_dim=text_dim,
        )
