"""Predictions a run leaves for the window: one ``.npz`` per image, readable without torch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.files import writing

Facts = dict[str, str | float]


def write_proposal(
    path: Path, probability: NDArray[np.uint8], facts: Mapping[str, str | float]
) -> None:
    """Writes one prediction; the file appears at once or not at all.

    Args:
        path: The ``.npz``; its folder exists.
        probability: (H, W) uint8, 0..255 for 0..1, at the image's own size.
        facts: Plain values stored beside it: layer, threshold, sentence, generation, and where it
            was asked for, influence.
    """
    arrays: dict[str, Any] = {name: np.asarray(value) for name, value in facts.items()}
    with writing(path) as partial, partial.open("wb") as stream:
        np.savez_compressed(stream, probability=probability, **arrays)


def read_proposal(path: Path) -> tuple[NDArray[np.uint8], Facts]:
    """The (H, W) uint8 probability and the facts of a written proposal.

    Raises:
        LViTError: The file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            facts = {name: file[name].item() for name in file.files if name != "probability"}
            return np.asarray(file["probability"], np.uint8), facts
    except (OSError, ValueError, KeyError) as error:
        raise LViTError("A proposal of the training run cannot be read.") from error
