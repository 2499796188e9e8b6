"""Asks a person for what an action still needs, then lets the registry do it.

Dialogs are imported when they are first wanted: none of them is needed for the first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.session.actions.images import ImageActions
from app.session.registry import ActionRegistry, AnyAction
from app.session.state import State
from app.views.open_sheets import OpenSheets
from lvit_core.notice import ASK_WHY, Notice
from lvit_core.project.additions import Skipped
from lvit_core.project.deciding import Objection

SHEETS = {
    "care.restore": "backups",
    "care.history": "history",
    "project.settings": "project_settings",
    "project.pixel_size": "pixel_size",
    "image.change_labeled": "reason",
    "app.preferences": "preferences",
    "view.compare_generations": "compare",
    "view.compare_reader": "readers",
    "model.choose": "models",
    "generations.show": "generations",
    "pseudo.show": "pseudo",
    "help.find": "finder",
    "help.keyboard": "keyboard",
    "help.messages": "messages",
    "help.about": "about",
}
"""The sheet, by its name, that asks for the arguments of an action."""


class ArgumentDialogs:
    """Answers ``arguments_wanted`` of the registry, and asks for what parts want to know.

    Args:
        state: What is open.
        registry: All actions, those of the window too.
        images: Adds the pages that are chosen of a file.
        sheets: Shows those that ``SHEETS`` names.
        questions: What asks for the arguments of the other actions.
        window: What all of it is shown over.
    """

    def __init__(
        self,
        state: State,
        registry: ActionRegistry,
        images: ImageActions,
        sheets: OpenSheets,
        questions: Mapping[AnyAction, Callable[[], object]],
        window: QWidget,
    ) -> None:
        self._state = state
        self._images = images
        self._sheets = sheets
        self._window = window
        named = {registry.get(one): partial(sheets.show, name) for one, name in SHEETS.items()}
        self._questions: dict[AnyAction, Callable[[], object]] = {**named, **questions}
        registry.arguments_wanted.connect(self._on_wanted)

    def answers(self, action: AnyAction) -> bool:
        """Whether the window knows how to ask for this action's arguments."""
        return action in self._questions

    def ask_reason(self, objection: Objection) -> None:
        """Asks why something is done against an objection."""
        from app.views.composer.reason_sheet import ReasonSheet

        for open_sheet in self._window.findChildren(ReasonSheet):
            open_sheet.close()
        sheet = ReasonSheet(self._state, objection, self._window)
        sheet.show()
        sheet.activateWindow()  # what is typed next is the reason, not a tool's key

    def ask_why(self, notice: Notice) -> None:
        """A reason that a notice asks for is asked for at once: nothing changes without one."""
        if notice.offer == ASK_WHY:
            self._sheets.show(ASK_WHY.sheet)

    def ask_pixel_size(self) -> None:
        """Asks for the size of a pixel."""
        self._sheets.show("pixel_size")

    def choose_pages(self, files: list[Skipped]) -> None:
        """Asks which pages of these files are wanted."""
        from app.views.dialogs.pages import PageChooser

        PageChooser(files, self._images.add, self._window).show()

    def _on_wanted(self, action: AnyAction) -> None:
        question = self._questions.get(action)
        if question is not None:
            question()
