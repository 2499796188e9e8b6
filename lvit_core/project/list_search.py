"""Finding images by words: the texts of all of them are searched at once, not one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from lvit_core.project.records import ImageRecord

SEARCHED = ("name", "sentence", "reason", "group")
_BETWEEN = "\0"


_MOST_REPLACED = 1000  # each of them takes a microsecond or two of every search

_Joined = tuple[str, npt.NDArray[np.int64]]


class Texts:
    """What can be searched of a list of images, in lower case.

    Args:
        records: The images in any order, in which all places are told.
    """

    def __init__(self, records: Sequence[ImageRecord]) -> None:
        self._records = records
        self._replaced: dict[int, ImageRecord] = {}
        self._joined: list[_Joined] | None = None

    def prepare(self) -> list[_Joined]:
        """All texts of each kind as one, and where each ends; a tenth of a second for 100,000.

        In any thread; the first search does it where nobody has.
        """
        if self._joined is None:
            kinds = (_joined(self._records, what) for what in SEARCHED)
            self._joined = [kind for kind in kinds if kind is not None]
        return self._joined

    def put(self, place: int, record: ImageRecord) -> None:
        """Takes another record of the image in a place."""
        self._replaced[place] = record
        if len(self._replaced) > _MOST_REPLACED:
            records = list(self._records)
            for replaced, one in self._replaced.items():
                records[replaced] = one
            self._records, self._replaced, self._joined = records, {}, None

    def with_records(self, replaced: Mapping[int, ImageRecord]) -> Texts:
        """The same with other records in some places."""
        texts = copy(self)
        texts._replaced = dict(self._replaced)
        for place, record in replaced.items():
            texts.put(place, record)
        return texts

    def holding(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """By place, whether an image holds every word (lower case), each in any of its texts."""
        held = np.ones(len(self._records), bool)
        for word in words:
            found = np.zeros(len(self._records), bool)
            for text, ends in self.prepare():
                found[np.searchsorted(ends, _places(text, word), side="right")] = True
            held &= found
        for place, record in self._replaced.items():
            texts = [getattr(record, what).lower() for what in SEARCHED]
            held[place] = all(any(word in text for text in texts) for word in words)
        return held


def same_texts(one: ImageRecord, other: ImageRecord) -> bool:
    """Whether a search finds both or neither."""
    return all(getattr(one, what) == getattr(other, what) for what in SEARCHED)


def _joined(records: Sequence[ImageRecord], what: str) -> _Joined | None:
    """``None`` where all are empty."""
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
