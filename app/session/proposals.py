"""Predictions as proposals: asked for, shown, accepted or rejected; never human work changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app.session.acceptances import Acceptances, Pending, Use
from app.session.background_edits import BackgroundEdits, Progress
from app.session.document import Document, workspace_of
from app.session.growing import GrowingAnswer
from app.session.proposal_objects import ProposalObjects
from app.session.questions import question_about
from app.session.services import Services
from app.session.state import State
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.levels import Cut
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.model.choice import choose_model
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.model.questions import next_image
from lvit_core.model.times import PredictionTimes
from lvit_core.preferences import LASSO_KEY
from lvit_core.project import rejection
from lvit_core.project.acceptance import object_at
from lvit_core.project.accepted import Point
from lvit_core.project.deciding import Outcome, told_apart
from lvit_core.project.records import Proposal

TIMES = "prediction.times"
THREADS = "prediction.threads"


class Proposals(QObject):
    """Asks the predictor about the current image and carries out what a person decides."""

    def __init__(
        self, state: State, services: Services, edits: BackgroundEdits, accepted: Acceptances
    ) -> None:
        super().__init__(state)
        self._accepted = accepted
        self._state = state
        self._services = services
        self._edits = edits
        predictor, notices = services.predictor, services.notices
        self._objects = ProposalObjects(state, services)
        self._growing = GrowingAnswer(state, predictor)
        predictor.times = PredictionTimes(services.preferences.recall(TIMES, {}))
        predictor.finished.connect(self._on_finished)
        predictor.failed.connect(notices.error)
        predictor.warned.connect(notices.warn)
        self._on_preference(THREADS)
        services.preferences.changed.connect(self._on_preference)
        state.document_ready.connect(self._on_document_ready)

    def predict(self) -> None:
        """Predicts the current image with its sentence; an older request is replaced.

        Raises:
            LViTError: No image is shown, or it is very large and too much of it is in view.
        """
        document, project = self._state.require_document(), self._state.require_project()
        document.settle_sentence()
        job = question_about(project, document, for_proposal=True)
        if job.place is not None:
            self._services.notices.info(
                "The part of the image in view is predicted.",
                "The whole image is too large. The answer is kept until you leave the image.",
            )
        self._services.predictor.request(job)

    def warm_up(self) -> None:
        """Starts the predictor with the model of the project, before anybody waits for it."""
        predictor, project = self._services.predictor, self._state.project
        if project is not None:
            predictor.warm_up(lambda: choose_model(project, project.template_name))

    def cancel(self) -> None:
        """Whatever is being predicted is no longer wanted."""
        self._growing.forget()
        self._objects.settle()
        self._services.predictor.cancel()

    def accept(
        self, reason: str = "", region: Region | Point | None = None, objected: Use | None = None
    ) -> None:
        """Makes the proposal part of the mask, as one undoable step.

        Args:
            reason: Recorded when a person accepts over a contradiction.
            region: A part alone: such as a lasso, or the object at a point.
            objected: Called where the sentence disagrees; without it nothing is compared.
        """
        proposal = self._objects.require()
        if isinstance(region, tuple) and proposal.objects is not None:
            region = object_at(proposal, *region)
        waiting = self._objects.looked_at()
        reason = reason.strip()
        self._accepted.carry_out(proposal, region, reason, self._take, objected, waiting)

    def cut(self, cut: Cut) -> None:
        """Proposes by another threshold and smallest object; raises without a proposal."""
        self._objects.cut(cut)

    def reject_part(self, part: Region | Point) -> None:
        """Takes the object at an image point out of the proposal, or those inside a lasso.

        They stay away when the same model answers again, until ``take_rejected_back``.
        """
        document, proposal = self._state.require_document(), self._objects.require()
        if isinstance(part, tuple) and proposal.objects is not None:
            object_at(proposal, *part)  # refuses at once
        waiting, template = self._objects.looked_at(), document.template
        touching = self._services.preferences.get(LASSO_KEY) == "touching"

        def compute(_workspace: object, _progress: Progress) -> tuple[Proposal, Edit]:
            found = waiting() or told_apart(proposal, template)
            return found, rejection.rejecting(found, part, touching=touching)

        def use(made: tuple[Proposal, Edit]) -> None:
            if (shown := document.proposal) is not None and shown.same_answer(made[0]):
                document.proposal = made[0]
                document.commit(made[1])
                self._objects.find(document)

        workspace = workspace_of(document, Provenance("model"), proposal.layer)
        self._edits.run("Reject area", workspace, compute, use)

    def take_rejected_back(self) -> None:
        """Proposes again what was rejected before in this image."""
        document = self._state.require_document()
        document.commit(rejection.bringing_back(self._objects.require()))
        self._objects.find(document)

    def reject(self) -> None:
        """Takes the proposal away as an undoable step; nothing else changes."""
        document, project = self._state.require_document(), self._state.require_project()
        self._services.predictor.cancel()
        self._accepted.take_back_all()
        if document.proposal is None or project.read_only:
            self._show(document, None)
        else:
            document.set_proposal(document.proposal)  # nothing grows over it any more
            document.commit(rejection.rejecting_all(document.proposal))

    def take_over(self, proposal: Proposal | None) -> None:
        """Shows a stored proposal that a new generation made for the current image."""
        document = self._state.document
        if document is None or proposal is None or proposal.sentence != document.sentence.strip():
            return
        self._show(document, proposal, stored=True)

    def close(self) -> None:
        self._objects.close()

    # Hearing ----------------------------------------------------------------------------------

    def _on_document_ready(self) -> None:
        if (document := self._state.document) is not None:
            self._objects.find(document)
            document.stepped.connect(lambda: self._look_again(document))

    def _look_again(self, document: Document) -> None:
        document.proposal = rejection.to_look_up(document.proposal)
        self._objects.find(document)

    def _on_finished(self, result: PredictionResult) -> None:
        services, document = self._services, self._state.document
        services.preferences.remember(TIMES, services.predictor.times.known())
        if document is None or document.record.id != result.job.image_id:
            return
        answer = result.as_proposal(document.template.finding_layer)
        self._show(document, rejection.following(answer, document.proposal))
        self._look_ahead(document)

    def _look_ahead(self, document: Document) -> None:
        """Lets the predictor prepare the next image of the list while this one is looked at."""
        project, library = self._state.project, self._state.library
        following = library.neighbour(document.record.id, 1)
        if project is not None and following and (image := next_image(project, following)):
            self._services.predictor.look_ahead(image)

    def _on_preference(self, key: str) -> None:
        if key == THREADS:
            services = self._services
            services.predictor.threads = int(services.preferences.get(THREADS)) or None

    # Deciding ---------------------------------------------------------------------------------

    def _take(self, asked: Pending, outcome: Outcome) -> None:
        services, document = self._services, asked.document
        proposal, rest = outcome.proposal, outcome.rest
        shown = document.proposal  # another answer may have come
        if outcome.edit.empty:
            services.notices.info("The proposal adds nothing to the mask.")
        self._accepted.commit(
            asked,
            outcome,
            on_undo=lambda: self._show(document, proposal),
            on_redo=lambda: self._show(document, rest),
        )
        if shown is not None and proposal is not None and shown.same_answer(proposal):
            self._show(document, rest, stored=True)

    def _show(self, document: Document, proposal: Proposal | None, *, stored: bool = False) -> None:
        """Shows and stores another proposal, or none; ``stored``: with an edit, already."""
        proposal = None if proposal is None else proposal.cut_to(document.cut)  # as the sliders are
        if not stored:
            document.journal.replace_proposal(document.proposal, proposal)
        document.set_proposal(proposal)
        self._objects.find(document)
        document.record = replace(document.record, has_proposal=proposal is not None)
        document.state_changed.emit()
