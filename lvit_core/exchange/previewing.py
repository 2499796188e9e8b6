"""What an import would bring in and what not, found by doing it where nobody sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lvit_core.exchange.registry import import_as_project
from lvit_core.exchange.reports import ImportReport, Progress
from lvit_core.files import refuse_unwritable
from lvit_core.project.lean_copy import copy_without_history
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.stopping import refuse_stopped, stoppable


def preview_import(
    name: str,
    path: str | Path,
    folder: str | Path | Project,
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """The report of an import that changes nothing: it goes into a copy, which is thrown away.

    Everything is read and drawn, because only that tells what covers what; the drawing of new
    images is not packed and stored, which is what takes as long again.

    Args, raises: As `registry.import_as_project`.
    """
    folder = folder.folder if isinstance(folder, Project) else Path(folder).absolute()
    refuse_unwritable(folder)
    with TemporaryDirectory(prefix="lvit-preview-") as place:
        copy = Path(place) / (folder.name or "project")
        if Project.exists(folder):
            copy.mkdir()
            with stoppable(cancelled):
                copy_without_history(folder, copy / FILE_NAME, refuse_stopped)
        report = import_as_project(name, path, copy, options, progress, cancelled, dry=True)
    return replace(report, folder=folder)
