"""Bringing images in, taking them out, and finding those that moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.session.opening import ImageOpening
from app.session.services import Services
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.progress import Progress
from lvit_core.project.records import AddReport


class ImageWork:
    """Changes of the project's list of images, in the background where they take time."""

    def __init__(self, state: State, services: Services, opening: ImageOpening) -> None:
        self._state = state
        self._services = services
        self._opening = opening

    def add(self, paths: Sequence[Path]) -> int:
        """Adds files and folders; returns the task's id."""
        self._opening.refuse_held()
        project = self._state.require_project()
        wanted = [Path(path) for path in paths]

        def work(progress: Progress, cancelled: Callable[[], bool]) -> AddReport:
            return project.images.add(wanted, progress, cancelled)

        return self._services.tasks.start("Adding images", work, on_done=self._on_added)

    def remove(self, image_ids: Sequence[int]) -> None:
        """Takes images out of the project; their files stay where they are."""
        self._opening.refuse_held()
        state = self._state
        project, library = state.require_project(), state.library
        gone = set(image_ids)
        if state.current is not None and state.current.id in gone:
            self._opening.leave()

        def forget(_: None) -> None:
            if state.project is not project:
                return  # another one was opened meanwhile
            if state.current is not None and state.current.id in gone:
                self._opening.leave()  # it was chosen again before it was gone
            library.fill([record for record in library.images if record.id not in gone])

        self._services.storage.submit(
            "Remove images", lambda: project.images.remove(list(gone)), forget
        )

    def find_missing(self, folder: Path) -> int:
        """Looks for moved files below ``folder`` by their content; returns the task's id."""
        project = self._state.require_project()
        return self._services.tasks.start(
            "Looking for images",
            lambda *_: len(project.images.find_missing(folder)),
            self._on_found,
        )

    def follow_picture(self) -> int:
        """Takes what lies under the current image's name as right; returns the task's id."""
        project, image_id = self._state.require_project(), self._require_current()
        return self._services.tasks.start(
            "Following the picture",
            lambda *_: project.pictures.follow(image_id),
            self._on_decided,
        )

    def locate_picture(self, place: Path) -> int:
        """Looks for the current image's own picture; returns the task's id."""
        project, image_id = self._state.require_project(), self._require_current()

        def work(progress: Progress, cancelled: Callable[[], bool]) -> list[int]:
            project.pictures.locate(image_id, place)
            return [image_id]

        return self._services.tasks.start("Looking for the picture", work, on_done=self._on_decided)

    def leave_out(self) -> None:
        """The current image takes no part until its picture is back."""
        project, image_id = self._state.require_project(), self._require_current()
        project.pictures.leave_out(image_id)
        self._on_decided([image_id])

    def _require_current(self) -> int:
        if self._state.current is None:
            raise LViTError("No image is chosen.", "Choose one from the list.")
        return self._state.current.id

    def _on_decided(self, image_ids: list[int]) -> None:
        state = self._state
        if state.project is not None:
            for image_id in image_ids:
                state.library.update(state.project.images.get(image_id))
            self._opening.read_again()

    def _on_added(self, report: AddReport) -> None:
        state, notices = self._state, self._services.notices
        state.library.append(report.added)
        if report.skipped:
            notices.warn(report.text, "The list says why for each of them.", report.refusals)
        else:
            notices.info(report.text)
        if state.current is None and state.library.images:
            self._opening.select(state.library.images[0].id)

    def _on_found(self, count: int) -> None:
        state = self._state
        if state.project is not None:
            state.library.fill(state.project.images.all())
        self._services.notices.info(f"{count} image{'' if count == 1 else 's'} found again.")
