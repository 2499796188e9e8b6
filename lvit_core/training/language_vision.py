"""The LV loss (section 3.3, appendix D): a similar sentence should have a similar mask.

A bank of (sentence, contrastive label) pairs is searched by the cosine of frozen sentence vectors
(TextSim, eqs. 13 and 25); the loss is one minus the cosine of prediction and label (ImgSim, eqs.
14 and 26), differentiable in the prediction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

_SMALL = 1e-8


class SentenceVectors(Protocol):
    """What TextSim needs of a text encoder."""

    def frozen_vector(self, sentence: str | None) -> Tensor: ...


def text_similarity(a: Tensor, b: Tensor) -> Tensor:
    """Cosine of sentence vectors along the last axis, -1..1; 0 where one of them is zero."""
    length = a.norm(dim=-1) * b.norm(dim=-1)
    cosine: Tensor = (a * b).sum(dim=-1) / length.clamp(min=_SMALL)
    return cosine


def image_similarity(prediction: Tensor, label: Tensor) -> Tensor:
    """Cosine of flattened maps (eq. 14).

    Args:
        prediction: (B, C, H, W) probabilities, 0..1.
        label: The same shape, 0..1.

    Returns:
        (B,) in 0..1.  Two empty maps cannot be compared by angle and count as equal, 1.
    """
    p, y = prediction.flatten(1), label.flatten(1)
    p_length, y_length = p.norm(dim=1), y.norm(dim=1)
    cosine = (p * y).sum(dim=1) / (p_length * y_length).clamp(min=_SMALL)
    both_empty = (p_length < _SMALL) & (y_length < _SMALL)
    return torch.where(both_empty, torch.ones_like(cosine), cosine)


class ContrastiveBank:
    """Sentences with their contrastive labels, searched by TextSim.

    Args:
        sentences: At least one; the first of equally similar ones wins.
        labels: (N, H, W) uint8 0/1, one for each sentence.
        vectors: The frozen encoder.
    """

    def __init__(self, sentences: Sequence[str], labels: Tensor, vectors: SentenceVectors) -> None:
        if not sentences or len(sentences) != len(labels):
            raise ValueError("a bank needs as many labels as sentences, and at least one")
        self.sentences = tuple(sentences)
        self._labels = labels
        self._vectors = vectors
        self._table = torch.stack([vectors.frozen_vector(s) for s in sentences])
        self._found: dict[str, int] = {s: i for i, s in reversed(list(enumerate(sentences)))}

    def __len__(self) -> int:
        return len(self.sentences)

    def nearest(self, sentence: str) -> int:
        """The entry of highest TextSim.

        A sentence that is in the bank is its own nearest: bags of words cannot tell "upper left
        and lower right" from "lower left and upper right", the text can.
        """
        if sentence not in self._found:
            similarity = text_similarity(self._vectors.frozen_vector(sentence), self._table)
            best = float(similarity.max())
            first = (similarity >= best - 1e-6).nonzero()[0, 0]
            self._found[sentence] = int(first)
        return self._found[sentence]

    def label(self, sentence: str) -> Tensor:
        """(1, H, W) float32 0/1, the contrastive label for a sentence."""
        return self._labels[self.nearest(sentence)].float()[None]


def language_vision_loss(
    prediction: Tensor, sentences: Sequence[str | None], bank: ContrastiveBank
) -> Tensor:
    """L_LV = 1 - ImgSim per image; 0 where there is no sentence.

    Args:
        prediction: (B, 1, H, W) probabilities of whole images; gradients flow into it. B may be 0.
        sentences: What is true of each image as shown.
        bank: Where the contrastive labels come from.
    """
    if not sentences:
        return prediction.new_zeros(0)
    label = torch.stack(
        [bank.label(s) if s else torch.zeros_like(prediction[0], device="cpu") for s in sentences]
    )
    known = torch.tensor([bool(s) for s in sentences], device=prediction.device)
    loss = 1.0 - image_similarity(prediction, label.to(prediction.device))
    return torch.where(known, loss, torch.zeros_like(loss))
