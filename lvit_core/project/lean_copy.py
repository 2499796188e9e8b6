"""A copy of a project without what made it so: what a preview changes and throws away.

The steps of the history hold every stroke ever drawn, and proposals a plane of probabilities each;
together they may be gigabytes. Nothing that is shown, counted or imported into reads them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from lvit_core.project.schema import SCHEMA_VERSION
from lvit_core.project.sqlite_file import FILE_NAME

_LEFT_OUT = frozenset({"proposals", "rejections", "needs"})
_EMPTIED = {"journal": ("data",), "acceptances": ("within", "probability", "objects")}
_PAGES_AT_ONCE = 1024
_STEPS_AT_ONCE = 100_000  # of SQLite's machine, between two questions


def copy_without_history(folder: Path, target: Path, asked: Callable[[], object]) -> None:
    """Copies what is stored of a project but the contents of its steps, and what waits in it.

    Args:
        folder: Of the project; it is only read. One of an older version is copied whole, because
            bringing it up to date may need all of it.
        target: The new file.
        asked: Called now and then; may raise to stop it.
    """
    address = f"{(folder / FILE_NAME).as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(address, uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        if source.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=lambda *_: asked())
            return
    stopped: list[BaseException] = []

    def stop() -> int:
        try:
            asked()
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it
            stopped.append(error)
        return bool(stopped)

    with closing(sqlite3.connect(target.as_uri(), uri=True, isolation_level=None)) as copy:
        copy.execute("ATTACH ? AS source", (address,))
        copy.set_progress_handler(stop, _STEPS_AT_ONCE)
        try:
            _copy(copy, asked)
        except sqlite3.OperationalError:
            if stopped:
                raise stopped[0] from None
            raise


def _copy(copy: sqlite3.Connection, asked: Callable[[], object]) -> None:
    copy.execute("BEGIN")
    made = copy.execute(
        "SELECT type, name, sql FROM source.sqlite_master WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite_%' ORDER BY type = 'table' DESC"
    ).fetchall()
    for kind, name, text in made:
        asked()
        copy.execute(text)
        if kind == "table" and name not in _LEFT_OUT:
            columns = [row[1] for row in copy.execute(f'PRAGMA main.table_info("{name}")')]
            emptied = _EMPTIED.get(name, ())
            taken = ", ".join("x''" if one in emptied else f'"{one}"' for one in columns)
            copy.execute(f'INSERT INTO main."{name}" SELECT {taken} FROM source."{name}"')
    copy.execute("DELETE FROM main.sqlite_sequence")
    copy.execute("INSERT INTO main.sqlite_sequence SELECT * FROM source.sqlite_sequence")
    copy.execute(f"PRAGMA main.user_version = {SCHEMA_VERSION}")
    copy.execute("COMMIT")
