"""Which hold-out images judge: none that a model has learnt from, and no twin of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lvit_core.data.likeness import Likeness
from lvit_core.data.project_samples import ProjectSamples
from lvit_core.data.sample import Sample
from lvit_core.project.learnt import Learnt, read_changes
from lvit_core.project.project import Project
from lvit_core.wording import said


class HoldoutRule:
    """Sorts out, whenever a run looks for images; each picture is read once.

    Args:
        project: Open for reading.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._likeness = Likeness()

    def sorted_out(
        self, found: ProjectSamples, learning: Sequence[Sample], newest: Path | None
    ) -> ProjectSamples:
        """The same with those alone that may judge; the others are named, with the reason.

        Args:
            found: What the project offers.
            learning: Images that the run learns from.
            newest: Folder of the last generation of the run, which the project may not know yet.
        """
        if not found.holdout:
            return found
        records = {str(one.id): one for one in self._project.images.all()}
        learnt = self._project.generations.learnt()
        own = read_changes(newest) if newest is not None and newest.is_absolute() else None
        ours = {
            str(number) for part in (own or {"learnt": {}})["learnt"].values() for number in part
        }
        twins = self._likeness.twins(found.holdout, learning)
        silent = dict(found.silent)
        for sample in found.holdout:
            record = records[sample.key]
            if why := _reason(sample.key, learnt, ours):
                silent[record.name] = why
            elif sample.key in twins:
                twin = records[twins[sample.key]].name
                silent[record.name] = said("it is nearly the same picture as {name}", name=twin)
        judging = tuple(one for one in found.holdout if records[one.key].name not in silent)
        return replace(found, holdout=judging, silent=silent)


def _reason(key: str, learnt: Learnt, ours: set[str]) -> str:
    if int(key) in learnt.first:
        return said("generation {number} has learnt from it", number=learnt.first[int(key)])
    return said("this run has learnt from it") if key in ours else ""
