"""Images are labeled from the first to the last by keys alone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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
        press(Qt.Key.Key_L, CONTROL)
        qtbot.waitUntil(lambda d=document: d.record.state == ImageState.LABELED)
        press(Qt.Key.Key_D)
    assert all(record.state == ImageState.LABELED for record in state.library.images)


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
