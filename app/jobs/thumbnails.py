"""Small pictures for the list, made lazily in the background and cached beside the project."""

from __future__ import annotations

import threading
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from lvit_core.project.project import Project

WAITING_LIMIT = 200  # older wishes scrolled out of sight
PAINT_S = 0.02  # the row is painted before the next picture begins: both need Python's lock


class ThumbnailThread(QObject):
    """Makes what is asked for, the latest wish first."""

    ready = Signal(int, str)  # image id, path of a PNG; empty path when none can be made
    _made = Signal(object, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._wishes: deque[int] = deque(maxlen=WAITING_LIMIT)
        self._project: Project | None = None
        self._closing = False
        self._busy = False
        self._not_before = 0.0
        self._thread: threading.Thread | None = None
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def set_project(self, project: Project | None) -> None:
        """Changes the project; waits for the picture that is being made."""
        with self._condition:
            self._project = project
            self._wishes.clear()
            self._condition.wait_for(lambda: not self._busy, 5.0)

    def request(self, image_id: int) -> None:
        """Asks for one picture; ``ready`` answers, later, once."""
        with self._condition:
            if image_id not in self._wishes:
                self._wishes.append(image_id)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="thumbnails", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def stand_back(self, seconds: float) -> None:
        """Begins no picture for a while: somebody waits for something larger."""
        with self._condition:
            self._not_before = max(self._not_before, time.monotonic() + seconds)

    def close(self) -> None:
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(5.0)

    def _run(self) -> None:
        while True:
            with self._condition:
                self._busy = False
                self._condition.notify_all()
                self._condition.wait_for(
                    lambda: self._closing or (self._wishes and self._project is not None)
                )
                while not self._closing and (rest := self._not_before - time.monotonic()) > 0:
                    self._condition.wait(rest)
                if self._closing:
                    return
                if not self._wishes or self._project is None:
                    continue  # another project was opened during the wait
                image_id, project = self._wishes.pop(), self._project
                self._busy = True
            path = ""
            if project is not None:
                try:
                    path = str(make_thumbnail(project, image_id))
                except Exception:  # noqa: BLE001 - the list shows the kind of image instead
                    path = ""
            self._made.emit(project, image_id, path)
            self.stand_back(PAINT_S)

    def _on_made(self, project: object, image_id: int, path: str) -> None:
        if project is self._project:
            self.ready.emit(image_id, path)


def make_thumbnail(project: Project, image_id: int) -> Path:
    """The cached picture of an image, made now when it is not there yet.

    Raises:
        LViTError: The image cannot be read.
    """
    from lvit_core.project.thumbnails import thumbnail

    return thumbnail(project, image_id)
