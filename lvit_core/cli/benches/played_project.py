"""A temporary project in which the truth labels what the model in force proposes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.plane import Labels
from lvit_core.cli.benches import annotator
from lvit_core.cli.benches.labeled_folder import LabeledImage
from lvit_core.cli.proposing import propose_for
from lvit_core.config import load_toml
from lvit_core.errors import LViTError
from lvit_core.explain.needs import judge
from lvit_core.model.catalogue import find_model
from lvit_core.model.config import ModelConfig
from lvit_core.project.acceptance import known_objects, state_edit
from lvit_core.project.accepted import Accepted
from lvit_core.project.deciding import told_apart
from lvit_core.project.finishing import finish_all
from lvit_core.project.list_order import ListOrder
from lvit_core.project.paths import CONFIG_NAME
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, ProjectSettings, Proposal
from lvit_core.prompt.templates import load_template
from lvit_core.training.run import NOT_VERIFIED

PERSON = "bench"
_REASON = "Played by a bench."  # so sentence and mask are not compared


class Wishes(Protocol):
    """What of a bench's settings a project is made by."""

    @property
    def model(self) -> str: ...
    @property
    def seed(self) -> int: ...
    @property
    def threads(self) -> int | None: ...


@dataclass(frozen=True)
class Labeled:
    """What was done with one image; ``objects`` are there in truth."""

    plan: annotator.Plan
    objects: int


