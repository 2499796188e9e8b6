"""How densely objects lie, as a map over the image that follows every edit; off at first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.jobs.tasks import TaskRunner
from app.session.state import State
from app.translation import title_words, tr
from app.views.label_changes import LabelChanges
from app.views.newest_task import NewestTask
from lvit_core.annotation.looked_at import LookedAt, known_plane
from lvit_core.annotation.plane import LabelPlane
from lvit_core.progress import Progress
from lvit_core.prompt.template import REGIONS

if TYPE_CHECKING:  # of no use before somebody asks for a map
    from lvit_core.measurement.density import DensityMap
    from lvit_core.measurement.shapes import SpacingUm

Shown = Literal["nothing", "all", "class"]
PAUSE_MS = 150


class DensityLayer(QObject):
    """Counts the objects of the layer in hand, or those of the class in hand.

    Signals:
        changed: There is another map, another choice, or none.
    """

    changed = Signal()

    def __init__(self, state: State, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = NewestTask(tasks, self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._begin)
        self._labels = LabelChanges(state, self)
        self.shown: Shown = "nothing"
        self.map: DensityMap | None = None
        self.picture: QImage | None = None
        self.title = ""  # of what is counted
        self._labels.replaced.connect(self._on_replaced)
        for one in (self._labels.changed, self._labels.layer_changed):
            one.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        """Whether a map is on its way."""
        return self._soon.isActive() or self._task.busy

    def show(self, shown: Shown) -> None:
        """Shows the density of all objects, of those of the class in hand, or nothing."""
        if shown != self.shown:
            self.shown = shown
            self._on_replaced()

    def _forget(self) -> None:
        self._task.drop()
        self._soon.stop()
        self.map, self.picture = None, None
        self.changed.emit()

    def _on_replaced(self) -> None:
        self._forget()
        if self.shown != "nothing":
            self._soon.start(0)

    def _on_changed(self) -> None:
        if self.shown != "nothing" and not self._soon.isActive():
            self._soon.start(PAUSE_MS)

    def _begin(self) -> None:
        document = self._labels.document
        if document is None or self.shown == "nothing":
            return
        layer = document.template.layer(document.active_layer)
        plane = document.planes[layer.name]
        if plane.open_strokes:
            self._soon.start(PAUSE_MS)  # between two strokes
            return
        wanted, title = None, title_words(layer.title)
        if self.shown == "class":
            name = document.classes[layer.name]
            title = next(
                (title_words(one.title) for one in layer.classes if one.name == name), name
            )
            objects = document.objects[layer.name]
            wanted = [one.id for one in objects if one.class_name == name]
        spacing = document.record.spacing_mm
        spacing_um = None if spacing is None else (1000.0 * spacing[0], 1000.0 * spacing[1])
        regions = document.planes[REGIONS].snapshot()
        region = None if layer.name == REGIONS else LookedAt.of(regions)
        work = partial(_counted, plane.snapshot(), wanted, spacing_um, region)
        self._task.start(tr("Counting objects"), work, partial(self._take, title))

    def _take(self, title: str, made: DensityMap) -> None:
        from app.views.canvas.overlays.attention import colour_table

        top = made.highest
        values = np.zeros(made.values.shape, np.uint8)
        if top > 0:
            values = np.round(made.values * (255 / top)).astype(np.uint8)
        colours = np.ascontiguousarray(colour_table()[values])
        height, width = values.shape
        form = QImage.Format.Format_ARGB32_Premultiplied
        self.picture = QImage(colours.data, width, height, 4 * width, form).copy()
        self.map, self.title = made, title
        self.changed.emit()


def _counted(
    plane: LabelPlane,
    wanted: list[int] | None,
    spacing_um: SpacingUm | None,
    region: LookedAt | None,
    _told: Progress,
    _cancelled: Callable[[], bool],
) -> DensityMap:
    """In a thread of its own."""
    from lvit_core.measurement.density import density_map

    plane = known_plane(region, plane)
    ids, centres = plane.extents.centres()
    if wanted is not None:
        centres = centres[np.isin(ids, np.array(wanted, np.int64))]
    return density_map(centres, (plane.height, plane.width), spacing_um, region)
