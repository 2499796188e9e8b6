"""A histogram or a scatter of measured objects, on which a person drags a gate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.translation import tr
from app.views.numbers.binning import Floats, Gate, bin_edges, cell_picture, span
from app.views.numbers.words import tick_words
from app.views.panels.curves import ticks
from app.views.theme import SMALL_PX, Theme, appearance, current_theme, sized_font

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 52, 12, 10, 38
_CELL_PX = ((300, 5), (3000, 4))  # a point is so large up to so many of them
_SMALLEST_CELL_PX = 3
_LEAST_DRAG_PX = 3
_LEFT_ALONE = 0.35  # how strongly others are drawn where something is selected


@dataclass(frozen=True, eq=False)
class Points:
    """What is plotted.

    Attributes:
        x, y: (n,) values; without ``y`` their distribution is shown.
        x_title, y_title: With units.
        kinds: (n,) which colour a point has.
        colours: (k, 3).
        chosen: (n,) true for those that are selected.
        whole: x counts something.
    """

    x: Floats
    y: Floats | None
    x_title: str
    y_title: str
    kinds: NDArray[np.int64]
    colours: NDArray[np.uint8]
    chosen: NDArray[np.bool_]
    whole: bool = False


class Plot(QWidget):
    """Paints bins, never single objects, so its cost does not grow with their number.

    Signals:
        gate_moved: A gate is being dragged.
        gate_set: It was let go; ``gate`` is the one, ``None`` after a click.
    """

    gate_moved = Signal()
    gate_set = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.gate: Gate | None = None
        self._points: Points | None = None
        self._empty_text = ""
        self._spans = ((0.0, 1.0), (0.0, 1.0))
        self._edges = np.zeros(0)
        self._counts = np.zeros((2, 0), np.int64)  # of all, of the selected
        self._pictures: list[tuple[float, QImage]] = []  # with how strongly each is drawn
        self._pressed: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Plot of the objects"))
        self.setToolTip(tr("Drag over the plot to select the objects there; click to let go"))
        appearance().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        return QSize(260, 220)

    def show_points(self, points: Points | None, empty_text: str = "") -> None:
        """Shows other points, or says why there are none."""
        self._points, self._empty_text = points, empty_text
        self._pictures = []
        if points is not None:
            self._count(points)
        self.update()

    def set_gate(self, gate: Gate | None) -> None:
        """Shows another gate, without telling of it."""
        self.gate = gate
        self.update()

    @property
    def spans(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Values at the ends of both axes."""
        return self._spans

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point lies on the widget."""
        area, ((x0, x1), (y0, y1)) = self._area(), self._spans
        return QPointF(
            area.left() + area.width() * (x - x0) / (x1 - x0),
            area.bottom() - area.height() * (y - y0) / (y1 - y0),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._points is not None:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._dragged(event.position()):
            self.gate = self._gate_to(event.position())
            self.update()
            self.gate_moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        dragged = self._dragged(event.position())
        self.gate = self._gate_to(event.position()) if dragged else None
        self._pressed = None
        self.update()
        self.gate_set.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._pictures = []
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized_font(self.font(), SMALL_PX))
        points = self._points
        if points is None:
            painter.setPen(theme.color("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 0, -16, 0), flags, self._empty_text)
        else:
            self._paint_axes(painter, theme, points)
            if points.y is None:
                self._paint_bars(painter, theme)
            else:
                self._paint_cells(painter, theme, points)
            self._paint_gate(painter, theme)
        painter.end()

    def _count(self, points: Points) -> None:
        x_span = span(points.x)
        if points.y is not None:
            self._spans = (_padded(x_span), _padded(span(points.y)))
            return
        self._edges = bin_edges(points.x, whole=points.whole)
        known = np.isfinite(points.x)
        every, _ = np.histogram(points.x[known], self._edges)
        some, _ = np.histogram(points.x[known & points.chosen], self._edges)
        self._counts = np.stack([every, some])
        top = float(max(1, every.max(initial=0)))
        self._spans = ((float(self._edges[0]), float(self._edges[-1])), (0.0, 1.05 * top))

    def _area(self) -> QRectF:
        width = max(1, self.width() - _LEFT_PX - _RIGHT_PX)
        height = max(1, self.height() - _TOP_PX - _BOTTOM_PX)
        return QRectF(_LEFT_PX, _TOP_PX, width, height)

    def _dragged(self, at: QPointF) -> bool:
        moved = QPointF() if self._pressed is None else at - self._pressed
        return abs(moved.x()) + abs(moved.y()) >= _LEAST_DRAG_PX

    def _gate_to(self, at: QPointF) -> Gate:
        first = self._pressed or at
        flat = self._points is None or self._points.y is None
        return Gate.spanning(self._value_at(first), self._value_at(at), flat=flat)

    def _value_at(self, at: QPointF) -> tuple[float, float]:
        area, ((x0, x1), (y0, y1)) = self._area(), self._spans
        right = min(1.0, max(0.0, (at.x() - area.left()) / area.width()))
        up = min(1.0, max(0.0, (area.bottom() - at.y()) / area.height()))
        return x0 + right * (x1 - x0), y0 + up * (y1 - y0)

    def _paint_axes(self, painter: QPainter, theme: Theme, points: Points) -> None:
        area, ((x0, x1), (y0, y1)) = self._area(), self._spans
        painter.setPen(QPen(theme.color("line"), 1))
        heights = [y for y in ticks(y0, y1) if points.y is not None or y == round(y)]
        for y in heights:
            level = self.place_of(x0, y).y()
            painter.drawLine(QPointF(area.left(), level), QPointF(area.right(), level))
        painter.setPen(theme.color("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for y in heights:
            level = self.place_of(x0, y).y()
            painter.drawText(QRectF(0, level - 8, _LEFT_PX - 6, 16), right, tick_words(y))
        for x in ticks(x0, x1, max(2, int(area.width() // 50))):
            place = QRectF(self.place_of(x, y0).x() - 30, area.bottom() + 3, 60, 15)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tick_words(x))
        below = QRectF(area.left(), area.bottom() + 18, area.width(), 16)
        painter.setPen(theme.color("text"))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, points.x_title)

    def _paint_bars(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        bottom = self._area().bottom()
        for counts, token in zip(self._counts, ("accent_line", "proposal"), strict=True):
            painter.setBrush(theme.color(token))
            for left, right, count in zip(self._edges, self._edges[1:], counts, strict=False):
                if count:
                    corner = self.place_of(float(left), float(count))
                    end = self.place_of(float(right), 0.0).x()
                    wide = max(1.0, end - corner.x() - 1)
                    painter.drawRect(QRectF(corner.x(), corner.y(), wide, bottom - corner.y()))

    def _paint_cells(self, painter: QPainter, theme: Theme, points: Points) -> None:
        area = self._area()
        if not self._pictures and points.y is not None:
            side = next((px for most, px in _CELL_PX if len(points.x) <= most), _SMALLEST_CELL_PX)
            cells = max(1, round(area.height() / side)), max(1, round(area.width() / side))
            self._pictures = self._pictures_of(points, points.y, cells)
        for strength, picture in self._pictures:
            painter.setOpacity(strength)
            painter.drawImage(area, picture)
        painter.setOpacity(1.0)
        painter.save()
        painter.translate(8, area.center().y())
        painter.rotate(-90)
        painter.setPen(theme.color("text"))
        box = QRectF(-area.height() / 2, -9, area.height(), 14)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, points.y_title)
        painter.restore()

    def _pictures_of(
        self, points: Points, y: Floats, cells_hw: tuple[int, int]
    ) -> list[tuple[float, QImage]]:
        """All in the colours of their classes; what is selected stands out by its strength."""
        made = []
        for strength, which in ((_LEFT_ALONE, ~points.chosen), (1.0, points.chosen)):
            if which.any():
                some = points.x[which], y[which], points.kinds[which]
                cells = cell_picture(*some, points.colours, self._spans, cells_hw)
                height, width = cells_hw
                form = QImage.Format.Format_ARGB32_Premultiplied
                picture = QImage(cells.data, width, height, 4 * width, form).copy()
                made.append((strength if points.chosen.any() else 1.0, picture))
        return made

    def _paint_gate(self, painter: QPainter, theme: Theme) -> None:
        if self.gate is None:
            return
        y0, y1 = self.gate.y or self._spans[1]
        box = QRectF(self.place_of(self.gate.x[0], y1), self.place_of(self.gate.x[1], y0))
        painter.setPen(QPen(theme.color("proposal"), 1.5))
        painter.setBrush(theme.color("proposal", 0.12))
        painter.drawRect(box.normalized().intersected(self._area()))

    def _on_theme(self) -> None:
        self._pictures = []
        self.update()


def _padded(ends: tuple[float, float]) -> tuple[float, float]:
    margin = 0.03 * (ends[1] - ends[0])
    return ends[0] - margin, ends[1] + margin
