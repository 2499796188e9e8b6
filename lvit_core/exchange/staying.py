"""What data say and an image does not get, because it keeps what it has: by name, and why."""

from __future__ import annotations

from lvit_core.exchange.placing import Placing
from lvit_core.exchange.reports import Loss
from lvit_core.project.records import ImageRecord
from lvit_core.wording import counted, said


def lost_objects(
    record: ImageRecord, placing: Placing, reader: str, *, touched: bool
) -> list[Loss]:
    """The objects of an image that stays as it is, and the statement that there are none.

    Args:
        record: The image.
        placing: What the data say of it.
        reader: Whose labels they are; the project's own when empty.
        touched: Whether anybody has worked on it.
    """
    found = []
    if count := placing.objects - placing.already():
        if not touched:
            reason = said(
                "{name} is no new image, and only new ones were asked for.", name=record.name
            )
        elif reader:
            reason = said(
                "{name} has labels of {reader} already, which stay as they are.",
                name=record.name,
                reader=reader,
            )
        else:
            reason = _labels_stay(record)
        found.append(Loss(placing.file, counted(count, "object"), reason, count, kept=True))
    if placing.empties:
        what = said("the statement that nothing is there")
        found.append(Loss(placing.file, what, _labels_stay(record), kept=True))
    return found


def lost_sentence(record: ImageRecord, placing: Placing) -> Loss:
    """The sentence of an image that has another one, or labels, and keeps them."""
    reason = said("{name} has labels already, and stays as it is.", name=record.name)
    if record.sentence:
        reason = said("{name} has a sentence already, and stays as it is.", name=record.name)
    return Loss(placing.file, said("the sentence"), reason, sentences=1, kept=True)


def twice(name: str, twin: str) -> str:
    """What is told of a picture that comes once more, under the name of the first or another."""
    if name == twin:
        return said("{name} is named twice: what was drawn on both is on that image.", name=name)
    return said(
        "{name} is the same picture as {twin}: what was drawn on both is on that image.",
        name=name,
        twin=twin,
    )


def _labels_stay(record: ImageRecord) -> str:
    return said("{name} has labels already, which stay as they are.", name=record.name)
