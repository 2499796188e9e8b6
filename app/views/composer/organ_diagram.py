"""Two lungs with their zones to click: says the same as the sentence, and changes it.

The picture's left lung is drawn on the left, always; only its name depends on the convention.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.views.theme import SMALL_PX, current_theme, sized_font

Place = tuple[str, str]  # side and level, in the sentence's convention


@dataclass(frozen=True)
class OrganDiagramState:
    """What is shown.

    Attributes:
        sides: Names of the sides from the left of the picture to the right.
        levels: Names from the top down.
        chosen: Places the sentence names.
        reached: Places the mask reaches.
    """

    sides: tuple[str, ...] = ("left", "right")
    levels: tuple[str, ...] = ("upper", "middle", "lower")
    chosen: frozenset[Place] = frozenset()
    reached: frozenset[Place] = frozenset()


class OrganDiagram(QWidget):
    """Arrow keys walk over the zones, Space or a click names one or takes it back."""

    toggled = Signal(str, str)  # side, level

    def __init__(self) -> None:
        super().__init__()
        self.state = OrganDiagramState()
        self._focus = (0, 0)  # column, row
        self._hover: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(QSize(248, 206))
        self.setAccessibleName(tr("Zones of both lungs"))
        self.setToolTip(tr("Click a zone to add it, or move with the arrow keys and press Space"))

    def show_state(self, state: OrganDiagramState) -> None:
        self.state = state
        self.update()

    def zone_center(self, side: str, level: str) -> QPointF:
        """A point inside a zone."""
        cell = (self.state.sides.index(side), self.state.levels.index(level))
        return self._band(cell).boundingRect().center()

    def _place(self, cell: tuple[int, int]) -> Place:
        return self.state.sides[cell[0]], self.state.levels[cell[1]]

    def _cells(self) -> list[tuple[int, int]]:
        return [(c, r) for c in range(2) for r in range(len(self.state.levels))]

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        return next((cell for cell in self._cells() if self._band(cell).contains(point)), None)

    def _lung(self, column: int) -> QPainterPath:
        box = QRectF(26 + 102 * column, 24, 94, 172)

        def at(x: float, y: float) -> QPointF:
            along = 1 - x if column else x
            return QPointF(box.left() + along * box.width(), box.top() + y * box.height())

        path = QPainterPath(at(0.66, 0.0))
        path.cubicTo(at(0.30, 0.0), at(0.02, 0.42), at(0.0, 0.90))
        path.cubicTo(at(0.0, 1.02), at(0.30, 0.98), at(0.52, 0.93))
        path.cubicTo(at(0.78, 0.88), at(0.94, 0.92), at(0.94, 0.80))
        path.cubicTo(at(0.94, 0.50), at(1.02, 0.02), at(0.66, 0.0))
        return path

    def _band(self, cell: tuple[int, int]) -> QPainterPath:
        lung = self._lung(cell[0])
        box = lung.boundingRect()
        height = box.height() / len(self.state.levels)
        band = QPainterPath()
        band.addRect(QRectF(box.left(), box.top() + cell[1] * height, box.width(), height))
        return lung.intersected(band)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hover = self._cell_at(event.position())
        if hover != self._hover:
            self._hover = hover
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._hover = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None:
            self._focus = cell
            self.toggled.emit(*self._place(cell))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if event.key() in steps:
            dx, dy = steps[Qt.Key(event.key())]
            rows = len(self.state.levels)
            self._focus = (
                min(1, max(0, self._focus[0] + dx)),
                min(rows - 1, max(0, self._focus[1] + dy)),
            )
            self.setAccessibleDescription(" ".join(reversed(self._place(self._focus))))
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit(*self._place(self._focus))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for cell in self._cells():
            self._paint_zone(painter, cell)
        painter.setPen(QPen(theme.color("muted"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for column in range(2):
            painter.drawPath(self._lung(column))
        painter.setFont(sized_font(self.font(), SMALL_PX, bold=True))
        painter.setPen(theme.color("text"))
        for column, side in enumerate(self.state.sides):
            box = self._lung(column).boundingRect()
            head = QRectF(box.left(), 2, box.width(), 18)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, f"{side} lung")
        painter.end()

    def _paint_zone(self, painter: QPainter, cell: tuple[int, int]) -> None:
        theme, place = current_theme(), self._place(cell)
        band = self._band(cell)
        chosen = place in self.state.chosen
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("accent" if chosen else "field"))
        painter.drawPath(band)
        if cell == self._hover or (self.hasFocus() and cell == self._focus):
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.setBrush(theme.color("accent_line", 0.18))
            painter.drawPath(band)
        center = band.boundingRect().center()
        painter.setFont(sized_font(self.font(), SMALL_PX))
        painter.setPen(theme.color("accent_text" if chosen else "muted"))
        word = QRectF(center.x() - 40, center.y() - 9, 80, 18)
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, place[1])
        if place in self.state.reached:
            painter.setPen(QPen(theme.color("window"), 1))
            painter.setBrush(theme.color("proposal"))
            painter.drawEllipse(QPointF(center.x(), center.y() + 15), 4, 4)
