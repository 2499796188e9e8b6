"""What the difference view compares beside mask and proposal: two generations, person and model.

The answers asked for here are looked at and thrown away; they never become proposals and nothing
is stored.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.prediction import ModelChoice, PredictionJob, PredictionResult
from app.session.model_choice import choose_generation, choose_model
from app.session.questions import question
from lvit_core.errors import LViTError
from lvit_core.project.records import Proposal

if TYPE_CHECKING:
    from app.session.session import Session

ORIGINAL = 0  # stands for the model the program came with, beside the numbers of generations


@dataclass(frozen=True)
class Compared:
    """One side of a comparison, with the name a person knows it by.

    ``proposal`` None is the mask of the active layer; with ``by_person`` only of the objects that
    a person drew, corrected or imported.
    """

    name: str
    proposal: Proposal | None
    by_person: bool = False


class Comparing(QObject):
    """Holds the two sides; both None for mask and proposal.

    Signals:
        changed: The sides are others now.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.base: Compared | None = None
        self.other: Compared | None = None
        self._to_ask: deque[Callable[[], ModelChoice]] = deque()
        self._job: PredictionJob | None = None
        self._answers: list[Compared] = []
        session.predictor.finished.connect(self._on_finished)
        session.predictor.failed.connect(self._on_failed)
        session.current_changed.connect(self.stop)
        session.display.changed.connect(self._on_display_changed)

    @property
    def active(self) -> bool:
        """Whether anything but mask and proposal is compared."""
        return self.other is not None

    @property
    def with_person(self) -> bool:
        """Whether a person's work is compared with the model, or soon will be."""
        base = self._answers[0] if self._answers else self.base
        return base is not None and base.by_person

    def compare_generations(self, first: int, second: int) -> None:
        """Asks two generations about the image and shows where they differ; 0 is the original.

        Raises:
            LViTError: No image is shown, or it is twice the same generation.
        """
        if first == second:
            raise LViTError(
                "A generation does not differ from itself.", "Choose two different ones."
            )
        project, document = self._session.require_project(), self._session.require_document()
        template = document.template.name
        self._ask(
            [],
            [partial(choose_generation, project, number, template) for number in (first, second)],
        )

    def compare_model(self) -> None:
        """Asks the model in force and shows where a person's work differs; again: no more.

        Raises:
            LViTError: No image is shown.
        """
        if self.with_person:
            self.stop()
            return
        project, document = self._session.require_project(), self._session.require_document()
        document.set_layer(document.template.finding_layer.name)
        template = document.template.name
        mine = Compared("your work", None, by_person=True)
        self._ask([mine], [lambda: choose_model(project, template)])

    def show(self, base: Compared, other: Compared) -> None:
        """Shows where two sides differ, until the difference view is switched off."""
        self._forget_question()
        self.base, self.other = base, other
        self.changed.emit()
        self._session.display.show_difference(True)
        self._session.actions.refresh()

    def stop(self) -> None:
        """Back to mask and proposal."""
        self._forget_question()
        if self.active:
            self.base = self.other = None
            self.changed.emit()
            self._session.display.show_difference(False)

    def _ask(self, known: list[Compared], models: list[Callable[[], ModelChoice]]) -> None:
        self.stop()
        self._answers = list(known)
        self._to_ask = deque(models)
        self._ask_next()

    def _ask_next(self) -> None:
        session = self._session
        job = question(session, session.require_document(), self._to_ask.popleft())
        self._job = job
        session.predictor.request(job)

    def _on_finished(self, result: PredictionResult) -> None:
        job, self._job = self._job, None
        document = self._session.document
        if result.job is not job or document is None:
            self._forget_question()  # something else was asked in between
            return
        proposal = result.as_proposal(document.template.finding_layer.name)
        label = result.model.label
        name = label if label.startswith("generation") else f"model {label}"
        self._answers.append(Compared(name, proposal))
        if self._to_ask:
            self._ask_next()
            return
        self.show(*self._answers)

    def _on_failed(self, _error: object) -> None:
        self._forget_question()

    def _forget_question(self) -> None:
        self._job = None
        self._to_ask.clear()
        self._answers = []

    def _on_display_changed(self) -> None:
        if self.active and not self._session.display.difference:
            self.stop()
