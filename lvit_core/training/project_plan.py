"""What a run on a project must remember to go on: its first model and the one now in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import write_text
from lvit_core.training.run_folder import RunFolder


def read_plan(run: Path) -> dict[str, str]:
    """What a run kept; empty where it kept nothing yet.

    Raises:
        LViTError: The file is damaged.
    """
    path = RunFolder(run).plan
    if not path.exists():
        return {}
    try:
        plan: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LViTError(f"{path.name} of this run is damaged.", "Start a new run.") from error
    return plan


def write_plan(run: Path, plan: Mapping[str, str]) -> None:
    """Keeps it, at once or not at all."""
    write_text(RunFolder(run).plan, json.dumps(plan, indent=1))
