"""Work for what will probably be asked next, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from app.jobs.prediction_job import ModelChoice

log = logging.getLogger("lvit")


@dataclass(frozen=True, eq=False)
class NextImage:
    """An image that will probably be asked about soon.

    ``pixels`` and ``model`` are called in a background thread: uint8 (H, W, 3) as the network
    sees the image, and the model in force for it. ``key`` names it in the predictor's caches.
    """

    key: str
    spacing_um: float | None
    pixels: Callable[[], NDArray[np.uint8]]
    model: Callable[[], ModelChoice]


class LookAhead:
    """Hands the newest of its images to ``prepare``; the thread starts with the first one.

    It is not the thread that answers: reading the next file must not delay a question about this
    one. Errors are only logged, since opening the image will tell a person what is wrong with it.
    """

    def __init__(self, prepare: Callable[[NextImage], None]) -> None:
        self._prepare = prepare
        self._condition = threading.Condition()
        self._waiting: NextImage | None = None
        self._closing = False
        self._thread: threading.Thread | None = None

    def set_next(self, image: NextImage) -> None:
        """Replaces the image that waits, if there is one."""
        with self._condition:
            self._waiting = image
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._run, name="look-ahead", daemon=True)
                self._thread.start()
            self._condition.notify()

    def close(self, timeout_s: float = 10.0) -> None:
        """Ends the thread; safe to call twice."""
        with self._condition:
            self._closing = True
            self._condition.notify()
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting is not None or self._closing)
                image, self._waiting = self._waiting, None
            if self._closing or image is None:
                return
            try:
                self._prepare(image)
            except Exception as error:  # noqa: BLE001 - it was only a guess
                log.info("The next image is not prepared (%s).", type(error).__name__)
