"""Numbers that belong to numbers: what an export keeps of each of ten thousand images.

An entry takes 16 bytes; in a dict or a set it would take a hundred.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left


class NumberTable:
    """Whole numbers by whole numbers from 0 to 2^64 - 1; each key is added once."""

    def __init__(self) -> None:
        self._keys = array("Q")
        self._values = array("q")
        self._in_order = True

    def add(self, key: int, value: int = 1) -> None:
        """Takes in an entry; more for the key that came last is added to what it has."""
        if self._keys and self._keys[-1] == key:
            self._values[-1] += value
            return
        self._in_order = self._in_order and (not self._keys or self._keys[-1] < key)
        self._keys.append(key)
        self._values.append(value)

    def get(self, key: int) -> int:
        """What belongs to a key, 0 where it is not known."""
        place = self._place(key)
        return self._values[place] if place >= 0 else 0

    def keys(self) -> array[int]:
        """All keys, ascending."""
        self._sort()
        return self._keys

    def __contains__(self, key: int) -> bool:
        return self._place(key) >= 0

    def __len__(self) -> int:
        return len(self._keys)

    def _place(self, key: int) -> int:
        self._sort()
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else -1

    def _sort(self) -> None:
        if not self._in_order:
            order = sorted(range(len(self._keys)), key=self._keys.__getitem__)
            self._keys = array("Q", (self._keys[place] for place in order))
            self._values = array("q", (self._values[place] for place in order))
            self._in_order = True
