"""Run lengths of COCO as scripts spell them.

The format has a text or a list of numbers. What Python makes of bytes when it writes them as text,
as numbers or in base 64 stands there too; whatever does not fill the picture to the pixel is none.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import rle_decode
from lvit_core.errors import LViTError

_SIGNS = range(48, 112)  # of COCO's text


def decode(segmentation: dict[str, Any]) -> NDArray[np.bool_]:
    """The ``(H, W)`` mask of run lengths in whatever spelling.

    Raises:
        LViTError: They do not fill their size.
    """
    try:
        return rle_decode(segmentation)
    except LViTError:
        for counts in _spellings(segmentation.get("counts")):
            try:
                return rle_decode({**segmentation, "counts": counts})
            except LViTError:
                continue
        raise


def _spellings(counts: Any) -> Iterator[str | list[int]]:
    """What else may be meant, as the format has it."""
    if isinstance(counts, list) and all(type(one) is int and one in _SIGNS for one in counts):
        yield bytes(counts).decode("ascii")
    if not isinstance(counts, str):
        return
    if len(counts) > 3 and counts[:2] in ("b'", 'b"') and counts[-1] == counts[1]:
        # Of COCO's signs, Python writes the backslash twice, and no other one otherwise.
        yield counts[2:-1].replace("\\\\", "\\")
    words = counts.replace(",", " ").strip("[] \n").split()
    if words and all(word.isdecimal() for word in words):
        yield [int(word) for word in words]
    try:
        yield base64.b64decode(counts, validate=True).decode("ascii")
    except ValueError:
        return
