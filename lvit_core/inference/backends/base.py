"""What every way of computing the network offers; the predictor need not know which it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Encoded:
    """What a backend keeps of one tile; only the same backend can read it.

    Attributes:
        parts: The backend's own arrays.
        nbytes: Their size in memory.
    """

    parts: tuple[Any, ...]
    nbytes: int


class Backend(Protocol):
    """Some tiles at a time: a person waits for the first, and a cancel for the present ones."""

    @property
    def name(self) -> str: ...

    @property
    def at_once(self) -> int:
        """How many tiles keep it busy; it takes any number."""
        ...

    def encode(self, images_bchw: NDArray[np.float32]) -> list[Encoded]:
        """All that no sentence changes, one for each tile.

        Args:
            images_bchw: float32 (B, 3, S, S), 0..1, channels in the model's order, contiguous.
        """
        ...

    def decode(
        self, encoded: Sequence[Encoded], texts_bld: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """Probabilities float32 (B, C, S, S), 0..1, owned by the caller.

        Args:
            encoded: From this backend's ``encode``; B of them, at least one.
            texts_bld: float32 (B, L, D); ``None`` for a model without text.
        """
        ...
