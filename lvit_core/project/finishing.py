"""Making the labels of what was accepted: where no window has the image open any more.

Everything here takes seconds, so it is for background threads and for commands.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.regions import Region
from lvit_core.errors import Cancelled, LViTError, may_pass
from lvit_core.project.acceptance import (
    acceptance_workspace,
    accepting,
    disagreement,
    object_at,
    state_edit,
    with_progress,
    with_reason,
)
from lvit_core.project.acceptances import Accepted, Settlement
from lvit_core.project.measuring import Masks, contradictions, measure
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template

LOOK_S = 0.05
PATIENCE_S = 20.0


@dataclass(frozen=True)
class Finished:
    """What became of something that was accepted; ``refusal`` says why it is no label."""

    record: ImageRecord
    refusal: str = ""
    hint: str = ""


def finish_all(
    project: Project,
    image_id: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Finished]:
    """Makes the labels of everything that was accepted and is in nobody's hands.

    Args:
        project: Open for writing.
        image_id: Of one image alone.
        cancelled: Asked before each.

    Raises:
        Cancelled: ``cancelled()`` came true; the rest waits for another time.
        LViTError: The disk refuses; the rest waits.
    """
    done = []
    for accepted_id in project.acceptances.waiting(image_id):
        if cancelled():
            raise Cancelled
        with project.acceptances.finishing:
            accepted = project.acceptances.load(accepted_id)
            if accepted is not None:
                done.append(_finish(project, accepted))
    return done


def finish_elsewhere(folder: str | Path, patience_s: float = PATIENCE_S) -> list[Finished]:
    """The same for who is about to read a project: alone, or by waiting for its window.

    Raises:
        LViTError: It stays unfinished: the project cannot be written here.
    """
    with Project.open(folder, read_only=True) as project:
        if not project.acceptances.waiting():
            return []
        until = time.monotonic() + patience_s
    while True:
        try:
            with Project.open(folder) as project:
                return finish_all(project)
        except LViTError as error:
            with Project.open(folder, read_only=True) as project:
                if not project.acceptances.waiting():
                    return []
            if time.monotonic() >= until:
                raise LViTError(
                    "Something was accepted whose labels are not made yet.",
                    f"Open the project once where you may write. {error.message}",
                ) from error
        time.sleep(LOOK_S)


def _finish(project: Project, accepted: Accepted) -> Finished:
    record = project.images.get(accepted.image_id)
    try:
        template = load_template(record.template)
        accepted = _resolved(project, template, accepted)
        if not accepted.reason:
            _refuse_contradictions(project, record, template, accepted)
        edit, rest = _labels(project, record, template, accepted)
        settlement = Settlement(accepted.id, accepted.proposal, rest)
        if edit.empty:
            project.acceptances.settle(settlement)
        else:
            project.journal.append(record.id, edit, accepted.person, settlement)
    except LViTError as error:
        if may_pass(error):
            raise
        project.acceptances.close(accepted.id, "refused")
        return Finished(record, error.message, error.hint)
    return Finished(project.images.get(record.id))


def _resolved(project: Project, template: Template, accepted: Accepted) -> Accepted:
    """With the proposal's objects, as they still wait, and the region that a point stood for."""
    proposal, part = accepted.proposal, accepted.within
    if proposal is None:
        return accepted
    layer = template.layer(proposal.layer)
    stored = project.proposals.load(accepted.image_id, layer.name)
    if stored is not None and stored.same_answer(proposal):
        proposal = stored  # a part of it may have been accepted since
    proposal = proposal.told_apart(separate=layer.role == "instances")
    region = object_at(proposal, *part) if isinstance(part, tuple) else part
    return replace(accepted, proposal=proposal, within=region)


def _refuse_contradictions(
    project: Project, record: ImageRecord, template: Template, accepted: Accepted
) -> None:
    sentence = parse(record.sentence, template)
    if sentence.finding.empty:
        return
    organ, finding = template.organ_layer, template.finding_layer.name
    journal = project.journal
    before = Masks(
        journal.load_plane(record.id, finding),
        journal.load_objects(record.id, finding),
        None if organ is None else journal.load_plane(record.id, organ.name),
        None,
        template,
        project.sides(record),
    )
    part = replace(before, proposal=accepted.proposal, within=_region(accepted))
    masks = (part,) if accepted.within is None else (before, part)
    found = contradictions(sentence, masks, [measure(one) for one in masks])
    if found:
        what = "this mask" if accepted.proposal is None else "the proposal"
        raise disagreement(record.name, what, found)


def _labels(
    project: Project, record: ImageRecord, template: Template, accepted: Accepted
) -> tuple[Edit, Proposal | None]:
    """The edit that makes them, and what is left of the proposal."""
    proposal = accepted.proposal
    if proposal is None:
        layer_name = template.finding_layer.name
        return state_edit(record, layer_name, ImageState.LABELED, accepted.reason), None
    layer, journal = template.layer(proposal.layer), project.journal
    workspace = acceptance_workspace(
        journal.load_plane(record.id, layer.name),
        journal.load_objects(record.id, layer.name),
        layer,
        proposal,
        accepted.person,
        accepted.at,
    )
    whole = layer.role == "instances"
    made = accepting(workspace, proposal, _region(accepted), whole_objects=whole)
    edit = with_reason(made.edit, record.reason, accepted.reason)
    return with_progress(edit, record.state), made.rest


def _region(accepted: Accepted) -> Region | None:
    return accepted.within if isinstance(accepted.within, Region) else None
