"""The change report of each generation of a project: what the run knows, and the store adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from lvit_core.data.project_samples import ProjectSamples
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord
from lvit_core.training.change_report import (
    Facts,
    Judged,
    Lesson,
    PseudoLesson,
    write_changes,
)
from lvit_core.training.config import TrainingConfig
from lvit_core.training.gate import Verdict
from lvit_core.training.project_replay import Replayed
from lvit_core.training.trainer import RunData


class ChangeWriter:
    """Writes them; what is asked of a label is asked once for as long as it stays.

    Args:
        project: Open for reading.
        layer: The layer that is learnt.
        config: The run's settings.
        home: The project's folder, which the reports stay in.
    """

    def __init__(self, project: Project, layer: str, config: TrainingConfig, home: Path) -> None:
        self._project, self._layer, self._config, self._home = project, layer, config, home
        self._known: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {}

    def write(
        self,
        folder: Path,
        verdict: Verdict,
        found: ProjectSamples,
        data: RunData,
        plan: Mapping[str, str],
        *,
        pseudo: Mapping[str, int],
        steps: int,
        seconds: float,
        replayed: Replayed,
    ) -> None:
        """Writes the report into the folder of a generation.

        Args:
            folder: Of its weights.
            verdict: Over it.
            found: What the project offered to it.
            data: What it learnt from and was judged by.
            plan: What the run remembers: the models before it.
            pseudo: Unlabeled images that taught it, with the generation that made each of the
                pseudo labels.
            steps, seconds: Of the run so far.
            replayed: What it was shown again.
        """
        records = {str(record.id): record for record in self._project.images.all()}
        labeled = [records[one.key] for one in data.labeled if one.key in records]
        begun = plan.get("start", "")
        facts = Facts(
            trained_from=Path(plan.get("parent") or begun).name,
            before=_folder(plan.get("parent") or begun),
            lineage=_folder(plan.get("newest") or begun),
            lessons=[
                Lesson.of(record, found.makings.get(str(record.id)), self._told(record, found)[0])
                for record in labeled
            ],
            pseudo=[
                PseudoLesson(records[key].id, records[key].name, made)
                for key, made in pseudo.items()
                if key in records
            ],
            judged=[
                _judged(records[one.key], self._told(records[one.key], found)[1])
                for one in data.validation
                if one.key in records
            ],
            silent=found.silent,
            settings=_settings(self._config),
            steps=steps,
            seconds=seconds,
            replay=asdict(replayed),
        )
        write_changes(folder, verdict, facts, self._home)

    def _told(
        self, record: ImageRecord, found: ProjectSamples
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who made the label of an image, and the classes in it."""
        key = str(record.id)
        state = found.states.get(key, "")
        if key not in self._known or self._known[key][0] != state:
            table = self._project.journal.load_objects(record.id, self._layer)
            made = [one for one in table if one.state != "machine"]
            people = {person for one in made for person in one.persons}
            classes = {one.class_name for one in made}
            self._known[key] = state, tuple(sorted(people)), tuple(sorted(classes))
        return self._known[key][1:]


def _folder(place: str) -> Path | None:
    """Where a model lies that is told by its folder; ``None`` for one that has a name alone."""
    return Path(place) if place and Path(place).is_absolute() else None


def _judged(record: ImageRecord, classes: tuple[str, ...]) -> Judged:
    kind = "grey" if record.channels == 1 else "colour"
    return Judged(record.id, record.name, record.group, kind, classes)


def _settings(config: TrainingConfig) -> dict[str, str | float | int]:
    """Those that people ask about first; all of them lie in the run's ``recipe.toml``."""
    return {
        "batch": config.batch,
        "steps of a generation": config.steps_per_generation,
        "learning rate": config.learning_rate or "the template's",
        "unlabeled images": config.unlabeled.mode,
        "weight of pseudo labels": config.unlabeled.weight,
        "weight of labels accepted as proposed": config.accepted_weight,
        "seed": config.seed,
    }
