"""Small files written off the interface thread: a busy disk must not hold up a frame.

Only the newest text matters, so writes that nobody has begun are replaced by later ones.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from lvit_core.files import write_text

log = logging.getLogger("lvit")


class LatestText:
    """Keeps one file as the newest text that was given; whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._condition = threading.Condition()
        self._waiting: Callable[[], str] | None = None
        self._busy = False

    def write(self, text: Callable[[], str]) -> None:
        """Stores what ``text()`` gives, soon; it is called in the writing thread."""
        with self._condition:
            self._waiting = text
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._run, name="settings", daemon=True).start()

    def settle(self, timeout_s: float = 5.0) -> bool:
        """Waits until the file is up to date; false when the disk took longer."""
        with self._condition:
            return self._condition.wait_for(lambda: not self._busy, timeout_s)

    def _run(self) -> None:
        while True:
            with self._condition:
                text, self._waiting = self._waiting, None
                if text is None:
                    self._busy = False
                    self._condition.notify_all()
                    return
            try:
                self._store(text())
            except OSError as error:
                log.warning("%s could not be written: %s", self._path.name, error)

    def _store(self, text: str) -> None:
        write_text(self._path, text)
