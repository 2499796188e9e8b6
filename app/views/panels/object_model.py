"""The objects of a layer as a table that can be sorted, however many nuclei there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QModelIndex, QObject, Qt
from PySide6.QtGui import QFont

from app.translation import noop, plain_number, tr
from lvit_core.annotation.objects import Provenance

ORIGIN_WORDS = {
    "person": noop("drawn"),
    "model": noop("accepted"),
    "pseudo": noop("pseudo label"),
    "import": noop("imported"),
}
MOST_RANGES = 200  # of rows that are selected together
EDITED = noop("{origin}, edited")
ARROW = " ↓"  # beside the title of the column that is sorted by
ORIGIN = 3
COLUMNS = (noop("No."), noop("Class"), noop("Area"), noop("Origin"))


def origin_words(made: Provenance) -> str:
    """Who made an object, and whether a person changed it since."""
    words = tr(ORIGIN_WORDS[made.origin])
    return words if made.edited_by is None else tr(EDITED, origin=words)


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """One object as the table shows it; ``area_px`` counts pixels."""

    id: int
    class_title: str
    color: str
    area_px: int
    origin: str
    pieces: str = ""  # why it is not whole, in words
    sure: float | None = None  # of its class, by the model that told it, 0 to 1


class ObjectModel(QAbstractTableModel):
    """Rows kept in the order a person asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ObjectRow] = []
        self._at: dict[int, int] = {}
        self._column = 0
        self._descending = False
        self._unit, self._per_px = "px", 1.0
        self._remark = ""
        self.origin_font: QFont | None = None  # a smaller one; None where nobody said

    def set_rows(
        self, rows: Iterable[ObjectRow], mm2_per_px: float | None, remark: str = ""
    ) -> None:
        """Shows other objects; areas are told in mm² or µm² where the pixel's size is known.

        ``remark`` says what that size was measured on, where it needs one.
        """
        self.beginResetModel()
        self._remark = remark
        self._rows = list(rows)
        self._unit, self._per_px = _unit(self._rows, mm2_per_px)
        self._sort()
        self.endResetModel()

    def row_of(self, object_id: int) -> int | None:
        return self._at.get(object_id)

    def rows_of(self, class_title: str) -> list[int]:
        """The rows whose objects are of a class."""
        return [n for n, row in enumerate(self._rows) if row.class_title == class_title]

    def selection_of(self, rows: Iterable[int]) -> QItemSelection:
        """A selection of whole rows; none where they lie too scattered for a frame to bear it."""
        found, last = QItemSelection(), self.columnCount() - 1
        ranges: list[list[int]] = []
        for row in sorted(rows):
            if ranges and row == ranges[-1][1] + 1:
                ranges[-1][1] = row
            else:
                ranges.append([row, row])
        for top, bottom in ranges if len(ranges) <= MOST_RANGES else ():
            found.select(self.index(top, 0), self.index(bottom, last))
        return found

    def object_id(self, row: int) -> int:
        return self._rows[row].id

    def area_in_words(self, area_px: int) -> str:
        """The area in the unit that the header names."""
        digits = 1 if self._unit == "mm²" else 0
        return plain_number(area_px * self._per_px, digits)

    def title(self, section: int) -> str:
        """What stands over a column, without the mark of the one that is sorted by."""
        return tr(COLUMNS[section]) + (f" {self._unit}" if COLUMNS[section] == "Area" else "")

    def longest(self) -> tuple[str, str]:
        """The number and the area that take the most room."""
        largest = max((row.area_px for row in self._rows), default=0)
        return str(max(self._at, default=0)), self.area_in_words(largest)

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            arrow = ARROW if self._descending else " ↑"
            return self.title(section) + (arrow if section == self._column else "")
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (0, 2) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            area = (
                tr("Areas are {remark}. ", remark=self._remark)
                if COLUMNS[section] == "Area"
                else ""
            )
            return tr("{area}Click to sort", area=area if self._remark else "")
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            cells: tuple[Callable[[], str], ...] = (
                lambda: str(item.id),
                lambda: " · ".join(part for part in _class_parts(item) if part),
                lambda: self.area_in_words(item.area_px),
                lambda: item.origin,
            )
            return cells[index.column()]()
        if role == Qt.ItemDataRole.FontRole and index.column() == ORIGIN:
            return self.origin_font
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (0, 2):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            pieces = tr("In {pieces}. ", pieces=item.pieces) if item.pieces else ""
            if item.sure is not None:
                pieces += tr("The model is {sure:.0%} sure of the class. ", sure=item.sure)
            return tr(
                "{class_title}. {pieces}{area_px:,} pixels, {origin}. Click to go there.",
                class_title=item.class_title,
                pieces=pieces,
                area_px=item.area_px,
                origin=item.origin,
            )
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = [self._rows[index.row()].id for index in self.persistentIndexList()]
        old = self.persistentIndexList()
        self._sort()
        new = [
            self.index(self._at[object_id], index.column())
            for object_id, index in zip(before, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.layoutChanged.emit()

    def _sort(self) -> None:
        keys: tuple[Callable[[ObjectRow], Any], ...] = (
            lambda row: row.id,
            lambda row: (row.class_title, 1.0 if row.sure is None else row.sure, row.id),
            lambda row: (row.area_px, row.id),
            lambda row: (row.origin, row.id),
        )
        self._rows.sort(key=keys[self._column], reverse=self._descending)
        self._at = {row.id: number for number, row in enumerate(self._rows)}


def _class_parts(item: ObjectRow) -> tuple[str, str, str]:
    """Why the object is not whole, which a narrow list must not cut; the class, and how sure."""
    return item.pieces, item.class_title, "" if item.sure is None else f"{item.sure:.0%}"


def _unit(rows: list[ObjectRow], mm2_per_px: float | None) -> tuple[str, float]:
    """One unit for the whole column, so that numbers can be compared at a glance."""
    if mm2_per_px is None:
        return "px", 1.0
    largest = max((row.area_px for row in rows), default=0) * mm2_per_px
    return ("mm²", mm2_per_px) if largest >= 1.0 else ("µm²", mm2_per_px * 1e6)
