"""Images are labeled from the first to the last by keys alone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.views.dialogs.working_now import working_now
from lvit_core.project.answer_planes import class_planes
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import ImageState, Proposal

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
COUNT = 20


def press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


@pytest.fixture
def images(tmp_path):
    folder = tmp_path / "images"
    folder.mkdir()
    made = []
    for number in range(COUNT):
        made.append(folder / f"film-{number:02}.png")
        Image.fromarray(np.full((48, 40), 40 + number, np.uint8)).save(made[-1])
    return made


@pytest.fixture
def answering(session):
    """The model answers at once: a lesion in the upper left, and a speck that is none."""

    def answer(job):
        document = session.state.document
        probability = np.zeros((48, 40), np.uint8)
        probability[6:16, 4:14] = probability[30:38, 24:34] = 255
        layer = document.template.finding_layer
        planes, classes = class_planes(probability, layer)
        made = Proposal(
            document.record.id, layer.name, classes, planes, 0.5, job.sentence or "", "test"
        )
        document.set_proposal(told_apart(made, document.template))

    session.services.predictor.request = answer


def test_twenty_images_are_labeled_by_keys_alone(opened, session, qtbot, answering):
    opened.activateWindow()
    opened.canvas.setFocus()
    state = session.state
    for number in range(COUNT):
        qtbot.waitUntil(lambda n=f"film-{number:02}.png": _shown(state, n))
        document = state.document
        qtbot.waitUntil(lambda: opened.actions_by_id.get("sentence.focus").isEnabled())
        press(Qt.Key.Key_S, CONTROL | SHIFT)
        opened.strip.field.replace_all(SENTENCE[:-1])  # letter by letter elsewhere: that takes long
        QTest.keyClicks(QApplication.focusWidget(), ".")
        press(Qt.Key.Key_Return, CONTROL)
        press(Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is opened.canvas
        press(Qt.Key.Key_Period)
        press(Qt.Key.Key_Period)
        assert opened.canvas.accessibleDescription() == "Proposed area 2 of 2"
        press(Qt.Key.Key_Delete, SHIFT)
        qtbot.waitUntil(lambda d=document: d.proposal.objects.max() == 1 or not _two(d.proposal))
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda d=document: len(d.objects["lesion"]) == 1)
        press(Qt.Key.Key_Period)
        assert document.selected_object == 1
        if number == 7:
            draw_by_keys(opened, document)
        press(Qt.Key.Key_L, CONTROL)
        qtbot.waitUntil(lambda d=document: d.record.state == ImageState.LABELED)
        press(Qt.Key.Key_D)
    assert all(record.state == ImageState.LABELED for record in state.library.images)
    assert not opened.canvas.key_cursor.on


def draw_by_keys(window, document) -> None:
    """Corrects the accepted area with the brush, and adds another one with the polygon."""
    plane, canvas = document.planes["lesion"], window.canvas
    before = int((plane.to_array() == 1).sum())
    press(Qt.Key.Key_G)
    move_to(canvas, 15.5, 12.5)  # inside of the area, at its edge
    press(Qt.Key.Key_B)
    for _ in range(20):
        press(Qt.Key.Key_BracketLeft)
    press(Qt.Key.Key_Space, SHIFT)
    move_to(canvas, 15.5, 15.5)
    press(Qt.Key.Key_Space)
    assert plane.value_at(15, 15) == 1 and int((plane.to_array() == 1).sum()) > before
    assert document.objects["lesion"].get(1).provenance.edited_by is not None
    press(Qt.Key.Key_P)
    for y, x in ((30.5, 20.5), (30.5, 34.5), (42.5, 34.5)):
        move_to(canvas, y, x)
        press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert plane.value_at(33, 31) == 2 and not plane.value_at(40, 22)
    press(Qt.Key.Key_Return)  # the corners are let go
    press(Qt.Key.Key_L)
    move_to(canvas, 33.5, 31.5)
    press(Qt.Key.Key_Space)
    assert document.selected_object == 2, "picked"
    press(Qt.Key.Key_Delete)  # the sentence speaks of one area
    assert len(document.objects["lesion"]) == 1
    press(Qt.Key.Key_B)
    press(Qt.Key.Key_Escape)


def move_to(canvas, y: float, x: float) -> None:
    """Presses arrows until the crosshair is within a pixel of an image point."""
    for horizontal, (less, more) in (
        (True, (Qt.Key.Key_Left, Qt.Key.Key_Right)),
        (False, (Qt.Key.Key_Up, Qt.Key.Key_Down)),
    ):
        for step_px, modifiers in ((8, Qt.KeyboardModifier.NoModifier), (1, SHIFT)):
            for _ in range(400):
                at, wanted = canvas.gestures.pointer, canvas.viewport.to_device((y, x))
                apart = wanted[1] - at.x() if horizontal else wanted[0] - at.y()
                if abs(apart) <= step_px / 2:
                    break
                press(more if apart > 0 else less, modifiers)


def _shown(state, name) -> bool:
    return state.document is not None and state.current.name == name


def _two(proposal) -> bool:
    return len(np.unique(proposal.objects)) > 2


def test_a_marked_area_is_accepted_alone(opened, session, qtbot, answering):
    opened.activateWindow()
    opened.canvas.setFocus()
    session.actions.proposals.predict()
    document = session.state.document
    press(Qt.Key.Key_Comma)
    assert opened.canvas.accessibleDescription() == "Proposed area 2 of 2"
    press(Qt.Key.Key_Return, SHIFT)
    qtbot.waitUntil(lambda: len(document.objects["lesion"]) == 1)
    assert document.planes["lesion"].value_at(33, 28) and not document.planes["lesion"].value_at(
        10, 8
    )
    qtbot.waitUntil(lambda: opened.canvas.accessibleDescription() == "Proposed area 1 of 1")


def test_the_crosshair_is_seen_told_and_moves_the_image_along(opened, session, qtbot):
    opened.activateWindow()
    canvas, document = opened.canvas, session.state.document
    canvas.setFocus()
    press(Qt.Key.Key_P)
    before = canvas.grab().toImage()
    press(Qt.Key.Key_G)
    assert canvas.key_cursor.on and canvas.grab().toImage() != before, "a cross is drawn"
    assert "Draw with keys" in [action.text().replace("&", "") for action in opened.actions()] or (
        session.actions.get("draw.by_keys").checked()
    )
    groups = dict(working_now(session.state, session.palette, session.actions))
    assert [keys for keys, _ in groups["Drawing with keys"]][1] == "Space"
    press(Qt.Key.Key_Right)
    assert canvas.accessibleDescription().startswith("Crosshair at x ")
    canvas.look_at((24.0, 20.0), 40.0)
    qtbot.waitUntil(lambda: document.shown_rect.width < 40)
    left = document.shown_rect.x0
    for _ in range(canvas.width() // 8):
        press(Qt.Key.Key_Left)
    assert document.shown_rect.x0 < left, "the image moves along at the edge"
    press(Qt.Key.Key_Escape)
    assert not canvas.key_cursor.on
    zoom_middle = document.view.center_yx
    press(Qt.Key.Key_Right)
    assert document.view.center_yx != zoom_middle, "arrows move the image again"


def test_escape_gives_up_what_is_drawn_before_it_ends_the_mode(opened, session):
    opened.activateWindow()
    canvas, document = opened.canvas, session.state.document
    canvas.setFocus()
    press(Qt.Key.Key_G)
    press(Qt.Key.Key_O)
    press(Qt.Key.Key_Space, SHIFT)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        press(key)
    assert session.palette.in_gesture
    press(Qt.Key.Key_Escape)
    assert not session.palette.in_gesture and canvas.key_cursor.on
    press(Qt.Key.Key_Space, SHIFT)
    for key in [Qt.Key.Key_Right] * 6 + [Qt.Key.Key_Down] * 6 + [Qt.Key.Key_Left] * 6:
        press(key)
    press(Qt.Key.Key_Return)
    assert len(document.objects["lesion"]) == 1, "a lasso, closed by Return"
    press(Qt.Key.Key_E)
    count = int((document.planes["lesion"].to_array() > 0).sum())
    press(Qt.Key.Key_Space)
    assert int((document.planes["lesion"].to_array() > 0).sum()) < count, "erased by a stamp"
