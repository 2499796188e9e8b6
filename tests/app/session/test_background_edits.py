"""Edits beside the interface: one step each, never of stale labels, and gone when given up."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from lvit_core.annotation.edits import shaping
from lvit_core.annotation.edits.areas import add_area
from lvit_core.annotation.edits.stroke import paint
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect


def square(y: int, x: int, side: int = 40) -> Region:
    return Region(Rect(y, x, y + side, x + side), np.ones((side, side), bool))


@pytest.fixture
def drawn(opened):
    """A session with one ring-shaped object, and edits that are never waited for."""
    opened.edits.patience_s = 0.0
    document = opened.state.document
    ring = np.ones((40, 40), bool)
    ring[10:30, 10:30] = False
    document.commit(add_area(opened.masks.workspace(), Region(Rect(50, 50, 90, 90), ring)))
    return opened


class Gate:
    """A shape edit that begins only when it is let."""

    def __init__(self, change=shaping.fill_holes):
        self.open = threading.Event()
        self.begun = threading.Event()
        self.times = 0
        self._change = change

    def __call__(self, workspace, progress):
        self.times += 1
        self.begun.set()
        assert self.open.wait(10)
        progress(0, 1)
        return self._change(workspace, [record.id for record in workspace.table])


def run(session, gate):
    document = session.state.document
    session.edits.run("Fill holes", session.masks.workspace(), gate, document.commit)


def steps(session) -> int:
    return session.state.document.undo_stack.count()


def test_an_edit_is_one_step_once_it_is_computed(drawn, qtbot):
    plane = drawn.state.document.planes[drawn.state.document.active_layer]
    drawn.actions.masks.fill_holes()
    qtbot.waitUntil(lambda: steps(drawn) == 2)
    assert plane.value_at(70, 70) == 1
    drawn.actions.edit.undo()
    assert plane.value_at(70, 70) == 0 and plane.value_at(51, 51) == 1


def test_the_labels_stay_as_they_are_while_it_is_computed(drawn, qtbot):
    gate, plane = Gate(), drawn.state.document.planes[drawn.state.document.active_layer]
    before = plane.to_array()
    run(drawn, gate)
    assert gate.begun.wait(5) and drawn.edits.busy
    np.testing.assert_array_equal(plane.to_array(), before)
    gate.open.set()
    qtbot.waitUntil(lambda: not drawn.edits.busy)
    assert plane.value_at(70, 70) == 1


def test_what_is_drawn_meanwhile_is_kept_and_the_edit_computed_again(drawn, qtbot):
    gate, document = Gate(), drawn.state.document
    plane = document.planes[document.active_layer]
    run(drawn, gate)
    assert gate.begun.wait(5)
    document.commit(paint(drawn.masks.workspace(), [(70.0, 70.0)], 3.0, 7))
    gate.open.set()
    qtbot.waitUntil(lambda: not drawn.edits.busy)
    assert gate.times == 2
    assert plane.value_at(70, 70) == 7 and plane.value_at(62, 62) == 1
    assert steps(drawn) == 3


def test_a_stroke_under_way_is_waited_for(drawn, qtbot):
    gate, document = Gate(), drawn.state.document
    plane = document.planes[document.active_layer]
    run(drawn, gate)
    assert gate.begun.wait(5)
    brush = drawn.palette.tools["brush"]
    brush.press((200.0, 200.0))
    gate.open.set()
    qtbot.wait(120)
    assert drawn.edits.busy and plane.value_at(70, 70) == 0
    brush.release((210.0, 200.0))
    qtbot.waitUntil(lambda: not drawn.edits.busy)
    assert plane.value_at(70, 70) == 1 and plane.value_at(205, 200) > 0
    assert gate.times == 2


def test_undo_gives_up_what_is_not_done_yet(drawn, qtbot):
    gate, plane = Gate(), drawn.state.document.planes[drawn.state.document.active_layer]
    before = plane.to_array()
    run(drawn, gate)
    assert gate.begun.wait(5)
    drawn.actions.edit.undo()
    assert not drawn.edits.busy
    gate.open.set()
    qtbot.wait(100)
    np.testing.assert_array_equal(plane.to_array(), before)
    assert steps(drawn) == 1 and drawn.state.document.undo_stack.index() == 1


def test_edits_are_done_in_the_order_they_were_asked_for(drawn, qtbot):
    first, second = Gate(), Gate(shaping.erode)
    run(drawn, first)
    run(drawn, second)
    second.open.set()
    first.open.set()
    qtbot.waitUntil(lambda: not drawn.edits.busy)
    titles = [drawn.state.document.undo_stack.text(n) for n in range(steps(drawn))]
    assert titles[1:] == ["Fill holes", "Erode"]
    assert drawn.state.document.planes[drawn.state.document.active_layer].value_at(50, 50) == 0


def test_leaving_the_image_finishes_the_edit(drawn, qtbot):
    gate, left = Gate(), drawn.state.document.record.id
    layer, project = drawn.state.document.active_layer, drawn.state.project
    run(drawn, gate)
    gate.open.set()
    with qtbot.waitSignal(drawn.state.document_ready):
        drawn.actions.walking.next()
    assert drawn.services.storage.wait_idle(10)
    assert project.journal.load_plane(left, layer).value_at(70, 70) == 1


def test_the_interface_does_not_wait_for_an_edit_when_the_image_is_left(drawn, qtbot):
    gate, left = Gate(), drawn.state.document.record.id
    run(drawn, gate)
    assert gate.begun.wait(5)
    drawn.opening.select(3)
    drawn.opening.select(2)
    assert drawn.state.current.id == left, "the image stays until its edit is done"
    gate.open.set()
    qtbot.waitUntil(
        lambda: drawn.state.document is not None and drawn.state.document.record.id == 2
    )


def test_an_edit_that_is_left_behind_is_named(drawn, qtbot):
    gate = Gate()
    run(drawn, gate)
    assert gate.begun.wait(5)
    drawn.projects.close()
    assert "Fill holes was not finished" in drawn.services.notices.history[-1].message
    gate.open.set()


def test_what_cannot_be_done_becomes_a_notice(drawn, qtbot):
    def refuse(workspace, progress):
        raise LViTError("Too large.", "Draw less.")

    run(drawn, refuse)
    qtbot.waitUntil(lambda: not drawn.edits.busy)
    assert drawn.services.notices.history[-1].message == "Too large."
    assert steps(drawn) == 1


def test_only_long_work_is_told(drawn, qtbot):
    told = []
    drawn.services.tasks.changed.connect(told.append)
    drawn.actions.masks.fill_holes()
    qtbot.waitUntil(lambda: not drawn.edits.busy)
    assert told == []
    gate = Gate()
    run(drawn, gate)
    qtbot.waitUntil(lambda: bool(told), timeout=3000)
    assert told[0].title == "Fill holes" and told[0].phase == "running"
    gate.open.set()
    qtbot.waitUntil(lambda: told[-1].phase == "done")
