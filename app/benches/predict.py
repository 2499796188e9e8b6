"""The window's part of `lvit bench predict`: how late its event loop is while a person types."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from app.benches.app import run_probe


def measure() -> Mapping[str, float]:
    """``keystroke_p99_ms``, ``keystroke_max_ms`` and ``keystroke_answers``, how many were drawn."""
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as name:
        folder = Path(name)
        return run_probe("typing", folder, folder / "sample")
