"""What is prepared ahead: the newest image only, in a thread of its own."""

from __future__ import annotations

import threading

from app.jobs.ahead import LookAhead, NextImage

WAIT_S = 10.0


def image(key: str) -> NextImage:
    return NextImage(key, None, lambda: None, lambda: None)


def test_the_newest_replaces_what_waits():
    seen: list[str] = []
    started, may_go_on, done = threading.Event(), threading.Event(), threading.Event()

    def prepare(item: NextImage) -> None:
        seen.append(item.key)
        started.set()
        assert may_go_on.wait(WAIT_S)
        if item.key == "third":
            done.set()

    ahead = LookAhead(prepare)
    ahead.set_next(image("first"))
    assert started.wait(WAIT_S)
    ahead.set_next(image("second"))
    ahead.set_next(image("third"))
    may_go_on.set()
    assert done.wait(WAIT_S)
    ahead.close()
    assert seen == ["first", "third"]


def test_an_image_that_fails_does_not_end_it(caplog):
    done = threading.Event()

    def prepare(item: NextImage) -> None:
        if item.key == "broken":
            raise OSError("/home/somebody/patient.dcm")
        done.set()

    ahead = LookAhead(prepare)
    with caplog.at_level("INFO", logger="lvit"):
        ahead.set_next(image("broken"))
        while not caplog.records:
            assert not done.wait(0.01)
        ahead.set_next(image("sound"))
        assert done.wait(WAIT_S)
    ahead.close()
    assert "patient" not in caplog.text  # the kind of error alone


def test_nothing_starts_after_closing():
    ahead = LookAhead(lambda item: None)
    ahead.close()
    ahead.close()
    before = threading.active_count()
    ahead.set_next(image("late"))
    assert threading.active_count() == before
