"""Edits computed beside the interface: a pure edit of a snapshot, made one step when it is true.

Ten thousand outlines are not smoothed within a frame. The edit is therefore computed by a thread
on the labels as they were, and committed on the interface thread only if they are still the same;
if a person drew meanwhile, it is computed again. What takes less than a frame is waited for, so
that a click is done when the button comes up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.jobs.tasks import QUIET_S, TaskRunner
from app.session.document import Document
from app.session.notices import Notices
from app.session.state import State
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.errors import Cancelled, LViTError

PATIENCE_S = 0.004  # half of what a frame may be late
STROKE_PAUSE_MS = 20  # how often a waiting edit looks whether the stroke is finished

Progress = Callable[[int, int], None]
Compute = Callable[[Workspace, Progress], Any]


@dataclass(frozen=True, eq=False)
class _Request:
    document: Document
    title: str
    workspace: Workspace
    compute: Compute
    use: Callable[[Any], None]
    given_up: Callable[[], object] | None


class BackgroundEdits(QObject):
    """One edit at a time, in the order they were asked for."""

    def __init__(self, state: State, tasks: TaskRunner, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self._tasks = tasks
        self._notices = notices
        self._waiting: deque[_Request] = deque()
        self._running: _Request | None = None
        self._task = 0
        self._revision: object = None
        self._afterwards: deque[Callable[[], object]] = deque()  # what waits until all is done
        self.patience_s = PATIENCE_S

    @property
    def busy(self) -> bool:
        """Whether an edit is being computed or waits for its turn."""
        return self._running is not None

    @property
    def unfinished(self) -> bool:
        """Whether anything would be lost if its image were left now."""
        running = [] if self._running is None else [self._running]
        return any(request.given_up is None for request in (*running, *self._waiting))

    def run(
        self,
        title: str,
        workspace: Workspace,
        compute: Compute,
        use: Callable[[Any], None],
        given_up: Callable[[], object] | None = None,
    ) -> None:
        """Computes off this thread and uses the result here, unless the image is left before.

        Args:
            title: What the window calls it if it takes long.
            workspace: The layer to work on, as it is.
            compute: Called in a thread with a snapshot of ``workspace`` and ``progress(done,
                total)``, which raises ``Cancelled`` when nobody wants the edit any more. It may
                be called again.
            use: Called on this thread with the result, while the labels are still those of the
                snapshot. An ``LViTError`` of either becomes a notice.
            given_up: Called when it comes to nothing. What has it is finished elsewhere when its
                image is left, so that needs no word.
        """
        document = self._state.require_document()
        self._waiting.append(_Request(document, title, workspace, compute, use, given_up))
        if not self.busy:
            self._begin_next()

    def cancel(self) -> bool:
        """Gives up everything that is not done yet, without a trace; false when nothing was."""
        busy = self.busy
        gone = [*([self._running] if self._running is not None else []), *self._waiting]
        self._waiting.clear()
        self._running = None
        self._tasks.cancel(self._task)
        for request in gone:
            _drop(request)
        self._begin_next()
        return busy

    def when_done(self, then: Callable[[], object]) -> None:
        """Calls ``then`` now, or as soon as nothing would be lost any more; returns at once."""
        self._afterwards.append(then)
        self._begin_next()

    def give_up(self) -> None:
        """The image is left all the same; a person is told what was not finished."""
        request = self._running
        self._afterwards.clear()
        if request is not None:
            lost = [one.title for one in (request, *self._waiting) if one.given_up is None]
            self.cancel()
            for title in lost:
                self._notices.warn(
                    "{title} was not finished when its image was left.",
                    "Open the image and do it again.",
                    title=title,
                )

    def _begin_next(self) -> None:
        while self._running is None and self._waiting:
            self._running = self._waiting.popleft()
            self._compute(self._running)
        while not self.unfinished and self._afterwards:
            self._afterwards.popleft()()

    def _compute(self, request: _Request) -> None:
        self._task = 0
        if request is not self._running or self._postponed(lambda: self._compute(request)):
            return
        snapshot = request.workspace.snapshot()
        self._revision = request.workspace.revision

        def work(progress: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> Any:
            result = request.compute(snapshot, lambda done, total: progress(done, total, ""))
            if cancelled():
                raise Cancelled
            return result

        task = self._tasks.start(
            request.title,
            work,
            on_done=lambda result: self._on_computed(request, result),
            on_failed=lambda error: self._on_failed(request, error),
            quiet_s=QUIET_S,
            patience_s=self.patience_s,
        )
        if self._running is request:
            self._task = task

    def _on_computed(self, request: _Request, result: Any) -> None:
        if request is not self._running:
            return
        self._task = 0
        if self._postponed(lambda: self._on_computed(request, result)):
            return
        if request.workspace.revision != self._revision:
            self._compute(request)  # a person drew meanwhile: what was computed is of older labels
            return
        self._running = None
        try:
            request.use(result)
        except LViTError as error:
            self._notices.error(error)
            _drop(request)
        self._begin_next()

    def _on_failed(self, request: _Request, error: BaseException) -> None:
        if request is not self._running:
            return
        self._running, self._task = None, 0
        if not isinstance(error, Cancelled):
            self._notices.error(error)
        _drop(request)
        self._begin_next()

    def _postponed(self, step: Callable[[], None]) -> bool:
        """Whether a stroke is being painted; then ``step`` comes after it."""
        request = self._running
        if request is None or not request.workspace.plane.open_strokes:
            return False
        QTimer.singleShot(STROKE_PAUSE_MS, self, step)
        return True


def _drop(request: _Request) -> None:
    if request.given_up is not None:
        request.given_up()
