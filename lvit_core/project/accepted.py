"""What a person accepted, and what settles it: plain values, known where no data base is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lvit_core.annotation.regions import Region
from lvit_core.project.records import Proposal

Status = Literal["waiting", "settled", "withdrawn", "refused"]
Point = tuple[float, float]  # image coordinates (y, x)


@dataclass(eq=False)
class Accepted:
    """Something a person accepted, whose labels are not made yet.

    Args:
        image_id: The image.
        proposal: What was accepted; ``None`` for the mask as it is, which becomes the label.
        within: The part of it: a region, the object at a point, or ``None`` for all.
        reason: What was said against a contradiction; empty where nothing was asked yet.
        person: Who accepted.
        at: When, ISO 8601 in UTC; set by the store.
        id: Set by the store; 0 before.
        why: Why what is labeled already is changed; empty where nobody was asked.
        touching: A region means every object that it touches, not those with their middle in it.
        held: Somebody who has the image open makes the labels; nobody else may meanwhile.
    """

    image_id: int
    proposal: Proposal | None
    within: Region | Point | None = None
    reason: str = ""
    person: str = ""
    at: str = ""
    id: int = 0
    held: bool = False
    why: str = ""
    touching: bool = False


@dataclass(frozen=True, eq=False)
class Settlement:
    """What an edit settles, and what becomes of the proposal that waited.

    Args:
        accepted_id: What was accepted.
        proposal: The proposal; ``None`` where the mask itself was accepted.
        rest: What is left of it.
    """

    accepted_id: int
    proposal: Proposal | None = None
    rest: Proposal | None = None
