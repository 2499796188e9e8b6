"""Remembers which files of the images are gone, without asking the disk for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from lvit_core.project import schema
from lvit_core.project.paths import files_gone
from lvit_core.project.store import Store


def note_missing(store: Store, rows: Sequence[Any]) -> tuple[list[int], list[int]]:
    """Looks for the files of images, and writes down where something is new.

    Args:
        store: Of the project.
        rows: Of each image its id, its stored path, and whether it is known to be missing.

    Returns:
        The ids of images whose files are gone, and of those of which that is news.
    """
    paths_gone = files_gone(store.folder, [path for _, path, _ in rows])
    gone = [image_id for image_id, path, _ in rows if path in paths_gone]
    now_missing = set(gone)
    news = sorted(now_missing ^ {image_id for image_id, _, known in rows if known})
    if not news or store.read_only:
        return gone, []
    images = schema.images
    with store.write() as connection:
        for image_id in news:
            missing = int(image_id in now_missing)
            connection.execute(
                update(images).where(images.c.id == image_id).values(missing=missing)
            )
    return gone, news
