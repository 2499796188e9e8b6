"""Undo on another image than that of the last step goes there first, instead of undoing unseen."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.session.opening import ImageOpening
from app.session.services import Services
from app.session.state import State
from lvit_core.project.last_step import LastStep
from lvit_core.project.step_words import step_words


class StepElsewhere(QObject):
    """Follows the history of each image that is shown."""

    def __init__(self, state: State, services: Services, opening: ImageOpening) -> None:
        super().__init__(state)
        self._state, self._notices, self._opening = state, services.notices, opening
        self._last = LastStep()
        state.document_ready.connect(self._on_document_ready)
        state.project_closed.connect(self._last.forget)

    @property
    def there(self) -> bool:
        """Whether the last step was made on another image, and none on the one shown since."""
        document = self._state.document
        if document is None or document.typing or not self._state.library.get(self._last.image):
            return False
        return self._last.elsewhere(document.record.id)

    def show(self) -> None:
        """Shows that image and says what undo would take back; once, until the next step."""
        self._last.offered = True
        self._opening.select(self._last.image)

    def _on_document_ready(self) -> None:
        document, last = self._state.document, self._last
        if document is None:
            return
        last.opened(document.undo_stack.index())
        document.undo_stack.indexChanged.connect(self._on_index_changed)
        if last.offered and document.record.id == last.image:
            words, name = "The last step was made here, on {name}: {step}.", document.record.name
            self._notices.info(words, "Undo takes it back.", name=name, step=step_words(last.title))
        if last.offered:
            last.forget()

    def _on_index_changed(self, index: int) -> None:
        if (document := self._state.document) is not None:
            self._last.moved(document.record.id, document.undo_stack.undoText(), index)
