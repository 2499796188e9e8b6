"""Notices come and go without being in the way; bugs open one report."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.session.person import ask_for_name
from app.views.canvas.overlays.proposal_bar import ProposalBar
from app.views.dialogs.messages import BugSheet, Details, Messages
from app.views.dialogs.preferences import PreferencesSheet
from app.views.panels.notice_bar import MOST_SHOWN
from lvit_core.errors import LViTError
from lvit_core.imaging.other_kind import refused
from lvit_core.model.prediction_job import PredictionResult
from tests.app.answers import made_by


def shown(window):
    return [toast.notice.message for toast in window.notices.toasts()]


def test_notice_shows_message_and_hint_in_full(opened, session):
    window = opened
    session.services.notices.warn(
        "3 images added, 2 skipped.", "The list says why for each of them."
    )
    toast = window.notices.toasts()[0]
    QTest.qWait(20)
    assert toast.isVisible()
    assert toast.height() >= toast.height_for(toast.width())
    assert "skipped" in toast.accessibleName()
    assert not window.notices.geometry().intersects(window.options.geometry())


def test_a_notice_makes_way_for_a_line_that_appears_above_the_image(window, session, qtbot):
    session.services.notices.error("There is no project in nothere.")
    QTest.qWait(20)
    before = window.notices.y()
    window.options.show()  # as it is with the first image of a project
    qtbot.waitUntil(lambda: window.notices.y() >= before + window.options.height())


def test_long_words_wrap_instead_of_being_cut(window, session):
    session.services.notices.info("short")
    low = window.notices.toasts()[0].height()
    session.services.notices.info("a long message " * 20)
    assert window.notices.toasts()[0].height() > low * 1.5


def test_a_notice_may_lead_to_a_setting_and_stops_nobody(opened, session):
    services = session.services
    ask_for_name(services.preferences, services.notices)
    toast = opened.notices.toasts()[0]
    said = toast.notice.message
    assert opened.findChild(PreferencesSheet) is None, "nothing opens by itself"
    (button,) = [b for b in toast.findChildren(QPushButton) if b.text() == "Give a name"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet = opened.findChild(PreferencesSheet)
    assert sheet.isVisible() and said not in shown(opened)
    sheet.close()
    ask_for_name(services.preferences, services.notices)
    assert said not in shown(opened), "asked once"


def test_a_refusal_has_its_next_step_and_goes_with_its_image(opened, session, qtbot, monkeypatch):
    """Squares on grey are no chest; a person may insist, and the proposal says so."""
    state, predictor = session.state, session.services.predictor
    layer, asked = state.document.template.finding_layer, []
    QTest.keyClick(opened.canvas, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    refused_so = "knows chest X-rays only"
    qtbot.waitUntil(lambda: refused_so in "".join(shown(opened)), timeout=20_000)
    refusal = opened.notices.toasts()[0]
    (button,) = [b for b in refusal.findChildren(QPushButton) if "all the same" in b.text()]
    monkeypatch.setattr(predictor, "request", asked.append)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (job,) = asked
    model = job.model()
    assert model.insisted
    answer = np.full((96, 128), 200, np.uint8)
    origin = made_by(job, model.name)
    predictor.finished.emit(PredictionResult(job, model, answer, origin, True, 0.1, "No chest."))
    bar = opened.findChild(ProposalBar)
    assert "another kind of image" in bar._name.text() and bar._name.text() in bar._name.toolTip()
    assert "No chest." in shown(opened)
    session.services.notices.error("The disk is full.")
    session.services.storage.wait_written(lambda: False, 20.0)
    stored = state.project.proposals.load(state.current.id, layer.name)
    assert stored.origin.insisted, "it is known when the project is opened again"
    assert refused_so in opened.status.prediction.text() and opened.status.prediction.isVisible()
    session.actions.get("image.next").trigger()
    qtbot.waitUntil(lambda: state.document is not None, timeout=20_000)
    assert shown(opened) == ["The disk is full."] and not opened.status.prediction.isVisible()
    session.services.notices.error(refused("film-0.png", "This is none.", "", job.image_id))
    assert shown(opened) == ["The disk is full."], "its image is not shown any more"
    assert "This is none." in session.services.notices.history[-1].message


def test_same_words_are_one_notice_and_old_ones_leave(window, session):
    for _ in range(4):
        session.services.notices.info("Every other image is labeled.")
    assert len(shown(window)) == 1
    for word in ("one", "two", "three", "four", "five"):
        session.services.notices.info(f"message {word}")
    assert shown(window) == ["message five", "message four", "message three"]
    assert len(shown(window)) == MOST_SHOWN


def test_a_run_of_refusals_is_one_line_with_their_number(window, session, qtbot):
    for number in range(21):
        session.services.notices.error(LViTError(f"film-{number}.png was not added.", "Too large."))
    (toast,) = window.notices.toasts()
    assert toast.notice.message == "film-20.png was not added."
    assert "21 messages like this" in [part.text() for part in toast.findChildren(QLabel)]
    (button,) = [b for b in toast.findChildren(QPushButton) if b.text() == "Show details"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet = window.findChild(Details)
    assert sheet.list.count() == 21 and sheet.list.item(3).text() == "film-3.png was not added."
    sheet.close()
    assert len(session.services.notices.history) >= 21


def test_errors_stay_until_they_are_read(window, session, qtbot):
    """Three later messages pushed an error out before anybody had seen it."""
    notices = session.services.notices
    words = ["disk", "network", "model", "printer", "clock"]
    for word in words:
        notices.error(f"The {word} is broken.")
    notices.info("Saved.")
    assert shown(window) == [f"The {word} is broken." for word in ("model", "network", "disk")]
    assert window.notices._more.isVisible() and "3 more messages" in window.notices._more.text()
    for _ in words:
        window.notices.toasts()[-1].close_now()
    assert shown(window) == ["Saved."]
    notices.error("The disk is broken.")
    session.actions.get("help.messages").trigger()
    assert shown(window) == [], "read in the log"
    sheet = window.findChild(Messages)
    assert "disk" in sheet.list.item(0).text()
    notices.warn("The clock runs again.")
    assert "runs again" in sheet.list.item(0).text()
    sheet.close()


def test_nothing_moves_under_the_pointer(window, session, qtbot):
    """What was new came on top, so that the button to dismiss was another message's."""
    notices = session.services.notices
    notices.warn("The first.")
    first = window.notices.toasts()[0]
    window.notices.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    before = first.mapTo(window, QPoint())
    notices.warn("The second.")
    notices.warn("The third.")
    QTest.qWait(0)
    assert first.mapTo(window, QPoint()) == before
    third, second, _ = window.notices.toasts()
    places = [one.mapTo(window, QPoint()) for one in (third, second)]
    first.close_now()
    QTest.qWait(0)
    assert [one.mapTo(window, QPoint()) for one in (third, second)] == places
    QApplication.sendEvent(window.notices, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: second.mapTo(window, QPoint()) == before)


