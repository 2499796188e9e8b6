"""Small files written off the interface thread: a busy disk must not hold up a frame.

Only the newest text matters, so writes that nobody has begun are replaced by later ones.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app.jobs.worker import Worker
from lvit_core.files import write_text

log = logging.getLogger("lvit")


class LatestText:
    """Keeps one file as the newest text that was given; whole or not at all."""

    def __init__(self, path: Path, parent: QObject) -> None:
        self._path = path
        self._worker = Worker("settings", parent)

    def write(self, text: Callable[[], str]) -> None:
        """Stores what ``text()`` gives, soon; it is called in the writing thread."""
        self._worker.submit(lambda: self._store(text), key=self._path)

    def settle(self, timeout_s: float = 5.0) -> bool:
        """Waits until the file is up to date; false when the disk took longer."""
        return self._worker.settle(timeout_s)

    def _store(self, text: Callable[[], str]) -> None:
        try:
            write_text(self._path, text())
        except OSError as error:
            log.warning("%s could not be written: %s", self._path.name, error)
