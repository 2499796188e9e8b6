"""Images of another kind than their model: refused, or predicted and told where that is wanted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging.other_kind import reason_against
from lvit_core.prompt.templates import load_template

_HINT = "With --any-kind the model is asked all the same."


def judged_kind(path: Path, rgb: NDArray[np.uint8], template: str, *, wanted: bool) -> list[str]:
    """What speaks against an image, for the report; nothing where it is of the kind.

    Args:
        path: Its file.
        rgb: uint8 (H, W, 3), as the network sees it.
        template: Of the model.
        wanted: Whether it is to be predicted all the same.

    Raises:
        LViTError: It is of another kind, and not wanted.
    """
    reason = reason_against(path, rgb, load_template(template).look)
    if reason is None:
        return []
    if not wanted:
        raise LViTError(reason, _HINT)
    return [reason]
