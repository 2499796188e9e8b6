"""Whether two pictures are nearly the same: saved again, scaled, brightened, or cut alike.

A held-out picture whose twin is learnt from would praise every model that learnt it by heart.  Each
picture is reduced to a small grey one, and two are alike where these correlate almost fully.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lvit_core.data.sample import Sample

SIDE_PX = 32
# Chest films of different people stay below 0.94, tissue and fluorescence below 0.41; copies that
# were scaled, compressed, dimmed and brightened lie above 0.96. Pictures on plain ground may look
# more alike than that (two collections held pairs above 0.99): then a held-out one that is none of
# a twin does not judge, and is named.
ALIKE = 0.96


def fingerprint(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(SIDE_PX * SIDE_PX,) float32 of mean 0 and length 1, or 0 for a picture of one grey.

    Args:
        pixels: (H, W, 3) uint8.
    """
    small = Image.fromarray(pixels).convert("L").resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX)
    values = np.asarray(small, np.float32).ravel()
    values -= values.mean()
    length = float(np.linalg.norm(values))
    return np.asarray(values / length if length > 0 else values, np.float32)


class Likeness:
    """Finds twins, and looks at each picture once."""

    def __init__(self) -> None:
        self._known: dict[str, NDArray[np.float32]] = {}

    def twins(self, held: Sequence[Sample], learnt: Sequence[Sample]) -> dict[str, str]:
        """Of held-out pictures those that are nearly one that is learnt from, by keys.

        Args:
            held: Pictures that would judge.
            learnt: Pictures to learn from; the most alike of them is told.
        """
        if not held or not learnt:
            return {}
        others = np.stack([self._of(one) for one in learnt])
        found = {}
        for one in held:
            alike = others @ self._of(one)
            nearest = int(np.argmax(alike))
            if alike[nearest] >= ALIKE:
                found[one.key] = learnt[nearest].key
        return found

    def _of(self, sample: Sample) -> NDArray[np.float32]:
        if sample.key not in self._known:
            self._known[sample.key] = fingerprint(sample.read_image())
        return self._known[sample.key]
