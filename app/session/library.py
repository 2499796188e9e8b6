"""The project's images as the list shows them: cached, counted, and walked through in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from lvit_core.project.list_walk import next_image, next_unlabeled
from lvit_core.project.records import ImageRecord, ImageState


class Library(QObject):
    """Cached records in the order of the list; reading them never touches the disk."""

    reset = Signal()
    changed = Signal(int)  # image id

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.images: list[ImageRecord] = []
        self.rows: dict[int, int] = {}  # where in ``images`` each image is, by its id
        self._counts: Counter[ImageState] = Counter()

    def fill(self, records: Iterable[ImageRecord]) -> None:
        images = list(records)
        self.reorder(images, [record.id for record in images])
        self._counts = Counter([record.state for record in self.images])
        self.reset.emit()

    def reorder(self, records: list[ImageRecord], ids: Sequence[int]) -> None:
        """The same images in another order, with their ids; who sorts them tells."""
        self.images = records
        self.rows = dict(zip(ids, range(len(records)), strict=True))

    def update(self, record: ImageRecord) -> None:
        """Replaces one record and announces it when it differs."""
        row = self.rows.get(record.id)
        if row is not None and self.images[row] != record:
            self._counts[self.images[row].state] -= 1
            self._counts[record.state] += 1
            self.images[row] = record
            self.changed.emit(record.id)

    def get(self, image_id: int) -> ImageRecord | None:
        row = self.rows.get(image_id)
        return None if row is None else self.images[row]

    def row(self, image_id: int) -> int:
        """Position in the list; -1 when it is not there."""
        return self.rows.get(image_id, -1)

    def counts(self) -> dict[ImageState, int]:
        """Number of images by state."""
        return {state: self._counts[state] for state in ImageState}

    def neighbour(self, image_id: int | None, step: int) -> ImageRecord | None:
        """The next (1) or previous (-1) image; None at the ends."""
        return next_image(self.images, self._at(image_id), step)

    def unreviewed(self, image_id: int | None, step: int) -> ImageRecord | None:
        """The next or previous image that is not labeled yet, around the end of the list."""
        return next_unlabeled(self.images, self._at(image_id), step)

    def _at(self, image_id: int | None) -> int | None:
        return None if image_id is None else self.row(image_id)
