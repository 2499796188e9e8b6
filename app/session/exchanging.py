"""Export and import in the background; what would be lost is told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.jobs.tasks import QUIET_S
from app.session.opening import ImageOpening
from app.session.person import ask_for_name
from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from lvit_core import transfer
from lvit_core.errors import Cancelled
from lvit_core.progress import Progress
from lvit_core.wording import said

if TYPE_CHECKING:
    from lvit_core.exchange.format import Format
    from lvit_core.exchange.reports import ExportReport, ImportReport
    from lvit_core.project.project import Project


class ExchangeWork:
    """Runs exporters and importers of ``lvit_core.exchange`` on the open project."""

    def __init__(
        self, state: State, services: Services, projects: ProjectWork, opening: ImageOpening
    ) -> None:
        self._state = state
        self._services = services
        self._projects = projects
        self._opening = opening

    def formats(self, *, importable: bool = False) -> list[Format]:
        """The formats that can be written, or read, in the order of menus."""
        return transfer.all_formats(importable=importable)

    def losses(
        self, name: str, options: Mapping[str, Any], then: Callable[[list[str]], None]
    ) -> int:
        """Finds what a format cannot keep, in the background; returns the task's id.

        ``then`` gets one sentence for each loss. Images are read for it, hence the background.
        """
        saved = self._projects.saved(settled=True)
        return self._services.tasks.start(
            "Checking what would be lost",
            lambda _told, stop: transfer.losses(name, options, saved(stop)),
            on_done=then,
        )

    def export(self, name: str, folder: Path, options: Mapping[str, Any]) -> int:
        """Writes the project's labels into ``folder``; returns the task's id."""
        saved = self._projects.saved(settled=True)

        def work(told: Progress, stop: transfer.Cancelled) -> ExportReport:
            return transfer.export(name, folder, options, saved(stop), told, stop)

        def done(report: ExportReport) -> None:
            services = self._services
            services.notices.info(
                "Exported to {name}.", "", tuple(report.lines()), name=folder.name
            )
            ask_for_name(services.preferences, services.notices)

        return self._services.tasks.start(said("Exporting {name}", name=name), work, on_done=done)

    def look_at(
        self, name: str, path: Path, folder: Path | None, options: Mapping[str, Any],
        then: Callable[[ImportReport], object], refused: Callable[[BaseException], object],
    ) -> int:  # fmt: skip
        """Finds what an import would do, changing nothing; arguments as in ``bring_in``."""
        into = self._place(folder)

        def work(told: Progress, stop: transfer.Cancelled) -> ImportReport:
            return transfer.preview(name, path, options, into(stop), told, stop)

        return self._services.tasks.start(_looking(path), work, then, refused, quiet_s=QUIET_S)

    def guess_formats(self, path: Path, then: Callable[[list[str]], object]) -> int:
        """Looks which formats a folder or file may hold, the likeliest first."""
        return self._services.tasks.start(
            _looking(path), lambda *_: transfer.guess_formats(path), then, quiet_s=QUIET_S
        )

    def bring_in(
        self, name: str, path: Path, folder: Path | None, options: Mapping[str, Any],
        then: Callable[[ImportReport], object] = lambda _report: None,
    ) -> int:  # fmt: skip
        """Makes a project in ``folder`` from what lies at ``path`` and opens it.

        Without a folder it goes into the open project; no image can be opened until it ends.
        ``then`` gets the report.
        """
        into, notices = self._place(folder), self._services.notices
        go_on: Callable[[], object]
        if folder is None:
            go_on = self._projects.hold("Data are being imported into this project.")
        else:
            go_on = partial(self._projects.open_later, folder)

        def work(told: Progress, stop: transfer.Cancelled) -> ImportReport:
            return transfer.bring_in(name, path, options, into(stop), told, stop)

        def done(report: ImportReport) -> None:
            notices.info("Imported {name}.", "", tuple(report.lines()), name=path.name)
            go_on()
            then(report)

        def failed(problem: BaseException) -> None:
            if folder is None:
                go_on()
            if not isinstance(problem, Cancelled):
                notices.error(problem)

        return self._services.tasks.start(
            said("Importing {name}", name=path.name), work, done, failed
        )

    def _place(self, folder: Path | None) -> Callable[[Callable[[], bool]], Path | Project]:
        return self._projects.saved(settled=True) if folder is None else lambda _cancelled: folder

    def save_report(self, report: ImportReport, path: Path) -> int:
        """Writes all that an import told; returns the task's id."""
        notices = self._services.notices
        return self._services.tasks.start(
            "Saving the report",
            lambda *_: report.save(path),
            lambda _: notices.info("The report is in {name}.", name=path.name),
        )


def _looking(path: Path) -> str:
    return said("Looking at {name}", name=path.name)
