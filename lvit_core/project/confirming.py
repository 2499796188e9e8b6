"""Confirming a label as truth to judge by: a step of the journal of its own, that can be undone.

It changes no pixel and no field of the image.  Who confirmed and when is told by the step.
"""

from __future__ import annotations

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.errors import LViTError
from lvit_core.project.readings import FIELD as READING
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.wording import said

FIELD = "truth"  # what an edit calls it
CONFIRMED = "confirmed"
NOT_HELD = (FIELD, READING)  # what steps tell that no open image holds


def confirming(record: ImageRecord, layer: str) -> Edit:
    """Says that a person looked at the label of a layer closely, and that models are judged by it.

    Raises:
        LViTError: The image is not labeled, or training sees it.
    """
    if why_not := reason_against(record):
        raise LViTError(f"{record.name}: {why_not}.", "Only labels held out of training judge.")
    return Edit("Confirm as truth", layer, image=(ImageChange(FIELD, None, CONFIRMED),))


def reason_against(record: ImageRecord) -> str:
    """Why a label cannot be confirmed; empty where it can."""
    if record.state != ImageState.LABELED:
        return said("it is not labeled")
    return "" if record.split == "holdout" else said("training sees it")
