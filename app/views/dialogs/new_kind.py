"""New kind of image: what it is called, what is drawn, and how sentences about it are written.

The dialog collects; `lvit_core.prompt.new_kind` makes the template and says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.dialogs.class_table import ClassTable
from app.views.elements import column, label, row
from app.views.flow import FlowRow
from lvit_core.errors import LViTError
from lvit_core.prompt.grammars import grammar_named
from lvit_core.prompt.new_kind import (
    Choices,
    beginning_words,
    example_of,
    grammars,
    name_from,
    new_template,
    plain_template,
    slot_from,
    slots_text,
)
from lvit_core.prompt.template import Augmentation, Template
from lvit_core.prompt.template_faults import template_faults
from lvit_core.prompt.templates import every_template, list_templates

REST_MS = 250
_WIDTH_PX = 880
_WORDS_PX = 92


class NewKind(Sheet):
    """Two columns: what it is, and how it is spoken of; below them what would be wrong."""

    def __init__(
        self, on_make: Callable[[Template], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("New kind of image"), parent, width=_WIDTH_PX)
        self._on_make = on_make
        self.made: Template | None = None
        self._taken = {name.casefold() for name in list_templates()}
        self.title = QLineEdit()
        self.modality = QLineEdit()
        self.classes = ClassTable(self._soon_check)
        self.grammar = QComboBox()
        self.words = QPlainTextEdit()
        self.one, self.several = QLineEdit(), QLineEdit()
        self.changes = {
            "flip_horizontal": QCheckBox(tr("mirrored left and right")),
            "flip_vertical": QCheckBox(tr("upside down")),
            "quarter_turns": QCheckBox(tr("turned by 90°")),
        }
        self.model = QComboBox()
        self.preview = label("", "value", wrap=True)
        self.beginning = label("", "small", wrap=True)
        self.problem = label("", "muted", wrap=True)
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self.check)
        self._build()
        self._on_grammar()
        self.check()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.add_heading(
            tr("New kind of image"),
            tr("It becomes a file of your own and travels inside every project that uses it."),
        )
        left, right = column(gap=8), column(gap=8)
        both = row(gap=24)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self.body.addLayout(both)
        self.title.setPlaceholderText(tr("Breast ultrasound"))
        self.modality.setPlaceholderText(tr("ultrasound, endoscopy, ..."))
        self._put(left, tr("Name"), self.title)
        self._put(left, tr("How the images are made"), self.modality)
        self._put(left, tr("What is drawn"), self.classes)
        self._put(right, tr("How sentences are written"), self.grammar)
        nouns = QWidget()
        line = row(nouns, gap=8)
        for field, name in ((self.one, tr("One")), (self.several, tr("Several"))):
            field.setAccessibleName(name)
            field.textChanged.connect(self._soon_check)
            line.addWidget(field)
        self._nouns = self._put(right, tr("What is counted: one, several"), nouns)
        self.words.setFixedHeight(_WORDS_PX)
        self.words.setTabChangesFocus(True)
        self._lists = self._put(right, tr("Words, a line for each slot"), self.words)
        self._put(right, tr("Network to begin with"), self.model)
        for switch in self.changes.values():
            switch.setToolTip(tr("Training shows the network such images too"))
            switch.toggled.connect(self._soon_check)
        self._put(right, tr("Images could also be"), FlowRow(*self.changes.values()))
        right.addWidget(self.beginning)
        right.addStretch(1)
        self.body.addWidget(label(tr("A sentence"), "heading"))
        self.body.addWidget(self.preview)
        self.problem.setMinimumHeight(34)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.problem)
        self._fill()
        self.add_button(tr("Cancel"), tr("Make nothing (Esc)"), self.close)
        self.make = self.add_button(
            tr("Make it"), tr("Writes the file and opens New project"), self._make, primary=True
        )

    def _fill(self) -> None:
        for name in grammars():
            self.grammar.addItem(tr(grammar_named(name).title) or name, name)
        self.model.addItem(tr("One of its own, which knows nothing yet"), "")
        for one in every_template():
            if one.model and self.model.findData(one.model) < 0:
                words_of = tr("The one for: {title}", title=one.title)
                self.model.addItem(words_of, one.model)
        self.grammar.currentIndexChanged.connect(self._on_grammar)
        self.model.currentIndexChanged.connect(self.check)
        for field in (self.title, self.modality):
            field.textChanged.connect(self._soon_check)
        self.words.textChanged.connect(self._soon_check)

    def _put(self, into: object, title: str, field: QWidget) -> QWidget:
        """A named field in a column; what is returned is hidden with it."""
        inside = QWidget()
        layout = column(inside, gap=3)
        name = label(title, "heading")
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        layout.addWidget(name)
        layout.addWidget(field)
        into.addWidget(inside)  # type: ignore[attr-defined]
        return inside

    @property
    def base(self) -> Template:
        """Where the new kind begins."""
        return plain_template(str(self.grammar.currentData()))

    def _on_grammar(self) -> None:
        base = self.base
        lists = slots_text(base)
        self._lists.setVisible(bool(lists))
        self._nouns.setVisible(bool(lists))
        self.words.setPlainText(lists)
        if lists:
            one, several = base.sentence.nouns
            self.one.setText(one)
            self.several.setText(several)
        for name, switch in self.changes.items():
            switch.setChecked(bool(asdict(base.augmentation)[name]))
        self.classes.show_layers(base.layers)
        self.check()

    def _soon_check(self) -> None:
        self._soon.start()

    def choices(self) -> Choices:
        """What was chosen so far; raises ``LViTError`` where a line says nothing."""
        lines = self.words.toPlainText().splitlines() if not self._lists.isHidden() else []
        slots = dict(slot_from(line) for line in lines if line.strip())
        counted = not self._nouns.isHidden()
        nouns = (self.one.text().strip(), self.several.text().strip())
        return Choices(
            " ".join(self.title.text().split()),
            modality=self.modality.text().strip(),
            layers=self.classes.layers(),
            slots=slots,
            noun=nouns if counted and all(nouns) else None,
            model=str(self.model.currentData()),
            augmentation=Augmentation(
                **{name: switch.isChecked() for name, switch in self.changes.items()}
            ),
        )

    def check(self) -> None:
        """Says what is wrong, or shows a sentence of the new kind."""
        self._soon.stop()
        self.made, problem = None, self.classes.fault()
        try:
            template = new_template(self.base, self.choices())
        except LViTError as error:
            problem = problem or f"{tr(error.message)} {tr(error.hint)}".strip()
        else:
            self.beginning.setText(tr(beginning_words(template)))
            problem = self._problem(template, problem)
            if not problem:
                self.made = template
                self.preview.setText(example_of(template) or tr("Whatever is typed."))
        if problem:
            self.preview.setText("")
        told = tr("Its file will be {name}.toml", name=self.made.name) if self.made else problem
        self.problem.setText(told)
        self.make.setEnabled(self.made is not None)

    def _problem(self, template: Template, of_classes: str) -> str:
        if not template.title:
            return tr("Give it a name.")
        if not name_from(template.title):
            return tr("Use letters of the Latin alphabet in the name.")
        if template.name in self._taken:
            return tr("There is a kind of image of this name already.")
        if of_classes:
            return of_classes
        faults = template_faults(template)
        return tr("It would not be a sound file: {fault}.", fault=faults[0]) if faults else ""

    def _make(self) -> None:
        self.check()
        if self.made is not None:
            made = self.made
            self.close()
            self._on_make(made)
