"""Actions of the window alone; they join the registry so that keys, menus and tests see them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from app.session.actions.conditions import has_project, has_sides
from app.session.registry import ActionGroup, action


@dataclass(eq=False)
class WindowCommands(ActionGroup):
    """What opens a sheet, and what changes the window itself."""

    _window: QWidget
    _search: QLineEdit

    @action("model.choose", "Choose model…", icon="model", menu="Training", enabled=has_project)
    def choose_model(self) -> None:
        """All models with their licence, training data and limits."""
        self.choose_model.ask()

    @action(
        "project.sides",
        "Correct the declaration of sides…",
        icon="laterality",
        menu="Sentence",
        enabled=has_sides,
    )
    def correct_sides(self) -> None:
        """Where the project was told the wrong sides; no sentence is rewritten."""
        self.correct_sides.ask()

    @action(
        "generations.show",
        "Generations…",
        icon="generations",
        menu="Training",
        enabled=has_project,
    )
    def show_generations(self) -> None:
        """Every generation of this project. Put one in force or go back."""
        self.show_generations.ask()

    @action("pseudo.show", "Pseudo labels…", icon="pseudo", menu="Training", enabled=has_project)
    def show_pseudo(self) -> None:
        """What unlabeled images teach, generation by generation. Reject, pin or propose it."""
        self.show_pseudo.ask()

    @action("kind.new", "New kind of image…", icon="class", menu="File")
    def new_kind(self) -> None:
        """What is drawn in your images, and how sentences about them are written."""
        self.new_kind.ask()

    @action("images.add_folder", "Add a folder…", icon="folder", menu="File", enabled=has_project)
    def add_folder(self) -> None:
        """Choose a folder; what it holds is told before anything is added."""
        self.add_folder.ask()

    @action("help.find", "Find anything…", shortcut="Ctrl+K", icon="search", menu="Help")
    def find(self) -> None:
        """Type part of the name of an action, an image, a class or a setting."""
        self.find.ask()

    @action("help.keyboard", "Keyboard shortcuts", shortcut="F1", icon="keyboard", menu="Help")
    def show_keyboard(self) -> None:
        """All keys on one page."""
        self.show_keyboard.ask()

    @action("help.messages", "Messages", shortcut="Ctrl+Shift+M", icon="notice", menu="View")
    def show_messages(self) -> None:
        """All messages since the program started."""
        self.show_messages.ask()

    @action("help.about", "About and licences", icon="about", menu="Help")
    def show_about(self) -> None:
        """Version, licences of the program, its models and its libraries."""
        self.show_about.ask()

    @action(
        "images.search",
        "Search images",
        shortcut="Ctrl+F",
        icon="search",
        menu="Edit",
        enabled=has_project,
    )
    def search_images(self) -> None:
        """Type words from a name or a sentence."""
        self._search.window().raise_()
        self._search.setFocus()
        self._search.selectAll()

    @action("view.full_screen", "Full screen", shortcut="F11", icon="full_screen", menu="View")
    def toggle_full_screen(self) -> None:
        """Show the window in full screen."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    @toggle_full_screen.checked_when
    def _is_full_screen(self) -> bool:
        return self._window.isFullScreen()
