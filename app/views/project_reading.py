"""What a sheet wants to know of the project is read off the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.jobs.tasks import QUIET_S
from app.session.session import Session
from app.translation import noop

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

Value = TypeVar("Value")


def read_later(
    sheet: QWidget,
    session: Session,
    read: Callable[[Project], Value],
    use: Callable[[Value], object],
) -> None:
    """Reads in a thread and gives what was read to ``use``.

    Nothing is given once the sheet or the project was closed; without a project nothing is read.
    """
    state, services = session.state, session.services
    project = state.project
    if project is None:
        return

    def wanted() -> bool:
        return isValid(sheet) and state.project is project

    def done(value: Value) -> None:
        if wanted():
            use(value)

    def failed(problem: BaseException) -> None:
        if wanted():
            services.notices.error(problem)

    title = noop("Reading the project")
    services.tasks.start(title, lambda *_: read(project), done, failed, quiet_s=QUIET_S)
