"""Predict all: asks the model about every image that waits, in the background, with pause and stop.

Each answer appears as it comes: in the list, and over the image if that one is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.actions.conditions import can_write
from app.session.opening import ImageOpening
from app.session.projects import ProjectWork
from app.session.proposals import Proposals
from app.session.registry import ActionGroup, action, always
from app.session.services import Services
from app.session.state import State
from app.translation import tr
from lvit_core.errors import LViTError
from lvit_core.progress import Progress
from lvit_core.project.list_walk import awaiting_proposal
from lvit_core.project.records import ImageRecord, Proposal
from lvit_core.stopping import Rest
from lvit_core.wording import counted

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.cli.proposing import Proposed
    from lvit_core.project.project import Project

THREADS = "prediction.threads"


class PredictionQueue(QObject):
    """One run at a time; what it brought until it is stopped stays, and the next goes on.

    Signals:
        changed: A run began, rests, goes on, or ended.
    """

    changed = Signal()
    _arrived = Signal(Proposal)  # in the thread of the window

    def __init__(
        self,
        state: State,
        services: Services,
        opening: ImageOpening,
        projects: ProjectWork,
        proposals: Proposals,
    ) -> None:
        super().__init__(state)
        self._state = state
        self._services = services
        self._opening = opening
        self._projects = projects
        self._proposals = proposals
        self._project: Project | None = None  # of the run
        self._rest = Rest()
        self.task = 0  # the run; 0 for none
        self._arrived.connect(self._on_arrived)

    @property
    def waiting(self) -> list[ImageRecord]:
        """Images that are neither labeled nor proposed for, in the order of the list."""
        state = self._state
        shown = state.current.id if state.current is not None else 0  # predicted by its own button
        return awaiting_proposal(state.library.images, shown)

    @property
    def paused(self) -> bool:
        """A run rests, or will after the image it is at."""
        return self.task != 0 and self._rest.on

    def start(self, image_ids: Sequence[int]) -> int:
        """Asks about these images; returns the task's id.

        Raises:
            LViTError: A run is on already, or none of them waits for a proposal.
        """
        wanted = set(image_ids)
        asked = [one.id for one in self.waiting if one.id in wanted]
        if self.task:
            raise LViTError("A run is on already.", "Stop it at the lower right, or wait for it.")
        if not asked:
            raise LViTError(
                "None of these images waits for a proposal.",
                "Labeled images and those with a proposal are passed over.",
            )
        services = self._services
        saved, project = self._projects.saved(), self._state.require_project()
        threads = int(services.preferences.get(THREADS)) or None
        self._rest, self._project = Rest(), project
        rest = self._rest

        def work(progress: Progress, cancelled: Callable[[], bool]) -> Proposed:
            from lvit_core.cli.proposing import propose_for

            return propose_for(
                saved(cancelled), asked, progress, cancelled, threads,
                rest=rest, arrived=self._arrived.emit,
            )  # fmt: skip

        self.task = services.tasks.start(
            tr("Predicting {images}", images=counted(len(asked), "image")),
            work,
            self._on_done,
            self._on_failed,
        )
        self.changed.emit()
        return self.task

    def toggle_pause(self) -> None:
        """Lets the run rest after the image it is at, or go on."""
        (self._rest.end if self._rest.on else self._rest.begin)()
        self.changed.emit()

    def _on_arrived(self, proposal: Proposal) -> None:
        project = self._project
        if project is None or not self._opening.note_proposal(project, proposal.image_id):
            return
        if self._state.require_document().proposal is None:
            self._proposals.take_over(proposal)

    def _on_done(self, proposed: Proposed) -> None:
        self._end()
        notices = self._services.notices
        words = tr("{images} got a proposal.", images=counted(len(proposed.done), "image"))
        hint = tr("Stopped; 'Predict all' goes on with the others.") if proposed.stopped else ""
        (notices.warn if proposed.left else notices.info)(words, hint, proposed.left)

    def _on_failed(self, problem: BaseException) -> None:
        self._end()
        self._services.notices.error(problem)

    def _end(self) -> None:
        self.task, self._project = 0, None
        self.changed.emit()


@dataclass(eq=False)
class QueueActions(ActionGroup, menu="Sentence", enabled=can_write):
    """Predicting more than the image shown."""

    queue: PredictionQueue

    @action("images.predict_all", "Predict all", icon="predict")
    def predict_all(self) -> None:
        """Let the model propose a mask for every image that is not labeled and has none yet."""
        if self.queue.paused:
            self.queue.toggle_pause()
        else:
            self.queue.start([one.id for one in self.queue.waiting])

    @action("images.predict_pause", "Pause predicting", icon="pause", enabled=always)
    def toggle_pause(self) -> None:
        """Let the run over all images rest after the one it is at; once more, and it goes on."""
        self.queue.toggle_pause()

    toggle_pause.enabled_when(lambda it: it.queue.task != 0)
    toggle_pause.checked_when(lambda it: it.queue.paused)

    @action("images.predict", "Predict the chosen images", icon="predict", menu="")
    def predict(self, image_ids: Sequence[int]) -> None:
        """Let the model propose masks for these images."""
        self.queue.start(image_ids)
