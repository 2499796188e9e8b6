"""Actions of the window alone; they join the registry so that keys, menus and tests see them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QWidget

from app.session.actions.registry import Action
from app.session.session import Session


def register_window_commands(session: Session, window: QWidget, search: QLineEdit) -> None:
    """Adds what the window can do by itself; ids that exist already are left alone."""
    known = {action.id for action in session.actions.all()}
    for action in _commands(session, window, search):
        if action.id not in known:
            session.actions.register(action)


def _commands(session: Session, window: QWidget, search: QLineEdit) -> Iterator[Action]:
    def asks(action_id: str) -> object:
        return lambda: session.actions.arguments_wanted.emit(action_id)

    def has_project() -> bool:
        return session.project is not None

    def focus_search() -> None:
        dock = search.window()
        dock.raise_()
        search.setFocus()
        search.selectAll()

    def toggle_full_screen() -> None:
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def entry(action_id: str, title: str, menu: str, tip: str, **more: object) -> Action:
        handler = more.pop("handler", None) or asks(action_id)
        return Action(action_id, title, handler, menu=menu, tip=tip, **more)

    yield entry(
        "project.open_sample",
        "Open sample project",
        "File",
        "A tissue section, X-rays and generated images to try everything on.",
    )
    yield entry(
        "images.search",
        "Search images",
        "Edit",
        "Type words from a name or a sentence.",
        shortcut="Ctrl+F",
        handler=focus_search,
        enabled=has_project,
    )
    yield entry(
        "view.full_screen",
        "Full screen",
        "View",
        "The window alone on the screen.",
        shortcut="F11",
        handler=toggle_full_screen,
        checkable=True,
        checked=window.isFullScreen,
    )
    yield entry(
        "model.choose",
        "Choose model…",
        "Training",
        "Models with their licence, what they were taught and what they must not be used for.",
        enabled=has_project,
    )
    yield entry(
        "generations.show",
        "Generations…",
        "Training",
        "Every trained model of this project; put one in force or go back.",
        enabled=has_project,
    )
    yield entry(
        "help.keyboard",
        "Keyboard shortcuts",
        "Help",
        "All keys on one page.",
        shortcut="F1",
    )
    yield entry(
        "help.messages",
        "Messages",
        "Help",
        "Everything the program has said since it was started.",
    )
    yield entry(
        "help.about",
        "About and licences",
        "Help",
        "Version, licences of the program, its models and its libraries.",
    )
