"""Which model makes the proposals, what it may be used for, and what else there is to choose."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from app.session.notices import Notices
from app.session.state import State

if TYPE_CHECKING:
    from lvit_core.model.facts import ModelFacts


class Models(QObject):
    """What the window tells about models; reads cards, never weights.

    Signals:
        changed: Another model is in force.
    """

    changed = Signal()

    def __init__(self, state: State, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self._template = ""
        self._reading = Worker("model", self, latest=True)
        self._reading.failed.connect(notices.error)
        self.in_force: ModelFacts | None = None
        state.project_opened.connect(self.refresh)
        state.project_closed.connect(self.refresh)
        state.current_changed.connect(self._on_current)

    def refresh(self) -> None:
        """Looks again, in the background, which model the current image's template has."""
        from lvit_core.model.facts import facts_in_force

        project = self._state.project
        self._reading.drop()
        if project is None:
            self._take(None)
            return
        current = self._state.current
        self._template = current.template if current is not None else project.template_name
        self._reading.submit(partial(facts_in_force, project, self._template), self._take)

    def _take(self, found: ModelFacts | None) -> None:
        if found != self.in_force:
            self.in_force = found
            self.changed.emit()

    def installed(self) -> list[ModelFacts]:
        """Models that came with the program or were imported, for the chooser."""
        from lvit_core.model.facts import installed_models

        return installed_models(self.in_force)

    def _on_current(self) -> None:
        current = self._state.current
        if current is not None and current.template != self._template:
            self.refresh()
