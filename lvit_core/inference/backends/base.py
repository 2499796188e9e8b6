"""What every way of computing the network offers; the predictor need not know which it is."""

from __future__ import annotations

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
    """One tile at a time: a person waits for the first tile, and a cancel for the present one."""

    @property
    def name(self) -> str: ...

    def encode(self, image_chw: NDArray[np.float32]) -> Encoded:
        """All that no sentence changes.

        Args:
            image_chw: float32 (3, S, S), 0..1, channels in the model's order, contiguous.
        """
        ...

    def decode(self, encoded: Encoded, text_ld: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """Probabilities float32 (C, S, S), 0..1, owned by the caller.

        Args:
            encoded: From this backend's ``encode``.
            text_ld: float32 (L, D); ``None`` for a model without text.
        """
        ...
