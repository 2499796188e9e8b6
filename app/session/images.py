"""Bringing images in, taking them out, and finding those that moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.opening import ImageOpening
from app.session.services import Services
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.project.additions import AddReport, PageChoice
from lvit_core.project.records import ImageRecord
from lvit_core.wording import counted

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.pictures import PictureStore
    from lvit_core.project.project import Project


class ImageWork(QObject):
    """Changes of the project's list of images, in the background where they take time."""

    pages_wanted = Signal(list)  # of Skipped: files with several pictures

    def __init__(self, state: State, services: Services, opening: ImageOpening) -> None:
        super().__init__()
        self._state = state
        self._services = services
        self._opening = opening

    def add(self, paths: Sequence[Path], pages: PageChoice | None = None) -> int:
        """Adds files and folders, of some the pages chosen; returns the task's id."""
        self._opening.refuse_held()
        images = self._state.require_project().images
        return self._services.tasks.start(
            "Adding images",
            lambda progress, cancelled: images.add(paths, progress, cancelled, pages=pages),
            self._on_added,
        )

    def remove(self, image_ids: Sequence[int]) -> None:
        """Takes images out of the project; their files stay where they are."""
        self._opening.refuse_held()
        state = self._state
        project, library, opening = state.require_project(), state.library, self._opening
        gone = set(image_ids)
        why = project.reason.of(map(library.get, gone))
        if state.current is not None and state.current.id in gone:
            self._opening.leave()

        def forget(_: None) -> None:
            if state.project is not project:
                return  # another one was opened meanwhile
            if state.current is not None and state.current.id in gone:
                self._opening.leave()  # it was chosen again before it was gone
            opening.list_images(one for one in library.images if one.id not in gone)

        storage = self._services.storage
        storage.submit("Remove images", lambda: project.images.remove(image_ids, why), forget)

    def find_missing(self, folder: Path) -> int:
        """Looks for moved files below ``folder`` by their content; returns the task's id."""
        project = self._state.require_project()
        return self._services.tasks.start(
            "Looking for images",
            lambda *_: project.images.find_missing(folder),
            partial(self._on_found, project),
        )

    def follow_picture(self) -> int:
        """Takes what lies under the current image's name as right; returns the task's id."""
        why = self._state.require_project().reason.text
        return self._decide(
            "Following the picture", lambda pictures, one: pictures.follow(one, why)
        )

    def locate_picture(self, place: Path) -> int:
        """Looks for the current image's own picture; returns the task's id."""
        return self._decide(
            "Looking for the picture", lambda pictures, one: pictures.locate(one, place)
        )

    def leave_out(self) -> int:
        """The current image takes no part until its picture is back; returns the task's id."""
        why = self._state.require_project().reason.text

        def leave(pictures: PictureStore, image_id: int) -> list[int]:
            pictures.leave_out(image_id, why)
            return [image_id]

        return self._decide("Leaving the picture out", leave)

    def _decide(self, title: str, decision: Callable[[PictureStore, int], list[int]]) -> int:
        """Carries out what a person decided about the current image's picture."""
        project, current = self._state.require_project(), self._state.current
        if current is None:
            raise LViTError("No image is chosen.", "Choose one from the list.")

        def work(*_: object) -> list[ImageRecord]:
            touched = decision(project.pictures, current.id)
            return [project.images.get(image_id) for image_id in touched]

        return self._services.tasks.start(title, work, partial(self._on_decided, project))

    def _on_decided(self, project: Project, records: list[ImageRecord]) -> None:
        if self._state.project is project:
            for record in records:
                self._opening.note(record)
            self._opening.read_again()

    def _on_added(self, report: AddReport) -> None:
        state, notices = self._state, self._services.notices
        if new := [record for record in report.added if record.id not in state.library.rows]:
            self._opening.list_images([*state.library.images, *new])
        tell = notices.warn if report.refusals else notices.info
        tell(report.text, report.hint, report.refusals)
        if report.several:
            self.pages_wanted.emit(report.several)
        if state.current is None and state.library.images:
            self._opening.select(state.library.images[0].id)

    def _on_found(self, project: Project, found: list[ImageRecord]) -> None:
        library, known = self._state.library, {one.id: one for one in found}
        if self._state.project is project:
            self._opening.list_images(known.get(one.id, one) for one in library.images)
        self._services.notices.info("{images} found again.", images=counted(len(found), "image"))
