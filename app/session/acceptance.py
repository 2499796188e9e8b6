"""How a proposal becomes part of the mask: one pure edit, with its provenance and reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.edits.proposals import accept_instances
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.project.records import Proposal

if TYPE_CHECKING:
    from app.session.document import Document


@dataclass(frozen=True, eq=False)
class Acceptance:
    """What accepting does: the edit, and what is left of the proposal and its objects."""

    edit: Edit
    rest: Proposal | None
    rest_labels: NDArray[np.int32] | None


def acceptance_workspace(document: Document, proposal: Proposal, person: str) -> Workspace:
    """The layer a proposal goes to, with the model as the author of what is new there."""
    layer = proposal.layer
    now = datetime.now(UTC).isoformat()
    return Workspace(
        document.planes[layer],
        document.objects[layer],
        layer,
        document.template.layer(layer).classes[0].name,
        Provenance("model", person, proposal.generation, proposal.sentence, now),
    )


def accepting(
    workspace: Workspace,
    proposal: Proposal,
    labels: NDArray[np.int32],
    region: Region | None,
    *,
    whole_objects: bool,
) -> Acceptance:
    """Takes the proposal over, whole or inside ``region``; for any thread.

    What people drew stays to the pixel; what an earlier prediction left untouched gives way.
    """
    title = "Accept proposal" if region is None else "Accept area"
    edit = accept_instances(
        workspace, labels, region, place=proposal.place, whole_objects=whole_objects, title=title
    )
    return Acceptance(edit, *without_region(proposal, labels, region))


def with_reason(edit: Edit, before: str, reason: str) -> Edit:
    """The edit that also records why a person accepted over a contradiction."""
    if not reason or reason == before:
        return edit
    return replace(edit, image=(*edit.image, ImageChange("reason", before, reason)))


def without_region(
    proposal: Proposal, labels: NDArray[np.int32], region: Region | None
) -> tuple[Proposal | None, NDArray[np.int32] | None]:
    """The proposal and its objects with a region taken out; Nones when nothing of it is left.

    ``region`` None takes all of it out. The influence of the sentence was that on the whole, so the
    rest has none.
    """
    if region is None:
        return None, None
    probability, rest, area = proposal.probability.copy(), labels.copy(), proposal.area
    inside = region.rect.intersect(area)
    if not inside.empty:
        gone = region.fitted(inside).mask
        slices = inside.moved(-area.y0, -area.x0).slices
        probability[slices][gone] = 0
        rest[slices][gone] = 0
    if not rest.any():
        return None, None
    return replace(proposal, probability=probability, influence=None), rest
