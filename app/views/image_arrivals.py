"""Files and folders that come in by dropping or choosing: looked at first, then added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.session.session import Session
from app.translation import tr
from app.views.places import IMAGES, Places
from lvit_core.project.additions import Arrivals


class ImageArrivals:
    """Opens a project that is dropped, adds files at once, and tells first what a folder holds."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        places: Places,
        ask_new_project: Callable[[], object],
    ) -> None:
        self._session = session
        self._window = window
        self._places = places
        self._ask_new_project = ask_new_project

    def take_dropped(self, paths: list[Path]) -> None:
        """A project folder is opened; anything else is for the open project."""
        from lvit_core.project.project import Project

        if len(paths) == 1 and paths[0].is_dir() and Project.exists(paths[0]):
            self._session.actions.project.open(paths[0])
        elif self._session.state.project is None:
            self._session.services.notices.info(
                tr("Images belong to a project."),
                tr("Make a new project first, then drop them again."),
            )
            self._ask_new_project()
        elif any(path.is_dir() for path in paths):
            self.look_at(paths)
        else:
            self._session.actions.images.add(paths)

    def choose_files(self) -> None:
        self._places.choose_images(self._session.actions.images.add)

    def choose_folder(self) -> None:
        def chosen(folder: Path) -> None:
            self._places.remember(folder, IMAGES)
            self.look_at([folder])

        self._places.choose_folder(tr("Add a folder of images"), chosen, IMAGES)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Tells what lies there; a person says whether it is added."""

        def look(_progress: object, cancelled: Callable[[], bool]) -> Arrivals:
            from lvit_core.project.arrivals import look_at_arrivals

            return look_at_arrivals(paths, cancelled)

        name = (
            paths[0].name
            if len(paths) == 1
            else tr("{count:,} files and folders", count=len(paths))
        )
        self._session.services.tasks.start(tr("Looking at {name}", name=name), look, self._show)

    def _show(self, arrivals: Arrivals) -> None:
        from app.views.dialogs.arrivals import ArrivalsSheet

        if self._session.state.project is None:
            return
        actions = self._session.actions
        bring_in = actions.exchange.bring_in.ask
        ArrivalsSheet(arrivals, actions.images.add, bring_in, self._window).show()
