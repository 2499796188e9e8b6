"""The predictor process seen from the window: one at a time, the latest request wins.

Preparing an image for the network and waiting for answers happen in two threads of this module,
so that a request costs the interface nothing but a note in a slot.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.jobs.ahead import LookAhead, NextImage
from app.jobs.prediction_job import (
    ModelChoice,
    PredictionJob,
    PredictionResult,
    SaliencyResult,
)
from app.jobs.states import PredictionState
from app.jobs.timing import PredictionTimes
from lvit_core.annotation.threshold import as_bytes
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.geometry import Rect
    from lvit_core.worker.client import PredictorClient

log = logging.getLogger("lvit")

POLL_S = 0.5

Mark = tuple[str, str, float | None]
"""What decides how an image is encoded: model, pixels, micrometres per pixel."""


class PredictorThread(QObject):
    """Drives the long-lived predictor process; it is started with the first request."""

    state_changed = Signal(object)  # PredictionState
    requested = Signal(object)  # PredictionJob: the one that counts from now on; None = none
    tile_ready = Signal(object, object, object, float)  # job, Rect, uint8 (h, w), threshold
    finished = Signal(object)  # PredictionResult
    looked = Signal(object)  # SaliencyResult
    failed = Signal(object)  # LViTError, or a bug
    warned = Signal(str)  # something a person should know, such as a restart

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = PredictionState()
        self.times = PredictionTimes()
        self.threads: int | None = None  # of the process; another number restarts it
        self._started_with: int | None = None
        self._condition = threading.Condition()
        self._waiting: PredictionJob | None = None
        self._warming: Callable[[], ModelChoice] | None = None
        self._ahead = LookAhead(self._encode_ahead)
        self._closing = False
        self._client: PredictorClient | None = None
        self._model: ModelChoice | None = None
        self._sent: Mark | None = None  # what the process holds
        self._encoded: set[Mark] = set()
        self._open: tuple[int, PredictionJob, ModelChoice, float] | None = None
        self._threads: list[threading.Thread] = []

    def request(self, job: PredictionJob) -> None:
        """Asks; whatever was asked before and is not answered is replaced."""
        # Told before it is handed over: a quick failure must not be followed by "starting".
        self.requested.emit(job)
        self._tell(phase="starting" if self._client is None else "encoding", job=job)
        with self._condition:
            self._waiting = job
            if not self._threads:
                self._launch(self._prepare_jobs)
            self._condition.notify_all()

    def warm_up(self, model: Callable[[], ModelChoice]) -> None:
        """Starts the process and loads a model before anything is asked."""
        with self._condition:
            if self._client is not None or self._waiting is not None or self._closing:
                return
            self._warming = model
            if not self._threads:
                self._launch(self._prepare_jobs)
            self._condition.notify_all()

    def look_ahead(self, image: NextImage) -> None:
        """Has an image encoded while there is nothing else to do; a later one replaces it."""
        self._ahead.set_next(image)

    def cancel(self) -> None:
        """Nothing that was asked is wanted any more."""
        with self._condition:
            busy = self._waiting is not None or self._open is not None
            self._waiting = self._open = None
            client = self._client
        if busy and client is not None:
            client.cancel()
        self.requested.emit(None)
        if self.state.busy:
            self._set(replace(self.state, phase="ready" if client else "off", message=""))

    def answering(self, job: PredictionJob) -> bool:
        """Whether this is what is being answered; tiles may still be on their way afterwards."""
        opened = self._open
        return opened is not None and opened[1] is job

    @property
    def process_id(self) -> int | None:
        """Of the predictor process; None while there is none."""
        return None if self._client is None else self._client.process_id

    def close(self) -> None:
        """Ends the process and the threads; safe to call twice."""
        with self._condition:
            self._closing = True
            self._waiting = self._open = None
            self._condition.notify_all()
        self._ahead.close()
        for thread in self._threads:
            thread.join(10.0)
        if self._client is not None:
            self._client.close()
            self._client = None

    # The thread that prepares -----------------------------------------------------------------

    def _launch(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, name="prediction", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _prepare_jobs(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting or self._warming or self._closing)
                if self._closing:
                    return
                job, self._waiting = self._waiting, None
                warming, self._warming = self._warming, None
            try:
                if job is not None:
                    self._send(job)
                elif warming is not None:
                    self._client_with(warming())
            except Exception as error:  # noqa: BLE001 - told in the interface thread
                if job is not None:
                    self._fail(error)

    def _send(self, job: PredictionJob) -> None:
        model = job.model()
        client = self._client_with(model)
        if self._sent != (mark := _mark(model, job)):
            client.set_image(job.key, job.pixels(), job.spacing_um)
            self._sent = mark
        with self._condition:
            if self._waiting is not None or self._closing:
                return  # something newer came while this was prepared
            # Told before it is asked: a quick answer must not be followed by "predicting".
            self._tell(phase="predicting", job=job, model=model)
            text = job.sentence if job.network_sentence is None else job.network_sentence
            if job.layer is None:
                number = client.predict(None, text, job.center_yx)
            else:
                number = client.look(job.layer, text, job.center_yx)
            self._open = (number, job, model, time.monotonic())

    def _client_with(self, model: ModelChoice) -> PredictorClient:
        """The client with this model loaded or being loaded; the process starts if needed."""
        from lvit_core.worker.client import PredictorClient

        client = self._client
        if client is not None and self.threads != self._started_with:
            self._client = self._model = self._sent = None
            self._encoded.clear()
            client.close()
            client = None
        if client is None:
            self._started_with = self.threads
            client = PredictorClient(threads=self.threads)
            self._client = client
            client.start(model.path, model.label)
            self._launch(self._hear)
        elif model != self._model:
            client.switch_model(model.path, model.label)
        self._model = model
        return client

    def _encode_ahead(self, image: NextImage) -> None:
        client, loaded = self._client, self._model
        if client is None or loaded is None or image.model().path != loaded.path:
            return
        mark = _mark(loaded, image)
        if mark != self._sent and mark not in self._encoded:
            client.encode_ahead(image.key, image.pixels(), image.spacing_um)

    # The thread that hears --------------------------------------------------------------------

    def _hear(self) -> None:
        client = self._client
        while client is not None and client is self._client and not self._closing:
            event = client.next_event(POLL_S)
            if event is not None and client is self._client:
                try:
                    self._on_event(event)
                except Exception as error:  # noqa: BLE001 - a bug must not end the thread
                    self.failed.emit(error)

    def _on_event(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "Ready":
            for note in event.notes:
                log.info("%s", note)  # why a faster form is not used: for the log, not for people
            self._set(replace(self.state, backend=str(event.backend)))
            if self.state.phase == "starting":
                self._set(replace(self.state, phase="predicting" if self._open else "ready"))
        elif kind == "Restarted":
            self._encoded.clear()
            self.warned.emit(_RESTARTS[event.reason])
        elif kind == "Failed":
            if event.request_id is None or self._is_open(event.request_id):
                self._open = None
                self._sent = self._model = None
                self._fail(LViTError(event.message, event.hint))
        elif self._is_open(getattr(event, "request_id", -1)):
            self._on_answer(kind, event)

    def _on_answer(self, kind: str, event: Any) -> None:
        opened = self._open
        if opened is None:
            return
        _, job, model, asked = opened
        if kind == "Begun" and self.state.expected_s is None:
            # Nothing like it was measured yet, so the process's own estimate is announced.
            self._set(replace(self.state, phase="predicting", expected_s=event.expected_s))
        elif kind == "TileReady":
            part = as_bytes(event.probability, float(event.threshold))
            self.tile_ready.emit(job, event.rect, part, float(event.threshold))
        elif kind == "Finished":
            self._open = None
            seconds = time.monotonic() - asked
            self._measure(job, model, float(event.seconds))
            result = PredictionResult(
                job,
                model,
                as_bytes(event.probability, float(event.threshold)),
                float(event.threshold),
                str(event.generation),
                bool(event.uses_text),
                seconds,
                event.doubt,
                bool(event.places_ignored),
            )
            self._set(replace(self.state, phase="ready", seconds=seconds, message=""))
            self.finished.emit(result)

        elif kind == "Looked":
            self._open = None
            place = event.place if job.place is None else _moved(event.place, job.place)
            self._set(replace(self.state, phase="ready", message=""))
            values = as_bytes(event.saliency)
            self.looked.emit(SaliencyResult(job, values, place, bool(event.uses_text)))

    def _is_open(self, number: int) -> bool:
        return self._open is not None and self._open[0] == number

    def _measure(self, job: PredictionJob, model: ModelChoice, seconds: float) -> None:
        mark = _mark(model, job)
        area = job.size[0] * job.size[1]
        encoded = mark in self._encoded
        self.times.add(model.label, area, seconds, encoded=encoded, by_area=model.by_area)
        self._encoded.add(mark)

    def _fail(self, error: BaseException) -> None:
        message = getattr(error, "message", "The prediction failed.")
        self._set(replace(self.state, phase="failed", message=str(message)))
        self.failed.emit(error)

    def _tell(self, phase: Any, job: PredictionJob, model: ModelChoice | None = None) -> None:
        expected = None
        if model is not None and job.layer is None:  # nobody measured how long looking takes
            expected = self.times.expected_s(
                model.label,
                job.size[0] * job.size[1],
                encoded=_mark(model, job) in self._encoded,
                by_area=model.by_area,
            )
        state = PredictionState(
            phase,
            model.label if model else self.state.model,
            job.image_id,
            job.sentence or "",
            expected,
            self.state.seconds,
            backend=self.state.backend,
        )
        self._set(state)

    def _set(self, state: PredictionState) -> None:
        self.state = state
        self.state_changed.emit(state)


_RESTARTS = {
    "killed": "The predictor ended unexpectedly and was started again.",
    "hung": "The predictor did not answer and was started again.",
    "memory": "The predictor ran out of memory and was started again.",
}


def _mark(model: ModelChoice, image: PredictionJob | NextImage) -> Mark:
    return model.path, image.key, image.spacing_um


def _moved(rect: Rect, part: Rect) -> Rect:
    """A rectangle of a part of the image in pixels of the whole."""
    return rect.moved(part.y0, part.x0)
