"""Which two generations to look at the image with; where they differ is shown on the canvas."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from app.jobs.tasks import TaskRunner
from app.session.actions.view import OverlayActions
from app.session.difference_view import ORIGINAL
from app.session.fine_tuning import FineTuning
from app.session.state import State
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import label
from app.views.project_reading import ProjectReading
from lvit_core.project.records import Generation


class CompareGenerations(Sheet):
    """Two lists of generations; the newest is compared with the one before it."""

    def __init__(
        self,
        state: State,
        tasks: TaskRunner,
        fine_tuning: FineTuning,
        overlays: OverlayActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Compare generations"), parent)
        self._overlays = overlays
        self._reading = ProjectReading(state, tasks, self)
        self.add_heading(
            tr("Compare generations"),
            tr(
                "Both predict the open image with its sentence. The canvas then shows what only "
                "the first finds, what only the second finds, and what both find. Turn off 'Show "
                "difference' to go back."
            ),
        )
        self.first, self.second = QComboBox(), QComboBox()
        self.add_field(tr("First"), self.first)
        self.add_field(tr("Second"), self.second)
        self._nothing = label(
            tr("There is no generation yet, only the original model. Train first."),
            "muted",
            wrap=True,
        )
        self.body.addWidget(self._nothing)
        self.body.addStretch(1)
        self.start = self.add_button(
            tr("Compare"), tr("Ask both and show where they differ"), self._compare, primary=True
        )
        self.add_close()
        for choice in (self.first, self.second):
            choice.currentIndexChanged.connect(self._refresh_button)
        fine_tuning.changed.connect(self.refresh)
        state.project_closed.connect(self.close)
        self._nothing.hide()
        self._refresh_button()
        self.refresh()

    def refresh(self) -> None:
        """Reads the list of generations again and keeps what is chosen."""
        self._reading.start(lambda project: project.generations.all(), self._show)

    def _show(self, found: list[Generation]) -> None:
        names = {ORIGINAL: tr("Original model")}
        for generation in found:
            force = tr(" (in force)") if generation.in_force else ""
            names[generation.number] = tr(
                "Generation {number}{force}", number=generation.number, force=force
            )
        wanted = list(names)[-2:]
        if list(names) != [self.first.itemData(row) for row in range(self.first.count())]:
            for choice, number in ((self.first, wanted[0]), (self.second, wanted[-1])):
                choice.clear()
                for key, name in names.items():
                    choice.addItem(name, key)
                choice.setCurrentIndex(choice.findData(number))
        self._nothing.setVisible(not found)
        self._refresh_button()

    def _refresh_button(self) -> None:
        self.start.setEnabled(self.first.currentData() != self.second.currentData())

    def _compare(self) -> None:
        first, second = self.first.currentData(), self.second.currentData()
        self._overlays.compare_generations(int(first), int(second))
