"""Remembers which files of the images are gone, without asking the disk for each."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from sqlalchemy import update

from lvit_core.project import schema
from lvit_core.project.paths import files_gone
from lvit_core.project.store import Store


class Known(Protocol):
    """What is stored of an image: a record, or a row."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def path(self) -> str:
        """Its stored path."""

    @property
    def missing(self) -> object:
        """Whether its file is known to be gone."""


def note_missing(store: Store, images: Sequence[Known]) -> tuple[list[int], list[int]]:
    """Looks for the files of images, and writes down where something is new.

    Args:
        store: Of the project.
        images: What is stored of them.

    Returns:
        The ids of images whose files are gone, and of those of which that is news.
    """
    paths_gone = files_gone(store.folder, list(map(attrgetter("path"), images)))
    known = {image.id for image in images if image.missing}
    gone = [image.id for image in images if image.path in paths_gone] if paths_gone else []
    now_missing = set(gone)
    news = sorted(now_missing ^ known)
    if not news or store.read_only:
        return gone, []
    table = schema.images
    with store.write() as connection:
        for image_id in news:
            missing = int(image_id in now_missing)
            connection.execute(update(table).where(table.c.id == image_id).values(missing=missing))
    return gone, news
