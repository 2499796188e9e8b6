"""Small pictures for the list, made lazily in the background and cached beside the project."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.jobs.worker import Worker

if TYPE_CHECKING:
    from lvit_core.project.project import Project

Wish = Future[QImage]
WAITING_LIMIT = 200  # older wishes scrolled out of sight
PAINT_S = 0.02  # the row is painted before the next picture begins: both need Python's lock


class ThumbnailThread(QObject):
    """Makes what is asked for, the latest wish first."""

    ready = Signal(int, QImage)  # image id, its picture; a null one when none can be made

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("thumbnails", self, wishes=WAITING_LIMIT)
        self._project: Project | None = None

    def set_project(self, project: Project | None) -> None:
        """Changes the project; pictures of the one before are not delivered any more."""
        self._worker.drop()
        self._project = project

    def request(self, image_id: int) -> Wish:
        """Asks for one picture; ``ready`` answers, later, once, unless the wish is cancelled."""
        work = partial(self._make, self._project, image_id)
        return self._worker.submit(work, partial(self.ready.emit, image_id), key=image_id)

    def stand_back(self, seconds: float) -> None:
        """Begins no picture for a while: somebody waits for something larger."""
        self._worker.stand_back(seconds)

    def close(self) -> None:
        self._worker.close()

    def _make(self, project: Project | None, image_id: int) -> QImage:
        from lvit_core.project.thumbnails import thumbnail

        try:
            return QImage(str(thumbnail(project, image_id))) if project else QImage()
        except Exception:  # noqa: BLE001 - the list shows the kind of image instead
            return QImage()
        finally:
            self._worker.stand_back(PAINT_S)
