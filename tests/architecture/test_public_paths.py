"""Whoever uses the core from a script may name files by text or by ``Path``, as everywhere else."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lvit_core.errors import LViTError

# The modules a script begins with; what lies behind them passes paths on.
FRONT_DOORS = (
    "lvit_core.config",
    "lvit_core.data.folder",
    "lvit_core.exchange.format",
    "lvit_core.exchange.registry",
    "lvit_core.files",
    "lvit_core.imaging.pyramid",
    "lvit_core.imaging.readers",
    "lvit_core.inference.slides",
    "lvit_core.measurement.tables",
    "lvit_core.model.catalogue",
    "lvit_core.model.checkpoint",
    "lvit_core.project.care.audit",
    "lvit_core.project.care.backups",
    "lvit_core.project.care.compacting",
    "lvit_core.project.care.repairing",
    "lvit_core.project.project",
    "lvit_core.project.sample",
    "lvit_core.prompt.template",
    "lvit_core.training.config",
    "lvit_core.training.curves",
    "lvit_core.training.events",
)

# Of modules that hold more than what a script begins with.
ENTRANCES = (
    ("lvit_core.project.care.checking", "check"),
    ("lvit_core.project.care.restoring", "restore"),
    ("lvit_core.training.run_folder", "next_run"),
    ("lvit_core.training.run_folder", "runs_of"),
)


def public_functions(name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    module = import_module(name)
    for title, item in inspect.getmembers(module):
        if title.startswith("_") or getattr(item, "__module__", "").split(".")[0] != "lvit_core":
            continue
        if inspect.isfunction(item) and item.__module__ == name:
            yield f"{name}.{title}", item
        elif inspect.isclass(item) and item.__module__ == name:
            for method, call in inspect.getmembers(item, inspect.isroutine):
                if not method.startswith("_") and inspect.isfunction(inspect.unwrap(call)):
                    yield f"{name}.{title}.{method}", call


def takes_path_only(annotation: object) -> bool:
    parts = (annotation, *typing.get_args(annotation))
    return Path in parts and str not in parts


@pytest.mark.parametrize("name", FRONT_DOORS)
def test_paths_may_be_text(name: str) -> None:
    strict = []
    for title, call in public_functions(name):
        hints = typing.get_type_hints(call)
        hints.pop("return", None)
        strict += [f"{title}({key})" for key, hint in hints.items() if takes_path_only(hint)]
    assert strict == []


@pytest.mark.parametrize("name", ENTRANCES, ids="".join)
def test_paths_may_be_text_where_a_script_enters(name: tuple[str, str]) -> None:
    hints = typing.get_type_hints(getattr(import_module(name[0]), name[1]))
    assert not any(takes_path_only(hint) for key, hint in hints.items() if key != "return")


def test_text_works(tmp_path: Path) -> None:
    from lvit_core.imaging.readers import find_images, probe
    from lvit_core.model.checkpoint import load_reference
    from lvit_core.project.project import Project
    from lvit_core.project.records import ProjectSettings

    folder = str(tmp_path / "project")
    Project.create(folder, ProjectSettings("a", "nuclei")).close()
    assert Project.exists(folder)
    Project.open(folder).close()
    assert find_images([str(tmp_path)]) == find_images([tmp_path])
    for call in (probe, load_reference):
        with pytest.raises(LViTError, match="nothing"):
            call(str(tmp_path / "nothing.png"))
