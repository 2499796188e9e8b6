"""Fine-tuning at a glance: what runs, how good it is, and the buttons to steer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.session.actions.training import TrainingActions
from app.session.fine_tuning import FineTuning
from app.session.registry import Action, ActionRegistry
from app.session.services import Services
from app.session.state import State
from app.translation import figure, noop, tr
from app.views.effort_following import EffortFollower
from app.views.elements import column, label, push_button, row, set_role, time_left
from app.views.flow import FlowRow
from app.views.panels.curves import CurveChart, Series
from app.views.panels.effort_facts import EffortFacts, effort_series
from app.views.panels.panel_dock import SummarizedPanel
from lvit_core.data.roles import RoleCounts, unlabeled_words
from lvit_core.training.judging import FEWEST_IMAGES
from lvit_core.training.run import CurvePoint, TrainingState

_PHASE_WORDS = {
    "idle": noop("not running"),
    "starting": noop("starting"),
    "running": noop("running"),
    "paused": noop("paused"),
    "stopping": noop("stopping"),
    "finished": noop("finished"),
    "failed": noop("stopped by a problem"),
}
NOT_COUNTED = noop("not counted yet")
COUNT_AGAIN_MS = 200
MOST_POINTS = 400  # of a curve
_LOSSES = (
    ("supervised", noop("supervised"), "mask"),
    ("pseudo", noop("pseudo labels"), "pseudo"),
    ("lv", noop("language-vision"), "proposal"),
    ("loss", noop("all"), "text"),
)


def quality_series(
    curves: dict[str, tuple[CurvePoint, ...]], numbers: Mapping[int, int] | None = None
) -> list[Series]:
    """Hold-out Dice with its axis, and how much pseudo labels still change as a course.

    Args:
        curves: Over generations as the run counts them.
        numbers: The project's numbers of those it knows by now; others are left out.
    """

    def points(name: str) -> tuple[tuple[float, float], ...]:
        found = _points(curves.get(name, ()))
        if numbers is None:
            return found
        return tuple((float(numbers[int(x)]), y) for x, y in found if int(x) in numbers)

    return [
        Series(tr("hold-out Dice"), points("holdout_dice"), "mask"),
        Series(
            tr("pseudo-label change"),
            points("pseudo_change"),
            "pseudo",
            dashed=True,
            own_scale=True,
        ),
    ]


def loss_series(curves: dict[str, tuple[CurvePoint, ...]]) -> list[Series]:
    """The parts of the loss, as far as this run has them."""
    return [Series(tr(title), _points(curves.get(key, ())), token) for key, title, token in _LOSSES]


def _points(points: Sequence[CurvePoint]) -> tuple[tuple[float, float], ...]:
    """At most ``MOST_POINTS`` and the last one: the chart has no more pixels than that."""
    step = max(1, -(-len(points) // MOST_POINTS))
    kept = list(points[::step])
    if points and kept[-1] is not points[-1]:
        kept.append(points[-1])
    return tuple((point.x, point.y) for point in kept)


class TrainingPanel(SummarizedPanel):
    """Curves, counts and the four buttons of a run."""

    def __init__(
        self,
        state: State,
        services: Services,
        fine_tuning: FineTuning,
        actions: ActionRegistry,
        training: TrainingActions,
        show_generations: Action[[], None],
    ) -> None:
        super().__init__()
        self._state, self._fine_tuning, self._training = state, fine_tuning, training
        self._offers = (
            (training.start, tr("Start")),
            (training.pause, tr("Pause")),
            (training.resume, tr("Resume")),
            (training.stop, tr("Stop")),
            (show_generations, tr("Generations...")),
        )
        self._run = TrainingState()
        self.chart = CurveChart(tr("Training curves"))
        self.effort = EffortFollower(state, services.storage, services.tasks, self)
        self.effort_facts = EffortFacts()
        self.buttons: dict[str, QPushButton] = {}
        self._titles: dict[str, QLabel] = {}
        self._values: dict[str, QLabel] = {}
        self._facts = QWidget()
        self._message = label("", "muted", wrap=True)
        self._views = QButtonGroup(self)
        self._build()
        services.trainer.state_changed.connect(self.show_state)
        actions.changed.connect(self._refresh_buttons)
        state.project_opened.connect(self._refresh)
        state.project_closed.connect(self._refresh)
        state.images_changed.connect(self._refresh)
        fine_tuning.changed.connect(self._refresh)
        self.effort.changed.connect(self._refresh)
        self._count_soon = QTimer(self, singleShot=True, interval=COUNT_AGAIN_MS)
        self._count_soon.timeout.connect(self._show_counts)
        state.image_changed.connect(self._on_image_changed)
        self.show_state(services.trainer.state)

    def show_state(self, state: TrainingState) -> None:
        """Shows another state of the run."""
        self._run = state
        self._refresh()

    def _build(self) -> None:
        layout = column(self, gap=8)
        layout.setContentsMargins(12, 0, 12, 12)
        # First, because a low window cuts the end of the panel, and Stop must never be cut.
        layout.addWidget(self._row_of_buttons())
        layout.addWidget(self._message)
        layout.addLayout(self._switch())
        layout.addWidget(self.chart)
        grid = QGridLayout(self._facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (key, title) in enumerate(
            (
                ("counts", tr("labeled / hold-out")),
                ("unlabeled", tr("unlabeled")),
                ("generation", tr("generation")),
                ("plainly", tr("computed in")),
            )
        ):
            value = self._values[key] = label("", "value", wrap=True)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._titles[key] = label(title, "muted")
            grid.addWidget(self._titles[key], number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
        layout.addWidget(self._facts)
        layout.addWidget(self.effort_facts)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _switch(self) -> QWidget:
        line = row(gap=4)
        for number, (words, tip) in enumerate(
            (
                (
                    tr("Quality"),
                    tr("Dice on the hold-out images and how much pseudo labels still change"),
                ),
                (tr("Losses"), tr("The parts of the training loss, step by step")),
                (tr("Effort"), tr("What each image took while labels grew, ten images at a time")),
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
        for action, words in self._offers:
            self.buttons[action.id] = push_button(words, tr(action.tip), action.trigger)
        set_role(self.buttons[self._training.start.id], "primary")
        self._line = FlowRow(*self.buttons.values())
        return self._line

    def _refresh(self) -> None:
        state = self._run
        words = tr(_PHASE_WORDS[state.phase])
        if state.phase == "finished" and self._training.resume.enabled():
            words = tr("stopped")  # a person stopped it, and it can go on
        left = time_left(state.seconds_left) if state.phase == "running" else ""
        self.summary = f"{words} · {left}" if left else words
        self.summary_changed.emit(self.summary)
        self._show_chart(state)
        self.effort_facts.show_effort(self.effort.effort)
        self._show_counts()
        self._values["generation"].setText(self._generation_words())
        self._show_precision()
        # Nothing is known of no project, so nothing is said.
        self._facts.setVisible(self._state.project is not None)
        self._message.setText(tr(state.message or self._advice(state)))
        self._message.setVisible(bool(self._message.text()))
        set_role(self._message, "danger" if state.phase == "failed" else "muted")
        self._refresh_buttons()

    def _show_chart(self, state: TrainingState) -> None:
        chosen, effort = self._views.checkedId(), effort_series(self.effort.effort)
        if chosen == 1:
            series, unit = loss_series(state.curves), tr("step")
            waiting = tr("Losses appear here while a run is on.")
        elif chosen == 2:
            series, unit = effort, tr("image")
            waiting = tr("Appears here from the tenth labeled image on.")
        else:
            numbers = None if state.run is None else self._fine_tuning.numbers_of(state.run)
            series, unit = quality_series(state.curves, numbers), tr("gen")
            waiting = tr("Dice on the hold-out images appears here after the first generation.")
        self.chart.set_series(series, unit, waiting)
        has_course = state.active or any(state.curves.values())
        has_effort = bool(effort[0].points)
        # An empty chart would only take room from the images.
        self.chart.setVisible(has_course or (chosen == 2 and has_effort))
        for button in self._views.buttons():
            button.setVisible(has_course or has_effort)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.effort.want(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.effort.want(False)

    def _on_image_changed(self, _image_id: int) -> None:
        self._count_soon.start()  # once for the many that a generation brings

    def _show_counts(self) -> None:
        """What a run learns from and is judged by; where none is on, what it would be."""
        state = self._run
        found: TrainingState | RoleCounts | None = state
        if not state.active or state.labeled is None:
            found = self._fine_tuning.counts()
        labeled = None if found is None else found.labeled
        holdout = None if found is None else found.holdout
        unlabeled = None if found is None else found.unlabeled
        spoken = None if found is None else found.with_sentence
        self._values["counts"].setText(
            tr(NOT_COUNTED)
            if labeled is None or holdout is None
            else tr("{labeled:,} / {holdout:,}", labeled=labeled, holdout=holdout)
            if holdout >= FEWEST_IMAGES
            else tr(
                "{labeled:,} / {holdout:,}, judging from {fewest} on",
                labeled=labeled,
                holdout=holdout,
                fewest=FEWEST_IMAGES,
            )
        )
        words = tr(NOT_COUNTED if unlabeled is None else unlabeled_words(unlabeled, spoken))
        self._values["unlabeled"].setText(words)
        used = (
            tr(NOT_COUNTED)
            if state.pseudo_labeled is None
            else tr("{number:,}", number=state.pseudo_labeled)
        )
        self._values["unlabeled"].setToolTip(
            tr(
                "{words}. Images nobody has labeled teach through pseudo labels; without "
                "a sentence they are asked without one. With a pseudo label in the last "
                "generation: {used}.",
                words=words,
                used=used,
            )
        )

    def _show_precision(self) -> None:
        """Only where it is not the one that it was to be."""
        wrong = self._run.plainly
        self._values["plainly"].setText(
            tr("float32: {precision} is wrong on this computer", precision=wrong)
        )
        for part in (self._titles["plainly"], self._values["plainly"]):
            part.setVisible(bool(wrong))

    def _generation_words(self) -> str:
        """By the numbers of the project, which go on from run to run."""
        newest, in_force = self._fine_tuning.newest, self._fine_tuning.in_force
        if self._fine_tuning.generations is None:
            return "…"  # they are being read; which there are is not known
        if newest is None:
            return tr("none yet")
        dice = newest.holdout_dice
        dice = f" · Dice {figure(dice, '.3f')}" if dice is not None else ""
        if newest.in_force:
            return tr("{number} in force{dice}", number=newest.number, dice=dice)
        used = tr("{in_force} in force", in_force=in_force) if in_force else tr("original in force")
        return tr(
            "{used}, newest {number}{dice}", used=used, number=newest.number, dice=dice
        )  # what matters first, if it is cut

    def _advice(self, state: TrainingState) -> str:
        if self._state.project is None:
            return tr("Open a project first.")
        return "" if state.active else self._training.start.reason

    def _refresh_buttons(self) -> None:
        training, phase = self._training, self._run.phase
        at_rest = phase in ("idle", "finished", "failed")
        shown = {
            training.start: at_rest,
            training.pause: phase in ("starting", "running"),
            training.resume: phase == "paused" or (at_rest and training.resume.enabled()),
            training.stop: phase in ("starting", "running", "paused", "stopping"),
        }
        for action, _ in self._offers:
            self.buttons[action.id].setVisible(shown.get(action, True))
            self.buttons[action.id].setEnabled(action.enabled())
            self.buttons[action.id].setToolTip(tr(action.reason or action.tip))
        self._line.keep_height()
