"""Remembers which files of the images are gone, without asking the disk for each."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from lvit_core.project import schema
from lvit_core.project.paths import files_gone
from lvit_core.project.store import Store


def note_missing(store: Store) -> tuple[list[int], list[int]]:
    """Looks for the files of all images, and writes down where something is new.

    Args:
        store: Of the project; where it can only be read, nothing is news.

    Returns:
        The ids of images whose files are gone, and of those of which that is news.
    """
    table = schema.images
    with store.read() as connection:
        rows = connection.execute(select(table.c.id, table.c.path, table.c.missing)).all()
    paths_gone = files_gone(store.folder, [path for _, path, _ in rows])
    known = {number for number, _, missing in rows if missing}
    gone = [number for number, path, _ in rows if path in paths_gone] if paths_gone else []
    now_missing = set(gone)
    news = sorted(now_missing ^ known)
    if not news or store.read_only:
        return gone, []
    change = update(table).where(table.c.id == bindparam("number"))
    values = [{"number": number, "missing": int(number in now_missing)} for number in news]
    with store.write() as connection:
        connection.execute(change.values(missing=bindparam("missing")), values)
    return gone, news
