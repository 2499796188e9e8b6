"""Undo of an earlier day finds its step read, and a disk that fails is told once it is asked."""

from __future__ import annotations

import threading

import pytest

from lvit_core.annotation.edit import Edit
from lvit_core.errors import LViTError
from lvit_core.project.read_ahead import AHEAD, ReadAhead

SHORT_S = 10.0


def edit_of(number: int) -> Edit:
    return Edit(str(number), "lesion")


def test_the_steps_around_the_present_are_read_in_another_thread():
    read, threads, all_read = [], set(), threading.Event()

    def load(number: int) -> Edit:
        read.append(number)
        threads.add(threading.current_thread())
        if len(read) == 2 * AHEAD:
            all_read.set()
        return edit_of(number)

    ahead = ReadAhead(load)
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

    ahead = ReadAhead(load)
    ahead.expect([1, 2], 2)
    for _ in range(2):
        with pytest.raises(LViTError, match="gone"):
            ahead.get(2)
    broken = False
    assert ahead.get(2).title == "2"
