"""What the window asks of runs and of the generations that they publish.

Each is imported when it is asked: the window is painted before it needs torch, processes or the
data base.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.notice import Notice
from lvit_core.project.records import Generation, Proposal
from lvit_core.project.saving import Ticket
from lvit_core.training.run import NOT_VERIFIED, Published
from lvit_core.training.run_folder import RunFolder, runs_of

if TYPE_CHECKING:
    from lvit_core.project.project import Project


def stopped_run(project_folder: Path) -> Path | None:
    """The newest run of a project, where it can go on."""
    newest = runs_of(project_folder)[-1:]
    if not newest:
        return None
    from lvit_core.training.events import can_go_on  # noqa: PLC0415

    return newest[0] if can_go_on(RunFolder(newest[0]).events) else None


def is_alive(run: Path) -> bool:
    """Whether a process still trains in this folder."""
    from lvit_core.training import run_process  # noqa: PLC0415

    return run_process.is_alive(run)


def stop_orphan(run: Path) -> bool:
    """Tells a run to stop that outlived its window; true when its process is still alive."""
    from lvit_core.training import run_process  # noqa: PLC0415

    return run_process.stop_orphan(run)


def unrecorded(project: Project, run: Path) -> Iterator[Published]:
    """What a run published that the project does not know."""
    from lvit_core.training import recording  # noqa: PLC0415

    return recording.unrecorded(project, run)


def record(project: Project, published: Published) -> tuple[Generation, str]:
    """Records a generation; it comes into force if it was promoted and no person objects.

    Returns:
        It, and the model that a person chose while it was trained; empty where nobody did.
    """
    from lvit_core.project.generations import CHOSEN_MEANWHILE  # noqa: PLC0415
    from lvit_core.training import recording  # noqa: PLC0415

    made = recording.record_generation(project, published)
    meanwhile = not made.in_force and made.note.endswith(CHOSEN_MEANWHILE)
    return made, project.generations.model_in_force() if meanwhile else ""


def keep_proposal(
    project: Project, path: Path, recorded: Ticket[tuple[Generation, str]]
) -> Proposal | None:
    """Stores a prediction of a generation and gives it as stored; ``None`` where it is nobody's.

    That a generation was not recorded has been told; its predictions are nobody's.
    """
    from lvit_core.training import recording  # noqa: PLC0415

    if not recorded.stored:
        return None
    image_id = recording.record_proposal(project, path, recorded.value[0])
    return None if image_id is None else project.proposals.load(image_id)


def finished(made: Generation) -> Notice:
    """What a person is told of a generation that was recorded."""
    name = f"Generation {made.number} is finished"
    reason = f"{made.note[:1].upper()}{made.note[1:]}." if made.note else ""
    if made.in_force:
        return Notice("info", f"{name} and makes the proposals now.", reason)
    if made.note.startswith(NOT_VERIFIED):
        return Notice("info", f"{name} and is offered in the list of generations.", reason)
    return Notice("warning", f"{name} but was not put in force.", reason)
