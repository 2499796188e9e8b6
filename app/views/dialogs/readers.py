"""What other readers said of the open image: to compare with one's own, and to take over."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.jobs.tasks import TaskRunner
from app.session.actions.masks import MaskActions
from app.session.actions.view import OverlayActions
from app.session.state import State
from app.translation import noop, tr
from app.views.dialogs.base import Sheet
from app.views.elements import label
from app.views.project_reading import ProjectReading
from lvit_core.project.readings import Reading

_ROLE = 0x0100  # Qt.UserRole
_STATES = {
    "labeled": "labeled",
    "in_progress": noop("in progress"),
    "unlabeled": noop("not finished"),
}


class Readers(Sheet):
    """A list of readings; the canvas shows the difference while the sheet stays open."""

    def __init__(
        self,
        state: State,
        tasks: TaskRunner,
        overlays: OverlayActions,
        masks: MaskActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Other readers"), parent)
        self._state, self._overlays, self._masks = state, overlays, masks
        self._reading = ProjectReading(state, tasks, self)
        self._image: int | None = None  # whose readers are listed
        self.add_heading(
            tr("Other readers"),
            tr(
                "Their labels lie beside yours and are never mixed with them. Comparing shows what "
                "only you drew, what only they drew, and what both did, in the layer you work on."
            ),
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Readers of this image"))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setMinimumHeight(120)
        self._nothing = label(
            tr(
                "Nobody else has read this image. File > Import brings labels of another reader in."
            ),
            "muted",
            wrap=True,
        )
        self.add_found(self.list, self._nothing)
        self.take = self.add_button(
            tr("Take over"),
            tr("Put their labels in the place of yours; one step to undo"),
            self._take,
        )
        self.compare = self.add_button(
            tr("Compare"),
            tr("Show on the image where they differ from yours"),
            self._compare,
            primary=True,
        )
        self.add_close()
        self._nothing.hide()
        self.list.currentItemChanged.connect(self._show_buttons)
        state.current_changed.connect(self._show_buttons)
        state.document_ready.connect(self.refresh)
        state.project_closed.connect(self.close)
        self._show_buttons()
        self.refresh()

    def refresh(self) -> None:
        """Reads again who has read the open image."""
        if (current := self._state.current) is None:
            self._reading.drop()
            self._fill(None, [])
            return
        image = current.id
        self._reading.start(lambda one: one.readings.of(image), partial(self._fill, image))

    def _fill(self, image: int | None, readings: list[Reading]) -> None:
        self._image = image
        self.list.clear()
        for one in readings:
            told = f"{one.reader} · {tr(_STATES[one.state.value])}"
            item = QListWidgetItem("\n".join(filter(None, (told, one.sentence))))
            item.setData(_ROLE, one.reader)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(readings))
        self._nothing.setVisible(not readings)
        self._show_buttons()

    def _show_buttons(self, *_changed: object) -> None:
        document = self._state.document
        listed = document is not None and document.record.id == self._image
        chosen = self.list.currentItem() is not None and listed
        self.take.setEnabled(chosen)
        self.compare.setEnabled(chosen)

    def _compare(self) -> None:
        self._overlays.compare_reader(self.list.currentItem().data(_ROLE))

    def _take(self) -> None:
        self._masks.take_over_reader(self.list.currentItem().data(_ROLE))
