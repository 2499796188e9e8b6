"""The objects that are selected, as tables and plots ask for them and set them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.session.document import Document
from app.session.state import State
from app.views.numbers.object_model import NONE, Ids
from lvit_core.geometry import Rect


class Chosen(QObject):
    """Selects objects of the layer in hand on the canvas, and hears what is selected there.

    Signals:
        changed: Other objects are selected.
        rect_wanted: A part of the image is to be shown.
    """

    changed = Signal()
    rect_wanted = Signal(Rect)

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._watched: Document | None = None
        state.document_ready.connect(self._follow)
        state.current_changed.connect(self._follow)
        self._follow()

    @property
    def ids(self) -> Ids:
        """Numbers of the selected objects."""
        document = self._state.document
        if document is None or not document.selected_object:
            return NONE
        return np.array(document.chosen_objects or (document.selected_object,), np.int64)

    def choose(self, ids: Ids) -> None:
        """Selects these objects, or none."""
        document = self._state.document
        if document is not None:
            there = document.objects[document.active_layer]
            found = [one for one in ids.tolist() if one in there]
            document.select_object(found[0] if found else 0, found)

    def go_to(self, object_id: int) -> None:
        """Shows one object on the canvas."""
        document = self._state.document
        if document is None:
            return
        box = document.planes[document.active_layer].extents.box(object_id)
        if not box.empty:
            self.rect_wanted.emit(box)

    def _follow(self) -> None:
        document = self._state.document
        if document is not None and document is not self._watched:
            document.selection_changed.connect(self.changed)
        self._watched = document
        self.changed.emit()
