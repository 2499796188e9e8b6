"""What the image in hand and the whole project add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from app.translation import tr
from app.views.elements import announce, column, label, push_button
from app.views.flow import FlowRow
from app.views.label_changes import LabelChanges
from app.views.numbers.measuring import Measured
from app.views.numbers.sums_words import Line, image_lines, project_lines, unfinished_words
from app.views.places import Places
from lvit_core.errors import LViTError
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.measurement.options import MeasureOptions
from lvit_core.progress import Progress
from lvit_core.prompt.templates import load_template
from lvit_core.wording import counted

if TYPE_CHECKING:  # they load the data base, which only the tasks need
    from lvit_core.measurement.project import MeasureReport, ProjectNumbers
    from lvit_core.project.project import Project

_ROW_PX = 22
_ALL = ExportOptions("all", skip_changed=True, skip_bad=True)
_STAYING = replace(_ALL, keep_identity=True)  # sums are looked at here, and nothing leaves


class LineTable(QTableWidget):
    """Names at the left, values at the right; as high as its lines, for the page scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__(0, 2)
        self.lines: list[Line] = []
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_lines([])

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows other lines."""
        self.lines = list(lines)
        self.setRowCount(len(lines))
        self.setFixedHeight(_ROW_PX * len(lines) + 2 * self.frameWidth())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for number, line in enumerate(lines):
            name, value = QTableWidgetItem(line.name), QTableWidgetItem(line.value)
            value.setTextAlignment(right)
            if line.heading:
                font = self.font()
                font.setBold(True)
                name.setFont(font)
            name.setToolTip(line.name)
            self.setItem(number, 0, name)
            self.setItem(number, 1, value)

    def text(self) -> str:
        """All lines with tabs, for a sheet."""
        return "".join(f"{line.name.strip()}\t{line.value}\n" for line in self.lines)


class SumsPage(QScrollArea):
    """Two lists: of the image, and of the project when it has been measured."""

    def __init__(
        self,
        state: State,
        services: Services,
        projects: ProjectWork,
        options: Callable[[], MeasureOptions],
    ) -> None:
        super().__init__()
        self._state, self._services, self._projects = state, services, projects
        self._options = options
        self.image = LineTable(tr("Sums of the image"))
        self.project = LineTable(tr("Sums of the project"))
        self._measured_with: MeasureOptions | None = None  # the sums of the project
        self._changes = self._measured_at = 0  # of labels: so far, and when that was measured
        self._labels = LabelChanges(state, self)
        self.remark = label("", "small", wrap=True)
        self.stains = label("", "small", wrap=True)
        self.about_project = label("", "small", wrap=True)
        self.age = label("", "warning", wrap=True)
        self.measure_button = push_button(
            tr("Measure the project"), tr("Adds up every image that has labels"), self.measure
        )
        self.copy_button = push_button(tr("Copy"), tr("Both lists, for a sheet"), self.copy)
        self.save_button = push_button(
            tr("Save tables…"),
            tr("Every object and every image of the project, as two CSV tables"),
            self._ask_file,
        )
        self._build()
        state.project_opened.connect(self._on_project)
        state.project_closed.connect(self._on_project)
        self._labels.changed.connect(self._on_changed)
        state.images_changed.connect(self._on_changed)
        self._on_project()

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        layout = column(page, gap=6)
        layout.addWidget(label(tr("This image"), "heading"))
        layout.addWidget(self.image)
        layout.addWidget(self.remark)
        layout.addWidget(self.stains)
        layout.addWidget(label(tr("The project"), "heading"))
        layout.addWidget(self.age)
        layout.addWidget(self.project)
        layout.addWidget(self.about_project)
        layout.addWidget(FlowRow(self.measure_button, self.copy_button, self.save_button))
        layout.addStretch(1)
        self.setWidget(page)

    def show_image(self, measured: Measured | None) -> None:
        """Shows what the image adds up to."""
        self._tell_age()  # other stains may be measured
        document = self._state.document
        sums = None if measured is None else measured.sums
        if document is None or sums is None:
            self.image.show_lines([])
            self._say(self.remark, tr("Measuring…") if document is not None else "")
            self._say(self.stains, "")
            self.copy_button.setEnabled(bool(self.project.lines))
            return
        self.image.show_lines(image_lines(document.template, sums))
        self._say(self.remark, unfinished_words(sums))
        told = tr("Stain vectors: {source}", source=sums.stains_from) if sums.stains_from else ""
        self._say(self.stains, told)
        self.copy_button.setEnabled(True)

    def measure(self) -> None:
        """Adds up the whole project in the background."""
        saved, options = self._projects.saved(), self._wanted(_STAYING)
        project = self._state.require_project()
        shown = partial(self._show_project, project, options, self._changes)

        def work(progress: Progress, cancelled: Callable[[], bool]) -> ProjectNumbers:
            from lvit_core.measurement.project import sum_project

            return sum_project(saved(cancelled), options, progress, cancelled)

        self._services.tasks.start(tr("Measuring the project"), work, shown)

    def copy(self) -> None:
        """Puts both lists on the clipboard."""
        QGuiApplication.clipboard().setText(self.image.text() + self.project.text())
        words = tr("Copied the sums.")
        self._services.notices.info(words)
        announce(self, words)

    def save(self, out: Path) -> None:
        """Writes the tables of `lvit measure`."""
        saved, options = self._projects.saved(), self._wanted(_ALL)

        def work(progress: Progress, cancelled: Callable[[], bool]) -> MeasureReport:
            from lvit_core.measurement.project import measure_project

            return measure_project(saved(cancelled), out, options, progress, cancelled)

        def done(report: MeasureReport) -> None:
            words = tr(
                "Measured {objects} on {images}.",
                objects=counted(report.objects, "object"),
                images=counted(report.images, "image"),
            )
            files = f"{report.objects_file}, {report.images_file}"
            self._services.notices.info(words, files, tuple(report.notes))

        self._services.tasks.start(tr("Measuring the project"), work, done)

    def _wanted(self, content: ExportOptions) -> MeasureOptions:
        return replace(self._options(), content=content)

    def _ask_file(self) -> None:
        project = self._state.project
        if project is None:
            return
        places = Places(self._services.preferences, self.window())
        name = f"{project.settings.name}.csv"
        places.choose_new_file(tr("Save the tables"), name, self.save, [tr("Table (*.csv)")])

    def _show_project(
        self, project: Project, options: MeasureOptions, changes: int, numbers: ProjectNumbers
    ) -> None:
        if self._state.project is not project:
            return
        templates = []
        for name in {str(row["template"]): None for row in numbers.images}:
            try:
                templates.append(load_template(name))
            except LViTError:  # its lines are told by the names in the project
                continue
        self.project.show_lines(project_lines(numbers.layers, templates))
        self.project.show()
        self.copy_button.setEnabled(True)
        self._measured_with, self._measured_at = options, changes
        self._tell_age()
        self._say(self.about_project, "\n".join(tr(note) for note in numbers.notes))

    def _on_project(self) -> None:
        self.project.show_lines([])
        self.project.hide()
        self._measured_with = None
        self._tell_age()
        there = self._state.project is not None
        self.measure_button.setEnabled(there)
        self.save_button.setEnabled(there)
        self._say(
            self.about_project,
            tr("'Measure the project' adds up all images: counts, densities, shares, areas."),
        )

    def _on_changed(self) -> None:
        self._changes += 1
        self._tell_age()

    def _tell_age(self) -> None:
        """The sums of the project are those of a moment: what came later is not in them."""
        words, known = "", self._measured_with
        if known is not None and self._changes != self._measured_at:
            words = tr("Labels changed since. Measure again for the sums of now.")
        elif known is not None and known != self._wanted(known.content):
            words = tr("Measured with other stains or cuts. Measure again for those chosen now.")
        self._say(self.age, words)

    @staticmethod
    def _say(place: QWidget, words: str) -> None:
        place.setText(words)  # type: ignore[attr-defined]
        place.setVisible(bool(words))
