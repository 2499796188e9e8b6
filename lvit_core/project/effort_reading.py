"""The steps of a project as ``effort`` reads them: who did what to which image, and when."""

from __future__ import annotations

from datetime import UTC, datetime

from lvit_core.annotation.edit import Edit
from lvit_core.project.effort import PAUSE_S, Effort, Kind, Step, measured
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, JournalEntry
from lvit_core.project.step_words import IMPORTED


class EffortReader:
    """Reads what labeling took; the second time only the steps that came since.

    Steps never leave a journal, and one that was amended stays of its kind.
    """

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._newest = 0

    def read(self, project: Project, pause_s: float = PAUSE_S) -> Effort:
        """What labeling took until now; always of the same project.

        Args:
            project: Open, for reading too.
            pause_s: A wait longer than this is a pause.
        """
        for entry, edit in project.journal.since(self._newest):
            self._steps.append(_step(entry, edit))
            self._newest = entry.id
        images = project.images.all()
        labeled = {one.id for one in images if one.state is ImageState.LABELED}
        objects = dict.fromkeys(labeled, 0)
        for kind in project.journal.object_kinds():
            if kind.image_id in labeled:
                objects[kind.image_id] += kind.count
        generations = project.generations.all()
        first = min((_time(one.created_at) for one in generations), default=None)
        waiting = sum(
            1 for one in images if one.state is not ImageState.LABELED and not one.missing
        )
        return measured(self._steps, objects, waiting, first, pause_s)


def effort_of(project: Project, pause_s: float = PAUSE_S) -> Effort:
    """What labeling a project took, told from its journal; see `EffortReader`."""
    return EffortReader().read(project, pause_s)


def _step(entry: JournalEntry, edit: Edit) -> Step:
    labeled = any(
        change.field == "state" and change.after == str(ImageState.LABELED) for change in edit.image
    )
    return Step(entry.image_id, entry.person, _time(entry.created_at), _kind(edit), labeled)


def _kind(edit: Edit) -> Kind:
    """What a step was: objects that a model made and nobody touched were taken over by it."""
    if edit.patch.empty and not edit.objects:
        return "other"
    if edit.title.startswith(IMPORTED):  # our own data keep who drew an object, but not here
        return "import"
    made = [one.after.provenance for one in edit.objects if one.before is None and one.after]
    if any(origin.origin == "import" for origin in made):
        return "import"
    taken = [one for one in made if one.origin in ("model", "pseudo") and one.edited_by is None]
    return "acceptance" if taken else "correction"


def _time(told: str) -> datetime:
    """A time of the store; one without a zone is in UTC."""
    at = datetime.fromisoformat(told)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
