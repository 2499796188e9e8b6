"""One predictor process at a time and the connection to it: started, watched, ended, replaced.

It knows nothing of what is said; whoever speaks through it decides what a death means.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from lvit_core.worker.channel import Channel, WorkerProcess
from lvit_core.worker.events import Said
from lvit_core.worker.messages import Order, packed, unpacked

_MAX_DEATHS = 4  # without an answer between them: then the process is not started again


class Lifeline:
    """The process and its connection.

    Args:
        folder: Of the shared arrays, told to the process.
        threads: Cores the process may use; ``None`` leaves it to the process.
    """

    def __init__(self, folder: Path, threads: int | None) -> None:
        self._folder = folder
        self.threads = threads
        self._channel: Channel | None = None
        self._last_sign = 0.0
        self._deaths = 0
        self.worker: WorkerProcess | None = None

    @property
    def connected(self) -> bool:
        return self._channel is not None

    @property
    def connections(self) -> list[Connection]:
        """What to wait on for news."""
        return [] if self._channel is None else [self._channel.connection]

    @property
    def process_id(self) -> int | None:
        worker = self.worker
        return worker.process.pid if worker is not None and worker.alive else None

    def start(self) -> bool:
        """Starts a process; whether it got in touch."""
        threads = {} if self.threads is None else {"OMP_NUM_THREADS": str(self.threads)}
        self.worker = WorkerProcess(self._folder, threads)
        self._channel = self.worker.connect()
        self.expect_sign()
        return self._channel is not None

    def send(self, order: Order) -> None:
        """A dead process is noticed by its owner; what must not be lost is told again then."""
        if self._channel is not None:
            with contextlib.suppress(OSError):
                self._channel.send(packed(order))

    def messages(self) -> Iterator[Said]:
        """All that has arrived.

        Raises:
            EOFError, OSError, ValueError: The process is gone or speaks nonsense.
        """
        while self._channel is not None and (message := self._channel.receive(0)) is not None:
            self._last_sign = time.monotonic()
            yield unpacked(message)

    def expect_sign(self) -> None:
        """Something was asked: silence counts from now."""
        self._last_sign = time.monotonic()

    def silent_for(self, now: float) -> float:
        """Seconds without a sign of life."""
        return now - self._last_sign

    def answered(self) -> None:
        """The process works: earlier deaths do not count any more."""
        self._deaths = 0

    def bury(self) -> bool:
        """Ends what is left after a death; whether starting again is still worth it."""
        self.drop()
        self._deaths += 1
        return self._deaths <= _MAX_DEATHS

    def drop(self) -> None:
        """Ends the process at once."""
        if self._channel is not None:
            self._channel.close()
        if self.worker is not None:
            self.worker.kill()
        self._channel = self.worker = None
