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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.jobs.progress import RunProgress
from app.jobs.states import TrainingPhase, TrainingState
from lvit_core.files import write_text
from lvit_core.training.control import Word, tell_run
from lvit_core.training.run_folder import RunFolder

POLL_S = 0.1
ANNOUNCE_EVERY_S = 0.25
STOP_WAIT_S = 30.0  # a step and a save; then the last checkpoint, minutes old, has to do
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
        given += ["--low-priority", "--skip-changed"]
        return [*given, "--resume"] if self.resume else given


@dataclass(eq=False)
class _Run:
    """A run in hand: its process, once it is there, and whether it was told to end."""

    job: TrainingJob
    process: subprocess.Popen[bytes] | None = None
    told_to_stop: bool = False


class TrainerThread(QObject):
    """Supervises one fine-tuning process at a time; one that was let go is no longer heard."""

    state_changed = Signal(object)  # TrainingState
    event_read = Signal(object)  # dict: every event of the run, in order
    warned = Signal(str)
    failed = Signal(str, str)  # message, hint

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = TrainingState()
        self.environment: Mapping[str, str] = {}
        self._lock = threading.RLock()
        self._run: _Run | None = None
        self._told = 0.0

    @property
    def process_id(self) -> int | None:
        """Of the training process; None while nothing runs."""
        process = self._run.process if self._run is not None else None
        return process.pid if process is not None and process.poll() is None else None

    def start(self, job: TrainingJob) -> None:
        """Starts a run; nothing happens while another one is active."""
        with self._lock:
            if self.state.active:
                return
            self._run = run = _Run(job)
            self._set(run, TrainingState("starting", job.run))
            threading.Thread(target=self._supervise, args=(run,), daemon=True).start()

    def pause(self) -> None:
        """The run stops computing after its present step."""
        self._command("pause")

    def resume(self) -> None:
        """A paused run goes on."""
        self._command("resume")

    def stop(self) -> None:
        """The run saves itself after its present step and ends."""
        run = self._run
        if run is not None and self.state.active:
            self._command("stop")
            self._set(run, replace(self.state, phase="stopping"))

    def let_go(self) -> None:
        """Tells a run to save itself and end, and does not wait: it may outlive the program.

        Its process looks at its file of commands after every step, so a save takes seconds at
        most; whoever resumes the run waits for the process first.
        """
        with self._lock:
            run, self._run = self._run, None
            if run is not None and self.state.active:
                run.told_to_stop = True
                if run.process is not None:
                    tell_run(RunFolder(run.job.run), "stop")
            self.state = TrainingState()
        self.state_changed.emit(self.state)

    def close(self) -> None:
        """The program ends."""
        self.let_go()

    def _command(self, word: Word) -> None:
        if self._run is not None and self.state.active:
            tell_run(RunFolder(self._run.job.run), word)

    def _supervise(self, run: _Run) -> None:
        progress = RunProgress(run.job.run, run.job.minutes)
        try:
            wait_for_process(run.job.run)
            tail = self._launch(run)
            if tail is None:
                return
            code = self._watch(run, tail, progress)
        except OSError as error:
            self._end(run, progress, "failed", f"Training could not be started: {error}.", "")
            return
        self._read(run, tail, progress)
        self._judge(run, progress, code)

    def _launch(self, run: _Run) -> Any:
        """Starts the process; None when nobody wants it any more."""
        from lvit_core.training.events import EventTail

        files = RunFolder(run.job.run)
        files.path.mkdir(parents=True, exist_ok=True)
        files.control.unlink(missing_ok=True)
        tail = EventTail(files.events)
        tail.new_events()  # of an earlier session of this run
        with self._lock, files.log.open("ab") as log:
            if run.told_to_stop:
                return None
            run.process = subprocess.Popen(
                [*training_command(), *run.job.arguments()],
                env=_environment(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        note = {"pid": run.process.pid}
        write_text(files.process, json.dumps(note))
        return tail

    def _watch(self, run: _Run, tail: Any, progress: RunProgress) -> int:
        process = run.process
        assert process is not None  # launched just before
        while True:
            code = process.poll()
            self._read(run, tail, progress)
            if code is not None:
                return code
            time.sleep(POLL_S)

    def _read(self, run: _Run, tail: Any, progress: RunProgress) -> None:
        if run is not self._run:
            return
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
            self._set(run, progress.state(keep))

    def _judge(self, run: _Run, progress: RunProgress, code: int) -> None:
        """Says how the run ended once its process is gone."""
        RunFolder(run.job.run).process.unlink(missing_ok=True)
        run.process = None
        if progress.error is not None:
            self._end(run, progress, "failed", *progress.error)
        elif code != 0 and self.state.phase != "stopping":
            message = "Training ended unexpectedly; what you drew is not affected."
            self._end(run, progress, "failed", message, _hint(run.job.run, code))
        else:
            self._set(run, progress.state("finished"))

    def _end(
        self, run: _Run, progress: RunProgress, phase: TrainingPhase, message: str, hint: str
    ) -> None:
        if self._set(run, progress.state(phase, message)):
            self.failed.emit(message, hint)

    def _set(self, run: _Run, state: TrainingState) -> bool:
        """Announces the state of the run in hand; false for a run that was let go."""
        with self._lock:
            if run is not self._run:
                return False
            self.state = state
        self.state_changed.emit(state)
        return True


def training_command() -> list[str]:
    """How this program starts its own command line, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", "cli"]
    return [sys.executable, "-m", "lvit_core.cli"]


def last_event(run: Path) -> dict[str, Any] | None:
    """The last whole line of a run's events; None when there is none."""
    try:
        with RunFolder(run).events.open("rb") as stream:
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
    """Tells a run to stop that outlived its window; true when its process is still alive."""
    if _process_of(run) is None:
        RunFolder(run).process.unlink(missing_ok=True)
        return False
    tell_run(RunFolder(run), "stop")
    return True


def is_alive(run: Path) -> bool:
    """Whether a process still trains in this folder."""
    return _process_of(run) is not None


def wait_for_process(run: Path) -> None:
    """Waits, in a background thread, until an earlier process of this run has saved itself.

    One that does not end by itself is ended: its last checkpoint has to do.
    """
    import psutil

    pid = _process_of(run)
    if pid is None:
        return
    tell_run(RunFolder(run), "stop")
    try:
        process = psutil.Process(pid)
        try:
            process.wait(STOP_WAIT_S)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(STOP_WAIT_S)
    except psutil.Error:
        return  # it is gone
    finally:
        RunFolder(run).process.unlink(missing_ok=True)


def _process_of(run: Path) -> int | None:
    """The number of the living process that trains in this folder."""
    try:
        pid = int(json.loads(RunFolder(run).process.read_text(encoding="utf-8"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return pid if _is_training(pid, run) else None


def _is_training(pid: int, run: Path) -> bool:
    import psutil

    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(run) in process.cmdline()
    except psutil.Error:
        return False


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONUNBUFFERED": "1", **more}


def _hint(run: Path, code: int) -> str:
    """The last line the process wrote, which names the cause more often than a number does."""
    try:
        lines = RunFolder(run).log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"{last or f'It ended with code {code}'}. Press Resume to go on from the last save."
