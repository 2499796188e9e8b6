"""The one sink for what must be told: expected errors, warnings, good news, and bugs.

Views listen to two signals and decide how a notice looks; nothing else in the program prints or
opens a message box. Bugs (anything that is not an expected error) take the second signal.
"""

from __future__ import annotations

import logging
import traceback
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.jobs.storage import StorageThread
from lvit_core.errors import Cancelled, LViTError, as_expected
from lvit_core.notice import Notice, Offer
from lvit_core.project.saving import Refusal

HISTORY_LENGTH = 200

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

    def info(self, message: str, hint: str = "", details: tuple[str, ...] = ()) -> None:
        self.post(Notice("info", message, hint, details))

    def warn(self, message: str, hint: str = "", details: tuple[str, ...] = ()) -> None:
        self.post(Notice("warning", message, hint, details))

    def error(self, problem: BaseException | str, hint: str = "") -> None:
        """Tells an expected error; any other exception becomes a bug report."""
        told = LViTError(problem) if isinstance(problem, str) else as_expected(problem)
        if isinstance(told, LViTError):
            self.post(Notice("error", told.message, hint or told.hint))
        elif not isinstance(told, Cancelled):
            self.report_bug(told)

    def follow(self, storage: StorageThread) -> None:
        """Names every change that waits for the disk or is not stored."""
        storage.refused.connect(self._on_refused)
        storage.dropped.connect(self._on_dropped)
        storage.displaced.connect(self._on_displaced)

    def post(self, notice: Notice) -> None:
        self.history.append(notice)
        log.log(getattr(logging, notice.level.upper()), "%s %s", notice.message, notice.hint)
        self.posted.emit(notice)

    def report_bug(self, problem: BaseException) -> None:
        lines = traceback.format_exception(type(problem), problem, problem.__traceback__)
        report = BugReport(f"{type(problem).__name__}: {problem}", "".join(lines))
        log.error("unexpected error\n%s", report.traceback)
        self.bug_reported.emit(report)

    def _on_refused(self, error: BaseException) -> None:
        told = error if isinstance(error, LViTError) else LViTError(str(error))
        hint = told.hint or "Make room on the disk or connect it again."
        self.warn(
            told.message,
            f"{hint} The program keeps trying to save; leave the window open and nothing is lost.",
        )

    def _on_displaced(self, trouble: str) -> None:
        offer = Offer("Save a copy elsewhere", "copy")
        if trouble:
            hint = "Nothing is saved until it is back, or you save a copy."
            self.post(Notice("error", trouble, hint, offer=offer))
        else:
            self.info("The project lies in its place, and everything is saved again.")

    def _on_dropped(self, refusal: Refusal) -> None:
        """A change that is not stored is named; a bug is reported besides."""
        reason = refusal.reason
        if not isinstance(reason, LViTError):
            self.error(reason)
            reason = LViTError("The program made a mistake.", "Its report says which.")
        self.error(f"{refusal.name} was not stored: {reason.message}", reason.hint)