def test_messages_lie_over_no_tool(opened, session):
    for word in ("first", "second", "third", "fourth"):
        session.services.notices.error(f"The {word} long error. " * 6, "What to do now. " * 4)
    QTest.qWait(0)
    lies = QRect(opened.notices.mapTo(opened, QPoint()), opened.notices.size())
    parts = (opened.options, opened.palette_bar, opened.strip, opened.top, *opened.docks)
    parts = (*parts, opened.canvas.findChild(ProposalBar))
    for part in parts:
        assert not lies.intersects(QRect(part.mapTo(opened, QPoint()), part.rect().size())), part


def test_notice_can_be_dismissed(window, session):
    session.services.notices.error("The disk is full.", "Free some space.")
    toast = window.notices.toasts()[0]
    toast.close_now()
    assert shown(window) == []
    assert window.notices.isHidden()


def test_details_open_from_the_notice(window, session, qtbot, all_children):
    session.services.notices.warn("1 skipped.", "", ("broken.png: it cannot be read",))
    button = next(
        item for item in all_children(window.notices, QPushButton) if item.text() == "Show details"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    sheet = window.findChild(Details)
    assert sheet is not None and not sheet.isModal()
    assert sheet.list.item(0).text() == "broken.png: it cannot be read"
    sheet.close()


def test_history_keeps_what_was_said(window, session):
    session.services.notices.info("first")
    session.services.notices.info("second")
    session.actions.get("help.messages").trigger()
    sheet = window.findChild(Messages)
    assert sheet is not None
    assert [sheet.list.item(row).text().split("  ")[1] for row in range(2)] == ["second", "first"]
    sheet.close()


def test_bugs_open_one_report_that_can_be_copied(window, session):
    for number in range(2):
        try:
            raise RuntimeError(f"bug {number}")
        except RuntimeError as error:
            session.services.notices.error(error)
    sheets = window.findChildren(BugSheet)
    assert len(sheets) == 1
    text = sheets[0].text.toPlainText()
    assert "bug 0" in text and "bug 1" in text and "test_notices.py" in text
    copy = next(item for item in sheets[0].findChildren(QPushButton) if item.text() == "Copy text")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    sheets[0].close()


def test_without_messages_there_is_nothing_to_copy(window, session):
    session.actions.get("help.messages").trigger()
    sheet = window.findChild(Messages)
    assert not sheet.copy.isVisible()
    session.services.notices.info("first")
    assert sheet.copy.isVisible()


def test_a_report_that_was_closed_stays_among_the_messages(window, session, qtbot):
    session.services.notices.error(RuntimeError("bug 0"))
    window.findChild(BugSheet).close()
    session.actions.get("help.messages").trigger()
    sheet = window.findChild(Messages)
    assert "bug 0" in sheet.list.item(0).text()
    session.services.notices.error(RuntimeError("bug 1"))
    assert "bug 1" in sheet.list.item(0).text(), "also one that comes while they are read"
    copies = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Copy")
    qtbot.mouseClick(copies, Qt.MouseButton.LeftButton)
    assert "bug 0" in QGuiApplication.clipboard().text()
    sheet.list.item(0).setSelected(True)
    qtbot.mouseClick(copies, Qt.MouseButton.LeftButton)
    assert "bug 0" not in QGuiApplication.clipboard().text()


def test_what_a_hand_was_refused_goes_with_its_image(opened, session, qtbot):
    """`There is no proposal.` lay over the next image, which had one."""
    session.palette.choose("accept")
    left, middle = Qt.MouseButton.LeftButton, opened.canvas.rect().center()
    QTest.mouseClick(opened.canvas, left, pos=middle)
    assert "There is no proposal." in shown(opened)
    session.actions.get("image.next").trigger()
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=20_000)
    assert "There is no proposal." not in shown(opened)
