"""`lvit bench app`: how soon the window is there, how long lists open, how smooth it stays.

Every figure is taken in a process of its own on a screen nobody sees, because a start can only be
measured from outside and a loop only without the bench's own work in it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from app.benches.beside_labelme import PYTHON_VARIABLE, labelme_python, labelme_start_s
from app.benches.material import bytes_per_gesture, make_large_project, make_list_of_100k
from lvit_core.cli.output import report
from lvit_core.errors import LViTError
from lvit_core.own_program import python_command

STARTS = 5
PROBE_LIMIT_S = 600


def measure() -> Mapping[str, float]:
    """The figures: seconds, milliseconds, megabytes and bytes, as their names end.

    ``window_s``, ``window_cpu_s``, ``labelme_window_s`` and ``labelme_window_cpu_s`` where labelme
    is at hand, ``open_10k_s``,
    ``prediction_s`` (from the command to the answer, while the model is trained),
    ``lag_p99_ms``, ``lag_max_ms``; of a list of 100,000 images
    ``open_100k_s``, ``open_100k_cpu_s`` (in a window that is there already),
    ``open_100k_at_start_s`` (where the data base and all else is loaded first),
    ``sort_100k_ms``, ``filter_100k_ms`` (the slowest of each) and ``rss_100k_mb``;
    ``bytes_per_gesture``; and what they rest on.
    """
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as name:
        folder = Path(name)
        result = starts_s(folder)
        make_large_project(folder / "large")
        result |= run_probe("open", folder, folder / "large")
        result |= run_probe("lag", folder, folder / "sample")
        make_list_of_100k(folder / "list")
        result |= run_probe("list", folder, folder / "list")
        at_start = run_probe("list_at_start", folder, folder / "list")
        result["open_100k_at_start_s"] = at_start["open_100k_s"]
        result["bytes_per_gesture"] = bytes_per_gesture(folder / "strokes")
    return result


def starts_s(folder: Path) -> dict[str, float]:
    """Median seconds until the window is painted, of the processor too, and labelme's.

    Both programs are started in turns.
    """
    other = labelme_python()
    if other is None:
        report(f"labelme is not at hand ({PYTHON_VARIABLE} may name its Python): not measured.")
    figures: dict[str, list[float]] = {}
    for number in range(STARTS + 1):
        starts = {"window": partial(window_s, folder, number)}
        if other is not None:
            starts["labelme_window"] = partial(labelme_start_s, other, folder, number)
        for name, start in starts.items():
            worked_s = _worked_by_children_s()
            figures.setdefault(f"{name}_s", []).append(start())
            figures.setdefault(f"{name}_cpu_s", []).append(_worked_by_children_s() - worked_s)
    # The first start of each fills the disk's cache.
    return {key: statistics.median(values[1:]) for key, values in figures.items()}


def _worked_by_children_s() -> float:
    """Processor seconds of all processes that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def window_s(folder: Path, number: int) -> float:
    """Seconds from the start of the interpreter to the first painted window."""
    mark = folder / f"painted-{number}"
    began = time.time()
    subprocess.run(
        python_command("app"),
        env={**_environment(folder), "LVIT_EXIT_AFTER_PAINT": str(mark)},
        check=True,
        capture_output=True,
        timeout=PROBE_LIMIT_S,
    )
    return float(mark.read_text(encoding="utf-8")) - began


def run_probe(what: str, folder: Path, project: Path) -> dict[str, float]:
    """Figures of one measurement of ``app.benches.probe``; ``folder`` takes its settings."""
    done = subprocess.run(
        [*python_command("app.benches.probe"), what, str(project)],
        env=_environment(folder),
        check=False,
        capture_output=True,
        text=True,
        timeout=PROBE_LIMIT_S,
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise LViTError(f"The window could not be measured: {last}.")
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return {key: float(value) for key, value in figures.items()}


def _environment(folder: Path) -> dict[str, str]:
    """A person without settings, on the offscreen platform unless a screen is asked for."""
    return {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
