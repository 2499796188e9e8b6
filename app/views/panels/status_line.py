"""The bottom line: where the pointer is, what is saved, what the model does; all of it in words."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QWidget

from app.jobs.tasks import TaskRunner
from app.session.palette import Palette
from app.session.services import Services
from app.session.state import State
from app.translation import noop, tr
from app.views.canvas.overlays.corner_texts import zoom_text
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import icon_button, set_role, time_left
from app.views.icons import icon
from app.views.prediction_queue import PredictionQueue
from lvit_core.annotation.tool_values import ToolOption
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import PixelSource
from lvit_core.model.prediction_state import PredictionState
from lvit_core.progress import TaskState
from lvit_core.project.saving import SaveState
from lvit_core.wording import counted

STEP_MS = 5000  # what was undone is told so long

SAVED_TIP = noop("Your work is saved as you go; this shows when it was last saved")


class TaskBadge(QWidget):
    """One piece of background work: what, how far, how long, and a button that stops it."""

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self._tasks = tasks
        self._id = 0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(8)
        self.words = ElidedLabel(roomy=True)  # a long name must not widen the window
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(80)
        self.bar.setTextVisible(False)
        self.stop = icon_button("cancel", tr("Stop"), tr("Stop this work"), self._cancel)
        self.pause = icon_button("pause", tr("Pause"), tr("Pause this work"), self._pause)
        self._queue: PredictionQueue | None = None
        for widget in (self.words, self.bar, self.pause, self.stop):
            layout.addWidget(widget)
        self.pause.hide()
        self.hide()

    def follow_queue(self, queue: PredictionQueue) -> None:
        """Lets its run be paused here."""
        self._queue = queue
        queue.changed.connect(self._show_pause)

    def show_task(self, state: TaskState) -> None:
        """Takes over news of any task; the oldest running one is shown."""
        running = self._tasks.running()
        if state.phase == "running" and state.id not in [item.id for item in running]:
            running.append(state)
        if not running:
            self.hide()
            return
        shown = running[0] if running[0].id != state.id else state
        if shown.id != self._id:
            self.stop.setEnabled(True)
        self._id = shown.id
        more = tr(" (+{count} more)", count=len(running) - 1) if len(running) > 1 else ""
        self.bar.setRange(0, shown.total)
        self.bar.setValue(shown.done)
        self.bar.setAccessibleName(tr(shown.title))
        count = (
            tr(" {done:,} of {total:,}", done=shown.done, total=shown.total) if shown.total else ""
        )
        self._show_pause()
        paused = self._queue is not None and self._queue.paused and self._queue.task == shown.id
        left = tr("paused") if paused else time_left(shown.seconds_left)
        self.words.setText(f"{tr(shown.title)}{count}{', ' + left if left else ''}{more}")
        self.words.setToolTip(tr(shown.text or shown.title))
        self.stop.setToolTip(tr("Stop: {title}", title=tr(shown.title)))
        self.show()

    def _show_pause(self) -> None:
        queue = self._queue
        self.pause.setVisible(queue is not None and queue.task == self._id > 0)
        if queue is not None and self.pause.isVisibleTo(self):
            name = tr("Go on") if queue.paused else tr("Pause")
            tip = tr("Go on with this work") if queue.paused else tr("Pause this work")
            self.pause.setIcon(icon("play" if queue.paused else "pause", "muted"))
            self.pause.setAccessibleName(name)
            self.pause.setToolTip(tip)

    def _pause(self) -> None:
        if self._queue is not None:
            self._queue.toggle_pause()
            running = self._tasks.running()
            for state in (one for one in running if one.id == self._id):
                self.show_task(state)

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText(tr("{words}, stopping", words=self.words.text()))
        self._tasks.cancel(self._id)


class StatusLine(QStatusBar):
    """Left: pointer, tool and saving. Right: work in the background, prediction, zoom, model."""

    def __init__(self, state: State, palette: Palette, services: Services) -> None:
        super().__init__()
        self._state, self._palette, self._services = state, palette, services
        self.setSizeGripEnabled(False)
        self._narrow = self._zoomed = False
        self.position = self._field(tr("Image coordinates under the pointer"))
        self.value = self._field(tr("Value of the pixel under the pointer"))
        self.brush = self._field(tr("Diameter of brush and eraser; [ and ] change it"))
        self.step = ElidedLabel(roomy=True)
        self.step.setAccessibleName(tr("What the last key did, or why it did nothing"))
        self._passing = QTimer(self, singleShot=True, interval=STEP_MS)
        self._passing.timeout.connect(self._hide_step)
        self.saved = ElidedLabel(roomy=True)  # a trouble is told in a long sentence
        storage = services.storage
        self.seen = icon_button(
            "accept", tr("Seen"), tr("I have seen what was not stored"), storage.acknowledge
        )
        self.task = TaskBadge(services.tasks)
        self.prediction = ElidedLabel(roomy=True)
        self.device = self._field(tr("Where predictions are computed"))
        self.zoom = self._field(tr("Screen pixels per image pixel"))
        self.generation = self._field(tr("The model that makes proposals"))
        self.step.hide()
        for widget in (self.position, self.value, self.brush, self.step, self.saved, self.seen):
            self.addWidget(widget)
        for widget in (self.task, self.device, self.prediction, self.zoom, self.generation):
            self.addPermanentWidget(widget)
        self._connect()
        self.hide_pointer()
        self.show_brush()
        self.show_saved(storage.state)
        self.show_prediction(services.predictor.state)

    def _field(self, tip: str) -> QLabel:
        made = QLabel()
        made.setToolTip(tip)
        made.setTextFormat(Qt.TextFormat.PlainText)
        return made

    def _connect(self) -> None:
        state, palette, services = self._state, self._palette, self._services
        services.storage.state_changed.connect(self.show_saved)
        services.tasks.changed.connect(self.task.show_task)
        services.tasks.changed.connect(self._make_room)
        services.predictor.state_changed.connect(self.show_prediction)
        state.document_ready.connect(self._on_document)
        state.current_changed.connect(self._on_current)
        palette.settings.changed.connect(self.show_brush)
        palette.tool_changed.connect(self.show_brush)
        storage = services.storage
        state.project_opened.connect(lambda: self.show_saved(storage.state))
        state.project_closed.connect(lambda: self.show_saved(storage.state))

    def _on_document(self) -> None:
        self._state.require_document().stepped.connect(self.show_step)

    def _on_current(self) -> None:
        """Why the image before got no answer says nothing of this one."""
        if self._services.predictor.state.phase == "failed":
            self.prediction.hide()

    def show_step(self, words: str) -> None:
        """What a key did out of sight, or why it did nothing; for a few seconds."""
        self.step.setText(tr(words))
        self.step.show()
        if self._narrow:  # there is room for one of them
            for other in (self.position, self.value, self.brush):
                other.hide()
        self._passing.start()

    def _hide_step(self) -> None:
        self.step.hide()
        self.show_brush()

    def show_pointer(self, y: float, x: float) -> None:
        """Coordinates and value at an image point."""
        document = self._state.document
        if document is None or not (
            0 <= y < document.source.height and 0 <= x < document.source.width
        ):
            self.hide_pointer()
            return
        self.position.setVisible(True)
        self.value.setVisible(True)
        self.position.setText(f"x {int(x)}  y {int(y)}")
        self.value.setText(
            tr("value {value_in_words}", value_in_words=value_in_words(document.source, y, x))
        )

    def hide_pointer(self) -> None:
        """The pointer is outside the image."""
        self.position.setVisible(False)
        self.value.setVisible(False)

    def show_brush(self) -> None:
        tool = self._palette.tool
        self.brush.setVisible(ToolOption.SIZE in tool.options)
        radius_px = self._palette.settings.values.brush_radius_px
        title = tr(tool.title)
        words = title.lower() if title == tool.title else title  # German nouns keep their capitals
        self.brush.setText(f"{words} {radius_px * 2:.0f} px")

    def show_saved(self, state: SaveState) -> None:
        project = self._state.project
        self.saved.setVisible(project is not None)
        self.saved.setText(
            tr("read only") if project is not None and project.read_only else tr(state.text)
        )
        told = (
            (tr("Not stored:"), *state.lost) if state.lost else (self.saved.text(), tr(SAVED_TIP))
        )
        self.saved.setToolTip("\n".join(told))
        self.seen.setVisible(bool(state.lost))
        wrong = state.problem or state.lost or state.trouble
        role = "warning" if wrong else "good" if state.all_saved else ""
        set_role(self.saved, role)

    def show_prediction(self, state: PredictionState) -> None:
        self.prediction.setText(tr(state.text))
        self.prediction.setVisible(bool(state.text))
        set_role(self.prediction, "warning" if state.phase == "failed" else "")

        words = device_in_words(state.backend)
        self.device.setText(words)
        self._make_room()
        self.device.setToolTip(
            tr("Predictions are computed here ({backend})", backend=state.backend)
        )

    def _make_room(self, _state: object = None) -> None:
        """What never changes gives way while work is told: its time left would be cut."""
        alone = self.task.isHidden() and not self._narrow
        self.device.setVisible(bool(self.device.text()) and alone)
        self.zoom.setVisible(self._zoomed and not self._narrow)

    def show_narrow(self, narrow: bool) -> None:
        """In a narrow window, what is told elsewhere too gives way."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._make_room()

    def show_zoom(self, zoom: float) -> None:
        """``zoom`` in screen pixels per image pixel; 0 hides it."""
        self._zoomed = zoom > 0
        self._make_room()
        self.zoom.setText(tr("zoom {zoom}", zoom=zoom_text(zoom)))

    def show_model(self, words: str) -> None:
        self.generation.setVisible(bool(words))
        self.generation.setText(tr(words))


def device_in_words(backend: str) -> str:
    """The device behind a backend's name; empty while it is not known."""
    if not backend:
        return ""
    for prefix, words in (("cuda", tr("GPU (CUDA)")), ("mps", tr("GPU (Metal)"))):
        if backend.startswith(prefix):
            return words
    return tr("CPU · {cores}", cores=counted(os.cpu_count() or 1, "core"))


def value_in_words(source: PixelSource, y: float, x: float) -> str:
    """The value of one pixel: a number, or red, green and blue."""
    pixels = source.read(0, Rect(int(y), int(x), int(y) + 1, int(x) + 1))
    if pixels.size == 0:
        return "none"
    return " ".join(f"{part:g}" for part in pixels.reshape(-1).tolist())
