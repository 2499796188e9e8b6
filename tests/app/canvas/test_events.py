"""A hand on the canvas: real mouse, wheel and key events, and what they leave behind."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.session.document import workspace_of
from app.views.canvas import keys as canvas_keys
from lvit_core.annotation.edits.areas import add_area
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.view_state import FIT_ZOOM, ViewState
from lvit_core.imaging.window import Window
from lvit_core.project.records import Proposal

LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
ALT = Qt.KeyboardModifier.AltModifier


def proposal(height=200, width=300):
    values = np.zeros((height, width), np.uint8)
    values[40:90, 60:120] = 220
    values[120:160, 200:260] = 220
    return Proposal(1, "lesion", ("infection",), values[None], 0.5, "a sentence", "bundled", "")


def test_the_wheel_zooms_at_the_pointer(show):
    shown = show()
    at = shown.at(50, 60)
    before = shown.canvas.viewport
    point = before.to_image((at.y(), at.x()))
    shown.wheel(at, 3)
    after = shown.canvas.viewport
    assert after.zoom == pytest.approx(before.zoom * 1.2**3)
    again = after.to_device(point)
    assert abs(again[0] - at.y()) <= 1 and abs(again[1] - at.x()) <= 1
    shown.wheel(at, 200)
    assert shown.canvas.viewport.zoom == 64


def test_zoom_and_position_are_remembered_by_the_document(show):
    shown = show()
    assert shown.document.view.zoom == FIT_ZOOM
    shown.wheel(shown.at(50, 60), 2)
    view = shown.document.view
    assert view.zoom == shown.canvas.viewport.zoom == shown.document.shown_zoom
    assert view.center_yx == shown.canvas.viewport.center_yx


def test_fit_follows_the_window_and_actual_pixels_do_not(show):
    shown = show()
    shown.canvas.resize(900, 400)
    shown.settle()
    assert shown.canvas.viewport.zoom == pytest.approx(shown.canvas.viewport.fit_zoom)
    shown.session.actions.view.show_actual_pixels()
    assert shown.canvas.viewport.zoom == 1
    shown.canvas.resize(500, 500)
    shown.settle()
    assert shown.canvas.viewport.zoom == 1
    shown.session.actions.view.fit()
    assert shown.canvas.viewport.zoom == pytest.approx(shown.canvas.viewport.fit_zoom)


@pytest.mark.parametrize("way", ["middle", "space"])
def test_the_image_follows_a_panning_hand(show, qtbot, way):
    shown = show()
    shown.wheel(shown.at(100, 150), 8)
    before = shown.canvas.viewport.origin_px
    start = QPoint(300, 200)
    if way == "space":
        qtbot.keyPress(shown.canvas, Qt.Key.Key_Space)
        assert shown.canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    shown.drag(
        [start, start + QPoint(20, 7), start + QPoint(40, -13)], LEFT if way == "space" else MIDDLE
    )
    if way == "space":
        qtbot.keyRelease(shown.canvas, Qt.Key.Key_Space)
    after = shown.canvas.viewport.origin_px
    assert (after[0] - before[0], after[1] - before[1]) == (-13, 40)
    assert not shown.plane.to_array().any()


def test_right_drag_changes_window_and_level_with_the_numbers_on_screen(show):
    values = np.linspace(0, 4000, 300).astype(np.uint16)
    shown = show(Image(np.tile(values, (200, 1))), window=Window(2000, 4000))
    before = shown.color(100, 100).red()
    start = QPoint(300, 200)
    shown.drag([start, start + QPoint(-90, 0), start + QPoint(-180, 40)], RIGHT, release=False)
    window = shown.document.image_window
    assert window.width == pytest.approx(2000)
    assert window.center == pytest.approx(2000 + 40 * 4000 / 400)
    with_numbers = shown.picture()
    shown.release(RIGHT, start + QPoint(-180, 40))
    assert shown.picture() != with_numbers
    assert shown.color(100, 100).red() < before


def test_shift_and_right_drag_set_gamma(show):
    shown = show()
    before = shown.color(100, 100)
    start = QPoint(300, 300)
    path = [start, start + QPoint(0, -90), start + QPoint(0, -180)]
    shown.drag(path, RIGHT, Qt.KeyboardModifier.ShiftModifier)
    assert shown.document.contrast.gamma == pytest.approx(2)
    assert shown.document.contrast.window is None
    assert shown.color(100, 100).red() > before.red()


def test_the_bar_shows_the_keys_in_force(show):
    shown = show()
    bar = shown.canvas._chrome.bar
    assert bar._reject._key == "Del"
    shown.session.actions.set_shortcut("proposal.reject", "R")
    assert bar._reject._key == "R"


def test_a_right_click_alone_changes_nothing(show):
    shown = show()
    before = shown.document.contrast
    shown.qtbot.mouseClick(shown.canvas, RIGHT, pos=QPoint(200, 200))
    assert shown.document.contrast == before


def test_escape_gives_a_window_drag_up(show, qtbot):
    shown = show()
    start = QPoint(300, 200)
    shown.drag([start, start + QPoint(60, 30)], RIGHT, release=False)
    assert shown.document.contrast.window is not None
    qtbot.keyClick(shown.canvas, Qt.Key.Key_Escape)
    assert shown.document.contrast.window is None


def draw(shown, points, **options):
    shown.drag([shown.at(y, x) for y, x in points], **options)


def test_the_brush_paints_where_the_pointer_was(show):
    shown = show()
    shown.session.palette.settings.update(brush_radius_px=6)
    draw(shown, [(60, 60), (60, 120), (100, 120)])
    labels = shown.plane.to_array()
    assert labels[60, 60] and labels[60, 90] and labels[80, 120] and labels[100, 120]
    assert not labels[80, 90]
    assert shown.document.undo_stack.count() == 1
    shown.session.actions.edit.undo()
    assert not shown.plane.to_array().any()


def test_the_eraser_and_alt_take_away(show, qtbot):
    shown = show()
    shown.session.palette.settings.update(brush_radius_px=30)
    draw(shown, [(100, 100), (100, 200)])
    painted = shown.plane.to_array()
    shown.session.palette.settings.update(brush_radius_px=5)
    draw(shown, [(100, 120), (100, 140)], keys=ALT)
    assert shown.plane.value_at(100, 130) == 0
    qtbot.keyClick(shown.canvas, Qt.Key.Key_E)
    draw(shown, [(100, 160), (100, 180)])
    assert shown.plane.value_at(100, 170) == 0
    assert (shown.plane.to_array() > 0).sum() < (painted > 0).sum()
    assert not shown.plane.to_array()[painted == 0].any()


@pytest.mark.parametrize("way", ["escape", "right click"])
def test_a_cancelled_stroke_leaves_no_trace(show, qtbot, way):
    shown = show()
    before = shown.picture()
    draw(shown, [(60, 60), (90, 120)], release=False)
    assert shown.plane.to_array().any()
    if way == "escape":
        qtbot.keyClick(shown.canvas, Qt.Key.Key_Escape)
    else:
        shown.press(RIGHT, QPoint(200, 200))
    assert not shown.plane.to_array().any()
    assert shown.document.undo_stack.count() == 0
    QApplication.sendEvent(shown.canvas, QEvent(QEvent.Type.Leave))
    assert shown.picture() == before


def test_every_point_of_a_quick_stroke_counts(show):
    """Moves that come between two frames are all painted, so the path keeps its corners."""
    shown = show()
    shown.session.palette.settings.update(brush_radius_px=3)
    zigzag = [(40 + 60 * (step % 2), 40 + 10 * step) for step in range(12)]
    draw(shown, zigzag)
    labels = shown.plane.to_array()
    assert all(labels[y, x] for y, x in zigzag)


@pytest.mark.parametrize(
    ("key", "tool"),
    [
        ("B", "brush"),
        ("E", "eraser"),
        ("P", "polygon"),
        ("W", "wand"),
        ("K", "split"),
        ("J", "merge"),
    ],
)
def test_letters_choose_tools(show, qtbot, key, tool):
    shown = show()
    qtbot.keyClick(shown.canvas, "E" if tool == "brush" else "B")
    qtbot.keyClick(shown.canvas, key)
    assert shown.session.palette.tool.id == tool


def test_brackets_change_the_brush(show, qtbot):
    shown = show()
    settings = shown.session.palette.settings
    before = settings.values.brush_radius_px
    qtbot.keyClick(shown.canvas, Qt.Key.Key_BracketRight)
    assert settings.values.brush_radius_px > before
    qtbot.keyClick(shown.canvas, Qt.Key.Key_BracketLeft)
    qtbot.keyClick(shown.canvas, Qt.Key.Key_BracketLeft)
    assert settings.values.brush_radius_px < before


def test_letters_act_only_while_the_canvas_has_the_focus(show, qtbot):
    shown = show()
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(shown.canvas)
    layout.addWidget(field)
    with qtbot.waitExposed(window):
        window.show()
    field.setFocus()
    qtbot.keyClicks(field, "bex")
    assert field.text() == "bex"
    assert shown.session.palette.tool.id == "brush"
    assert shown.session.display.mask_visible
    shown.canvas.setFocus()
    qtbot.keyClick(shown.canvas, "E")
    assert shown.session.palette.tool.id == "eraser"
    shown.canvas.setParent(None)


def test_a_persons_own_key_holds_at_once(show, qtbot):
    shown = show()
    shown.session.actions.set_shortcut("tool.eraser", "R")
    qtbot.keyClick(shown.canvas, "E")
    assert shown.session.palette.tool.id == "brush"
    qtbot.keyClick(shown.canvas, "R")
    assert shown.session.palette.tool.id == "eraser"


def test_x_toggles_and_a_held_x_peeks(show, qtbot, monkeypatch):
    shown = show()
    qtbot.keyClick(shown.canvas, "X")
    assert not shown.session.display.mask_visible
    qtbot.keyClick(shown.canvas, "X")
    assert shown.session.display.mask_visible
    clock = SimpleNamespace(now=10.0)
    monkeypatch.setattr(canvas_keys.time, "monotonic", lambda: clock.now)
    qtbot.keyPress(shown.canvas, "X")
    assert not shown.session.display.mask_visible
    clock.now += 2
    qtbot.keyRelease(shown.canvas, "X")
    assert shown.session.display.mask_visible


def test_return_finishes_a_polygon_before_it_accepts_anything(show, qtbot):
    shown = show()
    qtbot.keyClick(shown.canvas, "P")
    for y, x in ((40, 40), (40, 140), (120, 140)):
        qtbot.mouseClick(shown.canvas, LEFT, pos=shown.at(y, x))
    assert shown.session.palette.tool.preview is not None
    qtbot.keyClick(shown.canvas, Qt.Key.Key_Return)
    assert shown.plane.value_at(60, 120) > 0
    assert shown.plane.value_at(110, 60) == 0


def test_the_bar_says_when_a_proposal_answers_another_sentence(show, qtbot):
    """After undo the sentence was another one, and the old answer was compared with it silently."""
    shown = show(sentence=proposal().sentence)
    bar = shown.canvas._chrome.bar
    shown.document.set_proposal(proposal())
    assert bar._name.text() == "Proposal of bundled"
    assert proposal().sentence in bar._name.toolTip()
    shown.document.set_sentence("Unilateral pulmonary infection.")
    qtbot.waitUntil(lambda: bar._name.text() == "Proposal of bundled for another sentence")
    assert bar.geometry().center().x() == pytest.approx(shown.canvas.width() / 2, abs=2)
    shown.document.set_sentence(proposal().sentence)
    qtbot.waitUntil(lambda: bar._name.text() == "Proposal of bundled")


def test_the_bar_says_how_many_areas_are_drawn_already(show, qtbot):
    shown = show(sentence=proposal().sentence)
    bar = shown.canvas._chrome.bar
    shown.document.set_proposal(proposal().told_apart())
    assert bar._name.text() == "Proposal of bundled"
    mine = workspace_of(shown.document, Provenance("person"), "lesion")
    region = Region(Rect(42, 62, 88, 118), np.ones((46, 56), bool))
    shown.document.commit(add_area(mine, region))
    qtbot.waitUntil(lambda: bar._name.text() == "Proposal of bundled, 1 area drawn already")
    assert "the rim is not proposed" in bar._name.toolTip()
    shown.document.undo_stack.undo()
    qtbot.waitUntil(lambda: bar._name.text() == "Proposal of bundled")


def test_the_bar_offers_what_can_be_done_with_a_proposal(show, qtbot, monkeypatch):
    shown = show(sentence=proposal().sentence)
    bar = shown.canvas._chrome.bar
    assert not bar.isVisible()
    shown.document.set_proposal(proposal())
    assert bar.isVisible()
    assert bar._name.text() == "Proposal of bundled", "whatever model is in force"
    assert bar.geometry().center().x() == pytest.approx(shown.canvas.width() / 2, abs=2)
    asked = []
    actions = shown.session.actions.proposals
    monkeypatch.setattr(actions.reject, "work", lambda: asked.append("reject"))
    monkeypatch.setattr(actions.accept, "work", lambda: asked.append("accept"))
    monkeypatch.setattr(shown.session.guard, "accept_within", asked.append)
    qtbot.mouseClick(bar._reject, LEFT)
    qtbot.mouseClick(bar._accept, LEFT)
    qtbot.mouseClick(bar.part, LEFT)
    qtbot.mouseClick(shown.canvas, LEFT, pos=shown.at(60.5, 80.5))
    qtbot.mouseClick(shown.canvas, LEFT, pos=shown.at(20.5, 30.5))
    assert asked[:2] == ["reject", "accept"]
    assert asked[2] == pytest.approx((60.5, 80.5), abs=0.7)
    assert asked[3] == pytest.approx((20.5, 30.5), abs=0.7), "the tool stays in hand"
    assert bar.part.isChecked() and shown.session.palette.current == "accept"
    qtbot.mouseClick(bar.part, LEFT)
    assert not bar.part.isChecked() and shown.session.palette.current == "brush"
    assert not shown.plane.to_array().any()
    shown.document.set_proposal(None)
    assert not bar.isVisible()


def test_files_dropped_on_the_canvas_are_told(show, tmp_path: Path):
    shown = show()
    taken = []
    shown.canvas.files_dropped.connect(taken.extend)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png")), QUrl("https://example.org/b.png")])
    actions, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, LEFT, keys)
    QApplication.sendEvent(shown.canvas, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(50, 50), actions, data, LEFT, keys)
    QApplication.sendEvent(shown.canvas, drop)
    assert taken == [tmp_path / "a.png"] and drop.dropAction() == Qt.DropAction.CopyAction


def test_the_pointer_tells_where_it_is(show, qtbot):
    shown = show(Image(np.full((200, 300), 77, np.uint8)))
    told, left = [], []
    shown.canvas.pointer_moved.connect(lambda y, x: told.append((y, x)))
    shown.canvas.pointer_left.connect(lambda: left.append(True))
    shown.move(shown.at(30.5, 40.5))
    y, x = told[-1]
    assert int(y) == 30 and int(x) == 40
    assert shown.canvas.value_at((y, x)) == 77
    assert left == []
    shown.move(QPoint(2, 2))
    assert left == [True] and told[-1] == (y, x)
    assert shown.canvas.value_at((-1, 5)) is None


def test_another_image_takes_the_place_of_the_first(show):
    shown = show(Image(np.full((100, 100), 200, np.uint8)))
    shown.document.planes["lesion"] = LabelPlane.from_array(np.ones((100, 100), np.int32))
    shown.document.set_view(ViewState(3.0, (50, 50)))
    assert shown.canvas.viewport.zoom == 3
    shown.session.state.document = None
    shown.session.state.current_changed.emit()
    empty = shown.picture()
    middle = empty.pixelColor(empty.width() // 2, empty.height() // 2)
    assert middle.red() < 60
