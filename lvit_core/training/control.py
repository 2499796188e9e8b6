"""How a run is told to pause, resume or stop: a file, or Ctrl+C.

A file works for a frozen, windowed program without standard streams, and across machines.
"""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Literal

Command = Literal["run", "pause", "stop"]
CONTROL_NAME = "control.json"


class Control:
    """Polled between steps.

    Args:
        path: ``control.json`` of the run, e.g. ``{"command": "pause"}``; may not exist.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._stopped = False
        self._command: Command = "run"
        self._stamp: tuple[int, int] | None = None

    def command(self) -> Command:
        """What to do now; reading costs one ``stat`` while nothing changes."""
        if self._stopped:
            return "stop"
        if self._path is not None:
            self._read(self._path)
        return self._command

    def stop(self) -> None:
        """Asks the run to end after the present step."""
        self._stopped = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Inside, the first Ctrl+C asks for a stop after the present step; the second one kills."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {s: signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)}

        def on_signal(number: int, _frame: FrameType | None) -> None:
            if self._stopped:
                raise KeyboardInterrupt
            self.stop()

        for number in before:
            signal.signal(number, on_signal)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _read(self, path: Path) -> None:
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if stamp == self._stamp:
                return
            text = json.loads(path.read_text(encoding="utf-8"))
            word = text.get("command") if isinstance(text, dict) else None
        except (OSError, ValueError):  # not there, or caught half-written: ask again next step
            return
        self._stamp = stamp
        commands: dict[str, Command] = {"pause": "pause", "stop": "stop", "resume": "run"}
        self._command = commands.get(str(word), "run")
