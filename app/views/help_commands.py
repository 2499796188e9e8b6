"""Help as actions: what works now, the guides, and the tour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.session.palette import Palette
from app.session.projects import ProjectWork
from app.session.registry import ActionGroup, ActionRegistry, action
from lvit_core.project.sample_folder import sample_folder


@dataclass(eq=False)
class HelpCommands(ActionGroup, menu="Help"):
    """Sheets are loaded when they are first wanted."""

    _palette: Palette
    _registry: ActionRegistry
    _projects: ProjectWork
    _window: QWidget
    _places: dict[str, Callable[[], QWidget]] = field(repr=False)

    @action("help.now", "What works now", shortcut="?", icon="help", scope="canvas")
    def show_now(self) -> None:
        """Keys and mouse for the tool in hand and for what is going on."""
        from app.views.dialogs.working_now import WorkingNow

        WorkingNow(self.state, self._palette, self._registry, self._window).show()

    @action("help.radiologist", "Guide for radiologists", icon="ph.book-open")
    def show_radiologist(self) -> None:
        """From a folder of films to labels, with pictures; no network is needed."""
        self._show_guide("radiologist")

    @action("help.pathologist", "Guide for pathologists", icon="ph.book-open")
    def show_pathologist(self) -> None:
        """From tiles or a slide to outlined nuclei, with pictures; no network is needed."""
        self._show_guide("pathologist")

    @action("help.tour", "Tour in eight steps", icon="ph.map-trifold")
    def start_tour(self) -> None:
        """Shows the parts of the window one after the other, on the sample project."""
        from app.views.tour import Tour

        if self.state.project is None:
            self._projects.open_sample(sample_folder())
        Tour(self._window, self._places).start()

    def _show_guide(self, name: str) -> None:
        from app.views.dialogs.guide import Guide

        Guide(name, self._window).show()
