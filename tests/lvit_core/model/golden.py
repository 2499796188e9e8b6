"""The golden network: weights and inputs that can be rebuilt anywhere from the names alone."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import torch


def load_golden(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "lvit_t_golden.json").read_text(encoding="utf-8"))


def reference_state(golden: dict[str, Any]) -> dict[str, torch.Tensor]:
    """A reference ``state_dict`` filled by the rule of the golden file."""
    return {key: _fill(key, tuple(shape)) for key, shape in golden["parameters"].items()}


def golden_inputs() -> tuple[torch.Tensor, torch.Tensor]:
    image = np.random.RandomState(7).random_sample((2, 3, 224, 224))
    text = 0.5 * np.random.RandomState(8).standard_normal((2, 10, 768))
    return torch.from_numpy(image.astype(np.float32)), torch.from_numpy(text.astype(np.float32))


def _fill(key: str, shape: tuple[int, ...]) -> torch.Tensor:
    if key.endswith("num_batches_tracked"):
        return torch.tensor(0)
    values = np.random.RandomState(zlib.crc32(key.encode()) & 0xFFFFFFFF).standard_normal(
        int(np.prod(shape))
    )
    if key.endswith("running_mean") or key.endswith("position_embeddings"):
        values = 0.1 * values
    elif key.endswith("running_var"):
        values = 0.5 + np.abs(values)
    elif len(shape) == 1:
        values = 1 + 0.1 * values if key.endswith("weight") else 0.05 * values
    else:
        values = values / np.sqrt(np.prod(shape[1:]))
    return torch.from_numpy(values.astype(np.float32).reshape(shape))
