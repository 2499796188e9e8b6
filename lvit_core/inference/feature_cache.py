"""What has been computed already: encoded tiles and answered sentences, bounded in bytes.

Tiles of the image being worked on never push each other out: a plain least-recently-used cache
would, for an image larger than the budget, throw away every tile just before it is needed again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ByteCache(Generic[Value]):
    """Least recently used goes first, except for entries of the owner who is adding.

    Args:
        capacity_bytes: Upper bound of the sum of all sizes given.
    """

    def __init__(self, capacity_bytes: int) -> None:
        self.capacity_bytes = capacity_bytes
        self._entries: OrderedDict[tuple[Hashable, Hashable], tuple[Value, int]] = OrderedDict()
        self._bytes = 0

    @property
    def nbytes(self) -> int:
        """Bytes held now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, owner: Hashable, key: Hashable) -> Value | None:
        """The value, which becomes the most recently used."""
        entry = self._entries.get((owner, key))
        if entry is None:
            return None
        self._entries.move_to_end((owner, key))
        return entry[0]

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
        self.remove(owner, key)
        while self._bytes + nbytes > self.capacity_bytes:
            victim = next((k for k in self._entries if k[0] not in (owner, spared)), None)
            if victim is None:
                return False
            self.remove(*victim)
        self._entries[owner, key] = (value, nbytes)
        self._bytes += nbytes
        return True

    def remove(self, owner: Hashable, key: Hashable) -> None:
        """Forgets one value, if it is there."""
        entry = self._entries.pop((owner, key), None)
        if entry is not None:
            self._bytes -= entry[1]

    def clear(self) -> None:
        self._entries.clear()
        self._bytes = 0
