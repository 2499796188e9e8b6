"""What a person accepted, kept before the labels that follow from it are made.

Telling a thousand nuclei apart takes seconds, and a person goes on at once. That something was
accepted is therefore a fact of its own in the project; the labels follow, at the next opening if
need be, in the same transaction that settles it.
"""

from __future__ import annotations

import hashlib
import json
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import zstandard
from sqlalchemy import Connection, insert, select, update

from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project import schema
from lvit_core.project.accepted import Accepted, Point, Settlement, Status
from lvit_core.project.answers import read_origin, write_origin
from lvit_core.project.chain import (
    ACCEPTANCE_FACTS,
    HELD,
    Act,
    Deed,
    acceptance_digest,
    held_digest,
)
from lvit_core.project.choices import packed, read_rejected, unpacked
from lvit_core.project.clock import now
from lvit_core.project.for_the_record import refuse_without_reason
from lvit_core.project.planes import image_size
from lvit_core.project.proposals import read_depth, read_told, replace_proposal, told_columns
from lvit_core.project.records import Proposal
from lvit_core.project.rows import reading_row
from lvit_core.project.store import Store
from lvit_core.project.tiles import pack_bytes, pack_labels, unpack_bytes, unpack_labels

_HEAD = struct.Struct("<cdddd")


