"""Which images are of another kind than their model, and which of them a person wants all the same.

Judged once for each picture, and remembered while the project is open: a person insists anew when
it is opened again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.imaging.other_kind import reason_against, refused
from lvit_core.wording import said

_HINT = said("Sentence > Predict another kind asks the model all the same.")


class OtherKinds:
    """Judges pictures, and keeps what a person insisted on."""

    def __init__(self) -> None:
        self._reasons: dict[tuple[str, str], str | None] = {}
        self._insisted: set[int] = set()

    def insist(self, image_id: int) -> None:
        """Proposals of this image are wanted, whatever it shows."""
        self._insisted.add(image_id)

    def require(
        self,
        image_id: int,
        path: Path,
        content: str,
        look: str,
        pixels: Callable[[], NDArray[np.uint8]],
    ) -> bool:
        """Raises unless the image is of the kind, or a person insisted.

        Args:
            image_id: Of the project.
            path: Its file.
            content: Hash of the picture.
            look: See `reason_against`.
            pixels: uint8 (H, W, 3), read only for a picture that was not judged yet.

        Returns:
            Whether it is of another kind, and the answer wanted all the same.

        Raises:
            OtherKindError: It is of another kind.
        """
        if not look:
            return False
        if (content, look) not in self._reasons:
            self._reasons[content, look] = reason_against(path, pixels(), look)
        reason = self._reasons[content, look]
        if reason is not None and image_id not in self._insisted:
            raise refused(path.name, reason, _HINT, image_id)
        return reason is not None
