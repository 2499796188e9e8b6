"""Going back to a backup; the present state becomes one first, so that going back is undone too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.project import chain, schema, sqlite_file
from lvit_core.project.care.backups import (
    Backup,
    StepDone,
    Why,
    back_up,
    damage_of,
    find_backup,
    put_back,
)
from lvit_core.project.chain import Act, Deed
from lvit_core.project.for_the_record import refuse_file_without_reason
from lvit_core.project.locking import locked


@dataclass(frozen=True)
class Restored:
    """What was put in place, and where the state before it is kept."""

    backup: Backup
    kept: Backup | None  # None where the project file was gone


def restore(
    folder: str | Path,
    name: str,
    at: datetime,
    step_done: StepDone | None = None,
    person: str = "",
    why: str = "",
) -> Restored:
    """Makes a backup the project's present state; images, models and exports stay as they are.

    Args:
        folder: The project, which nobody may have open.
        name: Of the backup.
        at: Now, in UTC.
        step_done: Told how far keeping the present state is.
        person: Who asks for it.
        why: The reason, where what was labeled for the record may change.

    Raises:
        ReasonWantedError: An image is labeled, the project for the record, and ``why`` empty.
        LViTError: The project is open elsewhere, there is no such backup, the backup is damaged or
            of a newer version, or the disk refuses. The project is then as it was.
    """
    folder = Path(folder)
    folder = folder.absolute()
    file = folder / sqlite_file.FILE_NAME
    backup = find_backup(file, name)
    version = _usable_version(backup)
    with locked(folder):
        kept = None
        if file.is_file():
            refuse_file_without_reason(file, why)
            kept = back_up(file, Why.BEFORE_RESTORE, at, step_done, spare=backup)
        detail: dict[str, Any] = {"backup": backup.name, "kept": "" if kept is None else kept.name}
        detail |= chain.reason(why)
        left = chain.head_of_file(file) if file.is_file() else None
        if left is not None:
            detail |= {"left_number": str(left.number), "left_hash": left.hash.hex()}
            detail |= {"left": left_rows(file, backup.file)}
        try:
            put_back(backup.file, file, lambda copy: _tell(copy, version, person, detail))
        except OSError as error:
            raise LViTError(
                "The backup cannot be put in place: {strerror}.",
                "Make room on the disk, or allow writing to the project's folder.",
                strerror=error.strerror,
            ) from error
    return Restored(backup, kept)


def _usable_version(backup: Backup) -> int:
    """The schema version of a backup; raises ``LViTError`` where it cannot be gone back to."""
    try:
        version = sqlite_file.version_of_file(backup.file)
        found = damage_of(backup.file)
    except LViTError as error:
        found = [error.message]
    if found:
        raise LViTError("The backup {name} is damaged.", "Choose another one.", name=backup.name)
    if not 0 < version <= schema.SCHEMA_VERSION:
        raise LViTError(
            "The backup {name} is of another version (schema {version}, this program "
            "knows {schema_version}).",
            "Install the newer version, or choose another backup.",
            name=backup.name,
            version=version,
            schema_version=schema.SCHEMA_VERSION,
        )
    return version


def left_rows(file: Path, backup: Path) -> list[list[int]]:
    """The rows of a chain that going back to a backup leaves behind, and those it had left before.

    A row that tells of an earlier return may be among those that are left now. What it told is told
    again, or backups of that time would look as if the chain had been cut off.

    Returns:
        The first and the last number of each stretch, in order; no two of them touch.
    """
    kept = {number: made for number, made, _act, _detail in _rows(backup)}
    stretches: list[tuple[int, int]] = []
    lost: list[int] = []
    for number, made, act, detail in _rows(file):
        if kept.get(number) != made:
            lost.append(number)
            if act == Act.RESTORED:
                with suppress(ValueError, TypeError):  # the audit says that the row makes no sense
                    stretches += left_by(number, detail)
    if lost:
        stretches.append((lost[0], lost[-1]))
    joined: list[list[int]] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return joined


def left_by(number: int, told: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The stretches of rows that a return to a backup has left, as its row tells.

    Args:
        number: Of that row.
        told: Its detail; that of older versions tells only where the chain that it left ended.

    Raises:
        ValueError, TypeError: It makes no sense.
    """
    if "left" in told:
        return [(int(first), int(last)) for first, last in told["left"]]
    return [(number, int(told["left_number"]))] if "left_number" in told else []


def _rows(file: Path) -> Iterator[tuple[int, bytes, str, dict[str, Any]]]:
    """Number, hash, act and detail of each row; none where the file is damaged or has no chain."""
    with suppress(sqlite3.Error, LViTError), closing(sqlite_file.connect(file, True)) as connection:
        for link in chain.links(connection.execute):
            yield link.number, link.hash, link.act, link.told


def _tell(file: Path, version: int, person: str, detail: dict[str, Any]) -> None:
    """Chains that the project went back, and what chain it left."""
    if version < schema.SCHEMA_VERSION:
        from lvit_core.project.migrations.run import migrate  # noqa: PLC0415 - Alembic takes 0.2 s

        migrate(file, version)
    try:
        chain.extend_file(file, person, [Deed(Act.RESTORED, detail=detail)])
    except sqlite3.Error as error:
        raise (sqlite_file.in_words(error) or error) from error
