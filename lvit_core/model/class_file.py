"""Class planes on their way from the process that predicts, in a file beside the shared answer.

How many there are depends on the model that answers, so there is no room for them before it does.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def put_classes(answer: str, classes: NDArray[np.uint8] | None) -> None:
    """Leaves uint8 (K, H, W) beside a shared answer; ``None`` takes away what lay there."""
    path = _beside(answer)
    if classes is None:
        path.unlink(missing_ok=True)
    else:
        with path.open("wb") as stream:
            np.save(stream, classes, allow_pickle=False)


def take_classes(answer: str) -> NDArray[np.uint8] | None:
    """What was left there, which is gone then; ``None`` where the model tells no classes apart."""
    path = _beside(answer)
    if not path.exists():
        return None
    classes = np.load(path, allow_pickle=False)
    path.unlink(missing_ok=True)
    return np.asarray(classes, np.uint8)


def _beside(answer: str) -> Path:
    return Path(f"{answer}.classes")
