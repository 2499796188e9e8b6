"""The words in the upper corners: which image this is, and how it is shown."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from app.translation import figure, tr
from app.views.canvas.overlays.frame import (
    EDGE_PX,
    TEXT_MARGIN_PX,
    Frame,
    draw_text,
    text_area,
    text_height,
)
from app.views.theme import sized_font
from lvit_core.annotation.looked_at import LookedAt
from lvit_core.prompt.template import REGIONS

TEXT_PX = 12
TOP_PX = 10
LINES = 2  # in each corner, as long as they have room; one more where a region is annotated
BETWEEN, DOT = "   ", " · "  # numbers of a line
WIDEST_PX = 420
LEAST_PX = 90  # beside a notice; what has less room lies under it
PLATE_PX = 8  # of the plate under the words, and air
MICRON_BELOW_MM = 0.02  # finer pixels are told in micrometres


def spacing_text(spacing_mm: tuple[float, float] | None) -> str:
    """Pixel spacing in words, empty when unknown; both numbers when pixels are not square."""
    if spacing_mm is None:
        return ""
    unit, factor = ("mm", 1.0) if max(spacing_mm) >= MICRON_BELOW_MM else ("µm", 1000.0)
    height, width = (figure(value * factor, ".3g") for value in spacing_mm)
    return f"{height} {unit}" if height == width else f"{height} × {width} {unit}"


def left_lines(frame: Frame) -> list[str]:
    """File name; size and spacing; how much is annotated, where that is not all."""
    record = frame.document.record
    height, width = frame.viewport.image_hw
    size, remark = spacing_text(record.spacing_mm), tr(frame.document.spacing_remark)
    parts = [f"{width} × {height}", f"{size} ({remark})" if size and remark else size or remark]
    region = _region(frame)
    known = [] if region is None else [tr(region.words)]
    return [record.name, DOT.join(part for part in parts if part), *known]


def right_lines(frame: Frame) -> list[str]:
    """Window width and level (with gamma and inversion when they are not plain); zoom."""
    document = frame.document
    window = document.image_window
    tone = BETWEEN.join((f"WW {number(window.width)}", f"WL {number(window.center)}"))
    if document.contrast.gamma != 1.0:
        tone += f"{BETWEEN}γ {figure(document.contrast.gamma, '.2g')}"
    if document.contrast.invert:
        tone += f"{BETWEEN}{tr('inverted')}"
    return [tone, tr("zoom {zoom}", zoom=zoom_text(frame.viewport.zoom))]


def zoom_text(zoom: float) -> str:
    """Zoom in percent, with as many digits as matter."""
    percent = zoom * 100
    return f"{figure(percent, '.1f' if percent < 10 else '.0f')} %"


def places(frame: Frame) -> list[tuple[list[str], QRect, Qt.AlignmentFlag]]:
    """Lines as they fit, place and side of both corners; a notice leaves what is beside it."""
    if not frame.texts:
        return []
    font = sized_font(frame.font, TEXT_PX)
    most = min(WIDEST_PX, frame.width // 2)
    beside = frame.covered.left(), frame.width - 1 - frame.covered.right()
    found = []
    for lines, right in ((left_lines(frame), False), (right_lines(frame), True)):
        room = beside[right] - EDGE_PX - PLATE_PX
        hidden = not frame.covered.isEmpty() and room >= LEAST_PX
        shown = _fitting(font, lines, min(most, room) if hidden else most)
        width, height = text_area(font, shown)
        x = frame.width - EDGE_PX - width if right else EDGE_PX
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        found.append((shown, QRect(x, TOP_PX, width, height), side))
    return found


def _fitting(font: QFont, lines: list[str], width: int) -> list[str]:
    """Lines no wider than that.

    Numbers go on below, as half a number is another one. A name is cut, and keeps its end, which
    often tells it from the next one.
    """
    metrics, inside = QFontMetrics(font), width - TEXT_MARGIN_PX
    found: list[str] = []
    for line in lines:
        sign = BETWEEN if BETWEEN in line else DOT
        parts = line.split(sign)
        if len(parts) == 1:
            found.append(metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, inside))
            continue
        row = parts[0]
        for part in parts[1:]:
            if metrics.horizontalAdvance(row + sign + part) > inside:
                found.append(row)
                row = part
            else:
                row += sign + part
        found.append(row)
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, inside) for line in found]


def lowest(frame: Frame) -> int:
    """No words of the corners, nor the plate under them, reach below it."""
    if not frame.texts:
        return 0
    lines = LINES + (_region(frame) is not None)
    if not frame.covered.isEmpty() or frame.width < 2 * WIDEST_PX:  # what has no room goes on below
        lines = max(len(shown) for shown, _, _ in places(frame))
    return TOP_PX + text_height(sized_font(frame.font, TEXT_PX), lines) + 4


def _region(frame: Frame) -> LookedAt | None:
    return LookedAt.of(frame.document.planes[REGIONS])


def paint(painter: QPainter, frame: Frame, area: QRect) -> None:
    """Draws both corners if they touch ``area``; most strokes are far below them."""
    if area.top() > lowest(frame):
        return
    painter.setFont(sized_font(frame.font, TEXT_PX))
    color = frame.theme.color("canvas_text")
    for lines, place, side in places(frame):
        if place.adjusted(-6, -4, 6, 4).intersects(area):
            draw_text(painter, place, side | Qt.AlignmentFlag.AlignTop, "\n".join(lines), color)


def number(value: float) -> str:
    """A value of the image with as many digits as matter."""
    return figure(value, ".0f" if abs(value) >= 100 else ".4g")