class PlayedProject:
    """See the module docstring.

    Args:
        project: Open for writing.
        truth: The images by their id.
        threads: Of the predictor.
    """

    def __init__(
        self, project: Project, truth: dict[int, LabeledImage], threads: int | None
    ) -> None:
        self._project, self._truth, self._threads = project, truth, threads
        self.folder = project.folder
        self._order = ListOrder()

    @classmethod
    @contextmanager
    def make(
        cls, folder: Path, known: Sequence[LabeledImage], task: Wishes
    ) -> Iterator[PlayedProject]:
        """A new project of these images with their sentences; no label is in it."""
        config = load_toml(find_model(task.model) / CONFIG_NAME, ModelConfig)
        settings = ProjectSettings("bench", config.template)
        project = Project.create(folder, settings, seed=str(task.seed))
        project.person = PERSON
        try:
            truth = {}
            for image in known:
                added = project.images.add([image.path]).added
                if not added:
                    continue  # a second file with the same pixels
                truth[added[0].id] = image
                _say(project, added[0], image.sentence)
            played = cls(project, truth, task.threads)
        except BaseException:
            project.close()
            raise
        try:
            yield played
        finally:
            played._project.close()

    @contextmanager
    def put_down(self) -> Iterator[None]:
        """Inside, the project is closed, so that a run may record what it publishes."""
        self._project.close()
        try:
            yield
        finally:
            self._project = Project.open(self.folder)
            self._project.person = PERSON

    def __len__(self) -> int:
        return len(self._truth)

    def use_model(self, name: str) -> None:
        """A copy of a model becomes the one in force, as a person does it.

        Raises:
            LViTError: There is no such model.
        """
        place, start = find_model(name), self.folder / "models" / "start"
        shutil.copytree(place, start)
        generations = self._project.generations
        generations.put_in_force(generations.add(start, "", None, "start").number)

    def generation(self) -> int:
        """The number of the generation in force; 0 for the model at the start."""
        return self._project.generations.in_force() - 1

    def take_offer(self) -> bool:
        """Puts the newest generation in force if nothing has judged it: a person would try it."""
        generations = self._project.generations
        newest = generations.all()[-1]
        offered = not newest.in_force and NOT_VERIFIED in newest.note
        if offered:
            generations.put_in_force(newest.number)
        return offered

    def verdicts(self) -> list[str]:
        """What was said of each generation but the model at the start."""
        return [one.note for one in self._project.generations.all()[1:]]

    def refresh(self) -> None:
        """Asks the model in force about every image that waits with no answer of it."""
        waiting = [one.id for one in self._waiting()]
        for image_id in waiting:
            if self._of_another_model(image_id):
                self._project.proposals.discard(image_id)
        self._propose(waiting)

    def first_answers(self) -> dict[int, int]:
        """Asks about all images and tells the edits that each answer would take, by image."""
        self._propose(list(self._truth))
        return {key: self._plan(key)[0].corrections for key in self._truth}

    def next_image(self) -> ImageRecord:
        """The image that the list puts first, as it begins: at random where something is found.

        Raises:
            LViTError: All are labeled.
        """
        project = self._project
        if not (waiting := self._waiting()):
            raise LViTError("Every image is labeled.", "Ask for fewer images.")
        self._judge()
        return self._order.of("random", waiting, project.needs.all()).images[0]

    def queue(self) -> list[str]:
        """Names of the images without a label, sorted by need."""
        self._judge()
        ordered = self._order.of("need", self._waiting(), self._project.needs.all())
        return [self._truth[one.id].name for one in ordered.images]

    def with_an_answer(self) -> set[str]:
        """Names of the images in which the model in force finds anything."""
        found = set[str]()
        for image_id, image in self._truth.items():
            proposal = self._project.proposals.load(image_id)
            if proposal is not None and proposal.inside().any():
                found.add(image.name)
        return found

    def _judge(self) -> None:
        project = self._project
        for image_id, stamp in project.needs.stale():
            project.needs.save(image_id, judge(project, project.images.get(image_id)), stamp)

    def label(self, record: ImageRecord) -> Labeled:
        """Accepts what is proposed, mends it by the truth and marks the image as labeled."""
        project = self._project
        plan, proposal, proposed = self._plan(record.id)
        truth = self._truth[record.id].read_objects()
        if proposal is not None and not plan.rejected and proposed.any():
            kept = Accepted(record.id, proposal, None, reason=_REASON, person=PERSON)
            project.acceptances.keep(kept)
            refused = [one.refusal for one in finish_all(project, record.id) if one.refusal]
            if refused:
                raise LViTError("The bench could not accept a proposal: {why}", why=refused[0])
        layer = load_template(record.template).finding_layer
        workspace = Workspace(
            project.journal.load_plane(record.id, layer.name),
            project.journal.load_objects(record.id, layer.name),
            layer.name,
            layer.classes[0].name,
            Provenance("person", PERSON),
        )
        annotator.carry_out(
            plan, workspace, proposed, truth,
            lambda edit: project.journal.append(record.id, edit),
        )  # fmt: skip
        project.proposals.discard(record.id)
        now = project.images.get(record.id)
        project.journal.append(record.id, state_edit(now, layer.name, ImageState.LABELED, ""))
        return Labeled(plan, annotator.corrections_from_nothing(truth))

    def _waiting(self) -> list[ImageRecord]:
        images = self._project.images.all()
        return [one for one in images if one.state is not ImageState.LABELED]

    def _of_another_model(self, image_id: int) -> bool:
        """Whether the proposal that waits is of a model that is not in force any more."""
        waiting = self._project.proposals.load(image_id)
        in_force = str(self._project.generations.in_force())
        return waiting is not None and waiting.generation != in_force

    def _plan(self, image_id: int) -> tuple[annotator.Plan, Proposal | None, Labels]:
        record = self._project.images.get(image_id)
        truth = self._truth[image_id].read_objects()
        template = load_template(record.template)
        proposal = self._project.proposals.load(image_id, template.finding_layer.name)
        proposed: Labels = np.zeros(truth.shape, np.int32)
        if proposal is not None:
            proposal = told_apart(proposal, template)
            proposed = known_objects(proposal)
        return annotator.planned(proposed, truth), proposal, proposed

    def _propose(self, image_ids: Sequence[int]) -> None:
        """Asks the model in force about images without a proposal.

        Raises:
            LViTError: One could not be predicted.
        """
        told = propose_for(self._project, image_ids, lambda *_: None, lambda: False, self._threads)
        if told.left:
            raise LViTError("An image could not be predicted: {why}", why=told.left[0])


def _say(project: Project, record: ImageRecord, sentence: str) -> None:
    if sentence:
        layer = load_template(record.template).finding_layer.name
        change = ImageChange("sentence", record.sentence, sentence)
        project.journal.append(record.id, Edit("Sentence", layer, image=(change,)))
