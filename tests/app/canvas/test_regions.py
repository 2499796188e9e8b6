"""What nobody has looked at is dim on the canvas, and said so in a corner."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app.views.canvas.overlays import corner_texts
from lvit_core.imaging.image import Image
from lvit_core.prompt.template import REGIONS


@pytest.fixture
def shown(show):
    made = show(Image(np.full((200, 300), 180, np.uint8)))
    made.canvas.fit()
    made.settle()
    return made


def _brush(shown, *points: tuple[int, int]) -> None:
    shown.session.palette.choose("brush")
    shown.session.palette.settings.update(brush_radius_px=15.0)
    shown.drag([shown.at(*point) for point in points])


def _words(shown) -> str:
    return " ".join(corner_texts.left_lines(shown.canvas._chrome.frame()))


def test_outside_of_a_region_the_image_is_dim_until_it_is_undone(shown):
    plain = shown.color(150, 250)
    assert "annotated" not in _words(shown)
    shown.document.set_layer(REGIONS)
    _brush(shown, (60, 60), (60, 120))
    assert shown.color(150, 250).lightness() < 0.7 * plain.lightness()
    shown.document.set_layer("lesion")
    inside = shown.color(60, 90)
    assert inside == plain, "inside the image is what it is"
    area = shown.document.planes[REGIONS].extents.area(1)
    assert f"annotated in 1 region, {100 * area / 60000:.3g} %" in _words(shown)
    shown.document.undo_stack.undo()
    assert shown.color(150, 250) == plain
    assert "annotated" not in _words(shown)


def test_labels_outside_keep_their_colours(shown):
    _brush(shown, (150, 240), (150, 260))
    shown.document.select_object(0)
    before = shown.color(150, 250)
    shown.document.set_layer(REGIONS)
    _brush(shown, (60, 60), (60, 120))
    shown.document.set_layer("lesion")
    assert shown.color(150, 250) == before != QColor(180, 180, 180)


def test_a_region_grows_stroke_by_stroke(shown):
    shown.document.set_layer(REGIONS)
    _brush(shown, (60, 60), (60, 120))
    dim = shown.color(150, 250)
    _brush(shown, (150, 240), (150, 260))
    shown.document.set_layer("lesion")
    assert shown.color(150, 250).lightness() > dim.lightness()
