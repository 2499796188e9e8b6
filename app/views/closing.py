"""Closing the window: quickly when everything is saved, and in words when it is not.

The window goes on being painted while the last changes are written; only a disk that refuses them
leads to a question.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from app.jobs.storage import COPY_HINT, StorageThread
from app.session.background_edits import BackgroundEdits
from app.session.projects import ProjectWork
from app.session.state import State
from app.translation import tr
from lvit_core.errors import LViTError

AT_ONCE_S = 0.15  # what is written sooner needs no words
PATIENCE_S = 20.0
REFUSED_S = 3.0  # a disk that has said no for so long is asked about
LOOK_MS = 30
LAST_WAIT_S = 1.0
MOST_NAMED = 12  # lines of a question that still fits on the screen


class Closing:
    """Closes the project before the window goes."""

    def __init__(
        self,
        state: State,
        storage: StorageThread,
        edits: BackgroundEdits,
        projects: ProjectWork,
        window: QWidget,
    ) -> None:
        self._state = state
        self._storage = storage
        self._edits = edits
        self._projects = projects
        self._window = window
        self._under_way = False

    def may_close(self) -> bool:
        """Closes the project; false when something is unsaved and a person wants to keep it.

        Asked again while it still waits or asks, it says no: the first time decides.
        """
        if self._under_way:
            return False
        self._under_way = True
        try:
            return self._close()
        finally:
            self._under_way = False

    def _close(self) -> bool:
        state, storage = self._state, self._storage
        if state.document is not None:
            state.document.settle_sentence()
        trouble = storage.state.trouble
        if trouble and state.project is not None:
            return self._lose_anyway(LViTError(trouble, COPY_HINT))
        saved = not self._edits.unfinished and storage.wait_idle(AT_ONCE_S)
        if not saved and not self._wait():
            return False
        lost = storage.state.lost
        if lost and not self._may_lose(lost):
            return False
        try:
            self._projects.close(wait_s=LAST_WAIT_S)
        except LViTError as error:
            return self._lose_anyway(error)
        return True

    def _wait(self) -> bool:
        """Shows that changes are being saved; false when a person would rather go on working."""
        storage = self._storage
        box = self._box(
            tr("Saving your last changes…"), tr("The window closes when they are on the disk.")
        )
        keep = box.addButton(tr("Keep open"), QMessageBox.ButtonRole.RejectRole)
        keep.setToolTip(tr("Go on working; saving continues"))
        loop, began = QEventLoop(), time.monotonic()

        def look() -> None:
            waited = time.monotonic() - began
            refused = bool(storage.state.problem) and waited > REFUSED_S
            saved = not self._edits.unfinished and storage.wait_idle(0.0)
            if saved or refused or waited > PATIENCE_S:
                loop.exit(1)

        timer = QTimer(interval=LOOK_MS)
        timer.timeout.connect(look)
        box.buttonClicked.connect(lambda _button: loop.exit(0))
        timer.start()
        box.open()
        go_on = loop.exec() == 1
        timer.stop()
        box.close()
        return go_on

    def _may_lose(self, lost: tuple[str, ...]) -> bool:
        """Whether a person knows what was not stored, and closes all the same."""
        box = self._box(tr("Some changes were not stored."), "\n".join(lost[:MOST_NAMED]))
        keep = box.addButton(tr("Keep open"), QMessageBox.ButtonRole.RejectRole)
        close = box.addButton(tr("Close without them"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is close

    def _lose_anyway(self, error: LViTError) -> bool:
        box = self._box(
            tr(error.message),
            tr("{hint} Closing now loses these changes for good.", hint=tr(error.hint)),
        )
        keep = box.addButton(tr("Keep open"), QMessageBox.ButtonRole.RejectRole)
        lose = box.addButton(tr("Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
        keep.setToolTip(tr("Go on; the program keeps trying to save"))
        lose.setToolTip(tr("Close the window without the changes that could not be saved"))
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is not lose:
            return False
        self._projects.close(losing_changes=True)
        return True

    def _box(self, text: str, more: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(text)
        box.setInformativeText(more)
        return box
