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


def images_again(connection: Connection, *, whole: bool) -> bool:
    """Makes rows again of images that a person did not take out.

    Args:
        connection: Of a transaction.
        whole: Whether the chain lost no row: one may have told that an image was taken out.

    Returns:
        Whether all images that the chain tells of are there.
    """
    if not whole or (expected := _told(connection)) is None:
        return False
    images = schema.images
    there = set(connection.execute(select(images.c.id)).scalars())
    paths = set(connection.execute(select(images.c.path)).scalars())
    done = True
    for number, facts in expected.images.items():
        if number not in there:
            done &= _put(connection, _row(number, facts, paths), paths)
    return done


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
