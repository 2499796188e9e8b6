"""What is on the screen, computed from what should be there rather than stored."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics

from app.session.difference_view import Compared
from app.views.canvas.overlays import laterality
from app.views.canvas.overlays.corner_texts import (
    BETWEEN,
    TEXT_PX,
    left_lines,
    lowest,
    places,
    spacing_text,
    zoom_text,
)
from app.views.canvas.overlays.placeholder import texts
from app.views.canvas.overlays.scale import length_text, nice_length
from app.views.canvas.palette import outline_colour
from app.views.theme import DARK, apply_theme, sized_font
from lvit_core.annotation.edits.stroke import Stroke
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.view_state import Contrast, ViewState
from lvit_core.imaging.window import Window
from lvit_core.project.records import Proposal
from lvit_core.prompt.laterality import Sides
from tests.app.canvas.conftest import blended, close_to


def grey(value, height=200, width=300):
    return Image(np.full((height, width), value, np.uint8))


def put(shown, layer, labels):
    shown.document.planes[layer] = LabelPlane.from_array(labels)
    shown.canvas._stage.refresh()


def block(y0, y1, x0, x1, value=1, shape=(200, 300)):
    labels = np.zeros(shape, np.int32)
    labels[y0:y1, x0:x1] = value
    return labels


def class_colour(shown, layer):
    return QColor(shown.document.template.layer(layer).classes[0].colour)


def test_values_are_shown_through_the_window(show):
    ramp = np.tile(np.arange(300, dtype=np.uint16) * 10, (200, 1))
    shown = show(Image(ramp), window=Window.between(500, 2500))
    for column in (20, 100, 150, 280):
        expected = round(min(max((column * 10 - 500) / 2000, 0), 1) * 255)
        assert close_to(shown.color(100.5, column + 0.5), (expected,) * 3, 3)


def test_the_active_layer_is_filled_and_the_other_a_contour(show):
    shown = show(grey(100))
    put(shown, "lesion", block(60, 140, 60, 140))
    put(shown, "lungs", block(60, 140, 180, 260))
    opacity = shown.session.services.preferences.get("view.mask_opacity")
    lesion, lungs = class_colour(shown, "lesion"), class_colour(shown, "lungs")
    base = QColor(100, 100, 100)
    assert close_to(shown.color(100, 100), blended(base, lesion, opacity))
    assert close_to(shown.color(60.3, 100), lesion.getRgb()[:3])
    assert close_to(shown.color(100, 220), (100, 100, 100))
    assert close_to(shown.color(60.3, 220), outline_colour(lungs).getRgb()[:3])
    shown.document.set_layer("lungs")
    assert close_to(shown.color(100, 220), blended(base, lungs, opacity))
    assert close_to(shown.color(100, 100), (100, 100, 100))


def test_opacity_and_style_follow_the_preferences(show):
    shown = show(grey(100))
    put(shown, "lesion", block(60, 140, 60, 140))
    lesion = class_colour(shown, "lesion")
    shown.session.services.preferences.set("view.mask_opacity", 0.8)
    assert close_to(shown.color(100, 100), blended(QColor(100, 100, 100), lesion, 0.8))
    shown.session.services.preferences.set("view.mask_style", "contour")
    assert close_to(shown.color(100, 100), (100, 100, 100))
    assert close_to(shown.color(60.3, 100), lesion.getRgb()[:3])


def test_a_hidden_mask_leaves_the_plain_image(show):
    shown = show()
    plain = shown.picture()
    put(shown, "lesion", block(60, 140, 60, 140))
    assert shown.picture() != plain
    shown.session.actions.overlays.toggle_mask()
    assert shown.picture() == plain


def test_a_proposal_is_faint_amber_with_a_dashed_outline(show, qtbot):
    shown = show(grey(100))
    values = np.zeros((200, 300), np.uint8)
    values[60:140, 60:140] = 255
    shown.document.set_proposal(
        Proposal(1, "lesion", ("infection",), values[None], 0.5, "", "bundled", "")
    )
    qtbot.waitUntil(lambda: shown.canvas._stage.masks.scene.proposal.outlines is not None)
    amber = DARK.color("proposal")
    opacity = shown.session.services.preferences.get("view.mask_opacity") * 0.42
    assert close_to(shown.color(100, 100), blended(QColor(100, 100, 100), amber, opacity), 6)
    picture = shown.picture()
    row = shown.at(60, 100).y()
    edge = [picture.pixelColor(x, row) for x in range(shown.at(60, 66).x(), shown.at(60, 134).x())]
    strong = [close_to(color, amber.getRgb()[:3], 60) for color in edge]
    assert 0.35 < np.mean(strong) < 0.85
    assert np.count_nonzero(np.diff(np.array(strong, int))) >= 8
    shown.session.actions.overlays.toggle_proposal()
    assert close_to(shown.color(100, 100), (100, 100, 100))


def test_the_difference_of_mask_and_proposal_and_of_two_generations(show):
    shown = show(grey(100), size=(700, 520))
    put(shown, "lesion", block(60, 140, 60, 140))
    right = np.zeros((200, 300), np.uint8)
    right[60:140, 100:200] = 255
    shown.document.set_proposal(
        Proposal(1, "lesion", ("infection",), right[None], 0.5, "", "bundled", "")
    )
    shown.session.actions.overlays.toggle_difference()
    base = QColor(100, 100, 100)
    mine, theirs = DARK.color("mask"), DARK.color("proposal")
    assert close_to(shown.color(100, 80), blended(base, mine, 0.55))
    assert close_to(shown.color(100, 170), blended(base, theirs, 0.55))
    assert close_to(shown.color(100, 120), blended(base, QColor("white"), 0.16))
    assert shown.canvas._stage.compared == ("mask", "proposal")
    low = np.zeros((200, 300), np.uint8)
    low[150:190, 100:200] = 255
    older = Compared(
        "generation 3", Proposal(1, "lesion", ("infection",), low[None], 0.5, "", "3", "")
    )
    newer = Compared(
        "generation 4", Proposal(1, "lesion", ("infection",), right[None], 0.5, "", "4", "")
    )
    shown.session.difference_view.show(older, newer)
    assert close_to(shown.color(170, 150), blended(base, mine, 0.55))
    assert close_to(shown.color(100, 120), blended(base, theirs, 0.55))
    assert shown.canvas._stage.compared == ("generation 3", "generation 4")
    shown.session.actions.overlays.toggle_difference()
    assert not shown.canvas._stage.compares


def test_a_rim_is_no_difference_and_escape_leaves(show):
    shown = show(grey(100), size=(700, 520))
    put(shown, "lesion", block(60, 140, 60, 140))
    values = np.zeros((200, 300), np.uint8)
    values[52:148, 52:148] = values[20:50, 200:260] = 255
    shown.document.set_proposal(
        Proposal(1, "lesion", ("infection",), values[None], 0.5, "", "bundled", "")
    )
    base, theirs = QColor(100, 100, 100), DARK.color("proposal")
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    stage = shown.canvas._stage
    shown.qtbot.waitUntil(lambda: stage._matching is not None, timeout=20_000)
    both = blended(base, QColor("white"), 0.16)
    assert close_to(shown.color(55, 100), both), "the rim of an object that both have"
    assert close_to(shown.color(100, 100), both)
    assert close_to(shown.color(35, 230), blended(base, theirs, 0.55)), "only one side has it"
    shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_Escape)
    assert not stage.compares and not shown.session.display.difference


def test_objects_can_have_colours_of_their_own(show):
    shown = show(grey(100), template="nuclei")
    labels = block(20, 80, 20, 80, 1) + block(20, 80, 120, 180, 2)
    put(shown, "nuclei", labels)
    assert shown.color(50, 50) == shown.color(50, 150)
    shown.session.services.preferences.set("view.mask_colours", "object")
    assert shown.color(50, 50) != shown.color(50, 150)


def test_human_work_is_drawn_over_a_proposal(show):
    shown = show(grey(100))
    put(shown, "lesion", block(60, 140, 60, 140))
    before = shown.color(100, 100)
    values = np.full((200, 300), 255, np.uint8)
    shown.document.set_proposal(
        Proposal(1, "lesion", ("infection",), values[None], 0.5, "", "bundled", "")
    )
    assert shown.color(100, 100) == before


def test_a_selected_object_has_a_white_contour(show):
    shown = show(grey(100))
    put(shown, "lesion", block(60, 140, 60, 140, value=3))
    shown.document.select_object(3)
    assert close_to(shown.color(60.3, 100), (255, 255, 255))
    shown.document.select_object(0)
    assert close_to(shown.color(60.3, 100), class_colour(shown, "lesion").getRgb()[:3])


def test_the_pixel_grid_comes_with_large_zoom(show):
    shown = show(grey(100))
    shown.document.set_view(ViewState(20.0, (100, 150)))
    line, inside = shown.color(100, 150.5), shown.color(100.5, 150.5)
    assert line != inside
    assert close_to(inside, (100, 100, 100))
    shown.document.set_view(ViewState(4.0, (100, 150)))
    assert shown.color(100, 150.5) == shown.color(100.5, 150.5)


def yellow_pixels(picture, x0, x1, y1=120):
    gold = DARK.color("laterality").getRgb()[:3]
    return sum(
        close_to(picture.pixelColor(x, y), gold, 25) for x in range(x0, x1) for y in range(y1)
    )


@pytest.mark.parametrize("convention", ["viewer", "patient"])
def test_the_badge_stands_in_both_corners(show, convention):
    shown = show(grey(0), laterality=convention, orientation="L")
    picture = shown.picture()
    half = picture.width() // 2
    assert yellow_pixels(picture, 0, half) > 20
    assert yellow_pixels(picture, half, picture.width()) > 20


@pytest.mark.parametrize(("width_px", "times"), [(640, 2), (200, 1)])
def test_the_words_of_the_badge_do_not_lie_over_each_other(show, monkeypatch, width_px, times):
    drawn = []
    monkeypatch.setattr(laterality, "draw_text", lambda _p, place, _a, text, _c: drawn.append(text))
    shown = show(grey(0), laterality="patient", size=(width_px, 480))
    drawn.clear()
    shown.picture()
    assert drawn.count("orientation unknown") == times
    assert {"R?", "L?"} <= set(drawn)


def test_nuclei_have_no_badge(show):
    shown = show(grey(0), template="nuclei")
    picture = shown.picture()
    assert yellow_pixels(picture, 0, picture.width()) == 0


def test_the_badge_follows_convention_and_orientation():
    sides = {
        (convention, orientation): (badge.left, badge.right)
        for convention in ("viewer", "patient")
        for orientation in ("L", "R", None)
        if (badge := Sides(convention, orientation).letters) is not None
    }
    assert sides == {
        ("viewer", "L"): ("L", "R"),
        ("viewer", "R"): ("L", "R"),
        ("viewer", None): ("L", "R"),
        ("patient", "L"): ("R", "L"),
        ("patient", "R"): ("L", "R"),
        ("patient", None): ("R?", "L?"),
    }
    assert Sides("patient").letters.note == "orientation unknown"
    assert Sides("none", "L").letters is None


def test_lengths_are_round_and_in_the_right_unit():
    assert [nice_length(limit) for limit in (0.9, 1.0, 4.9, 5, 73, 0.0031)] == pytest.approx(
        [0.5, 1, 2, 5, 50, 0.002]
    )
    assert [length_text(length) for length in (50, 5, 0.5, 0.02)] == [
        "5 cm",
        "5 mm",
        "0.5 mm",
        "20 µm",
    ]
    assert spacing_text((0.143, 0.143)) == "0.143 mm"
    assert spacing_text((0.00025, 0.0005)) == "0.25 × 0.5 µm"
    assert spacing_text(None) == ""
    assert [zoom_text(zoom) for zoom in (0.0321, 0.38, 64)] == ["3.2 %", "38 %", "6400 %"]


def test_the_corner_says_what_the_pixel_size_was_measured_on(show):
    shown = show(grey(0), spacing_mm=(0.2, 0.2))
    frame = shown.canvas._chrome.frame()
    assert left_lines(frame)[1] == "300 × 200 · 0.2 mm"
    shown.document.spacing_remark = "at the detector, not calibrated"
    assert left_lines(frame)[1] == "300 × 200 · 0.2 mm (at the detector, not calibrated)"


def test_a_long_name_keeps_its_end_and_lies_under_no_notice(show):
    """Names that differ in their last number were cut to the same words in mid-letter."""
    shown = show(grey(0))
    shown.document.record = replace(shown.document.record, name=f"{'a-very-long-name-' * 5}3.jpg")
    frame = shown.canvas._chrome.frame()
    metrics = QFontMetrics(sized_font(frame.font, TEXT_PX))
    for covered in (QRect(), QRect(frame.width // 2 - 100, 16, 200, 40)):
        (lines, place, _), (right_lines, right_place, _) = places(replace(frame, covered=covered))
        assert lines[0].endswith("3.jpg") and "…" in lines[0] and right_lines
        assert metrics.horizontalAdvance(lines[0]) <= place.width()
        assert not place.intersects(covered) and not right_place.intersects(covered)


def test_scale_bar_and_rulers_need_a_known_spacing(show):
    without = show(grey(0)).picture()
    with_spacing = show(grey(0), spacing_mm=(0.5, 0.5)).picture()
    corner = (26, without.height() - 24)
    assert without.pixelColor(*corner).red() < 60
    bright = [
        with_spacing.pixelColor(x, y).red() > 150
        for x in range(20, 60)
        for y in range(with_spacing.height() - 40, with_spacing.height() - 15)
    ]
    assert sum(bright) > 20


def test_the_scale_bar_says_what_its_length_was_measured_on(show):
    def words(remark: str) -> int:
        shown = show(grey(0), spacing_mm=(0.5, 0.5))
        shown.document.spacing_remark = remark
        picture = shown.picture()
        line = range(picture.height() - 40, picture.height() - 24)
        return sum(picture.pixelColor(x, y).red() > 150 for x in range(150, 330) for y in line)

    assert words("") == 0
    assert words("at the detector, not calibrated") > 20


def test_the_navigator_appears_when_part_is_out_of_sight_and_goes_there(show, qtbot):
    shown = show(grey(100, 600, 900))
    navigator = shown.canvas._chrome.navigator
    assert not navigator.isVisible()
    shown.document.set_view(ViewState(4.0, (300, 450)))
    assert navigator.isVisible()
    qtbot.mouseClick(
        navigator,
        Qt.MouseButton.LeftButton,
        pos=QPoint(navigator.width() // 4, navigator.height() // 4),
    )
    y, x = shown.canvas.viewport.center_yx
    assert y == pytest.approx(150, abs=8) and x == pytest.approx(225, abs=8)


def test_the_navigator_scales_its_picture_once_and_follows_the_window(show):
    shown = show(grey(100, 600, 900))
    navigator = shown.canvas._chrome.navigator
    shown.document.set_view(ViewState(4.0, (300, 450)))
    before = navigator.grab().toImage()
    small = navigator._small
    shown.document.set_view(ViewState(4.0, (310, 450)))
    moved = navigator.grab().toImage()
    assert navigator._small is small and moved != before
    shown.document.set_contrast(replace(shown.document.contrast, window=Window.between(0, 120)))
    shown.settle()
    assert navigator._small[0] != small[0]
    middle = moved.rect().center()
    assert navigator.grab().toImage().pixelColor(middle) != moved.pixelColor(middle)


def test_going_to_a_rectangle_shows_it(show):
    shown = show(grey(100, 2000, 2000))
    shown.canvas.show_rect(Rect(1500, 1600, 1540, 1660))
    seen = shown.canvas.viewport.image_rect()
    assert seen.intersect(Rect(1500, 1600, 1540, 1660)) == Rect(1500, 1600, 1540, 1660)


def test_a_stroke_repaints_its_surroundings_only(show, qtbot):
    shown = show(grey(100), size=(800, 600))
    shown.settle()
    painted = []
    paint = shown.canvas._stage.paint

    def spy(painter, viewport, area):
        painted.append((area.width(), area.height()))
        return paint(painter, viewport, area)

    shown.canvas._stage.paint = spy
    parts = Stroke(shown.plane, 5, 1).extend([(100, 100), (103, 104)])
    shown.document.painted.emit("lesion", parts)
    qtbot.waitUntil(lambda: bool(painted))
    zoom = shown.canvas.viewport.zoom
    assert all(w < 40 + 20 * zoom and h < 40 + 20 * zoom for w, h in painted)
    assert close_to(
        shown.color(101, 101),
        blended(
            QColor(100, 100, 100),
            class_colour(shown, "lesion"),
            shown.session.services.preferences.get("view.mask_opacity"),
        ),
    )


def test_the_canvas_is_dark_in_both_themes(show):
    shown = show(grey(100))
    for theme in ("light", "dark"):
        apply_theme(theme)
        picture = shown.picture()
        assert picture.pixelColor(picture.width() // 2, 3).lightness() < 60


def test_empty_states_say_what_to_do():
    assert texts(has_project=True, has_images=False, loading="")[0] == "Drop images here"
    assert "No project" in texts(has_project=False, has_images=False, loading="")[0]
    assert texts(has_project=True, has_images=True, loading="a.dcm") == ("Opening a.dcm …", "")


def test_an_image_that_cannot_be_read_says_so_in_its_place(show):
    shown = show(grey(100))
    session = shown.session
    session.state.document = None
    session.state.current_changed.emit()
    shown.qtbot.wait(250)
    waiting = shown.picture()
    problem = LViTError("The file is cut off.", "Copy it again.")
    session.services.loader.failed.emit(session.state.current.id, problem)
    told = shown.picture()
    assert told != waiting
    session.state.current_changed.emit()
    assert shown.picture() != told


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_badge_makes_way_for_what_lies_over_it(show, side):
    """A notice over the letters hid whose sides are meant, the moment that was changed."""
    shown = show(grey(0), orientation="L")
    half, height = shown.canvas.width() // 2, 60
    shown.canvas.keep_clear(QRect(0 if side == "left" else half, 0, half, height))
    picture = shown.picture()
    ratio = picture.width() / shown.canvas.width()
    low = round(height * ratio)
    for x0, x1 in ((0, picture.width() // 2), (picture.width() // 2, picture.width())):
        assert yellow_pixels(picture, x0, x1, y1=low) == 0
        assert yellow_pixels(picture, x0, x1, y1=3 * low) > 20


@pytest.mark.parametrize("beside_px", [115, 140, 400])
def test_no_number_in_a_corner_is_cut_beside_a_notice(show, beside_px: int) -> None:
    """Half a number is another one: 'WW 180…' stood there for 1800."""
    shown = show(Image(np.zeros((242, 256), np.int16)), spacing_mm=(0.732421, 0.732421))
    shown.document.set_contrast(Contrast(Window(400, 1800), gamma=1.7, invert=True))
    width = shown.canvas.width()
    frame = replace(
        shown.canvas._chrome.frame(), covered=QRect(beside_px, 16, width - 2 * beside_px, 80)
    )
    for lines, place, _ in places(frame):
        assert place.width() <= beside_px
        assert place.bottom() <= lowest(frame)
        assert not [line for line in lines[1:] if "…" in line]
    (left, _, _), (right, _, _) = places(frame)
    assert "256 × 242" in " ".join(left) and "0.732 mm" in " ".join(left)
    assert {"WW 1800", "WL 400"} <= {part for line in right for part in line.split(BETWEEN)}
