"""All that is known about the predictor: model asked and loaded, image in hand, open question.

Not thread-safe on purpose: only the client's own thread touches it. Everything that must survive a
dead process (model, image, question) is kept and told again to the next one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.model.class_file import take_classes
from lvit_core.worker import events as said
from lvit_core.worker.child import Child, start_predictor
from lvit_core.worker.events import Event, ModelWish, Said
from lvit_core.worker.messages import Ask, Cancel, Order
from lvit_core.worker.shared_array import ImageInHand, SharedFolder, remove_folder

HANG_S = 30.0  # silence during a question after which the process counts as hung
LOAD_S = 180.0  # the same while a model is loaded, compiled and measured
_MAX_ATTEMPTS = 2  # a question is repeated once
_MAX_DEATHS = 4  # without a model loaded between them: then the process is not started again
_REASONS: dict[said.RestartReason, tuple[str, str]] = {
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
    """See the module docstring.

    Args:
        tell: Gets each event.
        do: Has something done in the client's thread, after what waits there already.
    """

    def __init__(
        self, tell: Callable[[Event], None], do: Callable[[Callable[[], None]], None]
    ) -> None:
        self._tell = tell
        self._do = do
        self._folder = SharedFolder()
        self._child: Child | None = None
        self._deaths = 0
        self._last_sign = 0.0  # of life, or when something was asked
        self._wanted: ModelWish | None = None  # newest model wished for
        self._present: ModelWish | None = None  # model that answers
        self._wished_at = 0.0
        self._image: ImageInHand | None = None
        self._ahead: ImageInHand | None = None
        self._open: OpenQuestion | None = None

    @property
    def process_id(self) -> int | None:
        child = self._child
        return None if child is None else child.id

    @property
    def model_path(self) -> str:
        """Of the newest model wished for; empty without one."""
        return "" if self._wanted is None else self._wanted.path

    def use_model(self, wish: ModelWish) -> None:
        """Asks for a model; the process is started when there is none with so many cores."""
        before, self._wanted = self._wanted, wish
        if wish == before and self._child is not None:
            return
        self._give_up(said.Superseded)  # it named another model, which answers no more
        if before is not None and before.threads != wish.threads:
            self._drop()
        self._deaths = 0
        if self._child is not None:
            known = before is not None and replace(before, digest=wish.digest) == wish
            self._send_model(republished=known)
        else:
            self._start()

    def set_image(self, key: str, pixels: NDArray[np.uint8] | None, um: float | None) -> None:
        """Replaces the current image; an open question about the last one is superseded.

        The same pixels (``None``: those handed over last) stay where they are shared already.
        """
        image = self._image
        if image is not None and image.key == key and image.spacing_um == um and image.result:
            return
        self._give_up(said.Superseded)
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
            self._send(image.order_ahead(self._folder))
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
        self._give_up(said.Superseded)
        if self._image is None or self._image.result is None:
            self._tell(
                said.Failed(number, "There is no image to predict on.", "Choose an image first.")
            )
        elif self._wanted is None:
            self._tell(said.Failed(number, "There is no model to predict with.", "Choose a model."))
        else:
            ask = Ask(number, self._wanted, self._image.key, sentence, center_yx, network_layer)
            self._open = OpenQuestion(ask)
            if self._child is not None:
                self._send_question()
            else:
                self._start()

    def cancel(self) -> None:
        """Withdraws the open question."""
        if self._open is not None:
            self._send(Cancel(self._open.ask.request_id))
        self._give_up(said.Superseded)

    def tick(self, now: float) -> None:
        """Looks after the process: silent for too long means restart."""
        loading = self._wanted is not None and self._wanted != self._present
        limit_s = LOAD_S if loading else HANG_S
        waiting = self._child is not None and (self._open is not None or loading)
        if waiting and now - self._last_sign > limit_s:
            self._after_death("hung")

    def close(self) -> None:
        """Ends the process and removes the shared arrays."""
        self._drop()
        remove_folder(self._folder.path)

    # What the process says ------------------------------------------------------------------

    def _on_news(self, child: Child, message: Said | said.Ended) -> None:
        if child is not self._child:
            return  # it was replaced meanwhile
        self._last_sign = time.monotonic()
        match message:
            case said.Ready():
                self._deaths = 0
                self._present = message.model
                seconds = time.monotonic() - self._wished_at
                self._tell(replace(message, seconds=seconds))
            case said.Failed(model=ModelWish() as model):
                self._on_refused(model, message)
            case said.OutOfMemory():
                self._after_death("memory")
            case said.Ended():
                self._after_death("killed")
            case _ if self._open is not None and message.request_id == self._open.ask.request_id:
                self._on_answer(message)

    def _on_refused(self, model: ModelWish, message: said.Failed) -> None:
        """The present model stays, if there is one; what was asked of the refused one fails."""
        if model == self._wanted:
            self._wanted = self._present
        if self._open is not None and self._open.ask.model == model:
            number, self._open = self._open.ask.request_id, None
            message = replace(message, request_id=number)
        self._tell(message)

    def _on_answer(self, message: said.Answer | said.Failed) -> None:
        assert self._image is not None and self._image.result is not None
        (pixels, depth), place = self._image.result.values, self._image.result.place
        if isinstance(message, (said.Finished, said.Looked, said.Failed)):
            self._open = None
        match message:
            case said.TileReady(rect=rect):
                message = replace(message, probability=np.array(pixels[rect.slices]))
            case said.Looked(place=rect):
                message = replace(message, saliency=np.array(pixels[rect.slices]))
            case said.Finished():
                known = np.array(depth) if message.knows_objects else None
                told = take_classes(place.path)
                message = replace(message, probability=np.array(pixels), depth=known, classes=told)
        self._tell(message)

    # Life and death of the process ------------------------------------------------------------

    def _start(self) -> None:
        threads = None if self._wanted is None else self._wanted.threads
        child = self._child = start_predictor(self._folder.path, threads)
        if child is None:
            self._after_death("killed")
            return
        child.listen(lambda news: self._do(partial(self._on_news, child, news)))
        self._send_model()
        self._send_image()
        self._send_question()

    def _drop(self) -> None:
        """Ends the process at once."""
        if self._child is not None:
            self._child.kill()
        self._child = self._present = None

    def _after_death(self, reason: said.RestartReason) -> None:
        message, hint = _REASONS[reason]
        self._drop()
        self._deaths += 1
        if self._open is not None and self._open.attempts >= _MAX_ATTEMPTS:
            self._give_up(partial(said.Failed, message=message, hint=hint))
        if self._deaths > _MAX_DEATHS:
            # Starting over and over would only burn the computer's time; a new model resets this.
            self._wanted = None
            failed = partial(
                said.Failed, message="The predictor cannot be kept running.", hint=hint
            )
            self._tell(failed(None))
            self._give_up(failed)
            return
        self._tell(said.Restarted(reason, repeats=self._open is not None))
        self._start()

    def _give_up(self, answer: Callable[[int], said.Superseded | said.Failed]) -> None:
        """Tells of the open question, if there is one, why nothing will answer it."""
        if self._open is not None:
            number, self._open = self._open.ask.request_id, None
            self._tell(answer(number))

    # What is said to the process --------------------------------------------------------------

    def _send(self, order: Order) -> None:
        if self._child is not None:
            self._child.send(order)

    def _send_model(self, *, republished: bool = False) -> None:
        if self._wanted is not None:
            self._wished_at = self._last_sign = time.monotonic()
            self._tell(said.Loading(self._wanted, republished))
            self._send(self._wanted)

    def _send_image(self) -> None:
        if self._image is None:
            return
        try:
            self._send(self._image.order(self._folder))
        except LViTError as error:
            self._tell(said.Failed(None, error.message, error.hint))

    def _send_question(self) -> None:
        if self._open is not None:
            self._open.attempts += 1
            self._last_sign = time.monotonic()
            self._send(self._open.ask)
