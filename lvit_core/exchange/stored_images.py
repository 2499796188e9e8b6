"""Images of an export that stay in the project until they are asked for, some hundred at a time.

The records of ten thousand images are more than all else that an export keeps of them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from lvit_core.project.records import ImageRecord

_AT_ONCE = 128

Fetch = Callable[[Sequence[int]], list[ImageRecord]]


class StoredImages(Sequence[ImageRecord]):
    """Some images, in the order of their ids.

    Args:
        ids: Of the images, ascending.
        fetch: Gives the records of some of them, in that order.
    """

    def __init__(self, ids: Iterable[int], fetch: Fetch) -> None:
        self.ids = array("q", ids)
        self._fetch = fetch

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[ImageRecord]:
        for start in range(0, len(self.ids), _AT_ONCE):
            yield from self._fetch(self.ids[start : start + _AT_ONCE])

    @overload
    def __getitem__(self, place: int) -> ImageRecord: ...
    @overload
    def __getitem__(self, place: slice) -> StoredImages: ...
    def __getitem__(self, place: int | slice) -> ImageRecord | StoredImages:
        if isinstance(place, slice):
            return StoredImages(self.ids[place], self._fetch)
        return self._fetch([self.ids[place]])[0]

    def has(self, image_id: int) -> bool:
        """Whether an image is one of them."""
        place = bisect_left(self.ids, image_id)
        return place < len(self.ids) and self.ids[place] == image_id

    def of(self, ids: Iterable[int]) -> StoredImages:
        """Others of the same project."""
        return StoredImages(ids, self._fetch)

    def where(self, is_wanted: Callable[[ImageRecord], bool]) -> StoredImages:
        """Those of them that are wanted."""
        return self.of(image.id for image in self if is_wanted(image))
