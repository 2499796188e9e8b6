"""Every tool once by real events on the canvas: what the hand does is what the mask gets."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.imaging.image import Image
from tests.app.canvas.test_events import draw, proposal

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


def disc_image():
    """A bright disc of radius 40 at (100, 100) on a dark ground."""
    rows, columns = np.ogrid[:200, :300]
    inside = (rows - 100) ** 2 + (columns - 100) ** 2 < 40**2
    return Image(np.where(inside, 200, 30).astype(np.uint8))


def with_objects(shown, *boxes):
    """Puts rectangles (y0, y1, x0, x1) as objects 1, 2, ... into the active layer."""
    labels = np.zeros((200, 300), np.int32)
    document = shown.document
    for number, (y0, y1, x0, x1) in enumerate(boxes, start=1):
        labels[y0:y1, x0:x1] = number
        document.objects[document.active_layer].add(
            ObjectRecord(
                number,
                document.active_layer,
                document.classes[document.active_layer],
                Provenance("person"),
                "labeled",
            )
        )
    document.planes[document.active_layer] = LabelPlane.from_array(labels)
    shown.canvas._stage.refresh()


@pytest.fixture
def take(show):
    """Shows the disc with a tool in hand."""

    def make(tool, image=None, **facts):
        shown = show(image or disc_image(), **facts)
        shown.session.palette.choose(tool)
        return shown

    return make


def ids(shown):
    return set(np.unique(shown.plane.to_array())) - {0}


def click(shown, y, x, keys=Qt.KeyboardModifier.NoModifier):
    shown.qtbot.mouseClick(shown.canvas, LEFT, keys, shown.at(y, x))


def test_lasso_takes_what_it_goes_around(take):
    shown = take("lasso")
    draw(shown, [(20, 20), (20, 80), (80, 80), (80, 20), (20, 20)])
    labels = shown.plane.to_array() > 0
    assert labels[50, 50] and not labels[100, 100]
    assert 3000 < labels.sum() < 4200
    draw(shown, [(40, 40), (40, 60), (60, 60), (60, 40), (40, 40)], keys=ALT)
    assert shown.plane.value_at(50, 50) == 0


@pytest.mark.parametrize("tool", ["brush", "lasso"])
def test_a_quick_hand_leaves_no_corners(take, tool):
    shown = take(tool)
    shown.session.palette.settings.update(brush_radius_px=3)
    angles = [math.tau * number / 9 for number in range(10)]
    draw(shown, [(100 + 60 * math.sin(a), 150 + 60 * math.cos(a)) for a in angles])
    rows, columns = np.nonzero(shown.plane.to_array())
    away = np.hypot(rows - 100, columns - 150)
    assert 60 < away.max() < 66
    filled = (away < 61).sum() if tool == "lasso" else (away > 60).sum() * 2
    assert filled > 0.93 * (math.pi * 60**2 if tool == "lasso" else 6 * math.tau * 60)
    seen = shown.picture()
    shown.canvas._stage.refresh()
    assert seen == shown.picture(), "nothing of the straight lines is left on the screen"


def test_corners_of_a_polygon_can_be_moved_until_something_else_is_done(take):
    shown = take("polygon")
    document, tool = shown.document, shown.session.palette.tool
    for y, x in [(20, 20), (20, 80), (80, 80), (80, 20)]:
        click(shown, y, x)
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_Return)
    assert shown.plane.value_at(50, 50) and not shown.plane.value_at(100, 100)
    assert len(tool.preview.seeds) == 4, "its corners are there to be taken"
    draw(shown, [(80, 80), (110, 120), (140, 160)])
    labels = shown.plane.to_array()
    assert labels[120, 130] and labels[50, 50] and not labels[100, 40]
    assert len(ids(shown)) == 1 and document.undo_stack.count() == 1, "one step, one object"
    draw(shown, [(140, 160), (80, 80)])
    assert not shown.plane.value_at(120, 130), "again, as often as wanted"
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_Return)
    assert tool.preview is None, "Return ends it"
    click(shown, 80, 80)
    assert tool.active and len(tool.preview.outline) <= 2, "a new polygon begins"


@pytest.mark.parametrize("meanwhile", ["class", "new object", "selection", "protection"])
def test_a_moved_corner_changes_nothing_but_the_outline(take, meanwhile):
    """Whatever was chosen since, what the polygon became stays: class, object, neighbours."""
    shown = take("polygon", template="nuclei")
    with_objects(shown, (20, 80, 20, 80), (120, 160, 200, 260))
    document, settings = shown.document, shown.session.palette.settings
    document.set_class("nucleus")
    keys = Qt.KeyboardModifier.NoModifier
    if meanwhile == "new object":
        settings.update(new_object=True)  # on another object
        settings.update(protect_others=False)
    elif meanwhile == "selection":
        document.select_object(1)
        keys = Qt.KeyboardModifier.ShiftModifier
    corners = [(40, 40), (40, 100), (90, 100), (90, 40)]
    for y, x in corners[2:] + corners[:2] if meanwhile == "class" else corners:
        click(shown, y, x, keys)
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_Return)
    made = {one.id: one.class_name for one in document.objects["nuclei"]}
    area = np.bincount(shown.plane.to_array().ravel())
    if meanwhile == "class":
        document.set_class("stromal")
    elif meanwhile == "selection":
        document.select_object(2)
    elif meanwhile == "protection":
        settings.update(protect_others=False)
    draw(shown, [(90, 100), (95, 105), (100, 110)])
    labels, kinds = shown.plane.to_array(), {one.class_name for one in document.objects["nuclei"]}
    assert labels[95, 100] and kinds == set(made.values()), "no other class"
    assert len(document.objects["nuclei"]) == len(made)
    assert (labels == 2).sum() == area[2] and ((labels == 1).sum() > area[1]) == (
        meanwhile in ("selection", "protection")
    )


def test_a_moved_corner_is_no_undo_to_whoever_watches(take):
    """It was told as one, and the picture jumped to show it."""
    shown = take("polygon")
    for y, x in [(20, 20), (20, 280), (180, 280), (180, 20)]:
        click(shown, y, x)
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_Return)
    shown.wheel(shown.at(180, 280), 8)
    seen, told = shown.canvas.viewport, []
    shown.document.stepped.connect(lambda words, _rect: told.append(words))
    draw(shown, [(180, 280), (178, 275), (175, 270)])
    assert not shown.plane.value_at(178, 278) and shown.plane.value_at(170, 260)
    assert shown.canvas.viewport == seen and not told
    shown.session.actions.edit.undo()
    assert told == ["Undone: Polygon (Lesions)"]


def test_a_step_in_between_ends_the_moving_of_corners(take):
    shown = take("polygon")
    for y, x in [(20, 20), (20, 80), (80, 80), (80, 20)]:
        click(shown, y, x)
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_Return)
    shown.document.undo_stack.undo()
    assert shown.session.palette.tool.preview is None
    assert not ids(shown)


def test_wand_takes_the_disc(take):
    shown = take("wand")
    click(shown, 100, 100)
    labels = shown.plane.to_array() > 0
    np.testing.assert_array_equal(labels, disc_image().pixels == 200)


def test_wand_takes_more_the_further_it_is_dragged(take):
    rows, columns = np.mgrid[:200, :300]
    away = np.maximum(np.abs(rows - 100), np.abs(columns - 100))
    shown = take("wand", Image((40 * (away // 30)).clip(0, 255).astype(np.uint8)))
    shown.session.palette.settings.update(tolerance=0.01)
    click(shown, 100, 100)
    alone = (shown.plane.to_array() > 0).sum()
    shown.document.undo_stack.undo()
    begin = shown.at(100, 100)
    shown.qtbot.mousePress(shown.canvas, LEFT, pos=begin)
    for step in (30, 60, 90):
        shown.qtbot.mouseMove(shown.canvas, begin + QPoint(step, 0))
    preview = shown.session.palette.tool.preview
    assert preview is not None and len(preview.outline) > 3, "it is seen before it is taken"
    shown.qtbot.mouseRelease(shown.canvas, LEFT, pos=begin + QPoint(90, 0))
    assert (shown.plane.to_array() > 0).sum() > 2 * alone
    assert shown.document.undo_stack.count() == 1


def test_fill_closes_an_outline(take):
    shown = take("fill")
    ring = (slice(40, 60), slice(40, 60))
    labels = np.zeros((200, 300), np.int32)
    labels[30:70, 30:70] = 1
    labels[ring] = 0
    with_objects(shown, (30, 70, 30, 70))
    shown.document.planes["lesion"] = LabelPlane.from_array(labels)
    shown.document.select_object(1)
    click(shown, 50, 50)
    assert (shown.plane.to_array()[ring] == 1).all()


def test_threshold_takes_bright_pixels_inside_the_outline(take):
    shown = take("threshold")
    shown.session.palette.settings.update(low=150.0, high=255.0)
    draw(shown, [(90, 40), (90, 160), (110, 160), (110, 40), (90, 40)])
    labels = shown.plane.to_array() > 0
    assert labels[100, 100] and not labels[100, 50] and not labels[80, 100]


def test_split_cuts_along_a_line(take):
    shown = take("split")
    with_objects(shown, (40, 80, 40, 160))
    draw(shown, [(30, 100), (60, 100), (90, 100)])
    assert len(ids(shown)) == 2
    assert shown.plane.value_at(60, 60) != shown.plane.value_at(60, 140)
    shown.session.actions.edit.undo()
    assert ids(shown) == {1}


def test_merge_joins_what_a_drag_passes(take):
    shown = take("merge")
    with_objects(shown, (40, 80, 40, 100), (40, 80, 100, 160))
    draw(shown, [(60, 60), (60, 100), (60, 140)])
    assert len(ids(shown)) == 1


def test_pick_and_select_choose_an_object(take):
    shown = take("pick")
    with_objects(shown, (40, 80, 40, 100), (40, 80, 120, 160))
    click(shown, 60, 140)
    assert shown.document.selected_object == 2
    shown.session.palette.choose("select")
    click(shown, 60, 60)
    assert shown.document.selected_object == 1


def test_select_moves_and_deletes(take):
    shown = take("select")
    with_objects(shown, (40, 80, 40, 100))
    draw(shown, [(60, 60), (70, 80), (100, 160)])
    assert shown.plane.value_at(60, 60) == 0
    assert shown.plane.value_at(100, 160) == 1
    click(shown, 100, 160, ALT)
    assert ids(shown) == set()


def test_accept_takes_one_area_of_the_proposal(take):
    shown = take("accept")
    asked = []
    guard = shown.session.guard
    guard.accept_within = lambda *area, **named: asked.append((area, named))
    shown.document.set_proposal(proposal())
    click(shown, 60, 80)
    assert len(asked) == 1


def test_pan_moves_the_image_and_draws_nothing(take):
    shown = take("pan")
    shown.wheel(shown.at(100, 150), 8)
    before = shown.canvas.viewport.origin_px
    draw(shown, [(100, 150), (105, 155), (110, 160)])
    assert shown.canvas.viewport.origin_px != before
    assert ids(shown) == set()


def test_an_outline_is_shown_while_it_is_drawn(take):
    shown = take("lasso")
    plain = shown.picture()
    draw(shown, [(20, 20), (20, 80), (80, 80)], release=False)
    during = shown.picture()
    assert during != plain
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_Escape)
    assert shown.session.palette.tool.preview is None
    assert ids(shown) == set()
