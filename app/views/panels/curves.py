"""A small line chart, drawn here because a plotting library would cost the window a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.translation import figure
from app.views.theme import SMALL_PX, Theme, current_theme, sized_font

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 36, 14, 14, 22


@dataclass(frozen=True)
class Series:
    """One curve: a name, its points in order of x, and how it is drawn.

    Curves with ``own_scale`` are stretched to the height of the chart and have no axis: they show
    a course, not a level.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    token: str
    dashed: bool = False
    own_scale: bool = False

    @property
    def finite(self) -> list[tuple[float, float]]:
        return [(x, y) for x, y in self.points if isfinite(x) and isfinite(y)]


def ticks(low: float, high: float, most: int = 4) -> list[float]:
    """Round values within ``low..high``, at most ``most + 1`` of them."""
    if not high > low:
        return [low]
    raw = (high - low) / most
    magnitude = 10.0 ** floor(log10(raw))
    step = next(factor * magnitude for factor in (1, 2, 5, 10) if factor * magnitude >= raw)
    first = int(low / step) + (0 if low % step == 0 else 1)
    count = floor((high - first * step) / step + 1e-9) + 1
    return [round((first + index) * step, 10) for index in range(max(count, 1))]


class CurveChart(QWidget):
    """Curves with their names and last values written at them, so that no legend is needed."""

    def __init__(self, name: str) -> None:
        """``name`` is what a screen reader says."""
        super().__init__()
        self._series: list[Series] = []
        self._empty_text = ""
        self._x_unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(132)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(260, 132)

    def set_series(self, series: Sequence[Series], x_unit: str, empty_text: str) -> None:
        """Shows these curves; ``x_unit`` stands before the x values at both ends of the axis."""
        self._series = [item for item in series if item.finite]
        self._x_unit, self._empty_text = x_unit, empty_text
        words = [f"{item.name} {figure(item.finite[-1][1], '.3f')}" for item in self._series]
        self.setAccessibleDescription(", ".join(words) or empty_text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized_font(self.font(), SMALL_PX - 1))
        if not self._series:
            painter.setPen(theme.color("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.setFont(sized_font(self.font(), SMALL_PX))
            painter.drawText(self.rect().adjusted(16, 0, -16, 0), flags, self._empty_text)
            painter.end()
            return
        area = QRectF(
            _LEFT_PX,
            _TOP_PX,
            self.width() - _LEFT_PX - _RIGHT_PX,
            self.height() - _TOP_PX - _BOTTOM_PX,
        )
        xs = [x for item in self._series for x, _ in item.finite]
        x_low, x_high = min(xs), max(xs)
        levels = [y for item in self._series if not item.own_scale for _, y in item.finite]
        y_low, y_high = _padded(levels or [0.0, 1.0])
        self._paint_axes(
            painter,
            theme,
            area,
            x_range=(x_low, x_high),
            y_range=(y_low, y_high),
            with_levels=bool(levels),
        )
        taken: list[QRectF] = []
        for item in self._series:
            low, high = _padded([y for _, y in item.finite]) if item.own_scale else (y_low, y_high)
            points = [
                QPointF(
                    area.left() + area.width() * _fraction(x, x_low, x_high),
                    area.bottom() - area.height() * _fraction(y, low, high),
                )
                for x, y in item.finite
            ]
            self._paint_curve(painter, theme, item, points)
            self._paint_name(painter, theme, item, points[-1], taken)
        painter.end()

    def _paint_axes(
        self,
        painter: QPainter,
        theme: Theme,
        area: QRectF,
        *,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        with_levels: bool,
    ) -> None:
        for value in ticks(*y_range, most=3) if with_levels else []:
            y = area.bottom() - area.height() * _fraction(value, *y_range)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.color("muted"))
            box = QRectF(0, y - 8, _LEFT_PX - 6, 16)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, flags, figure(value, "g"))
        painter.setPen(theme.color("muted"))
        below = QRectF(area.left(), area.bottom() + 5, area.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"{self._x_unit} {x_range[0]:g}")
        if x_range[1] > x_range[0]:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{self._x_unit} {x_range[1]:g}")

    def _paint_curve(
        self, painter: QPainter, theme: Theme, item: Series, points: list[QPointF]
    ) -> None:
        pen = QPen(theme.color(item.token), 1.6)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if item.dashed:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(item.token))
        painter.drawEllipse(points[-1], 3, 3)

    def _paint_name(
        self, painter: QPainter, theme: Theme, item: Series, end: QPointF, taken: list[QRectF]
    ) -> None:
        text = f"{item.name} {figure(item.finite[-1][1], '.3g')}"
        metrics = QFontMetricsF(painter.font())
        width, height = metrics.horizontalAdvance(text) + 4, metrics.height()
        x = min(end.x() - 8, self.width() - 4.0) - width
        above = QRectF(x, end.y() - height - 3, width, height)
        below = QRectF(x, end.y() + 4, width, height)
        candidates = [above, below, above.translated(0, -height), below.translated(0, height)]
        free = [
            box
            for box in candidates
            if box.top() >= 0
            and box.bottom() <= self.height() - _BOTTOM_PX + 4
            and not any(box.intersects(other) for other in taken)
        ]
        box = (free or candidates)[0]
        taken.append(box)
        backdrop = theme.color("panel", 0.75)
        painter.fillRect(box, backdrop)
        painter.setPen(theme.color(item.token))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _fraction(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5


def _padded(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    margin = 0.08 * (high - low) or max(abs(high) * 0.05, 0.01)
    return low - margin, high + margin
