"""Export: the format, what it would lose, where it goes, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from app.jobs.tasks import TaskState
from app.session.session import Session
from app.views.dialogs.base import Sheet
from app.views.dialogs.formats import format_title, format_words
from app.views.elements import card, label, push_button, row, set_role, time_left

ChooseFolder = Callable[[Callable[[Path], None]], None]


class Export(Sheet):
    """Stays open while it writes and tells the result; work in the window goes on."""

    def __init__(
        self, session: Session, place: Path, choose: ChooseFolder, parent: QWidget | None = None
    ) -> None:
        super().__init__("Export", parent, width=600)
        self._session = session
        self._choose = choose
        self._task = 0
        self.format = QComboBox()
        self.folder = QLineEdit()
        self.bar = QProgressBar()
        self._build(place)
        session.task_changed.connect(self._on_task)
        self._show_losses()

    def _build(self, place: Path) -> None:
        self.add_heading(
            "Export labeled images",
            "The output is written aside, read back and checked before it takes its place.",
        )
        for name in self._session.exchange.formats():
            self.format.addItem(format_title(name), name)
        self.format.setToolTip("The program that shall read the labels decides the format")
        self.format.currentIndexChanged.connect(self._show_losses)
        self.add_field("Format", self.format)
        self.about = label("", "small", wrap=True)
        self.body.addWidget(self.about)
        self.loss_card, inside = card("warning")
        self.loss_title = label("", "heading")
        self.losses = label("", wrap=True)
        inside.addWidget(self.loss_title)
        inside.addWidget(self.losses)
        self.body.addWidget(self.loss_card)
        project = self._session.project
        name = project.settings.name if project is not None else "export"
        self.folder.setText(str(place / f"{name} export"))
        self.folder.setToolTip("The folder that will hold the export")
        self.folder.setAccessibleName("Folder")
        self.folder.textChanged.connect(self._check)
        browse = push_button("Browse…", "Choose another place", self._browse)
        whole = QWidget()
        line = row(whole)
        line.addWidget(self.folder, 1)
        line.addWidget(browse)
        self.add_field("Folder", whole)
        self.bar.setAccessibleName("Progress of the export")
        self.bar.hide()
        self.status = label("", "muted", wrap=True)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.status)
        self.body.addStretch(1)
        self.cancel = self.add_button("Close", "Close this window (Esc)", self._cancel)
        self.start = self.add_button("Export", "Write the files", self._start, primary=True)

    def _show_losses(self) -> None:
        name = self.format.currentData()
        self.about.setText(format_words(name or ""))
        lost = self._session.exchange.losses(name) if name else []
        set_role(self.loss_card, "warning" if lost else "card")
        self.loss_title.setText("This format cannot keep everything:" if lost else "")
        self.loss_title.setVisible(bool(lost))
        self.losses.setText(
            "\n".join(f"•  {line}" for line in lost) or "This format keeps everything."
        )
        self._check()

    def _check(self) -> None:
        ready = bool(self.format.currentData() and self.folder.text().strip())
        self.start.setEnabled(ready and not self._task)

    def _browse(self) -> None:
        self._choose(lambda folder: self.folder.setText(str(folder)))

    def _start(self) -> None:
        folder = Path(self.folder.text()).expanduser()
        task = self._session.execute(
            "project.export", format=self.format.currentData(), folder=folder
        )
        if isinstance(task, int):
            self._task = task
            self.bar.setRange(0, 0)
            self.bar.show()
            set_role(self.status, "muted")
            self.status.setText("Writing")
            self.cancel.setText("Stop")
            self.cancel.setToolTip("Stop the export; nothing is left behind")
            self._check()

    def _cancel(self) -> None:
        if self._task:
            self._session.tasks.cancel(self._task)
        else:
            self.close()

    def _on_task(self, state: TaskState) -> None:
        if state.id != self._task:
            return
        if state.phase == "running":
            self.bar.setRange(0, state.total)
            self.bar.setValue(state.done)
            left = time_left(state.seconds_left)
            count = f"{state.done} of {state.total}" if state.total else ""
            self.status.setText(" · ".join(part for part in (state.text, count, left) if part))
            return
        self._task = 0
        self.bar.hide()
        words, role = {
            "done": (f"Done and checked: {self.folder.text()}", "good"),
            "cancelled": ("Stopped; nothing was left behind.", "muted"),
            "failed": ("Not exported; the message in the window says why.", "danger"),
        }[state.phase]
        self.status.setText(words)
        set_role(self.status, role)
        self.cancel.setText("Close")
        self.cancel.setToolTip("Close this window (Esc)")
        self._check()
