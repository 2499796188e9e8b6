"""Makes a project file of today one of an older version, for tests of what brings it up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

# What each version has added since 10, the newest first.
_ADDED = (
    "ALTER TABLE answers DROP COLUMN insisted",
    "ALTER TABLE objects DROP COLUMN probability",
    "ALTER TABLE acceptances DROP COLUMN class_names",
    "ALTER TABLE acceptances DROP COLUMN class_planes",
    "ALTER TABLE proposals DROP COLUMN class_names",
    "ALTER TABLE proposals DROP COLUMN class_planes",
    "ALTER TABLE acceptances DROP COLUMN depth",
    "ALTER TABLE proposals DROP COLUMN depth",
    "DROP TABLE rejections",
    "ALTER TABLE proposals DROP COLUMN cut",
    "ALTER TABLE answers DROP COLUMN min_area_px",
    "DROP TABLE chain",
    "ALTER TABLE journal DROP COLUMN why",
    "ALTER TABLE acceptances DROP COLUMN why",
)


def before_chains(file: Path) -> None:
    """Makes it one of version 10, the last that kept no chain."""
    with closing(sqlite3.connect(file)) as connection:
        for statement in (*_ADDED, "PRAGMA user_version = 10"):
            connection.execute(statement)
        connection.commit()
