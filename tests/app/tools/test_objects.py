"""Fill, wand, split, merge, pick, select: tools that work on what is there."""

import numpy as np
import pytest

from app.session.tools.registry import TOOLS
from app.session.tools.settings import ToolSettings
from lvit_core.annotation.gesture import NO_MODIFIERS, ToolModifiers
from lvit_core.annotation.tool_values import LARGEST_BRUSH_PX, SMALLEST_BRUSH_PX, ToolValues
from lvit_core.errors import LViTError

from .conftest import disc

ALT = ToolModifiers(alt=True)
SHIFT = ToolModifiers(shift=True)


def drawn(document):
    return document.plane.to_array()


def test_fill_closes_a_ring_for_the_object_around(hand, document):
    ring = disc(200, 200, 50) & ~disc(200, 200, 40)
    mine = document.add(ring)
    hand.click("fill", (200.0, 200.0))
    assert np.array_equal(drawn(document) == mine, disc(200, 200, 50))
    hand.click("fill", (200.0, 200.0), ALT)
    assert not drawn(document).any()


def test_wand_takes_what_looks_alike(hand, colour_hand):
    for one in (hand, colour_hand):
        document = one.document
        one.settings.update(tolerance=0.1)
        one.click("wand", (100.0, 100.0))
        dark = document.source.pixels < 1000 if document.source.pixels.ndim == 2 else None
        expected = disc(100, 100, 30) if dark is None else dark & (np.arange(560) < 150)[:, None]
        assert abs((drawn(document) > 0).sum() - expected.sum()) < 80
        assert document.plane.value_at(200, 220) == 0, "the other disc is not connected"
        one.click("wand", (100.0, 100.0), ALT)
        assert not drawn(document).any()
    hand.settings.update(tolerance=1.0)
    hand.click("wand", (100.0, 100.0))
    assert (drawn(hand.document) > 0).all()


def test_split_by_line_and_by_two_clicks_then_merge(hand, document):
    both = disc(200, 200, 30) | disc(200, 250, 30)
    document.add(both, class_name="nodule")
    tool = hand.drag("split", (150.0, 225.0), (200.0, 225.0), (250.0, 225.0), release=False)
    assert len(tool.preview.outline) == 3
    tool.release((250.0, 225.0))
    assert len(document.table) == 2 and {r.class_name for r in document.table} == {"nodule"}
    assert np.array_equal(drawn(document) > 0, both)
    hand.drag("merge", (200.0, 190.0), (200.0, 260.0))
    assert len(document.table) == 1 and np.array_equal(drawn(document) > 0, both)
    tool = hand.click("split", (200.0, 195.0))
    assert tool.active and tool.preview.seeds == ((200.0, 195.0),)
    tool.press((200.0, 255.0))
    tool.release((200.0, 255.0))
    assert not tool.active and tool.preview is None
    left, right = document.plane.value_at(200, 190), document.plane.value_at(200, 260)
    assert left != right and 0 not in (left, right)
    pinch = (drawn(document) == left).sum() / both.sum()
    assert pinch == pytest.approx(0.5, abs=0.05), "cut where it is narrowest"
    assert len(document.edits) == 3


def test_split_that_does_not_cut_says_so_and_leaves_no_trace(hand, document):
    document.add(disc(200, 200, 30))
    before = document.state()
    with pytest.raises(LViTError) as caught:
        hand.drag("split", (10.0, 10.0), (10.0, 90.0))
    assert caught.value.hint and not hand.tools["split"].active
    hand.click("split", (200.0, 200.0))
    with pytest.raises(LViTError):
        hand.click("split", (400.0, 400.0))
    hand.click("split", (400.0, 400.0))
    assert not hand.tools["split"].active, "a click beside all objects starts nothing"
    hand.click("split", (200.0, 200.0)).cancel()
    assert hand.tools["split"].preview is None
    assert document.state() == before and not document.edits


def test_merge_by_clicking_one_after_the_other(hand, document):
    first = document.add(disc(200, 200, 20), class_name="nodule")
    second = document.add(disc(200, 300, 20))
    hand.click("merge", (200.0, 200.0))
    assert document.selected_object == first and not document.edits
    hand.click("merge", (200.0, 300.0))
    assert document.selected_object == first
    assert [r.id for r in document.table] == [first]
    assert document.table.get(first).class_name == "nodule"
    document.undo()
    assert document.plane.value_at(200, 300) == second
    hand.click("merge", (400.0, 400.0))
    assert len(document.edits) == 0


def test_pick_takes_object_and_class(hand, document):
    mine = document.add(disc(200, 200, 20), class_name="nodule")
    hand.click("pick", (200.0, 200.0))
    assert (document.selected_object, document.classes["lesion"]) == (mine, "nodule")
    hand.click("pick", (20.0, 20.0))
    assert (document.selected_object, document.classes["lesion"]) == (0, "nodule")
    assert not document.edits


