"""The measured objects as a table of chosen columns: sorted, all of them or the selected ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QItemSelection, QModelIndex, QObject, Qt

from app.translation import tr
from app.views.numbers.words import header_of, number_words, text_words
from app.views.panels.object_model import MOST_RANGES
from app.views.theme import current_theme
from lvit_core.measurement.at_hand import ObjectNumbers

Ids = NDArray[np.int64]
NONE: Ids = np.zeros(0, np.int64)
FIRST_SHOWN = (
    "object", "class", "area", "circularity", "nearest", "hematoxylin_od_mean", "eosin_od_mean",
    "dab_od_mean", "grade",
)  # fmt: skip
_IN_PIXELS_TOO = ("_px", "_um2", "_um")


def stem_of(column: str) -> str:
    """A measure whatever its unit: ``area`` of ``area_px`` and ``area_um2``."""
    if column.startswith("centre_"):
        return column
    return next((column.removesuffix(e) for e in _IN_PIXELS_TOO if column.endswith(e)), column)


def measures_of(table: ObjectNumbers) -> list[str]:
    """A column for each measure, in micrometres where they are known."""
    found: dict[str, str] = {}
    for column in table.columns:
        found[stem_of(column)] = column  # micrometres follow pixels
    return list(found.values())


def cell_words(table: ObjectNumbers, titles: Mapping[str, str], place: int, column: str) -> str:
    """What a cell says; ``titles`` are those of classes."""
    texts = table.texts.get(column)
    if texts is None:
        return number_words(float(table.numbers[column][place]), column)
    told = texts[place]
    return titles.get(told, told) if column == "class" else text_words(told, column)


class NumbersModel(QAbstractTableModel):
    """Rows of a table in the order a person asked for; nothing is copied but their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: ObjectNumbers | None = None
        self.columns: list[str] = []
        self._stems: Sequence[str] = FIRST_SHOWN
        self.titles: dict[str, str] = {}  # of classes
        self._rows: Ids = NONE  # of the table, as they are shown
        self._ids: Ids = NONE  # of all rows of the table
        self._chosen: Ids = NONE
        self._painted: set[int] = set()
        self._only = False
        self._by, self._descending = "object", False

    def show(self, table: ObjectNumbers | None, titles: dict[str, str]) -> None:
        """Shows another table; ``titles`` says what its classes are called."""
        self.beginResetModel()
        self.table, self.titles = table, titles
        self._ids = NONE if table is None else table.ids
        self._choose_columns()
        self._sort()
        self.endResetModel()

    def choose_columns(self, stems: Iterable[str]) -> None:
        """Shows these measures, those of them that are known."""
        self.beginResetModel()
        self._stems = list(stems)
        self._choose_columns()
        self._sort()
        self.endResetModel()

    def mark(self, chosen: Ids) -> None:
        """These objects are selected."""
        self._chosen, self._painted = chosen, set(chosen.tolist())
        if self._only:
            self.beginResetModel()
            self._sort()
            self.endResetModel()

    def show_only(self, only: bool) -> None:
        """Shows the selected objects alone, or all."""
        self.beginResetModel()
        self._only = only
        self._sort()
        self.endResetModel()

    @property
    def shown_ids(self) -> Ids:
        """Numbers of the objects, row by row."""
        return self._ids[self._rows]

    @property
    def shown_rows(self) -> Ids:
        """Rows of the table, as they are shown."""
        return self._rows

    def selection_of(self, ids: Ids) -> QItemSelection:
        """Whole rows of these objects; none at all where they lie too scattered to be items."""
        found = QItemSelection()
        places = np.flatnonzero(np.isin(self.shown_ids, ids))
        if not places.size or not self.columns:
            return found
        ends = np.flatnonzero(np.diff(places) > 1)
        if len(ends) >= MOST_RANGES:
            return found  # they are painted, and not selected as items
        first = places[np.concatenate(([0], ends + 1))]
        last = places[np.concatenate((ends, [len(places) - 1]))]
        for top, bottom in zip(first.tolist(), last.tolist(), strict=True):
            found.select(self.index(top, 0), self.index(bottom, len(self.columns) - 1))
        return found

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = (" ↓" if self._descending else " ↑") if column == self._by else ""
            return header_of(column) + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("{column}. Click to sort.", column=header_of(column))
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.table is None:
            return None
        column, place = self.columns[index.column()], int(self._rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(self.table, self.titles, place, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.BackgroundRole and int(self._ids[place]) in self._painted:
            return current_theme().color("selection")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            self.layoutAboutToBeChanged.emit()
            held = self.persistentIndexList()  # what is selected stays with its object
            places = [int(self._rows[index.row()]) for index in held]
            self._by = self.columns[column]
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._sort()
            row_of = np.zeros(len(self._ids), np.int64)
            row_of[self._rows] = np.arange(len(self._rows))
            now = [
                self.index(int(row_of[place]), index.column())
                for place, index in zip(places, held, strict=True)
            ]
            self.changePersistentIndexList(held, now)
            self.layoutChanged.emit()

    def longest(self, column: str) -> list[str]:
        """Cells of a column among which the widest is: its highest, lowest and first numbers."""
        if self.table is None or not len(self.table):
            return []
        texts = self.table.texts.get(column)
        if texts is not None:
            first = {text: place for place, text in enumerate(texts)}
            places = list(first.values())
        else:
            numbers = np.nan_to_num(self.table.numbers[column])
            places = [int(numbers.argmax()), int(numbers.argmin()), *range(min(len(numbers), 40))]
        return [cell_words(self.table, self.titles, place, column) for place in places]

    def _choose_columns(self) -> None:
        known = [] if self.table is None else measures_of(self.table)
        self.columns = [name for name in known if stem_of(name) in self._stems]

    def _sort(self) -> None:
        if self.table is None:
            self._rows = NONE
            return
        rows = self.table.order(self._by, descending=self._descending)
        if self._only:
            rows = rows[np.isin(self._ids[rows], self._chosen)]
        self._rows = rows

    def _side(self, column: str) -> Qt.AlignmentFlag:
        text = self.table is not None and column in self.table.texts
        side = Qt.AlignmentFlag.AlignLeft if text else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter
