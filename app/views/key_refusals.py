"""One line for a key that can do nothing now, and why: silence looks like a program that hangs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.session.registry import AnyAction
from app.session.session import Session
from app.translation import tr

BUSY = ("starting", "encoding", "predicting")


class KeyRefusals(QObject):
    """Tells of keys whose actions cannot be done now.

    Args:
        session: Knows the actions, and what is open.
        tell: Shows one line for a while.
        parent: The window.
    """

    def __init__(self, session: Session, tell: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._tell = session, tell

    def tell(self, action: AnyAction) -> None:
        """Says why an action cannot be done now."""
        why = tr(action.reason) or _why_not(self._session, action)
        self._tell(tr("{title}: {why}", title=tr(action.title).rstrip("….?"), why=why))

    def tell_of_key(self, event: QKeyEvent) -> None:
        """The same for a key that nothing took; nothing is said of keys without a meaning."""
        keys = QKeySequence(event.keyCombination()).toString()
        found = self._session.actions.owner_of(keys) if keys else None
        if found is not None and not found.enabled():
            self.tell(found)


def _why_not(session: Session, action: AnyAction) -> str:
    state = session.state
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
    if (kind == "proposal" or deletes) and session.services.predictor.state.phase in BUSY:
        return tr("the model is still answering.")
    if kind == "sentence" and not document.sentence.strip():
        return tr("no sentence is written.")
    known = {"proposal": tr("nothing is proposed."), "object": tr("no object is selected.")}
    return known.get(kind, tr("it cannot be done now."))
