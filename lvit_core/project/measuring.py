"""What a mask shows, measured: of an open image, of a part of its proposal, of a stored image.

Everything here is safe to call from a background thread.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lvit_core.annotation import edits
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.looked_at import LookedAt, known_plane
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.plane import TILE_PX
from lvit_core.geometry import Rect
from lvit_core.prompt.agreement import Agreement, Row
from lvit_core.prompt.checks import check
from lvit_core.prompt.describe import describe
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.template import REGIONS
from lvit_core.wording import said

if TYPE_CHECKING:
    from lvit_core.annotation.plane import LabelPlane
    from lvit_core.annotation.regions import Region
    from lvit_core.project.records import Proposal
    from lvit_core.prompt.agreement import Contradiction
    from lvit_core.prompt.description import Description
    from lvit_core.prompt.sentence import Sentence
    from lvit_core.prompt.template import Template

LARGEST_READ_PX = 4_000_000


@dataclass(frozen=True, eq=False)
class Masks:
    """What would be the label: the mask of the finding as it is once a proposal is accepted.

    Attributes:
        finding: The layer the sentence speaks of.
        objects: Its objects; whose they are decides what a proposal may replace.
        organ: The layer that holds the organs' outlines; ``None`` where the template has none.
        proposal: What is accepted too; ``None`` for the mask alone.
        template: Grammar and layers.
        sides: Whose left and right the description shall use.
        within: The part of the proposal that counts; ``None`` for all of it.
        looked_at: The part of the image that counts; ``None`` for all of it. What the sentence
            says beyond that, it does not contradict.
    """

    finding: LabelPlane
    objects: ObjectTable
    organ: LabelPlane | None
    proposal: Proposal | None
    template: Template
    sides: Sides
    within: Region | None = None
    looked_at: LookedAt | None = None

    @classmethod
    def of(
        cls,
        template: Template,
        sides: Sides,
        planes: Mapping[str, LabelPlane],
        objects: Mapping[str, ObjectTable],
        proposal: Proposal | None = None,
    ) -> Masks:
        """Those of an image, whose planes and objects stand by layer; read as they are."""
        finding, organ = template.finding_layer.name, template.organ_layer
        outlines = None if organ is None else planes[organ.name]
        looked_at = LookedAt.of(planes.get(REGIONS))
        return cls(
            planes[finding], objects[finding], outlines, proposal, template, sides, None, looked_at
        )

    def frozen(self) -> Masks:
        """As it is now, for a look while somebody goes on drawing."""
        return replace(self, finding=self.finding.snapshot(), objects=self.objects.copy())


def measure(masks: Masks) -> Description:
    """Describes the masks; very large ones by every n-th row and column.

    Of an image that was looked at in a part alone it tells what lies in that part.
    """
    step = _step(masks.finding)
    finding = sampled(known_plane(masks.looked_at, _with_proposal(masks)), step)
    organ = sampled(masks.organ, step) if masks.organ is not None else None
    if organ is not None and not organ.any():
        organ = None
    found = describe(finding, masks.template, organ, masks.sides).of_every(step)
    return found if masks.looked_at is None else replace(found, of_part=True)


def compare(sentence: Sentence, description: Description, masks: Masks) -> Agreement:
    """The sentence against what was measured, with places in pixels of the image.

    Where only a part was looked at, what the sentence names and that part lacks may lie outside.
    """
    found = check(sentence, description, masks.template)
    if masks.looked_at is not None:
        found = _of_part(found)
    return _scaled(found, _step(masks.finding))


def standing(masks: Masks) -> npt.NDArray[np.int32]:
    """What stays in the layer of the finding whatever is accepted of the proposal, (H, W)."""
    proposal = masks.proposal
    if proposal is None:
        return sampled(masks.finding, 1)
    nothing = np.zeros((proposal.area.height, proposal.area.width), np.int32)
    return sampled(_with_proposal(replace(masks, proposal=replace(proposal, objects=nothing))), 1)


def contradictions(
    sentence: Sentence, masks: Sequence[Masks], descriptions: Sequence[Description]
) -> tuple[Contradiction, ...]:
    """What the sentence and the last of some masks disagree in.

    All of it for one mask. For a mask before and a part that is added those that the part brings,
    for what is missing may still come.
    """
    found = compare(sentence, descriptions[-1], masks[-1]).contradictions
    if len(descriptions) == 1:
        return found
    before = compare(sentence, descriptions[0], masks[0]).contradictions
    told = [(item.kind, item.settled) for item in before]
    return tuple(c for c in found if c.beyond and (c.kind, c.settled) not in told)


def sampled(plane: LabelPlane, step: int) -> npt.NDArray[np.int32]:
    """Every ``step``-th label of a plane: int32 (H / step, W / step), rounded up."""
    out = np.zeros((-(-plane.height // step), -(-plane.width // step)), np.int32)
    for (_, ty, tx), tile in plane.tiles():
        y, x = ty * TILE_PX, tx * TILE_PX
        part = tile[-y % step :: step, -x % step :: step]
        y, x = -(-y // step), -(-x // step)
        room = out[y : y + part.shape[0], x : x + part.shape[1]]
        room[...] = part[: room.shape[0], : room.shape[1]]
    return out


def _with_proposal(masks: Masks) -> LabelPlane:
    """The layer as accepting the proposal, or the part of it that counts, leaves it.

    Objects that nobody told apart yet count as connected areas; another look follows.
    """
    plane, proposal = masks.finding, masks.proposal
    if proposal is None or proposal.area.intersect(plane.bounds()) != proposal.area:
        return plane
    known = proposal.objects
    layer = masks.template.finding_layer
    author = Provenance("model", "", proposal.generation, proposal.sentence)
    return edits.as_accepted(
        Workspace(plane, masks.objects, layer.name, layer.classes[0].name, author),
        label_areas(proposal.inside()) if known is None else known,
        masks.within,
        place=proposal.place,
        whole_objects=layer.role == "instances",
    )


def _of_part(found: Agreement) -> Agreement:
    """What of a comparison holds whatever lies in the part that nobody has looked at."""
    kept = tuple(one for one in found.contradictions if one.beyond)
    unsure = Row("", said("only a region is annotated"), None)
    rows = (
        replace(unsure, name=row.name) if row.agrees is False and not kept else row
        for row in found.rows
    )
    return Agreement(tuple(rows), kept)


def _step(plane: LabelPlane) -> int:
    """Every how many-th row and column is read, so that a slide does not fill the memory."""
    return max(1, math.ceil(math.sqrt(plane.height * plane.width / LARGEST_READ_PX)))


def _scaled(agreement: Agreement, step: int) -> Agreement:
    """Rectangles in pixels of the image instead of the pixels that were read."""
    if step == 1:
        return agreement
    found = tuple(
        replace(
            c, rect=Rect(*(step * edge for edge in (c.rect.y0, c.rect.x0, c.rect.y1, c.rect.x1)))
        )
        for c in agreement.contradictions
    )
    return replace(agreement, contradictions=found)
