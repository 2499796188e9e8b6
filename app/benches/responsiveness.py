"""`lvit bench responsiveness`: does the window keep up while a model learns and answers?"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from app.benches.app import run_probe


def measure() -> Mapping[str, float]:
    """Milliseconds; in the sample project, with training and answers in their own processes.

    ``lag_p99_ms`` and ``lag_max_ms`` of the event loop while hands paint, type and scroll, and the
    same of each alone (``painting_``, ``typing_``, ``scrolling_``); ``brush_idle_p50_ms`` and
    ``brush_training_p50_ms`` of a move of the brush until it is painted, and ``brush_ratio``, the
    second by the first; ``training_steps`` and ``answers``, what the models did meanwhile.
    """
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as name:
        folder = Path(name)
        return run_probe("work", folder, folder / "sample")
