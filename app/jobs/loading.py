"""Reading the chosen image and its labels off the interface thread; the latest choice wins."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.annotation import edits, libraries
from lvit_core.project.loaded_image import LoadedImage, load_image
from lvit_core.project.read_ahead import AHEAD
from lvit_core.project.records import ImageRecord

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

AFTER_PAINTING_S = 1.0


class ImageLoader(QObject):
    """Reads one image at a time; an image asked for later replaces the one before.

    Signals:
        loaded: The newest image that was asked for.
        failed: Its id, and what went wrong.
    """

    loaded = Signal(LoadedImage)
    failed = Signal(int, BaseException)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("loading", self, latest=True)
        self._libraries = Worker("libraries", self)
        self.steps = Worker("steps read ahead", self, wishes=3 * AHEAD)
        self._libraries_asked = False

    def load(
        self, project: Project, record: ImageRecord, after: Callable[[Callable[[], bool]], object]
    ) -> None:
        """Reads an image once ``after`` has returned (pending writes must be on disk).

        Args:
            project: Its project.
            record: The image.
            after: Called in the loading thread with a function that says whether the image is
                not wanted any more.
        """

        def work() -> LoadedImage:
            after(self._worker.unwanted)
            return load_image(project, record)

        self._worker.submit(work, self._on_loaded, partial(self.failed.emit, record.id))

    def cancel(self) -> None:
        """What is being read is no longer wanted."""
        self._worker.drop()

    def close(self) -> None:
        for worker in (self._worker, self._libraries, self.steps):
            worker.close()

    def _on_loaded(self, loaded: LoadedImage) -> None:
        """An image is there to be worked on: edits come next, and need their libraries.

        They wait until it is painted: importing would make its first frames late.
        """
        if not self._libraries_asked:
            self._libraries_asked = True
            self._libraries.stand_back(AFTER_PAINTING_S)
            self._libraries.submit(_load_libraries)
        self.loaded.emit(loaded)


def _load_libraries() -> None:
    libraries.load()
    _ = edits.Stroke, edits.within, edits.add_area  # of the first strokes
    gc.freeze()  # libraries stay, so no look for garbage has to walk over them
