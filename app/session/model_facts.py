"""Which model makes the proposals, what it may be used for, and what else there is to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.state import State

if TYPE_CHECKING:
    from lvit_core.model.facts import ModelFacts


class Models(QObject):
    """What the window tells about models; reads cards, never weights.

    Signals:
        changed: Another model is in force.
    """

    changed = Signal()

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._state = state
        self._template = ""
        self.in_force: ModelFacts | None = None
        state.project_opened.connect(self.refresh)
        state.project_closed.connect(self.refresh)
        state.current_changed.connect(self._on_current)

    def refresh(self) -> None:
        """Looks again which model is in force for the current image's template."""
        from lvit_core.model.facts import facts_in_force

        project = self._state.project
        found: ModelFacts | None = None
        if project is not None:
            current = self._state.current
            self._template = current.template if current is not None else project.template_name
            found = facts_in_force(project, self._template)
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
