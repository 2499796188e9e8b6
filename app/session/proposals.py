"""Predictions as proposals: asked for, shown, accepted or rejected; never human work changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from app.session.background_edits import BackgroundEdits
from app.session.document import Document
from app.session.growing import GrowingAnswer
from app.session.inquiry import question_about
from app.session.person import ask_for_name, person_name
from app.session.proposal_objects import ProposalObjects
from app.session.remarks import AnswerRemarks
from app.session.services import Services
from app.session.state import State
from lvit_core.annotation.edits.proposals import proposed_object
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.model.choice import choose_model
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.model.questions import next_image
from lvit_core.model.times import PredictionTimes
from lvit_core.project.acceptance import (
    Acceptance,
    acceptance_workspace,
    accepting,
    known_objects,
    with_reason,
    without_objects_in,
)
from lvit_core.project.records import Proposal

TIMES = "prediction.times"
THREADS = "prediction.threads"


class Proposals(QObject):
    """Asks the predictor about the current image and carries out what a person decides."""

    def __init__(self, state: State, services: Services, edits: BackgroundEdits) -> None:
        super().__init__(state)
        self._state = state
        self._services = services
        self._edits = edits
        predictor, notices = services.predictor, services.notices
        self._objects = ProposalObjects(state, notices)
        self._growing = GrowingAnswer(state, predictor)
        predictor.times = PredictionTimes(services.preferences.recall(TIMES, {}))
        predictor.finished.connect(self._on_finished)
        self._remarks = AnswerRemarks(state, predictor, notices)
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
        project = self._state.project
        if project is not None:
            predictor = self._services.predictor
            predictor.warm_up(lambda: choose_model(project, project.template_name))

    def cancel(self) -> None:
        """Whatever is being predicted is no longer wanted."""
        self._objects.forget()
        self._growing.forget()
        self._services.predictor.cancel()

    def accept(self, reason: str = "", region: Region | None = None) -> None:
        """Makes the proposal part of the mask, as one undoable step.

        Whether the sentence agrees is asked before, in ``AcceptanceGuard``.

        Args:
            reason: Recorded when a person accepts over a contradiction.
            region: What lies inside it alone, such as a lasso or one of the objects.
        """
        self.when_found(lambda: self._accept(region, reason))

    def when_found(self, act: Callable[[], None]) -> None:
        """Acts as soon as the proposal's objects are known; raises ``LViTError`` without one."""
        self._objects.when_found(act)

    def object_at(self, y: float, x: float) -> Region:
        """The proposal's object at an image point; raises ``LViTError`` where there is none."""
        _, proposal = self._ready()
        top, left = proposal.area.y0, proposal.area.x0
        region = proposed_object(known_objects(proposal), (y - top, x - left)).moved(top, left)
        if region.empty:
            raise LViTError("The proposal has nothing there.", "Click inside one of its areas.")
        return region

    def reject_object(self, y: float, x: float) -> None:
        """Takes the one object at an image point out of the proposal."""

        def remove() -> None:
            document, proposal = self._ready()
            region = self.object_at(y, x)

            def use(rest: Proposal | None) -> None:
                if document.proposal is proposal:
                    self._show(document, rest)

            self._edits.run(
                "Reject area",
                _workspace(document, proposal),
                lambda _workspace, _progress: without_objects_in(proposal, region),
                use,
            )

        self._objects.when_found(remove)

    def reject(self) -> None:
        """Takes the proposal away; nothing else changes."""
        document = self._state.require_document()
        self._services.predictor.cancel()
        self._show(document, None)

    def take_over(self, proposal: Proposal | None) -> None:
        """Shows a stored proposal that a new generation made for the current image."""
        document = self._state.document
        if document is None or proposal is None or proposal.sentence != document.sentence.strip():
            return
        document.set_proposal(proposal)
        self._objects.find(document)

    def close(self) -> None:
        self._objects.close()

    # Hearing ----------------------------------------------------------------------------------

    def _on_document_ready(self) -> None:
        document = self._state.document
        if document is not None:
            self._objects.find(document)

    def _on_finished(self, result: PredictionResult) -> None:
        services, document = self._services, self._state.document
        services.preferences.remember(TIMES, services.predictor.times.known())
        if document is None or document.record.id != result.job.image_id:
            return
        self._show(document, result.as_proposal(document.template.finding_layer))
        self._objects.find(document)
        self._look_ahead(document)

    def _look_ahead(self, document: Document) -> None:
        """Lets the predictor prepare the next image of the list while this one is looked at."""
        state = self._state
        project, following = state.project, state.library.neighbour(document.record.id, 1)
        if project is None or following is None:
            return
        image = next_image(project, following)
        if image is not None:
            self._services.predictor.look_ahead(image)

    def _on_preference(self, key: str) -> None:
        if key == THREADS:
            services = self._services
            services.predictor.threads = int(services.preferences.get(THREADS)) or None

    # Deciding ---------------------------------------------------------------------------------

    def _ready(self) -> tuple[Document, Proposal]:
        document = self._state.require_document()
        if document.proposal is None or document.proposal.objects is None:
            raise LViTError("There is no proposal.", "Let the model predict first.")
        return document, document.proposal

    def _accept(self, region: Region | None, reason: str) -> None:
        services = self._services
        document, proposal = self._ready()
        person = person_name(services.preferences)
        whole = document.template.layer(proposal.layer).role == "instances"

        def use(accepted: Acceptance) -> None:
            if document.proposal is not proposal:
                return  # another one has come, or it was rejected
            edit = with_reason(accepted.edit, document.record.reason, reason)
            if proposal.origin is not None:  # that of a part of a slide is not stored otherwise
                document.journal.keep_origin(proposal.origin)
            if edit.empty:
                services.notices.info("The proposal adds nothing to the mask.")
            document.commit(
                edit,
                on_undo=lambda: self._show(document, proposal),
                on_redo=lambda: self._show(document, accepted.rest),
            )
            self._show(document, accepted.rest)
            ask_for_name(services.preferences, services.notices)

        self._edits.run(
            "Accept proposal",
            _workspace(document, proposal, person),
            lambda workspace, _progress: accepting(
                workspace, proposal, region, whole_objects=whole
            ),
            use,
        )

    def _show(self, document: Document, proposal: Proposal | None) -> None:
        """Shows and stores another proposal, or none."""
        old = document.proposal
        document.set_proposal(proposal)
        if proposal is not None and proposal.place is None:
            document.journal.save_proposal(proposal)
        elif old is not None and old.place is None:
            document.journal.discard_proposal(document.record.id, old.layer)
        document.record = replace(document.record, has_proposal=proposal is not None)
        document.state_changed.emit()


def _workspace(document: Document, proposal: Proposal, person: str = "") -> Workspace:
    layer = document.template.layer(proposal.layer)
    plane, objects = document.planes[layer.name], document.objects[layer.name]
    return acceptance_workspace(plane, objects, layer, proposal, person)
