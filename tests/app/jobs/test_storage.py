"""The writer says what is saved truthfully, keeps the order, and never gives up on a disk."""

from __future__ import annotations

import threading

import pytest

from app.jobs.storage import StorageThread
from lvit_core.errors import LViTError


@pytest.fixture
def storage(qtbot, monkeypatch):
    monkeypatch.setattr("app.jobs.storage.FIRST_RETRY_S", 0.02)
    made = StorageThread()
    yield made
    made.abandon()


def test_writes_happen_in_order_and_off_the_interface_thread(storage):
    done: list[int] = []
    threads: set[int] = set()

    def write(number: int) -> None:
        threads.add(threading.get_ident())
        done.append(number)

    for number in range(200):
        storage.submit("write", lambda number=number: write(number))
    assert storage.wait_idle(5)
    assert done == list(range(200))
    assert threads and threading.get_ident() not in threads


def test_all_saved_is_said_only_after_the_last_write(storage, qtbot):
    gate = threading.Event()
    storage.submit("slow", gate.wait)
    storage.submit("next", lambda: None)
    assert storage.state.pending == 2
    assert storage.state.text == "saving 2 changes"
    gate.set()
    qtbot.waitUntil(lambda: storage.state.all_saved)
    assert storage.state.text == f"all saved {storage.state.saved_at:%H:%M:%S}"


def test_a_typed_sentence_counts_as_not_saved(storage):
    storage.hold(1)
    assert storage.state.text == "saving 1 change"
    storage.hold(0)
    assert storage.state.all_saved


@pytest.mark.parametrize("error", [LViTError("The disk is full."), OSError(28, "No space left")])
def test_a_failing_disk_is_told_and_tried_again_without_reordering(storage, qtbot, error):
    done: list[str] = []
    broken = threading.Event()
    broken.set()

    def first() -> None:
        if broken.is_set():
            raise error
        done.append("first")

    storage.submit("first", first)
    storage.submit("second", lambda: done.append("second"))
    qtbot.waitUntil(lambda: bool(storage.state.problem))
    assert "not saved" in storage.state.text and "Trying again" in storage.state.text
    assert not storage.state.all_saved
    assert not storage.close(0.1)
    broken.clear()
    assert storage.wait_idle(5)
    assert done == ["first", "second"]
    qtbot.waitUntil(lambda: storage.state.all_saved and not storage.state.problem)


def test_a_bug_in_one_write_does_not_stop_the_others(storage, qtbot):
    with qtbot.waitSignal(storage.failed) as told:
        storage.submit("bug", lambda: {}["missing"])
    assert isinstance(told.args[0], KeyError)
    ticket = storage.submit("fine", lambda: 42)
    assert ticket.done.wait(5)
    assert ticket.value == 42


def test_it_can_be_used_again_after_it_was_closed(storage):
    storage.submit("one", lambda: None)
    assert storage.close(5)
    ticket = storage.submit("two", lambda: "again")
    assert ticket.done.wait(5)
    assert ticket.value == "again"


def test_what_is_given_up_is_counted(storage, qtbot):
    def refuse() -> None:
        raise LViTError("The disk is full.")

    for _ in range(3):
        storage.submit("lost", refuse)
    qtbot.waitUntil(lambda: bool(storage.state.problem))
    assert storage.abandon() == 3
    assert storage.state.all_saved


def test_a_refusal_is_announced_once_until_the_disk_writes_again(storage, qtbot):
    told: list[object] = []
    storage.refused.connect(told.append)
    full = threading.Event()

    def write() -> None:
        if full.is_set():
            raise LViTError("The disk that holds the project is full.", "Make room on it.")

    for round_number in (1, 2):
        full.set()
        storage.submit("write", write)
        qtbot.waitUntil(lambda: bool(storage.state.problem))
        qtbot.wait(150)  # several more tries
        assert len(told) == round_number
        full.clear()
        qtbot.waitUntil(lambda: storage.state.all_saved)
