"""After a kill a person goes on where they were: same image, zoom, window/level, tool and class.

What was looked at is written by the storage thread, at most once a second. Which image is opened
first is decided where images are opened.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.jobs.storage import StorageThread
from app.session.palette import Palette
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.project.place import Place, read_place, write_place

AT_MOST_EVERY_MS = 1000


class PlaceKeeping(QObject):
    """Follows the current document and the tool in hand."""

    def __init__(
        self, state: State, palette: Palette, storage: StorageThread, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state, self._palette, self._storage = state, palette, storage
        self._kept: Place | None = None  # as it was when the project was opened, or written since
        self._soon = QTimer(self, singleShot=True, interval=AT_MOST_EVERY_MS)
        self._soon.timeout.connect(self._keep)
        state.project_opened.connect(self._on_project)
        state.document_ready.connect(self._on_document)
        palette.tool_changed.connect(self._on_changed)

    def _on_project(self) -> None:
        self._kept = read_place(self._state.require_project().folder)

    def _on_document(self) -> None:
        """Shows the image as it was left, if it is the one that was left."""
        document = self._state.document
        if document is None:
            return
        kept, self._kept = self._kept, None
        if kept is not None and kept.image_id == document.record.id:
            document.set_view(kept.view)
            document.set_contrast(kept.contrast)
            if kept.tool in self._palette.tools:
                self._palette.choose(kept.tool)
            layer, document.classes = document.template.still_there(kept.layer, kept.classes)
            document.set_layer(layer)
            document.set_class(document.classes[layer])
        document.view_changed.connect(self._on_changed)
        document.window_changed.connect(self._on_changed)
        document.layer_changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _keep(self) -> None:
        project, document = self._state.project, self._state.document
        if project is None or document is None or project.read_only:
            return
        view, contrast, tool = document.view, document.contrast, self._palette.current
        drawn = document.active_layer, dict(document.classes)
        place = Place(document.record.id, view, contrast, tool, *drawn)
        try:
            self._storage.submit("Place", partial(write_place, project.folder, place))
        except LViTError:
            return  # the program is closing
