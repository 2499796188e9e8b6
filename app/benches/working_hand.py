"""Hands that paint, type and scroll in the real window: alone, then beside a model that learns.

Strokes go into the project as a person's do; training is a run as any other, and every key and
every stroke asks the model anew.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer

from app.application import Application
from app.benches.lag import LagMeter
from app.benches.moves import press_key, send_mouse, spiral, turn_wheel
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageState
from lvit_core.prompt.templates import sample_template
from lvit_core.training.run import TrainingState

ROUNDS = 4
BRUSHES_PX = (20, 80)  # diameters
MOVES = 60
FIRST_MOVES = 3  # of a stroke: the brush is being made ready
MOVE_MS = 8  # what a mouse tells, 125 times a second
KEY_MS = 130  # a good typist
KEYS = 40
NOTCHES = 40
NOTCH_MS = 30
DELAY_MS = 100  # the shortest pause before an answer that a person may choose
REST_MS = 500
LOOK_MS = 20  # how often it is looked whether what is waited for is there
STEPS_BEFORE = 3  # of training, so that it is at full pace


class WorkingHand(QObject):
    """Works through its script in the sample project.

    Args:
        application: The running program; its parts are loaded.
        done: Called at the end.
    """

    def __init__(self, application: Application, done: Callable[[], None]) -> None:
        super().__init__()
        self._session = application.session
        self._window = application.window
        self._done = done
        self._script = self._work()
        self._brush_ms: dict[bool, list[float]] = {False: [], True: []}  # by whether training runs
        self._meters = {name: LagMeter(self) for name in ("painting", "typing", "scrolling")}
        self._training = TrainingState()
        self._answers = 0
        self._session.services.trainer.state_changed.connect(self._on_training)
        self._session.services.predictor.finished.connect(self._on_answer)

    def begin(self) -> None:
        """Starts; the project must be open."""
        self._go_on()

    def figures(self) -> dict[str, float]:
        """Milliseconds of brush moves and of the lag of the loop; see `app.benches.responsiveness`.

        Raises:
            LViTError: The model did not learn or did not answer meanwhile.
        """
        if self._training.phase == "failed":
            raise LViTError(f"Training failed: {self._training.message}")
        if not self._answers:
            raise LViTError("The model did not answer while hands worked.")
        alone, beside = (np.array(self._brush_ms[training]) for training in (False, True))
        lags = {name: np.array(meter.lags_ms) for name, meter in self._meters.items()}
        together = np.concatenate(list(lags.values()))
        return {
            "lag_p99_ms": float(np.percentile(together, 99)),
            "lag_max_ms": float(together.max()),
            **{f"{name}_p99_ms": float(np.percentile(these, 99)) for name, these in lags.items()},
            **{f"{name}_max_ms": float(these.max()) for name, these in lags.items()},
            "brush_idle_p50_ms": float(np.median(alone)),
            "brush_training_p50_ms": float(np.median(beside)),
            "brush_ratio": float(np.median(beside) / np.median(alone)),
            "training_steps": float(self._training.step),
            "answers": float(self._answers),
        }

    def _go_on(self) -> None:
        """The next piece of the script; each says how many milliseconds the hands rest after it."""
        rest_ms = next(self._script, None)
        if rest_ms is None:
            self._done()
        else:
            QTimer.singleShot(rest_ms, self._go_on)

    def _work(self) -> Iterator[int]:
        yield from self._open_image()
        yield from self._paint(training=False)
        yield from self._begin_training()
        self._answers = 0
        for _ in range(ROUNDS):
            for name, piece in (
                ("painting", self._paint(training=True)),
                ("typing", self._type()),
                ("scrolling", self._scroll()),
            ):
                self._meters[name].start()
                yield from piece
                self._meters[name].set_running(False)

    def _open_image(self) -> Iterator[int]:
        template = sample_template("phantoms").name
        records = self._session.state.library.images
        unlabeled = (r for r in records if r.state == ImageState.UNLABELED)
        self._session.services.preferences.set("prediction.delay_ms", DELAY_MS)
        self._session.opening.select(next(r.id for r in unlabeled if r.template == template))
        while self._session.state.document is None:
            yield LOOK_MS
        yield REST_MS
        self._session.actions.proposals.predict()
        while not self._answers:  # the model is read and made ready: a start, not a working day
            yield LOOK_MS
        self._session.actions.tools.choose["brush"]()

    def _begin_training(self) -> Iterator[int]:
        self._session.actions.training.start()
        while self._training.step < STEPS_BEFORE and self._training.phase != "failed":
            yield LOOK_MS

    def _paint(self, *, training: bool) -> Iterator[int]:
        canvas, left, kind = self._window.canvas, Qt.MouseButton.LeftButton, QEvent.Type
        for diameter in BRUSHES_PX:
            if training:
                self._session.actions.proposals.predict()
            self._session.palette.settings.update(brush_radius_px=diameter / 2)
            path = spiral(QPointF(canvas.rect().center()))
            send_mouse(canvas, kind.MouseMove, next(path), left)
            send_mouse(canvas, kind.MouseButtonPress, next(path), left)
            for number, at in enumerate(itertools.islice(path, MOVES)):
                yield MOVE_MS
                began = time.perf_counter()
                send_mouse(canvas, kind.MouseMove, at, left)
                QCoreApplication.sendPostedEvents()
                QCoreApplication.processEvents()  # the frame is painted that the move asked for
                if number >= FIRST_MOVES:
                    self._brush_ms[training].append((time.perf_counter() - began) * 1e3)
            send_mouse(canvas, kind.MouseButtonRelease, next(path), left)
            yield REST_MS

    def _type(self) -> Iterator[int]:
        field = self._window.strip.field
        field.setFocus()
        field.selectAll()
        text = f"{sample_template('phantoms').example} " * KEYS
        for letter in text[:KEYS]:
            press_key(field, letter)
            yield KEY_MS
        yield REST_MS

    def _scroll(self) -> Iterator[int]:
        for widget in (self._window.images.list.viewport(), self._window.canvas):
            for number in range(NOTCHES):
                turn_wheel(widget, -1 if number < NOTCHES // 2 else 1)
                yield NOTCH_MS

    def _on_training(self, state: TrainingState) -> None:
        self._training = state

    def _on_answer(self, _result: object) -> None:
        self._answers += 1
