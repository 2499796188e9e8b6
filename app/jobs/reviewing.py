"""Judging many stored images one after the other, in the background and out of everybody's way."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.errors import LViTError
from lvit_core.project.records import Need
from lvit_core.thread_waiting import step_back

if TYPE_CHECKING:
    from lvit_core.project.project import Project

log = logging.getLogger("lvit")

REST_S = 0.02  # between two images: the window and the predictor come first
NICE = 10


class ReviewThread(QObject):
    """Judges whatever the project calls stale, whenever it is woken.

    Signals:
        judged: Image id and its ``Need``.
        rested: A round is over; how many images it judged.
    """

    judged = Signal(int, Need)
    rested = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._worker = Worker("review", self)

    def set_project(self, project: Project | None) -> None:
        """Changes the project; the round that goes on ends with its present image."""
        self._worker.drop()
        self._project = project

    def wake(self) -> None:
        """Something may have changed."""
        if self._project is not None:
            self._worker.submit(partial(self._round, self._project), self.rested.emit, key="round")

    def close(self) -> None:
        self._worker.close()

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
                self._worker.post(partial(self._tell, project, image_id, need))
            if self._worker.rest(REST_S):
                break
        return count

    def _tell(self, project: Project, image_id: int, need: Need) -> None:
        if project is self._project:
            self.judged.emit(image_id, need)
