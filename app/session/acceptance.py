"""How a proposal becomes part of the mask: one pure edit, with its provenance and reason."""

from __future__ import annotations

from dataclasses import replace
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


def accepting_edit(
    document: Document,
    proposal: Proposal,
    labels: NDArray[np.int32],
    *,
    region: Region | None,
    person: str,
    reason: str,
) -> Edit:
    """The edit that takes a proposal over, whole or inside ``region``.

    What people drew stays to the pixel; what an earlier prediction left untouched gives way.
    """
    layer = proposal.layer
    template_layer = document.template.layer(layer)
    now = datetime.now(UTC).isoformat()
    author = Provenance("model", person, proposal.generation, proposal.sentence, now)
    workspace = Workspace(
        document.planes[layer],
        document.objects[layer],
        layer,
        template_layer.classes[0].name,
        author,
    )
    title = "Accept proposal" if region is None else "Accept area"
    edit = accept_instances(
        workspace, labels, region, whole_objects=template_layer.role == "instances", title=title
    )
    if reason and reason != document.record.reason:
        change = ImageChange("reason", document.record.reason, reason)
        edit = replace(edit, image=(*edit.image, change))
    return edit


def without_region(
    proposal: Proposal, labels: NDArray[np.int32], region: Region | None
) -> tuple[Proposal | None, NDArray[np.int32] | None]:
    """The proposal and its objects with a region taken out; Nones when nothing of it is left.

    ``region`` None takes all of it out.
    """
    if region is None:
        return None, None
    probability, rest = proposal.probability.copy(), labels.copy()
    probability[region.rect.slices][region.mask] = 0
    rest[region.rect.slices][region.mask] = 0
    if not rest.any():
        return None, None
    return replace(proposal, probability=probability), rest
