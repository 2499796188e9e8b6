"""Looking at many stored images, in the background and out of everybody's way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.jobs.worker import Worker
from lvit_core.errors import LViTError
from lvit_core.project.records import Need
from lvit_core.thread_waiting import step_back

if TYPE_CHECKING:
    from lvit_core.project.project import Project

log = logging.getLogger("lvit")

REST_S = 0.02  # between two images: the window and the predictor come first
SHOWING_S = 0.5  # nor is anything begun while a list is being shown
NICE = 10
SOME = 50  # rows that change at once


class ReviewThread(QObject):
    """Looks for the files of a project once, and judges what it calls stale whenever it is woken.

    Signals:
        found: Ids of images, each with whether its file is gone, or there again.
        judged: Image id and its ``Need``.
        rested: A round is over; how many images it judged.
    """

    found = Signal(tuple)
    judged = Signal(int, Need)
    rested = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._worker = Worker("review", self)

    def set_project(
        self, project: Project | None, first: Callable[[], object] = lambda: None
    ) -> None:
        """Changes the project and does ``first`` once its list is shown, in the thread.

        The round that goes on ends with its present image.
        """
        self._worker.drop()
        self._project = project
        if project is not None:
            self._worker.stand_back(SHOWING_S)
            self._worker.submit(first)
            self._worker.submit(partial(self._look, project))

    def wake(self) -> None:
        """Something may have changed."""
        if self._project is not None:
            self._worker.submit(partial(self._round, self._project), self.rested.emit, key="round")

    def close(self) -> None:
        self._worker.close()

    def _look(self, project: Project) -> None:
        """Tells some at a time: where a whole folder is gone, 100,000 rows change."""
        step_back(NICE)
        try:
            news = iter(project.images.refresh_missing().items())
        except LViTError as error:
            log.info("files not looked for: %s", error)
            return
        while some := tuple(islice(news, SOME)):
            self._worker.post(partial(self._tell, project, self.found, some))
            if self._worker.rest(REST_S):
                break

    def _round(self, project: Project) -> int:
        """Judges every stale image while the project stays the one that is open."""
        from lvit_core.explain.needs import judge  # it reads masks, and the window opens before

        step_back(NICE)
        count = 0
        for image_id, stamp in project.needs.stale():
            try:
                need = judge(project, project.images.get(image_id))
                project.needs.save(image_id, need, stamp)
            except LViTError as error:
                log.info("not judged: %s", error)
            else:
                count += 1
                self._worker.post(partial(self._tell, project, self.judged, image_id, need))
            if self._worker.rest(REST_S):
                break
        return count

    def _tell(self, project: Project, news: SignalInstance, *what: object) -> None:
        if project is self._project:
            news.emit(*what)
