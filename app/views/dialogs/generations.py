"""Every trained model of the project, how good it was where it counts, and one click back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem, QTextBrowser, QWidget

from app.jobs.tasks import TaskRunner
from app.session.actions.training import TrainingActions
from app.session.fine_tuning import FineTuning
from app.session.state import State
from app.translation import figure, noop, tr
from app.views.dialogs.base import Sheet, row_table
from app.views.elements import label
from app.views.icons import icon
from app.views.project_reading import ProjectReading
from app.views.theme import current_theme
from lvit_core.project.generation_notes import note_words
from lvit_core.project.generations import trained_from
from lvit_core.project.records import Generation
from lvit_core.training.change_words import shown_changes

_COLUMNS = (
    "",
    noop("Generation"),
    noop("Hold-out Dice"),
    noop("Learnt from"),
    noop("Made"),
    noop("Report"),
    noop("Note"),
)
_REPORT = 5


def when_in_words(iso: str) -> str:
    """An ISO 8601 time in this computer's zone; the text itself when it is none."""
    try:
        return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return iso


class Changes(Sheet):
    """What a generation learnt, and who gets better or worse by it."""

    def __init__(self, number: int, lines: Sequence[str], parent: QWidget | None = None) -> None:
        title = tr("What changed with generation {number}", number=number)
        super().__init__(title, parent, width=720)
        self.page = QTextBrowser()
        self.page.setAccessibleName(title)
        self.page.setOpenLinks(False)
        text = "\n".join(tr(line) if line else "" for line in lines)
        self.page.setMarkdown(text or tr("This generation was made before reports were kept."))
        self.page.setMinimumHeight(420)
        self.body.addWidget(self.page, 1)
        self.add_close()


class Generations(Sheet):
    """A table of generations; the one in force carries a tick."""

    def __init__(
        self,
        state: State,
        tasks: TaskRunner,
        fine_tuning: FineTuning,
        training: TrainingActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Generations"), parent, width=1040)
        self._state, self._training = state, training
        self._list = ProjectReading(state, tasks, self)
        self._page = ProjectReading(state, tasks, self)
        self.add_heading(
            tr("Generations"),
            tr(
                "A generation is put in force automatically only if it is no worse on hold-out "
                "images whose labels people made. One that too few of them could judge is not "
                "verified: it is offered here. You can choose any generation, and go back at any "
                "time. Masks never change."
            ),
        )
        self.table = row_table(tr("Generations"), _COLUMNS)
        self._nothing = label(
            tr(
                "No generation yet. Training learns from labeled images; its first generation "
                "appears here."
            ),
            "muted",
            wrap=True,
        )
        self._build()
        for signal in (fine_tuning.changed, state.project_opened, state.project_closed):
            signal.connect(self.refresh)
        self._nothing.hide()
        self.original.setEnabled(False)
        self._refresh_buttons()
        self.refresh()

    def _build(self) -> None:
        table = self.table
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        # The end of a note says why a generation is not in force.
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.sectionResized.connect(lambda *_: table.resizeRowsToContents())
        table.setMinimumHeight(260)
        table.itemSelectionChanged.connect(self._refresh_buttons)
        table.itemDoubleClicked.connect(self._on_double_click)
        table.cellClicked.connect(self._on_click)
        self.add_found(table, self._nothing)
        self.original = self.add_button(
            tr("Back to the original model"),
            tr("Predict with the model the program came with"),
            lambda: self._use(0),
        )
        self.changes = self.add_button(
            tr("What changed"),
            tr("What the selected generation learnt, and who gets better or worse by it"),
            self._show_changes,
        )
        self.use = self.add_button(
            tr("Put in force"),
            tr("Predict with the selected generation"),
            self._put_in_force,
            primary=True,
        )
        self.add_close()

    def refresh(self) -> None:
        """Reads the list again."""
        if self._state.project is None:
            self._show([])
        else:
            self._list.start(lambda project: project.generations.all(), self._show)

    def _show(self, found: list[Generation]) -> None:
        bar = self.table.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        self.table.setRowCount(len(found) + 1)
        self._fill_original(in_force=not any(one.in_force for one in found))
        for row, generation in enumerate(found, start=1):  # new ones come below: no row moves
            self._fill(row, generation, trained_from(generation, found))
        if at_end:
            self.table.scrollToBottom()
        self._nothing.setVisible(not found)
        self.table.setVisible(bool(found))
        self.original.setEnabled(any(generation.in_force for generation in found))
        self._refresh_buttons()

    def _fill_original(self, *, in_force: bool) -> None:
        words = tr("The model that came with the program")
        self._fill_row(0, 0, ("", tr("original"), "", "", "", "", words), in_force=in_force)

    def _fill(self, row: int, generation: Generation, before: Generation | None) -> None:
        dice = generation.holdout_dice
        dice_words = tr("not judged") if dice is None else figure(dice, ".3f")
        cells = (
            "",
            str(generation.number),
            dice_words,
            generation.parent
            if before is None
            else tr("generation {number}", number=before.number),
            when_in_words(generation.created_at),
            tr("What changed"),
            tr(note_words(generation.note)),
        )
        self._fill_row(row, generation.number, cells, in_force=generation.in_force)
        link = self.table.item(row, _REPORT)
        link.setForeground(current_theme().color("accent"))
        link.setToolTip(self.changes.toolTip())

    def _fill_row(self, row: int, number: int, cells: Sequence[str], *, in_force: bool) -> None:
        for column, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setToolTip(cell)
            item.setData(Qt.ItemDataRole.UserRole, number)
            if column == 0 and in_force:
                item.setIcon(icon("check", "labeled"))
                item.setToolTip(tr("In force"))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("in force"))
            self.table.setItem(row, column, item)

    def _chosen(self) -> int | None:
        items = self.table.selectedItems()
        return int(items[0].data(Qt.ItemDataRole.UserRole)) if items else None

    def _refresh_buttons(self) -> None:
        self.use.setEnabled(self._chosen() is not None)
        self.changes.setEnabled(bool(self._chosen()))

    def _put_in_force(self) -> None:
        number = self._chosen()
        if number is not None:
            self._use(number)

    def _on_click(self, row: int, column: int) -> None:
        if column == _REPORT and row:
            self._report(int(self.table.item(row, column).data(Qt.ItemDataRole.UserRole)))

    def _show_changes(self) -> None:
        if number := self._chosen():
            self._report(number)

    def _report(self, number: int) -> None:
        def show(lines: list[str]) -> None:
            Changes(number, lines, self).show()

        self._page.start(lambda project: shown_changes(project, number), show)

    def _on_double_click(self, item: QTableWidgetItem) -> None:
        if item.column() != _REPORT:  # there its first click has opened the report
            self._put_in_force()

    def _use(self, number: int) -> None:
        self._training.put_in_force(number=number)
