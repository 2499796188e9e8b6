"""The edit journal: undo history, autosave, crash recovery and audit trail in one table.

Rows are never deleted. ``done`` rows are in force, ``undone`` rows can be redone, and a new edit
turns the undone ones into ``abandoned``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectTable
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError, OvertakenError
from lvit_core.project import confirming, planes, proposals, reading_store, rejection, schema
from lvit_core.project.acceptances import settle
from lvit_core.project.accepted import Settlement
from lvit_core.project.chain import Act, Deed, step_digest
from lvit_core.project.chained_steps import stored_step, told_fields
from lvit_core.project.clock import now
from lvit_core.project.for_the_record import concern_labels, refuse_without_reason
from lvit_core.project.readings import FIELD, layer_and_reader
from lvit_core.project.records import ImageState, JournalEntry, ObjectKind
from lvit_core.project.rows import reading_row
from lvit_core.project.store import Store
from lvit_core.prompt.template import REGIONS

_LABELS = "A label of this image"
DONE, UNDONE, ABANDONED = "done", "undone", "abandoned"

# What an edit may change about the image itself, and in which column it stands.
IMAGE_FIELDS = {
    "sentence": "sentence",
    "state": "state",
    "template": "template",
    "reason": "reason",
}

# What an edit may change in rows beside the image's own.
_ROWS = {
    FIELD: reading_store.apply_change,
    rejection.FIELD: proposals.apply_change,
    confirming.FIELD: lambda *_: None,  # the step says it all
}


class JournalStore:
    """The part of a project that records edits and gives planes and objects back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(
        self,
        image_id: int,
        edit: Edit,
        person: str | None = None,
        settles: Settlement | None = None,
        why: str = "",
        after: int | None = None,
    ) -> int:
        """Makes one edit durable: journal, tiles, objects and image columns in one transaction.

        Edits that were undone become abandoned. When this returns, the edit survives a crash.
        What was accepted and is settled by it is settled in the same transaction.

        Args:
            image_id: The image.
            edit: What changes.
            person: By whom; who works on the project now where nothing is said.
            settles: What becomes labels by it.
            why: The reason, where what was labeled is changed.
            after: The newest step in force of the labels it was computed on, see `newest`;
                ``None`` where nobody else can have changed them.

        Returns:
            The id of the journal entry, for `undo_edit`.

        Raises:
            ReasonWantedError: The image is labeled, the project for the record, and ``why`` empty.
            OvertakenError: Another step than ``after`` is the newest.
            LViTError: The image is gone, the disk is full, or the project is read-only.
        """
        return self.append_all(image_id, [edit], person, settles, why, after)[0]

    def append_all(
        self,
        image_id: int,
        edits: Sequence[Edit],
        person: str | None = None,
        settles: Settlement | None = None,
        why: str = "",
        after: int | None = None,
    ) -> list[int]:
        """Makes several edits of one image durable, in order: all of them or none.

        Returns, raises: As `append_edit`, with one id for each edit.
        """
        edits = _with_proposal(edits, settles)
        packed = [edit.to_bytes() for edit in edits]
        rows, by = schema.journal.c, self._store.person if person is None else person
        entries = []
        at = now()  # the same for all: by it they are one step to undo, see `LoadedImage.steps`
        with self._store.write() as connection:
            planes.image_size(connection, image_id)
            if after is not None and _newest(connection, image_id) != after:
                raise OvertakenError
            if settles is None and concern_labels(edits):  # what is settled was asked about before
                refuse_without_reason(connection, image_id, why)
            connection.execute(
                update(schema.journal)
                .where(rows.image_id == image_id, rows.status == UNDONE)
                .values(status=ABANDONED)
            )
            for edit, data in zip(edits, packed, strict=True):
                values = {
                    "image_id": image_id,
                    "title": edit.title,
                    "layer": edit.layer,
                    "person": by,
                    "created_at": at,
                    "why": why or None,
                    "data": data,
                }
                result = connection.execute(
                    insert(schema.journal).values(status=DONE, nbytes=len(data), **values)
                )
                _apply(connection, image_id, edit)
                entry_id = int(result.inserted_primary_key[0])  # type: ignore[index]
                digest, told = step_digest(*values.values()), told_fields(edit.image)
                deed = Deed(Act.STEP, image_id, entry_id, digest, told)
                self._store.note(connection, deed, person=by)
                entries.append(entry_id)
            if settles is not None:
                settle(self._store, connection, settles, entries[-1], by)
        return entries

    def amend(self, entry_id: int, edit: Edit) -> None:
        """Replaces the newest step in force by one that goes further, as typing does.

        Args:
            entry_id: A step without pixels and objects, that begins where ``edit`` begins.
            edit: Changes fields of the image alone.

        Raises:
            LViTError: It is not the newest step in force.
        """
        rows, data = schema.journal.c, edit.to_bytes()
        with self._store.write() as connection:
            image_id, _ = _load(connection, entry_id)
            newest = select(func.max(rows.id)).where(
                rows.image_id == image_id, rows.status != ABANDONED
            )
            done = connection.execute(
                update(schema.journal)
                .where(
                    rows.id == entry_id, rows.status == DONE, rows.id == newest.scalar_subquery()
                )
                .values(data=data, nbytes=len(data))
            )
            if not done.rowcount:
                raise LViTError("Another step has followed this one.", "Open the image again.")
            _apply(connection, image_id, edit)
            deed = stored_step(connection, Act.AMENDED, entry_id, edit.image)
            self._store.note(connection, deed)

    def undo(self, entry_id: int, why: str = "") -> Edit:
        """Takes the newest edit in force back and marks it undone; returns what was applied."""
        return self._step(entry_id, DONE, UNDONE, why)

    def redo(self, entry_id: int, why: str = "") -> Edit:
        """Applies the oldest undone edit again; returns what was applied."""
        return self._step(entry_id, UNDONE, DONE, why)

    def newest(self, image_id: int) -> int:
        """Id of the newest step in force, 0 for none: the same as long as the labels are.

        Steps are taken back newest first, so what lies below one never changes under it.
        """
        with self._store.read() as connection:
            return _newest(connection, image_id)

    def history(self, image_id: int) -> list[JournalEntry]:
        """Every edit of an image, oldest first, abandoned ones included."""
        rows = schema.journal.c
        query = select(*_told(rows)).where(rows.image_id == image_id).order_by(rows.id)
        with self._store.read() as connection:
            return [JournalEntry(*row) for row in connection.execute(query)]

    def since(self, entry_id: int) -> Iterator[tuple[JournalEntry, Edit]]:
        """Every edit of all images after this step, oldest first, abandoned ones included."""
        rows = schema.journal.c
        query = select(*_told(rows), rows.data).where(rows.id > entry_id).order_by(rows.id)
        with self._store.read() as connection:
            for *told, data in connection.execute(query):
                yield JournalEntry(*told), Edit.from_bytes(data)

    def in_force(self, image_id: int) -> Iterator[Edit]:
        """Every step of an image that was not taken back, oldest first."""
        rows = schema.journal.c
        query = select(rows.data).where(rows.image_id == image_id, rows.status == DONE)
        with self._store.read() as connection:
            for row in connection.execute(query.order_by(rows.id)):
                yield Edit.from_bytes(row.data)

    def load_edit(self, entry_id: int) -> Edit:
        """The edit of a journal entry as it was made."""
        with self._store.read() as connection:
            return _load(connection, entry_id)[1]

    def load_plane(self, image_id: int, layer: str) -> LabelPlane:
        """The stored object ids of a layer; empty when nothing was drawn."""
        with self._store.read() as connection, reading_row(_LABELS):
            return planes.load_plane(connection, image_id, layer)

    def load_objects(self, image_id: int, layer: str) -> ObjectTable:
        """The stored objects of a layer."""
        with self._store.read() as connection, reading_row(_LABELS):
            return planes.load_objects(connection, image_id, layer)

    def used_classes(self) -> list[tuple[str, str]]:
        """Layer and class of every object, each pair once, in alphabetical order.

        Classes of other readers count: they are classes of the project too.
        """
        objects = schema.objects.c
        query = select(objects.layer, objects.class_name).distinct()
        with self._store.read() as connection:
            rows = connection.execute(query).all()
        found = {(layer_and_reader(row.layer)[0], row.class_name) for row in rows}
        return sorted(pair for pair in found if pair[0] != REGIONS)

    def object_kinds(self, reader: str = "") -> Iterator[ObjectKind]:
        """What objects all images hold, by image and then by the first object of the kind.

        Args:
            reader: Whose; the project's own when omitted.
        """
        rows = schema.objects.c
        kind = (rows.image_id, rows.layer, rows.class_name, rows.state)
        query = select(*kind, func.count(), func.max(rows.object_id)).group_by(*kind)
        query = query.order_by(rows.image_id, func.min(rows.object_id))
        with self._store.read() as connection:
            for row in connection.execute(query.execution_options(yield_per=500)):
                one = ObjectKind(*row)
                layer, whose = layer_and_reader(one.layer)
                if whose == reader and layer != REGIONS:
                    yield replace(one, layer=layer)

    def labeled_layers(self, image_id: int, reader: str = "") -> list[str]:
        """Names of the layers in which something is drawn, in alphabetical order.

        Args:
            image_id: The image.
            reader: By whom; what is the project's own when omitted.
        """
        tiles = schema.tiles.c
        query = select(tiles.layer).where(tiles.image_id == image_id).distinct()
        with self._store.read() as connection:
            names = connection.execute(query).scalars().all()
        pairs = (layer_and_reader(name) for name in names)
        return sorted(layer for layer, whose in pairs if whose == reader and layer != REGIONS)

    def _step(self, entry_id: int, from_status: str, to_status: str, why: str) -> Edit:
        rows = schema.journal.c
        with self._store.write() as connection:
            image_id, edit = _load(connection, entry_id)
            # Undo takes the newest done edit, redo the oldest undone one: no other order fits
            # the tiles as they are stored.
            order = rows.id.desc() if from_status == DONE else rows.id.asc()
            next_id = connection.execute(
                select(rows.id)
                .where(rows.image_id == image_id, rows.status == from_status)
                .order_by(order)
                .limit(1)
            ).scalar_one_or_none()
            if next_id != entry_id:
                raise LViTError(
                    "This step cannot be undone or redone now: another one comes before it.",
                    "Open the image again.",
                )
            if concern_labels([edit]):
                refuse_without_reason(connection, image_id, why)
            applied = edit.inverse() if to_status == UNDONE else edit
            _apply(connection, image_id, applied)
            connection.execute(
                update(schema.journal).where(rows.id == entry_id).values(status=to_status)
            )
            act = Act.UNDONE if to_status == UNDONE else Act.REDONE
            told = {**told_fields(applied.image), **({"why": why} if why else {})}
            self._store.note(connection, Deed(act, image_id, entry_id, detail=told))
            return applied


