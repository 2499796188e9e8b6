"""Changing what a whole project means: it is read anew, so that nothing shown is out of date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session.session import Session
    from lvit_core.project.project import Project


def reopen_changed(session: Session, change: Callable[[Project], object]) -> None:
    """Stores what is open, changes the project, opens it again and shows the same image.

    A change that is refused (``LViTError``) leaves everything shown as it was.
    """
    project = session.require_project()
    current = session.current.id if session.current is not None else 0
    session.opening.leave()
    session.storage.wait_idle()
    try:
        change(project)
    finally:
        folder = project.folder
        session.close_project()
        session.open_project(folder)
        if session.library.get(current) is not None:
            session.select(current)
