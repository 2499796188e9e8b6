"""Export: the format, what it would lose, where it goes, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, fields
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QSpinBox,
    QWidget,
)
from shiboken6 import isValid

from app.jobs.tasks import TaskRunner
from app.session.actions.exchange import ExchangeActions
from app.session.exchanging import ExchangeWork
from app.session.state import State
from app.translation import tr
from app.views.composer.fitting_label import WrappedLabel
from app.views.dialogs.base import Sheet
from app.views.dialogs.fitting_area import FittingArea
from app.views.elements import card, label, push_button, row, set_role, time_left
from app.views.project_reading import ProjectReading
from lvit_core.errors import LViTError
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.progress import TaskState
from lvit_core.wording import counted

_HEIGHT_PX = 660  # fits the lowest screen
ChooseFolder = Callable[[Callable[[Path], None]], None]


class Export(Sheet):
    """Stays open while it writes and tells the result; work in the window goes on."""

    def __init__(
        self,
        state: State,
        tasks: TaskRunner,
        exchange: ExchangeWork,
        actions: ExchangeActions,
        place: Path,
        choose: ChooseFolder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Export"), parent, width=600)
        self._state, self._tasks = state, tasks
        self._exchange, self._actions = exchange, actions
        self._choose = choose
        self._task = 0
        self._refused = False  # the task has failed, and its reason comes next
        self._looking = 0
        self.format = QComboBox()
        self.images = QComboBox()
        self.reader = QComboBox()
        self._formats = {item.name: item for item in exchange.formats()}
        self.choices = {
            item.name: _check_box(item)
            for item in fields(ExportOptions)
            if item.metadata and "most" not in item.metadata
        }
        self.counts = {
            item.name: _counter(item) for item in fields(ExportOptions) if "most" in item.metadata
        }
        self.licence = QLineEdit()
        self.folder = QLineEdit()
        self.bar = QProgressBar()
        self._build(place)
        self.resize(self.minimumWidth(), _HEIGHT_PX)
        tasks.changed.connect(self._on_task)
        tasks.failed.connect(self._on_failed)
        self._look()

    @property
    def options(self) -> dict[str, object]:
        """What is asked of the exporter."""
        heeds = self._formats[self.format.currentData()].heeds
        chosen = {name: box.isChecked() for name, box in self.choices.items() if heeds(name)}
        made = {name: box.value() for name, box in self.counts.items() if heeds(name)}
        licence = self.licence.text().strip()
        reader = self.reader.currentData()
        return {
            "images": self.images.currentData(), "licence": licence, "reader": reader, **chosen,
            **made,
        }  # fmt: skip

    def _build(self, place: Path) -> None:
        self.add_heading(
            tr("Export"),
            tr(
                "Files are written to a temporary folder, read back and checked before they appear."
            ),
        )
        for item in self._formats.values():
            self.format.addItem(tr(item.title), item.name)
        self.format.setToolTip(tr("Choose a format that the other program can read"))
        self.about = label("", "small", wrap=True)
        self.add_field(tr("Format"), self.format)
        self.body.addWidget(self.about)
        self.images.addItem(tr("Labeled images"), "labeled")
        self.images.addItem(tr("All images"), "all")
        self.images.setToolTip(tr("Labeled images are the ones a person has finished"))
        self.add_field(tr("Which images"), self.images)
        self._add_readers()
        for box in self.choices.values():
            self.body.addWidget(box)
            box.toggled.connect(self._look)
        self.count_names = {
            item.name: self.add_field(tr(item.metadata["title"]), self.counts[item.name])
            for item in fields(ExportOptions)
            if item.name in self.counts
        }
        for counter in self.counts.values():
            counter.valueChanged.connect(self._look)
        self._add_licence()
        self._add_losses()
        self._add_folder(place)
        self.bar.setAccessibleName(tr("Progress of the export"))
        self.bar.hide()
        self.status = label("", "muted", wrap=True)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.status)
        self.body.addStretch(1)
        self.cancel = self.add_button(tr("Close"), tr("Close this window (Esc)"), self._cancel)
        self.start = self.add_button(tr("Export"), tr("Write the files"), self._start, primary=True)
        self.format.currentIndexChanged.connect(self._look)
        self.images.currentIndexChanged.connect(self._look)

    def _add_readers(self) -> None:
        """Whose labels; asked only where the project keeps those of other readers."""
        self.reader.addItem(tr("The project's own"), "")
        self.reader.setToolTip(tr("Labels of different readers never go into one export"))
        name = self.add_field(tr("Whose labels"), self.reader)
        name.hide()
        self.reader.hide()

        def fill(known: dict[str, int]) -> None:
            for who, count in known.items():
                self.reader.addItem(f"{who} ({tr(counted(count, 'image'))})", who)
            name.setVisible(bool(known))
            self.reader.setVisible(bool(known))

        reading = ProjectReading(self._state, self._tasks, self)
        reading.start(lambda project: project.readings.readers(), fill)
        self.reader.currentIndexChanged.connect(self._look)

    def _add_licence(self) -> None:
        project = self._state.project
        self.licence.setText(project.settings.licence if project is not None else "")
        self.licence.setPlaceholderText(tr("Unknown"))
        self.licence.setToolTip(
            tr("Who may use the data for what, such as CC BY 4.0; the data sheet says it")
        )
        self.add_field(tr("Licence of the data"), self.licence)

    def _add_losses(self) -> None:
        self.loss_card, inside = card()
        self.loss_title = label("", "heading")
        self.losses = WrappedLabel()
        self.losses.setTextFormat(Qt.TextFormat.PlainText)
        self.losses.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.losses.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside.addWidget(self.loss_title)
        inside.addWidget(self.losses)
        self.body.addWidget(FittingArea(self.loss_card))  # many lines must not hide the buttons

    def _add_folder(self, place: Path) -> None:
        project = self._state.project
        name = project.settings.name if project is not None else tr("Project")
        self.folder.setText(str(place / f"{name} export"))
        self.folder.setToolTip(tr("The folder that will hold the export; it must not exist yet"))
        self.folder.setAccessibleName(tr("Folder"))
        self.folder.textChanged.connect(self._check)
        whole = QWidget()
        line = row(whole)
        line.addWidget(self.folder, 1)
        line.addWidget(push_button(tr("Browse…"), tr("Choose another place"), self._browse))
        self.add_field(tr("Folder"), whole)

    def _look(self) -> None:
        """Asks what would be lost; the latest question counts."""
        name = self.format.currentData()
        self.about.setText(tr(self._formats[name].about))
        for option, box in self.choices.items():
            box.setVisible(self._formats[name].heeds(option))
        for option, counter in self.counts.items():
            counter.setVisible(self._formats[name].heeds(option))
            self.count_names[option].setVisible(self._formats[name].heeds(option))
        set_role(self.loss_card, "card")
        self.loss_title.hide()
        self.losses.setText(tr("Checking what this format can keep…"))
        self._looking += 1
        number = self._looking
        self._exchange.losses(name, self.options, lambda lost: self._show_losses(number, lost))
        self._check()

    def _show_losses(self, number: int, lost: list[str]) -> None:
        if not isValid(self) or number != self._looking:
            return
        set_role(self.loss_card, "warning" if lost else "card")
        self.loss_title.setText(tr("What this export leaves out or changes"))
        self.loss_title.setVisible(bool(lost))
        lines = "\n".join(f"•  {tr(line)}" for line in lost)
        self.losses.setText(lines or tr("Nothing is lost: this format keeps all of it."))

    def _check(self) -> None:
        self.start.setEnabled(bool(self.folder.text().strip()) and not self._task)

    def _browse(self) -> None:
        name = Path(self.folder.text()).name
        self._choose(lambda folder: self.folder.setText(str(folder / name)))

    def _start(self) -> None:
        folder = Path(self.folder.text()).expanduser()
        task = self._actions.export(self.format.currentData(), folder, self.options)
        if task is not None:
            self._task = task
            self.bar.setRange(0, 0)
            self.bar.show()
            set_role(self.status, "muted")
            self.status.setText(tr("Writing"))
            self.cancel.setText(tr("Stop"))
            self.cancel.setToolTip(tr("Stop the export; nothing is left behind"))
            self._check()

    def _cancel(self) -> None:
        if self._task:
            self._tasks.cancel(self._task)
        else:
            self.close()

    def _on_task(self, state: TaskState) -> None:
        if state.id != self._task:
            return
        if state.phase == "running":
            self.bar.setRange(0, state.total)
            self.bar.setValue(state.done)
            left = time_left(state.seconds_left)
            count = (
                tr("{done} of {total}", done=state.done, total=state.total) if state.total else ""
            )
            self.status.setText(" · ".join(part for part in (tr(state.text), count, left) if part))
            return
        self._task, self._refused = 0, state.phase == "failed"
        self.bar.hide()
        words, role = {
            "done": (tr("Done and checked: {text}", text=self.folder.text()), "good"),
            "cancelled": (tr("Stopped; nothing was left behind."), "muted"),
            "failed": (tr("Not exported."), "danger"),
        }[state.phase]
        self.status.setText(words)
        set_role(self.status, role)
        self.cancel.setText(tr("Close"))
        self.cancel.setToolTip(tr("Close this window (Esc)"))
        self._check()

    def _on_failed(self, problem: BaseException) -> None:
        """The message in the window may lie under this sheet, so the reason stands here too."""
        if self._refused and isinstance(problem, LViTError):
            self.status.setText(tr("Not exported: {problem}", problem=problem))
        self._refused = False


def _counter(choice: Field[int]) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, choice.metadata["most"])
    box.setToolTip(tr(choice.metadata["tip"]))
    return box


def _check_box(choice: Field[bool]) -> QCheckBox:
    box = QCheckBox(tr(choice.metadata["title"]))
    box.setToolTip(tr(choice.metadata["tip"]))
    return box
