"""What an import would bring in and what not, found by doing it where nobody sees it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lvit_core.exchange.registry import import_as_project
from lvit_core.exchange.reports import ImportReport, Progress
from lvit_core.files import refuse_unwritable
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.stopping import refuse_stopped, stoppable

_PAGES_AT_ONCE = 1024


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
            address = f"{(folder / FILE_NAME).as_uri()}?mode=ro"
            with (
                stoppable(cancelled),
                closing(sqlite3.connect(address, uri=True)) as source,
                closing(sqlite3.connect(copy / FILE_NAME)) as target,
            ):
                # A project may be gigabytes: some megabytes at a time, and asked between them.
                source.backup(target, pages=_PAGES_AT_ONCE, progress=lambda *_: refuse_stopped())
        report = import_as_project(name, path, copy, options, progress, cancelled, dry=True)
    return replace(report, folder=folder)
