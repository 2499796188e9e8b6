"""Changing whose left the project means: shown first, done only when a person says so, recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.session.reopening import reopen_changed
from lvit_core.errors import LViTError
from lvit_core.prompt.laterality import CONVENTIONS, TITLES

if TYPE_CHECKING:
    from app.session.session import Session
    from lvit_core.project.convention import ConventionPreview


class ConventionChange:
    """Previews and carries out a change of left and right."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def other(self) -> str:
        """The convention the project would change to."""
        declared = self._session.require_project().settings.laterality
        return "patient" if declared == "viewer" else "viewer"

    def preview(self, to: str) -> ConventionPreview:
        """What would be rewritten; nothing is changed."""
        from lvit_core.project.convention import ConventionPreview, preview_conversion

        session = self._session
        declared = session.require_project().settings.laterality
        if declared not in CONVENTIONS:
            return ConventionPreview(0, (), ())
        if session.document is not None:
            session.document.settle_sentence()
        return preview_conversion(session.images, declared, to)

    def apply(self, to: str, rewrite: bool = True) -> None:
        """Declares ``to`` and, with ``rewrite``, converts every sentence; reopens the project.

        The project is read anew afterwards, so that nothing shown or undone still speaks in the
        old convention.

        Raises:
            LViTError: Training runs, or something is not saved yet.
        """
        session = self._session
        project = session.require_project()
        if project.settings.laterality == to:
            return
        if session.trainer.state.active:
            raise LViTError(
                "Training is running with the sentences as they are.",
                "Stop it first, then change left and right.",
            )
        reopen_changed(session, lambda opened: opened.change_laterality(to, rewrite=rewrite))
        done = "Every sentence was converted." if rewrite else "No sentence was changed."
        session.notices.info(f"Left now means the {TITLES[to]}. {done}")
