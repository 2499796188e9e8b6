"""The badge that says which side is which: the mistake it prevents cannot be seen in a mask.

The project declares whose left is meant, the file how it shows the patient; what follows from the
two is said by :mod:`lvit_core.prompt.laterality` alone.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from app.translation import tr
from app.views.canvas.overlays import corner_texts
from app.views.canvas.overlays.frame import Frame, draw_text
from app.views.theme import sized_font
from lvit_core.prompt.laterality import Letters, Sides

LETTER_PX = 17
WORD_PX = 10
INSET_PX = 14
GAP_PX = 8
BOX_PX = 76
AROUND_PX = 12  # the words of a box


def paint(painter: QPainter, frame: Frame, area: QRect) -> None:
    """Draws the letters at the upper corners of the visible part of the image."""
    if not frame.document.template.laterality:
        return
    badge = Sides(frame.convention, frame.document.record.orientation).letters
    if badge is None:
        return
    if area.top() > _lowest(frame):  # as most strokes do
        return
    color = frame.theme.color("laterality")
    places, words = _places(frame, badge), tr(badge.note)
    met = places[0][1].right() + GAP_PX > places[1][1].left()  # on a narrow image it is said once
    for number, (letter, place, side) in enumerate(places):
        if not place.adjusted(-6, -4, 6, 4).intersects(area):
            continue
        painter.setFont(sized_font(frame.font, LETTER_PX, bold=True))
        draw_text(painter, place, side | Qt.AlignmentFlag.AlignTop, letter, color)
        if met and number:
            continue
        painter.setFont(sized_font(frame.font, WORD_PX))
        below = place.translated(QPoint(0, LETTER_PX + 9))
        draw_text(painter, below, side | Qt.AlignmentFlag.AlignTop, words, color)


def _lowest(frame: Frame) -> int:
    """Letters and words end above it, whatever they make room for."""
    over = max(corner_texts.lowest(frame), frame.covered.bottom() + 1)
    image = max(0, round(frame.image_area().top()))
    return max(image + INSET_PX, over + GAP_PX) + LETTER_PX + 30 + 4


def _places(frame: Frame, badge: Letters) -> list[tuple[str, QRect, Qt.AlignmentFlag]]:
    shown = frame.image_area().intersected(QRectF(0, 0, frame.width, frame.height))
    left, right = round(shown.left()) + INSET_PX, round(shown.right()) - INSET_PX
    words_px = QFontMetrics(sized_font(frame.font, WORD_PX)).horizontalAdvance(tr(badge.note))
    top, width = round(shown.top()) + INSET_PX, max(BOX_PX, words_px + AROUND_PX)
    boxes = [
        QRect(left, top, width, LETTER_PX + 30),
        QRect(right - width, top, width, LETTER_PX + 30),
    ]
    texts = [place.adjusted(-6, -4, 6, 4) for _, place, _ in corner_texts.places(frame)]
    if not frame.covered.isEmpty():
        texts.append(frame.covered)
    if any(box.intersects(text) for box in boxes for text in texts):
        hidden_by = [text for text in texts if any(box.intersects(text) for box in boxes)]
        below = max(top, max(text.bottom() for text in hidden_by) + GAP_PX)
        boxes = [box.translated(0, below - top) for box in boxes]
    sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
    return list(zip((badge.left, badge.right), boxes, sides, strict=True))
