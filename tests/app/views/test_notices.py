"""Notices come and go without being in the way; bugs open one report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.session.person import ask_for_name
from app.views.dialogs.messages import BugSheet, Details, Messages
from app.views.dialogs.preferences import PreferencesSheet
from app.views.panels.notice_bar import MOST_SHOWN


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


def test_same_words_are_one_notice_and_old_ones_leave(window, session):
    for _ in range(4):
        session.services.notices.info("Every other image is labeled.")
    assert len(shown(window)) == 1
    for number in range(6):
        session.services.notices.info(f"message {number}")
    assert shown(window) == ["message 5", "message 4", "message 3"]
    assert len(shown(window)) == MOST_SHOWN


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
    assert "bug 0" in text and "bug 1" in text and "Traceback" in text
    copy = next(item for item in sheets[0].findChildren(QPushButton) if item.text() == "Copy text")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    sheets[0].close()
