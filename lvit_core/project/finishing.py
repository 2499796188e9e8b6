"""Making the labels of what was accepted: where no window has the image open any more.

Everything here takes seconds, so it is for background threads and for commands.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lvit_core.errors import Cancelled, LViTError, OvertakenError, TransientError, may_pass
from lvit_core.project.accepted import Accepted, Settlement
from lvit_core.project.deciding import Ground, decide
from lvit_core.project.locking import NotWritableError
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, Proposal
from lvit_core.project.unattended import open_unattended
from lvit_core.prompt.template import REGIONS
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
    held_s: float = 0.0,
) -> list[Finished]:
    """Makes the labels of everything that was accepted and is in nobody's hands.

    Args:
        project: Open for writing.
        image_id: Of one image alone.
        cancelled: Asked before each.
        held_s: How long to wait for what somebody else has in hand; 0 leaves it to them.

    Raises:
        Cancelled: ``cancelled()`` came true; the rest waits for another time.
        LViTError: The disk refuses, or somebody takes too long; the rest waits.
    """
    done: list[Finished] = []
    kept, until = project.acceptances, time.monotonic() + held_s
    while True:
        for accepted_id in kept.waiting(image_id):
            if cancelled():
                raise Cancelled
            with kept.finishing:
                done += _finish_one(project, accepted_id)
        if not held_s or not kept.waiting(image_id, held=True) + kept.waiting(image_id):
            return done
        if cancelled():
            raise Cancelled
        if time.monotonic() > until:
            raise LViTError("A proposal is still being accepted.", "Try again in a moment.")
        time.sleep(LOOK_S)


def _finish_one(project: Project, accepted_id: int) -> list[Finished]:
    """What became of it; nothing where somebody else was faster."""
    try:
        accepted = project.acceptances.load(accepted_id)
    except LViTError as error:  # it costs itself, not all that was accepted after it
        return [_give_up(project, accepted_id, error)]
    return [] if accepted is None else [_finish(project, accepted)]


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
            with open_unattended(folder) as project:
                return finish_all(project)
        except LViTError as error:
            with Project.open(folder, read_only=True) as project:
                if not project.acceptances.waiting():
                    return []
            held = isinstance(error, TransientError | NotWritableError)  # damage stays
            if not held or time.monotonic() >= until:
                raise LViTError(
                    "Something was accepted whose labels are not made yet.",
                    "Open the project once where you may write. {message} {hint}",
                    message=error.message,
                    hint=error.hint,
                ) from error
        time.sleep(LOOK_S)


def _finish(project: Project, accepted: Accepted) -> Finished:
    while True:
        try:
            return _labels_of(project, accepted)
        except OvertakenError:  # a step of somebody else came between: now it counts
            continue


def _labels_of(project: Project, accepted: Accepted) -> Finished:
    newest = project.journal.newest(accepted.image_id)  # before the labels are read
    record = project.images.get(accepted.image_id)
    try:
        outcome = decide(accepted, _waiting(project, accepted), ground_of(project, record))
        if outcome.against:
            what = "this mask" if accepted.proposal is None else "the proposal"
            raise LViTError(
                "{name}: {what} was not accepted, sentence and mask disagree.",
                outcome.against[0].message,
                name=record.name,
                what=what,
            )
        settlement = Settlement(accepted.id, outcome.proposal, outcome.rest)
        if outcome.edit.empty:
            project.acceptances.settle(settlement)
        else:
            project.journal.append(
                record.id, outcome.edit, accepted.person, settlement, accepted.why, newest
            )
    except OvertakenError:
        raise
    except LViTError as error:
        if may_pass(error):
            raise
        project.acceptances.close(accepted.id, "refused")
        return Finished(record, error.message, error.hint)
    return Finished(project.images.get(record.id))


def _give_up(project: Project, accepted_id: int, error: LViTError) -> Finished:
    if may_pass(error):
        raise error
    record = project.images.get(project.acceptances.image_of(accepted_id))
    project.acceptances.close(accepted_id, "refused")
    return Finished(record, f"{record.name}: {error.message}", error.hint)


def _waiting(project: Project, accepted: Accepted) -> Proposal | None:
    if accepted.proposal is None:
        return None
    return project.proposals.load(accepted.image_id, accepted.proposal.layer)


def ground_of(project: Project, record: ImageRecord) -> Ground:
    """What lies in an image as it is stored."""
    template, journal = load_template(record.template), project.journal
    layers = [*(layer.name for layer in template.layers), REGIONS]
    return Ground(
        record,
        template,
        project.sides(record),
        {name: journal.load_plane(record.id, name) for name in layers},
        {name: journal.load_objects(record.id, name) for name in layers},
    )
