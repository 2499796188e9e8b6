"""What the client knows about its predictor: model, open request, and what to do when it dies.

Not thread-safe on purpose: only the client's own thread touches it. Everything that must survive a
dead process (model, image, request) is kept and told again to the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.worker.events import (
    Begun,
    Event,
    Failed,
    Finished,
    Looked,
    Ready,
    Restarted,
    RestartReason,
    Superseded,
    TileReady,
    rect_from,
)
from lvit_core.worker.lifeline import Lifeline
from lvit_core.worker.shared_images import ImageInHand, SharedImages

_MAX_ATTEMPTS = 2  # a request is repeated once
_REASONS: dict[RestartReason, tuple[str, str]] = {
    "killed": (
        "The predictor ended unexpectedly, twice, on the same request.",
        "Try again; if it happens on this image only, predict on a smaller part.",
    ),
    "hung": (
        "The predictor did not answer in time, twice.",
        "The computer may be too busy: pause the training or choose a smaller model.",
    ),
    "memory": (
        "There is not enough memory for this prediction.",
        "Close other programs, pause the training, or predict on a smaller image.",
    ),
}


@dataclass
class Request:
    """The newest question and how often it was put."""

    number: int
    sentence: str | None
    center_yx: tuple[float, float] | None
    layer: str | None = None
    attempts: int = 0


@dataclass(frozen=True)
class Wish:
    """A model to load."""

    path: str
    generation: str
    backend: str


class PredictorLink:
    """See the module docstring; arguments as in ``PredictorClient``."""

    def __init__(
        self,
        tell: Callable[[Event], None],
        threads: int | None,
        hang_seconds: float,
        load_seconds: float,
    ) -> None:
        self._tell = tell
        self._hang_seconds = hang_seconds
        self._load_seconds = load_seconds
        self._images = SharedImages()
        self._life = Lifeline(self._images.path, threads)
        self._wanted: Wish | None = None  # newest model wished for
        self._present: Wish | None = None  # model that answers
        self._wished_at = 0.0
        self._request: Request | None = None

    @property
    def connections(self) -> list[Connection]:
        return self._life.connections

    @property
    def process_id(self) -> int | None:
        return self._life.process_id

    def use_model(self, path: str, generation: str, backend: str) -> None:
        """Asks for a model; the process is started when there is none."""
        self._wanted = Wish(path, generation, backend)
        self._wished_at = time.monotonic()
        self._life.answered()
        self._life.expect_sign()
        if self._life.connected:
            self._send_load(self._wanted)
        else:
            self._start()

    def set_image(self, image: ImageInHand) -> None:
        """Replaces the current image; an open request about the last one is superseded."""
        self._supersede()
        self._images.take(image)
        self._send_image()

    def encode_ahead(self, image: ImageInHand) -> None:
        self._images.take_ahead(image)
        try:
            message = self._images.ahead_message()
        except LViTError:
            return  # a wish only: without room for it nothing is lost
        if message is not None:
            self._life.send(message)

    def predict(
        self,
        number: int,
        sentence: str | None,
        center_yx: tuple[float, float] | None,
        layer: str | None = None,
    ) -> None:
        """Puts a request; it becomes the only open one."""
        self._supersede()
        image = self._images.current
        if image is None or image.result is None:
            self._tell(Failed(number, "There is no image to predict on.", "Choose an image first."))
            return
        if self._wanted is None:
            self._tell(Failed(number, "There is no model to predict with.", "Choose a model."))
            return
        self._request = Request(number, sentence, center_yx, layer)
        if self._life.connected:
            self._send_request()
        else:
            self._start()

    def cancel(self) -> None:
        """Withdraws the open request."""
        if self._request is not None:
            self._life.send({"type": "cancel", "id": self._request.number})
        self._supersede()

    def tick(self, now: float) -> None:
        """Looks after the process: dead or silent for too long means restart."""
        worker = self._life.worker
        if worker is None:
            return
        if not worker.alive:
            self.receive()  # its last words may say why
            if self._life.worker is worker:
                self._after_death("killed")
            return
        loading = self._wanted is not None and self._wanted != self._present
        limit = self._load_seconds if loading else self._hang_seconds
        waiting = self._request is not None or loading
        if waiting and self._life.silent_for(now) > limit:
            self._after_death("hung")

    def receive(self) -> None:
        """Takes all messages that have arrived."""
        try:
            for message in self._life.messages():
                self._heard(message)
        except (EOFError, OSError, ValueError):
            self._after_death("killed")

    def close(self) -> None:
        """Ends the process and removes the shared arrays."""
        self._life.send({"type": "stop"})
        self._life.drop()
        self._images.remove()

    # What the process says ------------------------------------------------------------------

    def _heard(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "ready":
            self._on_ready(message)
        elif kind == "refused":
            self._on_refused(message)
        elif kind == "memory":
            self._after_death("memory")
        elif self._request is not None and message.get("id") == self._request.number:
            self._on_answer(kind, message)

    def _on_ready(self, message: dict[str, Any]) -> None:
        self._life.answered()
        self._present = Wish(message["path"], message["generation"], message["asked_backend"])
        notes = tuple(str(note) for note in message["notes"])
        seconds = time.monotonic() - self._wished_at
        self._tell(Ready(message["generation"], message["backend"], seconds, notes))

    def _on_refused(self, message: dict[str, Any]) -> None:
        """A model that cannot be loaded: the present one stays, if there is one."""
        self._wanted = self._present
        self._tell(Failed(None, message["message"], message["hint"]))
        if self._present is None and self._request is not None:
            number, self._request = self._request.number, None
            self._tell(Failed(number, message["message"], message["hint"]))

    def _on_answer(self, kind: str, message: dict[str, Any]) -> None:
        assert self._request is not None
        number, image = self._request.number, self._images.current
        result = image.result if image is not None else None
        if kind == "failed":
            self._request = None
            self._tell(Failed(number, message["message"], message["hint"]))
        elif result is None or image is None:
            self._supersede()
        elif kind == "begun":
            self._tell(Begun(number, float(message["expected_s"])))
        elif kind == "tile":
            rect = rect_from(message["rect"])
            part = np.array(result.values[rect.slices])
            self._tell(TileReady(number, rect, part, float(message["threshold"])))
        elif kind == "looked":
            layer, place = self._request.layer or "", rect_from(message["place"])
            self._request = None
            self._tell(
                Looked(
                    number,
                    layer,
                    np.array(result.values[place.slices]),
                    place,
                    message["generation"],
                    bool(message["uses_text"]),
                    float(message["seconds"]),
                )
            )
        elif kind == "done":
            sentence = self._request.sentence
            self._request = None
            self._tell(
                Finished(
                    number,
                    image.key,
                    sentence,
                    np.array(result.values),
                    float(message["threshold"]),
                    message["generation"],
                    bool(message["uses_text"]),
                    float(message["seconds"]),
                    message["doubt"],
                    bool(message["places_ignored"]),
                )
            )

    # Life and death of the process ------------------------------------------------------------

    def _start(self) -> None:
        self._present = None
        if not self._life.start():
            self._after_death("killed")
            return
        self._wished_at = time.monotonic()
        if self._wanted is not None:
            self._send_load(self._wanted)
        self._send_image()
        if self._request is not None:
            self._send_request()

    def _after_death(self, reason: RestartReason) -> None:
        again = self._life.bury()
        request = self._request
        if request is not None and request.attempts >= _MAX_ATTEMPTS:
            self._request = None
            self._tell(Failed(request.number, *_REASONS[reason]))
            request = None
        if not again:
            self._give_up(reason)
            return
        self._tell(Restarted(reason, repeats=request is not None))
        self._start()

    def _give_up(self, reason: RestartReason) -> None:
        """Starting over and over would only burn the computer's time; a new model resets this."""
        self._wanted = None
        hint = _REASONS[reason][1]
        self._tell(Failed(None, "The predictor cannot be kept running.", hint))
        if self._request is not None:
            number, self._request = self._request.number, None
            self._tell(Failed(number, "The predictor cannot be kept running.", hint))

    # What is said to the process --------------------------------------------------------------

    def _send_load(self, wish: Wish) -> None:
        self._life.send(
            {
                "type": "load",
                "path": wish.path,
                "generation": wish.generation,
                "backend": wish.backend,
            }
        )

    def _send_image(self) -> None:
        try:
            message = self._images.current_message()
        except LViTError as error:
            self._tell(Failed(None, error.message, error.hint))
            return
        if message is not None:
            self._life.send(message)

    def _send_request(self) -> None:
        request, image = self._request, self._images.current
        if request is None or image is None:
            return
        request.attempts += 1
        self._life.expect_sign()
        self._life.send(
            {
                "type": "predict",
                "id": request.number,
                "key": image.key,
                "sentence": request.sentence,
                "center": request.center_yx,
                "layer": request.layer,
            }
        )

    def _supersede(self) -> None:
        if self._request is not None:
            number, self._request = self._request.number, None
            self._tell(Superseded(number))
