"""Changing whose left a project means, without a sentence changing its meaning.

Every stored sentence is rewritten in one transaction: those of images, proposals and objects, and
those inside the journal, so that undoing an old step cannot bring back a sentence in the old
convention. The change itself is recorded in the settings.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, select, update

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.project import chain, schema
from lvit_core.project.chain import Act
from lvit_core.project.chained_steps import stored_step, told_now
from lvit_core.project.clock import now
from lvit_core.project.for_the_record import refuse_without_reason
from lvit_core.project.readings import FIELD, Reading
from lvit_core.project.records import ImageRecord
from lvit_core.project.store import Store
from lvit_core.prompt.laterality import CONVENTIONS, Sides, doubtful_words, restate
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template

HISTORY_KEY = "laterality_changes"

Rewrite = Callable[[str], str]

# What tells the rows of a table apart where it has no key of its own.
_KEYS = {
    "proposals": ["image_id", "layer"],
    "objects": ["image_id", "layer", "object_id"],
    "readings": ["image_id", "reader"],
}


@dataclass(frozen=True)
class ConventionPreview:
    """What converting would do: images whose sentence changes, and words that need a look.

    ``moved`` of them would mean another side if only the declaration changed: what is said of both
    sides alike stays true. ``examples`` are up to three pairs of old and new sentences;
    ``doubtful`` are pairs of image name and a word that may mean a side but was not understood.
    """

    changed: int
    moved: int
    examples: tuple[tuple[str, str], ...]
    doubtful: tuple[tuple[str, str], ...]


def preview_conversion(records: list[ImageRecord], from_: str, to: str) -> ConventionPreview:
    """Looks at the images' sentences without changing anything; without declared sides none do."""
    if from_ not in CONVENTIONS:
        return ConventionPreview(0, 0, (), ())
    templates = {record.template: load_template(record.template) for record in records}
    pairs: list[tuple[str, str]] = []
    alike: dict[tuple[str, str], bool] = {}  # by template and sentence: many have the same
    moved = 0
    doubtful: list[tuple[str, str]] = []
    for record in records:
        template = templates[record.template]
        if not template.laterality or not record.sentence:
            continue
        here = Sides(from_, record.orientation)
        new = restate(record.sentence, template, here, replace(here, convention=to))
        if new != record.sentence:
            pairs.append((record.sentence, new))
            key = record.template, record.sentence
            if key not in alike:
                alike[key] = _says_the_same(record.sentence, new, template)
            moved += not alike[key]
        words = doubtful_words(record.sentence, template)
        doubtful += [(record.name, word) for word in words]
    examples = tuple(dict.fromkeys(pairs))[:3]
    return ConventionPreview(len(pairs), moved, examples, tuple(doubtful))


def _says_the_same(text: str, other: str, template: Template) -> bool:
    """Whether two sentences have one meaning for certain: all of the first is in its values."""
    read = parse(text, template)
    whole = " ".join(text.lower().split()).rstrip(".") == read.canonical.lower().rstrip(".")
    return whole and parse(other, template).finding == read.finding


def change_convention(
    store: Store, from_: str, to: str, person: str = "", rewrite: bool = True, why: str = ""
) -> None:
    """Declares another convention and, with ``rewrite``, converts every stored sentence.

    Args:
        rewrite: False when the sentences were written in the new convention all along and only
            the declaration was wrong.
        why: The reason, where what was labeled for the record changes.

    Raises:
        ReasonWantedError: An image is labeled, the project for the record, and ``why`` empty.
        LViTError: ``to`` is no convention, or the project can only be read.
    """
    if to not in CONVENTIONS:
        raise LViTError(
            "'{to}' is no convention of left and right.", "Use viewer or patient.", to=to
        )
    with store.write() as connection:
        refuse_without_reason(connection, None, why)
        if rewrite and from_ in CONVENTIONS and from_ != to:
            _rewrite_all(store, connection, from_, to)
        store.set_value(connection, "laterality", to, why)
        entry = {"at": now(), "from": from_, "to": to, "person": person, "rewritten": rewrite}
        store.set_value(connection, HISTORY_KEY, json.dumps([*_history(connection), entry]))


