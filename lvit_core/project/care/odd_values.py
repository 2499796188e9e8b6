"""Values that no version of the program writes: SQLite keeps bytes where the schema says text,
and a text may say what makes no sense.

Nothing looks for them while all is well, because it takes a pass over every table. A check does,
and so does a command that has met something which nobody foresaw.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, Table

from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.care.findings import Finding, Kind
from lvit_core.project.foreign import refuse_foreign
from lvit_core.project.sqlite_file import FILE_NAME

LONGEST_TEXT = 1_000_000  # signs; lists of decisions grow
LONGEST_LIST = 100_000_000  # settings and the chain hold lists that grow with the project
LARGEST_SIDE_PX = 10_000_000
LARGEST_NEXT = 2**31  # number of an object
_STATE = "{0} IN ('unlabeled', 'in_progress', 'labeled')"
_TIME = "({0} GLOB '[0-9][0-9][0-9][0-9]-*T*' AND julianday({0}) IS NOT NULL)"
_JSON = "json_valid({0})"  # which refuses what is nested a thousand deep, too
# What must hold besides, of values that commands read.
_MEANINGS = {
    "images.spacing_y_mm": "spacing_x_mm NOT NULL",
    "readings.state": _STATE,
    "journal.status": "{0} IN ('done', 'undone', 'abandoned')",
    "journal.created_at": _TIME,
    "generations.created_at": _TIME,
    "object_ids.next_id": f"{{0}} <= {LARGEST_NEXT}",
    "acceptances.facts": _JSON,
    "acceptances.class_names": _JSON,
    "proposals.classes": _JSON,
    "proposals.class_names": _JSON,
    "proposals.cut": _JSON,
    "chain.detail": f"({{0}} = '' OR {_JSON})",
}
_SIDES = ("height", "width", "channels", "tile_y", "tile_x", "tile_z")


def odd_values(file: Path, passed_over: Collection[str] = ()) -> list[Finding]:
    """What is of a wrong kind or beyond all measure, one finding a column.

    Args:
        file: The data base; one that cannot be read tells nothing here.
        passed_over: Names of tables.
    """
    found = []
    try:
        made = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        with closing(refuse_foreign(made)) as opened:
            for table in schema.metadata.sorted_tables:
                if table.name not in passed_over:
                    found += list(_in_table(opened, table))
    except (sqlite3.Error, LViTError):
        return found
    return found


def explained(error: Exception, words: Iterable[str]) -> LViTError | None:
    """What a failure that nobody foresaw means, where a project that was named is the reason.

    Args:
        error: What was raised.
        words: Of the command: some may be folders of projects.
    """
    for word in words:
        try:
            file = Path(word) / FILE_NAME
            if not file.is_file():
                continue
        except (OSError, ValueError):
            continue
        found = odd_values(file)
        if found:
            return LViTError(
                "The project holds values that this program does not write: {item}.",
                "`lvit project check` names all. Ask whoever gave you the project, or go back to "
                "a backup (`lvit project restore`).",
                item=found[0].item,
            )
    return None


def _in_table(opened: sqlite3.Connection, table: Table) -> Iterator[Finding]:
    columns = list(table.columns)
    counts = ", ".join(f"total(NOT ({_rule(table.name, one)}))" for one in columns)
    row = opened.execute(f'SELECT {counts} FROM "{table.name}"').fetchone()
    for column, count in zip(columns, row, strict=True):
        if count:
            problem = f"{int(count)} values are of a wrong kind, or beyond all measure."
            advice = "Go back to a backup (`lvit project restore`)."
            yield Finding(Kind.FILE, f"{table.name}.{column.name}", problem, "", advice)


def _rule(table: str, column: Column[object]) -> str:
    """What holds for every value of a column, in SQL."""
    name = f'"{column.name}"'
    if isinstance(column.type, Boolean):
        rule = f"typeof({name}) = 'integer' AND {name} IN (0, 1)"
    elif isinstance(column.type, Integer) or column.foreign_keys:
        rule = f"typeof({name}) = 'integer'"
        if column.name in _SIDES:
            least = 0 if column.name.startswith("tile") else 1
            rule += f" AND {name} BETWEEN {least} AND {LARGEST_SIDE_PX}"
        elif not column.primary_key:
            rule += f" AND {name} >= 0"
    elif isinstance(column.type, Float):
        rule = f"typeof({name}) IN ('real', 'integer') AND abs({name}) < 1e100"
    elif isinstance(column.type, LargeBinary):
        rule = f"typeof({name}) = 'blob'"
    else:
        most = LONGEST_LIST if table in ("settings", "chain") else LONGEST_TEXT
        rule = f"typeof({name}) = 'text' AND length({name}) <= {most}"
    if meaning := _MEANINGS.get(f"{table}.{column.name}"):
        rule += f" AND {meaning.format(name)}"
    return f"({name} IS NULL OR {rule})" if column.nullable else f"({name} NOT NULL AND {rule})"
