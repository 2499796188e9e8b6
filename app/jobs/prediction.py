"""The predictor as the window has it: questions in, signals out.

What is loaded, asked and encoded is the predictor link's to know. Here is only what Qt adds: pixels
and models are looked up in a thread, events arrive on the interface thread, times are measured.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import (
    NextImage,
    PredictionJob,
    PredictionResult,
    SaliencyResult,
)
from lvit_core.model.prediction_state import PredictionPhase, PredictionState
from lvit_core.model.times import PredictionTimes
from lvit_core.project.answer_origin import model_label

if TYPE_CHECKING:
    from lvit_core.worker import events as said
    from lvit_core.worker.client import PredictorClient

log = logging.getLogger("lvit")


@dataclass(eq=False)
class Asked:
    """A question on its way; ``model`` is known before the predictor gets it."""

    number: int
    job: PredictionJob
    model: ModelChoice | None = None
    encoded: bool = False  # it only had to be decoded
    at: float = field(default_factory=time.monotonic)


class PredictorThread(QObject):
    """Drives the long-lived predictor process; it is started with the first question.

    Signals:
        state_changed: What it does now.
        requested: The job that counts from now on; ``None`` = none.
        tile_ready: A job, a place in its image, uint8 (h, w) and the threshold.
        failed: An ``LViTError``, or a bug.
        warned: Something a person should know, such as a restart.
    """

    state_changed = Signal(PredictionState)
    requested = Signal(PredictionJob)
    tile_ready = Signal(PredictionJob, Rect, np.ndarray, float)
    finished = Signal(PredictionResult)
    looked = Signal(SaliencyResult)
    failed = Signal(Exception)
    warned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = PredictionState()
        self.times = PredictionTimes()
        self.threads: int | None = None  # of the process; another number restarts it
        self._client: PredictorClient | None = None
        self._asking = Worker("prediction", self, latest=True)
        self._looking_ahead = Worker("look-ahead", self, latest=True)
        self._asked: Asked | None = None
        self._numbers = itertools.count(1)

    def request(self, job: PredictionJob) -> None:
        """Asks; whatever was asked before and is not answered is replaced."""
        self.requested.emit(job)
        fresh = self._client is None
        client = self._started()
        self._asked = asked = Asked(next(self._numbers), job)
        self._tell("starting" if fresh or self.state.phase == "starting" else "encoding", asked)
        self._asking.submit(partial(self._ask, client, asked), failed=self._fail)

    def warm_up(self, model: Callable[[], ModelChoice]) -> None:
        """Starts the process and loads a model before anything is asked."""
        if self._client is None:
            client = self._started()
            # Without a model, asking will say why.
            self._asking.submit(lambda: self._use(client, model()), failed=lambda _: None)

    def look_ahead(self, image: NextImage) -> None:
        """Has an image encoded while there is nothing else to do; a later one replaces it."""
        client = self._client
        if client is not None:
            # Opening the image will tell a person what is wrong with it.
            self._looking_ahead.submit(
                partial(_encode_ahead, client, image),
                failed=lambda error: log.info(  # its kind alone: the words may name a patient
                    "The next image is not prepared (%s).", type(error).__name__
                ),
            )

    def cancel(self) -> None:
        """Nothing that was asked is wanted any more."""
        self._asking.drop()
        if self._client is not None and self._asked is not None:
            self._client.cancel()
        self._asked = None
        self.requested.emit(None)
        if self.state.phase in ("encoding", "predicting"):  # a model goes on loading
            self._set(replace(self.state, phase="ready", message=""))

    def answering(self, job: PredictionJob) -> bool:
        """Whether this is what is being answered; tiles may still be on their way afterwards."""
        return self._asked is not None and self._asked.job is job

    @property
    def process_id(self) -> int | None:
        """Of the predictor process; None while there is none."""
        return None if self._client is None else self._client.process_id

    def close(self) -> None:
        """Ends the process and the threads; safe to call twice."""
        self._asked = None
        self._looking_ahead.close(10.0)
        self._asking.close(10.0)
        client, self._client = self._client, None
        if client is not None:
            client.close()

    # In the thread that asks ------------------------------------------------------------------

    def _started(self) -> PredictorClient:
        if self._client is None:
            # With the first question: sockets and processes are of no use to the first paint.
            from lvit_core.worker.client import PredictorClient

            self._client = PredictorClient(self._on_news)
        return self._client

    def _on_news(self, event: said.Event) -> None:
        self._asking.post(partial(self._on_event, event))

    def _use(self, client: PredictorClient, model: ModelChoice) -> None:
        client.use_model(model.path, model.name, threads=self.threads)

    def _ask(self, client: PredictorClient, asked: Asked) -> None:
        job = asked.job
        asked.model = job.model()
        self._use(client, asked.model)
        client.set_image(job.key, job.pixels, job.spacing_um)
        if not self._asking.unwanted():  # else something newer came while this was prepared
            text = job.sentence if job.network_sentence is None else job.network_sentence
            client.predict(asked.number, text, job.center_yx, job.network_layer)

    # On the interface thread --------------------------------------------------------------------

    def _on_event(self, event: said.Event) -> None:
        from lvit_core.worker import events as said

        asked = self._asked
        if self._client is None:
            return  # closed
        match event:
            case said.Loading():
                loading = replace(self.state, phase="starting", model=model_label(event.model.name))
                self._set(replace(loading, expected_s=None))
                if event.republished:
                    self.warned.emit(f"{loading.model} was replaced and is loaded again.")
            case said.Ready():
                for note in event.notes:
                    log.info("%s", note)  # why a faster form is not used: not for people
                self._set(replace(self.state, backend=event.backend))
                if self.state.phase == "starting":
                    self._set(replace(self.state, phase="predicting" if asked else "ready"))
            case said.Restarted():
                self.warned.emit(_RESTARTS[event.reason])
            case said.Failed(request_id=number):
                if number is None or (asked is not None and asked.number == number):
                    self._asked = None
                    self._fail(LViTError(event.message, event.hint))
            case said.Begun() | said.TileReady() | said.Finished() | said.Looked():
                if asked is not None and asked.model and asked.number == event.request_id:
                    self._on_answer(event, asked, asked.model)

    def _on_answer(self, event: said.Answer, asked: Asked, model: ModelChoice) -> None:
        from lvit_core.worker import events as said

        job = asked.job
        if isinstance(event, (said.Finished, said.Looked)):
            self._asked = None
        match event:
            case said.Begun():
                asked.encoded = event.encoded
                known_s = None
                if job.network_layer is None:  # nobody measured how long looking takes
                    known_s = self.times.expected_s(model, job.area_px, encoded=event.encoded)
                expected_s = event.expected_s if known_s is None else known_s
                self._tell("predicting", asked, expected_s)
            case said.TileReady():
                self.tile_ready.emit(job, event.rect, event.probability, event.threshold)
            case said.Finished():
                seconds = time.monotonic() - asked.at
                self.times.add(model, job.area_px, event.seconds, encoded=asked.encoded)
                self._set(replace(self.state, phase="ready", seconds=seconds, message=""))
                made = PredictionResult(
                    job, model, event.probability, event.origin, event.uses_text, seconds,
                    event.doubt, event.places_ignored, event.depth, event.classes,
                )  # fmt: skip
                self.finished.emit(made)
            case said.Looked():
                place = event.place
                if job.place is not None:
                    place = place.moved(job.place.y0, job.place.x0)
                self._set(replace(self.state, phase="ready", message=""))
                self.looked.emit(SaliencyResult(job, event.saliency, place, event.uses_text))

    def _fail(self, error: BaseException) -> None:
        message = error.message if isinstance(error, LViTError) else "The prediction failed."
        self._set(replace(self.state, phase="failed", message=message))
        self.failed.emit(error)

    def _tell(self, phase: PredictionPhase, asked: Asked, expected_s: float | None = None) -> None:
        model = asked.model.label if asked.model else self.state.model
        self._set(replace(self.state, phase=phase, model=model, expected_s=expected_s, message=""))

    def _set(self, state: PredictionState) -> None:
        self.state = state
        self.state_changed.emit(state)


_RESTARTS = {
    "killed": "The predictor ended unexpectedly and was started again.",
    "hung": "The predictor did not answer and was started again.",
    "memory": "The predictor ran out of memory and was started again.",
}


def _encode_ahead(client: PredictorClient, image: NextImage) -> None:
    """Only for the model that answers: another one would have to be loaded first."""
    if image.model().path == client.model_path:
        client.encode_ahead(image.key, image.pixels, image.spacing_um)
