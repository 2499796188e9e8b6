"""Repairing a project: what can be made again is made again, what cannot is named.

A backup is made first. Labels come from the journal, and only where it tells everything; nothing a
person made is guessed or thrown away.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, select, update

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange
from lvit_core.errors import LViTError
from lvit_core.inside import path_inside
from lvit_core.progress import Progress
from lvit_core.project import chain, planes, schema, sqlite_file
from lvit_core.project.care.backups import Backup, StepDone, Why, back_up
from lvit_core.project.care.checking import (
    check,
    damaged_proposals,
    is_whole_png,
)
from lvit_core.project.care.findings import Finding, Kind
from lvit_core.project.care.images_again import images_again
from lvit_core.project.care.known_settings import drop_settings, known_settings
from lvit_core.project.care.labels import LayerLabels, examine
from lvit_core.project.care.salvage import Lost, table_item, write_anew
from lvit_core.project.chain import Act, Deed, image_changed
from lvit_core.project.images import ImageStore
from lvit_core.project.journal import JournalStore
from lvit_core.project.locking import locked
from lvit_core.project.records import ImageState, Picture
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.project.store import Store

MOST_TOLD = 100  # findings that the chain tells in words


@dataclass(frozen=True)
class Repair:
    """What a repair did.

    Args:
        backup: What the project was before; ``None`` where nothing was wrong.
        found: What was wrong.
        left: What still is, and what was lost.
    """

    backup: Backup | None
    found: list[Finding]
    left: list[Finding]

    @property
    def mended(self) -> list[Finding]:
        """What was wrong and is not any more."""
        left = {(one.kind, one.item) for one in self.left}
        return [one for one in self.found if (one.kind, one.item) not in left]


def repair(
    folder: str | Path,
    at: datetime,
    progress: Progress | None = None,
    step_done: StepDone | None = None,
    person: str = "",
) -> Repair:
    """Mends what can be mended in a project that nobody has open.

    Args:
        folder: The project.
        at: Now, in UTC.
        progress: Told at each image that is looked at.
        step_done: Told how far the backup is.
        person: Who asks for it.

    Raises:
        LViTError: It is open elsewhere, of another version, or the disk refuses.
    """
    folder = Path(folder)
    folder = folder.absolute()
    file = folder / FILE_NAME
    gone: list[Lost] = []
    with locked(folder):
        found = check(folder, progress)
        if not found:
            return Repair(None, [], [])
        backup = back_up(file, Why.BEFORE_REPAIR, at, step_done)
        if any(one.kind is Kind.FILE for one in found):
            gone = _mend_file(folder)
    lost = [one.finding for one in gone]
    with suppress(LViTError):  # what keeps it from being opened is found again below
        store = Store.open(folder)
        store.person = person
        try:
            told = {one.item for one in found}
            orphans, gone = _mend_rows(store, told, gone, _detail(backup, found, gone))
            lost = [*(one.finding for one in gone), *orphans]
        finally:
            store.close()
    left = check(folder, progress)
    return Repair(backup, found, [*_still_lost(lost, left), *left])


def _detail(backup: Backup, found: list[Finding], gone: list[Lost]) -> dict[str, Any]:
    """What the chain is told: what was wrong, and what of it is lost.

    Where rows are lost that the chain tells of, what is left is chained anew, as it is found.
    """
    return {
        "backup": backup.name,
        "found": [one.text for one in found[:MOST_TOLD]],
        "count": len(found),
        "lost": [[one.finding.item, one.finding.problem] for one in gone],
        "links": [[one.first, one.last] for one in gone if one.table == schema.chain.name],
    }


def _still_lost(lost: list[Finding], left: list[Finding]) -> list[Finding]:
    """Without the tables that were made again from a history that tells everything."""
    journal = table_item(schema.journal.name)
    doubtful = {Kind.HISTORY, Kind.TILE, Kind.OBJECT, Kind.FILE}
    if any(one.item == journal for one in lost) or any(one.kind in doubtful for one in left):
        return lost
    again = {table_item(table.name) for table in (schema.tiles, schema.objects, schema.object_ids)}
    return [one for one in lost if one.item not in again]


def _mend_file(folder: Path) -> list[Lost]:
    """Makes the indexes again; where that is not enough, the whole file. Returns what is lost."""
    file = folder / FILE_NAME
    with suppress(sqlite3.DatabaseError, LViTError):
        connection = sqlite_file.connect(file, read_only=False)
        try:
            connection.execute("REINDEX")
        finally:
            connection.close()
    if not any(one.kind is Kind.FILE for one in check(folder)):
        return []
    try:
        return write_anew(file)
    except (sqlite3.DatabaseError, LViTError):
        return []  # nothing can be read; the check says so


def _mend_rows(
    store: Store, told: set[str], gone: list[Lost], detail: dict[str, Any]
) -> tuple[list[Finding], list[Lost]]:
    """Mends what lies in the tables.

    Returns:
        What was lost and had not been found before; what of ``gone`` is not there again.
    """
    with store.write() as connection:
        again = images_again(connection, {one.table for one in gone if one.last})
        gone = [one for one in gone if one.table not in again or not one.last]
        chained = (schema.chain.name, *chain.TABLES)
        detail["anew"] = any(one.table in chained for one in gone)
        removed, run = _remove_orphans(connection), connection.exec_driver_sql
        dropped = drop_settings(connection)
        store.note(connection, Deed(Act.REPAIRED, detail={**detail, "dropped": dropped}))
        if detail["anew"]:
            chain.extend(run, store.person, chain.found(run, Act.AT_REPAIR))
        for key, value in known_settings(connection, store.folder).items():
            store.set_value(connection, key, value)
        _mend_states(store, connection)
    for record in ImageStore(store).all():
        with suppress(LViTError, ValueError):  # the check names it again
            for layer in damaged_proposals(store, record.id):
                _remove_proposal(store, record.id, layer)
            _mend_labels(store, record.id)
        with suppress(LViTError, OSError):
            place = path_inside(store.folder / "cache" / "thumbnails", f"{record.content_hash}.png")
            if place.is_file() and not is_whole_png(place):
                place.unlink()
    orphans = [
        Finding(
            Kind.REFERENCE,
            table,
            f"{count} rows belonged to images that are lost, and were removed.",
            "",
            "They are in the backup that was made first.",
        )
        for table, count in removed.items()
        if table not in told
    ]
    return orphans, gone


def _remove_orphans(connection: Connection) -> dict[str, int]:
    """Removes rows whose image is not there; returns how many of each table."""
    removed: dict[str, int] = {}
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    known = {table.name for table in schema.metadata.sorted_tables}
    for table, number, *_ in rows:
        if table in known and number is not None:
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))
            removed[table] = removed.get(table, 0) + 1
    return removed


def _mend_states(store: Store, connection: Connection) -> None:
    """What is no state becomes one that claims nothing: to be looked at again."""
    images, state = schema.images, ImageState.IN_PROGRESS.value
    wrong = images.c.state.not_in([state.value for state in ImageState])
    for image_id in connection.execute(select(images.c.id).where(wrong)).scalars().all():
        connection.execute(update(images).where(images.c.id == image_id).values(state=state))
        store.note(connection, image_changed(image_id, {"state": state}))
    connection.execute(
        update(images)
        .where(images.c.picture.not_in([picture.value for picture in Picture]))
        .values(picture=None, file_stamp=None)  # it is compared anew
    )


def _remove_proposal(store: Store, image_id: int, layer: str) -> None:
    rows = schema.proposals.c
    with store.write() as connection:
        connection.execute(
            delete(schema.proposals).where(rows.image_id == image_id, rows.layer == layer)
        )


def _mend_labels(store: Store, image_id: int) -> None:
    """Makes tiles, rows and counters again in one transaction; then removes empty objects."""
    with store.write() as connection:
        for one in examine(connection, image_id).layers:
            _from_history(connection, image_id, one)
    with store.read() as connection:
        layers = examine(connection, image_id).layers
    for one in layers:
        changes = tuple(
            ObjectChange(record, None)
            for record in one.objects
            if one.known is not None and record.id in set(one.without_pixels)
        )
        if changes:
            edit = Edit("Remove objects without pixels", one.layer, objects=changes)
            JournalStore(store).append(image_id, edit, why="Repair: objects without pixels.")


def _from_history(connection: Connection, image_id: int, one: LayerLabels) -> None:
    if one.known is not None:
        plane = one.known.plane
        planes.write_tiles(connection, image_id, one.layer, plane, [*one.damaged, *one.different])
        changes = []
        for number in one.wrong_objects:
            before, after = one.objects.get(number), one.known.records.get(number)
            changes.append(ObjectChange(before, after))
        planes.write_objects(connection, image_id, one.layer, changes)
    if one.highest_id:
        planes.raise_counter(connection, image_id, one.layer, one.highest_id + 1)
