"""Makes the next batches in the background, so that a step never waits for pixels."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")
_DEPTH = 3


class Prefetcher(Generic[T]):
    """Yields ``make(step)`` for consecutive steps, computed ahead on one thread.

    One thread suffices: a batch takes a few milliseconds where a step takes hundreds, and order
    stays certain.  Leave it through ``with`` so that the thread ends.

    Args:
        make: Makes the batch of a step; its exceptions are raised where the batch is asked for.
        first: The first step.
        stop: One past the last step.
    """

    def __init__(self, make: Callable[[int], T], first: int, stop: int) -> None:
        self._queue: queue.Queue[T | BaseException] = queue.Queue(_DEPTH)
        self._ended = threading.Event()
        self._count = stop - first
        self._thread = threading.Thread(
            target=self._fill, args=(make, first, stop), name="batches", daemon=True
        )

    def __enter__(self) -> Iterator[T]:
        self._thread.start()
        return self._batches()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _batches(self) -> Iterator[T]:
        for _ in range(self._count):
            item = self._queue.get()
            if isinstance(item, BaseException):
                raise item
            yield item

    def _fill(self, make: Callable[[int], T], first: int, stop: int) -> None:
        for step in range(first, stop):
            try:
                item: T | BaseException = make(step)
            except Exception as error:  # noqa: BLE001 - raised again by the consumer
                item = error
            while not self._ended.is_set():
                try:
                    self._queue.put(item, timeout=0.1)
                    break
                except queue.Full:
                    continue
            if self._ended.is_set() or isinstance(item, BaseException):
                return
