"""What a run on a project must remember to go on: its first model and the one now in force.

The folder of a run may come from a stranger, with the project: a model that lies elsewhere is not
opened because such a folder names it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text, write_text
from lvit_core.inside import leads_inside
from lvit_core.model.catalogue import list_models
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.run_places import meant_place, told_place

_OPENED = ("start", "in_force", "best")


def read_plan(run: Path) -> dict[str, str]:
    """What a run kept, with places as they are by now; empty where it kept nothing yet.

    Raises:
        LViTError: The file is damaged.
    """
    path = RunFolder(run).plan
    if not path.exists():
        return {}
    damaged = LViTError("{name} of this run is damaged.", "Start a new run.", name=path.name)
    try:
        plan = json.loads(read_small_text(path))
    except (ValueError, RecursionError) as error:
        raise damaged from error
    if not isinstance(plan, dict) or not all(isinstance(one, str) for one in plan.values()):
        raise damaged
    return {key: meant_place(run, value) for key, value in plan.items()}


def write_plan(run: Path, plan: Mapping[str, str]) -> None:
    """Keeps it, at once or not at all; places are told from the run's folder."""
    told = {key: told_place(run, value) for key, value in plan.items()}
    write_text(RunFolder(run).plan, json.dumps(told, indent=1), home=run)


def models_of(run: Path, project: Path) -> RunFolder:
    """Where generations are published: with the project, which uses no model from elsewhere."""
    home = Path(os.path.realpath(project))
    own = home / "models" / run.name
    return RunFolder(run if run.is_relative_to(home) else own)


def refuse_models_elsewhere(
    plan: Mapping[str, str], homes: Sequence[Path], named: str | None
) -> None:
    """Refuses a plan that would open a model that lies elsewhere and that nobody named.

    Args:
        plan: What the run kept.
        homes: Folders that its models may lie in.
        named: The model that a person named for this session; it is opened wherever it lies, and
            no other one is started from then.

    Raises:
        LViTError: A model lies elsewhere.
    """
    known = {entry.name for entry in list_models()}
    for key in _OPENED:
        told = plan.get(key, "")
        beside = key == "start" and named is not None
        again = named is not None and _whole(told) == _whole(named)
        if not told or again or told in known or beside:
            continue
        if not any(leads_inside(home, told) for home in homes):
            raise LViTError(
                "This run names a model that lies elsewhere: {told!r}.",
                "If you trust it, name it again with --model; else start a new run.",
                told=told,
            )


def _whole(place: str) -> str:
    return os.path.abspath(place)  # noqa: PTH100 - links stay: they were judged by where they lead
