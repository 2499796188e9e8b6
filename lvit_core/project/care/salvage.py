"""Writing a damaged project file anew from the rows that can still be read.

A table is read from both ends up to what cannot be read, so that one bad page costs its rows only.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lvit_core.project import schema, sqlite_file
from lvit_core.project.care.backups import put_back
from lvit_core.project.care.findings import Finding, Kind
from lvit_core.project.care.replay import LOST_KEY

LAST = (1 << 53) - 1  # of a table's rows, where nobody knows better
_NO_SIGN = "\ufffd"


def table_item(table: str) -> str:
    """What findings call a table."""
    return f"table {table}"


@dataclass(frozen=True)
class Lost:
    """Rows of a table that could not be read; without ends, signs of texts alone."""

    table: str
    finding: Finding
    first: int = 0
    last: int = 0


def write_anew(file: Path) -> list[Lost]:
    """Replaces a damaged file by one with every row that can be read; returns what is lost.

    Raises:
        sqlite3.DatabaseError: Not even the list of tables can be read.
        LViTError: The disk refuses.
    """
    aside = Path(tempfile.mkdtemp(prefix=".salvage-", dir=file.parent))
    made = aside / sqlite_file.FILE_NAME
    try:
        sqlite_file.make_new(aside, {"of": "this file"})
        source, target = sqlite_file.connect(file, read_only=True), sqlite3.connect(made)
        try:
            source.text_factory = lambda data: data.decode("utf-8", "replace")
            for table in (schema.settings.name, schema.chain.name, "sqlite_sequence"):
                target.execute(f"DELETE FROM {table}")  # of the empty project it is made from
            lost = [one for table in _tables(source) for one in _copy(source, target, table)]
            if any(one.table == schema.journal.name and one.last for one in lost):
                # Labels are not made again from a history that does not tell everything.
                target.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (LOST_KEY, "yes"))
            _copy_counters(source, target)
            target.commit()
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            source.close()
            target.close()
        put_back(made, file)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return lost


def _tables(source: sqlite3.Connection) -> list[str]:
    """The project's tables, those with images first."""
    there = {name for (name,) in source.execute("SELECT name FROM sqlite_master")}
    return [table.name for table in schema.metadata.sorted_tables if table.name in there]


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> list[Lost]:
    """Copies the rows of a table that can be read; returns what is lost of the others."""
    known = {column.name for column in schema.metadata.tables[table].columns}
    columns = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]
    names = ", ".join(f'"{name}"' for name in columns if name in known)
    marks = ", ".join("?" * (names.count(",") + 2))
    put = f'INSERT OR IGNORE INTO "{table}" (rowid, {names}) VALUES ({marks})'
    ends: list[int | None] = []
    damaged: set[int] = set()
    for order in ("ASC", "DESC"):
        ends.append(None)
        for row in _read(source, f'SELECT rowid, {names} FROM "{table}" ORDER BY rowid {order}'):
            if row is None:
                break
            target.execute(put, row)
            ends[-1] = row[0]
            if any(isinstance(value, str) and _NO_SIGN in value for value in row):
                damaged.add(row[0])
        else:
            ends.clear()
            break
    item, found = table_item(table), []
    advice = "A backup may hold them (`lvit project restore`)."
    if ends:
        problem = f"Rows {_after(ends[0])} to {_before(ends[1])} cannot be read and are lost."
        told = Finding(Kind.FILE, item, problem, "", advice)
        found.append(Lost(table, told, (ends[0] or 0) + 1, (ends[1] or LAST + 1) - 1))
    if damaged:
        problem = f"Signs of the text of {len(damaged)} rows are lost ({_NO_SIGN} stands there)."
        found.append(Lost(table, Finding(Kind.FILE, f"{item}, text", problem, "", advice)))
    return found


def _copy_counters(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Numbers that were given once are never given again."""
    try:
        rows = source.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    except sqlite3.DatabaseError:
        return  # the highest number that is there counts, as the target has it already
    for name, number in rows:
        done = target.execute(
            "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, name)
        )
        if not done.rowcount:  # a table with no rows any more
            target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))


def _read(source: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...] | None]:
    """The rows of a query, then ``None`` where the rest cannot be read."""
    try:
        yield from source.execute(query)
    except sqlite3.DatabaseError:
        yield None


def _after(number: int | None) -> str:
    return "from the first" if number is None else f"{number + 1}"


def _before(number: int | None) -> str:
    return "the last" if number is None else f"{number - 1}"
