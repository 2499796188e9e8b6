"""The project's images as the list shows them: cached, counted, and walked through in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from lvit_core.project.list_order import Ordered
from lvit_core.project.list_walk import next_image, next_unlabeled
from lvit_core.project.records import ImageRecord, ImageState


class Library(QObject):
    """Cached records in the order of the list; reading them never touches the disk."""

    reset = Signal()
    changed = Signal(int)  # image id

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.images: list[ImageRecord] = []
        self.reorder(Ordered.of(()))

    def fill(self, listed: Ordered) -> None:
        self.reorder(listed)
        self.reset.emit()

    def reorder(self, listed: Ordered) -> None:
        """The same images in another order; who sorts them tells."""
        self.listed, self.images, self.rows = listed, listed.images, listed.rows

    def update(self, record: ImageRecord) -> None:
        """Replaces one record and announces it when it differs."""
        row = self.rows.get(record.id)
        if row is not None and self.images[row] != record:
            self.listed.put(row, record)
            self.changed.emit(record.id)

    def note_found(self, found: Iterable[tuple[int, bool]]) -> None:
        """Takes, by image, whether its file is gone."""
        for image_id, missing in found:
            if (record := self.get(image_id)) is not None:
                self.update(replace(record, missing=missing))

    def get(self, image_id: int) -> ImageRecord | None:
        row = self.rows.get(image_id)
        return None if row is None else self.images[row]

    def row(self, image_id: int) -> int:
        """Position in the list; -1 when it is not there."""
        return -1 if (row := self.rows.get(image_id)) is None else row

    def counts(self) -> dict[ImageState, int]:
        """Number of images by state."""
        return {state: self.listed.counts[state] for state in ImageState}

    def neighbour(self, image_id: int | None, step: int) -> ImageRecord | None:
        """The next (1) or previous (-1) image; None at the ends."""
        return next_image(self.images, self._at(image_id), step)

    def unreviewed(self, image_id: int | None, step: int) -> ImageRecord | None:
        """The next or previous image that is not labeled yet, around the end of the list."""
        return next_unlabeled(self.images, self._at(image_id), step)

    def _at(self, image_id: int | None) -> int | None:
        return None if image_id is None else self.row(image_id)
