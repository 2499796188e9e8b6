"""Changing whose left the project means: shown first, done only when a person says so, recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from lvit_core.prompt.laterality import TITLES

if TYPE_CHECKING:
    from lvit_core.project.convention import ConventionPreview


class ConventionChange:
    """Previews and carries out a change of left and right."""

    def __init__(self, state: State, services: Services, projects: ProjectWork) -> None:
        self._state = state
        self._services = services
        self._projects = projects

    @property
    def other(self) -> str:
        """The convention the project would change to."""
        declared = self._state.require_project().settings.laterality
        return "patient" if declared == "viewer" else "viewer"

    def preview(self, to: str) -> ConventionPreview:
        """What would be rewritten; nothing is changed."""
        from lvit_core.project.convention import preview_conversion

        state = self._state
        declared = state.require_project().settings.laterality
        if state.document is not None:
            state.document.settle_sentence()
        return preview_conversion(state.library.images, declared, to)

    def apply(self, to: str, rewrite: bool = True) -> None:
        """Declares ``to`` and, with ``rewrite``, converts every sentence; reopens the project.

        The project is read anew afterwards, so that nothing shown or undone still speaks in the
        old convention.

        Raises:
            ReasonWantedError: An image is labeled, and the project is for the record.
            LViTError: Training runs.
        """
        if self._state.require_project().settings.laterality == to:
            return
        why = self._state.require_project().reason.of(self._state.library.images)
        done = "Every sentence was converted." if rewrite else "No sentence was changed."
        self._projects.change(
            lambda opened: opened.change_laterality(to, rewrite=rewrite, why=why),
            lambda: self._services.notices.info(f"Left now means the {TITLES[to]}. {done}"),
        )
