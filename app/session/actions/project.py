"""The project itself: new, open, close, settings, quit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_project
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    yield from _projects(session)
    yield from _program(session)


def _projects(session: Session) -> Iterator[Action]:
    def create(folder: str | Path, template: str, laterality: str = "none") -> None:
        session.create_project(Path(folder), template, laterality)

    yield Action(
        "project.new",
        "New project…",
        create,
        shortcut="Ctrl+N",
        icon="mdi6.folder-plus-outline",
        tip="Make a project for one kind of image.",
        menu="File",
        needs=("folder", "template"),
    )
    yield Action(
        "project.open",
        "Open project…",
        lambda folder: session.projects.open_later(Path(folder)),
        shortcut="Ctrl+O",
        icon="mdi6.folder-open-outline",
        tip="Open a project folder.",
        menu="File",
        needs=("folder",),
    )
    yield Action(
        "project.close",
        "Close project",
        session.close_project,
        shortcut="Ctrl+W",
        icon="mdi6.folder-remove-outline",
        tip="Save what is left and close the project.",
        enabled=has_project(session),
        menu="File",
    )


def _program(session: Session) -> Iterator[Action]:
    yield Action(
        "app.preferences",
        "Preferences…",
        lambda: session.actions.arguments_wanted.emit("app.preferences"),
        shortcut="Ctrl+,",
        icon="mdi6.cog-outline",
        tip="Theme, prediction, training and keys.",
        menu="File",
    )
    yield Action(
        "app.quit",
        "Quit",
        lambda: session.actions.arguments_wanted.emit("app.quit"),
        shortcut="Ctrl+Q",
        icon="mdi6.exit-to-app",
        tip="Close the window; everything is saved already.",
        menu="File",
    )
