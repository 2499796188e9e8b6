"""Files and folders that come in by dropping or choosing: looked at first, then added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.session.actions.exchange import ExchangeActions
from app.session.actions.images import ImageActions
from app.session.actions.project import ProjectActions
from app.session.services import Services
from app.session.state import State
from app.translation import tr
from app.views.places import IMAGES, Places
from lvit_core.project.additions import Arrivals


class ImageArrivals:
    """Opens a project that is dropped, adds files at once, and tells first what a folder holds."""

    def __init__(
        self,
        state: State,
        services: Services,
        project: ProjectActions,
        images: ImageActions,
        exchange: ExchangeActions,
        places: Places,
        window: QWidget,
    ) -> None:
        self._state = state
        self._services = services
        self._project = project
        self._images = images
        self._exchange = exchange
        self._places = places
        self._window = window

    def take_dropped(self, paths: list[Path]) -> None:
        """A project folder is opened; anything else is for the open project."""
        from lvit_core.project.project import Project

        if len(paths) == 1 and paths[0].is_dir() and Project.exists(paths[0]):
            self._project.open(paths[0])
        elif self._state.project is None:
            self._services.notices.info(
                tr("Images belong to a project."),
                tr("Make a new project first, then drop them again."),
            )
            self._project.new.ask()
        elif any(path.is_dir() for path in paths):
            self.look_at(paths)
        else:
            self._images.add(paths)

    def choose_files(self) -> None:
        self._places.choose_images(self._images.add)

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
        self._services.tasks.start(tr("Looking at {name}", name=name), look, self._show)

    def _show(self, arrivals: Arrivals) -> None:
        from app.views.dialogs.arrivals import ArrivalsSheet

        if self._state.project is None:
            return
        bring_in = self._exchange.bring_in.ask
        ArrivalsSheet(arrivals, self._images.add, bring_in, self._window).show()
