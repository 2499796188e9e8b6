"""The writer says what is saved truthfully, keeps the order, and never gives up on a disk."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.jobs.storage import StorageThread
from lvit_core.errors import Cancelled, LViTError, TransientError
from lvit_core.project.records import ImageRecord, ImageState


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


@pytest.mark.parametrize(
    "error", [TransientError("The disk is full."), OSError(28, "No space left")]
)
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
    assert not storage.wait_idle(0.1)
    broken.clear()
    assert storage.wait_idle(5)
    assert done == ["first", "second"]
    qtbot.waitUntil(lambda: storage.state.all_saved and not storage.state.problem)


FILM = ImageRecord(
    3, "film-3.png", "film-3.png", "", 96, 128, 1, None, None, "", "chest-xray", "",
    ImageState.UNLABELED, "train", missing=False, has_proposal=False, reason="", added_at="",
)  # fmt: skip
REFUSED = LViTError("This image is no longer in the project.", "Choose another image.")


@pytest.mark.parametrize("error", [REFUSED, FileNotFoundError(2, "gone"), KeyError("a bug")])
def test_what_is_refused_for_good_is_named_and_the_line_goes_on(storage, qtbot, error):
    told = []
    storage.dropped.connect(told.append)

    def write() -> None:
        raise error

    lost = storage.submit("Paint stroke", write, image=FILM)
    later = storage.submit("later", lambda: 42)
    assert later.done.result(5) == later.value == 42
    assert later.stored and not lost.stored
    assert storage.wait_idle(5)
    qtbot.waitUntil(lambda: bool(told))
    assert (told[0].name, told[0].reason) == ("Paint stroke (film-3.png)", error)


def test_nothing_says_all_saved_until_a_person_has_seen_what_was_not_stored(storage, qtbot):
    def write() -> None:
        raise REFUSED

    heard = []
    storage.state_changed.connect(heard.append)
    for name in ("first", "second"):
        storage.submit(name, write, image=FILM)
        storage.submit("fine", lambda: None)
    assert storage.wait_idle(5)
    qtbot.waitUntil(lambda: bool(heard) and heard[-1].pending == 0)
    assert not any(state.text.startswith("all saved") for state in heard)
    assert storage.state.text == "not stored: first (film-3.png) and 1 more"
    assert not storage.state.all_saved
    storage.acknowledge()
    assert storage.state.all_saved and storage.state.text.startswith("all saved")


def test_what_builds_on_a_lost_change_is_refused_in_its_turn(storage):
    def write() -> int:
        raise REFUSED

    undone: list[int] = []
    lost = storage.submit("Paint stroke", write)
    undo = storage.submit("Undo", lambda: undone.append(lost.value))
    assert storage.wait_idle(5)
    assert isinstance(undo.done.exception(), LViTError) and not undone
    with pytest.raises(LViTError, match="Paint stroke was not stored"):
        _ = lost.value


def test_a_ticket_never_waits(storage):
    gate = threading.Event()
    ticket = storage.submit("slow", lambda: gate.wait(10))
    with pytest.raises(LViTError, match="still being saved"):
        _ = ticket.value
    gate.set()


def test_who_reads_the_project_waits_for_what_was_queued_before(storage):
    gate, done = threading.Event(), []
    storage.submit("slow", lambda: gate.wait(10) and done.append("slow"))
    threading.Timer(0.2, gate.set).start()
    storage.wait_written()
    assert done == ["slow"]


def test_what_a_write_queues_itself_is_waited_for_too(storage):
    done = []
    storage.submit("first", lambda: storage.submit("second", lambda: done.append("second")))
    assert storage.wait_idle(5)
    assert done == ["second"] and storage.state.pending == 0


def test_who_reads_the_project_is_refused_while_the_disk_refuses(storage, monkeypatch):
    monkeypatch.setattr("app.jobs.storage.REFUSED_S", 0.2)

    def write() -> None:
        raise TransientError("The disk is full.")

    storage.submit("refused", write)
    with pytest.raises(LViTError, match="Not everything is saved yet: The disk is full"):
        storage.wait_written()
    with pytest.raises(Cancelled):
        storage.wait_written(lambda: True)


def test_who_reads_the_project_does_not_wait_for_what_was_given_up(storage, qtbot):
    def refuse() -> None:
        raise TransientError("The disk is full.")

    storage.submit("refused", refuse)
    qtbot.waitUntil(lambda: bool(storage.state.problem))
    with ThreadPoolExecutor() as readers:
        reader = readers.submit(storage.wait_written, refused_s=60)
        qtbot.waitUntil(lambda: len(storage._worker._line) == 1)
        storage.abandon()
        assert isinstance(reader.exception(10), Cancelled)


def test_an_answer_follows_when_the_change_is_stored(storage, qtbot):
    stored: list[int] = []
    storage.submit("counted", lambda: 7, stored.append)
    qtbot.waitUntil(lambda: stored == [7])


def test_it_can_be_used_again_after_something_was_given_up(storage, qtbot):
    def refuse() -> None:
        raise TransientError("The disk is full.")

    storage.submit("one", refuse)
    qtbot.waitUntil(lambda: bool(storage.state.problem))
    storage.abandon()
    ticket = storage.submit("two", lambda: "again")
    assert ticket.done.result(5)
    assert ticket.value == "again"


def test_what_is_given_up_is_counted(storage, qtbot):
    def refuse() -> None:
        raise TransientError("The disk is full.")

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
            raise TransientError("The disk that holds the project is full.", "Make room on it.")

    for round_number in (1, 2):
        full.set()
        storage.submit("write", write)
        qtbot.waitUntil(lambda: bool(storage.state.problem))
        qtbot.wait(150)  # several more tries
        assert len(told) == round_number
        full.clear()
        qtbot.waitUntil(lambda: storage.state.all_saved)


def test_nothing_is_promised_while_the_project_is_out_of_place(storage, qtbot):
    trouble = ["The folder is gone."]
    told = []
    storage.displaced.connect(told.append)
    storage.watch(lambda: trouble[0])
    qtbot.waitUntil(lambda: bool(told), timeout=1000)
    assert storage.state.text == "nothing is saved: The folder is gone."
    assert not storage.state.all_saved
    with pytest.raises(LViTError, match="gone"):
        storage.wait_written()
    trouble[0] = ""
    qtbot.waitUntil(lambda: told == ["The folder is gone.", ""], timeout=1000)
    assert storage.state.all_saved
    storage.watch(None)
    assert storage.state.text == "all saved"
