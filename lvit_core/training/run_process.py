"""The process behind a training run: started, followed, found again after a restart, told to end.

The process is the command line's own `train`. It tells what it does through a file of events and
listens to a file of commands, which works for frozen programs without standard streams too.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.errors import Cancelled, LViTError
from lvit_core.files import read_small_text, write_text
from lvit_core.own_program import start_own_program
from lvit_core.training.control import Word, tell_run
from lvit_core.training.events import Event, EventTail, Step, Warned
from lvit_core.training.progress import RunProgress
from lvit_core.training.recording import published_by
from lvit_core.training.run import GivenUp, RunNews, TrainingJob
from lvit_core.training.run_folder import RunFolder, make_run_folder

if TYPE_CHECKING:
    import psutil

STOP_WAIT_S = 30.0  # a step and a save; then the last checkpoint, minutes old, has to do
KILL_WAIT_S = 5.0
POLL_S = 0.1


class RunProcess:
    """The process of one run, and what its events amount to.

    `follow` is for a background thread; ``progress`` is its own until it has returned.
    """

    def __init__(self, job: TrainingJob) -> None:
        self.job = job
        self.progress = RunProgress(job.run, job.minutes)
        self._files = RunFolder(job.run)
        self._process: subprocess.Popen[bytes] | None = None
        self._told: Word | None = None

    @property
    def id(self) -> int | None:
        """Of the process while it lives."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def follow(
        self,
        environment: Mapping[str, str],
        on_news: Callable[[RunNews], object],
        rest: Callable[[float], bool],
    ) -> int:
        """Starts the process and returns the code it ended with.

        Args:
            environment: Variables to add.
            on_news: Gets what the run tells, whenever it tells something; first of all the
                curves of its earlier sessions, where there were any.
            rest: Sleeps so many seconds; true when nobody follows the run any more.

        Raises:
            Cancelled: Nobody follows it any more; it goes on by itself.
            OSError: It cannot be started.
        """
        files = self._files
        make_run_folder(files.path, self.job.project)
        files.control.unlink(missing_ok=True)
        tail = EventTail(files.events)
        self.progress.recall(tail.new_events())  # of earlier sessions of this run
        on_news(RunNews(self.progress.state()))
        if rest(0.0):
            raise Cancelled
        variables = {"PYTHONUNBUFFERED": "1", **environment}
        with files.log.open("ab") as log:
            process = start_own_program("cli", self.job.arguments(), variables, log)
        self._process = process
        write_text(files.process, json.dumps({"pid": process.pid}), durable=False, home=files.path)
        if self._told is not None:  # meanwhile, when there was no process to tell it to
            self.tell(self._told)
        while True:
            code = process.poll()
            events = tail.new_events()
            if events:
                on_news(self._taken(events))
            if code is not None:
                files.process.unlink(missing_ok=True)
                return code
            if rest(POLL_S):
                raise Cancelled

    def tell(self, word: Word) -> None:
        """Tells the run what to do after its present step; one that has not begun, then."""
        self._told = word
        if self._process is not None:
            tell_run(self._files, word)

    def _taken(self, events: Sequence[Event]) -> RunNews:
        for event in events:
            self.progress.take(event)
        generations = (published_by(event, self.job.run) for event in events)
        return RunNews(
            self.progress.state(),
            any(not isinstance(event, Step) for event in events),
            tuple(event.message for event in events if isinstance(event, Warned)),
            tuple(published for published in generations if published is not None),
        )

    def cause_of_death(self, code: int) -> str:
        """The last line the process wrote: it names the cause more often than a number does."""
        try:
            lines = self._files.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        cause = last.rstrip(".") or f"It ended with code {code}"
        return f"{cause}. Press Resume to go on from the last save."


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


def wait_for_process(run: Path, given_up: GivenUp) -> None:
    """Waits, in a background thread, until an earlier process of this run has saved itself.

    One that does not end by itself is ended: its last checkpoint has to do.

    Args:
        run: The run's folder.
        given_up: Whether nobody waits any more.
    """
    import psutil  # noqa: PLC0415 - seldom needed

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


def _process_of(run: Path) -> psutil.Process | None:
    """The living process that trains in this folder; another program may have its number now."""
    import psutil  # noqa: PLC0415 - seldom needed

    try:
        told = json.loads(read_small_text(RunFolder(run).process))
        process = psutil.Process(int(told["pid"]))
        training = str(run) in process.cmdline()
        return process if training and process.status() != psutil.STATUS_ZOMBIE else None
    except (
        LViTError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        OverflowError,
        psutil.Error,
    ):
        return None