class AcceptanceStore:
    """The part of a project that knows what was accepted and is not settled."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[int, Accepted] = {}
        self.finishing = threading.RLock()  # who makes labels of one has it: never two at once

    def keep(self, accepted: Accepted) -> int:
        """Makes it a fact; returns its id, which is also set.

        Raises:
            ReasonWantedError: The image is labeled, the project for the record, ``why`` empty.
            LViTError: The image is gone, the disk is full, or the project is read-only.
        """
        proposal = accepted.proposal
        person = accepted.person or self._store.person
        values = {
            "image_id": accepted.image_id,
            "status": "waiting",
            "person": person,
            "created_at": now(),
            "reason": accepted.reason,
            "why": accepted.why or None,
            "within": _pack_part(accepted.within, accepted.touching),
            **({} if proposal is None else _columns(proposal)),
        }
        with self._holding(accepted), self._store.write() as connection:
            image_size(connection, accepted.image_id)
            if proposal is not None:  # to say that a labeled mask is the label changes nothing
                refuse_without_reason(connection, accepted.image_id, accepted.why)
            if proposal is not None:
                values["answer"] = write_origin(connection, proposal.origin)
                write_origin(connection, proposal.taken_origin)
            done = connection.execute(insert(schema.acceptances).values(values))
            accepted.id = int(done.inserted_primary_key[0])  # type: ignore[index]
            digest = acceptance_digest(*(values.get(name) for name in ACCEPTANCE_FACTS))
            told = {"held": held_digest(values.get(name) for name in HELD)}
            deed = Deed(Act.ACCEPTED, accepted.image_id, accepted.id, digest, told)
            self._store.note(connection, deed, person=person)
            if accepted.held:  # before anybody can see it, and take it for nobody's
                self._held[accepted.id] = accepted
        return accepted.id

    @contextmanager
    def _holding(self, accepted: Accepted) -> Iterator[None]:
        """Nothing is in hand that was not stored: its number may be given again."""
        try:
            yield
        except Exception:
            self._held.pop(accepted.id, None)
            raise

    def waiting(self, image_id: int | None = None, *, held: bool = False) -> list[int]:
        """What is not settled, oldest first.

        Args:
            image_id: Of one image alone.
            held: True for what somebody else is at, False for what anybody may finish.
        """
        columns = schema.acceptances.c
        query = select(columns.id).where(columns.status == "waiting").order_by(columns.id)
        if image_id is not None:
            query = query.where(columns.image_id == image_id)
        with self._store.read() as connection:
            found = [int(number) for number in connection.execute(query).scalars()]
        return [number for number in found if self._is_held(number) == held]

    def load(self, accepted_id: int) -> Accepted | None:
        """What was accepted; ``None`` when it is settled, withdrawn or gone.

        Raises:
            LViTError: Its row is damaged, or another program wrote it.
        """
        columns = schema.acceptances.c
        query = select(schema.acceptances).where(
            columns.id == accepted_id, columns.status == "waiting"
        )
        with self._store.read() as connection, reading_row("What was accepted"):
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            proposal = _proposal(connection, row) if row.facts is not None else None
            within, touching = _unpack_part(row.within)
        return Accepted(
            row.image_id,
            proposal,
            within,
            row.reason,
            row.person,
            row.created_at,
            row.id,
            why=row.why or "",
            touching=touching,
        )

    def image_of(self, accepted_id: int) -> int:
        """The image of something that was accepted."""
        columns = schema.acceptances.c
        with self._store.read() as connection:
            query = select(columns.image_id).where(columns.id == accepted_id)
            return int(connection.execute(query).scalar_one())

    def settle(self, settlement: Settlement) -> None:
        """Settles one that changes nothing in the labels."""
        with self._store.write() as connection:
            settle(self._store, connection, settlement, None)

    def close(self, accepted_id: int, status: Status) -> None:
        """Ends one without labels: a person took it back, or sentence and mask disagree.

        What is settled stays settled.
        """
        with self._store.write() as connection:
            if _end(connection, accepted_id, status):
                deed = Deed(Act.CLOSED, row=accepted_id, detail={"status": status})
                self._store.note(connection, deed)

    def _is_held(self, accepted_id: int) -> bool:
        known = self._held.get(accepted_id)
        return known is not None and known.held


def settle(
    store: Store,
    connection: Connection,
    settled: Settlement,
    entry_id: int | None,
    person: str | None = None,
) -> None:
    """Settles one in the transaction of its edit; the proposal is no longer what waits.

    Raises:
        LViTError: It is not waiting any more. Its labels would be made twice.
    """
    if not _end(connection, settled.accepted_id, "settled", entry_id):
        raise LViTError(
            "The labels of what was accepted are made already.",
            "Open the image again to see them.",
        )
    deed = Deed(Act.SETTLED, row=settled.accepted_id, detail={"step": entry_id})
    store.note(connection, deed, person=person)
    if settled.proposal is not None and settled.proposal.place is None:
        replace_proposal(connection, settled.proposal, settled.rest)


def _end(
    connection: Connection, accepted_id: int, status: Status, entry_id: int | None = None
) -> bool:
    """Ends one that waits; the fact stays, without the pixels it no longer needs.

    Returns:
        Whether it was waiting.
    """
    columns = schema.acceptances.c
    done = connection.execute(
        update(schema.acceptances)
        .where(columns.id == accepted_id, columns.status == "waiting")
        .values(status=status, journal_id=entry_id)
        .values(probability=None, objects=None, within=None, depth=None)
        .values(class_planes=None)
    )
    return bool(done.rowcount)


def _columns(proposal: Proposal) -> dict[str, Any]:
    """What was accepted, to the pixel, and what it looked like in short."""
    probability = np.ascontiguousarray(proposal.probability)
    place, told = proposal.place, proposal.told
    facts = {
        "layer": proposal.layer,
        "classes": proposal.classes,
        "threshold": float(proposal.threshold),
        "sentence": proposal.sentence,
        "generation": proposal.generation,
        "min_area_px": int(proposal.min_area_px),
        "place": None if place is None else [place.y0, place.x0, place.y1, place.x1],
        **({"cut": packed(proposal.cut)} if proposal.cut.chosen else {}),
        **({} if told is None else {"told": told.names}),
    }
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode() + probability.tobytes())
    if told is not None:
        digest.update(told.planes.tobytes())
    return {
        "digest": digest.hexdigest(),
        "facts": json.dumps(facts, ensure_ascii=False),
        "probability": pack_bytes(probability),
        "objects": None if proposal.objects is None else pack_labels(proposal.objects),
        "depth": None if proposal.depth is None else pack_bytes(proposal.depth),
        **told_columns(proposal.told),
    }


def _proposal(connection: Connection, row: Any) -> Proposal:
    facts = json.loads(row.facts)
    place = None if facts["place"] is None else Rect(*facts["place"])
    if place is None:
        height, width = image_size(connection, row.image_id)
    else:
        height, width = place.height, place.width
    classes = tuple(facts["classes"])
    proposal = Proposal(
        row.image_id,
        facts["layer"],
        classes,
        unpack_bytes(row.probability, (len(classes), height, width)),
        facts["threshold"],
        facts["sentence"],
        facts["generation"],
        place=place,
        min_area_px=facts["min_area_px"],
        origin=read_origin(connection, row.answer),
        cut=unpacked(facts.get("cut")),
        depth=read_depth(row, (height, width)),
        told=read_told(row, (height, width)),
    )
    proposal = replace(proposal, rejected=read_rejected(connection, proposal))
    if row.objects is None:
        return proposal
    return replace(proposal, objects=unpack_labels(row.objects, height, width))


def _pack_part(part: Region | Point | None, touching: bool) -> bytes | None:
    if part is None:
        return None
    if not isinstance(part, Region):
        return _HEAD.pack(b"P", *part, 0.0, 0.0)
    rect = part.rect
    bits = np.packbits(part.mask).tobytes()
    packed = zstandard.ZstdCompressor().compress(bits)
    return _HEAD.pack(b"T" if touching else b"R", rect.y0, rect.x0, rect.y1, rect.x1) + packed


def _unpack_part(data: bytes | None) -> tuple[Region | Point | None, bool]:
    if data is None:
        return None, False
    kind, y0, x0, y1, x1 = _HEAD.unpack_from(data)
    if kind == b"P":
        return (y0, x0), False
    rect = Rect(int(y0), int(x0), int(y1), int(x1))
    count = rect.height * rect.width
    bits = zstandard.ZstdDecompressor().decompress(
        data[_HEAD.size :], max_output_size=count // 8 + 1
    )
    mask = np.unpackbits(np.frombuffer(bits, np.uint8), count=count).astype(bool)
    return Region(rect, mask.reshape(rect.height, rect.width)), kind == b"T"
