"""New project: which kind of image, whose left is meant, and where the folder goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QRadioButton, QWidget

from app.translation import noop, title_words, tr
from app.views.dialogs.base import Sheet
from app.views.dialogs.laterality_picture import LateralityPicture
from app.views.elements import column, label, push_button, row
from lvit_core.prompt.template import Template

_CONVENTIONS = (
    (
        "viewer",
        noop("Viewer's left"),
        noop("As you see it on the screen; published sentences mean this."),
    ),
    (
        "patient",
        noop("Patient's left"),
        noop("As in a radiology report: at the right, unless a file is mirrored."),
    ),
)


class LateralityChoice(QWidget):
    """Two pictures with a radio button each; nothing is chosen until a person does."""

    def __init__(self, on_change: Callable[[], object]) -> None:
        super().__init__()
        self._on_change = on_change
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_toggled)
        self.buttons: dict[str, QRadioButton] = {}
        layout = row(self, gap=16)
        for key, title, tip in _CONVENTIONS:
            words = tr(tip)
            button = QRadioButton(tr(title))
            button.setToolTip(words)
            button.setAccessibleDescription(words)
            self._group.addButton(button)
            self.buttons[key] = button
            inside = column(gap=6)
            picture = LateralityPicture(key)
            picture.setToolTip(words)
            picture.clicked.connect(button.click)
            inside.addWidget(picture)
            inside.addWidget(button)
            note = label(words, "small", wrap=True)
            note.setFixedWidth(picture.width())
            inside.addWidget(note)
            inside.addStretch(1)
            layout.addLayout(inside)
        layout.addStretch(1)

    def _on_toggled(self) -> None:
        self._on_change()

    @property
    def chosen(self) -> str:
        """``viewer``, ``patient`` or empty."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")


class NewProject(Sheet):
    """Collects what ``project.new`` needs and hands it over."""

    def __init__(
        self,
        templates: list[Template],
        parent_folder: Path,
        on_create: Callable[[Path, str, str], object],
        choose_folder: Callable[[Callable[[Path], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        """``choose_folder(then)`` lets a person pick a folder and calls ``then`` with it."""
        super().__init__(tr("New project"), parent, width=560)
        self._templates = templates
        self._on_create = on_create
        self._choose_folder = choose_folder
        self.name = QLineEdit()
        self.template = QComboBox()
        self.folder = QLineEdit(str(parent_folder))
        self.laterality = LateralityChoice(self._check)
        self._build()
        self._check()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.add_heading(tr("New project"))
        self.name.setPlaceholderText(tr("Thorax 2026-11"))
        self.name.setToolTip(tr("Name of the project and of its folder"))
        self.add_field(tr("Name"), self.name)
        for template in self._templates:
            self.template.addItem(title_words(template.title), template.name)
        self.template.setToolTip(
            tr("Sets the layers, the classes, the words of the sentence and the model")
        )
        self.add_field(tr("Kind of image"), self.template)
        self._question = self.add_field(tr("Whose left?"), self.laterality)
        self.folder.setToolTip(tr("A folder with the project's name is made in here"))
        browse = push_button(tr("Browse…"), tr("Choose another place"), self._browse)
        place = QWidget()
        line = row(place)
        line.addWidget(self.folder, 1)
        line.addWidget(browse)
        self.folder.setAccessibleName(tr("Place"))
        self.add_field(tr("Place"), place)
        self.problem = label("", "muted", wrap=True)
        self.problem.setMinimumHeight(34)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self.add_button(tr("Cancel"), tr("Make no project (Esc)"), self.close)
        self.create = self.add_button(
            tr("Create project"),
            tr("Make the folder and open the project"),
            self._create,
            primary=True,
        )
        self.name.textChanged.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self.template.currentIndexChanged.connect(self._check)

    @property
    def target(self) -> Path:
        """The folder that will be made."""
        return Path(self.folder.text()).expanduser() / self.name.text().strip()

    def choose_kind(self, name: str) -> None:
        """Another kind of image; one that is not listed changes nothing."""
        if (place := self.template.findData(name)) >= 0:
            self.template.setCurrentIndex(place)

    def _template(self) -> Template:
        return self._templates[self.template.currentIndex()]

    def _browse(self) -> None:
        self._choose_folder(lambda folder: self.folder.setText(str(folder)))

    def _check(self) -> None:
        asked = self._template().laterality
        self.laterality.setVisible(asked)
        self._question.setVisible(asked)
        name = self.name.text().strip()
        problem = ""
        if not name:
            problem = tr("Give the project a name.")
        elif any(sign in name for sign in '<>:"/\\|?*') or name.startswith("."):
            problem = tr('A name cannot have any of < > : " / \\ | ? * or start with a dot.')
        elif asked and not self.laterality.chosen:
            problem = tr("Choose whose left the sentences mean; it can be changed later.")
        self.problem.setText(problem or tr("The folder will be {target}", target=self.target))
        self.create.setEnabled(not problem)

    def _create(self) -> None:
        laterality = self.laterality.chosen if self._template().laterality else "none"
        self._on_create(self.target, self._template().name, laterality)
        self.close()
