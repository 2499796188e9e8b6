"""Steps of a bench that run in a process of their own, and what they tell of themselves.

So no step profits from what another one has loaded, and peaks of memory are told apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from lvit_core.cli.benches.memory import peak_mib
from lvit_core.errors import LViTError
from lvit_core.own_program import python_command


def run_apart(module: str, *words: str | Path) -> dict[str, float]:
    """Runs ``python -m MODULE WORDS``, which ends with `tell_figures`, and returns the figures.

    Raises:
        LViTError: The step has failed.
    """
    command = [*python_command(module), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LViTError("A step of the bench has failed.", done.stderr.strip()[-300:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def tell_figures(seconds: float, held_bytes: int = 0) -> None:
    """Writes what a step took, and the peak of this process, to standard output.

    Args:
        seconds: Processor seconds.
        held_bytes: What Python held near the end, where somebody looked.
    """
    told = {"seconds": seconds, "megabytes": peak_mib(), "bytes": held_bytes}
    sys.stdout.write(json.dumps(told))
