"""Thumbnails ready to paint: asked for when a row comes into sight, kept up to a limit."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.jobs.thumbnails import ThumbnailThread, Wish
from app.session.state import State

KEPT = 300
"""At most 44 MB of pictures; a list of any length stays below that."""


class ThumbnailCache(QObject):
    """Answers at once with what there is, and tells when more has come."""

    ready = Signal(int)  # image id

    def __init__(
        self, state: State, thumbnails: ThumbnailThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._thumbnails = thumbnails
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._made_of: dict[int, str] = {}  # the content that each shows
        self._wanted: dict[int, Wish] = {}
        thumbnails.ready.connect(self._on_ready)
        state.image_changed.connect(self._on_image_changed)
        state.project_closed.connect(self._forget)
        state.project_opened.connect(self._forget)

    def picture(self, image_id: int) -> QImage | None:
        """The picture, or ``None`` while it is being made or when none can be made."""
        found = self._pictures.get(image_id)
        if found is not None:
            self._pictures.move_to_end(image_id)
            return found if not found.isNull() else None
        asked = self._wanted.get(image_id)
        if asked is None or asked.cancelled():  # it waited too long, out of sight
            self._wanted[image_id] = self._thumbnails.request(image_id)
        return None

    def _on_ready(self, image_id: int, picture: QImage) -> None:
        self._wanted.pop(image_id, None)
        self._pictures[image_id] = picture
        record = self._state.library.get(image_id)
        self._made_of[image_id] = record.content_hash if record is not None else ""
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.ready.emit(image_id)

    def _on_image_changed(self, image_id: int) -> None:
        """Another picture was taken for the image's."""
        record = self._state.library.get(image_id)
        if record is not None and self._made_of.get(image_id, "") != record.content_hash:
            self._pictures.pop(image_id, None)

    def _forget(self) -> None:
        self._pictures.clear()
        self._made_of.clear()
        self._wanted.clear()
