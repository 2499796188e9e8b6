"""A predictor process and the private local connection to it, from both of its ends.

A windowed program has no stdout on Windows, so messages travel over a named pipe or Unix socket
that the parent opens and guards with a one-time key. They are bytes, never pickles.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path

from lvit_core.own_program import start_own_program
from lvit_core.worker.events import Ended, Said
from lvit_core.worker.messages import Order, packed, unpacked

ADDRESS_VARIABLE = "LVIT_WORKER_ADDRESS"
KEY_VARIABLE = "LVIT_WORKER_KEY"
CONNECT_S = 60.0


class Child:
    """A predictor that is a child of this program and connected to us."""

    def __init__(self, process: subprocess.Popen[bytes], connection: Connection) -> None:
        self._process = process
        self._connection = connection

    @property
    def id(self) -> int | None:
        """Of the process while it lives."""
        return self._process.pid if self._process.poll() is None else None

    def send(self, order: Order) -> None:
        """A dead process is told of by ``listen``; what must not be lost is told again then."""
        with contextlib.suppress(OSError):
            self._connection.send_bytes(packed(order))

    def listen(self, tell: Callable[[Said | Ended], None]) -> None:
        """Begins to tell, in a thread of its own, all that it says and at last that it ended."""
        threading.Thread(target=self._listen, args=(tell,), daemon=True).start()

    def kill(self) -> None:
        """Ends the process at once and collects it."""
        _kill(self._process)

    def _listen(self, tell: Callable[[Said | Ended], None]) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                tell(unpacked(self._connection.recv_bytes()))
        self._connection.close()
        tell(Ended())


def start_predictor(folder: Path, threads: int | None) -> Child | None:
    """Starts a predictor and waits for it.

    Args:
        folder: Of the shared arrays.
        threads: Cores the process may use; ``None`` leaves it to the process.

    Returns:
        ``None`` when it ended, did not get in touch within ``CONNECT_S``, or there is no room for
        the connection.
    """
    key = os.urandom(32)
    # Beside the arrays: the path of a socket may be no longer than some hundred letters, and the
    # folder for temporary files may be anywhere. Windows names its pipes by itself.
    address = str(folder / os.urandom(4).hex()) if os.name == "posix" else None
    try:
        listener = Listener(address, authkey=key)
    except OSError:
        return None
    with listener:
        variables = {ADDRESS_VARIABLE: str(listener.address), KEY_VARIABLE: key.hex()}
        if threads is not None:
            variables["OMP_NUM_THREADS"] = str(threads)
        process = start_own_program("predictor", [str(folder)], variables)
        connection = _accepted(listener, key, process)
    if connection is not None:
        return Child(process, connection)
    _kill(process)
    return None


def connect_to_parent() -> Connection:
    """In the child: the connection to the process that started it."""
    address = os.environ[ADDRESS_VARIABLE]
    return Client(address, authkey=bytes.fromhex(os.environ.pop(KEY_VARIABLE)))


def _accepted(
    listener: Listener, key: bytes, process: subprocess.Popen[bytes]
) -> Connection | None:
    accepted: list[Connection] = []
    thread = threading.Thread(target=_accept, args=(listener, accepted), daemon=True)
    thread.start()
    until = time.monotonic() + CONNECT_S
    while thread.is_alive() and process.poll() is None and time.monotonic() < until:
        thread.join(0.02)
    if thread.is_alive():
        # Only a connection ends a blocked accept, so make one and throw it away.
        with contextlib.suppress(OSError, EOFError):
            Client(listener.address, authkey=key).close()
        thread.join(1.0)
        return None
    return accepted[0] if accepted else None


def _accept(listener: Listener, accepted: list[Connection]) -> None:
    with contextlib.suppress(OSError, EOFError):  # whatever goes wrong here means: not connected
        while not accepted:
            with contextlib.suppress(AuthenticationError):  # a stranger without the key
                accepted.append(listener.accept())


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5.0)
