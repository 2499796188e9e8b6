"""Actions of the window alone; they join the registry so that keys, menus and tests see them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from app.session.actions.conditions import has_project
from app.session.actions.registry import Action
from app.session.session import Session


def register_window_commands(session: Session, window: QWidget, search: QLineEdit) -> None:
    """Adds what the window can do by itself; ids that exist already are left alone."""
    known = {action.id for action in session.actions.all()}
    for action in (*_asking(session), *_showing(session, window, search)):
        if action.id not in known:
            session.actions.register(action)


# id, title, menu, key, needs a project, tip
_ROWS = (
    (
        "project.open_sample",
        "Open sample project",
        "File",
        "",
        False,
        "A tissue section, X-rays and generated images to try everything on.",
    ),
    (
        "model.choose",
        "Choose model…",
        "Training",
        "",
        True,
        "Models with their licence, what they were taught and what they must not be used for.",
    ),
    (
        "generations.show",
        "Generations…",
        "Training",
        "",
        True,
        "Every trained model of this project; put one in force or go back.",
    ),
    ("help.keyboard", "Keyboard shortcuts", "Help", "F1", False, "All keys on one page."),
    (
        "help.messages",
        "Messages",
        "Help",
        "",
        False,
        "Everything the program has said since it was started.",
    ),
    (
        "help.about",
        "About and licences",
        "Help",
        "",
        False,
        "Version, licences of the program, its models and its libraries.",
    ),
)


def _asking(session: Session) -> Iterator[Action]:
    """Actions whose whole work is to open a sheet."""
    for action_id, title, menu, keys, needs_project, tip in _ROWS:
        yield Action(
            action_id,
            title,
            partial(session.actions.arguments_wanted.emit, action_id),
            shortcut=keys,
            tip=tip,
            enabled=has_project(session) if needs_project else _always,
            menu=menu,
        )


def _showing(session: Session, window: QWidget, search: QLineEdit) -> Iterator[Action]:
    """Actions that change what the window shows."""

    def focus_search() -> None:
        search.window().raise_()
        search.setFocus()
        search.selectAll()

    def toggle_full_screen() -> None:
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    yield Action(
        "images.search",
        "Search images",
        focus_search,
        shortcut="Ctrl+F",
        tip="Type words from a name or a sentence.",
        enabled=has_project(session),
        menu="Edit",
    )
    yield Action(
        "view.full_screen",
        "Full screen",
        toggle_full_screen,
        shortcut="F11",
        tip="The window alone on the screen.",
        checkable=True,
        checked=window.isFullScreen,
        menu="View",
    )


def _always() -> bool:
    return True
