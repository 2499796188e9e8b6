"""How this program starts itself again, frozen or not, for work in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Literal

Role = Literal["cli", "predictor"]

MODULES: dict[str, str] = {"cli": "lvit_core.cli", "predictor": "lvit_core.worker"}
"""What runs as ``__main__`` in each role."""

# A checkout that is not installed is found by its folder.
_BEGIN = """
import runpy, sys
home, module = sys.argv[1:3]
del sys.argv[1:3]
if home not in sys.path:
    sys.path.insert(0, home)
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


def start_own_program(
    role: Role,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    log: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a child of this program.

    Args:
        role: What it is: the command line or the predictor.
        arguments: Of that role.
        environment: Variables besides those of this process.
        log: Gets what goes wrong, and nothing else is written; without it the child writes where
            this process does.

    Raises:
        OSError: It cannot be started.
    """
    return subprocess.Popen(
        [*own_command(role), *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=None if log is None else subprocess.DEVNULL,
        stderr=log,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def own_command(role: Role) -> list[str]:
    """What starts a role; its arguments follow."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker", role]
    return python_command(MODULES[role])


def python_command(module: str) -> list[str]:
    """What starts a module of this program in a process of its own; its arguments follow.

    By itself, Python would look for every module in the working folder first, where files of
    strangers may lie: one of them called ``json.py`` would run.
    """
    return [sys.executable, "-P", "-c", _BEGIN, str(Path(__file__).parents[1]), module]
