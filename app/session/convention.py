"""Changing whose left the project means: done only when a person says so, recorded."""

from __future__ import annotations

from collections.abc import Callable

from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from lvit_core.prompt.laterality import TITLES


class ConventionChange:
    """Carries out a change of left and right."""

    def __init__(self, state: State, services: Services, projects: ProjectWork) -> None:
        self._state = state
        self._services = services
        self._projects = projects
        self.told: Callable[[str, bool, str], object] = lambda *_: None

    def apply(self, to: str, rewrite: bool = True) -> None:
        """Declares ``to`` and, with ``rewrite``, converts every sentence; reopens the project.

        The project is read anew afterwards, so that nothing shown or undone still speaks in the
        old convention.

        Raises:
            ReasonWantedError: An image is labeled, and the project is for the record.
            LViTError: Training runs.
        """
        project = self._state.require_project()
        if (declared := project.settings.laterality) == to:
            return
        why = project.reason.of(self._state.library.images)
        converted = "Left now means the {side}. Every sentence was converted."
        unchanged = "Left now means the {side}. No sentence was changed."

        def tell() -> None:
            self._services.notices.info(converted if rewrite else unchanged, side=TITLES[to])
            self.told(declared, rewrite, why)

        self._projects.change(
            lambda opened: opened.change_laterality(to, rewrite=rewrite, why=why), tell
        )
