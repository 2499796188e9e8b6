"""Predictions that wait for a person: kept beside the labels, one for each layer of an image."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.instances import DEFAULT_MIN_AREA_PX
from lvit_core.annotation.levels import Cut
from lvit_core.annotation.object_classes import ClassPlanes
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import inside
from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.answers import read_origin, write_origin
from lvit_core.project.choices import (
    KEY,
    apply_rejection,
    cut_of,
    cut_of_image,
    packed,
    read_rejected,
    unpacked,
)
from lvit_core.project.clock import now
from lvit_core.project.planes import image_size
from lvit_core.project.records import Proposal
from lvit_core.project.rows import reading_row
from lvit_core.project.store import Store
from lvit_core.project.tiles import pack_bytes, pack_labels, unpack_bytes, unpack_labels
from lvit_core.project.whole_rejection import answer_facts, gone_facts, held_proposal, is_whole
from lvit_core.prompt.templates import load_template

_OF_ANSWER = ("layer", "generation", "sentence", "threshold", "answer")


class ProposalStore:
    """The part of a project that keeps proposals."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, proposal: Proposal) -> None:
        """Stores a prediction; an older one of the same layer gives way, human work never does.

        Raises:
            LViTError: Its size is not the image's.
        """
        with self._store.write() as connection:
            _write(connection, proposal)

    def keep_objects(self, proposal: Proposal) -> None:
        """Adds the objects told apart to a stored proposal, unless another one has come."""
        if proposal.objects is None:
            return
        columns = schema.proposals.c
        same = update(schema.proposals).where(
            columns.image_id == proposal.image_id,
            columns.layer == proposal.layer,
            columns.probability == pack_bytes(proposal.probability),
        )
        with self._store.write() as connection:
            told_apart = {"objects": pack_labels(proposal.objects), "cut": packed(proposal.cut)}
            connection.execute(same.values(told_apart))

    def load(self, image_id: int, layer: str | None = None) -> Proposal | None:
        """The waiting prediction of a layer; without a layer, the newest one of the image.

        It is cut as a person chose for its template; its objects are known where they were told
        apart by that choice.
        """
        columns = schema.proposals.c
        query = select(schema.proposals).where(columns.image_id == image_id)
        if layer is not None:
            query = query.where(columns.layer == layer)
        with self._store.read() as connection, reading_row("The prediction that waits"):
            row = connection.execute(query.order_by(columns.created_at.desc()).limit(1)).first()
            if row is None:
                return None
            height, width = image_size(connection, image_id)
            classes = _classes(connection, row)
            origin = read_origin(connection, row.answer)
            cut = cut_of_image(connection, image_id)
            known = row.objects is not None and unpacked(row.cut) == cut
            found = Proposal(
                image_id,
                row.layer,
                classes,
                unpack_bytes(row.probability, (len(classes), height, width)),
                float(row.threshold),
                row.sentence,
                row.generation,
                row.created_at,
                row.change,
                row.changed_from or "",
                influence=row.influence,
                min_area_px=row.min_area_px or DEFAULT_MIN_AREA_PX,
                objects=unpack_labels(row.objects, height, width) if known else None,
                origin=origin,
                cut=cut,
                depth=read_depth(row, (height, width)),
                told=read_told(row, (height, width)),
            )
        return replace(found, rejected=self.rejected(found))

    def cut(self, template: str) -> Cut:
        """What a person chose for the images of a template."""
        with self._store.read() as connection:
            return cut_of(connection, template)

    def choose_cut(self, template: str, cut: Cut) -> None:
        """Proposes by another threshold and size from now on, in all images of a template."""
        with self._store.write() as connection:
            self._store.set_value(connection, KEY + template, packed(cut) or "")

    def rejected(self, proposal: Proposal) -> Labels | None:
        """What people rejected in answers of the same weights, int32 (H, W); None for nothing."""
        with self._store.read() as connection:
            return read_rejected(connection, proposal)

    def discard(self, image_id: int, layer: str | None = None) -> None:
        """Removes the waiting prediction of a layer, or of all layers of the image."""
        columns = schema.proposals.c
        query = delete(schema.proposals).where(columns.image_id == image_id)
        if layer is not None:
            query = query.where(columns.layer == layer)
        with self._store.write() as connection:
            connection.execute(query)


def read_depth(row: Any, size_hw: tuple[int, int]) -> NDArray[np.uint8] | None:
    """The depth that lies beside a stored answer, uint8 (H, W); ``None`` where there is none."""
    return None if row.depth is None else unpack_bytes(row.depth, size_hw)


def read_told(row: Any, size_hw: tuple[int, int]) -> ClassPlanes | None:
    """What objects are by a stored answer; ``None`` where the model told no classes."""
    if row.class_planes is None:
        return None
    names = tuple(json.loads(row.class_names))
    return ClassPlanes(names, unpack_bytes(row.class_planes, (len(names), *size_hw)))


