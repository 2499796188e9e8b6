"""What a large file says of each of its pictures, sorted on the disk until the picture comes.

Formats that tell of all pictures in one file tell in any order. A table of SQLite in a temporary
file, which goes with the process, sorts as many parts as there are, with little memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from lvit_core.errors import LViTError

_AT_ONCE, _SIGNS_AT_ONCE = 512, 1 << 18


class MemberStore:
    """Texts by kind and owner, in the order in which they came."""

    def __init__(self) -> None:
        # A file without a name is SQLite's own, and gone when it is closed.
        self._tables = sqlite3.connect("", check_same_thread=False)
        self._tables.execute("PRAGMA journal_mode=OFF")
        self._tables.execute("PRAGMA cache_size=-1024")
        self._tables.execute(
            "CREATE TABLE members (place INTEGER PRIMARY KEY, kind TEXT, owner TEXT, fact TEXT, "
            "number INTEGER, body TEXT)"
        )
        self._waiting: list[tuple[str, str, str, int, str]] = []
        self._waiting_signs = 0
        self._sorted = False

    def add(self, kind: str, owner: str, body: str, number: int = 0, fact: str = "") -> None:
        """Takes a text in; ``fact`` can be asked for without it.

        Raises:
            LViTError: The disk is full.
        """
        # As JSON, because names of strangers may hold what no database takes.
        self._waiting.append((kind, json.dumps(owner), json.dumps(fact), number, body))
        self._waiting_signs += len(body)
        if len(self._waiting) >= _AT_ONCE or self._waiting_signs >= _SIGNS_AT_ONCE:
            self._store()

    def _store(self) -> None:
        waiting, self._waiting, self._waiting_signs = self._waiting, [], 0
        try:
            self._tables.executemany(
                "INSERT INTO members (kind, owner, fact, number, body) VALUES (?, ?, ?, ?, ?)",
                waiting,
            )
        except sqlite3.Error as error:
            raise LViTError(
                "What is read has no room among the temporary files.",
                "Free some space on the disk.",
            ) from error

    def owners(self, kind: str) -> Iterator[str]:
        """Who has texts of a kind, in the order of their first ones."""
        query = "SELECT owner FROM members WHERE kind = ? GROUP BY owner ORDER BY MIN(place)"
        return (json.loads(owner) for (owner,) in self._rows(query, kind))

    def count(self, kind: str, owner: str) -> int:
        """How many texts of a kind an owner has."""
        query = "SELECT COUNT(*) FROM members WHERE kind = ? AND owner = ?"
        return sum(count for (count,) in self._rows(query, kind, json.dumps(owner)))

    def facts(self, kind: str) -> list[str]:
        """The facts that came with texts of a kind, once each, in the order they came first."""
        query = "SELECT fact FROM members WHERE kind = ? GROUP BY fact ORDER BY MIN(place)"
        return [json.loads(fact) for (fact,) in self._rows(query, kind)]

    def shared(self, kind: str) -> dict[str, list[str]]:
        """Owners whose texts of a kind came with several facts that are not empty, with those."""
        query = (
            "SELECT owner, fact FROM members WHERE kind = ? AND fact != '\"\"' AND owner IN "
            "(SELECT owner FROM members WHERE kind = ? AND fact != '\"\"' GROUP BY owner HAVING "
            "COUNT(DISTINCT fact) > 1) GROUP BY owner, fact ORDER BY MIN(place)"
        )
        found: dict[str, list[str]] = {}
        for owner, fact in self._rows(query, kind, kind):
            found.setdefault(json.loads(owner), []).append(json.loads(fact))
        return found

    def of(self, kind: str, owner: str) -> Iterator[tuple[int, str]]:
        """Number and text of what an owner has of a kind."""
        query = "SELECT number, body FROM members WHERE kind = ? AND owner = ? ORDER BY place"
        return self._rows(query, kind, json.dumps(owner))

    def every(self, kind: str) -> Iterator[tuple[int, str]]:
        """Number and text of all of a kind."""
        return self._rows("SELECT number, body FROM members WHERE kind = ? ORDER BY place", kind)

    def alone(self, kind: str, other: str) -> Iterator[tuple[int, str]]:
        """Number and text of what is of a kind and has an owner without a text of another kind."""
        query = (
            "SELECT number, body FROM members WHERE kind = ? AND owner NOT IN (SELECT owner FROM "
            "members WHERE kind = ?) ORDER BY place"
        )
        return self._rows(query, kind, other)

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        self._store()
        if not self._sorted:
            self._tables.execute("CREATE INDEX owners ON members (kind, owner, place)")
            self._sorted = True
        # A cursor of its own, so that several questions may be open at a time.
        return iter(self._tables.cursor().execute(query, values))
