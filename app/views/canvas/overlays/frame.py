"""What an overlay is told about the frame it draws on, and the lettering they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from app.views.canvas.viewport import Viewport
from app.views.theme import Theme

if TYPE_CHECKING:
    from app.session.document import Document

EDGE_PX = 14
TEXT_MARGIN_PX = 4  # an area is so much wider than its words
PLATE_ALPHA = 0.6
PANEL_ALPHA = 0.8


@dataclass(frozen=True)
class Frame:
    """One view of one document, in logical pixels of the widget unless said otherwise."""

    document: Document
    viewport: Viewport  # device pixels
    dpr: float  # device pixels per logical pixel
    width: int
    height: int
    theme: Theme
    font: QFont
    convention: str = "none"  # laterality of the project: "viewer", "patient" or "none"
    texts: bool = True  # name, size, contrast and zoom stand in the upper corners
    covered: QRect = field(default_factory=QRect)  # what lies over the canvas, such as notices
    bar: QRect = field(default_factory=QRect)  # where the bar of a proposal is, if one is shown

    def point(self, image_yx: tuple[float, float]) -> QPointF:
        """An image point on the widget."""
        y, x = self.viewport.to_device(image_yx)
        return QPointF(x / self.dpr, y / self.dpr)

    @property
    def zoom(self) -> float:
        """Logical pixels per image pixel."""
        return self.viewport.zoom / self.dpr

    def image_area(self) -> QRectF:
        """Where the whole image lies, partly off the widget when zoomed in."""
        height, width = self.viewport.image_hw
        return QRectF(self.point((0, 0)), self.point((height, width)))


def draw_panel(painter: QPainter, frame: Frame, box: QRect) -> None:
    """The ground of words and swatches that belong together, in the colour of the canvas."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(frame.theme.color("canvas", PANEL_ALPHA))
    painter.drawRoundedRect(box, 6, 6)


def below_notices(frame: Frame, box: QRect) -> QRect:
    """A box of the upper edge, as far below what lies over the canvas as it was below the edge."""
    return box if frame.covered.isEmpty() else box.translated(0, frame.covered.bottom() + 1)


def draw_text(
    painter: QPainter, area: QRect, align: Qt.AlignmentFlag, text: str, color: QColor
) -> None:
    """Text on a dark, see-through plate, so that it can be read over any image."""
    plate = painter.boundingRect(area, align, text).adjusted(-5, -2, 5, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgbF(0, 0, 0, PLATE_ALPHA))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(color)
    painter.drawText(area, align, text)


def text_area(font: QFont, lines: list[str]) -> tuple[int, int]:
    """Width and height that lines of text take."""
    metrics = QFontMetrics(font)
    width = max((metrics.horizontalAdvance(line) for line in lines), default=0)
    return width + TEXT_MARGIN_PX, text_height(font, len(lines))


def text_height(font: QFont, lines: int) -> int:
    """Height that so many lines of text take."""
    return QFontMetrics(font).lineSpacing() * lines + 2
