"""How this program starts itself again, frozen or not, for work in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO, Literal

Role = Literal["cli", "predictor"]

MODULES: dict[str, str] = {"cli": "lvit_core.cli", "predictor": "lvit_core.worker"}
"""What runs as ``__main__`` in each role."""


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
    return [sys.executable, "-m", MODULES[role]]
