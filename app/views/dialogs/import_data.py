"""Import: a data set of another program becomes a project of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.session.session import Session
from app.views.dialogs.base import Sheet
from app.views.dialogs.new_project import LateralityChoice
from app.views.elements import label, push_button, row
from app.views.places import Places
from lvit_core.prompt.templates import list_templates, load_template


class Import(Sheet):
    """Collects what ``project.import`` needs; progress is shown in the window itself."""

    def __init__(self, session: Session, places: Places, parent: QWidget | None = None) -> None:
        super().__init__("Import", parent, width=600)
        self._session = session
        self._places = places
        self._templates = [load_template(name) for name in list_templates()]
        self._formats = {item.name: item for item in session.exchange.formats(importable=True)}
        self.format = QComboBox()
        self.source = QLineEdit()
        self.target = QLineEdit()
        self.template = QComboBox()
        self.laterality = LateralityChoice(self._check)
        self._build()
        self._check()

    def _build(self) -> None:
        self.add_heading(
            "Import as a new project", "Images stay where they are, unless the format needs a copy."
        )
        for item in self._formats.values():
            self.format.addItem(item.title, item.name)
        self.format.setToolTip("How the data set is laid out")
        self.add_field("Format", self.format)
        self.about = label("", "small", wrap=True)
        self.body.addWidget(self.about)
        self.source.setToolTip("The folder or file that holds the data set")
        self.add_field("Data set", self._with_browse("Data set", self.source, self._find_source))
        for template in self._templates:
            self.template.addItem(template.title, template.name)
        self.template.setToolTip(
            "Sets the layers, the classes, the words of the sentence and the model"
        )
        self.add_field("Kind of image", self.template)
        self._question = self.add_field("Whose left?", self.laterality)
        self.target.setText(str(self._places.last() / "Imported"))
        self.target.setToolTip("The folder that is made for the new project")
        self.add_field(
            "New project", self._with_browse("New project", self.target, self._find_target)
        )
        self.problem = label("", "muted", wrap=True)
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self.add_button("Cancel", "Import nothing (Esc)", self.close)
        self.start = self.add_button("Import", "Make the project", self._start, primary=True)
        for signal in (self.source.textChanged, self.target.textChanged):
            signal.connect(self._check)
        for box in (self.format, self.template):
            box.currentIndexChanged.connect(self._check)

    def _find_source(self) -> None:
        """The file of a format that is one file, else the folder; both can be typed."""
        chosen = self._formats[self.format.currentData()]
        if chosen.files:
            self._places.choose_file(chosen.title, chosen.files, self._show_source)
        else:
            self._places.choose_folder("Data set", self._show_source)

    def _find_target(self) -> None:
        self._places.choose_folder("New project", lambda folder: self.target.setText(str(folder)))

    def _show_source(self, path: Path) -> None:
        self.source.setText(str(path))

    def _with_browse(self, title: str, field: QLineEdit, browse: Callable[[], None]) -> QWidget:
        field.setAccessibleName(title)
        whole = QWidget()
        line = row(whole)
        line.addWidget(field, 1)
        line.addWidget(push_button("Browse…", f"Choose: {title}", browse))
        return whole

    def _check(self) -> None:
        self.about.setText(self._formats[self.format.currentData()].about)
        asked = self._templates[self.template.currentIndex()].laterality
        self.laterality.setVisible(asked)
        self._question.setVisible(asked)
        problem = ""
        if not self.source.text().strip():
            problem = "Choose the data set."
        elif not self.target.text().strip():
            problem = "Choose where the new project goes."
        elif asked and not self.laterality.chosen:
            problem = "Choose whose left the project means; data that say otherwise are converted."
        self.problem.setText(problem)
        self.start.setEnabled(not problem)

    def _start(self) -> None:
        asked = self._templates[self.template.currentIndex()].laterality
        options = {
            "template": self.template.currentData(),
            "laterality": self.laterality.chosen if asked else "none",
        }
        self._session.actions.exchange.bring_in(
            self.format.currentData(),
            Path(self.source.text()).expanduser(),
            Path(self.target.text()).expanduser(),
            options,
        )
        self.close()
