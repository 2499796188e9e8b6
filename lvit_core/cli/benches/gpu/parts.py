"""The parts of the bench, each in a process of its own with a limit of time, and what they tell.

So no part profits from another's memory, one that fails or hangs takes no other along, and the
whole ends in time: what time was not left for is named like everything else that is skipped.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from lvit_core.cli.output import report
from lvit_core.own_program import python_command

TOTAL_S = 330.0
LEAST_S = 5.0
NO_CUDA = "no CUDA device"
_HERE = "lvit_core.cli.benches.gpu"


@dataclass(frozen=True)
class Part:
    """One thing that is measured.

    Attributes:
        name: How it is called where it is skipped.
        module: Where it is.
        function: Takes the setting and returns its figures.
        limit_s: After so many seconds it is ended.
        cuda: Means nothing without a CUDA device.
    """

    name: str
    module: str
    function: str
    limit_s: float
    cuda: bool = True


# What matters most comes first: the last ones have what time is left.
PARTS = (
    Part("steps", "steps", "plain_and_own", 75),
    Part("cuda_graphs", "steps", "with_graphs", 60),
    Part("memory", "steps", "memory", 25),
    Part("largest_batch", "steps", "largest_batch", 50),
    Part("answers", "predicting", "answering", 40),
    Part("two_processes", "together", "answers_while_training", 60),
    Part("loader", "loading", "waiting", 40),
    Part("out_of_memory_injected", "trouble", "out_of_memory", 60, cuda=False),
    Part("out_of_memory_real", "trouble", "out_of_memory_for_real", 30),
    Part("equal_losses", "trouble", "equal_losses", 60, cuda=False),
    Part("project_generation", "project", "a_generation", 75),
    Part("answers_compiled", "predicting", "compiled_answers", 120),
)

Runner = Callable[[Part, str, bool, float], dict[str, float]]


class SkippedError(Exception):
    """A part has no figures; the text says why."""


def run_parts(
    parts: Sequence[Part], *, cuda: bool, small: bool = False, run: Runner | None = None
) -> dict[str, Any]:
    """Runs all parts that mean something here.

    Args:
        parts: In the order of their weight.
        cuda: Whether there is a CUDA device; without one the others run on the CPU.
        small: To see that they work; times of it mean nothing. So it is without CUDA.
        run: How a part is run; apart by default.

    Returns:
        ``metrics`` by name, ``skipped`` (part -> reason), and ``seconds`` of each part.
    """
    run, device = run or run_apart, "cuda" if cuda else "cpu"
    small = small or not cuda
    metrics: dict[str, float] = {}
    skipped: dict[str, str] = {}
    seconds: dict[str, float] = {}
    until = time.monotonic() + TOTAL_S
    for part in parts:
        if part.cuda and not cuda:
            skipped[part.name] = NO_CUDA
            continue
        limit = min(part.limit_s, until - time.monotonic())
        if limit < LEAST_S:
            skipped[part.name] = f"no time left of {TOTAL_S:.0f} s"
            continue
        report(f"Measuring {part.name}.")
        started = time.monotonic()
        try:
            metrics |= run(part, device, small, limit)
        except SkippedError as reason:
            skipped[part.name] = str(reason)
        seconds[part.name] = round(time.monotonic() - started, 1)
    return {
        "metrics": metrics,
        "skipped": skipped,
        "seconds": seconds,
        "device": device,
        "small": small,
    }


def run_apart(part: Part, device: str, small: bool, limit_s: float) -> dict[str, float]:
    """A part in a process of its own.

    Raises:
        SkippedError: It lacks a package, took too long, or failed; the reason says which.
    """
    command = [*python_command(_HERE), "--part", part.name, "--device", device]
    try:
        done = subprocess.run(
            [*command, *(["--small"] if small else [])],
            capture_output=True,
            text=True,
            check=False,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired:
        raise SkippedError(f"took longer than {limit_s:.0f} s") from None
    if done.returncode:
        raise SkippedError(_why(done.stderr, done.returncode))
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if "skipped" in told:
        raise SkippedError(told["skipped"])
    return told


def run_here(part: Part, device: str, small: bool, _limit_s: float = 0.0) -> dict[str, float]:
    """A part in this process.

    Raises:
        SkippedError: It lacks a package.
    """
    try:
        setting = import_module(f"{_HERE}.setting")
        chosen = setting.small(device) if small else setting.Setting(device)
        found: dict[str, float] = getattr(import_module(f"{_HERE}.{part.module}"), part.function)(
            chosen
        )
    except ModuleNotFoundError as error:
        raise SkippedError(f"{error.name} is not installed") from error
    return found


def _why(told: str, code: int) -> str:
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return f"failed: {lines[-1][:300]}" if lines else f"failed with code {code}"
