"""What a sheet reads of the project arrives for what it asked last, and for nobody else."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QWidget

from app.views.project_reading import ProjectReading
from lvit_core.errors import LViTError

WAIT_MS = 20_000


@pytest.fixture
def waiting(opened, session, qtbot):
    """Asks ``first``, which waits to be let go, then whatever else; what arrived comes back."""
    sheet, held, came = QWidget(opened), threading.Event(), []
    reading = ProjectReading(session.state, session.services.tasks, sheet)

    def ask(then):
        reading.start(lambda _project: held.wait(10), lambda _value: came.append("first"))
        then(reading, sheet, came)
        held.set()
        qtbot.waitUntil(lambda: not session.services.tasks._tasks, timeout=WAIT_MS)
        return came

    return ask


def test_an_older_answer_that_comes_late_is_not_taken(waiting, qtbot):
    def ask_again(reading, _sheet, came):
        reading.start(lambda project: project.settings.name, came.append)
        qtbot.waitUntil(lambda: came == ["Thorax"], timeout=WAIT_MS)

    assert waiting(ask_again) == ["Thorax"]


def test_nothing_comes_once_it_was_dropped(waiting):
    assert waiting(lambda reading, _sheet, _came: reading.drop()) == []


def test_nothing_comes_once_the_project_was_closed(waiting, session):
    assert waiting(lambda *_: session.projects.close()) == []


def test_nothing_comes_once_the_sheet_was_closed(waiting, qtbot):
    def close(_reading, sheet, _came):
        with qtbot.waitSignal(sheet.destroyed):
            sheet.deleteLater()

    assert waiting(close) == []


def test_what_cannot_be_read_is_told(opened, session, qtbot):
    def read(_project):
        raise LViTError("The disk is gone.")

    ProjectReading(session.state, session.services.tasks, opened).start(read, lambda _value: None)
    notices = session.services.notices.history
    qtbot.waitUntil(lambda: notices[-1].message == "The disk is gone.", timeout=WAIT_MS)
