"""What is longer than a notice, and what a notice offers to do."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.session.notices import BugReport
from app.session.registry import ActionRegistry
from app.views.open_sheets import OpenSheets
from lvit_core.notice import Notice, Offer


class NoticeDialogs:
    """Goes on where a notice ends; its dialogs are loaded when they are first wanted."""

    def __init__(self, registry: ActionRegistry, sheets: OpenSheets, window: QWidget) -> None:
        self._registry = registry
        self._sheets = sheets
        self._window = window
        self._bug: QWidget | None = None

    def show_details(self, notice: Notice) -> None:
        """All lines of a notice."""
        from app.views.dialogs.messages import Details

        Details(notice, self._window).show()

    def take_offer(self, offer: Offer) -> None:
        """Does or opens what a notice offers."""
        if offer.action:
            self._registry.get(offer.action).trigger()
        elif offer.sheet == "copy":
            self._registry.get("project.save_copy").ask()
        else:
            self._sheets.show(offer.sheet)

    def show_bug(self, report: BugReport) -> None:
        """One report window, however many errors follow each other."""
        from app.views.dialogs.messages import BugSheet

        if isinstance(self._bug, BugSheet):
            self._bug.add_more(report)
            return
        sheet = BugSheet(report, self._window)
        sheet.destroyed.connect(self._forget_bug)
        self._bug = sheet
        sheet.show()

    def _forget_bug(self) -> None:
        self._bug = None
