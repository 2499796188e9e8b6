"""Predict all: asks the model about every image that waits, in the background, with a stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.session.actions.conditions import can_write
from app.session.registry import ActionGroup, action
from app.session.session import Session
from app.translation import noop, tr
from lvit_core.errors import LViTError
from lvit_core.progress import Progress
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.wording import counted

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.cli.proposing import Proposed
    from lvit_core.project.project import Project

THREADS = "prediction.threads"


class PredictionQueue:
    """One run at a time; what it brought until it is stopped stays, and the next goes on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._task = 0

    @property
    def waiting(self) -> list[ImageRecord]:
        """Images that are neither labeled nor proposed for, in the order of the list."""
        state = self._session.state
        shown = state.current.id if state.current is not None else 0  # predicted by its own button
        return [
            one
            for one in state.library.images
            if one.id != shown and not one.has_proposal and one.state is not ImageState.LABELED
        ]

    def start(self, image_ids: Sequence[int]) -> int:
        """Asks about these images; returns the task's id.

        Raises:
            LViTError: A run is on already, or none of them waits for a proposal.
        """
        wanted = set(image_ids)
        asked = [one.id for one in self.waiting if one.id in wanted]
        if any(task.id == self._task for task in self._session.services.tasks.running()):
            raise LViTError("A run is on already.", "Stop it at the lower right, or wait for it.")
        if not asked:
            raise LViTError(
                "None of these images waits for a proposal.",
                "Labeled images and those with a proposal are passed over.",
            )
        saved, state = self._session.projects.saved(), self._session.state
        project = state.require_project()
        threads = int(self._session.services.preferences.get(THREADS)) or None

        def work(progress: Progress, cancelled: Callable[[], bool]) -> Proposed:
            from lvit_core.cli.proposing import propose_for

            return propose_for(saved(cancelled), asked, progress, cancelled, threads)

        self._task = self._session.services.tasks.start(
            tr("Predicting {images}", images=counted(len(asked), "image")),
            work,
            lambda done: self._on_done(project, done),
        )
        return self._task

    def _on_done(self, project: Project, proposed: Proposed) -> None:
        library, notices = self._session.state.library, self._session.services.notices
        if self._session.state.project is project:
            for image_id in proposed.done:
                library.update(project.images.get(image_id))
        words = tr("{images} got a proposal.", images=counted(len(proposed.done), "image"))
        hint = tr("Stopped; 'Predict all' goes on with the others.") if proposed.stopped else ""
        (notices.warn if proposed.left else notices.info)(words, hint, proposed.left)


@dataclass(eq=False)
class QueueActions(ActionGroup, menu=noop("Sentence"), enabled=can_write):
    """Predicting more than the image shown."""

    _queue: PredictionQueue

    @action("images.predict_all", "Predict all", icon="predict")
    def predict_all(self) -> None:
        """Let the model propose a mask for every image that is not labeled and has none yet."""
        self._queue.start([one.id for one in self._queue.waiting])

    @action("images.predict", "Predict the chosen images", icon="predict", menu="")
    def predict(self, image_ids: Sequence[int]) -> None:
        """Let the model propose masks for these images."""
        self._queue.start(image_ids)
