"""What the store could not take at once, told to the person who made it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.jobs.storage import Refusal, StorageThread
from app.session.notices import Notices
from lvit_core.errors import LViTError


class SavingNotices(QObject):
    """Names every change that waits for the disk or is not stored."""

    def __init__(self, storage: StorageThread, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        storage.refused.connect(self._on_refused)
        storage.dropped.connect(self._on_dropped)

    def _on_refused(self, error: BaseException) -> None:
        told = error if isinstance(error, LViTError) else LViTError(str(error))
        hint = told.hint or "Make room on the disk or connect it again."
        self._notices.warn(
            told.message,
            f"{hint} Saving is tried again all the time; nothing is lost while the window is open.",
        )

    def _on_dropped(self, refusal: Refusal) -> None:
        """A change that is not stored is named; a bug is reported besides."""
        reason = refusal.reason
        if not isinstance(reason, LViTError):
            self._notices.error(reason)
            reason = LViTError("The program made a mistake.", "Its report says which.")
        self._notices.error(f"{refusal.name} was not stored: {reason.message}", reason.hint)
