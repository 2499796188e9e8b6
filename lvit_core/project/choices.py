"""What people chose of a project's proposals: threshold and smallest object, and what to reject.

A choice holds for all images of a template. What was rejected belongs to one image and to the
weights that proposed it: the same weights do not propose it again, others may.
"""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.levels import AS_THE_MODEL, Cut
from lvit_core.annotation.plane import Labels
from lvit_core.project import schema
from lvit_core.project.records import Proposal
from lvit_core.project.rejection import Step
from lvit_core.project.tiles import pack_labels, unpack_labels

KEY = "cut/"  # with the template, in the settings


def packed(cut: Cut) -> str | None:
    """A choice as it is stored; ``None`` for none."""
    return json.dumps([cut.threshold, cut.min_area_px]) if cut.chosen else None


def unpacked(value: str | None) -> Cut:
    """The inverse; raises ``ValueError`` for what no version writes."""
    if value is None:
        return AS_THE_MODEL
    threshold, smallest = json.loads(value)
    if threshold is not None and not 0 < float(threshold) <= 1:
        raise ValueError(f"{threshold} is no threshold")
    if smallest is not None and int(smallest) < 1:
        raise ValueError(f"{smallest} is no size")
    return Cut(
        None if threshold is None else float(threshold), None if smallest is None else int(smallest)
    )


def cut_of(connection: Connection, template: str) -> Cut:
    """What was chosen for the images of a template."""
    columns = schema.settings.c
    query = select(columns.value).where(columns.key == KEY + template)
    return unpacked(connection.execute(query).scalar_one_or_none() or None)


def cut_of_image(connection: Connection, image_id: int) -> Cut:
    """What was chosen for the images of this one's template."""
    columns = schema.images.c
    query = select(columns.template).where(columns.id == image_id)
    return cut_of(connection, connection.execute(query).scalar_one())


def read_rejected(connection: Connection, proposal: Proposal) -> Labels | None:
    """What people rejected in answers of the same weights, int32 (H, W); ``None`` for nothing."""
    if proposal.place is not None:
        return None
    which = of_weights(proposal.image_id, proposal.layer, proposal.weights)
    query = select(schema.rejections.c.objects).where(*which)
    data = connection.execute(query).scalar_one_or_none()
    return None if data is None else unpack_labels(data, *proposal.size)


def write_rejected(
    connection: Connection, image_id: int, layer: str, weights: str, rejected: Labels | None
) -> None:
    """Stores what was rejected in the place of what was; ``None`` for nothing any more."""
    table = schema.rejections
    connection.execute(delete(table).where(*of_weights(image_id, layer, weights)))
    if rejected is not None:
        row = insert(table).values(
            image_id=image_id, layer=layer, weights=weights, objects=pack_labels(rejected)
        )
        connection.execute(row)


def apply_rejection(connection: Connection, image_id: int, change: ImageChange) -> None:
    """Carries a step about objects out in the store, with the proposals that wait; see `Step`."""
    if change.after is None:
        return
    step = Step.from_text(change.after)
    if not step.whole:
        return
    table, waiting = schema.rejections, schema.proposals
    which = of_weights(image_id, step.layer, step.weights)
    data = connection.execute(select(table.c.objects).where(*which)).scalar_one_or_none()
    size = step.area.height, step.area.width
    before = None if data is None else unpack_labels(data, *size)
    write_rejected(connection, image_id, step.layer, step.weights, step.carried_out(before))
    connection.execute(
        update(waiting)
        .where(waiting.c.image_id == image_id, waiting.c.layer == step.layer)
        .values(objects=None)
    )


def of_weights(image_id: int, layer: str, weights: str) -> tuple[ColumnElement[bool], ...]:
    """What was rejected in answers of these weights for a layer of an image."""
    columns = schema.rejections.c
    return columns.image_id == image_id, columns.layer == layer, columns.weights == weights
