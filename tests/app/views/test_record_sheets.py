"""The history of an image, the reason for a change and the project's settings, by real clicks."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app.session.session import Session
from app.views.dialogs.change_reason import ChangeReason
from app.views.dialogs.history import History
from app.views.dialogs.project_settings import ProjectSettingsSheet
from app.views.main_window import MainWindow
from lvit_core.project.chain import Act, links
from lvit_core.project.records import ImageState

WAIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, LEFT)


def paint(window: MainWindow, session: Session, down: int = 0) -> None:
    """A short stroke over the middle of the image, or below it."""
    session.palette.choose("brush")
    canvas = window.canvas
    middle = canvas.rect().center() + QPoint(0, down)
    QTest.mousePress(canvas, LEFT, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(12, 0))
    QTest.mouseRelease(canvas, LEFT, pos=middle + QPoint(12, 0))


def steps(session: Session) -> list[str]:
    session.services.storage.wait_written(lambda: False)
    record = session.state.document.record
    return [entry.title for entry in session.state.project.journal.history(record.id)]


def whys(session: Session) -> list[str]:
    session.services.storage.wait_written(lambda: False)
    record = session.state.document.record
    return [entry.why for entry in session.state.project.journal.history(record.id)]


@pytest.fixture
def kept(opened: MainWindow, session: Session, qtbot) -> MainWindow:
    """A project for the record, its first image drawn on, described and labeled."""
    session.actions.project.change_settings.trigger()
    sheet = opened.findChild(ProjectSettingsSheet)
    sheet.for_the_record.setChecked(True)
    sheet.name.setText("Study 7")
    with qtbot.waitSignal(session.state.document_ready, timeout=WAIT_MS):
        click(sheet.ok)
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    paint(opened, session)
    session.composer.type("One area, left lung.")
    session.actions.image.mark_labeled("No lungs are drawn.")
    qtbot.waitUntil(lambda: session.state.document.record.state == ImageState.LABELED)
    return opened


def test_settings_of_the_project_are_kept(kept: MainWindow, session: Session) -> None:
    settings = session.state.project.settings
    assert settings.for_the_record and settings.name == "Study 7"
    assert "Study 7" in kept.windowTitle()


def test_nothing_labeled_changes_before_somebody_says_why(
    kept: MainWindow, session: Session, qtbot
) -> None:
    document = session.state.document
    before, words = steps(session), document.sentence
    objects = len(document.objects["lesion"])
    for change in (
        lambda: paint(kept, session),
        session.actions.edit.undo.trigger,
        session.actions.image.mark_labeled.trigger,
        lambda: QTest.keyClicks(kept.strip.field, "x"),
    ):
        with qtbot.capture_exceptions() as uncaught:
            change()
        for _, problem, _ in uncaught:
            session.services.notices.error(problem)  # as the program does
        sheet = kept.findChild(ChangeReason)
        assert sheet is not None and sheet.isVisible() and not sheet.allow.isEnabled()
        sheet.close()  # Cancel
        qtbot.waitUntil(lambda: kept.findChild(ChangeReason) is None)
        assert steps(session) == before
    assert len(document.objects["lesion"]) == objects
    assert document.record.state == ImageState.LABELED
    assert document.sentence == words == kept.strip.field.toPlainText()


def test_nothing_labeled_is_taken_away_before_somebody_says_why(
    kept: MainWindow, session: Session, qtbot
) -> None:
    do, state, document = session.actions, session.state, session.state.document
    session.services.storage.wait_written(lambda: False)
    image, before = document.record.id, state.project.chain.head()
    ways = {
        "remove": lambda: do.images.remove([image]),
        "turn": lambda: do.sentence.change_laterality("patient"),
        "end": lambda: do.project.change_settings("Study 7", for_the_record=False),
        "restore": lambda: do.care.restore("of yesterday"),
    }  # fmt: skip
    for way in ways.values():
        way()
        qtbot.waitUntil(lambda: kept.findChild(ChangeReason) is not None, timeout=WAIT_MS)
        kept.findChild(ChangeReason).close()
        qtbot.waitUntil(lambda: kept.findChild(ChangeReason) is None)
        assert state.document is document and state.project.chain.head() == before
    ways["remove"]()
    qtbot.waitUntil(lambda: kept.findChild(ChangeReason) is not None, timeout=WAIT_MS)
    sheet = kept.findChild(ChangeReason)
    QTest.keyClicks(sheet.reason, "Consent was withdrawn")
    click(sheet.allow)
    qtbot.waitUntil(lambda: kept.findChild(ChangeReason) is None)
    ways["remove"]()
    qtbot.waitUntil(lambda: state.library.get(image) is None, timeout=WAIT_MS)
    with closing(sqlite3.connect(state.project.file)) as file:
        removed = [one.told for one in links(file.execute) if one.act == Act.IMAGE_REMOVED]
    assert removed == [{"why": "Consent was withdrawn"}]


def test_the_reason_stands_by_every_change_until_it_is_labeled_again(
    kept: MainWindow, session: Session, qtbot
) -> None:
    paint(kept, session)
    sheet = kept.findChild(ChangeReason)
    QTest.keyClicks(sheet.reason, "The border was too wide")
    click(sheet.allow)
    qtbot.waitUntil(lambda: kept.findChild(ChangeReason) is None)
    paint(kept, session, down=60)
    session.actions.edit.undo.trigger()
    session.actions.edit.redo.trigger()
    assert whys(session)[-1] == "The border was too wide"
    session.actions.image.mark_labeled.trigger()
    session.actions.image.mark_labeled("No lungs are drawn.")
    qtbot.waitUntil(lambda: session.state.document.record.state == ImageState.LABELED)
    paint(kept, session)
    qtbot.waitUntil(lambda: kept.findChild(ChangeReason) is not None)
    sheet = kept.findChild(ChangeReason)
    assert [sheet.recent.item(row).text() for row in range(sheet.recent.count())] == [
        "The border was too wide"
    ]


def test_a_moment_of_the_history_comes_back_as_a_new_step(
    opened: MainWindow, session: Session, qtbot
) -> None:
    paint(opened, session)
    session.composer.type("One area, left lung.")
    session.actions.care.return_to.trigger()
    sheet = opened.findChild(History)
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 2, timeout=WAIT_MS)
    cells = [sheet.table.item(1, column).text() for column in range(5)]
    assert cells[1] == "no name" and cells[2].endswith("(Lesions)") and cells[4] == ""
    assert sheet.table.item(0, 4).text() == "One area, left lung."
    sheet.table.selectRow(1)
    click(sheet.back)
    document = session.state.document
    qtbot.waitUntil(lambda: document.sentence == "", timeout=WAIT_MS)
    assert len(document.objects["lesion"]) == 1 and len(steps(session)) == 3
    session.actions.care.return_to.trigger()
    sheet = opened.findChildren(History)[-1]
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 3, timeout=WAIT_MS)
    click(sheet.beginning)
    qtbot.waitUntil(lambda: len(document.objects["lesion"]) == 0, timeout=WAIT_MS)
    session.actions.edit.undo.trigger()
    assert len(document.objects["lesion"]) == 1 and len(steps(session)) == 4


def test_an_audit_tells_in_the_window(opened: MainWindow, session: Session, qtbot) -> None:
    session.actions.care.audit.trigger()
    qtbot.waitUntil(
        lambda: any(
            "by other means" in notice.message for notice in session.services.notices.history
        ),
        timeout=WAIT_MS,
    )
    assert session.services.notices.history[-1].level == "info"


def test_whoever_labels_by_hand_is_asked_for_a_name_once(
    opened: MainWindow, session: Session, qtbot
) -> None:
    def asked() -> int:
        told = [notice.message for notice in session.services.notices.history]
        return told.count("Your work is kept without your name.")

    for _ in range(2):
        session.actions.image.mark_labeled.trigger()
        qtbot.waitUntil(lambda: session.state.document.record.state == ImageState.LABELED)
        assert asked() == 1
        session.actions.image.mark_labeled.trigger()
