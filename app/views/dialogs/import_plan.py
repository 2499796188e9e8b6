"""What an import would do, or did: counts that add up, and a line for all that is not as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QListWidget, QProgressBar, QSizePolicy, QWidget

from app.jobs.tasks import TaskRunner
from app.translation import noop, tr
from app.views.dialogs.import_rows import ImportRows
from app.views.elements import card, column, label, set_role, time_left
from lvit_core.exchange.outlook import Outlook
from lvit_core.exchange.reports import ImportReport
from lvit_core.progress import TaskState
from lvit_core.wording import counted

_COLUMNS = (noop("Found"), noop("Brought in"), noop("There already"), noop("Left out"))


class ImportPlan(QWidget):
    """A table of counts, a list of notes and a bar of progress."""

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        layout = column(self, gap=10)
        self._card, inside = card()
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(24)
        self._numbers.setColumnStretch(0, 1)
        for place, words in enumerate(_COLUMNS, start=1):
            self._numbers.addWidget(
                label(tr(words), "small"), 0, place, Qt.AlignmentFlag.AlignRight
            )
        self._values = {}
        for line, words in enumerate((tr("Pictures"), tr("Objects"), tr("Sentences")), start=1):
            self._numbers.addWidget(label(words, "heading"), line, 0)
            for place in range(1, len(_COLUMNS) + 1):
                value = label("–", "value")
                self._values[line, place] = value
                self._numbers.addWidget(value, line, place, Qt.AlignmentFlag.AlignRight)
        inside.addLayout(self._numbers)
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout.addWidget(self._card)
        self.rows = ImportRows(tasks)
        layout.addWidget(self.rows, 1)
        self.notes_title = label("", "heading")
        layout.addWidget(self.notes_title)
        self.notes = QListWidget()
        self.notes.setAccessibleName(tr("What to know"))
        self.notes.setWordWrap(True)
        self.notes.setAlternatingRowColors(True)
        self.notes.setMinimumHeight(120)
        layout.addWidget(self.notes, 1)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Progress of the import"))
        layout.addWidget(self.bar)
        self.status = label("", "muted", wrap=True)
        layout.addWidget(self.status)
        self._rest = QWidget()  # takes the room where there is no list
        layout.addWidget(self._rest, 1)
        self.clear("")

    def clear(self, status: str) -> None:
        """Nothing is known yet."""
        for value in self._values.values():
            value.setText("–")
            set_role(value, "value")
        self._show_notes([])
        self.rows.show_outlook(None)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.say(status)

    def say(self, words: str, role: str = "muted") -> None:
        """How it goes, or how it went."""
        self.status.setText(words)
        set_role(self.status, role)

    def show_progress(self, doing: str, state: TaskState) -> None:
        """How far work is."""
        self.bar.setRange(0, state.total)
        self.bar.setValue(state.done)
        count = (
            tr("{doing} {done:,} of {total:,}", doing=doing, done=state.done + 1, total=state.total)
            if state.total
            else doing
        )
        left = time_left(state.seconds_left)
        name = f": {state.text}" if state.text else ""
        self.say(" · ".join(part for part in (f"{count}{name}", left) if part))

    def show_report(self, report: ImportReport, *, done: bool) -> None:
        """The counts and notes of a look or of an import."""
        lost = report.losses
        there = report.onto + report.unchanged + report.twins
        table = (
            (report.images_found, report.images, there, sum(one.images for one in lost)),
            (report.objects_found, report.objects, report.already, sum(o.objects for o in lost)),
            (
                report.sentences_found, report.sentences, report.sentences_already,
                sum(one.sentences for one in lost),
            ),
        )  # fmt: skip
        for line, numbers in enumerate(table, start=1):
            for place, number in enumerate(numbers, start=1):
                value = self._values[line, place]
                value.setText(tr("{number:,}", number=number))
                set_role(value, "danger" if place == len(_COLUMNS) and number else "value")
        notes = [*report.notes, *(one.line() for one in report.converted)]
        if report.onto:
            which = counted(report.onto, "picture")
            notes.insert(
                0,
                tr("New labels went onto {pictures} of the project.", pictures=which)
                if done
                else tr("New labels go onto {pictures} of the project.", pictures=which),
            )
        if report.keeps and not done:
            notes.insert(0, tr("Labels that are there stay. Back: replace them, or add to them."))
        if report.said_reader and not done:
            notes.insert(
                0,
                tr(
                    "Back: choose to keep the labels of {said_reader} apart.",
                    said_reader=report.said_reader,
                ),
            )
        if report.reader:
            notes.insert(
                0, tr("The labels are kept apart, as those of {reader}.", reader=report.reader)
            )
        self._show_notes([*notes, *report.files_lines])
        self.bar.hide()

    def show_problem(self, words: str) -> None:
        """Why there is nothing to show."""
        self._show_notes([])
        self.bar.hide()
        self.say(words, "danger")

    def show_outlook(self, outlook: Outlook) -> None:
        """The images of the data, before anything of them was drawn."""
        self.rows.show_outlook(outlook)
        self._values[1, 1].setText(tr("{number:,}", number=len(outlook.rows)))
        self._make_room()

    def _make_room(self) -> None:
        self._rest.setVisible(self.notes.isHidden() and self.rows.isHidden())

    def _show_notes(self, lines: list[str]) -> None:
        self.notes.clear()
        self.notes.addItems([tr(line) for line in lines])
        self.notes.setVisible(bool(lines))
        self._make_room()
        self.notes_title.setText(tr("What to know ({count:,})", count=len(lines)) if lines else "")
        self.notes_title.setVisible(bool(lines))
