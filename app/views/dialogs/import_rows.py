"""The images of data to be imported: rows at once, a picture only of those that are seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListView
from shiboken6 import isValid

from app.jobs.tasks import ROUTINE_S, TaskRunner
from app.translation import tr
from lvit_core.exchange.outlook import Outlook, OutlookRow
from lvit_core.wording import counted, said

PICTURE_PX = 48
MOST_WISHES = 60  # older ones were scrolled out of sight
MOST_KEPT = 500
Index = QModelIndex | QPersistentModelIndex


class ImportRows(QListView):
    """The list."""

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self.setAccessibleName(tr("Images of the data"))
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
        self.setMinimumHeight(2 * PICTURE_PX + PICTURE_PX // 2)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.rows = RowsModel(tasks, self)
        self.setModel(self.rows)
        self.hide()

    def show_outlook(self, outlook: Outlook | None) -> None:
        """Shows the rows of data that were read; ``None`` shows nothing."""
        self.rows.set_outlook(outlook)
        self.setVisible(bool(outlook and outlook.rows))


class RowsModel(QAbstractListModel):
    """Rows with words; their pictures are made in the background when a view asks for them."""

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._task = 0  # that makes a picture now
        self._wishes: list[int] = []  # the newest is made first
        self._outlook: Outlook | None = None
        self._shown: Sequence[OutlookRow] = ()
        self._pictures: dict[int, QIcon | None] = {}  # ``None`` until it is made
        self._blank = QIcon(_blank())

    def set_outlook(self, outlook: Outlook | None) -> None:
        """Changes the data; pictures of those before are not taken any more."""
        self.beginResetModel()
        self._wishes.clear()
        self._pictures.clear()
        self._outlook, self._shown = outlook, outlook.rows if outlook else ()
        self.endResetModel()

    def close(self) -> None:
        """Makes no more pictures."""
        self._wishes.clear()
        self._outlook = None

    def made(self) -> int:
        """How many pictures were made or are asked for."""
        return len(self._pictures)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row_words(self._shown[index.row()])
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        return None

    def _picture(self, place: int) -> QIcon:
        if place not in self._pictures and self._outlook is not None:
            if len(self._pictures) >= MOST_KEPT:
                self._pictures = dict.fromkeys(self._wishes)
            self._pictures[place] = None
            self._wishes.append(place)
            if len(self._wishes) > MOST_WISHES:  # it is asked for again when it is seen again
                self._pictures.pop(self._wishes.pop(0), None)
            self._make_next()
        return self._pictures.get(place) or self._blank

    def _make_next(self) -> None:
        if self._task or not self._wishes or self._outlook is None:
            return
        place, outlook = self._wishes.pop(), self._outlook
        self._task = self._tasks.start(
            said("Looking at {name}", name=self._shown[place].name),
            lambda *_: _image(outlook, place),
            partial(self._take, outlook, place),
            lambda _problem: self._take(outlook, place, QImage()),
            quiet_s=ROUTINE_S,
        )

    def _take(self, outlook: Outlook, place: int, image: QImage) -> None:
        if not isValid(self):
            return
        self._task = 0
        if outlook is self._outlook and not image.isNull():
            self._pictures[place] = QIcon(QPixmap.fromImage(image))
            index = self.index(place)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])
        self._make_next()


def row_words(row: OutlookRow) -> str:
    """What a row says in words."""
    parts = []
    if row.objects:
        parts.append(tr(counted(row.objects, "object")))
    if row.masks:
        parts.append(tr(counted(row.masks, "mask")))
    if not parts:
        parts.append(tr("no labels"))
    if row.sentence:
        parts.append(tr("a sentence"))
    if not row.found:
        parts.append(tr("without its picture"))
    return f"{row.name}\n{', '.join(parts)}"


def _image(outlook: Outlook, place: int) -> QImage:
    pixels = outlook.picture(place, PICTURE_PX)
    if pixels is None:
        return QImage()
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels).tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _blank() -> QPixmap:
    """Keeps the room of a picture that is not there yet."""
    made = QPixmap(PICTURE_PX, PICTURE_PX)
    made.fill(Qt.GlobalColor.transparent)
    return made
