"""Brush and eraser: what a hand does becomes one undoable edit of the right object."""

import pytest

from lvit_core.annotation.gesture import Button, ToolModifiers
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError

from .conftest import disc

ALT = ToolModifiers(alt=True)
SHIFT = ToolModifiers(shift=True)


def test_one_gesture_is_one_edit_of_a_new_selected_object(hand, document):
    hand.settings.update(brush_radius_px=10)
    hand.drag("brush", (50.0, 50.0), (50.0, 80.0), (90.0, 80.0))
    (edit,) = document.edits
    (change,) = edit.objects
    assert change.before is None and change.after.class_name == "opacity"
    assert change.after.provenance.origin == "person" and change.after.state == "labeled"
    assert document.selected_object == change.id == document.plane.value_at(90, 80)
    hand.drag("brush", (300.0, 300.0), (300.0, 310.0))
    assert len(document.table) == 2, "what is drawn apart is another object"
    hand.drag("brush", (400.0, 300.0), (400.0, 310.0), modifiers=SHIFT)
    assert len(document.table) == 2, "Shift adds to the selected object"
    assert document.plane.value_at(400, 310) == document.plane.value_at(300, 310)
    for _ in range(3):
        document.undo()
    assert not document.plane.to_array().any() and len(document.table) == 0


def test_a_stroke_that_begins_in_an_object_continues_it_whatever_is_selected(hand, document):
    mine = document.add(disc(100, 100, 30))
    other = document.add(disc(300, 300, 30), class_name="effusion")
    hand.drag("brush", (100.0, 100.0), (100.0, 160.0))
    assert document.plane.value_at(100, 160) == mine
    assert document.selected_object == mine
    hand.drag("brush", (300.0, 300.0), (300.0, 360.0))
    assert document.plane.value_at(300, 360) == document.selected_object == other
    assert document.table.get(other).class_name == "effusion", "it keeps its class"


def test_a_new_object_can_begin_on_another_one(hand, document):
    mine = document.add(disc(100, 100, 30))
    hand.settings.update(new_object=True)
    hand.drag("brush", (100.0, 100.0), (100.0, 160.0))
    new = document.plane.value_at(100, 160)
    assert new not in (0, mine) and document.plane.value_at(100, 100) == mine
    hand.drag("brush", (100.0, 160.0), (100.0, 200.0))
    assert document.plane.value_at(100, 200) == new, "asked for once, it holds for one object"


@pytest.mark.parametrize("tool_id", ["brush", "eraser"])
def test_what_is_seen_grows_while_painting_and_cancel_leaves_no_trace(hand, document, tool_id):
    document.add(disc(100, 100, 60))
    before = document.state()
    tool = hand.drag(tool_id, (100.0, 100.0), (100.0, 180.0), release=False)
    assert tool.active and document.repaints and document.state()[0] != before[0]
    tool.cancel()
    assert not tool.active
    assert document.state() == before and not document.edits
    assert document.repaints[-1].contains(100, 180 - 1)
    tool.release((100.0, 180.0))
    tool.move((10.0, 10.0))
    assert document.state() == before, "after cancel the rest of the gesture is nothing"


def test_alt_erases_and_the_last_pixel_takes_the_record_along(hand, document):
    mine = document.add(disc(100, 100, 8))
    hand.drag("brush", (100.0, 90.0), (100.0, 110.0), modifiers=ALT)
    assert mine not in document.table and not document.plane.to_array().any()
    document.undo()
    assert mine in document.table and document.plane.value_at(100, 100) == mine


def test_the_eraser_spares_others_while_one_is_selected(hand, document):
    left, right = document.add(disc(100, 100, 30)), document.add(disc(100, 170, 30))
    document.select_object(left)
    hand.drag("eraser", (100.0, 100.0), (100.0, 180.0))
    assert document.plane.value_at(100, 110) == 0
    assert document.plane.value_at(100, 170) == right
    hand.settings.update(protect_others=False)
    hand.drag("eraser", (100.0, 100.0), (100.0, 180.0))
    assert document.plane.value_at(100, 170) == 0


def test_protection_off_cuts_into_others(hand, document):
    other = document.add(disc(100, 100, 30), class_name="effusion")
    hand.settings.update(protect_others=False, brush_radius_px=5)
    hand.drag("brush", (100.0, 60.0), (100.0, 140.0))
    assert document.plane.value_at(100, 100) not in (0, other)


def test_stay_inside_threshold(hand, document):
    hand.settings.update(stay_inside=True, high=1000, brush_radius_px=50)
    hand.drag("brush", (100.0, 100.0), (110.0, 100.0))
    painted = document.plane.to_array() > 0
    assert painted.any() and (document.source.pixels[painted] < 1000).all()
    near = disc(100, 100, 50) & (document.source.pixels < 1000)
    assert painted[near].all()


def test_correcting_a_prediction_protects_it_and_tells_model_and_person(hand, document):
    model = Provenance("model", "", "gen-7", "two areas", "2029-12-31T00:00:00+00:00")
    mine = document.add(disc(100, 100, 30), provenance=model)
    hand.drag("brush", (100.0, 100.0), (100.0, 150.0))
    record = document.table.get(mine)
    assert record.human and record.provenance.origin == "model"
    assert record.provenance.edited_by == "dr"
    assert record.provenance.generation == "gen-7" and record.provenance.sentence == "two areas"
    document.undo()
    assert document.table.get(mine).provenance == model


def test_nothing_open_other_buttons_and_outside_do_nothing(hand, document):
    tool = hand.tools["brush"]
    tool.press((100.0, 100.0), button=Button.RIGHT)
    assert not tool.active
    hand.drag("brush", (-500.0, -500.0), (-400.0, -500.0))
    assert not document.edits and len(document.table) == 0
    hand.document = None
    assert tool.cursor_radius_px is None
    tool.press((100.0, 100.0))
    tool.move((120.0, 100.0))
    tool.release((120.0, 100.0))
    tool.finish()
    assert not tool.active and not document.edits


def test_an_id_given_to_a_cancelled_stroke_is_not_given_again(hand, document):
    hand.drag("brush", (50.0, 50.0), release=False).cancel()
    burnt = document.table.next_id - 1
    hand.click("brush", (50.0, 50.0))
    assert document.selected_object > burnt


def test_the_cursor_shows_the_brush(hand):
    hand.settings.update(brush_radius_px=33)
    assert hand.tools["brush"].cursor_radius_px == hand.tools["eraser"].cursor_radius_px == 33
    assert hand.tools["wand"].cursor_radius_px is None


def test_nothing_else_changes_pixels_while_a_stroke_is_under_way(hand, document):
    mine = document.add(disc(100, 100, 30))
    tool = hand.drag("brush", (100.0, 100.0), (100.0, 150.0), release=False)
    for _ in range(2):
        with pytest.raises(LViTError):
            hand.click("select", (100.0, 100.0), ALT)
    assert mine in document.table and not document.edits
    tool.release((100.0, 150.0))
    hand.click("select", (100.0, 100.0), ALT)
    assert mine not in document.table and len(document.edits) == 1 + 1
    hand.drag("brush", (100.0, 100.0), release=False).cancel()
    hand.click("fill", (100.0, 100.0))
    assert len(document.edits) == 3