def test_select_moves_and_deletes(hand, document):
    mine = document.add(disc(200, 200, 20))
    other = document.add(disc(200, 260, 20))
    hand.drag("select", (200.0, 200.0), (200.4, 200.4))
    assert document.selected_object == mine and not document.edits
    tool = hand.drag("select", (200.0, 200.0), (220.0, 205.0), (250.0, 210.0), release=False)
    outline = np.array(tool.preview.outline)
    assert outline.min(axis=0).tolist() == [230, 190] and outline.max(axis=0).tolist() == [270, 230]
    assert not document.edits
    tool.release((250.0, 210.0))
    assert np.array_equal(drawn(document) == mine, disc(250, 210, 20))
    document.undo()
    assert np.array_equal(drawn(document) == mine, disc(200, 200, 20))
    hand.drag("select", (200.0, 200.0), (200.0, 230.0))
    assert np.array_equal(drawn(document) == other, disc(200, 260, 20)), "others stay whole"
    hand.click("select", (200.0, 260.0), ALT)
    assert other not in document.table and document.plane.value_at(200, 265) == 0
    before = document.state()
    with pytest.raises(LViTError):
        hand.drag("select", (200.0, 230.0), (200.0, 5000.0))
    tool = hand.drag("select", (200.0, 230.0), (300.0, 230.0), release=False)
    tool.cancel()
    assert document.state() == before and tool.preview is None


def test_a_line_around_objects_selects_those_whose_middle_it_encloses(hand, document):
    first, second = document.add(disc(100, 100, 20)), document.add(disc(100, 160, 20))
    third, far = document.add(disc(180, 130, 20)), document.add(disc(300, 300, 20))
    corners = [(60.0, 60.0), (60.0, 200.0), (140.0, 200.0), (170.0, 130.0), (140.0, 60.0)]
    tool = hand.drag("select", *corners, release=False)
    assert tool.preview.closed and len(tool.preview.outline) >= 4
    tool.release(corners[-1])
    assert set(document.chosen_objects) == {first, second} and document.selected_object == first
    assert not document.edits and third not in document.chosen_objects
    hand.drag("select", (280.0, 280.0), (280.0, 330.0), (330.0, 330.0), (330.0, 280.0))
    assert document.selected_object == far and document.chosen_objects == ()
    hand.click("select", (20.0, 20.0))
    assert document.selected_object == 0


def test_every_tool_survives_a_whole_gesture_on_an_empty_image(hand, document):
    for tool_id, tool in hand.tools.items():
        for points in ([(5.0, 5.0)], [(5.0, 5.0), (300.0, 400.0), (10.0, 300.0)]):
            try:
                hand.drag(tool_id, *points)
            except LViTError as error:
                assert error.hint
            tool.cancel()
            assert not tool.active and tool.preview is None
    assert len(hand.tools) == len(TOOLS)
    assert all(kind.title and kind.hint for kind in TOOLS)


def test_settings_tell_what_changed_and_stay_in_range(qtbot):
    settings = ToolSettings()
    seen = []
    settings.changed.connect(seen.append)
    settings.update(brush_radius_px=9999, tolerance=-3)
    assert seen == ["brush_radius_px", "tolerance"]
    assert settings.values.brush_radius_px == LARGEST_BRUSH_PX and settings.values.tolerance == 0
    settings.update(brush_radius_px=9999)
    assert len(seen) == 2
    for _ in range(60):
        settings.shrink_brush()
    assert settings.values.brush_radius_px == SMALLEST_BRUSH_PX
    settings.enlarge_brush()
    assert settings.values.brush_radius_px == SMALLEST_BRUSH_PX + 1
    with pytest.raises(TypeError):
        settings.update(no_such_value=1)
    assert ToolSettings(ToolValues(subtract=True)).values.subtract


def test_fill_between_two_objects_makes_a_third_and_shift_gives_it_away(hand, document):
    left = disc(200, 200, 50) & (np.arange(document.plane.width) < 200)
    right = disc(200, 200, 50) & ~left
    hole = disc(200, 200, 30)
    one, two = document.add(left & ~hole), document.add(right & ~hole)
    hand.click("fill", (200.0, 200.0))
    assert document.plane.value_at(200, 200) not in (0, one, two), "it is nobody's"
    document.undo()
    document.select_object(two)
    hand.click("fill", (200.0, 200.0), SHIFT)
    assert (drawn(document)[hole] == two).all()


@pytest.mark.parametrize("tool", ["wand", "lasso", "polygon", "fill"])
def test_on_free_ground_every_tool_starts_a_new_object(hand, document, tool):
    mine = document.add(disc(400, 400, 30))
    document.select_object(mine)
    path = [(80.0, 80.0), (80.0, 120.0), (120.0, 120.0), (120.0, 80.0)]
    for modifiers in (NO_MODIFIERS, SHIFT):
        if tool == "polygon":
            for point in path:
                hand.click("polygon", point, modifiers)
            hand.tools["polygon"].finish()
        elif tool == "lasso":
            hand.drag("lasso", *path, modifiers=modifiers)
        else:
            hand.settings.update(tolerance=0.01)
            hand.click(tool, (100.0, 100.0), modifiers)
        new = document.plane.value_at(100, 100)
        assert new and (new == mine) == modifiers.shift
        document.undo()
        document.select_object(mine)
