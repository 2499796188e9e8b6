"""Shapes that stay in their file until they are drawn: those of ten thousand files are too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import ReadAgain, Shape


class ShapesOfFile(ReadAgain, Sequence[Shape]):
    """The shapes of one file, which has been read once already and is read again for them.

    Args:
        count: How many they are.
        read: Reads them; whatever it raises costs all of them.
    """

    __slots__ = ("_count", "_read")

    def __init__(self, count: int, read: Callable[[], Sequence[Shape]]) -> None:
        self._count, self._read = count, read

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._again())

    @overload
    def __getitem__(self, place: int) -> Shape: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Shape]: ...
    def __getitem__(self, place: int | slice) -> Shape | Sequence[Shape]:
        return self._again()[place]

    def _again(self) -> Sequence[Shape]:
        shapes = self._read()
        if len(shapes) != self._count:
            raise LViTError("The file was changed while it was imported.", "Import it again.")
        return shapes


class FirstHeld:
    """Holds the shapes of the first file of a data set; a slide is often all there is.

    To read eighty thousand objects twice takes seconds, and one file fits into memory.
    """

    def __init__(self) -> None:
        self._first = True

    def shapes(
        self, found: Sequence[Shape], read: Callable[[], Sequence[Shape]]
    ) -> Sequence[Shape]:
        """The shapes that were found in a file, or what reads them again."""
        if not found:
            return ()
        first, self._first = self._first, False
        return found if first else ShapesOfFile(len(found), read)