def convention_history(store: Store) -> list[dict[str, Any]]:
    """Every change with ``at``, ``from``, ``to``, ``person`` and ``rewritten``, oldest first."""
    with store.read() as connection:
        return _history(connection)


def _rewrite_all(store: Store, connection: Connection, from_: str, to: str) -> None:
    images = schema.images.c
    templates: dict[str, Template] = {}
    query = select(images.id, images.template, images.orientation)
    for image_id, name, orientation in connection.execute(query).all():
        template = templates.setdefault(name, load_template(name))
        if not template.laterality:
            continue

        old, new = Sides(from_, orientation), Sides(to, orientation)
        if old.crossed == new.crossed:
            continue  # a mirrored image, or one of no declared side: the words are the same

        def rewrite(
            text: str, template: Template = template, old: Sides = old, new: Sides = new
        ) -> str:
            return restate(text, template, old, new)

        _rewrite_column(connection, schema.images, images.id == image_id, rewrite)
        for table in (schema.proposals, schema.objects, schema.readings):
            _rewrite_column(connection, table, table.c.image_id == image_id, rewrite)
        store.note(connection, chain.image_changed(image_id, told_now(connection, image_id)))
        _rewrite_journal(store, connection, image_id, rewrite)


def _rewrite_column(connection: Connection, table: Table, where: Any, rewrite: Rewrite) -> None:
    column = table.c.sentence
    texts = connection.execute(select(column).where(where).distinct()).scalars().all()
    pairs = {text: rewrite(text) for text in texts if text}
    # Both texts of a pair may occur, so rows are found by their keys before any is changed.
    keys = _KEYS.get(table.name) or [column.name for column in table.primary_key]
    columns = [table.c[name] for name in keys]
    rows = connection.execute(select(*columns, column.label("old")).where(where)).all()
    for row in rows:
        new = pairs.get(row.old, row.old)
        if new != row.old:
            same = [key == value for key, value in zip(columns, row[:-1], strict=True)]
            connection.execute(update(table).where(*same).values(sentence=new))


def _rewrite_journal(store: Store, connection: Connection, image_id: int, rewrite: Rewrite) -> None:
    journal = schema.journal
    query = select(journal.c.id, journal.c.data).where(journal.c.image_id == image_id)
    for entry_id, data in connection.execute(query).all():
        old = Edit.from_bytes(data)
        new = _rewritten_edit(old, rewrite)
        if new != old:
            content = new.to_bytes()
            connection.execute(
                update(journal)
                .where(journal.c.id == entry_id)
                .values(data=content, nbytes=len(content))
            )
            store.note(connection, stored_step(connection, Act.RESTATED, entry_id))


def _rewritten_edit(edit: Edit, rewrite: Rewrite) -> Edit:
    def text(value: str | None) -> str | None:
        return rewrite(value) if value else value

    changes = tuple(
        replace(change, before=text(change.before), after=text(change.after))
        if change.field == "sentence"
        else _rewritten_reading(change, rewrite)
        for change in edit.image
    )
    objects = tuple(
        ObjectChange(_rewritten_object(c.before, rewrite), _rewritten_object(c.after, rewrite))
        for c in edit.objects
    )
    return replace(edit, image=changes, objects=objects)


def _rewritten_reading(change: ImageChange, rewrite: Rewrite) -> ImageChange:
    if change.field != FIELD:
        return change

    def text(told: str | None) -> str | None:
        if told is None:
            return None
        reading = Reading.from_text(told)
        return replace(reading, sentence=rewrite(reading.sentence)).to_text()

    return replace(change, before=text(change.before), after=text(change.after))


def _rewritten_object(record: ObjectRecord | None, rewrite: Rewrite) -> ObjectRecord | None:
    if record is None or not record.provenance.sentence:
        return record
    provenance = replace(record.provenance, sentence=rewrite(record.provenance.sentence))
    return replace(record, provenance=provenance)


def _history(connection: Connection) -> list[dict[str, Any]]:
    columns = schema.settings.c
    stored = connection.execute(
        select(columns.value).where(columns.key == HISTORY_KEY)
    ).scalar_one_or_none()
    return list(json.loads(stored)) if stored else []
