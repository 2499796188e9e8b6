"""What was accepted and is not settled: a fact in the project at once, finished in any case.

The window makes the labels as long as the image is shown, so that they can be undone at once, or
else a thread does, before the image is read again and before anything is exported or learnt.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.tasks import QUIET_S
from app.session.background_edits import BackgroundEdits, Progress
from app.session.document import Document, workspace_of
from app.session.opening import ImageOpening
from app.session.person import ask_for_name, person_name
from app.session.services import Services
from app.session.state import State
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.preferences import LASSO_KEY
from lvit_core.project.accepted import Accepted, Point, Status
from lvit_core.project.deciding import Ground, Outcome, decide
from lvit_core.project.records import Proposal
from lvit_core.project.saving import Settles, Ticket

if TYPE_CHECKING:  # they load the data base, and the window opens before that
    from lvit_core.project.finishing import Finished
    from lvit_core.project.project import Project

Work = Callable[[Callable[[], bool]], None]  # asks whether it is still wanted

PATIENCE_S = 30.0  # who reads the project waits so long for the image that is shown


@dataclass(eq=False)
class Pending:
    """Something that was accepted in the image shown, on its way into the labels."""

    fact: Accepted
    document: Document
    stored: Ticket[int]
    step: int  # where the undo history stood


Use = Callable[[Pending, Outcome], None]


class Acceptances(QObject):
    """Knows what is on its way, takes it back, and finishes what was left."""

    _finished = Signal(list)  # of ``Finished``

    def __init__(
        self, state: State, services: Services, opening: ImageOpening, edits: BackgroundEdits
    ) -> None:
        super().__init__(state)
        self._edits, self._opening = edits, opening
        self._state = state
        self._services = services
        self._open: list[Pending] = []
        self._finished.connect(self._on_finished)
        services.storage.settle = self._settle
        state.project_opened.connect(self._finish_later)

    def carry_out(
        self,
        proposal: Proposal | None,
        within: Region | Point | None,
        reason: str,
        use: Use,
        objected: Use | None = None,
        waiting: Callable[[], Proposal | None] = lambda: None,
    ) -> None:
        """Makes it a fact that a proposal, a part of it, or the mask was accepted; then its labels.

        Args:
            proposal: ``None`` for the mask as it is.
            within: The part of the proposal.
            reason: Said against a contradiction; then nothing is compared.
            use: Called with the labels when they are made, unless it was taken back.
            objected: Called instead where sentence and mask disagree; without it nothing is
                compared.
            waiting: Called in a thread; the proposal as it waits by then, its objects known.
        """
        document = self._state.require_document()
        asked = self._ask(document, proposal, within, reason)
        template, sides = document.template, self._state.sides
        layer = template.finding_layer if proposal is None else template.layer(proposal.layer)
        workspace = workspace_of(document, Provenance("model"), layer.name)
        sentence = document.sentence  # that of now is compared, not one typed meanwhile

        def compute(snapshot: Workspace, _progress: Progress) -> Outcome:
            planes = {**document.planes, layer.name: snapshot.plane}
            objects = {**document.objects, layer.name: snapshot.table}
            record = replace(document.record, sentence=sentence)
            ground = Ground(record, template, sides, planes, objects)
            return decide(asked.fact, waiting(), ground, compared=objected is not None)

        def use_outcome(outcome: Outcome) -> None:
            if asked not in self._open:
                return
            if not outcome.against:
                use(asked, outcome)
            elif objected is not None:
                self._take_back(asked, "refused")
                objected(asked, outcome)

        title = "Mark as labeled" if proposal is None else "Accept proposal"
        self._edits.run(title, workspace, compute, use_outcome, partial(self._take_back, asked))

    def commit(
        self,
        asked: Pending,
        outcome: Outcome,
        on_undo: Callable[[], None] | None = None,
        on_redo: Callable[[], None] | None = None,
    ) -> None:
        """Makes an undoable, stored step of the labels, which settles what was accepted."""
        settles = Settles(asked.fact, asked.stored, outcome.proposal, outcome.rest)
        asked.document.commit(outcome.edit, on_undo=on_undo, on_redo=on_redo, settles=settles)
        if asked in self._open:
            self._open.remove(asked)
        ask_for_name(self._services.preferences, self._services.notices)

    @property
    def overtaken(self) -> bool:
        """A step was made after everything on its way, so undo takes that step back first."""
        document = self._state.document
        if not self._open or document is None:
            return False
        return self._open[-1].step < document.undo_stack.index()

    def take_back_all(self) -> None:
        """Nothing of the proposal is accepted after all."""
        for asked in [one for one in self._open if one.fact.proposal is not None]:
            self._take_back(asked)

    def leave(self) -> None:
        """The image is left: what is on its way is finished in the background."""
        left, self._open = self._open, []
        for asked in left:  # others get it when what was drawn before is stored
            asked.document.journal.release(asked.fact)
        if left:
            QTimer.singleShot(0, self, self._finish_later)  # unless the project closes now

    def finishing(self, image_id: int) -> Work:
        """What the thread that reads an image does first, all that was queued being stored."""
        return partial(self._finish, self._state.require_project(), image_id, 0.0)

    def _settle(self, cancelled: Callable[[], bool]) -> None:
        """For who reads the project: until all that was accepted is in it."""
        if (project := self._state.project) is not None:
            self._finish(project, None, PATIENCE_S, cancelled)

    def _finish(
        self, project: Project, image_id: int | None, held_s: float, cancelled: Callable[[], bool]
    ) -> None:
        kept = project.acceptances
        if project.read_only or not any(kept.waiting(image_id, held=one) for one in (False, True)):
            return
        from lvit_core.project.finishing import finish_all  # what it takes is slow to load

        if done := finish_all(project, image_id, cancelled, held_s):
            self._finished.emit(done)

    def _finish_later(self) -> None:
        state, services = self._state, self._services
        project = state.project
        if project is None:
            return

        def work(_progress: object, cancelled: Callable[[], bool]) -> None:
            def unwanted() -> bool:  # what is not done when the project closes waits in it
                return cancelled() or state.project is not project

            services.storage.wait_written(unwanted, math.inf)
            self._finish(project, None, 0.0, unwanted)

        def failed(problem: BaseException) -> None:
            if state.project is project:
                services.notices.error(problem)

        services.tasks.start(
            "Making labels of what was accepted", work, on_failed=failed, quiet_s=QUIET_S
        )

    def _ask(
        self,
        document: Document,
        proposal: Proposal | None,
        within: Region | Point | None,
        reason: str,
    ) -> Pending:
        document.journal.require_writable()
        document.settle_sentence()
        person = person_name(self._services.preferences)
        why = document.journal.why
        fact = Accepted(document.record.id, proposal, within, reason, person, held=True, why=why)
        fact.touching = self._services.preferences.get(LASSO_KEY) == "touching"
        stored = document.journal.keep_accepted(fact)
        asked = Pending(fact, document, stored, document.undo_stack.index())
        self._open.append(asked)
        return asked

    def _take_back(self, asked: Pending, status: Status = "withdrawn") -> None:
        if asked in self._open:
            asked.document.journal.close_accepted(asked.stored, status)
            self._open.remove(asked)

    def _on_finished(self, done: list[Finished]) -> None:
        for one in done:
            self._opening.note(one.record)
            if one.refusal:
                self._services.notices.warn(one.refusal, one.hint)
