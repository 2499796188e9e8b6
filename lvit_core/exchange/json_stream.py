"""Large JSON, read member by member: what a file of gigabytes says never is in memory at once.

The standard library's decoder finds where a member ends as fast as it reads it, so that no other
library is needed; see docs/decisions/0014.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import (
    JSON_SIGNS,
    MOST_MEMORY_BYTES,
    refuse_no_file,
    too_large,
)
from lvit_core.exchange.code_pages import decoder_of
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped

BLOCK = 1 << 20  # bytes that are read at a time
_MOST_OF_MEMBER = MOST_MEMORY_BYTES // 4
_LONGEST_REST = 2  # of a number that is cut off, behind what is a number by itself: "e+"
_GAP = re.compile(r"\s*")


class Part(NamedTuple):
    """One part of a file.

    Args:
        key: Its name in the outermost object; empty in an outermost list.
        value: It, or ``BEGIN`` where a list begins whose members follow.
        text: As the file spells it.
    """

    key: str
    value: Any
    text: str


BEGIN: Final = object()


def parts_of(path: Path) -> Iterator[Part]:
    """What the outermost object or list of a file holds; of lists in that object each member.

    Raises:
        LViTError: It cannot be opened, is not JSON, or one member would not fit into memory. This
            may come after some parts were given.
        Cancelled: A person asked to stop.
    """
    refuse_no_file(path)
    log_read(path)
    try:
        with path.open("rb") as stream:
            yield from _Window(stream, path).parts()
    except OSError as error:
        raise LViTError("{name} cannot be opened.", "Check the path.", name=path.name) from error
    except (ValueError, RecursionError) as error:
        raise LViTError("{name} is not JSON.", "Export it again.", name=path.name) from error


class _Window:
    """A part of the text that moves along the file."""

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self._stream, self._path = stream, path
        self._decode = decoder_of(path)
        self._scan = json.JSONDecoder().raw_decode
        self._text, self._place, self._ended = "", 0, False

    def parts(self) -> Iterator[Part]:
        """All parts; raises ValueError where the text is not JSON."""
        if self._next() == "[":
            self._place += 1
            yield Part("", BEGIN, "")
            for value, text in self._members():
                yield Part("", value, text)
        elif self._next() == "{":
            yield from self._object()
        else:
            yield Part("", *self._value())
        if self._next():
            raise ValueError("more behind the end")

    def _object(self) -> Iterator[Part]:
        self._place += 1
        if self._next() == "}":
            self._place += 1
            return
        while True:
            key, _ = self._value()
            if not isinstance(key, str) or self._next() != ":":
                raise ValueError("no name")
            self._place += 1
            if self._next() == "[":
                self._place += 1
                yield Part(key, BEGIN, "")
                for value, text in self._members():
                    yield Part(key, value, text)
            else:
                yield Part(key, *self._value())
            if self._ends("}"):
                return

    def _members(self) -> Iterator[tuple[Any, str]]:
        if self._next() == "]":
            self._place += 1
            return
        while True:
            yield self._value()
            if self._ends("]"):
                return

    def _ends(self, sign: str) -> bool:
        """Steps over a comma, or over the end."""
        found = self._next()
        if found not in (",", sign) or not found:
            raise ValueError("no comma")
        self._place += 1
        return found == sign

    def _next(self) -> str:
        """The next sign that is no gap; empty at the end."""
        while True:
            self._place = _GAP.match(self._text, self._place).end()  # type: ignore[union-attr]
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                return ""

    def _value(self) -> tuple[Any, str]:
        self._next()
        while True:
            try:
                value, end = self._scan(self._text, self._place)
            except ValueError:
                if not self._more():
                    raise
                continue
            left = len(self._text) - end
            is_cut = left == 0 or (left <= _LONGEST_REST and isinstance(value, int | float))
            if is_cut and self._more():
                continue
            text = self._text[self._place : end]
            self._place = end
            return value, text

    def _more(self) -> bool:
        """Reads on, twice as much where one member did not end; whether there was more."""
        refuse_stopped()
        if self._ended:
            return False
        rest = self._text[self._place :]
        # Signs in texts count too: that is rather too much than too little.
        if (
            sum(size * rest.count(sign.decode()) for sign, size in JSON_SIGNS.items()) + len(rest)
            > _MOST_OF_MEMBER
        ):
            raise too_large(self._path)
        new = ""
        while not new and not self._ended:
            data = self._stream.read(max(BLOCK, len(rest)))
            self._ended = not data
            new = self._decode.decode(data, final=self._ended)
        if new:  # else nothing moves: whoever asked goes on where it was
            self._text, self._place = rest + new, 0
        return bool(new)
