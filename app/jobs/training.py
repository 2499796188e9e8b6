"""The training process seen from the window: started, steered, watched, and outlived.

The process is the command line's own `train`. It tells what it does through a file of events and
listens to a file of commands, which works for frozen programs without standard streams too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.jobs.progress import RunProgress
from app.jobs.states import TrainingPhase, TrainingState

POLL_S = 0.1
ANNOUNCE_EVERY_S = 0.25
STOP_WAIT_S = 8.0  # a step and a save; then the last checkpoint, minutes old, has to do
KILL_WAIT_S = 3.0
EVENTS_NAME = "events.jsonl"
CONTROL_NAME = "control.json"
PROCESS_NAME = "process.json"
LOG_NAME = "log.txt"
LAST_LINES_BYTES = 65536


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
        given += ["--low-priority"]
        return [*given, "--resume"] if self.resume else given


class TrainerThread(QObject):
    """Supervises one fine-tuning process at a time."""

    state_changed = Signal(object)  # TrainingState
    event_read = Signal(object)  # dict: every event of the run, in order
    warned = Signal(str)
    failed = Signal(str, str)  # message, hint

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = TrainingState()
        self.environment: Mapping[str, str] = {}
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._job: TrainingJob | None = None
        self._told = 0.0

    @property
    def process_id(self) -> int | None:
        """Of the training process; None while nothing runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def start(self, job: TrainingJob) -> None:
        """Starts a run; nothing happens while another one is active."""
        with self._lock:
            if self.state.active:
                return
            self._job = job
            self._set(TrainingState("starting", job.run))
            self._thread = threading.Thread(target=self._supervise, args=(job,), daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """The run stops computing after its present step."""
        self._command("pause")

    def resume(self) -> None:
        """A paused run goes on."""
        self._command("resume")

    def stop(self) -> None:
        """The run saves itself after its present step and ends."""
        if self.state.active:
            self._command("stop")
            self._set(self._with_phase("stopping"))

    def stop_and_wait(self) -> None:
        """Stops a run and waits until it has saved itself, but not for ever."""
        thread = self._thread
        if thread is None or not thread.is_alive():
            return
        self.stop()
        thread.join(STOP_WAIT_S)
        if thread.is_alive() and self._process is not None:
            self._process.terminate()
            thread.join(KILL_WAIT_S)
            if thread.is_alive():
                self._process.kill()
                thread.join(KILL_WAIT_S)

    def close(self) -> None:
        self.stop_and_wait()

    def forget(self) -> None:
        """Shows no run any more, as after another project was opened."""
        if not self.state.active:
            self._job = None
            self._set(TrainingState())

    def _command(self, word: str) -> None:
        if self._job is not None and self.state.active:
            write_command(self._job.run, word)

    def _supervise(self, job: TrainingJob) -> None:
        progress = RunProgress(job.run, job.minutes)
        try:
            tail = self._launch(job)
            code = self._watch(tail, progress)
        except OSError as error:
            self._end(progress, "failed", f"Training could not be started: {error}.", "")
            return
        self._read(tail, progress)
        self._judge(progress, code, job)

    def _launch(self, job: TrainingJob) -> Any:
        from lvit_core.training.events import EventTail

        job.run.mkdir(parents=True, exist_ok=True)
        (job.run / CONTROL_NAME).unlink(missing_ok=True)
        tail = EventTail(job.run / EVENTS_NAME)
        tail.new_events()  # of an earlier session of this run
        with (job.run / LOG_NAME).open("ab") as log:
            self._process = subprocess.Popen(
                [*training_command(), *job.arguments()],
                env=_environment(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        note = {"pid": self._process.pid}
        (job.run / PROCESS_NAME).write_text(json.dumps(note), encoding="utf-8")
        return tail

    def _watch(self, tail: Any, progress: RunProgress) -> int:
        process = self._process
        assert process is not None  # launched just before
        while True:
            code = process.poll()
            self._read(tail, progress)
            if code is not None:
                return code
            time.sleep(POLL_S)

    def _read(self, tail: Any, progress: RunProgress) -> None:
        events: Sequence[dict[str, Any]] = tail.new_events()
        for event in events:
            progress.take(event)
            if event["event"] == "warning":
                self.warned.emit(str(event.get("message", "")))
            self.event_read.emit(event)
        important = any(event["event"] != "step" for event in events)
        now = time.monotonic()
        if events and (important or now - self._told >= ANNOUNCE_EVERY_S):
            self._told = now
            keep: TrainingPhase | None = "stopping" if self.state.phase == "stopping" else None
            self._set(progress.state(keep))

    def _judge(self, progress: RunProgress, code: int, job: TrainingJob) -> None:
        """Says how the run ended once its process is gone."""
        (job.run / PROCESS_NAME).unlink(missing_ok=True)
        self._process = None
        if progress.error is not None:
            self._end(progress, "failed", *progress.error)
        elif code != 0 and self.state.phase != "stopping":
            message = "Training ended unexpectedly; what you drew is not affected."
            self._end(progress, "failed", message, _hint(job.run, code))
        else:
            self._set(progress.state("finished"))

    def _end(self, progress: RunProgress, phase: TrainingPhase, message: str, hint: str) -> None:
        self._set(progress.state(phase, message))
        self.failed.emit(message, hint)

    def _with_phase(self, phase: TrainingPhase) -> TrainingState:
        from dataclasses import replace

        return replace(self.state, phase=phase)

    def _set(self, state: TrainingState) -> None:
        self.state = state
        self.state_changed.emit(state)


def training_command() -> list[str]:
    """How this program starts its own command line, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", "cli"]
    return [sys.executable, "-m", "lvit_core.cli"]


def write_command(run: Path, word: str) -> None:
    """Tells a run to ``pause``, ``resume`` or ``stop``; it looks after every step."""
    partial = run / (CONTROL_NAME + ".part")
    partial.write_text(json.dumps({"command": word}), encoding="utf-8")
    partial.replace(run / CONTROL_NAME)


def last_event(run: Path) -> dict[str, Any] | None:
    """The last whole line of a run's events; None when there is none."""
    try:
        with (run / EVENTS_NAME).open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - LAST_LINES_BYTES))
            lines = stream.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and "event" in event:
            return event
    return None


def stop_orphan(run: Path) -> bool:
    """Tells a run to stop whose window was killed; true when one was still alive."""
    try:
        pid = int(json.loads((run / PROCESS_NAME).read_text(encoding="utf-8"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    (run / PROCESS_NAME).unlink(missing_ok=True)
    if not _is_training(pid, run):
        return False
    write_command(run, "stop")
    return True


def _is_training(pid: int, run: Path) -> bool:
    import psutil

    try:
        return str(run) in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONUNBUFFERED": "1", **more}


def _hint(run: Path, code: int) -> str:
    """The last line the process wrote, which names the cause more often than a number does."""
    try:
        lines = (run / LOG_NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"{last or f'It ended with code {code}'}. Press Resume to go on from the last save."
