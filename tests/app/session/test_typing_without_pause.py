"""A sentence that is typed without a pause is on the disk within a second, come what may."""

from __future__ import annotations

import sqlite3

import pytest

from lvit_core.project.sqlite_file import FILE_NAME
from tests.app.session.test_refused_writes import paint

WORDS = "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
KEY_MS = 60
MOST_UNSAVED = 1000 // KEY_MS + 5  # keys of a second, and those that a busy machine adds


def on_disk(session) -> str:
    """As another program finds it, were this one killed now."""
    with sqlite3.connect(session.state.project.folder / FILE_NAME) as connection:
        return connection.execute("SELECT sentence FROM images WHERE id = 1").fetchone()[0]


def test_it_is_saved_at_least_every_second(opened, qtbot):
    for count in range(1, 50):
        opened.composer.type(WORDS[:count])
        qtbot.wait(KEY_MS)
        assert opened.state.document.sentence == WORDS[:count]
        assert len(on_disk(opened)) >= count - MOST_UNSAVED
    assert on_disk(opened)
    opened.state.document.settle_sentence()
    assert opened.state.document.undo_stack.count() == 1, "one step, however long it took"
    opened.actions.edit.undo()
    assert opened.state.document.sentence == ""
    opened.actions.edit.redo()
    assert opened.state.document.sentence == WORDS[:49]
    assert opened.services.storage.wait_idle(10)
    assert on_disk(opened) == WORDS[:49]
    opened.state.project.journal.undo(opened.state.project.journal.history(1)[-1].id)
    assert on_disk(opened) == ""


def test_what_is_drawn_between_divides_what_is_typed(opened, qtbot):
    opened.composer.type("Bilateral")
    qtbot.waitUntil(lambda: on_disk(opened) == "Bilateral")
    paint(opened, (100.0, 100.0))
    opened.composer.type("Bilateral pulmonary")
    opened.state.document.settle_sentence()
    assert opened.state.document.undo_stack.count() == 3
    opened.actions.edit.undo()
    assert opened.state.document.sentence == "Bilateral"


def test_the_comparison_still_waits_for_a_rest(opened, qtbot, monkeypatch):
    compared = []
    agreement = opened.composer.agreement
    qtbot.waitUntil(lambda: agreement.description is not None)
    monkeypatch.setattr(agreement, "against", lambda _d: compared.append(1) or agreement.found)
    for count in range(1, 30):
        opened.composer.type(WORDS[:count])
        qtbot.wait(KEY_MS)
    assert on_disk(opened) and not compared


@pytest.mark.parametrize("text", ["Bilateral", ""])
def test_a_moment_of_typing_is_one_step(opened, text):
    for count in range(len(text) + 1):
        opened.composer.type(text[:count])
    opened.state.document.settle_sentence()
    assert opened.state.document.undo_stack.count() == (1 if text else 0)
