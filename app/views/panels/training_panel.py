"""Fine-tuning at a glance: what runs, how good it is, and the buttons to steer it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.jobs.states import CurvePoint, TrainingState
from app.session.registry import Action
from app.session.session import Session
from app.views.elements import column, label, push_button, row, set_role, time_left
from app.views.panels.curves import CurveChart, Series
from lvit_core.project.records import ImageState

_PHASE_WORDS = {
    "idle": "not running",
    "starting": "starting",
    "running": "running",
    "paused": "paused",
    "stopping": "stopping",
    "finished": "finished",
    "failed": "stopped by a problem",
}
_LOSSES = (
    ("supervised", "supervised", "mask"),
    ("pseudo", "pseudo labels", "pseudo"),
    ("lv", "language-vision", "proposal"),
    ("loss", "all", "text"),
)


def quality_series(curves: dict[str, tuple[CurvePoint, ...]]) -> list[Series]:
    """Hold-out Dice with its axis, and how much pseudo labels still change as a course."""
    return [
        Series("hold-out Dice", _points(curves.get("holdout_dice", ())), "mask"),
        Series(
            "pseudo-label change",
            _points(curves.get("pseudo_change", ())),
            "pseudo",
            dashed=True,
            own_scale=True,
        ),
    ]


def loss_series(curves: dict[str, tuple[CurvePoint, ...]]) -> list[Series]:
    """The parts of the loss, as far as this run has them."""
    return [Series(title, _points(curves.get(key, ())), token) for key, title, token in _LOSSES]


def _points(points: Sequence[CurvePoint], most: int = 400) -> tuple[tuple[float, float], ...]:
    """At most ``most`` points, the last one included: the chart has no more pixels than that."""
    step = max(1, -(-len(points) // most))
    kept = list(points[::step])
    if points and kept[-1] is not points[-1]:
        kept.append(points[-1])
    return tuple((point.x, point.y) for point in kept)


class TrainingPanel(QWidget):
    """Curves, counts and the four buttons of a run."""

    summary_changed = Signal(str)

    def __init__(self, session: Session, show_generations: Action[[], None]) -> None:
        super().__init__()
        self._session = session
        self._actions = session.actions.training
        self._offers = (
            (self._actions.start, "Start"),
            (self._actions.pause, "Pause"),
            (self._actions.resume, "Resume"),
            (self._actions.stop, "Stop"),
            (show_generations, "Generations..."),
        )
        self._state = TrainingState()
        self.summary = ""
        self.chart = CurveChart()
        self.buttons: dict[str, QPushButton] = {}
        self._values: dict[str, QLabel] = {}
        self._message = label("", "muted", wrap=True)
        self._views = QButtonGroup(self)
        self._build()
        session.training_changed.connect(self.show_state)
        session.actions.changed.connect(self._refresh_buttons)
        session.project_opened.connect(self._refresh)
        session.project_closed.connect(self._refresh)
        session.images_changed.connect(self._refresh)
        self.show_state(session.trainer.state)

    def show_state(self, state: TrainingState) -> None:
        """Shows another state of the run."""
        self._state = state
        self._refresh()

    def _build(self) -> None:
        layout = column(self, gap=8)
        layout.setContentsMargins(12, 0, 12, 12)
        # First, because a low window cuts the end of the panel, and Stop must never be cut.
        layout.addLayout(self._row_of_buttons())
        layout.addWidget(self._message)
        layout.addLayout(self._switch())
        layout.addWidget(self.chart)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for number, (key, title) in enumerate(
            (("counts", "labeled / pseudo / hold-out"), ("generation", "generation"))
        ):
            self._values[key] = label("", "value")
            self._values[key].setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(title, "muted"), number, 0)
            grid.addWidget(self._values[key], number, 1)
        layout.addLayout(grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _switch(self) -> QWidget:
        line = row(gap=4)
        for number, (words, tip) in enumerate(
            (
                ("Quality", "Dice on the hold-out images and how much pseudo labels still change"),
                ("Losses", "The parts of the training loss, step by step"),
            )
        ):
            button = push_button(words, tip, self._refresh, role="pill")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self._views.addButton(button, number)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _row_of_buttons(self) -> QWidget:
        line = row(gap=6)
        for action, words in self._offers:
            button = push_button(words, action.tip, action.trigger)
            self.buttons[action.id] = button
            line.addWidget(button)
        set_role(self.buttons[self._actions.start.id], "primary")
        line.addStretch(1)
        return line

    def _refresh(self) -> None:
        state = self._state
        words = _PHASE_WORDS[state.phase]
        left = time_left(state.seconds_left) if state.phase == "running" else ""
        self.summary = f"{words} · {left}" if left else words
        self.summary_changed.emit(self.summary)
        losses = self._views.checkedId() == 1
        series = loss_series(state.curves) if losses else quality_series(state.curves)
        waiting = (
            "Losses appear here while a run is on."
            if losses
            else "Dice on the hold-out images appears here after the first generation."
        )
        self.chart.set_series(series, "step" if losses else "gen", waiting)
        has_course = state.active or any(state.curves.values())
        self.chart.setVisible(has_course)  # an empty chart would only take room from the images
        for button in self._views.buttons():
            button.setVisible(has_course)
        labeled, holdout = self._counts(state)
        self._values["counts"].setText(f"{labeled:,} / {state.pseudo_labeled:,} / {holdout:,}")
        self._values["generation"].setText(self._generation_words(state))
        self._message.setText(state.message or self._advice(state))
        self._message.setVisible(bool(self._message.text()))
        set_role(self._message, "danger" if state.phase == "failed" else "muted")
        self._refresh_buttons()

    def _counts(self, state: TrainingState) -> tuple[int, int]:
        """What a run learns from and is judged by; before the first one, what it would be."""
        if state.labeled or state.holdout:
            return state.labeled, state.holdout
        done = [item for item in self._session.images if item.state == ImageState.LABELED]
        holdout = sum(item.split == "holdout" for item in done)
        return len(done) - holdout, holdout

    def _generation_words(self, state: TrainingState) -> str:
        if not state.generation:
            return "none yet"
        dice = f" · Dice {state.holdout_dice:.3f}" if state.holdout_dice is not None else ""
        return f"{state.generation}{dice}"

    def _advice(self, state: TrainingState) -> str:
        if self._session.project is None:
            return "Open a project first."
        if state.phase == "idle" and not self._actions.start.enabled():
            return "Label a few images first; training learns from them."
        return ""

    def _refresh_buttons(self) -> None:
        actions, phase = self._actions, self._state.phase
        at_rest = phase in ("idle", "finished", "failed")
        shown = {
            actions.start: at_rest,
            actions.pause: phase in ("starting", "running"),
            actions.resume: phase == "paused" or (at_rest and actions.resume.enabled()),
            actions.stop: phase in ("starting", "running", "paused", "stopping"),
        }
        for action, _ in self._offers:
            self.buttons[action.id].setVisible(shown.get(action, True))
            self.buttons[action.id].setEnabled(action.enabled())
