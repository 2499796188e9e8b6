"""What the window asks of exports and imports, for its background threads.

Formats are imported when one is asked for: the window opens before it needs any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lvit_core.errors import LViTError, ReasonWantedError
from lvit_core.progress import Progress

if TYPE_CHECKING:
    from lvit_core.exchange.format import Format
    from lvit_core.exchange.outlook import Outlook
    from lvit_core.exchange.reports import ExportReport, ImportReport
    from lvit_core.project.project import Project

Cancelled = Callable[[], bool]


def all_formats(*, importable: bool) -> list[Format]:
    """The formats that can be written, or read, in the order of menus."""
    from lvit_core.exchange import formats  # noqa: PLC0415

    found = formats().values()
    return [one for one in found if (one.reader if importable else one.exporter) is not None]


def losses(name: str, options: Mapping[str, Any], project: Project) -> list[str]:
    """What a format cannot keep, one sentence each."""
    from lvit_core.exchange import format_named  # noqa: PLC0415

    return list(format_named(name).losses_of(project, dict(options)))


def export(
    name: str,
    folder: str | Path,
    options: Mapping[str, Any],
    project: Project,
    progress: Progress,
    cancelled: Cancelled,
) -> ExportReport:
    """Writes labels; a licence that is stated here is stated for the project.

    What waits for a decision about its picture is left out; the person was told so. What cannot be
    written is named in the report and costs nothing else.
    """
    from lvit_core.exchange import format_named  # noqa: PLC0415

    licence = options.get("licence", project.settings.licence)
    if licence != project.settings.licence and not project.read_only:
        project.state_licence(licence)
    chosen = {**options, "skip_changed": True, "skip_bad": True}
    return format_named(name).export(project, folder, chosen, progress, cancelled)


def look_into(name: str, path: str | Path, cancelled: Cancelled) -> Outlook:
    """What the data hold, image by image, before anything of it is drawn."""
    from lvit_core.exchange.registry import look_into as look  # noqa: PLC0415

    return look(name, path, cancelled)


def preview(
    name: str,
    path: str | Path,
    options: Mapping[str, Any],
    into: str | Path | Project,
    progress: Progress,
    cancelled: Cancelled,
) -> ImportReport:
    """What an import would do; nothing is changed."""
    from lvit_core.exchange import preview_import  # noqa: PLC0415

    with _for_the_record():
        return preview_import(name, path, into, dict(options), progress, cancelled)


def bring_in(
    name: str,
    path: str | Path,
    options: Mapping[str, Any],
    into: str | Path | Project,
    progress: Progress,
    cancelled: Cancelled,
) -> ImportReport:
    """Imports into a project, which is made where there is none."""
    from lvit_core.exchange import import_as_project  # noqa: PLC0415

    with _for_the_record():
        return import_as_project(name, path, into, dict(options), progress, cancelled)


@contextmanager
def _for_the_record() -> Iterator[None]:
    """A reason that is given for one image does not hold for all of an import."""
    try:
        yield
    except ReasonWantedError as error:
        raise LViTError(
            "The project is for the record, so labels that are there are not replaced or added to.",
            "Keep them apart as those of another reader, or import with `lvit import --reason`.",
        ) from error


def guess_formats(path: str | Path) -> list[str]:
    """Which formats a folder or file may hold, the likeliest first."""
    from lvit_core.exchange import likely_formats  # noqa: PLC0415

    return likely_formats(path)
