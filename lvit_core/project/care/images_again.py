"""Rows of images that damage has cost, made again from the chain, which tells every fact of them.

Labels, steps and sentences stand in tables of their own: without the row of their image they would
be whole, and nobody's.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import SQLAlchemyError

from lvit_core.project import chain, schema
from lvit_core.project.care.expected import Expected
from lvit_core.project.readings import Reading


def images_again(connection: Connection, lost: set[str]) -> set[str]:
    """Makes rows again of images that a person did not take out, and of what others read in them.

    What another program removed as a whole stays removed: only what damage has cost comes back, and
    images whose steps and labels are still there.

    Args:
        connection: Of a transaction.
        lost: The tables that have lost rows. Of a chain that has nothing is believed: what is lost
            may have told that an image was taken out.

    Returns:
        The tables that have all their rows again, as far as the chain tells.
    """
    if schema.chain.name in lost or (expected := _told(connection)) is None:
        return set()
    images = schema.images
    there = set(connection.execute(select(images.c.id)).scalars())
    paths = set(connection.execute(select(images.c.path)).scalars())
    done, wanted = True, expected.images.keys() if images.name in lost else _with_work(connection)
    for number, facts in expected.images.items():
        if number in wanted and number not in there:
            done &= _put(connection, _row(number, facts, paths), paths)
    again = {images.name} if done else set()
    if schema.readings.name in lost:
        again |= _readings_again(connection, expected)
    return again


def _with_work(connection: Connection) -> set[int]:
    """Images that have steps or labels, whether they are there or not."""
    found: set[int] = set()
    for table in (schema.journal, schema.tiles):
        found.update(connection.execute(select(table.c.image_id).distinct()).scalars())
    return found


def _readings_again(connection: Connection, expected: Expected) -> set[str]:
    rows = schema.readings
    query = select(rows.c.image_id, rows.c.reader)
    there = {tuple(row) for row in connection.execute(query)}
    for number, facts in expected.images.items():
        for key, text in facts.items():
            if not key.startswith(chain.READING) or not text:
                continue
            try:
                told = Reading.from_text(text)
                values = {"reader": told.reader, "state": told.state, "sentence": told.sentence}
                if (number, told.reader) not in there:
                    connection.execute(insert(rows).values(image_id=number, **values))
            except (ValueError, KeyError, TypeError, RecursionError, SQLAlchemyError):
                return set()
    return {rows.name}


def _put(connection: Connection, row: dict[str, Any] | None, paths: set[str]) -> bool:
    """Whether the row could be stored: a strange project may tell what no column takes."""
    if row is None:
        return False
    try:
        connection.execute(insert(schema.images).values(row))
    except (SQLAlchemyError, OverflowError):
        return False
    paths.add(row[chain.PLACE])
    return True


def _told(connection: Connection) -> Expected | None:
    """What must be there by the chain; ``None`` where it is broken."""
    expected, before, due = Expected(), chain.START, 1
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        for link in chain.links(connection.exec_driver_sql):
            if link.number != due or link.hash != link.sealed(before):
                return None
            expected.take(link)
            before, due = link.hash, due + 1
        return expected
    return None


def _row(number: int, facts: dict[str, Any], paths: set[str]) -> dict[str, Any] | None:
    """The row of an image; ``None`` where an older version told too little of it."""
    names = (*chain.IMAGE_FACTS, *chain.PICTURE_FACTS, chain.PLACE)
    if not set(names) <= facts.keys():
        return None
    row = {"id": number, "missing": 0, "file_stamp": None, **{name: facts[name] for name in names}}
    if not isinstance(row[chain.PLACE], str):
        return None
    if row[chain.PLACE] in paths:  # it has been taken since: the picture is looked for by content
        row[chain.PLACE] = f"?{number}"
    return row
