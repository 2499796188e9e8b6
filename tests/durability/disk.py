"""A disk that loses its power: plays a recorder's log back and keeps what need not have survived.

The model is stricter than the file systems in use. A file's data are safe once that file was
synced, a name (made, renamed, removed) once the folder that holds it was. Everything later may be
there or not, and in any order: a file's newest writes cut off anywhere, or each sector or page of
it at another moment; each name by itself ("free"), or the names in the order of the calls, as a
journalling file system keeps them ("ordered"). Room that was never written holds zeros or rubbish.
Of the disk itself is asked what SQLite asks: a sector is written whole.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from random import Random

_HEAD = struct.Struct("<IQQqII")
SECTOR, PAGE = 512, 4096


class Kind(IntEnum):
    """The calls, as recorder.c numbers them."""

    CREATE = 1
    MKDIR = 2
    WRITE = 3
    TRUNCATE = 4
    SYNC = 5
    RENAME = 6
    UNLINK = 7
    RMDIR = 8
    MARK = 9
    LINK = 10


@dataclass(frozen=True)
class Call:
    """One recorded call; ``first`` holds data or a path, ``second`` the other path."""

    kind: Kind
    ns: int
    inode: int
    offset: int
    first: bytes
    second: bytes

    @property
    def path(self) -> str:
        return self.first.decode()


def read_log(path: Path) -> list[Call]:
    """Every call of a log, in the order in which they were made."""
    data, at, calls = path.read_bytes(), 0, []
    while at < len(data):
        kind, ns, inode, offset, first, second = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        middle, end = at + first, at + first + second
        calls.append(Call(Kind(kind), ns, inode, offset, data[at:middle], data[middle:end]))
        at = end
    return calls


@dataclass(eq=False)
class File:
    """A file: what is safe, what the program sees, and the writes between the two."""

    safe: bytes = b""
    seen: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)  # None cuts it off there

    def write(self, offset: int, data: bytes | None) -> None:
        self.waiting.append((offset, data))
        _apply(self.seen, offset, data)

    def sync(self) -> None:
        self.safe, self.waiting = bytes(self.seen), []

    def after_power_loss(self, chance: Random) -> bytes:
        """One of the contents it may have then."""
        if not self.waiting:
            return self.safe
        way = chance.choice(("none", "all", "cut off", "sectors", "pages"))
        if way == "none":
            return self.safe
        if way == "all":
            return bytes(self.seen)
        if way == "cut off":
            return self._cut_off(chance)
        return self._mixed(chance, SECTOR if way == "sectors" else PAGE)

    def _cut_off(self, chance: Random) -> bytes:
        found, until = bytearray(self.safe), chance.randrange(len(self.waiting))
        for offset, data in self.waiting[:until]:
            _apply(found, offset, data)
        offset, data = self.waiting[until]
        if data is not None:
            end = chance.randrange(offset, offset + len(data) + 1) // SECTOR * SECTOR
            _apply(found, offset, data[: max(0, end - offset)])
        return bytes(found)

    def _mixed(self, chance: Random, grain: int) -> bytes:
        """Each grain as it was at a moment of its own; so is the size."""
        sizes, moments = [len(self.safe)], [bytearray(self.safe)]
        touched: dict[int, list[int]] = {}
        for number, (offset, data) in enumerate(self.waiting, 1):
            end = max(sizes[-1], offset) if data is None else offset + len(data)
            for one in range(offset // grain, -(-end // grain)):
                touched.setdefault(one, [0]).append(number)
            sizes.append(offset if data is None else max(sizes[-1], offset + len(data)))
        size = chance.choice(sizes)
        found = moments[0].ljust(size, b"\0")[:size]
        rubbish = chance.random() < 0.3
        for one, numbers in touched.items():
            start = one * grain
            if start >= size:
                continue
            last = chance.choice(numbers)
            piece = bytearray(self.safe[start : start + grain])
            if rubbish and last == 0 and start >= len(self.safe):
                piece = bytearray(chance.randbytes(grain))
            for number in numbers[1 : numbers.index(last) + 1]:
                offset, data = self.waiting[number - 1]
                _apply_within(piece, start, grain, offset, data)
            piece = piece.ljust(min(grain, size - start), b"\0")[: size - start]
            found[start : start + len(piece)] = piece
        return bytes(found)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


def _apply_within(
    piece: bytearray, start: int, grain: int, offset: int, data: bytes | None
) -> None:
    """The part of a write that falls into one grain."""
    if data is None:
        del piece[max(0, offset - start) :]
        return
    low, high = max(offset, start), min(offset + len(data), start + grain)
    if low < high:
        _apply(piece, low - start, data[low - offset : high - offset])


@dataclass(eq=False)
class Folder:
    """A folder: the names that are safe, those the program sees, and the changes between."""

    safe: dict[str, File | Folder] = field(default_factory=dict)
    seen: dict[str, File | Folder] = field(default_factory=dict)
    waiting: list[tuple[int, dict[str, File | Folder | None]]] = field(default_factory=list)

    def change(self, number: int, names: dict[str, File | Folder | None]) -> None:
        self.waiting.append((number, names))
        _set(self.seen, names)

    def sync(self) -> None:
        self.safe, self.waiting = dict(self.seen), []


def _set(names: dict[str, File | Folder], new: dict[str, File | Folder | None]) -> None:
    for name, what in new.items():
        if what is None:
            names.pop(name, None)
        else:
            names[name] = what


class Disk:
    """What a process did below one folder, up to the call it was played to.

    Args:
        root: The folder, as the recorder knew it; empty when it began.
        deaf: Nothing is ever synced, as by a disk that lies: to see that the tests notice.
    """

    def __init__(self, root: Path, deaf: bool = False) -> None:
        self.top = Folder()
        self.deaf = deaf
        self.wholes: dict[str, set[bytes]] = {}  # what each final name stood for once it had it
        self._root = root.as_posix()
        self._by_inode: dict[int, File | Folder] = {}
        self._number = self._flushed = 0

    def play(self, call: Call) -> None:
        """Does what the process did."""
        self._number += 1
        if call.kind in (Kind.CREATE, Kind.MKDIR):
            made = File() if call.kind == Kind.CREATE else Folder()
            if call.path == self._root:
                made = self.top
            else:
                folder, name = self._place(call.path)
                folder.change(self._number, {name: made})
            self._by_inode[call.inode] = made
        elif call.kind in (Kind.WRITE, Kind.TRUNCATE):
            file = self._by_inode[call.inode]
            assert isinstance(file, File)
            file.write(call.offset, call.first if call.kind == Kind.WRITE else None)
        elif call.kind == Kind.SYNC and not self.deaf:
            self._by_inode[call.inode].sync()
            self._flushed = self._number
        elif call.kind == Kind.RENAME:
            self._rename(call.path, call.second.decode())
        elif call.kind in (Kind.UNLINK, Kind.RMDIR):
            folder, name = self._place(call.path)
            folder.change(self._number, {name: None})
        elif call.kind == Kind.LINK:
            raise NotImplementedError("the program makes no hard links")

    def _rename(self, old: str, new: str) -> None:
        (source, before), (target, after) = self._place(old), self._place(new)
        moved = source.seen[before]
        if source is target:
            source.change(self._number, {before: None, after: moved})
        else:
            source.change(self._number, {before: None})
            target.change(self._number, {after: moved})
        for path, file in files_below(moved, new.removeprefix(f"{self._root}/")):
            self.wholes.setdefault(path, set()).add(bytes(file.seen))

    def _place(self, path: str) -> tuple[Folder, str]:
        *above, name = path.removeprefix(f"{self._root}/").split("/")
        folder = self.top
        for one in above:
            inside = folder.seen[one]
            assert isinstance(inside, Folder)
            folder = inside
        return folder, name

    def write_seen(self, to: Path) -> None:
        """What the process saw, in a new folder: with nothing lost."""
        for path, file in files_below(self.top, ""):
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_bytes(file.seen)

    def write_after_power_loss(self, to: Path, chance: Random) -> str:
        """One of the states it may be found in, in a new folder; returns which model was used."""
        ordered = chance.random() < 0.5
        until = chance.randint(self._flushed, self._number)
        likely = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))

        def fill(folder: Folder, at: Path) -> None:
            at.mkdir()
            names = dict(folder.safe)
            for number, change in folder.waiting:
                if number <= until if ordered else chance.random() < likely:
                    _set(names, change)
            for name, what in names.items():
                if isinstance(what, Folder):
                    fill(what, at / name)
                else:
                    (at / name).write_bytes(what.after_power_loss(chance))

        fill(self.top, to)
        return "ordered" if ordered else "free"


def files_below(what: File | Folder, path: str) -> Iterator[tuple[str, File]]:
    """Each file below a place as the program sees it, with its path."""
    if isinstance(what, File):
        yield path, what
        return
    for name, inside in what.seen.items():
        yield from files_below(inside, f"{path}/{name}" if path else name)
