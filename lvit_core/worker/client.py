"""The window's end of the predictor: asks, and hears back as events; never waits, never dies.

All work with the process happens in one thread of the client's own, so calling a method costs
microseconds even while the predictor is busy, starting or gone. A predictor that was killed, ran
out of memory or hangs is restarted, and the open request is asked once more before it is reported.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import threading
import time
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.worker.events import Event
from lvit_core.worker.predictor_link import PredictorLink
from lvit_core.worker.shared_images import ImageInHand

_TICK_SECONDS = 0.25


class PredictorClient:
    """One predictor process and the newest wish put to it.

    Args:
        threads: Cores the predictor may use; ``None`` leaves it to the predictor.
        hang_seconds: Silence during a request after which the process counts as hung.
        load_seconds: The same while a model is loaded, compiled and measured.
    """

    def __init__(
        self,
        threads: int | None = None,
        hang_seconds: float = 30.0,
        load_seconds: float = 180.0,
    ) -> None:
        self._events: queue.Queue[Event] = queue.Queue()
        self._link = PredictorLink(self._events.put, threads, hang_seconds, load_seconds)
        self._commands: queue.Queue[Callable[[], None]] = queue.Queue()
        self._wake_receiver, self._wake_sender = Pipe(duplex=False)
        self._waking = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._ids = itertools.count(1)

    def start(self, model: str | Path, generation: str = "", backend: str = "auto") -> None:
        """Starts the process with a model; ``Ready`` follows, or ``Failed`` without a number."""
        self._do(lambda: self._link.use_model(str(model), generation, backend))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="predictor-link", daemon=True)
            self._thread.start()

    def switch_model(self, model: str | Path, generation: str = "", backend: str = "auto") -> None:
        """Loads another model while the present one keeps answering; ``Ready`` tells the change."""
        self._do(lambda: self._link.use_model(str(model), generation, backend))

    def set_image(
        self, key: str, pixels: NDArray[np.uint8], spacing_um: float | None = None
    ) -> None:
        """Makes an image the one that is asked about; requests about the last one are superseded.

        Args:
            key: Names the pixels: the same key must mean the same pixels (a content hash does).
            pixels: uint8 (H, W, 3) RGB, copied in the client's thread; do not change it.
            spacing_um: Micrometres per pixel, ``None`` when unknown.
        """
        image = ImageInHand(key, pixels, spacing_um)
        self._do(lambda: self._link.set_image(image))

    def encode_ahead(
        self, key: str, pixels: NDArray[np.uint8], spacing_um: float | None = None
    ) -> None:
        """Prepares the image a person will probably open next, only while there is nothing else."""
        image = ImageInHand(key, pixels, spacing_um)
        self._do(lambda: self._link.encode_ahead(image))

    def predict(
        self,
        request_id: int | None,
        sentence: str | None,
        center_yx: tuple[float, float] | None = None,
    ) -> int:
        """Asks about the current image; the newest request wins, older ones are superseded.

        Args:
            request_id: A number of the caller's, or ``None`` for the next free one.
            sentence: ``None`` or blank runs the model without text.
            center_yx: What the person looks at, image pixels; tiles near it come first.

        Returns:
            The number that the events of this request carry.
        """
        number = next(self._ids) if request_id is None else request_id
        self._do(lambda: self._link.predict(number, sentence, center_yx))
        return number

    def look(
        self,
        layer: str,
        sentence: str | None,
        center_yx: tuple[float, float] | None = None,
    ) -> int:
        """Asks what a layer looks at under a sentence; ``Looked`` follows. Newest wins here too.

        Args:
            layer: One of ``explain.layers.LAYERS``.
            sentence: ``None`` or blank runs the model without text.
            center_yx: Of a large image only the tile there is looked at; image pixels.
        """
        number = next(self._ids)
        self._do(lambda: self._link.predict(number, sentence, center_yx, layer))
        return number

    def cancel(self) -> None:
        """Withdraws the open request within one tile's time; ``Superseded`` follows."""
        self._do(self._link.cancel)

    def next_event(self, timeout: float | None = None) -> Event | None:
        """Waits for the next event; ``None`` after ``timeout`` seconds without one."""
        try:
            return self._events.get(timeout=timeout)
        except queue.Empty:
            return None

    @property
    def process_id(self) -> int | None:
        """Of the running predictor, ``None`` while there is none."""
        return self._link.process_id

    def close(self) -> None:
        """Ends the process and the thread; safe to call twice."""
        self._closing.set()
        self._wake()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(10.0)
            self._thread = None

    def __enter__(self) -> PredictorClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _do(self, command: Callable[[], None]) -> None:
        self._commands.put(command)
        self._wake()

    def _wake(self) -> None:
        with self._waking, contextlib.suppress(OSError):
            # One unread byte is enough; more could fill the pipe and make the window wait.
            if not self._wake_receiver.poll():
                self._wake_sender.send_bytes(b"!")

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                self._take_commands()
                self._link.tick(time.monotonic())
                sources: list[Any] = [self._wake_receiver, *self._link.connections]
                ready = wait(sources, timeout=_TICK_SECONDS)
                if self._wake_receiver in ready:
                    with self._waking:
                        self._wake_receiver.recv_bytes()
                if any(source is not self._wake_receiver for source in ready):
                    self._link.receive()
        finally:
            self._link.close()

    def _take_commands(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._commands.get_nowait()()
