"""The plainest training step, in its own process: what `lvit bench train` compares with.

Every line on standard input asks for one step; the answer is its seconds.
"""

from __future__ import annotations

import sys
import time

import torch
from torch import Tensor

from lvit_core.model.config import LViTConfig
from lvit_core.model.lvit import LViT

_BATCH = 2


def plain_update(
    network: LViT, optimizer: torch.optim.Optimizer, images: Tensor, text: Tensor, target: Tensor
) -> None:
    """One step by half the Dice and half the cross-entropy loss (eq. 30), with nothing tuned.

    Args:
        network: In training mode, on the device of the rest.
        optimizer: Of its parameters.
        images: (B, 3, S, S) float32.
        text: (B, tokens, C) float32.
        target: (B, 1, S, S) float32, 0 or 1.
    """
    optimizer.zero_grad()
    p = torch.sigmoid(network.logits(images, text))
    dice = 1 - 2 * (p * target).sum() / (p.square().sum() + target.square().sum())
    loss = (dice + torch.nn.functional.binary_cross_entropy(p, target)) / 2
    torch.autograd.backward(loss)
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()


def main() -> None:
    """Steps on request: float32, eager, images and text prepared, nothing tuned."""
    torch.manual_seed(0)
    network = LViT(LViTConfig()).train()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
    images, text = torch.rand(_BATCH, 3, 224, 224), torch.randn(_BATCH, 32, 768)
    target = (torch.rand(_BATCH, 1, 224, 224) > 0.7).float()
    for _ in sys.stdin:
        started = time.perf_counter()
        plain_update(network, optimizer, images, text, target)
        sys.stdout.write(f"{time.perf_counter() - started}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
