"""A field with corners, halves and border to click: where nuclei stand closer together."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.views.theme import SMALL_PX, current_theme, sized_font

_SIDE_PX = 206
_RIM_PX = 20
_HALF_PX = 38


@dataclass(frozen=True)
class RegionDiagramState:
    """What is shown: the template's words, the regions the sentence names, and those the mask has.

    ``words`` are left, right, upper, lower and the border's word ("" for none).
    """

    words: tuple[str, str, str, str, str] = ("left", "right", "upper", "lower", "around")
    chosen: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()


class RegionDiagram(QWidget):
    """Arrow keys walk over the regions, Space or a click names one or takes it back."""

    toggled = Signal(str)  # region

    def __init__(self) -> None:
        super().__init__()
        self.state = RegionDiagramState()
        self._cell = (0, 0)
        self._hover = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(QSize(_SIDE_PX, _SIDE_PX))
        self.setAccessibleName(tr("Regions of the image"))
        self.setToolTip(tr("Click where it is denser, or move with the arrow keys and press Space"))

    def show_state(self, state: RegionDiagramState) -> None:
        self.state = state
        self.update()

    def region_at(self, point: QPointF) -> str:
        """The region under a point; the outer rim is the border; "" for the middle."""
        for (column, row), box in self._boxes().items():
            if box.contains(point):
                return self._region(column, row)
        whole = QRectF(self.rect())
        inner = whole.adjusted(_RIM_PX, _RIM_PX, -_RIM_PX, -_RIM_PX)
        on_rim = whole.contains(point) and not inner.contains(point)
        return self.state.words[4] if on_rim else ""

    def region_center(self, region: str) -> QPointF:
        """A point inside a region."""
        for (column, row), box in self._boxes().items():
            if self._region(column, row) == region:
                return box.center()
        return QPointF(_SIDE_PX / 2, _RIM_PX / 2)

    def _region(self, column: int, row: int) -> str:
        left, right, upper, lower, around = self.state.words
        words = ((upper, "", lower)[row], (left, "", right)[column])
        return " ".join(word for word in words if word) or around

    def _boxes(self) -> dict[tuple[int, int], QRectF]:
        """Boxes of the 3 x 3 cells but the middle one, inside the rim."""
        corner = (_SIDE_PX - 2 * _RIM_PX - _HALF_PX) / 2
        sizes = (corner, float(_HALF_PX), corner)
        starts = (_RIM_PX, _RIM_PX + corner, _RIM_PX + corner + _HALF_PX)
        return {
            (column, row): QRectF(starts[column], starts[row], sizes[column], sizes[row])
            for column in range(3)
            for row in range(3)
            if (column, row) != (1, 1)
        }

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hover = self.region_at(event.position())
        if hover != self._hover:
            self._hover = hover
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._hover = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        region = self.region_at(event.position())
        if region:
            self.toggled.emit(region)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if event.key() in steps:
            dx, dy = steps[Qt.Key(event.key())]
            column, row = self._cell
            self._cell = (min(2, max(0, column + dx)), min(2, max(0, row + dy)))
            self.setAccessibleDescription(self._region(*self._cell))
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(self._region(*self._cell))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = self.state.words[4]
        if around:
            self._paint(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), around, "")
        inner = QRectF(self.rect()).adjusted(_RIM_PX, _RIM_PX, -_RIM_PX, -_RIM_PX)
        painter.setPen(QPen(current_theme().color("line"), 1))
        painter.setBrush(current_theme().color("field"))
        painter.drawRect(inner)
        for (column, row), box in self._boxes().items():
            region = self._region(column, row)
            self._paint(painter, box, region, region.replace(" ", "\n"))
        painter.setPen(current_theme().color("muted"))
        painter.setFont(sized_font(self.font(), SMALL_PX))
        rim = QRectF(0, 1, _SIDE_PX, _RIM_PX)
        painter.setPen(current_theme().color(self._ink(around)))
        painter.drawText(rim, Qt.AlignmentFlag.AlignCenter, around)
        painter.end()

    def _ink(self, region: str) -> str:
        return "accent_text" if region in self.state.chosen else "muted"

    def _paint(self, painter: QPainter, box: QRectF, region: str, text: str) -> None:
        theme = current_theme()
        chosen = region in self.state.chosen
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("accent" if chosen else "field"))
        painter.drawRoundedRect(box, 4, 4)
        walked = self.hasFocus() and region == self._region(*self._cell)
        if region == self._hover or walked:
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.setBrush(theme.color("accent_line", 0.18))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(sized_font(self.font(), SMALL_PX))
        painter.setPen(theme.color(self._ink(region)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        if region in self.state.reached:
            painter.setPen(QPen(theme.color("window"), 1))
            painter.setBrush(theme.color("proposal"))
            painter.drawEllipse(box.topRight() + QPointF(-9, 9), 4, 4)
