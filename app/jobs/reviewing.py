"""Judging many stored images one after the other, in the background and out of everybody's way."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.project.project import Project
    from lvit_core.project.records import ImageRecord, Need

log = logging.getLogger("lvit")

REST_S = 0.02  # between two images: the window and the predictor come first
NICE = 10

Judge = Callable[["Project", "ImageRecord"], "Need"]


class ReviewThread(QObject):
    """Judges whatever the project calls stale, whenever it is woken.

    Signals:
        judged: Image id and its ``Need``.
        rested: A round is over; how many images it judged.
    """

    judged = Signal(int, object)
    rested = Signal(int)
    _made = Signal(object, int, object)
    _ended = Signal(object, int)

    def __init__(self, judge: Judge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._judge = judge
        self._condition = threading.Condition()
        self._project: Project | None = None
        self._woken = self._busy = self._closing = False
        self._thread: threading.Thread | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._made.connect(self._on_made, queued)
        self._ended.connect(self._on_ended, queued)

    def set_project(self, project: Project | None) -> None:
        """Changes the project; waits for the image that is being judged."""
        with self._condition:
            self._project, self._woken = project, False
            self._condition.notify_all()
            self._condition.wait_for(lambda: not self._busy, 10.0)

    def wake(self) -> None:
        """Something may have changed."""
        with self._condition:
            self._woken = True
            if self._thread is None and self._project is not None:
                self._thread = threading.Thread(target=self._run, name="review", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def close(self) -> None:
        with self._condition:
            self._closing, self._project = True, None
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(10.0)

    def _run(self) -> None:
        _step_back()
        while True:
            with self._condition:
                self._condition.wait_for(
                    lambda: self._closing or (self._woken and self._project is not None)
                )
                if self._closing:
                    return
                self._woken, project = False, self._project
            if project is not None:
                self._ended.emit(project, self._round(project))

    def _round(self, project: Project) -> int:
        """Judges every stale image while the project stays the one that is open."""
        count = 0
        for image_id, stamp in self._guarded(project, project.stale_needs) or []:
            need = self._guarded(project, lambda: self._judged(project, image_id, stamp))  # noqa: B023
            if self._project is not project:
                break
            if need is not None:
                count += 1
                self._made.emit(project, image_id, need)
            with self._condition:
                self._condition.wait_for(lambda: self._project is not project, REST_S)
        return count

    def _judged(self, project: Project, image_id: int, stamp: str) -> Need:
        need = self._judge(project, project.image(image_id))
        project.save_need(image_id, need, stamp)
        return need

    def _guarded(self, project: Project, work: Callable[[], object]) -> object:
        """Does one piece of work unless the project was left; what cannot be read is passed by."""
        with self._condition:
            if self._project is not project:
                return None
            self._busy = True
        try:
            return work()
        except LViTError as error:
            log.info("not judged: %s", error)
            return None
        finally:
            with self._condition:
                self._busy = False
                self._condition.notify_all()

    def _on_made(self, project: object, image_id: int, need: object) -> None:
        if project is self._project:
            self.judged.emit(image_id, need)

    def _on_ended(self, project: object, count: int) -> None:
        if project is self._project:
            self.rested.emit(count)


def _step_back() -> None:
    """Where the system knows priorities of threads, this one yields to all others."""
    if hasattr(os, "setpriority") and hasattr(threading, "get_native_id"):
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        except OSError:
            return
