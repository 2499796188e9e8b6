"""What the difference view compares beside mask and proposal: two generations, person and model.

The answers asked for here are looked at and thrown away; they never become proposals and nothing
is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.jobs.tasks import QUIET_S
from app.session.display import Display
from app.session.inquiry import Inquiry
from app.session.questions import question_about
from app.session.services import Services
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.model.choice import ModelChoice, choose_generation, choose_model
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.project.records import Proposal

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


class DifferenceView(QObject):
    """Holds the two sides; both None for mask and proposal.

    Signals:
        changed: The sides are others now.
    """

    changed = Signal()

    def __init__(self, state: State, services: Services, display: Display) -> None:
        super().__init__(state)
        self._state = state
        self._tasks = services.tasks
        self._display = display
        self.base: Compared | None = None
        self.other: Compared | None = None
        self._known: list[Compared] = []  # what is compared with answers that are to come
        self._inquiry = Inquiry(state, services.predictor, self)
        self._inquiry.answered.connect(self._on_answers)
        self._inquiry.given_up.connect(self._known.clear)
        state.current_changed.connect(self.stop)
        display.changed.connect(self._on_display_changed)

    @property
    def active(self) -> bool:
        """Whether anything but mask and proposal is compared."""
        return self.other is not None

    @property
    def with_person(self) -> bool:
        """Whether a person's work is compared with the model, or soon will be."""
        base = self._known[0] if self._known else self.base
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
        project, document = self._state.require_project(), self._state.require_document()
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
        project, document = self._state.require_project(), self._state.require_document()
        document.set_layer(document.template.finding_layer.name)
        template = document.template.name
        mine = Compared("your work", None, by_person=True)
        self._ask([mine], [partial(choose_model, project, template)])

    def compare_reader(self, reader: str) -> None:
        """Shows where the mask of the active layer differs from what another reader drew.

        That the reader drew nothing there becomes a notice.

        Raises:
            LViTError: No image is shown.
        """
        from lvit_core.exchange.reader_masks import mask_of_reader

        project, document = self._state.require_project(), self._state.require_document()
        layer = document.active_layer
        self.stop()

        def show(theirs: Proposal) -> None:
            if self._state.document is document and document.active_layer == layer:
                self.show(Compared("your mask", None), Compared(reader, theirs))

        self._tasks.start(
            "Reading the labels",
            lambda *_: mask_of_reader(project, document.record.id, layer, reader),
            show,
            quiet_s=QUIET_S,
        )

    def show(self, base: Compared, other: Compared) -> None:
        """Shows where two sides differ, until the difference view is switched off."""
        self._inquiry.drop()
        self.base, self.other = base, other
        self.changed.emit()
        self._display.show_difference(True)

    def stop(self) -> None:
        """Back to mask and proposal."""
        self._inquiry.drop()
        if self.active:
            self.base = self.other = None
            self.changed.emit()
            self._display.show_difference(False)

    def _ask(self, known: Sequence[Compared], models: Sequence[Callable[[], ModelChoice]]) -> None:
        self.stop()
        project, document = self._state.require_project(), self._state.require_document()
        self._inquiry.put([partial(question_about, project, document, model) for model in models])
        self._known.extend(known)

    def _on_answers(self, results: list[PredictionResult]) -> None:
        layer = self._state.require_document().template.finding_layer
        sides = [*self._known, *(Compared(one.title, one.as_proposal(layer)) for one in results)]
        self._known.clear()
        self.show(*sides)

    def _on_display_changed(self) -> None:
        if self.active and not self._display.difference:
            self.stop()
