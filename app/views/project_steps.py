"""Changes of many images or of the whole project, the last of which Ctrl+Z takes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.actions.edit import EditActions
from app.session.convention import ConventionChange
from app.session.document import Document
from app.session.notices import Notices
from app.session.projects import ProjectWork
from app.session.state import State
from app.translation import tr
from lvit_core.prompt.laterality import CONVENTIONS

if TYPE_CHECKING:  # they load the data base, and the window opens before that
    from lvit_core.project.many_images import ManyDone
    from lvit_core.project.project import Project


class ProjectSteps(QObject):
    """Carries them out, tells what they did, and forgets them when something else is done.

    Signals:
        remembered: Ctrl+Z takes back the one that was carried out last.
    """

    remembered = Signal()

    def __init__(
        self,
        state: State,
        projects: ProjectWork,
        notices: Notices,
        convention: ConventionChange,
        edit: EditActions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._projects = projects
        self._notices = notices
        self._edit = edit
        state.document_ready.connect(self._watch)
        state.project_closed.connect(self.forget)
        convention.told = self._on_convention_changed

    def carry_out(self, change: Callable[[Project], ManyDone], words: Callable[[int], str]) -> None:
        """Changes the project in the background; ``words`` tells of so many images.

        Raises:
            LViTError: No project is open, or training runs.
        """
        made: list[ManyDone] = []

        def told() -> None:
            (done,) = made
            notices = self._notices
            changed = bool(done.changed) or done.whole
            hint = tr("Ctrl+Z takes it back.") if changed else ""
            (notices.warn if done.left else notices.info)(words(done.changed), hint, done.left)
            if changed:
                self._remember(done.take_back)

        self._projects.change(lambda project: made.append(change(project)), told)

    def forget(self) -> None:
        """Ctrl+Z is about the image shown again."""
        self._edit.take_back = None

    def _remember(self, take_back: Callable[[Project], object]) -> None:
        self._edit.take_back = partial(self._take_back, take_back)
        self.remembered.emit()

    def _take_back(self, take_back: Callable[[Project], object]) -> None:
        self.forget()
        tell = partial(self._notices.info, tr("Taken back for all of them."))
        self._projects.change(take_back, tell)

    def _watch(self) -> None:
        document = self._state.document
        if document is not None:
            for done in (document.undo_stack.indexChanged, document.sentence_changed):
                done.connect(partial(self._on_done, document))

    def _on_done(self, document: Document, *_: object) -> None:
        if document is self._state.document:  # one that is let go clears its history
            self.forget()

    def _on_convention_changed(self, before: str, rewritten: bool, why: str) -> None:
        if before in CONVENTIONS:
            self._remember(
                lambda project: project.change_laterality(before, rewrite=rewritten, why=why)
            )
