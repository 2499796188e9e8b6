"""Predict all by hand: answers appear as they come, the run rests and goes on, by mouse and key."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from lvit_core.cli import proposing
from lvit_core.model.choice import ModelChoice
from tests.lvit_core.worker.test_proposing import AnswersAtOnce

WAIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


class AnswersWhenTold(AnswersAtOnce):
    """Stands for the process: each answer waits until the test lets it come."""

    released = threading.Semaphore(0)

    def next_event(self, timeout=None):
        if not self.events or not self.released.acquire(timeout=timeout):
            return None
        self.events = self.events[1:]  # that it was loading
        return self.events.pop(0)


@pytest.fixture
def slow(monkeypatch, opened, session):
    for image in session.state.library.images:
        session.state.project.other_kinds.insist(image.id)  # drawn ones show no chest
    AnswersWhenTold.asked, AnswersWhenTold.released = [], threading.Semaphore(0)
    monkeypatch.setattr(proposing, "PredictorClient", AnswersWhenTold)
    choose = "lvit_core.model.questions.choose_model"
    monkeypatch.setattr(choose, lambda *_: ModelChoice("m", "chest"))
    return AnswersWhenTold


def show(session, qtbot, number: int) -> None:
    state = session.state
    session.opening.select(number)
    shown = lambda: state.document is not None and state.document.record.id == number  # noqa: E731
    qtbot.waitUntil(shown, timeout=WAIT_MS)


def test_answers_appear_one_by_one_and_the_run_rests_and_goes_on(opened, session, qtbot, slow):
    state, badge = session.state, opened.status.task
    _shown, first, second = (one.id for one in state.library.images)
    asked = lambda count: len(slow.asked) == count  # noqa: E731
    session.actions.get("images.predict_all").trigger()
    qtbot.waitUntil(lambda: asked(1), timeout=WAIT_MS)
    assert badge.pause.isVisible() and badge.pause.accessibleName() == "Pause"
    qtbot.mouseClick(badge.pause, LEFT)
    assert session.actions.get("images.predict_pause").checked()
    slow.released.release()
    qtbot.waitUntil(lambda: state.library.get(first).has_proposal, timeout=WAIT_MS)
    assert badge.isVisible() and "paused" in badge.words.text(), "the run is not over"
    assert asked(1) and not state.library.get(second).has_proposal
    for number in (first, second):
        show(session, qtbot, number)
        assert (state.document.proposal is not None) is (number == first)
    assert asked(1), "nothing is asked while it rests"
    qtbot.mouseClick(badge.pause, LEFT)
    assert "paused" not in badge.words.text()
    qtbot.waitUntil(lambda: asked(2), timeout=WAIT_MS)
    slow.released.release()
    qtbot.waitUntil(lambda: state.document.proposal is not None, timeout=WAIT_MS)
    assert state.document.record.id == second, "over the image that is shown"
    qtbot.waitUntil(badge.isHidden, timeout=WAIT_MS)
    assert session.services.notices.history[-1].message == "2 images got a proposal."
    assert not session.actions.get("images.predict_pause").enabled()


def test_a_run_that_rests_is_gone_on_with_by_predict_all_and_passes_over(
    opened, session, qtbot, slow
):
    state = session.state
    _shown, first, second = (one.id for one in state.library.images)
    session.actions.get("images.predict_all").trigger()
    qtbot.waitUntil(lambda: len(slow.asked) == 1, timeout=WAIT_MS)
    session.actions.get("images.predict_pause").trigger()
    slow.released.release()
    qtbot.waitUntil(lambda: state.library.get(first).has_proposal, timeout=WAIT_MS)
    show(session, qtbot, second)
    session.actions.get("image.mark_labeled").trigger()
    qtbot.waitUntil(lambda: state.document.record.state == "labeled", timeout=WAIT_MS)
    session.services.storage.wait_written()
    session.actions.get("images.predict_all").trigger()
    qtbot.waitUntil(opened.status.task.isHidden, timeout=WAIT_MS)
    assert len(slow.asked) == 1 and not state.library.get(second).has_proposal
    assert session.services.notices.history[-1].message == "1 image got a proposal."


def test_a_run_is_stopped_while_it_rests(opened, session, qtbot, slow):
    session.actions.get("images.predict_all").trigger()
    qtbot.waitUntil(lambda: len(slow.asked) == 1, timeout=WAIT_MS)
    qtbot.mouseClick(opened.status.task.pause, LEFT)
    slow.released.release()
    qtbot.waitUntil(lambda: session.state.library.images[1].has_proposal, timeout=WAIT_MS)
    qtbot.mouseClick(opened.status.task.stop, LEFT)
    qtbot.waitUntil(opened.status.task.isHidden, timeout=WAIT_MS)
    assert len(slow.asked) == 1
    assert session.services.notices.history[-1].hint.startswith("Stopped")
