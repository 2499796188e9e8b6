"""A private local connection between this program and a predictor that it starts.

A windowed program has no stdout on Windows, so messages travel over a named pipe or Unix socket
that the parent opens and guards with a one-time key. They are bytes, never pickles.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Mapping
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from lvit_core.own_program import start_own_program

ADDRESS_VARIABLE = "LVIT_WORKER_ADDRESS"
KEY_VARIABLE = "LVIT_WORKER_KEY"
CONNECT_SECONDS = 60.0


class Channel:
    """Sends and receives bytes; safe to send from several threads."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._sending = threading.Lock()

    def send(self, message: bytes) -> None:
        """Raises ``OSError`` when the other side is gone."""
        with self._sending:
            self.connection.send_bytes(message)

    def receive(self, timeout_s: float) -> bytes | None:
        """The next message, or ``None`` after ``timeout_s``.

        Raises:
            EOFError, OSError: The other side is gone.
        """
        if not self.connection.poll(timeout_s):
            return None
        return self.connection.recv_bytes()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.close()


class WorkerProcess:
    """A predictor that is a child of this program and connected to us.

    Args:
        folder: Of the shared arrays.
        environment: Variables to add, such as thread counts.
    """

    def __init__(self, folder: str | Path, environment: Mapping[str, str] | None = None) -> None:
        self._key = os.urandom(32)
        self._listener = Listener(authkey=self._key)
        variables = {
            **(environment or {}),
            ADDRESS_VARIABLE: str(self._listener.address),
            KEY_VARIABLE: self._key.hex(),
        }
        self.process = start_own_program("predictor", [str(folder)], variables)

    def connect(self) -> Channel | None:
        """Waits for the child; ``None`` when it ended or took longer than ``CONNECT_SECONDS``."""
        accepted: list[Connection] = []
        thread = threading.Thread(target=self._accept, args=(accepted,), daemon=True)
        thread.start()
        waited = 0.0
        while thread.is_alive() and waited < CONNECT_SECONDS and self.alive:
            thread.join(0.02)
            waited += 0.02
        if thread.is_alive():
            # Only a connection ends a blocked accept, so make one and throw it away.
            with contextlib.suppress(OSError, EOFError):
                Client(self._listener.address, authkey=self._key).close()
            thread.join(1.0)
            accepted.clear()
        with contextlib.suppress(OSError):
            self._listener.close()
        return Channel(accepted[0]) if accepted and self.alive else None

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """Ends the child at once and collects it."""
        with contextlib.suppress(OSError):
            self.process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5.0)

    def _accept(self, accepted: list[Connection]) -> None:
        with contextlib.suppress(Exception):  # whatever goes wrong here means: not connected
            accepted.append(self._listener.accept())


def connect_to_parent() -> Channel:
    """In the child: the connection to the process that started it."""
    address = os.environ[ADDRESS_VARIABLE]
    key = bytes.fromhex(os.environ.pop(KEY_VARIABLE))
    return Channel(Client(address, authkey=key))
