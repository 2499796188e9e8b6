"""The probabilities and the mask of a prediction as files that only their owner may read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.files import writing


def save_probability(path: Path, values: NDArray[np.float32]) -> None:
    """Writes float32 (H, W), 0..1, as ``.npy``."""
    with writing(path, private=True) as partial, partial.open("wb") as stream:
        np.save(stream, values, allow_pickle=False)


def save_mask(path: Path, mask: NDArray[np.bool_]) -> None:
    """Writes bool (H, W) as PNG: 0 and 255."""
    from PIL import Image as Picture  # noqa: PLC0415 - only writers need it

    with writing(path, private=True) as partial:
        Picture.fromarray(mask.astype(np.uint8) * np.uint8(255)).save(partial, format="PNG")
