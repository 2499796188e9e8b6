"""Fine-tuning on a project: short generations, new images join at each, people's work is only read.

Started by the window as a process of its own, or by hand.  The window records what a generation
publishes; without a window the run records it itself as soon as it can lock the project.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.config import save_toml
from lvit_core.data.project_samples import ProjectSamples, read_project_samples
from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.device import choose
from lvit_core.errors import LViTError
from lvit_core.project.finishing import finish_elsewhere
from lvit_core.project.generations import Standing
from lvit_core.project.project import Project
from lvit_core.prompt.templates import load_template
from lvit_core.training.class_head import taught
from lvit_core.training.clock import Budget
from lvit_core.training.config import (
    Augmentation,
    TrainingConfig,
    UnlabeledSettings,
    load_recipe,
)
from lvit_core.training.control import Control
from lvit_core.training.dataset_run import as_mirrored, input_settings, make_bank
from lvit_core.training.epi import PseudoLabels
from lvit_core.training.events import (
    EventWriter,
    Finished,
    GenerationEnded,
    Started,
    telling_failure,
)
from lvit_core.training.gate import IN_FORCE, Evidence, HoldoutGate
from lvit_core.training.holdout import HoldoutRule
from lvit_core.training.project_changes import ChangeWriter
from lvit_core.training.project_plan import (
    models_of,
    read_plan,
    refuse_models_elsewhere,
    write_plan,
)
from lvit_core.training.project_proposals import ProposalPublisher
from lvit_core.training.project_replay import ProjectReplay
from lvit_core.training.project_start import start_model
from lvit_core.training.publishing import publish_model
from lvit_core.training.recording import published_by, record_alone
from lvit_core.training.run import Published
from lvit_core.training.run_folder import RunFolder, begin_run, refusing_gone
from lvit_core.training.same_kind import SameKind
from lvit_core.training.trainer import RunData, Trainer
from lvit_core.training.validation import Validation

# Small steps from a model that works already: a generation of 20 steps is shown within a minute.
# Its pseudo labels count in full as soon as they are worth it; those of a network that begins from
# nothing count as little as in any training from nothing.
# A project's images come from few places: colours are varied less than in training from nothing.
FINE_TUNING = TrainingConfig(
    protocol="native",
    learning_rate=1e-4,
    replay_share=0.25,
    schedule="constant",
    steps_per_generation=20,
    patience=0,
    ema=0.98,
    choose_threshold=False,
    augmentation=Augmentation(
        stain=0.1, stain_offset=0.02, brightness=0.1, contrast=0.15, gamma=1.0, noise=0.0, blur=0.0
    ),
    unlabeled=UnlabeledSettings(
        burn_in=0.0, weight=1.0, ramp=0.0, least_dice=0.5, least_agreement=0.85
    ),
)


@dataclass(frozen=True)
class ProjectRun:
    """What ``lvit train --project`` was asked to do.

    Attributes:
        project: The project's folder.
        out: The run's folder.
        config: Settings; ``None`` takes ``FINE_TUNING``.
        budget: How long; without a limit it runs until stopped.
        model: What to start from; ``None`` takes the model in force.
        steps_per_generation: Overrides the settings.
        seed: Seed of everything random.
        resume: Go on with the run in ``out``.
        device: "cpu", "cuda", ...; ``None`` chooses.
        echo_events: Also write events to stdout.
        most_unlabeled: Unlabeled images that take part in one generation at most.
        skip_changed: Leave out images under whose name another picture lies, instead of refusing.
    """

    project: Path
    out: Path
    config: TrainingConfig | None
    budget: Budget
    model: str | None = None
    steps_per_generation: int | None = None
    seed: int = 0
    resume: bool = False
    device: str | None = None
    echo_events: bool = False
    most_unlabeled: int = 64
    skip_changed: bool = False


def run_project(task: ProjectRun) -> Finished:
    """Fine-tunes until the budget is used or somebody stops it; returns how it ended.

    Raises:
        LViTError: There is no project, no labeled image, or no model that can be read.
    """
    task = replace(task, out=begin_run(task.out, task.project))
    echo = sys.stdout if task.echo_events else None
    writer = EventWriter(RunFolder(task.out).events, echo)
    try:
        with telling_failure(writer):
            finish_elsewhere(task.project)
            with refusing_gone(task.out), Project.open(task.project, read_only=True) as project:
                return _Run(task, project, writer).go()
    finally:
        writer.close()


class _Run:
    """One session of a project run: the trainer's hook that publishes and rescans."""

    def __init__(self, task: ProjectRun, project: Project, writer: EventWriter) -> None:
        self._task, self._project, self._writer = task, project, writer
        self._files, self._models = RunFolder(task.out), models_of(task.out, task.project)
        self._plan = read_plan(task.out) if task.resume else {}
        refuse_models_elsewhere(self._plan, (task.project, task.out), task.model)
        self._template = project.template_name
        config = _config(task)
        model, fresh = start_model(task.model, task.out, self._plan, project, config)
        frozen = config.batch_norm == "frozen" or (
            config.batch_norm == "auto" and config.batch < 8 and not fresh
        )
        self._layer = model.config.layer or load_template(self._template).finding_layer.name
        if fresh and task.config is None and not task.resume:
            gentle = replace(config.unlabeled, weight=UnlabeledSettings().weight)
            config = replace(config, unlabeled=gentle)
        config = replace(
            as_mirrored(config, model.config),
            text=config.text and model.config.uses_text,
            template=self._template,
        )
        self._rule = HoldoutRule(project)
        self._found = self._scan(refuse_changed=not task.skip_changed)
        names = load_template(self._template).layer(self._layer).told_classes
        words = project.class_words.of(self._template)
        model, config, notes = taught(model, config, self._found.classes, names, words)
        self._notes, self._kind = notes, SameKind(project, self._template)
        save_toml(self._files.recipe, config)
        self._reader = SampleReader(input_settings(model.config, config))
        computation = choose(task.device, None if config.precision == "auto" else config.precision)
        self._config = config
        self._replay = ProjectReplay(
            project, self._plan, config, self._layer, self._reader, computation.device
        )
        data = self._data()
        bank = make_bank(config, data.train, self._reader, model, self._template)
        self._control = Control(self._files.control)
        self._trainer = Trainer(
            model, config, data, self._reader, task.out, writer, computation, task.budget, bank,
            self._control, freeze_batch_norm=frozen,
        )  # fmt: skip
        self._trainer.hook = self
        self._trainer.pseudo.history_folder = self._files.pseudo_history
        self._trainer.pseudo.pinned = self._found.pinned
        self._gate = HoldoutGate(self._plan["in_force"], self._reader, computation, config)
        home = Path(os.path.realpath(task.project))
        self._changes = ChangeWriter(project, self._layer, config, home)
        self._published: Published | None = None
        self._heard = self._control.choice()  # of an earlier session: the store knows better
        self._proposals = ProposalPublisher(self._trainer, self._files, self._layer)

    def go(self) -> Finished:
        if self._task.resume:
            self._trainer.resume()
        self._gate.best = self._plan.get("best")
        self._gate.choose(self._project.generations.standing(), self._newest)
        self._announce()
        ending = self._trainer.run()
        progress = self._trainer.progress
        finished = Finished(
            ending=ending,
            folder=str(self._task.out),
            steps=progress.step,
            generations=progress.generation,
            seconds=round(self._trainer.clock.elapsed_s(), 1),
            in_force=self._gate.in_force,
            unlabeled=len(self._trainer.data.unlabeled),
            with_sentence=self._trainer.data.with_sentence(self._config.text),
        )
        self._writer.write(finished)
        return finished

    # -- the trainer's hook ----------------------------------------------------------------------

    def predicted(self, sample: Sample, planes: NDArray[np.float32]) -> None:
        self._proposals.predicted(sample, planes)

    def finished(self, event: GenerationEnded, result: Validation | None) -> GenerationEnded:
        """Publishes the model and judges it against the one that is in force by now."""
        trainer = self._trainer
        number = trainer.progress.generation
        dice = None if result is None else result.dice
        choice = self._control.choice()
        if choice is not None and choice != self._heard:
            self._heard = choice
            self._gate.choose(Standing(choice.model, choice.model), self._newest)
        self._gate.computation = trainer.computation
        verdict = self._gate.judge(
            Evidence(result, trainer.data.validation, self._holdout_state(), self._found.by_people)
        )
        parent = Path(self._plan.get("parent") or self._plan.get("start", "")).name
        folder = self._models.unused_generation(number)
        with trainer.checkpoints.evaluated():
            loaded = trainer.model.loaded()
            loaded.config = replace(loaded.config, ancestor=parent, metrics=verdict.metrics)
            facts = {
                "steps": trainer.progress.step,
                "generations": number,
                "seconds": trainer.clock.elapsed_s(),
                "validation_dice": dice,
            }
            home = Path(os.path.realpath(self._task.project))
            publish_model(folder, loaded, self._config, trainer.data, facts, home)
        self._changes.write(
            folder, verdict, self._found, trainer.data, self._plan,
            pseudo=trainer.pseudo.teaching, steps=trainer.progress.step,
            seconds=trainer.clock.elapsed_s(), replayed=self._replay.told,
        )  # fmt: skip
        self._gate.settle(folder, verdict, result)
        if self._gate.best is not None:
            self._plan["best"] = self._gate.best
        if verdict.accepted:
            self._plan["in_force"] = self._plan["parent"] = str(folder)
        self._plan["newest"] = str(folder)
        change = verdict.changes.get(IN_FORCE)
        write_plan(self._task.out, self._plan)
        event = replace(
            event,
            folder=str(folder),
            parent=verdict.against,
            trained_from=parent,
            holdout_dice=verdict.dice,
            in_force_dice=verdict.in_force_dice,
            promoted=verdict.accepted,
            note=verdict.note,
            verified=verdict.verified,
            holdout_change=None if change is None else change.mean,
            holdout_low=None if change is None else change.low,
            holdout_high=None if change is None else change.high,
            proposals=str(self._publish_proposals(folder)) if verdict.accepted else None,
        )
        self._published = published_by(event, self._task.out)
        return event

    def announced(self) -> None:
        """Announces the proposals, records everything if it can, and looks for new images."""
        assert self._published is not None
        for proposal in self._proposals.written:
            self._writer.write(proposal)
        if record_alone(self._task.project, self._published):
            # No window tells this run what a person put in force meanwhile.
            self._gate.choose(self._project.generations.standing(), self._published.folder)
        self._proposals.clear()
        self._rescan()

    # -- images ----------------------------------------------------------------------------------

    def _publish_proposals(self, model: Path) -> Path:
        shown_only = self._kind.first(self._found.shown_only, self._task.most_unlabeled)
        waiting = (*self._trainer.data.unlabeled, *shown_only)
        records = {str(record.id): record for record in self._project.images.all()}
        return self._proposals.publish(
            [
                (s, records[s.key], self._found.sentences[s.key])
                for s in waiting
                if s.key in records
            ],
            model,
        )

    def _rescan(self) -> None:
        before = self._found
        self._found = self._scan(before)
        self._found.tell(self._trainer.warn, before)
        for key, state in self._found.states.items():
            if before.states.get(key) != state:
                self._reader.forget_labels(key)
        self._trainer.data = self._data(self._trainer.pseudo.labels)
        for note in self._kind.news():
            self._trainer.warn(note)
        self._trainer.pseudo.pinned = self._found.pinned
        model, train = self._trainer.model, self._trainer.data.train
        if before.states != self._found.states:
            self._trainer.stepper.bank = make_bank(
                self._config, train, self._reader, model, self._template
            )

    def _scan(
        self, before: ProjectSamples | None = None, *, refuse_changed: bool = False
    ) -> ProjectSamples:
        found = read_project_samples(self._project, self._template, self._layer, before)
        if refuse_changed:  # first: what is left out for it may be all that is labeled
            found.refuse_changed()
        if not any(sample.labeled for sample in found.train):
            raise LViTError(
                "There is no labeled image to learn from.",
                "Mark at least one image as labeled that is not held out for judging.",
            )
        learning = [one for one in found.train if one.labeled]
        newest = self._plan.get("newest") or self._plan.get("start", "")
        return self._rule.sorted_out(found, learning, Path(newest))

    @property
    def _newest(self) -> Path:
        """The last generation: what the next one is trained from, whatever is in force."""
        last = self._models.generation(self._trainer.progress.generation)
        return Path(self._plan.get("newest", last))

    def _data(self, labels: PseudoLabels | None = None) -> RunData:
        """All labeled images, and those unlabeled ones whose turn it is."""
        labeled = [sample for sample in self._found.train if sample.labeled]
        waiting = [sample for sample in self._found.train if not sample.labeled]
        again = self._replay.of(labeled)
        return RunData(labeled + self._turn(waiting, labels), self._found.holdout, again)

    def _turn(self, waiting: Sequence[Sample], labels: PseudoLabels | None) -> list[Sample]:
        """At most ``most_unlabeled``, those with the fewest pseudo-label updates first."""

        def updates(sample: Sample) -> int:
            record = None if labels is None else labels.record(sample.key)
            return 0 if record is None else record.updates

        turn = sorted(waiting, key=lambda s: (updates(s), int(s.key)))
        return self._kind.first(turn, self._task.most_unlabeled)

    def _holdout_state(self) -> tuple[tuple[str, str], ...]:
        keys = [sample.key for sample in self._trainer.data.validation]
        return tuple((key, self._found.states[key]) for key in sorted(keys))

    def _announce(self) -> None:
        trainer, data = self._trainer, self._trainer.data
        started = Started(
            resumed=self._task.resume,
            project=True,
            model=trainer.model.config.name,
            template=self._template,
            input=trainer.model.config.input,
            device=trainer.computation.device,
            precision=trainer.computation.precision,
            batch=self._config.batch,
            minutes=self._task.budget.minutes,
            generations=self._task.budget.generations,
            labeled=len(data.labeled),
            unlabeled=len(data.unlabeled),
            with_sentence=data.with_sentence(self._config.text),
            holdout=len(data.validation),
            replay=self._replay.told.older + self._replay.told.pictures,
            unlabeled_mode=self._config.unlabeled.mode,
            beta=self._config.unlabeled.beta,
            warm_up=self._config.unlabeled.warm_up,
            seed=self._config.seed,
        )
        self._writer.write(started)
        self._found.tell(trainer.warn)
        for note in (*self._notes, *self._kind.news()):
            trainer.warn(note)


def _config(task: ProjectRun) -> TrainingConfig:
    recipe = RunFolder(task.out).recipe
    if task.resume and recipe.exists():
        return load_recipe(recipe)
    config = replace(task.config or FINE_TUNING, seed=task.seed, protocol="native")
    if task.steps_per_generation:
        config = replace(config, steps_per_generation=task.steps_per_generation)
    return config
