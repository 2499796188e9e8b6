"""The examples of CONTRIBUTING.md as code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "CONTRIBUTING.md"


def run_example(heading: str) -> dict[str, Any]:
    """Runs the first Python block under a heading; returns the names it leaves."""
    section = PAGE.read_text(encoding="utf-8").split(f"### {heading}\n")[1].split("\n### ")[0]
    found = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert found is not None, heading
    names: dict[str, Any] = {}
    exec(found.group(1), names)
    return names
