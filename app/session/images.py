"""Bringing images in, taking them out, and finding those that moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.project.records import AddReport

if TYPE_CHECKING:
    from app.jobs.tasks import Progress
    from app.session.session import Session


class ImageWork:
    """Changes of the project's list of images, in the background where they take time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, paths: Sequence[Path]) -> int:
        """See ``Session.add_paths``."""
        project = self._session.require_project()
        wanted = [Path(path) for path in paths]

        def work(progress: Progress, cancelled: Callable[[], bool]) -> AddReport:
            return project.add_images(wanted, progress, cancelled)

        return self._session.tasks.start("Adding images", work, on_done=self._on_added)

    def remove(self, image_ids: Sequence[int]) -> None:
        """Takes images out of the project; their files stay where they are."""
        session = self._session
        project = session.require_project()
        gone = set(image_ids)
        if session.current is not None and session.current.id in gone:
            session.opening.leave()
        session.storage.wait_idle(5.0)
        project.remove_images(list(gone))
        session.library.fill([record for record in session.images if record.id not in gone])

    def find_missing(self, folder: Path) -> int:
        """Looks for moved files below ``folder`` by their content; returns the task's id."""
        project = self._session.require_project()

        def work(progress: Progress, cancelled: Callable[[], bool]) -> int:
            return len(project.find_missing(folder))

        return self._session.tasks.start("Looking for images", work, on_done=self._on_found)

    def refresh(self, image_id: int) -> None:
        """Reads one record again."""
        session = self._session
        if session.project is not None:
            session.library.update(session.project.image(image_id))

    def _on_added(self, report: AddReport) -> None:
        session = self._session
        session.library.append(report.added)
        added = f"{len(report.added)} image{'' if len(report.added) == 1 else 's'} added"
        already = f", {len(report.already)} already in the project" if report.already else ""
        if report.skipped:
            details = tuple(f"{s.path.name}: {s.reason} {s.hint}".strip() for s in report.skipped)
            hint = "The list says why for each of them."
            message = f"{added}{already}, {len(report.skipped)} skipped."
            session.notices.warn(message, hint, details)
        else:
            session.notices.info(f"{added}{already}.")
        if session.current is None and session.images:
            session.select(session.images[0].id)

    def _on_found(self, count: int) -> None:
        session = self._session
        if session.project is not None:
            session.library.fill(session.project.images())
        session.notices.info(f"{count} image{'' if count == 1 else 's'} found again.")
