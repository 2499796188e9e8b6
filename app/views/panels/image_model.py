"""The images of the project as a list a view can scroll: thousands of rows, filtered by words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Qt
from PySide6.QtGui import QImage

from app.translation import noop, tr
from lvit_core.project.list_order import Ordered
from lvit_core.project.records import ImageRecord, ImageState, Need, Picture

RECORD_ROLE = Qt.ItemDataRole.UserRole
WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
CONTRADICTION = 1  # ranks of needs up to this one are contradictions
FILTERS = (
    ("all", noop("All images")),
    ("open", noop("Not labeled yet")),
    ("proposal", noop("With a proposal")),
    ("in_progress", noop("In progress")),
    ("labeled", noop("Labeled")),
    ("silent", noop("Without a sentence")),
    ("holdout", noop("Hold-out")),
    ("missing", noop("File not found")),
    ("replaced", noop("Another picture")),
)
"""Key and title of every filter."""


_PICTURE_WORDS = {
    Picture.CHANGED: noop("another picture lies there"),
    Picture.LEFT_OUT: noop("left out: another picture lies there"),
}


def state_words(record: ImageRecord) -> tuple[str, str]:
    """What the list says about an image, and the theme colour of its dot."""
    if record.missing:
        return tr("file not found"), "danger"
    if record.picture is not Picture.SAME:
        return tr(_PICTURE_WORDS[record.picture]), "danger"
    if record.state == ImageState.LABELED:
        words, token = tr("labeled"), "labeled"
    elif record.state == ImageState.IN_PROGRESS:
        words, token = tr("in progress"), "accent_line"
    elif record.has_proposal:
        words, token = tr("proposal"), "proposal"
    elif record.sentence:
        words, token = tr("not labeled"), "unlabeled"
    else:
        words, token = tr("no sentence yet"), "unlabeled"
    if record.split == "holdout":
        words += f" · {tr('hold-out')}"
    if record.reason:
        words += f" · {tr(record.reason)}"
    return words, token


def row_words(record: ImageRecord, need: Need | None) -> tuple[str, str]:
    """What a row says: the reason to look first, then the state; and the colour of its dot.

    A reason that is no more than the state is not said twice.
    """
    words, token = state_words(record)
    if need is None or not need.words or record.missing:
        return words, token
    return f"{tr(need.words)} · {words}", "danger" if need.rank <= CONTRADICTION else "proposal"


# One expression a filter: a call a record would take 40 ms for 100,000.
_PASSES: dict[str, Callable[[Iterable[ImageRecord]], Iterable[bool]]] = {
    "open": lambda records: [one.state is not ImageState.LABELED for one in records],
    "proposal": lambda records: [
        one.has_proposal and one.state is not ImageState.LABELED for one in records
    ],
    "in_progress": lambda records: [one.state is ImageState.IN_PROGRESS for one in records],
    "labeled": lambda records: [one.state is ImageState.LABELED for one in records],
    "silent": lambda records: [not one.sentence for one in records],
    "holdout": lambda records: [one.split == "holdout" for one in records],
    "missing": lambda records: [one.missing for one in records],
    "replaced": lambda records: [one.picture is not Picture.SAME for one in records],
}


def description(record: ImageRecord, need: Need | None) -> str:
    """Everything the list knows about an image, for its tooltip."""
    sentence = record.sentence or tr("No sentence yet.")
    size = tr("{width} × {height} pixels", width=record.width, height=record.height)
    if record.spacing_um is not None:
        size += tr(" of {spacing_um:.4g} µm", spacing_um=record.spacing_um)
    lines = [record.name, row_words(record, need)[0], size, sentence]
    if record.split == "holdout":
        lines.append(tr("Hold-out: training never sees it, and every generation is judged by it."))
    return "\n".join(lines)


class ImageModel(QStringListModel):
    """Rows in the order of the project, reduced to what the filter lets through.

    How many rows there are is Qt's own knowledge (a list of empty strings): to lay out 100,000 rows
    a view asks four times for each, which took a second of calls into Python.
    """

    def __init__(
        self,
        thumbnail: Callable[[int], QImage | None],
        parent: QObject | None = None,
        need: Callable[[int], Need | None] = lambda _image_id: None,
    ) -> None:
        """``thumbnail(image_id)`` returns what is ready and orders what is not."""
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._listed = Ordered.of(())
        self._passing: npt.NDArray[np.intp] | None = None  # places of those shown; None for all
        self._answers: dict[int, Callable[[ImageRecord], Any]] = {
            RECORD_ROLE: lambda record: record,
            WORDS_ROLE: lambda record: row_words(record, need(record.id)),
            Qt.ItemDataRole.DisplayRole: lambda record: record.name,
            Qt.ItemDataRole.DecorationRole: lambda record: self._thumbnail(record.id),
            Qt.ItemDataRole.ToolTipRole: lambda record: description(record, need(record.id)),
            Qt.ItemDataRole.AccessibleTextRole: lambda record: (
                f"{record.name}, {row_words(record, need(record.id))[0]}"
            ),
        }
        self._kind = "all"
        self._words: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Number of images, filtered or not."""
        return len(self._listed.images)

    def set_list(self, listed: Ordered) -> None:
        """Shows a list; whoever changes a record of it calls ``redraw``."""
        self._listed = listed
        self._rebuild()

    def set_filter(self, kind: str, text: str) -> None:
        """Shows the images of one of ``FILTERS`` that contain every word of ``text``."""
        words = tuple(text.lower().split())
        if (kind, words) != (self._kind, self._words):
            self._kind, self._words = kind, words
            self._rebuild()

    def redraw(self, image_id: int) -> None:
        """An image changed, its picture is there, or another reason to look at it.

        It stays where it is even if the filter would no longer let it in.
        """
        row = self.row_of(image_id)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def row_of(self, image_id: int) -> int | None:
        """The row of an image; ``None`` while the filter hides it."""
        place = self._listed.rows.get(image_id)
        if place is None or self._passing is None:
            return place
        row = int(np.searchsorted(self._passing, place))
        return row if row < self._passing.size and self._passing[row] == place else None

    def record(self, row: int) -> ImageRecord:
        place = row if self._passing is None else self._passing[row]
        return self._listed.images[place]

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Rows are chosen, never edited or dropped on."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        give = self._answers.get(role)
        return give(self.record(index.row())) if give is not None and index.isValid() else None

    def _rebuild(self) -> None:
        fits = _PASSES.get(self._kind)
        self._passing = self._listed.passing(self._words, fits) if self._words or fits else None
        count = self.total if self._passing is None else self._passing.size
        self.setStringList([""] * count)  # resets the view
