"""What in a project file acts by itself: no version of the program makes such a thing.

A trigger of a stranger could change or delete with every stroke, and a view in place of a table
might never end to be read: SQLite then hears neither a cancel nor Ctrl+C.
"""

from __future__ import annotations

import json
import sqlite3

from lvit_core.errors import LViTError
from lvit_core.project import schema

_TABLES = json.dumps(list(schema.metadata.tables))
_QUERY = (
    "SELECT type, name FROM sqlite_master WHERE type = 'trigger' OR "
    "(type != 'index' AND name COLLATE NOCASE IN (SELECT value FROM json_each(?)) "
    "AND (type != 'table' OR sql NOT LIKE 'CREATE TABLE%'))"
)
_MOST_SIGNS = 60


def refuse_foreign(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, where its file holds no trigger, and tables are tables; else it is closed.

    Raises:
        LViTError: They are not.
        sqlite3.Error: The file cannot be read.
    """
    try:
        found = connection.execute(_QUERY, [_TABLES]).fetchone()
    except BaseException:
        connection.close()
        raise
    if found is None:
        return connection
    connection.close()
    kind, name = (str(one)[:_MOST_SIGNS] for one in found)
    raise LViTError(
        "The project file holds a {kind} named {name!r}, which acts by itself. No version of this "
        "program has made it.",
        "Do not trust the project: ask whoever gave it to you. `lvit project restore` goes back "
        "to a backup.",
        kind=kind,
        name=name,
    )
