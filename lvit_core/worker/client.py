"""The window's end of the predictor: asks, and hears back as events; never waits, never dies.

All work with the process happens in one thread of the client's own, so calling a method costs
microseconds even while the predictor is busy, starting or gone. A predictor that was killed, ran
out of memory or hangs is restarted, and the open question is asked once more before it is reported.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.model.catalogue import find_model
from lvit_core.model.digest import weights_digest
from lvit_core.worker.events import Event, ModelWish
from lvit_core.worker.predictor_link import PredictorLink
from lvit_core.worker.shared_array import ImageInHand

_TICK_S = 0.25

Pixels = NDArray[np.uint8] | Callable[[], NDArray[np.uint8]]
"""uint8 (H, W, 3) RGB, not changed afterwards, or what makes it where it is needed."""


class PredictorClient:
    """One predictor process and the newest question put to it.

    Args:
        tell: Gets each event, in the client's thread; without it they wait for ``next_event``.
    """

    def __init__(self, tell: Callable[[Event], None] | None = None) -> None:
        self._events: queue.Queue[Event] = queue.Queue()
        self._commands: queue.Queue[Callable[[], None]] = queue.Queue()
        self._do = self._commands.put
        self._link = PredictorLink(tell or self._events.put, self._do)
        self._closing = threading.Event()
        self._ids = itertools.count(1)
        self._handed = ""  # key of the pixels that were handed over last
        self._thread = threading.Thread(target=self._run, name="predictor-link", daemon=True)
        self._thread.start()

    def use_model(
        self,
        model: str | Path,
        name: str = "",
        backend: str = "auto",
        threads: int | None = None,
    ) -> None:
        """From now on questions are for this model; ``Ready`` follows, or ``Failed``.

        Questions wait until it is loaded: no other model answers them.

        Args:
            model: What ``load_model`` takes.
            name: How answers call it: a model's name or the number of a generation.
            backend: "auto", or a way to compute.
            threads: Cores the predictor may use, ``None`` for its own choice; another number
                takes another process.
        """
        wish = ModelWish(str(model), name, backend, threads, _digest(model))
        self._do(lambda: self._link.use_model(wish))

    def set_image(self, key: str, pixels: Pixels, spacing_um: float | None = None) -> None:
        """Makes an image the one that is asked about; questions about the last are superseded.

        Args:
            key: Names the pixels: the same key must mean the same pixels (a content hash does).
            pixels: Made and copied only where they are not the ones handed over last.
            spacing_um: Micrometres per pixel, ``None`` when unknown.
        """
        values = None if key == self._handed else _made(pixels)
        self._handed = key
        self._do(lambda: self._link.set_image(key, values, spacing_um))

    def encode_ahead(self, key: str, pixels: Pixels, spacing_um: float | None = None) -> None:
        """Prepares the image a person will probably open next, only while there is nothing else.

        Arguments as for ``set_image``.
        """
        if key == self._handed:
            return
        image = ImageInHand(key, _made(pixels), spacing_um)
        self._do(lambda: self._link.encode_ahead(image))

    def predict(
        self,
        request_id: int | None,
        sentence: str | None,
        center_yx: tuple[float, float] | None = None,
        network_layer: str | None = None,
    ) -> int:
        """Asks about the current image; the newest question wins, older ones are superseded.

        Args:
            request_id: A number of the caller's, or ``None`` for the next free one.
            sentence: ``None`` or blank runs the model without text.
            center_yx: What the person looks at, image pixels; tiles near it come first.
            network_layer: One of ``NETWORK_LAYERS``: asks what it looks at instead; ``Looked``
                follows, of a large image for the tile there.

        Returns:
            The number that the events of this question carry.
        """
        number = next(self._ids) if request_id is None else request_id
        self._do(lambda: self._link.ask(number, sentence, center_yx, network_layer))
        return number

    def cancel(self) -> None:
        """Withdraws the open question within one tile's time; ``Superseded`` follows."""
        self._do(self._link.cancel)

    def next_event(self, timeout: float | None = None) -> Event | None:
        """Waits for the next event; ``None`` after ``timeout`` seconds without one."""
        try:
            return self._events.get(timeout=timeout)
        except queue.Empty:
            return None

    @property
    def model_path(self) -> str:
        """Of the model that questions are for; empty without one."""
        return self._link.model_path

    @property
    def process_id(self) -> int | None:
        """Of the running predictor, ``None`` while there is none."""
        return self._link.process_id

    def close(self) -> None:
        """Ends the process and the thread; safe to call twice."""
        self._closing.set()
        self._do(lambda: None)
        self._thread.join(10.0)

    def __enter__(self) -> PredictorClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                with contextlib.suppress(queue.Empty):
                    self._commands.get(timeout=_TICK_S)()
                self._link.tick(time.monotonic())
        finally:
            self._link.close()


def _digest(model: str | Path) -> str:
    """Looked at anew for each question, so that weights that were replaced are noticed."""
    try:
        return weights_digest(find_model(model))
    except (LViTError, OSError):
        return ""  # loading it will say why


def _made(pixels: Pixels) -> NDArray[np.uint8]:
    return pixels() if callable(pixels) else pixels
