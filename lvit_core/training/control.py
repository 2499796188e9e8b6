"""How a run is told what to do: a file, or Ctrl+C.

A file works for a frozen, windowed program without standard streams, and across machines.
"""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from lvit_core.files import write_text
from lvit_core.training.run_folder import RunFolder, gone
from lvit_core.training.run_places import meant_place, told_place

Command = Literal["run", "pause", "stop"]
Word = Literal["pause", "resume", "stop"]
_COMMANDS: dict[str, Command] = {"pause": "pause", "stop": "stop", "resume": "run"}


def tell_run(run: RunFolder, command: Word | None = None, *, in_force: str | None = None) -> None:
    """Tells a run what to do, or which model a person put in force; it looks after every step.

    What it was told before stays told.

    Args:
        run: The run's folder.
        command: What to do from now on.
        in_force: Name or folder of the model.
    """
    told = _read(run.control)
    if command is not None:
        told["command"] = command
    if in_force is not None:
        # Counted, because a person may come back to a model that was told before.
        told |= {"in_force": told_place(run.path, in_force), "choice": _number(told) + 1}
    try:
        write_text(run.control, json.dumps(told), durable=False, home=run.path)
    except OSError:
        if run.path.is_dir():
            raise  # else it is gone, and the run finds that by itself


@dataclass(frozen=True)
class Choice:
    """A model that a person put in force: its name or folder, and the number of the choice."""

    number: int
    model: str


class Control:
    """Polled between steps.

    Args:
        path: ``control.json`` of the run, e.g. ``{"command": "pause"}``; may not exist.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._stopped = False
        self._told: dict[str, Any] = {}
        self._stamp: tuple[int, int] | None = None

    def command(self) -> Command:
        """What to do now; reading costs two ``stat`` while nothing changes.

        Raises:
            LViTError: The run's folder is gone, from which it could be told.
        """
        if self._path is not None and not self._path.parent.is_dir():
            raise gone()
        if self._stopped:
            return "stop"
        return _COMMANDS.get(str(self._newest().get("command")), "run")

    def choice(self) -> Choice | None:
        """What a person put in force while the run went on; ``None`` if nobody did."""
        told = self._newest()
        model = told.get("in_force")
        if self._path is None or not isinstance(model, str):
            return None
        return Choice(_number(told), meant_place(self._path.parent, model))

    def stop(self) -> None:
        """Asks the run to end after the present step."""
        self._stopped = True

    def take_back_stop(self) -> None:
        """The stop was obeyed: a run that goes on from here is not stopped by it again."""
        told = {} if self._path is None else _read(self._path)
        if self._path is not None and told.pop("command", None) == "stop":
            write_text(self._path, json.dumps(told), durable=False, home=self._path.parent)

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

    def _newest(self) -> dict[str, Any]:
        """What the file says; what it said last while it cannot be read."""
        if self._path is None:
            return self._told
        try:
            status = self._path.stat()
        except OSError:  # nobody has told anything
            return self._told
        stamp = (status.st_mtime_ns, status.st_size)
        if stamp != self._stamp:
            told = _read(self._path)
            if told:  # else it was caught half-written by another program: ask again next step
                self._stamp, self._told = stamp, told
        return self._told


def _read(path: Path) -> dict[str, Any]:
    """The object in a file; empty where there is none that can be read."""
    if not path.is_file():  # a pipe would be waited for
        return {}
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _number(told: Mapping[str, Any]) -> int:
    """How many models were put in force by what is told; 0 where that is no number."""
    number = told.get("choice", 0)
    return number if isinstance(number, int) else 0
