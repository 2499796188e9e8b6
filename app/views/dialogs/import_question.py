"""What to import and where to: the first page of the import."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.jobs.tasks import TaskRunner
from app.session.exchanging import ExchangeWork
from app.session.state import State
from app.translation import noop, title_words, tr
from app.views.dialogs.new_project import LateralityChoice
from app.views.elements import column, label, push_button, row
from app.views.places import Places
from app.views.project_reading import ProjectReading
from lvit_core.prompt.templates import every_template

_NEW, _OPEN = "new", "open"
_ONTO = (
    ("", noop("Give labels to those without, leave the others")),
    ("same", noop("Replace their labels and sentence")),
    ("merge", noop("Add to their labels where nothing is drawn")),
    ("reader", noop("Keep apart, as labels of another reader")),
)


class ImportQuestion(QWidget):
    """Collects what `ExchangeWork.bring_in` needs.

    Signals:
        changed: What is missing, as a sentence; empty when nothing is.
    """

    changed = Signal(str)

    def __init__(
        self, state: State, tasks: TaskRunner, exchange: ExchangeWork, places: Places
    ) -> None:
        super().__init__()
        self._state, self._tasks = state, tasks
        self._exchange, self._places = exchange, places
        self._sides_unsaid = False
        self._guessed = ""
        self._templates = every_template()
        self._formats = {item.name: item for item in exchange.formats(importable=True)}
        self.source, self.target, self.reader = QLineEdit(), QLineEdit(), QLineEdit()
        self.format, self.into, self.onto = QComboBox(), QComboBox(), QComboBox()
        self.template = QComboBox()
        self.laterality = LateralityChoice(self.check)
        self.about, self.problem = label("", "small", wrap=True), label("", "muted", wrap=True)
        self._layout = column(self, gap=10)
        self._build()
        self._connect()
        self.check()

    @property
    def path(self) -> Path:
        """What is imported."""
        return Path(self.source.text().strip()).expanduser()

    @property
    def folder(self) -> Path | None:
        """Of the new project; ``None`` for the open one."""
        return Path(self.target.text().strip()).expanduser() if self._new else None

    @property
    def options(self) -> dict[str, str | None]:
        """As an import takes them."""
        sides = self.laterality.chosen or None
        if self._new:
            template = self._templates[self.template.currentIndex()]
            return {
                "template": template.name,
                "laterality": sides if template.laterality else "none",
            }
        reader = self.reader.text().strip() if self.onto.currentData() == "reader" else ""
        return {"onto": self.onto.currentData(), "reader": reader, "laterality": sides}

    def ask_sides(self) -> None:
        """The data do not say whose left and right they mean, so a person has to."""
        self._sides_unsaid = True
        self.check()

    def check(self) -> None:
        """Shows what belongs to the choices, and says what is missing."""
        new, apart = self._new, self.onto.currentData() == "reader"
        name = self.format.currentData()
        more = tr(" The data look like it.") if name == self._guessed else ""
        self.about.setText(f"{tr(self._formats[name].about)}.{more}")
        asks = self._sides_unsaid or (
            new and self._templates[self.template.currentIndex()].laterality
        )
        for field, shown in (
            (self.template, new),
            (self.target, new),
            (self.onto, not new),
            (self.reader, not new and apart),
            (self.laterality, asks),
        ):
            self._whole(field).setVisible(shown)
        problem = ""
        if not self.source.text().strip():
            problem = tr("Choose the data set.")
        elif new and not self.target.text().strip():
            problem = tr("Choose where the new project goes.")
        elif not new and apart and not self.reader.text().strip():
            problem = tr("Say whose labels they are.")
        elif asks and not self.laterality.chosen:
            problem = (
                tr("The data do not say whose left and right their sentences mean: choose.")
                if self._sides_unsaid
                else tr(
                    "Choose whose left the project means; data that say otherwise are converted."
                )
            )
        self.problem.setText(problem)
        self.changed.emit(problem)

    @property
    def _new(self) -> bool:
        return bool(self.into.currentData() == _NEW)

    def _build(self) -> None:
        self.source.setToolTip(tr("The folder or file that holds the data set"))
        self._add(tr("Data set"), self.source, self._find_source)
        for item in self._formats.values():
            self.format.addItem(tr(item.title), item.name)
        self.format.setToolTip(tr("How the data set is laid out"))
        self._add(tr("Format"), self.format).addWidget(self.about)
        if (project := self._state.project) is not None:
            self.into.addItem(tr("The open project: {name}", name=project.settings.name), _OPEN)
        self.into.addItem(tr("A new project"), _NEW)
        self.into.setToolTip(tr("Pictures stay where they are, unless the format needs a copy"))
        self._add(tr("Into"), self.into)
        for key, words in _ONTO:
            self.onto.addItem(tr(words), key)
        self.onto.setToolTip(tr("Pictures are known by their content, then by their name"))
        self._add(tr("Pictures that are in the project already"), self.onto)
        self.reader.setPlaceholderText(tr("Dr. B"))
        reading = ProjectReading(self._state, self._tasks, self)
        reading.start(lambda project: project.readings.readers(), self._offer_readers)
        self.reader.setToolTip(tr("Their labels are never mixed with yours, and never learnt from"))
        self._add(tr("Name of the reader"), self.reader)
        for template in self._templates:
            self.template.addItem(title_words(template.title), template.name)
        self.template.setToolTip(
            tr("Sets the layers, the classes, the words of the sentence and the model")
        )
        self._add(tr("Kind of image"), self.template)
        self.target.setText(str(self._places.last() / tr("Imported")))
        self.target.setToolTip(tr("The folder that is made for the new project"))
        self._add(tr("New project"), self.target, self._find_target)
        self._add(tr("Whose left?"), self.laterality)
        self._layout.addWidget(self.problem)
        self._layout.addStretch(1)

    def _offer_readers(self, names: Iterable[str]) -> None:
        known = QCompleter(list(names), self.reader)
        known.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.reader.setCompleter(known)

    def _connect(self) -> None:
        self.source.editingFinished.connect(self._guess)
        for field in (self.source, self.target, self.reader):
            field.textChanged.connect(self.check)
        for box in (self.format, self.into, self.onto, self.template):
            box.currentIndexChanged.connect(self.check)

    def _add(
        self, title: str, field: QWidget, browse: Callable[[], None] | None = None
    ) -> QVBoxLayout:
        """A named field, in a widget that can be hidden with its name."""
        whole = QWidget(objectName=title)
        inside = column(whole, gap=4)
        name = label(title, "heading")
        name.setBuddy(field)
        field.setAccessibleName(title)
        inside.addWidget(name)
        if browse is None:
            inside.addWidget(field)
        else:
            line = row()
            line.addWidget(field, 1)
            line.addWidget(push_button(tr("Browse…"), tr("Choose: {title}", title=title), browse))
            inside.addLayout(line)
        self._layout.addWidget(whole)
        return inside

    @staticmethod
    def _whole(field: QWidget) -> QWidget:
        parent = field.parentWidget()
        assert parent is not None
        return parent

    def _find_source(self) -> None:
        """The file of a format that is one file, else the folder; both can be typed."""
        chosen = self._formats[self.format.currentData()]
        if chosen.files:
            self._places.choose_file(chosen.title, chosen.files, self._show_source)
        else:
            self._places.choose_folder(tr("Data set"), self._show_source)

    def _find_target(self) -> None:
        self._places.choose_folder(
            tr("New project"), lambda folder: self.target.setText(str(folder))
        )

    def _show_source(self, path: Path) -> None:
        self.source.setText(str(path))
        self._guess()

    def _guess(self) -> None:
        """Chooses the format that the data look like; a person can choose another."""
        if text := self.source.text().strip():
            self._exchange.guess_formats(self.path, lambda found: self._take_guess(text, found))

    def _take_guess(self, text: str, found: list[str]) -> None:
        if isValid(self) and text == self.source.text().strip():
            known = [name for name in found if name in self._formats]
            self._guessed = known[0] if known else ""
            if known and self.format.currentData() not in known:
                self.format.setCurrentIndex(self.format.findData(known[0]))
            self.check()
