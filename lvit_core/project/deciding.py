"""What becomes of something that was accepted: the labels, or what speaks against them.

One road for the window, which works on a snapshot of what it shows, and for whoever finishes later
what was left, from what is stored. For background threads: telling objects apart takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.looked_at import LookedAt
from lvit_core.annotation.objects import ObjectTable
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import Region
from lvit_core.project.acceptance import (
    acceptance_workspace,
    accepting,
    object_at,
    objects_inside,
    reaching_into,
    state_edit,
    with_progress,
    with_reason,
)
from lvit_core.project.accepted import Accepted
from lvit_core.project.answering import answers, stale_point
from lvit_core.project.measuring import Masks, contradictions, measure
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.prompt.agreement import Contradiction
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import REGIONS, Template

GoOn = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Ground:
    """What lies in an image when something of it is accepted.

    Args:
        record: The image, with the sentence that is compared.
        template: Its layers and grammar.
        sides: Whose left and right the sentence means.
        planes, objects: By layer; they are read and stay as they are.
    """

    record: ImageRecord
    template: Template
    sides: Sides
    planes: Mapping[str, LabelPlane]
    objects: Mapping[str, ObjectTable]


@dataclass(frozen=True, eq=False)
class Outcome:
    """The edit and what is left of the proposal; or what sentence and mask disagree in.

    ``proposal`` is what was decided about, with its objects; ``None`` for the mask itself.
    """

    edit: Edit
    proposal: Proposal | None = None
    rest: Proposal | None = None
    against: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, eq=False)
class Objection:
    """What stands against accepting.

    Attributes:
        what: What a person is about to accept, such as ``"the proposal"``.
        contradictions: Every point in which sentence and mask disagree.
        reason: What was said for this image before; empty for nothing.
        go_on: Accepts all the same and keeps the reason it is called with.
    """

    what: str
    contradictions: tuple[Contradiction, ...]
    reason: str
    go_on: GoOn


def decide(
    accepted: Accepted, waiting: Proposal | None, ground: Ground, *, compared: bool = True
) -> Outcome:
    """Makes the labels of what was accepted, unless they contradict the sentence.

    Args:
        accepted: What; with a reason nothing is compared.
        waiting: The proposal that waits now: a part of it may have been accepted since.
        ground: The image.
        compared: False where nobody asks for a comparison.

    Raises:
        LViTError: There is nothing at the point that was accepted, or it does not fit the image.
    """
    proposal, region = accepted.proposal, accepted.within
    record, template = ground.record, ground.template
    if proposal is not None:
        if waiting is not None and waiting.same_answer(proposal) and waiting.cut == proposal.cut:
            proposal = waiting
        proposal = told_apart(proposal, template)
    if isinstance(region, tuple):
        assert proposal is not None
        region = object_at(proposal, *region)
    elif region is not None and proposal is not None:
        region = objects_inside(proposal, region, touching=accepted.touching)
    if compared and not accepted.reason:
        against = _stale(proposal, ground) + _against(proposal, region, ground)
        if against:
            return Outcome(Edit("", ""), proposal, None, against)
    if proposal is None:
        layer_name = template.finding_layer.name
        return Outcome(state_edit(record, layer_name, ImageState.LABELED, accepted.reason))
    layer = template.layer(proposal.layer)
    workspace = acceptance_workspace(
        ground.planes[layer.name],
        ground.objects[layer.name].copy(),
        layer,
        proposal,
        accepted.person,
        accepted.at,
    )
    taken, looked_at = proposal, LookedAt.of(ground.planes.get(REGIONS))
    if looked_at is not None and region is None:
        taken = reaching_into(proposal, looked_at)
    made = accepting(workspace, taken, region, whole_objects=layer.role == "instances")
    edit = with_reason(made.edit, record.reason, accepted.reason)
    return Outcome(with_progress(edit, record.state), proposal, made.rest)


def told_apart(proposal: Proposal, template: Template) -> Proposal:
    """The proposal with its objects: nuclei by watershed, findings by connected areas."""
    return proposal.told_apart(separate=template.layer(proposal.layer).role == "instances")


def _stale(proposal: Proposal | None, ground: Ground) -> tuple[Contradiction, ...]:
    sentence, template = ground.record.sentence, ground.template
    if proposal is None or answers(proposal, sentence, template):
        return ()
    return (stale_point(proposal, sentence, template),)


def _against(
    proposal: Proposal | None, within: Region | None, ground: Ground
) -> tuple[Contradiction, ...]:
    """A part is held against the mask before: what is missing may still come."""
    template = ground.template
    sentence = parse(ground.record.sentence, template, ground.sides)
    if sentence.finding.empty:
        return ()
    finding = template.finding_layer.name
    objects = {**ground.objects, finding: ground.objects[finding].copy()}
    before = Masks.of(template, ground.sides, ground.planes, objects)
    after = replace(before, proposal=proposal, within=within)
    masks = (after,) if within is None else (before, after)
    return contradictions(sentence, masks, [measure(one) for one in masks])
