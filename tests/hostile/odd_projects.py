"""Folders that call themselves projects: each is made from a sound one and is wrong in one way."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

FILE = "project.sqlite"
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
Spoil = Callable[[Path], None]


def sql(*statements: str) -> Spoil:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / FILE)) as file:
            for statement in statements:
                file.execute(statement)
            file.commit()

    return change


def bytes_of(name: str, content: bytes) -> Spoil:
    return lambda folder: _write(folder / name, content)


def _write(place: Path, content: bytes) -> None:
    place.unlink(missing_ok=True)
    place.write_bytes(content)


def cut(share: float) -> Spoil:
    def change(folder: Path) -> None:
        whole = (folder / FILE).read_bytes()
        (folder / FILE).write_bytes(whole[: int(len(whole) * share)])

    return change


def zeroed(begin: float) -> Spoil:
    def change(folder: Path) -> None:
        whole = bytearray((folder / FILE).read_bytes())
        place = int(len(whole) * begin)
        whole[place : place + 4096] = bytes(len(whole[place : place + 4096]))
        (folder / FILE).write_bytes(whole)

    return change


def instead(name: str, make: Callable[[Path], object]) -> Spoil:
    """Something else bears the name."""

    def change(folder: Path) -> None:
        place = folder / name
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        make(place)

    return change


def link(to: str) -> Callable[[Path], object]:
    return lambda place: place.symlink_to(to)


def outside(place: Path) -> None:
    """A folder that is none of the project's business."""
    place.symlink_to(place.parents[1] / "bait")


def view(name: str) -> Spoil:
    """A table that is none: whoever reads it never ends."""

    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / FILE)) as file:
            columns = [row[1] for row in file.execute(f"PRAGMA table_info({name})")]
        told = ", ".join(f"x AS {column}" for column in columns)
        made = f"CREATE VIEW {name} AS {ENDLESS} SELECT {told} FROM n"
        sql(f"ALTER TABLE {name} RENAME TO other_{name}", made)(folder)

    return change


def trigger(name: str, deed: str, when: str = "INSERT") -> Spoil:
    return sql(f"CREATE TRIGGER odd AFTER {when} ON {name} BEGIN {deed}; END")


def path(told: str) -> Spoil:
    return sql(f"UPDATE images SET path = '{told}'")


ODD: dict[str, Spoil] = {
    "no bytes": bytes_of(FILE, b""),
    "text": bytes_of(FILE, b"no data base" * 500),
    "a header alone": bytes_of(FILE, b"SQLite format 3\0"),
    "half": cut(0.5),
    "nine tenths": cut(0.9),
    "no first page": zeroed(0.0),
    "a page of noughts": zeroed(0.4),
    "the last page": zeroed(0.96),
    "from the future": sql("PRAGMA user_version = 2147483647"),
    "from before all": sql("PRAGMA user_version = 0"),
    "before nought": sql("PRAGMA user_version = -5"),
    "version 1": sql("PRAGMA user_version = 1"),
    "a folder": instead(FILE, lambda place: place.mkdir()),
    "a pipe": instead(FILE, os.mkfifo),
    "endless": instead(FILE, link("/dev/zero")),
    "nothing": instead(FILE, link("/dev/null")),
    "a circle": instead(FILE, link(FILE)),
    "dangling": instead(FILE, link("no/where")),
    "a password file": instead(FILE, link("/etc/passwd")),
    "another data base": instead(
        FILE, lambda place: sqlite3.connect(place).execute("CREATE TABLE t (a)").connection.close()
    ),
    "a journal": bytes_of(f"{FILE}-wal", b"\xff" * 9000),
    "a journal that is a pipe": instead(f"{FILE}-wal", os.mkfifo),
    "shared memory that is a folder": instead(f"{FILE}-shm", lambda place: place.mkdir()),
    "a hot journal": bytes_of(
        f"{FILE}-journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 900
    ),
    "a lock that is a folder": instead(".project.lock", lambda place: place.mkdir()),
    "a lock that is a pipe": instead(".project.lock", os.mkfifo),
    "a cache that is a file": instead("cache", lambda place: place.write_text("x")),
    "a cache elsewhere": instead("cache", outside),
    "backups that are a file": instead("backups", lambda place: place.write_text("x")),
    "backups elsewhere": instead("backups", outside),
    "backups in a circle": instead("backups", link("backups")),
    "models elsewhere": instead("models", outside),
    "models that are a pipe": instead("models", os.mkfifo),
    "no table of images": sql("DROP TABLE images"),
    "no journal of steps": sql("DROP TABLE journal"),
    "no settings": sql("DELETE FROM settings"),
    "no table of settings": sql("DROP TABLE settings"),
    "no chain": sql("DELETE FROM chain"),
    "no column": sql("ALTER TABLE images RENAME COLUMN width TO w"),
    "images without end": view("images"),
    "settings without end": view("settings"),
    "a chain without end": view("chain"),
    "steps without end": view("journal"),
    "a step that deletes": trigger("chain", "DELETE FROM journal"),
    "a change that never ends": trigger(
        "settings", f"DELETE FROM tiles WHERE tile_x IN ({ENDLESS} SELECT x FROM n)", "UPDATE"
    ),
    "a device as a picture": path("/dev/zero"),
    "a pipe as a picture": path("../fifo.png"),
    "passwords as a picture": path("/etc/passwd"),
    "far above": path("../" * 900 + "etc/passwd"),
    "no path": path(""),
    "a long path": path("a" * 9000),
    "a kind that leads out": sql(
        "UPDATE settings SET value = '\"../../kind\"' WHERE key LIKE '%template%'"
    ),
    "settings that are none": sql("UPDATE settings SET value = '[[[['"),
    "deep settings": sql(f"UPDATE settings SET value = '{'[' * 100_000}'"),
    "digests that lead out": sql("UPDATE images SET content_hash = '../../x'"),
    "a picture without end": sql("UPDATE images SET width = 2147483647, height = 2147483647"),
    "a picture of nothing": sql("UPDATE images SET width = 0, height = -1"),
}
