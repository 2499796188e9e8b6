"""A few questions put to the predictor one after the other, for a person to look at the answers.

Nothing asked here becomes a proposal and nothing is stored. As soon as anything else is asked, or
another image is shown, the rest is given up: what a person does now comes first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.jobs.prediction import PredictorThread
from app.session.state import State
from lvit_core.model.prediction_job import PredictionJob, PredictionResult, SaliencyResult

Ask = Callable[[], PredictionJob]


class Inquiry(QObject):
    """Asks and collects.

    Signals:
        answered: The answers in the order of the questions, ``PredictionResult`` or, where a layer
            was asked, ``SaliencyResult``.
        given_up: There will be no (more) answers.
    """

    answered = Signal(list)
    given_up = Signal()

    def __init__(self, state: State, predictor: PredictorThread, parent: QObject) -> None:
        super().__init__(parent)
        self._predictor = predictor
        self._to_ask: deque[Ask] = deque()
        self._answers: list[PredictionResult | SaliencyResult] = []
        self._job: PredictionJob | None = None
        predictor.finished.connect(self._on_answer)
        predictor.looked.connect(self._on_answer)
        predictor.failed.connect(self.drop)
        predictor.requested.connect(self._on_requested)
        state.current_changed.connect(self.drop)

    @property
    def open(self) -> bool:
        """Whether answers are still to come."""
        return self._job is not None

    def put(self, questions: Sequence[Ask]) -> None:
        """Asks; whatever this asked before is given up.

        Args:
            questions: Each makes its job when its turn comes.

        Raises:
            LViTError: The first one cannot be asked.
        """
        self.drop()
        self._to_ask = deque(questions)
        self._ask_next()

    def drop(self, *_why: object) -> None:
        """Gives up what is not answered yet."""
        was_open = self.open
        self._job = None
        self._to_ask.clear()
        self._answers = []
        if was_open:
            self.given_up.emit()

    def _ask_next(self) -> None:
        self._job = self._to_ask.popleft()()
        self._predictor.request(self._job)

    def _on_requested(self, job: PredictionJob | None) -> None:
        if job is not self._job:
            self.drop()

    def _on_answer(self, result: PredictionResult | SaliencyResult) -> None:
        if self._job is None:
            return
        if result.job is not self._job:
            self.drop()
            return
        self._answers.append(result)
        if self._to_ask:
            self._ask_next()
            return
        answers, self._answers, self._job = self._answers, [], None
        self.answered.emit(answers)
