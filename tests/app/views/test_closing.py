"""Closing the window: at once; with words while a slow disk writes; with a question if it fails."""

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from app.views import closing
from app.views.composition import make_closing
from lvit_core.errors import LViTError


@pytest.fixture
def slow_disk(session, opened):
    """Holds one write back until the test lets it go."""
    gate = threading.Event()
    session.services.storage.submit("slow", lambda: gate.wait(30))
    yield gate
    gate.set()


def boxes(window):
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def test_everything_saved_closes_without_a_word(session, opened):
    assert session.services.storage.wait_idle(30)
    assert make_closing(session, opened).may_close()
    assert not opened.findChildren(QMessageBox)
    assert session.state.project is None


def test_the_window_lives_while_a_slow_disk_writes(session, opened, slow_disk):
    seen = []
    QTimer.singleShot(400, lambda: seen.extend(box.text() for box in boxes(opened)))
    QTimer.singleShot(500, slow_disk.set)
    assert make_closing(session, opened).may_close()
    assert seen == ["Saving your last changes…"]
    assert session.state.project is None


def test_asked_twice_the_first_time_decides(session, opened, slow_disk):
    """The end of a desktop session may come while the window already waits for the disk."""
    way_out, again = make_closing(session, opened), []
    QTimer.singleShot(400, lambda: again.append((way_out.may_close(), len(boxes(opened)))))
    QTimer.singleShot(500, slow_disk.set)
    assert way_out.may_close()
    assert again == [(False, 1)]
    assert session.state.project is None


def test_a_person_may_change_their_mind(session, opened, slow_disk):
    def keep_open():
        boxes(opened)[0].buttons()[0].click()

    QTimer.singleShot(400, keep_open)
    assert not make_closing(session, opened).may_close()
    assert session.state.project is not None
    slow_disk.set()


def test_a_disk_that_refuses_is_asked_about(session, opened, monkeypatch):
    monkeypatch.setattr(closing, "REFUSED_S", 0.2)
    monkeypatch.setattr(closing, "LAST_WAIT_S", 0.1)

    def refuse():
        raise OSError("No space left on device")

    session.services.storage.submit("refused", refuse)
    texts = []

    def answer():
        texts.append(boxes(opened)[0].text())
        boxes(opened)[0].buttons()[-1].click()

    QTimer.singleShot(1500, answer)
    assert make_closing(session, opened).may_close()
    assert "Not everything is saved yet" in texts[0]
    assert session.state.project is None


def refused():
    raise LViTError("This image is no longer in the project.")


def test_what_was_not_stored_stays_in_the_status_line_until_it_was_seen(session, opened, qtbot):
    session.services.storage.submit("Brush", refused, image=session.state.library.images[1])
    status = opened.status
    qtbot.waitUntil(lambda: status.saved.text() == "not stored: Brush (film-1.png)")
    assert status.seen.isVisible() and "film-1.png" in status.saved.toolTip()
    session.services.storage.submit("later", lambda: None)
    assert session.services.storage.wait_idle(30)
    qtbot.wait(50)
    assert status.saved.text() == "not stored: Brush (film-1.png)"
    status.seen.click()
    qtbot.waitUntil(lambda: status.saved.text().startswith("all saved"))
    assert status.seen.isHidden()


@pytest.mark.parametrize(("answer", "closes"), [(0, False), (-1, True)])
def test_a_window_is_not_closed_in_silence_over_what_was_not_stored(
    session, opened, answer, closes
):
    session.services.storage.submit("Brush", refused, image=session.state.library.images[1])
    assert session.services.storage.wait_idle(30)
    told = []

    def reply():
        told.append(boxes(opened)[0].informativeText())
        boxes(opened)[0].buttons()[answer].click()

    QTimer.singleShot(300, reply)
    assert make_closing(session, opened).may_close() == closes
    assert told == ["Brush (film-1.png)"]
    assert (session.state.project is None) == closes
    session.services.storage.acknowledge()
