"""The measures of the image that is shown, made off the interface thread while somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.tasks import TaskRunner
from app.session.state import State
from app.translation import tr
from app.views.label_changes import LabelChanges
from app.views.newest_task import NewestTask
from lvit_core.measurement.at_hand import (
    LayerMeasures,
    ObjectNumbers,
    measure_layer,
    told_at_once,
)
from lvit_core.measurement.image_sums import ImageInHand, ImageSums, sum_image
from lvit_core.measurement.options import MeasureOptions, has_colours
from lvit_core.progress import Progress
from lvit_core.stopping import stoppable

PAUSE_MS = 200
TELL_EVERY = 50  # objects


@dataclass(frozen=True, eq=False)
class Measured:
    """What is known of the layer in hand.

    Attributes:
        table: Its objects, by column.
        sums: What the image adds up to; ``None`` until all of it is measured.
        coloured: Whether stains could be told in it.
    """

    table: ObjectNumbers
    sums: ImageSums | None
    coloured: bool


class Measuring(QObject):
    """Follows the document; what needs no pixels is there at once, the rest when it is measured.

    Signals:
        changed: ``measured`` is another one, or there is none.
    """

    changed = Signal()

    def __init__(self, state: State, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._task = NewestTask(tasks, self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._begin)
        self._wanted = False
        self._labels = LabelChanges(state, self)
        self._layer = ""  # that ``measured`` tells of
        self._before: LayerMeasures | None = None
        self._coloured = False
        self.options = MeasureOptions()
        self.measured: Measured | None = None
        self._labels.replaced.connect(self._on_replaced)
        for one in (self._labels.changed, self._labels.layer_changed):
            one.connect(self._on_changed)
        self._on_replaced()

    @property
    def busy(self) -> bool:
        """Whether a measurement waits or is under way."""
        return self._soon.isActive() or self._task.busy

    def want(self, wanted: bool) -> None:
        """Nothing is measured while nobody looks."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._task.drop()
            self._soon.start(0)

    def ask(self, options: MeasureOptions) -> None:
        """Measures other things from now on."""
        if options != self.options:
            self.options = options
            self._soon.start(0)

    def _on_replaced(self) -> None:
        self._task.drop()
        self._forget()
        self._soon.start(0)

    def _forget(self) -> None:
        self._before, self.measured = None, None
        document = self._labels.document
        self._layer = "" if document is None else document.active_layer
        self.changed.emit()

    def _on_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start(PAUSE_MS)

    def _begin(self) -> None:
        document = self._labels.document
        if document is None or not self._wanted:
            return
        if any(plane.open_strokes for plane in document.planes.values()):
            self._soon.start(PAUSE_MS)  # between two strokes
            return
        if self._layer != document.active_layer:
            self._forget()
        shown = ImageInHand(
            document.template,
            document.record,
            document.source,
            {name: plane.snapshot() for name, plane in document.planes.items()},
            {name: table.copy() for name, table in document.objects.items()},
            self._state.sides,
        )
        measure = partial(_measured, shown, self._layer, self.options, self._before)
        title = tr("Measuring objects")

        def at_once(told: tuple[ObjectNumbers, bool]) -> None:
            table, self._coloured = told
            self._show(Measured(table, None, self._coloured))
            self._task.start(title, measure, self._on_done)

        if self._before is None:
            self._task.start(title, partial(_told_at_once, shown, self._layer), at_once)
        else:
            self._task.start(title, measure, self._on_done)

    def _on_done(self, made: tuple[LayerMeasures, ImageSums]) -> None:
        self._before, sums = made
        self._show(Measured(self._before.table, sums, self._coloured))

    def _show(self, measured: Measured) -> None:
        self.measured = measured
        self.changed.emit()


def with_stains(options: MeasureOptions, stains: str, cuts: tuple[float, ...]) -> MeasureOptions:
    """Other stains and cuts; cuts count only where DAB is measured."""
    graded = cuts if stains.endswith("hdab") else ()
    vectors = options.vectors if options.stains == stains else ()
    return replace(options, stains=stains, cuts=graded, vectors=vectors)  # type: ignore[arg-type]


def _told_at_once(
    shown: ImageInHand, layer: str, _told: Progress, _cancelled: Callable[[], bool]
) -> tuple[ObjectNumbers, bool]:
    return told_at_once(shown.about(layer)), has_colours(shown.source)


def _measured(
    shown: ImageInHand,
    layer: str,
    options: MeasureOptions,
    before: LayerMeasures | None,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> tuple[LayerMeasures, ImageSums]:
    """In a thread of its own."""

    def told(done: int, total: int) -> None:
        if done % TELL_EVERY == 0:
            progress(done, total)

    with stoppable(cancelled):
        about = shown.about(layer, options)
        made = measure_layer(about, before, told)
        return made, sum_image(shown, about, made.table)
