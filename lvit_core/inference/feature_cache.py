"""What has been computed already: encoded tiles and answered sentences, bounded in bytes.

Tiles of the image being worked on never push each other out: a plain least-recently-used cache
would, for an image larger than the budget, throw away every tile just before it is needed again.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

Value = TypeVar("Value")


class ByteCache(Generic[Value]):
    """Least recently used goes first, except for entries of the owner who is adding.

    Args:
        capacity_bytes: Upper bound of the sum of all sizes given.
    """

    def __init__(self, capacity_bytes: int) -> None:
        self._entries: LRUCache[tuple[Hashable, Hashable], tuple[Value, int]] = LRUCache(
            capacity_bytes, getsizeof=lambda entry: entry[1]
        )

    @property
    def nbytes(self) -> int:
        """Bytes held now."""
        return int(self._entries.currsize)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, owner: Hashable, key: Hashable) -> Value | None:
        """The value, which becomes the most recently used."""
        entry = self._entries.get((owner, key))
        return None if entry is None else entry[0]

    def contains(self, owner: Hashable, key: Hashable) -> bool:
        """Whether it is there, without counting as use."""
        return (owner, key) in self._entries

    def put(
        self,
        owner: Hashable,
        key: Hashable,
        value: Value,
        nbytes: int,
        spared: Hashable | None = None,
    ) -> bool:
        """Keeps a value if room can be made without touching the owner's other entries.

        Args:
            owner: Whose value it is, such as an image.
            key: Which of the owner's values.
            value: What to keep.
            nbytes: Its size.
            spared: Another owner whose entries stay too.

        Returns:
            Whether it was kept.
        """
        self._entries.pop((owner, key), None)
        staying = [name for name in self._entries if name[0] in (owner, spared)]
        # Looking at what stays makes it the last to go.
        if sum(self._entries[name][1] for name in staying) + nbytes > self._entries.maxsize:
            return False
        self._entries[owner, key] = (value, nbytes)
        return True
