"""`lvit bench app`: how soon the window is there, how long lists open, how smooth it stays.

Every figure is taken in a process of its own on a screen nobody sees, because a start can only be
measured from outside and a loop only without the bench's own work in it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.benches.material import bytes_per_gesture, make_large_project, make_list_of_100k
from lvit_core.errors import LViTError

STARTS = 5
PROBE_LIMIT_S = 600


def measure() -> Mapping[str, float]:
    """The figures: seconds, milliseconds, megabytes and bytes, as their names end.

    ``window_s``, ``open_10k_s``, ``lag_p99_ms``, ``lag_max_ms``; of a list of 100,000 images
    ``open_100k_s``, ``open_100k_cpu_s``, ``sort_100k_ms``, ``filter_100k_ms`` (the slowest of each)
    and ``rss_100k_mb``; ``bytes_per_gesture``; and what they rest on.
    """
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as name:
        folder = Path(name)
        result = {"window_s": window_s(folder)}
        make_large_project(folder / "large")
        result |= run_probe("open", folder, folder / "large")
        result |= run_probe("lag", folder, folder / "sample")
        make_list_of_100k(folder / "list")
        result |= run_probe("list", folder, folder / "list")
        result["bytes_per_gesture"] = bytes_per_gesture(folder / "strokes")
    return result


def window_s(folder: Path) -> float:
    """Median seconds from the start of the interpreter to the first painted window."""
    seconds = []
    for number in range(STARTS + 1):
        mark = folder / f"painted-{number}"
        began = time.time()
        subprocess.run(
            [sys.executable, "-m", "app"],
            env={**_environment(folder), "LVIT_EXIT_AFTER_PAINT": str(mark)},
            check=True,
            capture_output=True,
            timeout=PROBE_LIMIT_S,
        )
        seconds.append(float(mark.read_text(encoding="utf-8")) - began)
    return statistics.median(seconds[1:])  # the first start fills the disk's cache


def run_probe(what: str, folder: Path, project: Path) -> dict[str, float]:
    """Figures of one measurement of ``app.benches.probe``; ``folder`` takes its settings."""
    done = subprocess.run(
        [sys.executable, "-m", "app.benches.probe", what, str(project)],
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
