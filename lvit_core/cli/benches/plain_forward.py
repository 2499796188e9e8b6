"""The plainest prediction, in its own process: what `lvit bench predict` compares with.

Every line on standard input asks for one; the answer is its seconds.
"""

from __future__ import annotations

import sys
import time

import torch

from lvit_core.model.config import LViTConfig
from lvit_core.model.lvit import LViT

THREADS = 2


def main() -> None:
    """Predictions on request: float32, eager, image and text prepared, nothing tuned."""
    torch.set_num_threads(THREADS)
    torch.manual_seed(0)
    network = LViT(LViTConfig()).eval()
    image, text = torch.rand(1, 3, 224, 224), torch.randn(1, 32, 768)
    for _ in sys.stdin:
        started = time.perf_counter()
        with torch.inference_mode():
            network(image, text)
        sys.stdout.write(f"{time.perf_counter() - started}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
