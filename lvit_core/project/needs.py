"""Why each image wants a look, remembered, so that the queue is there when a project opens.

A need is stored with a stamp of everything it was judged from, so that work done elsewhere (an
import, a run of the trainer, another computer) makes it stale instead of wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2s
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.dialects.sqlite import insert

from lvit_core.project import schema
from lvit_core.project.choices import KEY
from lvit_core.project.records import Need
from lvit_core.project.store import Store
from lvit_core.said_again import said_again
from lvit_core.wording import said

# Of the rules by which needs are judged: what other rules judged is not known any more.
_RULES = "2-"
# What is judged with figures in it; what has none is a message as it is.
_WITH_FIGURES = (
    said("sentence decides {percent:.0f} %"),
    said("model is unsure of {percent:.0f} %"),
    said("changed much, generation {before:.0f} to {after:.0f}"),
)


class NeedStore:
    """The part of a project that remembers why images are next."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[int, Need]:
        """What was judged so far, by image; some of it may be stale."""
        columns = schema.needs.c
        query = select(columns.image_id, columns.rank, columns.severity, columns.words).where(
            columns.seen.startswith(_RULES)
        )
        with self._store.read() as connection:
            return {
                image_id: Need(rank, severity, said_again(words, _WITH_FIGURES))
                for image_id, rank, severity, words in connection.execute(query)
            }

    def stale(self) -> list[tuple[int, str]]:
        """Images that changed since they were judged, and the stamp of what they are now."""
        with self._store.read() as connection:
            query = select(schema.needs.c.image_id, schema.needs.c.seen)
            known = {row[0]: row[1] for row in connection.execute(query)}
            return [
                (image_id, stamp)
                for image_id, stamp in _stamps(connection)
                if known.get(image_id) != stamp
            ]

    def save(self, image_id: int, need: Need, stamp: str) -> None:
        """Remembers a judgement about the image as ``stamp`` describes it."""
        values = {
            "rank": need.rank,
            "severity": need.severity,
            "words": need.words,
            "seen": stamp,
        }
        row = insert(schema.needs).values(image_id=image_id, **values)
        with self._store.write() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=["image_id"], set_=values))


def _stamps(connection: Any) -> Iterator[tuple[int, str]]:
    """One short fingerprint an image; reads columns only, never a mask."""
    journal, proposals, images = schema.journal.c, schema.proposals.c, schema.images.c
    edits = {
        row[0]: tuple(row[1:])
        for row in connection.execute(
            select(
                journal.image_id,
                func.max(journal.id),
                func.sum(case((journal.status == "done", 1), else_=0)),
            ).group_by(journal.image_id)
        )
    }
    predicted = {
        row[0]: tuple(row[1:])
        for row in connection.execute(
            select(proposals.image_id, func.max(proposals.created_at), func.count()).group_by(
                proposals.image_id
            )
        )
    }
    convention = connection.execute(
        select(schema.settings.c.value).where(schema.settings.c.key == "laterality")
    ).scalar_one_or_none()
    cuts = dict(
        tuple(row)
        for row in connection.execute(
            select(schema.settings.c.key, schema.settings.c.value).where(
                schema.settings.c.key.startswith(KEY), schema.settings.c.value != ""
            )
        )
    )
    rows = connection.execute(
        select(
            images.id,
            images.template,
            images.sentence,
            images.state,
            images.missing,
            images.reason,
            images.picture,
        )
    )
    for row in rows:
        known = [row.picture, cuts.get(KEY + row.template)]
        more = [one for one in known if one]
        facts = (tuple(row[1:-1]), edits.get(row[0]), predicted.get(row[0]), convention, *more)
        yield row[0], _RULES + blake2s(repr(facts).encode(), digest_size=8).hexdigest()
