"""Export and import in the background; what would be lost is told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.jobs.storage import StorageThread
from app.jobs.tasks import Progress
from app.session.person import ask_for_name
from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State

if TYPE_CHECKING:
    from lvit_core.exchange.format import Format
    from lvit_core.exchange.reports import ExportReport, ImportReport
    from lvit_core.project.project import Project


class ExchangeWork:
    """Runs exporters and importers of ``lvit_core.exchange`` on the open project."""

    def __init__(self, state: State, services: Services, projects: ProjectWork) -> None:
        self._state = state
        self._services = services
        self._projects = projects

    def formats(self, *, importable: bool = False) -> list[Format]:
        """The formats that can be written, or read, in the order of menus."""
        from lvit_core.exchange import formats

        return [
            item
            for item in formats().values()
            if (item.reader if importable else item.exporter) is not None
        ]

    def losses(
        self, name: str, options: Mapping[str, Any], then: Callable[[list[str]], None]
    ) -> int:
        """Looks what a format cannot keep, in the background; returns the task's id.

        ``then`` gets one sentence for each loss. Images are read for it, hence the background.
        """
        project, storage = self._settled()

        def work(progress: Progress, cancelled: Callable[[], bool]) -> list[str]:
            from lvit_core.exchange import format_named

            storage.wait_settled(cancelled)
            return list(format_named(name).losses_of(project, dict(options)))

        return self._services.tasks.start("Checking what would be lost", work, on_done=then)

    def export(self, name: str, folder: Path, options: Mapping[str, Any]) -> int:
        """Writes the project's labels into ``folder``; returns the task's id."""
        project, storage = self._settled()

        def work(progress: Progress, cancelled: Callable[[], bool]) -> ExportReport:
            from lvit_core.exchange import format_named

            storage.wait_settled(cancelled)
            licence = options.get("licence", project.settings.licence)
            if licence != project.settings.licence and not project.read_only:
                project.state_licence(licence)
            # What waits for a decision about its picture is left out; the person was told so.
            # What cannot be written is named in the report and costs nothing else.
            chosen = {**options, "skip_changed": True, "skip_bad": True}
            return format_named(name).export(project, folder, chosen, progress, cancelled)

        def done(report: ExportReport) -> None:
            services = self._services
            services.notices.info(f"Exported to {folder.name}.", "", tuple(report.lines()))
            ask_for_name(services.preferences, services.notices)

        return self._services.tasks.start(f"Exporting {name}", work, on_done=done)

    def bring_in(self, name: str, path: Path, folder: Path, options: Mapping[str, Any]) -> int:
        """Makes a project in ``folder`` from what lies at ``path`` and opens it."""

        def work(progress: Progress, cancelled: Callable[[], bool]) -> ImportReport:
            from lvit_core.exchange import import_as_project

            return import_as_project(name, path, folder, dict(options), progress, cancelled)

        def done(report: ImportReport) -> None:
            self._services.notices.info(f"Imported {path.name}.", "", tuple(report.lines()))
            self._projects.open_later(folder)

        return self._services.tasks.start(f"Importing {path.name}", work, on_done=done)

    def _settled(self) -> tuple[Project, StorageThread]:
        """What was typed is on its way to the disk; whoever reads the project waits for it."""
        project = self._state.require_project()
        if self._state.document is not None:
            self._state.document.settle_sentence()
        return project, self._services.storage
