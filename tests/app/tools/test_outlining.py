"""Lasso, polygon, threshold and partial acceptance."""

import numpy as np
import pytest

from lvit_core.annotation.gesture import ToolModifiers
from lvit_core.annotation.raster import polygon_region
from lvit_core.errors import LViTError

from .conftest import disc

ALT = ToolModifiers(alt=True)
SQUARE = ((50.0, 50.0), (50.0, 150.0), (150.0, 150.0), (150.0, 50.0))


def drawn(document):
    return document.plane.to_array()


def square():
    mask = np.zeros((560, 600), bool)
    mask[50:150, 50:150] = True
    return mask


def test_lasso_adds_and_alt_subtracts(hand, document):
    tool = hand.drag("lasso", *SQUARE, release=False)
    assert tool.preview.closed and tool.preview.outline == SQUARE and not tool.preview.subtract
    assert not document.edits
    tool.release(SQUARE[-1])
    assert tool.preview is None and not tool.active
    assert np.array_equal(drawn(document) > 0, square())
    assert document.selected_object == drawn(document)[60, 60]
    tool = hand.drag("lasso", *[(y + 50, x) for y, x in SQUARE], modifiers=ALT, release=False)
    assert tool.preview.subtract
    tool.release((200.0, 50.0), ALT)
    assert (drawn(document) > 0).sum() == 50 * 100
    assert len(document.edits) == 2


def test_a_loop_that_crosses_itself_leaves_no_hole(hand, document):
    turns = [(100 + 40 * np.sin(t), 100 + 40 * np.cos(t)) for t in np.linspace(0, 12.0, 90)]
    hand.drag("lasso", *turns)
    assert (drawn(document)[disc(100, 100, 39)] > 0).all()


@pytest.mark.parametrize("tool_id", ["lasso", "polygon", "threshold", "accept"])
def test_cancel_leaves_no_trace(hand, document, tool_id):
    document.add(disc(100, 100, 20))
    before = document.state()
    tool = hand.drag(tool_id, *SQUARE, release=False)
    tool.cancel()
    assert document.state() == before and not document.edits and not hand.accepted
    assert tool.preview is None and not tool.active


def corners(hand, *points):
    tool = hand.tools["polygon"]
    for point in points:
        tool.press(point)
        tool.release(point)
    return tool


@pytest.mark.parametrize("way", ["return", "first corner"])
def test_polygon_by_clicks(hand, document, way):
    tool = corners(hand, *SQUARE)
    assert tool.active and not document.edits
    tool.move((70.0, 20.0))
    assert tool.preview.outline == (*SQUARE, (70.0, 20.0)), "an edge follows the pointer"
    if way == "return":
        tool.finish()
    else:
        tool.press((51.0, 52.0))
        assert not tool.active
        tool.release((51.0, 52.0))
    assert np.array_equal(drawn(document) > 0, square())
    assert len(document.edits) == 1 and not tool.active
    tool.finish()  # its corners could be moved until then
    assert tool.preview is None


def test_polygon_takes_freehand_parts_too(hand, document):
    tool = hand.drag("polygon", (50.0, 50.0), (50.0, 100.0), (50.0, 150.0), (150.0, 150.0))
    tool.press((150.0, 50.0))
    tool.release((150.0, 50.0))
    tool.finish()
    assert np.array_equal(drawn(document) > 0, square())


def test_too_few_corners_or_outside_make_nothing(hand, document):
    corners(hand, *SQUARE[:2]).finish()
    corners(hand, (-90.0, -90.0), (-90.0, -20.0), (-20.0, -50.0)).finish()
    assert not document.edits and not hand.tools["polygon"].active


def test_others_are_protected_unless_asked(hand, document):
    other = document.add(disc(100, 100, 20))
    hand.drag("lasso", *SQUARE)
    assert (drawn(document)[disc(100, 100, 20)] == other).all()
    document.undo()
    document.select_object(0)
    hand.settings.update(protect_others=False)
    hand.drag("lasso", *SQUARE)
    assert other not in document.table


def test_threshold_by_bounds_and_by_itself(hand, colour_hand):
    around = ((40.0, 40.0), (40.0, 160.0), (160.0, 160.0), (160.0, 40.0))
    hand.settings.update(high=1000)
    hand.drag("threshold", *around)
    region = polygon_region([around], hand.document.plane.bounds())
    inside = region.fitted(hand.document.plane.bounds()).mask
    dark = hand.document.source.pixels < 1000
    assert np.array_equal(drawn(hand.document) > 0, inside & dark)
    colour_hand.drag("threshold", *around)
    assert np.array_equal(drawn(colour_hand.document) > 0, inside & dark), "dark, by itself"
    hand.document.undo()
    hand.settings.update(high=None)
    hand.drag("threshold", *around)
    assert np.array_equal(drawn(hand.document) > 0, inside & ~dark), "bright, by itself"


def test_accept_by_click_asks_for_one_object(hand):
    hand.drag("accept", (100.0, 170.0), (100.5, 170.5))
    assert hand.accepted == [(100.0, 170.0)]
    assert not hand.tools["accept"].active


def test_accept_by_lasso_asks_for_the_area_inside(hand, document):
    hand.drag("accept", *SQUARE)
    (region,) = hand.accepted
    assert np.array_equal(region.fitted(document.plane.bounds()).mask, square())
    hand.drag("accept", (-90.0, -90.0), (-90.0, -20.0), (-20.0, -50.0))
    assert len(hand.accepted) == 1, "nothing lies outside the image"


def test_accepting_without_a_proposal_says_what_to_do(hand):
    hand.proposal = False
    for points in ([(100.0, 100.0)], SQUARE):
        with pytest.raises(LViTError) as caught:
            hand.drag("accept", *points)
        assert caught.value.hint and not hand.tools["accept"].active
