"""Import: where data of another program go, what that would do, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from app.jobs.tasks import QUIET_S, TaskRunner
from app.session.exchanging import ExchangeWork
from app.session.notices import Notices
from app.session.state import State
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.dialogs.import_plan import ImportPlan
from app.views.dialogs.import_question import ImportQuestion
from app.views.elements import label
from app.views.places import Places
from lvit_core import transfer
from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange.outlook import Outlook
from lvit_core.exchange.reports import ImportReport
from lvit_core.exchange.speaking import UnsaidSidesError
from lvit_core.progress import Progress, TaskState
from lvit_core.wording import said

Value = TypeVar("Value")


class Import(Sheet):
    """Two pages: what to import and where to; then the plan, its progress and the report."""

    def __init__(
        self,
        state: State,
        tasks: TaskRunner,
        notices: Notices,
        exchange: ExchangeWork,
        places: Places,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Import"), parent, width=640)
        self._tasks, self._notices = tasks, notices
        self._exchange, self._places = exchange, places
        self._looking = 0  # the task that looks what the import would do
        self._looks = 0  # begun or stopped: what an older one finds is of another question
        self._importing = 0
        self._in_vain = False  # it is known that nothing would come in
        self._report: ImportReport | None = None  # of an import that is done
        self.question = ImportQuestion(state, tasks, exchange, places)
        self.plan = ImportPlan(tasks)
        self.pages = QStackedWidget()
        self.title = label(tr("Import"), "title")
        self.body.addWidget(self.title)
        self.pages.addWidget(self.question)
        self.pages.addWidget(self.plan)
        self.body.addWidget(self.pages, 1)
        self.back = self.add_button(
            tr("Back"), tr("Change what is imported and where to"), self._go_back
        )
        self.save = self.add_button(
            tr("Save report…"), tr("Keep what was told as a file"), self._save
        )
        self.cancel = self.add_button(tr("Cancel"), tr("Import nothing (Esc)"), self._cancel)
        self.start = self.add_button(
            tr("Next"), tr("Look what it would do"), self._go_on, primary=True
        )
        self.question.changed.connect(self._show_buttons)
        tasks.changed.connect(self._on_task)
        self.finished.connect(self._close_rows)
        self._show_buttons()

    @property
    def _asking(self) -> bool:
        return self.pages.currentWidget() is self.question

    def _show_buttons(self, _problem: str = "") -> None:
        asking, done = self._asking, self._report is not None
        titles = (tr("Import"), tr("What the import will do"), tr("What the import did"))
        self.title.setText(titles[0] if asking else titles[1 + done])
        self.back.setVisible(not asking and not self._importing and not done)
        self.save.setVisible(done)
        self.start.setVisible(not done)
        self.start.setText(tr("Next") if asking else tr("Import"))
        tip = tr("Look what it would do") if asking else tr("Do it")
        self.start.setToolTip(tip)
        vain = self._in_vain and not asking
        self.start.setEnabled(not self.question.problem.text() and not self._importing and not vain)
        words = tr("Stop") if self._importing else tr("Close") if done else tr("Cancel")
        self.cancel.setText(words)
        told = (
            tr("What came in until then stays")
            if self._importing
            else tr("Close this window (Esc)")
        )
        self.cancel.setToolTip(told)

    # What it would do -------------------------------------------------------------------------

    def _go_on(self) -> None:
        if self._asking:
            self._look()
        else:
            self._import()

    def _look(self) -> None:
        ask = self.question
        self.pages.setCurrentWidget(self.plan)
        self._in_vain = False
        self.plan.clear(tr("Reading the data set"))
        read = partial(_look_into, ask.format.currentData(), ask.path)
        title = said("Reading {name}", name=ask.path.name)
        rows, refused = self._of_this_look(self._show_rows), self._of_this_look(self._show_refusal)
        self._looking = self._tasks.start(title, read, rows, refused, quiet_s=QUIET_S)
        self._show_buttons()

    def _of_this_look(self, show: Callable[[Value], object]) -> Callable[[Value], object]:
        number = self._looks

        def shown(value: Value) -> None:
            if isValid(self) and number == self._looks:
                show(value)

        return shown

    def _show_rows(self, outlook: Outlook) -> None:
        """What there is, at once; then what would become of it, which takes drawing."""
        ask = self.question
        self.plan.show_outlook(outlook)
        plan, refused = self._of_this_look(self._show_plan), self._of_this_look(self._show_refusal)
        try:
            self._looking = self._exchange.look_at(
                ask.format.currentData(), ask.path, ask.folder, ask.options, plan, refused
            )
        except LViTError as error:
            self._show_refusal(error)

    def _show_plan(self, report: ImportReport) -> None:
        self._looking, self._in_vain = 0, not report.brings
        self.plan.show_report(report, done=False)
        self.plan.say(
            tr("Nothing is changed yet.") if report.brings else tr("Nothing of it would come in.")
        )
        self._show_buttons()

    def _show_refusal(self, problem: BaseException) -> None:
        self._looking = 0
        if isinstance(problem, Cancelled):
            self._go_back()
            return
        if isinstance(problem, UnsaidSidesError):
            self._go_back()
            self.question.ask_sides()
        elif isinstance(problem, LViTError):
            self.plan.show_problem(str(problem))
            self.start.setEnabled(False)
        else:
            self._notices.error(problem)
            self.close()

    def _close_rows(self) -> None:
        self._stop_looking()
        self.plan.rows.rows.close()

    def _stop_looking(self) -> None:
        self._looks += 1
        if self._looking:
            self._tasks.cancel(self._looking)
            self._looking = 0

    def _go_back(self) -> None:
        self._stop_looking()
        self.pages.setCurrentWidget(self.question)
        self._show_buttons()

    # Doing it ---------------------------------------------------------------------------------

    def _import(self) -> None:
        self._stop_looking()
        ask = self.question
        self.plan.clear(tr("Reading the data set"))
        try:
            self._importing = self._exchange.bring_in(
                ask.format.currentData(), ask.path, ask.folder, ask.options, self._show_report
            )
        except LViTError as error:
            self._show_refusal(error)
        self._show_buttons()

    def _show_report(self, report: ImportReport) -> None:
        if isValid(self):
            self._report = report
            self.plan.show_report(report, done=True)
            self.plan.say(tr("Done. The project is in {folder}.", folder=report.folder), "good")
            self._show_buttons()

    def _on_task(self, state: TaskState) -> None:
        if state.phase == "running":
            if state.id == self._looking:
                self.plan.show_progress(tr("Looking at"), state)
            elif state.id == self._importing:
                self.plan.show_progress(tr("Importing"), state)
            return
        if state.id == self._importing and state.phase != "done":
            words = {
                "cancelled": tr("Stopped. What came in is whole; started again, it goes on."),
                "failed": tr("Not all was imported; the message in the window says why."),
            }[state.phase]
            self.plan.bar.hide()
            self.plan.say(words, "muted" if state.phase == "cancelled" else "danger")
        if state.id == self._importing:
            self._importing = 0
            self._show_buttons()

    def _cancel(self) -> None:
        if self._importing:
            self._tasks.cancel(self._importing)
        else:
            self.close()

    def _save(self) -> None:
        def chosen(path: Path) -> None:
            assert self._report is not None
            self._exchange.save_report(self._report, path)

        self._places.choose_new_file(tr("Save report"), tr("Import report.txt"), chosen)


def _look_into(name: str, path: Path, _told: Progress, stop: Callable[[], bool]) -> Outlook:
    return transfer.look_into(name, path, stop)