def _with_proposal(edits: Sequence[Edit], settles: Settlement | None) -> Sequence[Edit]:
    """The last step also holds what is accepted by it, so that undo has it proposed again."""
    if settles is None or settles.proposal is None or settles.proposal.place is not None:
        return edits
    taken = rejection.taking(settles.proposal, settles.rest)
    return [*edits[:-1], replace(edits[-1], image=(*edits[-1].image, taken))]


def _told(rows: Any) -> tuple[Any, ...]:
    """The columns of a `JournalEntry`."""
    return (
        rows.id, rows.image_id, rows.title, rows.layer, rows.status, rows.person,
        rows.created_at, rows.nbytes, func.coalesce(rows.why, ""),
    )  # fmt: skip


def _newest(connection: Connection, image_id: int) -> int:
    rows = schema.journal.c
    query = select(rows.id).where(rows.image_id == image_id, rows.status == DONE)
    return connection.execute(query.order_by(rows.id.desc()).limit(1)).scalar_one_or_none() or 0


def _load(connection: Connection, entry_id: int) -> tuple[int, Edit]:
    rows = schema.journal.c
    row = connection.execute(
        select(rows.image_id, rows.data).where(rows.id == entry_id)
    ).one_or_none()
    if row is None:
        raise LViTError("This step of the history does not exist.", "Open the image again.")
    return int(row.image_id), Edit.from_bytes(row.data)


def _apply(connection: Connection, image_id: int, edit: Edit) -> None:
    planes.apply_patch(connection, image_id, edit.layer, edit.patch)
    planes.write_objects(connection, image_id, edit.layer, edit.objects)
    values = dict(_column(change) for change in edit.image if change.field not in _ROWS)
    for change in edit.image:
        if (carry_out := _ROWS.get(change.field)) is not None:
            carry_out(connection, image_id, change)
    if values:
        connection.execute(
            update(schema.images).where(schema.images.c.id == image_id).values(values)
        )


def _column(change: ImageChange) -> tuple[str, str]:
    if change.field not in IMAGE_FIELDS:
        raise ValueError(f"an edit cannot change the image's {change.field}")
    value = change.after or ""
    return IMAGE_FIELDS[change.field], str(ImageState(value)) if change.field == "state" else value
