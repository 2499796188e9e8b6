"""Longer things to read: details of a notice, all notices so far, and the report of a bug."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from app.session.notices import BugReport, Notices
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import label
from app.views.icons import icon
from lvit_core.notice import Notice

_ICONS = {
    "info": ("info", "muted"),
    "warning": ("warning", "proposal"),
    "error": ("error", "danger"),
}


class Details(Sheet):
    """One notice with all its lines: what was skipped and why, what an export lost."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(tr("Details"), parent, width=620)
        self.add_heading(tr(notice.message), tr(notice.hint))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Details"))
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setMinimumHeight(240)
        details = [tr(line) for line in notice.details]
        self.list.addItems(details)
        self.body.addWidget(self.list, 1)
        text = "\n".join([tr(notice.message), *details])
        self.add_button(tr("Copy"), tr("Copy all lines as text"), lambda: copy(text))
        self.add_close()


class Messages(Sheet):
    """Everything the program has said, newest first; what it says meanwhile comes on top."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(tr("Messages"), parent, width=620)
        self.add_heading(tr("Messages"))
        self._none = label(tr("There are no messages yet."), "muted")
        self.body.addWidget(self._none)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Messages"))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(300)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.body.addWidget(self.list, 1)
        self.list.hide()
        self.copy = self.add_button(
            tr("Copy"), tr("Copy the chosen messages, or all of them, as text"), self._copy
        )
        self.copy.hide()
        for notice in notices.history:
            self._add(notice)
        notices.posted.connect(self._add)
        notices.bug_reported.connect(lambda _report: self._add(notices.history[-1]))
        self.add_close()

    def _copy(self) -> None:
        rows = range(self.list.count())
        chosen = [self.list.item(row) for row in rows if self.list.item(row).isSelected()]
        told = chosen or [self.list.item(row) for row in rows]
        copy("\n\n".join(item.text() for item in told))

    def _add(self, notice: Notice) -> None:
        told = [tr(line) for line in (notice.message, notice.hint, *notice.details)]
        lines = [f"{notice.at:%H:%M:%S}  {told[0]}", *told[1:]]
        item = QListWidgetItem(icon(*_ICONS[notice.level]), "\n".join(filter(None, lines)))
        self.list.insertItem(0, item)
        self._none.hide()
        self.list.show()
        self.copy.show()


class BugSheet(Sheet):
    """An error nobody expected: what was going on, as text to copy, and what is safe."""

    def __init__(self, report: BugReport, parent: QWidget | None = None) -> None:
        super().__init__(tr("Something went wrong"), parent, width=640)
        self.add_heading(
            tr("Something went wrong in the program"),
            tr(
                "Your work is stored and you can go on. Please send this text to whoever looks "
                "after the program; it holds no images and no sentences."
            ),
        )
        self.text = QPlainTextEdit(self.report_text(report))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(260)
        self.body.addWidget(self.text, 1)
        self.copied = label("", "good")
        self._buttons.insertWidget(0, self.copied)
        self.add_button(tr("Copy text"), tr("Copy the report to send it"), self._copy, primary=True)
        self.add_close()

    @staticmethod
    def report_text(report: BugReport) -> str:
        """The report with the system it happened on."""
        system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
        head = f"{report.at:%Y-%m-%d %H:%M:%S}, {system}"
        return f"{report.summary}\n{head}\n\n{report.traceback}"

    def _copy(self) -> None:
        copy(self.text.toPlainText())
        self.copied.setText(tr("Copied."))

    def add_more(self, report: BugReport) -> None:
        """A further error joins the text instead of opening a second window."""
        self.text.appendPlainText("\n" + self.report_text(report))
        self.copied.setText("")
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)


def copy(text: str) -> None:
    """Puts text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
