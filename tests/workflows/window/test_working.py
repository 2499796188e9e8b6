"""An image is looked at, described, predicted, corrected; and all of it outlives the window."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lvit_core.project.project import Project
from lvit_core.resources import resource_path
from tests.app.answers import proposed

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
OTHER = "Bilateral pulmonary infection, two infected areas."
MIDDLE, RIGHT = Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton


def test_the_image_follows_wheel_hand_and_contrast_drag(start, chest_project):
    person = start(chest_project)
    person.wait_shown("chest-0")
    person.show_image("chest-2.png")
    canvas, handle = person.window.canvas, person.window.windowHandle()
    # Once the wheel has turned the view no longer follows the room that panels leave it.
    person.wheel(person.at((90.0, 100.0)), 1)
    nearer = canvas.viewport.zoom

    place = person.at((90.0, 100.0))
    person.wheel(place, 3)
    assert canvas.viewport.zoom == pytest.approx(nearer * 1.2**3)
    assert _near(person.at((90.0, 100.0)), place)  # what lies under the pointer stays there
    assert f"{canvas.viewport.zoom * 100:.0f}" in person.window.status.zoom.text()

    before, plane = canvas.viewport.center_yx, person.mask()
    person.drag([(120.0, 120.0), (100.0, 90.0)], MIDDLE)
    moved = canvas.viewport.center_yx
    assert moved == pytest.approx((before[0] + 20, before[1] + 30), abs=1)

    QTest.keyPress(handle, Qt.Key.Key_Space)
    person.drag([(100.0, 90.0), (120.0, 120.0)])
    QTest.keyRelease(handle, Qt.Key.Key_Space)
    assert canvas.viewport.center_yx == pytest.approx(before, abs=1)
    np.testing.assert_array_equal(person.mask(), plane)  # a hand does not paint
    assert person.document.undo_stack.count() == 0

    window = person.document.image_window
    person.drag([(100.0, 90.0), (120.0, 120.0)], RIGHT)
    assert person.document.image_window != window
    QTest.mouseMove(handle, person.at((100.6, 90.6)))
    assert person.window.status.position.text() == "x 90  y 100"
    person.key(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert person.document.view.zoom == 0  # fitted again
    assert canvas.viewport.zoom < nearer


def test_a_typed_sentence_predicts_and_the_next_one_replaces_it(start, chest_project):
    person = start(chest_project)
    person.wait_shown("chest-0")
    said: list[str] = []
    status = person.window.status.prediction
    person.session.services.predictor.state_changed.connect(
        lambda _state: said.append(status.text())
    )
    person.write_sentence(SENTENCE)
    assert not person.mask().any(), "letters typed into the sentence are no keys of tools"
    person.predict()
    first = person.document.proposal
    assert first.sentence == SENTENCE and (first.probability > 0).any()
    assert person.window.canvas.isVisible()
    person.wait(lambda: status.text().startswith("prediction "))
    assert status.text().endswith("s") and status.isVisible()

    said.clear()
    person.write_sentence(OTHER)
    person.predict()
    second = person.document.proposal
    assert second is not first and second.sentence == OTHER
    assert not np.array_equal(second.probability, first.probability), "the sentence did nothing"
    person.wait(lambda: any("about" in words for words in said))
    announced = next(words for words in said if "about" in words)
    assert announced.startswith("predicting, about ")
    assert not person.mask().any() and person.window.images.model.record(0).has_proposal


def test_predicting_begins_by_itself_when_typing_rests(start, chest_project):
    person = start(chest_project)
    person.session.services.preferences.set("prediction.live", True)
    person.wait_shown("chest-0")
    person.write_sentence(SENTENCE)
    person.wait(lambda: person.document.proposal is not None, timeout=120_000)
    assert person.document.proposal.sentence == SENTENCE


def test_the_bundled_model_answers_in_the_sample(start):
    if not (resource_path("models") / "chest" / "model.safetensors").is_file():
        pytest.skip("the bundled models are not in this checkout")
    person = start()
    person.wait_shown(timeout=120_000)
    person.show_image("chest-02.png")
    person.predict()
    share = {}
    for side in ("left", "right"):
        person.write_sentence(
            f"Unilateral pulmonary infection, one infected area, upper {side} lung."
        )
        person.predict()
        found = person.document.proposal.likeliest > person.document.proposal.threshold * 255
        middle = found.shape[1] // 2
        assert 0.001 < found.mean() < 0.3, "not a lesion but noise"
        share[side] = found[:, :middle].sum() / found.sum()
    assert share["left"] > 0.8 > 0.2 > share["right"], f"the model does not read sides: {share}"


def test_accept_correct_undo_and_all_of_it_is_there_after_closing(start, chest_project):
    person = start(chest_project)
    person.wait_shown("chest-0")
    person.write_sentence(SENTENCE)
    person.predict()
    labels = proposed(person.session).copy()
    person.go_to_canvas()
    person.key(Qt.Key.Key_Return)
    person.give_reason(lambda: person.document.proposal is None)
    np.testing.assert_array_equal(person.mask() > 0, labels > 0)

    states = [person.mask()]
    for key, points in (
        (Qt.Key.Key_B, [(60.0, 60.0), (60.0, 110.0), (80.0, 110.0)]),
        (Qt.Key.Key_B, [(200.0, 150.0), (210.0, 190.0)]),
        (Qt.Key.Key_E, [(60.0, 60.0), (60.0, 85.0)]),
    ):
        person.go_to_canvas()
        person.key(key)
        person.drag(points)
        states.append(person.mask())
    assert all(not np.array_equal(a, b) for a, b in pairwise(states))
    assert states[1][60, 90] > 0 and states[3][60, 70] == 0

    _walk(person, states)
    person.key(Qt.Key.Key_D)
    person.wait_shown("chest-1")
    person.drag([(100.0, 100.0), (100.0, 120.0)])
    other = person.mask()
    person.close()
    with Project.open(chest_project, read_only=True) as project:
        np.testing.assert_array_equal(
            project.journal.load_plane(1, "lesion").to_array(), states[-1]
        )

    again = start()  # the last project by itself, with the image that was looked at
    again.wait_shown("chest-1")
    again.go_to_canvas()
    again.key(Qt.Key.Key_A)
    again.wait_shown("chest-0")
    assert again.window.strip.field.toPlainText() == SENTENCE
    np.testing.assert_array_equal(again.mask(), states[-1])
    again.click(again.window.canvas, QPoint(5, 300))  # beside the image: takes the focus alone
    again.go_to_canvas()
    _walk(again, states)
    for _ in range(20):
        again.control(Qt.Key.Key_Z)
    assert not again.mask().any() and again.document.sentence == ""
    for _ in range(20):
        again.control(Qt.Key.Key_Z, shift=True)
    np.testing.assert_array_equal(again.mask(), states[-1])
    again.key(Qt.Key.Key_D)
    again.wait_shown("chest-1")
    np.testing.assert_array_equal(again.mask(), other)


def _walk(person, states) -> None:
    """Back through every state and forward again, twice."""
    for _ in range(2):
        for state in reversed(states[:-1]):
            person.control(Qt.Key.Key_Z)
            np.testing.assert_array_equal(person.mask(), state)
        for state in states[1:]:
            person.control(Qt.Key.Key_Z, shift=True)
            np.testing.assert_array_equal(person.mask(), state)


def _near(one: QPoint, other: QPoint) -> bool:
    return (one - other).manhattanLength() <= 2
