"""What the client knows about its predictor process: model, image, open request, and its health.

Not thread-safe on purpose: only the client's own thread touches it. Everything that must survive a
dead process (model, image, request) is kept here and told again to the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.worker.channel import Channel, WorkerProcess
from lvit_core.worker.events import (
    Event,
    Failed,
    Finished,
    Ready,
    Restarted,
    RestartReason,
    Superseded,
    TileReady,
    rect_from,
)
from lvit_core.worker.shared_array import SharedArray, SharedFolder

_MAX_ATTEMPTS = 2  # a request is repeated once
_MAX_DEATHS = 4  # without an answer between them: then the process is not started again
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


@dataclass(eq=False)
class ImageInHand:
    """An image and, once it was handed over, its shared copies."""

    key: str
    pixels: NDArray[np.uint8]
    spacing_um: float | None
    shared: SharedArray | None = None
    result: SharedArray | None = None


@dataclass
class Request:
    """The newest question and how often it was put."""

    number: int
    sentence: str | None
    center_yx: tuple[float, float] | None
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
        self._threads = threads
        self._hang_seconds = hang_seconds
        self._load_seconds = load_seconds
        self._folder = SharedFolder()
        self._worker: WorkerProcess | None = None
        self._channel: Channel | None = None
        self._wanted: Wish | None = None  # newest model wished for
        self._present: Wish | None = None  # model that answers
        self._image: ImageInHand | None = None
        self._ahead: ImageInHand | None = None
        self._request: Request | None = None
        self._asked_at = 0.0
        self._last_sign = 0.0
        self._deaths = 0

    @property
    def connections(self) -> list[Connection]:
        return [] if self._channel is None else [self._channel.connection]

    @property
    def process_id(self) -> int | None:
        worker = self._worker
        return worker.process.pid if worker is not None and worker.alive else None

    def use_model(self, path: str, generation: str, backend: str) -> None:
        """Asks for a model; the process is started when there is none."""
        self._wanted = Wish(path, generation, backend)
        self._deaths = 0
        self._asked_at = time.monotonic()
        if self._channel is None:
            self._start()
        else:
            self._send_load(self._wanted)

    def set_image(self, image: ImageInHand) -> None:
        """Replaces the current image; an open request about the last one is superseded."""
        self._supersede()
        if self._image is not None and self._image.key != image.key:
            self._let_go(self._image)
        if self._image is None or self._image.key != image.key:
            self._image = image
        self._send_image()

    def encode_ahead(self, image: ImageInHand) -> None:
        if self._ahead is not None:
            self._let_go(self._ahead)
        self._ahead = image
        try:
            image.shared = self._share(image)
        except LViTError:
            return  # a wish only: without room for it nothing is lost
        self._send({"type": "ahead", **self._described(image)})

    def predict(
        self, number: int, sentence: str | None, center_yx: tuple[float, float] | None
    ) -> None:
        """Puts a request; it becomes the only open one."""
        self._supersede()
        if self._image is None or self._image.result is None:
            self._tell(Failed(number, "There is no image to predict on.", "Choose an image first."))
            return
        if self._wanted is None:
            self._tell(Failed(number, "There is no model to predict with.", "Choose a model."))
            return
        self._request = Request(number, sentence, center_yx)
        if self._channel is None:
            self._start()
        else:
            self._send_request()

    def cancel(self) -> None:
        """Withdraws the open request."""
        if self._request is not None:
            self._send({"type": "cancel", "id": self._request.number})
        self._supersede()

    def tick(self, now: float) -> None:
        """Looks after the process: dead or silent for too long means restart."""
        if self._worker is None:
            return
        if not self._worker.alive:
            worker = self._worker
            self.receive(now)  # its last words may say why
            if self._worker is worker:
                self._after_death("killed")
            return
        loading = self._wanted is not None and self._wanted != self._present
        limit = self._load_seconds if loading else self._hang_seconds
        waiting = self._request is not None or loading
        if waiting and now - max(self._last_sign, self._asked_at) > limit:
            self._after_death("hung")

    def receive(self, now: float) -> None:
        """Takes all messages that have arrived."""
        try:
            while self._channel is not None:
                message = self._channel.receive(0)
                if message is None:
                    return
                self._last_sign = now
                self._heard(message)
        except (EOFError, OSError, ValueError):
            self._after_death("killed")

    def close(self) -> None:
        """Ends the process and removes the shared arrays."""
        self._send({"type": "stop"})
        self._drop_process()
        self._folder.remove()

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
        self._deaths = 0
        self._present = Wish(message["path"], message["generation"], message["asked_backend"])
        notes = tuple(str(note) for note in message["notes"])
        seconds = time.monotonic() - self._asked_at
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
        number, result = self._request.number, self._image.result if self._image else None
        if kind == "failed":
            self._request = None
            self._tell(Failed(number, message["message"], message["hint"]))
        elif result is None or self._image is None:
            self._supersede()
        elif kind == "tile":
            rect = rect_from(message["rect"])
            self._tell(TileReady(number, rect, np.array(result.values[rect.slices])))
        elif kind == "done":
            sentence = self._request.sentence
            self._request = None
            self._tell(
                Finished(
                    number,
                    self._image.key,
                    sentence,
                    np.array(result.values),
                    float(message["threshold"]),
                    message["generation"],
                    bool(message["uses_text"]),
                    float(message["seconds"]),
                )
            )

    # Life and death of the process ------------------------------------------------------------

    def _start(self) -> None:
        threads = {} if self._threads is None else {"OMP_NUM_THREADS": str(self._threads)}
        self._worker = WorkerProcess("predictor", [str(self._folder.path)], threads)
        self._channel = self._worker.connect()
        self._present = None
        self._last_sign = self._asked_at = time.monotonic()
        if self._channel is None:
            self._after_death("killed")
            return
        if self._wanted is not None:
            self._send_load(self._wanted)
        self._send_image()
        if self._request is not None:
            self._send_request()

    def _after_death(self, reason: RestartReason) -> None:
        self._drop_process()
        request = self._request
        if request is not None and request.attempts >= _MAX_ATTEMPTS:
            self._request = None
            self._tell(Failed(request.number, *_REASONS[reason]))
            request = None
        self._deaths += 1
        if self._deaths > _MAX_DEATHS:
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

    def _drop_process(self) -> None:
        if self._channel is not None:
            self._channel.close()
        if self._worker is not None:
            self._worker.kill()
        self._channel = self._worker = None

    # What is said to the process --------------------------------------------------------------

    def _send(self, message: dict[str, Any]) -> None:
        """A dead process is noticed by ``tick``; what must not be lost is told again then."""
        if self._channel is not None:
            try:
                self._channel.send(message)
            except OSError:
                return

    def _send_load(self, wish: Wish) -> None:
        self._send(
            {
                "type": "load",
                "path": wish.path,
                "generation": wish.generation,
                "backend": wish.backend,
            }
        )

    def _send_image(self) -> None:
        image = self._image
        if image is None:
            return
        try:
            if image.shared is None:
                image.shared = self._share(image)
            if image.result is None:
                image.result = self._folder.create(image.pixels.shape[:2], "float32")
        except LViTError as error:
            self._tell(Failed(None, error.message, error.hint))
            return
        described = self._described(image)
        self._send({"type": "image", **described, "result": image.result.describe()})

    def _send_request(self) -> None:
        request, image = self._request, self._image
        if request is None or image is None:
            return
        request.attempts += 1
        self._asked_at = time.monotonic()
        self._send(
            {
                "type": "predict",
                "id": request.number,
                "key": image.key,
                "sentence": request.sentence,
                "center": request.center_yx,
            }
        )

    def _share(self, image: ImageInHand) -> SharedArray:
        shared = self._folder.create(image.pixels.shape, "uint8")
        shared.values[...] = image.pixels
        return shared

    def _described(self, image: ImageInHand) -> dict[str, Any]:
        assert image.shared is not None
        return {
            "key": image.key,
            "pixels": image.shared.describe(),
            "spacing_um": image.spacing_um,
        }

    def _let_go(self, image: ImageInHand) -> None:
        for array in (image.shared, image.result):
            if array is not None:
                array.remove()
        image.shared = image.result = None

    def _supersede(self) -> None:
        if self._request is not None:
            number, self._request = self._request.number, None
            self._tell(Superseded(number))
