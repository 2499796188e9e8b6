"""The provenance file line by line: a line is an image, and what it says of objects is read late.

Together, the records of ten thousand images, or of one slide, do not fit into memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from lvit_core.annotation.objects import ObjectRecord, ObjectState, Origin, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import (
    JSON_SIGNS,
    MOST_MEMORY_BYTES,
    memory_of,
    read_bounded,
)
from lvit_core.exchange.bundle import ReadAgain
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped

# What reading facts of another shape ends in.
DAMAGED = (ValueError, KeyError, TypeError, AttributeError, OverflowError)
_STATES, _ORIGINS = get_args(ObjectState), get_args(Origin)

Records = Mapping[int, ObjectRecord]
KnownLayers = Mapping[str, Records]
_HEAD_END = b'"images": ['


class ProvenanceLines:
    """One file. One that another program laid out anew is read at once.

    Args:
        path: The file; what is not there or is damaged says nothing.

    Attributes:
        damaged: Images of which it says something that cannot be read, once `images` has ended.
    """

    def __init__(self, path: Path) -> None:
        self.damaged = 0
        self._path = path
        self._last: tuple[int, dict[str, Records]] = (-1, {})

    def images(self) -> Iterator[tuple[dict[str, Any], KnownLayers, int | None]]:
        """What is said of each image besides its objects, and of its objects; where its line is."""
        self.damaged = 0
        for place, entry in self._entries():
            refuse_stopped()
            try:
                records = _records(entry.pop("layers"))
            except DAMAGED:
                self.damaged += 1
                continue
            if place is None:
                yield entry, records, None
            else:
                del records  # they were looked at: one that is damaged is told before it is used
                yield entry, _LayersOfLine(self, place), place

    def image_at(self, place: int) -> tuple[dict[str, Any], KnownLayers]:
        """The same of the image whose line begins there; raises what a changed file ends in."""
        with self._path.open("rb") as stream:
            stream.seek(place)
            entry = _parsed(_bounded(stream.readline()))
        del entry["layers"]
        return entry, _LayersOfLine(self, place)

    def _entries(self) -> Iterator[tuple[int | None, Any]]:
        """What is said of each image, and where its line begins."""
        if not self._by_lines():
            entries = self._whole().get("images")
            yield from ((None, one) for one in (entries if isinstance(entries, list) else []))
            return
        with self._path.open("rb") as stream:
            place = len(stream.readline())
            for line in stream:
                if line.startswith(b"{"):
                    yield place, _parsed(_bounded(line))
                place += len(line)

    def rest(self) -> dict[str, Any]:
        """What the file says besides its images."""
        if not self._by_lines():
            return self._whole()
        last = b""
        with self._path.open("rb") as stream:
            head = stream.readline()
            for line in stream:
                last = line if line.startswith(b"]") else last
        found = _parsed(head.rstrip() + (last or b"]}"))
        return found if isinstance(found, dict) else {}

    def layers_at(self, place: int) -> dict[str, Records]:
        """What the line that begins at ``place`` says of objects; that of one line is kept."""
        if self._last[0] != place:
            self._last = (-1, {})
            found: dict[str, Records] = {}
            try:
                with self._path.open("rb") as stream:
                    stream.seek(place)
                    found = _records(_parsed(_bounded(stream.readline()))["layers"])
            except (OSError, *DAMAGED):
                pass
            self._last = (place, found)
        return self._last[1]

    def _by_lines(self) -> bool:
        log_read(self._path)
        try:
            with self._path.open("rb") as stream:
                return stream.readline(1 << 20).rstrip().endswith(_HEAD_END)
        except OSError:
            return False

    def _whole(self) -> dict[str, Any]:
        try:
            document = _parsed(read_bounded(self._path, JSON_SIGNS))
        except LViTError:
            return {}
        return document if isinstance(document, dict) else {}


class _LayersOfLine(ReadAgain, KnownLayers):
    """The layers of one image, read when they are asked for."""

    __slots__ = ("_lines", "_place")

    def __init__(self, lines: ProvenanceLines, place: int) -> None:
        self._lines, self._place = lines, place

    def read(self) -> dict[str, Records]:
        """The records by layer."""
        return self._lines.layers_at(self._place)

    def __getitem__(self, name: str) -> Records:
        if name not in self.read():
            raise KeyError(name)
        return _RecordsOfLine(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.read())

    def __len__(self) -> int:
        return len(self.read())


class _RecordsOfLine(ReadAgain, Records):
    """The objects of one layer of one image, read when they are asked for."""

    __slots__ = ("_layers", "_name")

    def __init__(self, layers: _LayersOfLine, name: str) -> None:
        self._layers, self._name = layers, name

    def _read(self) -> Records:
        return self._layers.read().get(self._name, {})

    def __getitem__(self, number: int) -> ObjectRecord:
        return self._read()[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def _records(layers: Any) -> dict[str, Records]:
    """Raises one of `DAMAGED` where a value is of another kind."""
    return {
        str(name): {record["id"]: _record(record) for record in records}
        for name, records in layers.items()
    }


def _record(told: dict[str, Any]) -> ObjectRecord:
    """The record of one object; raises TypeError or KeyError where a value is of another kind."""
    record = ObjectRecord.from_dict(told)
    texts = isinstance(record.layer, str) and isinstance(record.class_name, str)
    if not (texts and record.state in _STATES and _is_sound(record.provenance)):
        raise TypeError(told)
    if type(record.id) is not int or type(record.box) is not bool:
        raise TypeError(told)
    return record


@lru_cache(maxsize=1024)
def _is_sound(made: Provenance) -> bool:
    texts = (made.person, made.generation, made.sentence, made.created, made.answer)
    known = made.origin in _ORIGINS and isinstance(made.edited_by, str | None)
    return known and all(isinstance(text, str) for text in texts)


def _bounded(line: bytes) -> bytes:
    """A line that fits into memory, without the comma at its end; nothing of another one."""
    return b"" if memory_of(line, JSON_SIGNS) > MOST_MEMORY_BYTES else line.rstrip(b",\r\n ")


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
