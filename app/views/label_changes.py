"""What becomes of the labels of the image that is shown, for parts that tell something of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.session.document import Document
from app.session.state import State


class LabelChanges(QObject):
    """Follows the image that is shown, whichever it is.

    Signals:
        replaced: Another image is shown, or none any more; ``document`` is the one.
        changed: Its pixels or objects, or how far it is labeled.
        layer_changed: Another layer or class is in hand; the labels are what they were.
    """

    replaced = Signal()
    changed = Signal()
    layer_changed = Signal()

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.document: Document | None = None
        for one in (state.document_ready, state.current_changed, state.project_closed):
            one.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        document = self._state.document
        if document is self.document:
            return
        self.document = document
        if document is not None:
            for changed in (
                document.mask_changed, document.objects_changed, document.state_changed
            ):  # fmt: skip
                changed.connect(self._on_changed)
            document.layer_changed.connect(self._on_layer)
        self.replaced.emit()

    def _on_changed(self, *_what: object) -> None:
        self.changed.emit()

    def _on_layer(self, _layer: str) -> None:
        self.layer_changed.emit()
