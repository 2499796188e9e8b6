"""Rows of the image table as records; the list of 10,000 images must be there at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project import schema
from lvit_core.project.pixel_size import image_sizes, stated_sizes
from lvit_core.project.records import ImageRecord, ImageState, Picture
from lvit_core.project.spacing_known import is_square, stated_for
from lvit_core.project.sqlite_file import damaged
from lvit_core.project.store import Store

_COLUMNS = [column for column in schema.images.c if column.name not in ("file_size", "file_stamp")]
# Worded once: an export lists its images a dozen times.
_ALL = select(*_COLUMNS).order_by(schema.images.c.id)
_ALL_WAITING = select(schema.proposals.c.image_id)
_SOME_WAITING = _ALL_WAITING.where(schema.proposals.c.image_id == schema.images.c.id)
_STATES = {state.value: state for state in ImageState}
_KINDS = {kind.value: kind for kind in SpacingKind}
_PICTURES: dict[str | None, Picture] = {None: Picture.SAME} | {p.value: p for p in Picture}


def list_images(store: Store, condition: ColumnElement[bool] | None = None) -> list[ImageRecord]:
    """Records of all images, or of those that fit ``condition``, in the order they were added."""
    query, waiting = _ALL, _ALL_WAITING
    if condition is not None:
        query, waiting = query.where(condition), _SOME_WAITING.where(condition)
    with store.read() as connection:
        stated, own = stated_sizes(connection), image_sizes(connection)
        with_proposal = set(connection.execute(waiting).scalars())
        try:
            records = _records(_rows(connection, query, condition is None), with_proposal)
        except (KeyError, TypeError) as error:  # no version of the program writes such a row
            raise damaged() from error
    return [_as_stated(one, stated, own) for one in records] if stated or own else records


def _rows(connection: Connection, query: Select[Any], plain: bool) -> Iterable[Any]:
    """What is asked for; where it has no values of its own, from the driver, one after another.

    The layer above takes a fifth of the time for 100,000, and to let go of all of them a tenth.
    """
    if not plain:
        return connection.execute(query)
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver.execute(str(query.compile(connection))).fetchall()


def _records(rows: Iterable[Any], with_proposal: Set[int]) -> list[ImageRecord]:
    """In one expression: a call a row would take a tenth of a second for 100,000."""
    return [
        ImageRecord(
            image_id, path, name, digest, height + 0, width + 0, channels + 0,
            None if spacing_y is None else (spacing_y, spacing_x),
            orientation, group, template, sentence, _STATES[state], split, missing != 0,
            image_id in with_proposal, reason, added_at, _PICTURES[picture], _KINDS.get(kind),
        )
        for (
            image_id, path, name, digest, height, width, channels, spacing_y, spacing_x,
            orientation, group, template, sentence, state, split, missing, reason, added_at,
            picture, kind,
        ) in rows
    ]  # fmt: skip


def _as_stated(
    record: ImageRecord, stated: Mapping[str, float | None], own: Mapping[int, float]
) -> ImageRecord:
    """Where the file tells no size of a pixel, what a person said of it, its folder or its kind."""
    if record.spacing_mm is not None:
        return record
    um = own[record.id] if record.id in own else stated_for(stated, record)
    if um is None or not is_square(record):  # one number is wrong for those
        return record
    return replace(record, spacing_mm=(um / 1000, um / 1000), spacing_kind=SpacingKind.STATED)
