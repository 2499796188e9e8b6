"""Finding images by words: the texts of all of them are searched at once, not one by one."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from lvit_core.project.records import ImageRecord

SEARCHED = ("name", "sentence", "reason", "group")
_BETWEEN = "\0"


class Texts:
    """What can be searched of a list of images, in lower case."""

    def __init__(self, records: Sequence[ImageRecord]) -> None:
        self._count = len(records)
        self._texts = [text for what in SEARCHED if (text := _joined(records, what)) is not None]

    def holding(self, words: Sequence[str]) -> npt.NDArray[np.intp]:
        """Where the images are that hold every word (lower case), each in any of the texts."""
        held = np.ones(self._count, bool)
        for word in words:
            found = np.zeros(self._count, bool)
            for text, ends in self._texts:
                found[np.searchsorted(ends, _places(text, word), side="right")] = True
            held &= found
        return np.flatnonzero(held)


def _joined(records: Sequence[ImageRecord], what: str) -> tuple[str, npt.NDArray[np.int64]] | None:
    """All texts of one kind as one, and where each ends; ``None`` where all are empty."""
    single = list(map(attrgetter(what), records))
    if not any(single):
        return None
    text = _BETWEEN.join(single).lower()
    plain = text.isascii() and text.count(_BETWEEN) == len(single) - 1
    parts = single if plain else text.split(_BETWEEN)  # lower case is as long, except in Turkish
    if len(parts) != len(single):  # one holds what stands between two
        parts = [one.lower().replace(_BETWEEN, " ") for one in single]
        text = _BETWEEN.join(parts)
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    return text, np.cumsum(lengths + 1) - 1


def _places(text: str, word: str) -> npt.NDArray[np.int64]:
    """Where a word stands in a text, in one pass: each call for one takes longer than its find."""
    parts = text.split(word)
    before = np.fromiter(map(len, parts), np.int64, len(parts))[:-1]
    return np.cumsum(before + len(word)) - len(word)
