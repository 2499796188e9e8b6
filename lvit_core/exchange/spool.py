"""Items of an import that wait on the disk: those of ten thousand images are too many for memory.

Only values of known kinds are written down. Everything else, such as what a reader shares between
its items or what a plug-in made, stays in memory and is the same object when it comes back.
"""

from __future__ import annotations

import pickle
import sys
import types
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import PosixPath, PurePath, WindowsPath
from tempfile import SpooledTemporaryFile
from typing import Any, overload

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import BundleItem, BundleLayer, PageSaid, ReadAgain, Shape
from lvit_core.exchange.outlines import Filled
from lvit_core.exchange.reports import Loss
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.wording import Message

IN_MEMORY = 1 << 18  # bytes, before a file is made
_LARGEST = 64  # members of a list or table that is written down; larger ones are mostly shared
_TABLES = (list, dict, tuple, set, frozenset)
_VALUES = frozenset({
    type(None), bool, int, float, complex, str, bytes, PosixPath, WindowsPath, PurePath, partial,
    types.MethodType, BundleItem, BundleLayer, Shape, Filled, Loss, ObjectRecord, Provenance,
    SpacingKind, PageSaid, Message,
})  # fmt: skip


class Spool(Sequence[BundleItem]):
    """Items in the order they were appended.

    Args:
        items: The first ones.
    """

    def __init__(self, items: Iterable[BundleItem] = ()) -> None:
        # Closed and gone with this object; nobody else can open it.
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._places = array("Q", [0])
        self._kept = _Kept()
        self.extend(items)

    def append(self, item: BundleItem) -> None:
        """Writes an item down.

        Raises:
            LViTError: The disk is full.
        """
        stream = BytesIO()
        try:
            _Writer(stream, self._kept).dump(item)
        except (RecursionError, pickle.PicklingError, TypeError, AttributeError):
            stream = BytesIO()  # what a stranger's file says may be too deep to be written down
            _Writer(stream, self._kept, whole=item).dump(item)
        try:
            self._file.seek(self._places[-1])
            self._file.write(stream.getbuffer())
        except OSError as error:
            raise LViTError(
                "What is read has no room among the temporary files.",
                "Free some space on the disk.",
            ) from error
        self._places.append(self._places[-1] + stream.tell())

    def extend(self, items: Iterable[BundleItem]) -> None:
        """Writes items down; see `append`."""
        for item in items:
            self.append(item)

    def __len__(self) -> int:
        return len(self._places) - 1

    def __iter__(self) -> Iterator[BundleItem]:
        return (self._at(place) for place in range(len(self)))

    @overload
    def __getitem__(self, place: int) -> BundleItem: ...
    @overload
    def __getitem__(self, place: slice) -> list[BundleItem]: ...
    def __getitem__(self, place: int | slice) -> BundleItem | list[BundleItem]:
        if isinstance(place, slice):
            return [self._at(one) for one in range(*place.indices(len(self)))]
        return self._at(range(len(self))[place])

    def _at(self, place: int) -> BundleItem:
        start, stop = self._places[place : place + 2]
        self._file.seek(start)
        item: BundleItem = _Reader(BytesIO(self._file.read(stop - start)), self._kept).load()
        return item


class _Kept:
    """What stays in memory, once each."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[int, int] = {}  # by identity: what is kept cannot be another later

    def number(self, value: Any) -> int:
        """Its number; the same for the same object."""
        number = self._numbers.setdefault(id(value), len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


class _Writer(pickle.Pickler):
    def __init__(self, stream: BytesIO, kept: _Kept, whole: BundleItem | None = None) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._kept, self._whole = kept, whole

    def persistent_id(self, value: Any) -> int | None:
        """The number of what is not written down."""
        is_written = self._whole is None and _is_written(value)
        return None if is_written else self._kept.number(value)


class _Reader(pickle.Unpickler):
    def __init__(self, stream: BytesIO, kept: _Kept) -> None:
        super().__init__(stream)
        self._kept = kept

    def persistent_load(self, number: Any) -> Any:
        """What was not written down."""
        return self._kept.values[number]


def _is_written(value: Any) -> bool:
    kind = type(value)
    if kind in _VALUES or isinstance(value, type | ReadAgain):
        return True
    if kind in _TABLES:
        return len(value) <= _LARGEST
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType):
        return _is_named(value)
    return False


def _is_named(function: Callable[..., Any]) -> bool:
    """Whether a function can be found again by its name; those made inside of others cannot."""
    module = sys.modules.get(function.__module__ or "")
    found = getattr(module, function.__qualname__, None)
    return found is function
