"""Runs `lvit` in this process as its console script does, and judges how it ended."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import stat
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST_S = 5.0
HANGS_S = 30  # of the clock: what waits for a pipe uses no processor


class Hangs(BaseException):
    """A command does not end."""


@dataclass(frozen=True)
class Ending:
    """How a command ended: its exit code, all it said, and a traceback if it broke."""

    code: object
    said: str
    broke: str
    seconds: float

    def complaint(self) -> str:
        """What is wrong with it; empty if it ended as it should."""
        if self.broke:
            return f"it broke:\n{self.broke}"
        if self.code not in (0, 1, 2):
            return f"its exit code is {self.code}"
        if self.code == 1 and "Error: " not in self.said and "Skipped " not in self.said:
            return f"it gives no reason: {self.said}"
        if "Traceback" in self.said:
            return f"it prints a traceback:\n{self.said}"
        if self.seconds > LONGEST_S:
            return f"it took {self.seconds:.1f} s"
        return ""


def run_command(words: Sequence[str | os.PathLike[str]]) -> Ending:
    """Runs ``lvit WORDS``; time is the processor's, whatever else the machine does."""
    from app.command_line import build_app
    from lvit_core.cli.output import run

    said, broke, code = io.StringIO(), "", 0
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(HANGS_S)
    began = time.process_time()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            run(build_app(), [os.fspath(word) for word in words])
        except SystemExit as ending:
            code = ending.code or 0
        except (Exception, Hangs):  # noqa: BLE001 - whatever it is, it is judged
            broke = traceback.format_exc()[-3000:]
        finally:
            signal.alarm(0)
    return Ending(code, said.getvalue(), broke, time.process_time() - began)


def _give_up(*_: object) -> None:
    raise Hangs


def everything_under(*folders: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of every entry, so that two looks tell whether something changed."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            status = path.lstat()
            file = not stat.S_ISDIR(status.st_mode)
            found[str(path)] = (status.st_size, status.st_mtime_ns) if file else (0, 0)
    return found


def try_all(command: str, places: Mapping[str, str], world: Path) -> None:
    """Runs a command with each place for its X: it ends well or in words, and changes nothing.

    Whoever opens a project for writing writes into its data base, which stays one.
    """
    before = everything_under(world)
    wrong = []
    for kind, place in places.items():
        ending = run_command([place if word == "X" else word for word in command.split(" ")])
        if complaint := ending.complaint():
            wrong.append(f"{kind}: {complaint}")
    assert not wrong, "\n".join(wrong)
    after = everything_under(world)
    changed = {path for path in before if before[path] != after.get(path)}
    assert {path for path in changed if "/project.sqlite" not in path} == set()
    assert (world / "project" / "project.sqlite").read_bytes().startswith(b"SQLite format 3")
