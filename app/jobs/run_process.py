"""The process behind a training run: started, found again after a restart, told to end.

The process is the command line's own `train`. It tells what it does through a file of events and
listens to a file of commands, which works for frozen programs without standard streams too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.files import write_text
from lvit_core.training.control import tell_run
from lvit_core.training.run_folder import RunFolder

if TYPE_CHECKING:
    import psutil

STOP_WAIT_S = 30.0  # a step and a save; then the last checkpoint, minutes old, has to do
KILL_WAIT_S = 5.0


@dataclass(frozen=True)
class TrainingJob:
    """One run: ``run`` is its folder inside the project's ``models``."""

    project: Path
    run: Path
    minutes: float
    threads: int = 1
    resume: bool = False

    def arguments(self) -> list[str]:
        """What `lvit train` is given."""
        given = ["train", "--project", str(self.project), "--out", str(self.run), "--events"]
        given += ["--minutes", str(self.minutes), "--threads", str(self.threads)]
        given += ["--low-priority", "--skip-changed"]
        return [*given, "--resume"] if self.resume else given


def start_process(job: TrainingJob, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Starts a run and notes which process it is; raises ``OSError`` when it cannot."""
    files = RunFolder(job.run)
    with files.log.open("ab") as log:
        process = subprocess.Popen(
            [*training_command(), *job.arguments()],
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    write_text(files.process, json.dumps({"pid": process.pid}), durable=False)
    return process


def training_command() -> list[str]:
    """How this program starts its own command line, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", "cli"]
    return [sys.executable, "-m", "lvit_core.cli"]


def is_alive(run: Path) -> bool:
    """Whether a process still trains in this folder."""
    return _process_of(run) is not None


def stop_orphan(run: Path) -> bool:
    """Tells a run to stop that outlived its window; true when its process is still alive."""
    if not is_alive(run):
        RunFolder(run).process.unlink(missing_ok=True)
        return False
    tell_run(RunFolder(run), "stop")
    return True


def wait_for_process(run: Path, given_up: Callable[[], bool]) -> None:
    """Waits, in a background thread, until an earlier process of this run has saved itself.

    One that does not end by itself is ended: its last checkpoint has to do.

    Args:
        run: The run's folder.
        given_up: Whether nobody waits any more.
    """
    import psutil

    process = _process_of(run)
    if process is None:
        return
    tell_run(RunFolder(run), "stop")
    until = time.monotonic() + STOP_WAIT_S
    try:
        while not given_up():
            try:
                process.wait(0.2)
                break
            except psutil.TimeoutExpired:
                if time.monotonic() > until:
                    process.kill()
                    process.wait(KILL_WAIT_S)
                    break
    except psutil.Error:
        return  # it is gone
    finally:
        if not given_up():
            RunFolder(run).process.unlink(missing_ok=True)


def cause_of_death(run: Path, code: int) -> str:
    """The last line the process wrote, which names the cause more often than a number does."""
    try:
        lines = RunFolder(run).log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"{last or f'It ended with code {code}'}. Press Resume to go on from the last save."


def _process_of(run: Path) -> psutil.Process | None:
    """The living process that trains in this folder; another program may have its number now."""
    import psutil

    try:
        told = json.loads(RunFolder(run).process.read_text(encoding="utf-8"))
        process = psutil.Process(int(told["pid"]))
        training = str(run) in process.cmdline()
        return process if training and process.status() != psutil.STATUS_ZOMBIE else None
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return None
