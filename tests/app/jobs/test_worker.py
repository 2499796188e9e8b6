"""The one way to work off the thread: order, the latest wins, cancelling, ending, delivery."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from app.jobs.worker import Worker
from lvit_core.errors import Cancelled, LViTError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def made(qtbot):
    """Makes workers that are closed after the test."""
    workers: list[Worker] = []

    def make(**options) -> Worker:
        workers.append(Worker("test", **options))
        return workers[-1]

    yield make
    for worker in workers:
        worker.close()


@pytest.fixture
def gate():
    """Something to wait for that every test lets go of."""
    event = threading.Event()
    yield event
    event.set()


def begin(worker: Worker, gate: threading.Event, then=None) -> None:
    """Has the worker run something until the gate opens."""
    begun = threading.Event()

    def work() -> str:
        begun.set()
        gate.wait(10)
        return "held"

    worker.submit(work, then)
    assert begun.wait(5)


def test_work_is_done_in_order_elsewhere_and_answers_arrive_here(made, qtbot):
    worker, done, heard = made(), [], []
    for number in range(100):
        worker.submit(
            lambda number=number: done.append(number) or threading.get_ident(),
            lambda there: heard.append((there, threading.get_ident())),
        )
    qtbot.waitUntil(lambda: len(heard) == 100)
    assert done == list(range(100))
    (pair,) = set(heard)
    assert pair[0] != pair[1] == threading.get_ident()


def test_an_error_goes_to_who_asked_or_to_the_signal_and_stops_nothing(made, qtbot):
    worker, own, told = made(), [], []
    worker.failed.connect(told.append)

    def refuse(problem: BaseException):
        def work() -> None:
            raise problem

        return work

    worker.submit(refuse(LViTError("mine")), failed=own.append)
    worker.submit(refuse(KeyError("bug")))
    worker.submit(refuse(Cancelled()))
    assert worker.submit(lambda: 42).result(5) == 42
    qtbot.waitUntil(lambda: bool(told))
    assert [type(problem) for problem in (*own, *told)] == [LViTError, KeyError]


def test_only_the_latest_counts(made, qtbot, gate):
    worker, done, heard = made(latest=True), [], []
    begin(worker, gate, heard.append)
    old = worker.submit(lambda: done.append("old"), heard.append)
    worker.submit(lambda: "new", heard.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert old.cancelled() and not done
    assert heard == ["new"]


def test_an_answer_on_its_way_is_not_delivered_after_a_newer_request(made, qtbot):
    worker, heard = made(latest=True), []
    worker.submit(lambda: "old", heard.append)
    assert worker.settle(5)  # the answer is in the queue of events now
    worker.submit(lambda: "new", heard.append)
    qtbot.waitUntil(lambda: "new" in heard)
    assert heard == ["new"]


def test_what_waits_is_replaced_by_its_key_and_what_runs_is_not(made, qtbot, gate):
    worker, done = made(), []
    begin(worker, gate, done.append)
    for key, word in (("a", "first"), ("b", "other"), ("a", "second")):
        worker.submit(lambda word=word: done.append(word), key=key)
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert sorted(done) == ["held", "other", "second"]
    assert done.index("other") < done.index("second")


def test_the_newest_can_come_first_and_too_old_wishes_are_given_up(made, gate):
    worker, done = made(wishes=3), []
    begin(worker, gate)
    futures = [worker.submit(lambda n=n: done.append(n)) for n in range(5)]
    gate.set()
    assert worker.settle(5)
    assert done == [4, 3, 2]
    assert [future.cancelled() for future in futures] == [True, True, False, False, False]


def test_dropped_work_knows_it_and_its_answer_is_not_delivered(made, qtbot):
    worker, begun, heard, ended = made(), threading.Event(), [], []

    def work() -> None:
        begun.set()
        ended.append(worker.rest(10))

    worker.submit(work, heard.append)
    waiting = worker.submit(lambda: heard.append("waiting"))
    assert begun.wait(5)
    worker.drop()
    assert worker.settle(5) and waiting.cancelled()
    worker.submit(lambda: "after", heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert ended == [True] and heard == ["after"]


def test_nothing_is_begun_while_it_stands_back(made):
    worker = made()
    worker.stand_back(60)
    future = worker.submit(lambda: 1)
    assert not worker.settle(0.05) and not future.running()
    assert worker.close(5), "it ends at once all the same"
    assert future.cancelled()


def test_work_that_is_quick_is_delivered_before_submit_returns(made, qtbot, gate):
    worker, heard = made(), []
    worker.submit(lambda: "quick", heard.append, patience_s=5)
    assert heard == ["quick"]
    worker.submit(lambda: gate.wait(10), heard.append, patience_s=0.01)
    assert heard == ["quick"]
    gate.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["quick", True]


def test_news_arrives_before_the_answer(made, qtbot):
    worker, heard = made(), []

    def work() -> str:
        worker.post(lambda: heard.append("half"))
        return "all"

    worker.submit(work, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["half", "all"]


def test_closing_waits_no_longer_than_it_is_told_and_delivers_nothing(made, qtbot, gate):
    worker, heard = made(), []
    begin(worker, gate, heard.append)
    assert not worker.close(0.05)
    gate.set()
    assert worker.close(5)
    assert worker.submit(lambda: 1, heard.append).cancelled()
    qtbot.wait(20)
    assert heard == []


def test_an_owner_that_is_gone_is_no_mistake(qtbot, gate):
    worker = Worker("orphan")
    begin(worker, gate)
    worker.deleteLater()
    qtbot.waitUntil(lambda: not _alive(worker))
    gate.set()
    worker._thread.join(5)
    assert not worker._thread.is_alive()


def test_owners_may_go_at_any_moment(qtbot):
    """A signal on its way to an object that is being deleted would end the process."""
    for number in range(300):
        owner = QObject()
        worker = Worker("orphan", owner)
        for _ in range(number % 7):
            worker.submit(lambda worker=worker: worker.post(lambda: None), lambda _: None)
        owner.deleteLater()
        del owner, worker
        qtbot.wait(0)


def _alive(worker: Worker) -> bool:
    try:
        worker.objectName()
    except RuntimeError:
        return False
    return True


def test_a_hung_read_does_not_keep_the_program_from_ending():
    code = """
import threading
from PySide6.QtCore import QCoreApplication
from app.jobs.worker import Worker
qt = QCoreApplication([])
worker, begun = Worker("hung"), threading.Event()
worker.submit(lambda: begun.set() or threading.Event().wait())
begun.wait(10)
print(worker.close(0.1))
"""
    command = [sys.executable, "-c", code]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stdout.strip()) == (0, "False"), ended.stderr
