"""A line of fields that folds: what has no room stands in a box under a button at its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.translation import tr
from app.views.elements import column, icon_button, row
from app.views.theme import GAP_PX


class FoldingRow(QWidget):
    """Fields from left to right; where there is no room for all, the last ones fold first.

    The line is never wider than its button asks for: a window may be as narrow as it likes.
    """

    def __init__(
        self,
        fields: Sequence[QWidget],
        filler: QWidget,
        after: int,
        gap: int,
        folds_first: QWidget,
    ) -> None:
        """``filler`` stands behind so many fields and takes the room that is left over."""
        super().__init__()
        self._folds_first = folds_first
        self._fields, self._filler, self._after = list(fields), filler, after
        self._unwanted: set[QWidget] = set()
        self._shown: list[QWidget] = []
        self.more = icon_button(
            "settings", tr("More settings"), tr("Settings that have no room here")
        )
        self.more.clicked.connect(self._open)
        self.box = QFrame(self, Qt.WindowType.Popup)
        self.box.setProperty("role", "toast")
        self._inside = column(self.box, margin=GAP_PX + 4, gap=GAP_PX)
        self._line = row(self, gap=gap)
        self._arrange(self._fields)
        self.box.installEventFilter(self)

    def want(self, field: QWidget, wanted: bool) -> None:
        """Whether a field is of use now, wherever it stands."""
        if wanted == (field in self._unwanted):
            (self._unwanted.discard if wanted else self._unwanted.add)(field)
            field.setVisible(wanted)
            self._fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()  # a field has become wider or narrower
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().eventFilter(watched, event)

    def _fold(self) -> None:
        wanted = [field for field in self._fields if field not in self._unwanted]
        if self._folds_first in wanted:
            wanted = [field for field in wanted if field is not self._folds_first]
            wanted.append(self._folds_first)
        gap = self._line.spacing()
        least = [gap + max(f.minimumSizeHint().width(), f.minimumWidth()) for f in wanted]
        room = self.width()  # the filler has a gap of its own
        if sum(least) > room:
            room -= gap + self.more.sizeHint().width()
        shown = [field for n, field in enumerate(wanted) if sum(least[: n + 1]) <= room]
        if shown != self._shown:
            self._arrange(shown)

    def _arrange(self, shown: Sequence[QWidget]) -> None:
        self._shown = list(shown)
        for layout in (self._line, self._inside):
            while layout.takeAt(0) is not None:
                pass
        for field in self._fields:
            (self._line if field in shown else self._inside).addWidget(field)
        before = sum(field in shown for field in self._fields[: self._after])
        self._line.insertWidget(before, self._filler, 1)
        self._line.addWidget(self.more)
        for field in self._fields:
            field.setVisible(field not in self._unwanted)
        folded = [f for f in self._fields if f not in shown and f not in self._unwanted]
        self.more.setVisible(bool(folded))
        if not folded:
            self.box.hide()

    def _open(self) -> None:
        self.box.adjustSize()
        below = self.more.mapToGlobal(QPoint(self.more.width(), self.more.height() + GAP_PX))
        screen = self.screen().availableGeometry()
        self.box.move(max(screen.left(), below.x() - self.box.width()), below.y())
        self.box.show()
        self.box.focusNextChild()
