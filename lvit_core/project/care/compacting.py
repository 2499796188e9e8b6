"""Giving the room that a project file no longer needs back to the disk."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from lvit_core.project import chain, sqlite_file
from lvit_core.project.care.backups import damage_of
from lvit_core.project.chain import Act, Deed
from lvit_core.wording import counted


@dataclass(frozen=True)
class Compacted:
    """What a project takes on the disk.

    Attributes:
        before, after: Bytes of the file, and of the journal beside it.
        gestures: Steps of people in it, undone ones too.
        gesture_bytes: What these take of it.
    """

    before: int
    after: int
    gestures: int
    gesture_bytes: int

    @property
    def bytes_per_gesture(self) -> float | None:
        """The mean; ``None`` where nobody did anything yet."""
        return self.gesture_bytes / self.gestures if self.gestures else None

    @property
    def text(self) -> str:
        """For a person."""
        freed, mean = max(0, self.before - self.after), self.bytes_per_gesture
        told = "" if mean is None else f"{counted(self.gestures, 'step')} of {mean:,.0f} bytes. "
        return f"{told}{self.before:,} bytes before, {self.after:,} after: {freed:,} freed."


def compact(file: str | Path, person: str = "") -> Compacted:
    """Writes a project file anew without gaps; nothing in it changes but that the chain tells it.

    Whoever calls holds the right to write. Others of the same program may go on; they wait.

    Args:
        file: The project file.
        person: Who asks for it.

    Raises:
        LViTError: The file is damaged, or the disk has no room for a second one meanwhile.
    """
    file = Path(file)
    before = _size(file)
    freed = {"bytes_before": before}
    if damage_of(file):
        raise sqlite_file.damaged()
    try:
        connection = sqlite_file.connect(file, read_only=False)
        try:
            connection.isolation_level = None
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            connection.execute("BEGIN IMMEDIATE")
            chain.extend(connection.execute, person, [Deed(Act.COMPACTED, detail=freed)])
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            query = "SELECT count(*), coalesce(sum(length(data)), 0) FROM journal"
            gestures, gesture_bytes = connection.execute(query).fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise (sqlite_file.in_words(error) or error) from error
    return Compacted(before, _size(file), gestures, gesture_bytes)


def _size(file: Path) -> int:
    found = (file, file.with_name(f"{file.name}-wal"))
    return sum(path.stat().st_size for path in found if path.is_file())
