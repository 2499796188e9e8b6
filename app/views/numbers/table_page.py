"""The table of measured objects: sorted, its columns chosen, its rows tied to the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from app.jobs.tasks import QUIET_S
from app.session.services import Services
from app.session.state import State
from app.translation import tr
from app.views.elements import announce, column, push_button
from app.views.flow import FlowRow
from app.views.numbers.chosen import Chosen
from app.views.numbers.object_model import FIRST_SHOWN, Ids, NumbersModel, measures_of, stem_of
from app.views.numbers.words import group_of, header_of
from app.views.numbers.writing import as_shown, write_objects
from app.views.places import Places
from lvit_core.imaging.readers import is_named_like_a_picture
from lvit_core.progress import Progress
from lvit_core.wording import counted

COLUMNS = "numbers.columns"
_ROW_PX = 24
_NUMBER_PX = 56
_LEAST_PX = {"class": 80, "object": 46, "origin": 70}
_CELL_PX = 19  # beside the words of a cell, by the style sheet
_KEYS = QKeySequence.StandardKey.Copy


class CopyingTable(QTableView):
    """A table from which Ctrl+C copies."""

    def __init__(self, copy: Callable[[], object]) -> None:
        super().__init__()
        self._copy = copy

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_KEYS):
            self._copy()
        else:
            super().keyPressEvent(event)


class TablePage(QWidget):
    """One row for each object of the layer in hand."""

    def __init__(self, state: State, services: Services, chosen: Chosen) -> None:
        super().__init__()
        self._state = state
        self._services = services
        self._chosen = chosen
        self._own = False  # rows are being selected by this page itself
        self.model = NumbersModel(self)
        self.model.choose_columns(services.preferences.recall(COLUMNS, list(FIRST_SHOWN)))
        self.table = CopyingTable(lambda: self.copy(chosen_only=True))
        self.only = QCheckBox(tr("Selected only"))
        self._build()
        chosen.changed.connect(self.show_chosen)

    def _build(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSortingEnabled(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAccessibleName(tr("Measured objects"))
        table.setToolTip(tr("Click a row to see the object; Ctrl+C copies the selected rows"))
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        table.clicked.connect(self._on_clicked)
        self.only.setToolTip(tr("Lists the objects that are selected on the canvas or in a plot"))
        self.only.toggled.connect(self._on_only)
        layout = column(self, gap=6)
        layout.addWidget(table, 1)
        self.columns_button = push_button(
            tr("Columns…"), tr("Which measures the table shows"), self._ask_columns
        )
        self.copy_button = push_button(
            tr("Copy"), tr("The rows as they are shown, for a sheet"), self.copy
        )
        self.save_button = push_button(
            tr("Save…"), tr("The rows with every measure, as CSV"), self._ask_file
        )
        buttons = self.columns_button, self.copy_button, self.save_button
        layout.addWidget(self.only)
        layout.addWidget(FlowRow(*buttons))

    def show_chosen(self) -> None:
        """Marks the rows of what is selected, and brings the first of them into view."""
        ids = self._chosen.ids
        self.model.mark(ids)
        self._select_rows(ids)
        self.table.viewport().update()
        self._refresh_buttons()  # they may be all that is listed

    def refreshed(self) -> None:
        """The model shows another table: what was selected is selected still."""
        self._set_widths()
        self.show_chosen()

    def _refresh_buttons(self) -> None:
        for button in (self.copy_button, self.save_button):
            button.setEnabled(self.model.rowCount() > 0)
        self.columns_button.setEnabled(self.model.table is not None)

    def _set_widths(self) -> None:
        """Wide enough for the header and for what stands below it."""
        header, cells = self.table.horizontalHeader(), self.table.fontMetrics()
        room = header.fontMetrics()
        for section, column_name in enumerate(self.model.columns):
            wide = room.horizontalAdvance(f"{header_of(column_name)} ↓") + 14
            words = map(cells.horizontalAdvance, self.model.longest(column_name))
            least = max(wide, max(words, default=0) + _CELL_PX)
            header.resizeSection(section, max(least, _LEAST_PX.get(column_name, _NUMBER_PX)))

    def _select_rows(self, ids: Ids) -> None:
        selection, flags = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
        found = self.model.selection_of(ids)
        if self._own:
            return
        self._own = True
        try:
            selection.select(found, flags.ClearAndSelect)
            if len(ids) and not found.isEmpty():
                first = found.first().topLeft()
                selection.setCurrentIndex(first, flags.NoUpdate)
                self.table.scrollTo(first)
        finally:
            self._own = False

    def _on_selected(self, _selected: QItemSelection, _gone: QItemSelection) -> None:
        if self._own or self.only.isChecked():
            return  # a list of what is selected does not change what is selected
        shown, rows = self.model.shown_ids, []
        for part in self.table.selectionModel().selection():
            rows += range(part.top(), part.bottom() + 1)
        self._own = True
        try:
            self._chosen.choose(shown[rows] if rows else shown[:0])
        finally:
            self._own = False

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() < self.model.rowCount():
            self._chosen.go_to(int(self.model.shown_ids[index.row()]))

    def _on_only(self, only: bool) -> None:
        self.model.show_only(only)
        self.show_chosen()

    def _ask_columns(self) -> None:
        button = self.columns_button
        self.columns_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def columns_menu(self) -> QMenu:
        """The measures that are known, to show or hide."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = {stem_of(name) for name in self.model.columns}
        groups: dict[str, QMenu] = {}  # all in one list are more than a screen is high
        for name in [] if self.model.table is None else measures_of(self.model.table):
            group = group_of(name)
            if group not in groups:
                groups[group] = menu.addMenu(group)
            entry = groups[group].addAction(header_of(name))
            entry.setCheckable(True)
            entry.setChecked(stem_of(name) in shown)
            entry.setEnabled(name != "object")
            entry.toggled.connect(partial(self._switch, stem_of(name)))
        return menu

    def _switch(self, stem: str, on: bool) -> None:
        preferences = self._services.preferences
        stems = [one for one in preferences.recall(COLUMNS, list(FIRST_SHOWN)) if one != stem]
        stems += [stem] * on
        preferences.remember(COLUMNS, stems)
        self.model.choose_columns(stems)
        self.refreshed()

    def copy(self, *, chosen_only: bool = False) -> None:
        """Puts the rows as they are shown on the clipboard, or the selected ones of them."""
        model, table = self.model, self.model.table
        if table is None:
            return
        rows = model.shown_rows
        if chosen_only and len(self._chosen.ids):
            wanted = set(self._chosen.ids.tolist())
            rows = rows[[one in wanted for one in model.shown_ids.tolist()]]
        columns, titles, places = list(model.columns), dict(model.titles), rows.tolist()

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            words = tr("Copied {rows}.", rows=counted(len(places), "row"))
            self._services.notices.info(words)
            announce(self, words)

        self._services.tasks.start(
            tr("Copying the table"),
            lambda progress, _: as_shown(table, columns, titles, places, progress),
            done,
            quiet_s=QUIET_S,
        )

    def _ask_file(self) -> None:
        current = self._state.current
        if current is None or self.model.table is None:
            return
        places = Places(self._services.preferences, self.window())
        told = is_named_like_a_picture(Path(current.name)) and not current.name.endswith(".dcm")
        stem = Path(current.name).stem if told else f"image-{current.id}"  # no patient's number
        name = f"{stem}-objects.csv"
        places.choose_new_file(tr("Save the table"), name, self.save, [tr("Table (*.csv)")])

    def save(self, out: Path) -> None:
        """Writes the rows that are shown, with every measure."""
        table, current, project = self.model.table, self._state.current, self._state.project
        if table is None or current is None or project is None:
            return
        rows, folder = self.model.shown_rows.tolist(), project.folder

        def work(progress: Progress, _cancelled: Callable[[], bool]) -> str:
            from lvit_core.exchange.identity import leaving_name

            image = leaving_name(project, current)
            write_objects(out, table, rows, image, folder, progress)
            return image

        def done(image: str) -> None:
            words = tr("Wrote {rows}.", rows=counted(len(rows), "row"))
            hidden = tr("The image is called {image} there, not after its DICOM file.", image=image)
            more = (hidden,) if image != current.name else ()
            self._services.notices.info(words, str(out), more)

        self._services.tasks.start(tr("Writing the table"), work, done, quiet_s=QUIET_S)
