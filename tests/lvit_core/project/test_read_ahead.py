"""Undo of an earlier day finds its step read, and a disk that fails is told once it is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

import pytest

from lvit_core.annotation.edit import Edit
from lvit_core.errors import LViTError
from lvit_core.project.read_ahead import AHEAD, ReadAhead

SHORT_S = 10.0


def edit_of(number: int) -> Edit:
    return Edit(str(number), "lesion")


class NewestFirst:
    """Reads in a thread, as the window's does; waits until it may begin."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Future[Edit], Callable[[], Edit]]] = []
        self._changed = threading.Condition()
        threading.Thread(target=self._serve, daemon=True).start()

    def submit(self, work: Callable[[], Edit]) -> Future[Edit]:
        future: Future[Edit] = Future()
        with self._changed:
            self._waiting.append((future, work))
            self._changed.notify_all()
        return future

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                future, work = self._waiting.pop()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except LViTError as error:
                    future.set_exception(error)


def test_the_steps_around_the_present_are_read_in_another_thread():
    read, threads, all_read = [], set(), threading.Event()

    def load(number: int) -> Edit:
        read.append(number)
        threads.add(threading.current_thread())
        if len(read) == 2 * AHEAD:
            all_read.set()
        return edit_of(number)

    ahead = ReadAhead(load, NewestFirst().submit)
    ahead.expect(range(100), 50)
    assert all_read.wait(SHORT_S) and set(read) == set(range(50 - AHEAD, 50 + AHEAD))
    assert threading.main_thread() not in threads
    for number in range(49, 40, -1):  # faster than anybody reads
        assert ahead.get(number).title == str(number)
    assert ahead.get(3).title == "3", "one that nobody expected is read as well"
    assert ahead.get(777).title == "777"
    assert sorted(read) == sorted(set(read)), "none is read twice on the way"


def test_a_step_that_cannot_be_read_is_told_each_time_and_may_come_back():
    broken = True

    def load(number: int) -> Edit:
        if broken:
            raise LViTError("The disk is gone.")
        return edit_of(number)

    ahead = ReadAhead(load, NewestFirst().submit)
    ahead.expect([1, 2], 2)
    for _ in range(2):
        with pytest.raises(LViTError, match="gone"):
            ahead.get(2)
    broken = False
    assert ahead.get(2).title == "2"


def test_the_step_that_is_wanted_is_read_next():
    begun, gate, read = threading.Event(), threading.Event(), []

    def load(number: int) -> Edit:
        read.append(number)
        begun.set()
        if len(read) == 1:
            gate.wait(SHORT_S)
        return edit_of(number)

    ahead = ReadAhead(load, NewestFirst().submit)
    ahead.expect(range(10), 5)
    assert begun.wait(SHORT_S)
    wanted = 7 if read[0] != 7 else 2  # among the last of those that wait
    threading.Timer(0.05, gate.set).start()
    assert ahead.get(wanted).title == str(wanted)
    assert read[1] == wanted


def test_what_was_cancelled_while_it_waited_is_read_when_it_is_wanted():
    submitted: list[Future[Edit]] = []

    def submit(work: Callable[[], Edit]) -> Future[Edit]:
        future: Future[Edit] = Future()
        if submitted:
            future.set_result(work())
        else:
            future.cancel()
        submitted.append(future)
        return future

    ahead = ReadAhead(edit_of, submit)
    ahead.expect([1], 1)
    assert ahead.get(1).title == "1" and len(submitted) == 2
