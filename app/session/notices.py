"""The one sink for what must be told: expected errors, warnings, good news, and bugs.

Views listen to two signals and decide how a notice looks; nothing else in the program prints or
opens a message box. Bugs (anything that is not an expected error) take the second signal.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.jobs.storage import StorageThread
from lvit_core.bug_text import bug_notice, bug_text
from lvit_core.errors import Cancelled, LViTError, as_expected
from lvit_core.notice import Notice
from lvit_core.project.saving import Refusal, about_disk, about_place
from lvit_core.wording import filled

HISTORY_LENGTH = 2000

log = logging.getLogger("lvit")


@dataclass(frozen=True)
class BugReport:
    """An unexpected exception: what the report dialog shows and lets a person copy."""

    summary: str
    traceback: str
    at: datetime = field(default_factory=datetime.now)


class Notices(QObject):
    """Collects notices and announces them; safe to call from any thread."""

    posted = Signal(Notice)
    bug_reported = Signal(BugReport)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history: deque[Notice] = deque(maxlen=HISTORY_LENGTH)

    def info(self, said: str, hint: str = "", more: tuple[str, ...] = (), **values: object) -> None:
        """Tells good news; ``values`` stand at the named places of the message and the hint."""
        self.post(Notice("info", filled(said, values), filled(hint, values), more))

    def warn(self, said: str, hint: str = "", more: tuple[str, ...] = (), **values: object) -> None:
        self.post(Notice("warning", filled(said, values), filled(hint, values), more))

    def error(self, problem: BaseException | str, hint: str = "") -> None:
        """Tells an expected error; any other exception becomes a bug report."""
        told = LViTError(problem) if isinstance(problem, str) else as_expected(problem)
        if isinstance(told, LViTError):
            self.post(Notice("error", told.message, hint or told.hint, (), told.offer, told.about))
        elif not isinstance(told, Cancelled):
            self.report_bug(told)

    def follow(self, storage: StorageThread) -> None:
        """Names every change that waits for the disk or is not stored."""
        storage.refused.connect(lambda error: self.post(about_disk(error)))
        storage.displaced.connect(lambda trouble: self.post(about_place(trouble)))
        storage.dropped.connect(self._on_dropped)

    def post(self, notice: Notice) -> None:
        self.history.append(notice)
        log.log(getattr(logging, notice.level.upper()), "%s %s", notice.message, notice.hint)
        self.posted.emit(notice)

    def report_bug(self, problem: BaseException) -> None:
        report = BugReport(*bug_text(problem))
        self.history.append(bug_notice(report.summary, report.traceback))
        log.error("unexpected error\n%s", report.traceback)
        self.bug_reported.emit(report)

    def _on_dropped(self, refusal: Refusal) -> None:
        """A change that is not stored is named; a bug is reported besides."""
        if not isinstance(refusal.reason, LViTError):
            self.error(refusal.reason)
        self.post(refusal.notice)
