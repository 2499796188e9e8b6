"""Background work tells how far it is, can be stopped, and answers in the interface thread."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from app.jobs.tasks import TaskRunner
from lvit_core.errors import LViTError
from lvit_core.progress import TaskState


@pytest.fixture
def tasks(qtbot):
    made = TaskRunner()
    yield made
    made.close()


def test_progress_and_result_arrive_in_the_interface_thread(tasks, qtbot):
    states: list[TaskState] = []
    results: list[tuple[int, int]] = []
    tasks.changed.connect(states.append)

    def work(progress, cancelled):
        for step in range(3):
            progress(step, 3, f"step {step}")
            time.sleep(0.06)
        return threading.get_ident()

    tasks.start("Counting", work, lambda ident: results.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(results))
    assert results[0][0] != results[0][1] == threading.get_ident()
    assert [(state.phase, state.done) for state in states] == [
        ("running", 0),
        ("running", 0),
        ("running", 1),
        ("running", 2),
        ("done", 2),
    ]
    assert tasks.running() == []


def test_cancel_ends_work_at_its_next_step(tasks, qtbot):
    states: list[TaskState] = []
    tasks.changed.connect(states.append)

    def work(progress, cancelled):
        while True:
            progress(1, 10, "")
            time.sleep(0.01)

    task = tasks.start("Endless", work)
    tasks.cancel(task)
    qtbot.waitUntil(lambda: not tasks.running())
    assert states[-1].phase == "cancelled"


def test_a_refusal_reaches_whoever_listens(tasks, qtbot):
    def work(progress, cancelled):
        raise LViTError("It cannot be done.")

    with qtbot.waitSignal(tasks.failed) as told:
        tasks.start("Failing", work)
    assert told.args[0].message == "It cannot be done."
    own: list[BaseException] = []
    tasks.start("Failing", work, on_failed=own.append)
    qtbot.waitUntil(lambda: bool(own))


def test_time_left_follows_the_pace():
    state = TaskState(1, "Work", started_at=time.monotonic() - 10.0)
    assert state.seconds_left is None
    assert replace(state, done=20, total=50).seconds_left == pytest.approx(15.0, rel=0.02)
    assert replace(state, done=20, total=50, phase="done").seconds_left is None


def test_short_tasks_one_after_the_other_share_a_worker(tasks, qtbot):
    """Each begins while the thread may still be telling that the one before is done."""
    done: list[int] = []
    for number in range(300):
        tasks.start("Short", lambda *_, n=number: n, done.append, patience_s=5.0)
        qtbot.wait(0)
    assert done == list(range(300))
    assert len(tasks.children()) == 1


def test_tasks_at_the_same_time_do_not_wait_for_each_other(tasks, qtbot):
    met, done = threading.Barrier(3, timeout=5.0), []
    for _ in range(3):
        tasks.start("Meeting", lambda *_: met.wait(), done.append)
    qtbot.waitUntil(lambda: sorted(done) == [0, 1, 2])
