"""What a run on a project must remember to go on: its first model and the one now in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import write_text

PLAN_NAME = "run.json"


def read_plan(run: Path) -> dict[str, str]:
    """What a run kept; empty where it kept nothing yet.

    Raises:
        LViTError: The file is damaged.
    """
    path = run / PLAN_NAME
    if not path.exists():
        return {}
    try:
        plan: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LViTError(f"{PLAN_NAME} of this run is damaged.", "Start a new run.") from error
    return plan


def write_plan(run: Path, plan: Mapping[str, str]) -> None:
    """Keeps it, at once or not at all."""
    write_text(run / PLAN_NAME, json.dumps(plan, indent=1))
