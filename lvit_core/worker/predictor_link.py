"""All that is known about the predictor: model asked and loaded, image in hand, open question.

Not thread-safe on purpose: only the client's own thread touches it. Everything that must survive a
dead process (model, image, question) is kept and told again to the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.worker.events import (
    Begun,
    Event,
    Failed,
    Finished,
    Loading,
    Looked,
    ModelWish,
    OutOfMemory,
    Ready,
    Refused,
    Restarted,
    RestartReason,
    Said,
    Superseded,
    TileReady,
)
from lvit_core.worker.lifeline import Lifeline
from lvit_core.worker.messages import Ask, Cancel, Stop
from lvit_core.worker.shared_array import ImageInHand, SharedFolder, remove_folder

_MAX_ATTEMPTS = 2  # a question is repeated once
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
class OpenQuestion:
    """The newest question and how often it was put."""

    ask: Ask
    attempts: int = 0


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
        self._folder = SharedFolder()
        self._life = Lifeline(self._folder.path, threads)
        self._wanted: ModelWish | None = None  # newest model wished for
        self._present: ModelWish | None = None  # model that answers
        self._wished_at = 0.0
        self._image: ImageInHand | None = None
        self._ahead: ImageInHand | None = None
        self._open: OpenQuestion | None = None

    @property
    def connections(self) -> list[Connection]:
        return self._life.connections

    @property
    def process_id(self) -> int | None:
        return self._life.process_id

    @property
    def model_path(self) -> str:
        """Of the newest model wished for; empty without one."""
        return "" if self._wanted is None else self._wanted.path

    def use_threads(self, threads: int | None) -> None:
        """Another number of cores takes another process, started with the next question."""
        if threads != self._life.threads:
            self._supersede()
            self._life.drop()
            self._life.threads = threads
            self._present = None

    def use_model(self, wish: ModelWish) -> None:
        """Asks for a model; the process is started when there is none."""
        if wish == self._wanted and self._life.connected:
            return
        self._supersede()  # it named another model, which answers no more
        self._wanted = wish
        self._life.answered()
        self._life.expect_sign()
        if self._life.connected:
            self._send_model()
        else:
            self._start()

    def set_image(self, key: str, pixels: NDArray[np.uint8] | None, um: float | None) -> None:
        """Replaces the current image; an open question about the last one is superseded.

        The same pixels (``None``: those handed over last) stay where they are shared already.
        """
        image = self._image
        if image is not None and image.key == key and image.spacing_um == um and image.result:
            return
        self._supersede()
        if image is None or image.key != key:
            if image is not None:
                image.let_go()
            assert pixels is not None  # the client leaves out only what it handed over last
            self._image = ImageInHand(key, pixels, um)
        else:
            image.spacing_um = um  # a person may have stated another size
        self._send_image()

    def encode_ahead(self, image: ImageInHand) -> None:
        """Has an image prepared; without room for it nothing is lost."""
        if self._ahead is not None:
            self._ahead.let_go()
        self._ahead = image
        try:
            self._life.send(image.order_ahead(self._folder))
        except LViTError:
            self._ahead = None

    def ask(
        self,
        number: int,
        sentence: str | None,
        center_yx: tuple[float, float] | None,
        network_layer: str | None = None,
    ) -> None:
        """Puts a question to the wanted model; it becomes the only open one."""
        self._supersede()
        if self._image is None or self._image.result is None:
            self._tell(Failed(number, "There is no image to predict on.", "Choose an image first."))
        elif self._wanted is None:
            self._tell(Failed(number, "There is no model to predict with.", "Choose a model."))
        else:
            ask = Ask(number, self._wanted, self._image.key, sentence, center_yx, network_layer)
            self._open = OpenQuestion(ask)
            if self._life.connected:
                self._send_question()
            else:
                self._start()

    def cancel(self) -> None:
        """Withdraws the open question."""
        if self._open is not None:
            self._life.send(Cancel(self._open.ask.request_id))
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
        waiting = self._open is not None or loading
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
        self._life.send(Stop())
        self._life.drop()
        remove_folder(self._folder.path)

    # What the process says ------------------------------------------------------------------

    def _heard(self, message: Said) -> None:
        match message:
            case Ready():
                self._life.answered()
                self._present = message.model
                seconds = time.monotonic() - self._wished_at
                self._tell(replace(message, seconds=seconds))
            case Refused():
                self._on_refused(message)
            case OutOfMemory():
                self._after_death("memory")
            case _ if self._open is not None and message.request_id == self._open.ask.request_id:
                self._on_answer(message)

    def _on_refused(self, message: Refused) -> None:
        """The present model stays, if there is one; what was asked of the refused one fails."""
        if message.model == self._wanted:
            self._wanted = self._present
        number = None
        if self._open is not None and self._open.ask.model == message.model:
            number, self._open = self._open.ask.request_id, None
        self._tell(Failed(number, message.message, message.hint))

    def _on_answer(self, message: Begun | TileReady | Finished | Looked | Failed) -> None:
        assert self._image is not None and self._image.result is not None
        pixels = self._image.result.values
        if isinstance(message, (Finished, Looked, Failed)):
            self._open = None
        match message:
            case TileReady(rect=rect):
                message = replace(message, probability=np.array(pixels[rect.slices]))
            case Looked(place=place):
                message = replace(message, saliency=np.array(pixels[place.slices]))
            case Finished():
                message = replace(message, probability=np.array(pixels))
        self._tell(message)

    # Life and death of the process ------------------------------------------------------------

    def _start(self) -> None:
        self._present = None
        if not self._life.start():
            self._after_death("killed")
            return
        self._send_model()
        self._send_image()
        self._send_question()

    def _after_death(self, reason: RestartReason) -> None:
        again = self._life.bury()
        if self._open is not None and self._open.attempts >= _MAX_ATTEMPTS:
            self._fail(*_REASONS[reason])
        if not again:
            # Starting over and over would only burn the computer's time; a new model resets this.
            self._wanted = None
            words = "The predictor cannot be kept running.", _REASONS[reason][1]
            self._tell(Failed(None, *words))
            self._fail(*words)
            return
        self._tell(Restarted(reason, repeats=self._open is not None))
        self._start()

    def _fail(self, message: str, hint: str) -> None:
        """The open question gets no answer, for a reason."""
        if self._open is not None:
            number, self._open = self._open.ask.request_id, None
            self._tell(Failed(number, message, hint))

    def _supersede(self) -> None:
        if self._open is not None:
            number, self._open = self._open.ask.request_id, None
            self._tell(Superseded(number))

    # What is said to the process --------------------------------------------------------------

    def _send_model(self) -> None:
        if self._wanted is not None:
            self._wished_at = time.monotonic()
            self._tell(Loading(self._wanted))
            self._life.send(self._wanted)

    def _send_image(self) -> None:
        if self._image is None:
            return
        try:
            self._life.send(self._image.order(self._folder))
        except LViTError as error:
            self._tell(Failed(None, error.message, error.hint))

    def _send_question(self) -> None:
        if self._open is not None:
            self._open.attempts += 1
            self._life.expect_sign()
            self._life.send(self._open.ask)