def told_columns(told: ClassPlanes | None) -> dict[str, object]:
    """The inverse of ``read_told``: values of its columns."""
    if told is None:
        return {"class_planes": None, "class_names": None}
    names = json.dumps(told.names, ensure_ascii=False)
    return {"class_planes": pack_bytes(told.planes), "class_names": names}


def replace_proposal(connection: Connection, old: Proposal, rest: Proposal | None) -> None:
    """Puts what is left of a proposal in its place, unless another one has come meanwhile."""
    same = _of_answer(old.image_id, answer_facts(old))
    if rest is None:
        connection.execute(delete(schema.proposals).where(*same))
    elif connection.execute(select(schema.proposals.c.layer).where(*same)).first() is not None:
        _write(connection, rest)


def apply_change(connection: Connection, image_id: int, change: ImageChange) -> None:
    """Carries a step out that rejected objects or a whole proposal, or brings them back."""
    told = change.after
    if told is None or not is_whole(told):
        apply_rejection(connection, image_id, change)
    elif (held := held_proposal(told)) is not None:
        if held.place is None:  # those of a part of an image are not stored
            _write(connection, replace(held, image_id=image_id))
    elif (gone := gone_facts(told))["place"] is None:
        connection.execute(delete(schema.proposals).where(*_of_answer(image_id, gone)))


def _of_answer(image_id: int, facts: dict[str, Any]) -> list[ColumnElement[bool]]:
    """What is stored of an answer, also where some of it was accepted meanwhile."""
    columns = schema.proposals.c
    return [columns.image_id == image_id, *(columns[name] == facts[name] for name in _OF_ANSWER)]


def _write(connection: Connection, proposal: Proposal) -> None:
    size = image_size(connection, proposal.image_id)
    if proposal.size != size:
        raise LViTError(
            "The prediction is {size}, the image is {size_2}.",
            "Predict this image again.",
            size=proposal.size,
            size_2=size,
        )
    values = {
        "classes": json.dumps(proposal.classes, ensure_ascii=False),
        "probability": pack_bytes(proposal.probability),
        "threshold": float(proposal.threshold),
        "sentence": proposal.sentence,
        "generation": proposal.generation,
        "created_at": proposal.created_at or now(),
        "influence": proposal.influence,
        "min_area_px": proposal.min_area_px,
        "objects": None if proposal.objects is None else pack_labels(proposal.objects),
        "cut": packed(proposal.cut),
        "depth": None if proposal.depth is None else pack_bytes(proposal.depth),
        **told_columns(proposal.told),
        "answer": write_origin(connection, proposal.origin),
        **_movement(connection, proposal),
    }
    row = insert(schema.proposals).values(
        image_id=proposal.image_id, layer=proposal.layer, **values
    )
    connection.execute(row.on_conflict_do_update(index_elements=["image_id", "layer"], set_=values))


def _classes(connection: Connection, row: Any) -> tuple[str, ...]:
    """The classes of a stored proposal.

    One plane means the layer's first class: in older files, which say nothing, and where the class
    that it was made for is gone or called otherwise. Several keep their names.
    """
    stored = tuple(json.loads(row.classes)) if row.classes is not None else ()
    if len(stored) > 1:
        return stored
    images = schema.images.c
    name = connection.execute(select(images.template).where(images.id == row.image_id)).scalar_one()
    try:
        template = load_template(name)
    except LViTError:
        if not stored:
            raise
        return stored
    if stored and template.knows_class(row.layer, stored[0]):
        return stored
    return (template.layer(row.layer).classes[0].name,)


def _movement(connection: Connection, new: Proposal) -> dict[str, object]:
    """How far a proposal moved since the one it replaces, where the same was asked of another."""
    columns = schema.proposals.c
    old = connection.execute(
        select(schema.proposals).where(columns.image_id == new.image_id, columns.layer == new.layer)
    ).first()
    if old is None:  # one that was rejected comes back as it was
        return {"change": new.change, "changed_from": new.changed_from or None}
    if old.sentence != new.sentence:
        return {"change": None, "changed_from": None}
    if old.generation == new.generation:
        return {"change": old.change, "changed_from": old.changed_from}
    try:
        with reading_row("The prediction before"):
            planes = len(_classes(connection, old))
            before = unpack_bytes(old.probability, (planes, *new.size)).max(axis=0)
            a, b = inside(before, old.threshold), inside(new.likeliest, new.threshold)
    except LViTError:  # a new one is not refused for the damage of the old one
        return {"change": None, "changed_from": None}
    both, total = int((a & b).sum()), int(a.sum()) + int(b.sum())
    return {
        "change": 1.0 - 2.0 * both / total if total else 0.0,
        "changed_from": old.generation,
    }
