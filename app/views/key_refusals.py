"""One line for a key that can do nothing now, and why: silence looks like a program that hangs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.jobs.prediction import PredictorThread
from app.session.registry import ActionRegistry, AnyAction
from app.session.state import State
from app.translation import tr

BUSY = ("starting", "encoding", "predicting")


class KeyRefusals(QObject):
    """Tells of keys whose actions cannot be done now.

    Args:
        state: What is open.
        predictor: Whether the model is still answering.
        registry: Which action has which key.
        tell: Shows one line for a while.
        parent: The window.
    """

    def __init__(
        self,
        state: State,
        predictor: PredictorThread,
        registry: ActionRegistry,
        tell: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._predictor = state, predictor
        self._registry, self._tell = registry, tell

    def tell(self, action: AnyAction) -> None:
        """Says why an action cannot be done now."""
        why = self._what_holds_up(action) or tr(action.reason) or tr("it cannot be done now.")
        self._tell(tr("{title}: {why}", title=tr(action.title).rstrip("….?"), why=why))

    def tell_of_key(self, event: QKeyEvent) -> None:
        """The same for a key that nothing took; nothing is said of keys without a meaning."""
        keys = QKeySequence(event.keyCombination()).toString()
        found = self._registry.owner_of(keys) if keys else None
        if found is not None and not found.enabled():
            self.tell(found)

    def _what_holds_up(self, action: AnyAction) -> str:
        """What no condition of the action says: what is not there yet; empty for nothing."""
        state = self._state
        document, project, current = state.document, state.project, state.current
        if project is None:
            return tr("no project is open.")
        if document is None:
            reading = current is not None and not current.missing
            return (
                tr("{name} is still being read.", name=current.name)
                if reading
                else tr("no image is shown.")
            )
        kind = action.id.partition(".")[0]
        deletes = action.id == "object.delete" and document.proposal is None
        if (kind == "proposal" or deletes) and self._predictor.state.phase in BUSY:
            return tr("the model is still answering.")
        return ""
