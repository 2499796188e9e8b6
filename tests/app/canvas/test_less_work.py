"""A moving brush asks for no more than what it changes: each question costs time between frames."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from app.views.canvas.chrome import Chrome
from app.views.canvas.mask_paint import sample_labels
from app.views.canvas.overlays import attention, corner_texts, density, laterality, legend
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.imaging.image import Image


@pytest.fixture
def shown(show):
    return show(Image(np.full((200, 300), 90, np.uint8)))


def test_a_move_of_the_brush_looks_at_the_view_once_and_its_picture_once(shown, monkeypatch):
    """Every overlay asked anew, and the pointer was looked for twice a move."""
    asked: list[bool] = []
    frame = Chrome.frame
    monkeypatch.setattr(Chrome, "frame", lambda self: (asked.append(True), frame(self))[1])
    shown.session.palette.choose("brush")
    left = Qt.MouseButton.LeftButton
    shown.press(left, shown.at(60, 60))
    shown.canvas.repaint()
    asked.clear()
    shown.move(shown.at(62, 70), left)
    shown.canvas.repaint()
    assert len(asked) == 2
    shown.release(left, shown.at(62, 70))


@pytest.mark.parametrize("covered", [QRect(), QRect(0, 0, 900, 80)])
@pytest.mark.parametrize("at", [QPoint(0, 0), QPoint(0, 60), QPoint(40, -700)])
def test_letters_of_the_sides_lie_above_where_nothing_of_them_is_looked_for(shown, covered, at):
    shown.canvas.keep_clear(covered)
    shown.canvas.view.pan(at.y(), at.x())
    frame = shown.canvas._chrome.frame()
    limit = laterality._lowest(frame)
    for _, place, _ in laterality._places(frame, laterality.Sides("viewer", None).letters):
        assert place.adjusted(-6, -4, 6, 4).bottom() <= limit
    for _, place, _ in corner_texts.places(frame):
        assert place.adjusted(-6, -4, 6, 4).bottom() <= corner_texts.lowest(frame)


@pytest.mark.parametrize("zoom", [0.4, 1.0, 2.5])
@pytest.mark.parametrize("corner", [0, TILE_PX - 30, -20, 2 * TILE_PX - 40])
def test_labels_are_sampled_alike_within_a_tile_and_across(zoom, corner):
    side = 2 * TILE_PX - 10
    labels = np.random.default_rng(1).integers(0, 5, (side, side), dtype=np.int32)
    places = np.floor(np.arange(60) / zoom + corner).astype(np.intp)
    expected = np.zeros((60, 60), np.int32)
    inside = (places >= 0) & (places < side)
    expected[np.ix_(inside, inside)] = labels[np.ix_(places[inside], places[inside])]
    found = sample_labels(LabelPlane.from_array(labels), places, places)
    assert np.array_equal(expected, 0 * expected if found is None else found)


@pytest.mark.parametrize("overlay", [attention, density, legend])
def test_what_colours_mean_stands_below_the_notices(shown, monkeypatch, overlay):
    """A notice that waits to be read hid which colour was the mask and which the model."""
    boxes = []
    monkeypatch.setattr(overlay, "draw_panel", lambda painter, frame, box: boxes.append(box))
    picture = QImage(900, 400, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    for covered in (QRect(), QRect(0, 0, 900, 80)):
        shown.canvas.keep_clear(covered)
        frame = shown.canvas._chrome.frame()
        if overlay is legend:
            legend.paint(painter, frame, picture.rect(), ("mask", "proposal"))
        elif overlay is attention:
            attention._paint_scale(painter, frame, picture.rect(), "layer 1")
        else:
            density._paint_words(painter, frame, picture.rect(), density.TOP_PX, "none")
    painter.end()
    before, below = boxes
    assert below.top() == before.top() + 80 and below.size() == before.size()
