"""The history of the image shown: who did what, when and with which model; and going back.

Going back is a step like any other: it can be undone, and nothing of what came later is lost.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidgetItem,
    QWidget,
)

from app.session.actions.care import CareActions
from app.session.care import ProjectCare
from app.session.state import State
from app.translation import noop, title_words, tr
from app.views.dialogs.base import Sheet, row_table
from app.views.elements import label
from lvit_core.project.care.moments import Moment
from lvit_core.project.step_words import step_words
from lvit_core.prompt.template import REGION_LAYER

_COLUMNS = (
    noop("When"),
    noop("Who"),
    noop("What"),
    noop("With which model"),
    noop("Sentence then"),
)
_TAKEN_BACK = {"undone": noop("undone"), "abandoned": noop("undone, then given up")}
UNREADABLE = noop("This step cannot be read")


class History(Sheet):
    """A table, the newest step first; the row that is chosen can be returned to."""

    def __init__(
        self, state: State, care: ProjectCare, actions: CareActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("History of this image"), parent, width=860)
        self._state, self._actions = state, actions
        self._moments: list[Moment] = []
        self.add_heading(
            tr("History of this image"),
            tr(
                "Return to makes labels and sentence what they were after the chosen step, as a "
                "new step that can be undone. Nothing of what came later is lost."
            ),
        )
        self.table = row_table(tr("Steps of this image"), _COLUMNS)
        self._nothing = label(tr("Nothing was done on this image yet."), "muted", wrap=True)
        self._nothing.hide()
        self._build()
        self.chosen = label("", "small", wrap=True)
        self.body.addWidget(self.chosen)
        self.beginning = self.add_button(
            tr("Return to the beginning"),
            tr("As it was before the first step"),
            lambda: self._return(0),
        )
        self.back = self.add_button(
            tr("Return to"),
            tr("As it was after the chosen step"),
            self._return_to_chosen,
            primary=True,
        )
        self.add_close()
        care.history_read.connect(self._fill)
        state.current_changed.connect(self.close)
        state.project_closed.connect(self.close)
        self._refresh_buttons()
        care.read_history()

    def _build(self) -> None:
        table = self.table
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.setMinimumHeight(300)
        table.itemSelectionChanged.connect(self._refresh_buttons)
        self.add_found(table, self._nothing)

    def _fill(self, moments: list[Moment]) -> None:
        self._moments = moments
        self.table.setRowCount(len(moments))
        for number, one in enumerate(moments):
            for column, words in enumerate(_cells(one, self._title_of(one.layer))):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if one.status in _TAKEN_BACK:
                    item.setForeground(self.palette().placeholderText())
                self.table.setItem(number, column, item)
        self.table.resizeColumnsToContents()
        self.table.setColumnWidth(2, min(self.table.columnWidth(2), 240))
        self.table.setVisible(bool(moments))
        self._nothing.setVisible(not moments)
        in_force = (row for row, one in enumerate(moments) if one.status not in _TAKEN_BACK)
        self.table.selectRow(next(in_force, 0))
        self._refresh_buttons()

    def _title_of(self, layer: str) -> str:
        """What a layer is called everywhere else; its name where the template has it no more."""
        document = self._state.document
        layers = () if document is None else (*document.template.layers, REGION_LAYER)
        return next((title_words(one.title) for one in layers if one.name == layer), layer)

    @property
    def _chosen(self) -> Moment | None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        return self._moments[min(rows)] if rows else None

    def _refresh_buttons(self) -> None:
        one = self._chosen
        project = self._state.project
        writable = project is not None and not project.read_only
        in_force = one is not None and one.status == "done" and one.sentence is not None
        self.back.setEnabled(writable and in_force)
        self.beginning.setEnabled(writable and bool(self._moments))
        why = tr(" Reason: {why}", why=one.why) if one is not None and one.why else ""
        self.chosen.setText(
            ""
            if one is None
            else tr("Step {id}.{state}{why}", id=one.id, state=_state(one), why=why)
        )

    def _return_to_chosen(self) -> None:
        if (one := self._chosen) is not None:
            self._return(one.id)

    def _return(self, step: int) -> None:
        self.close()
        self._actions.return_to(step)


def _cells(one: Moment, layer: str) -> tuple[str, ...]:
    when = datetime.fromisoformat(one.at).astimezone()
    said = tr(UNREADABLE) if one.sentence is None else one.sentence
    what = tr(step_words(one.title))
    what = f"{what} ({layer})" if layer else what
    taken_back = f" – {tr(_TAKEN_BACK[one.status])}" if one.status in _TAKEN_BACK else ""
    who, models = one.person or tr("no name"), ", ".join(one.models)
    return f"{when:%Y-%m-%d %H:%M:%S}", who, f"{what}{taken_back}", models, said


def _state(one: Moment) -> str:
    if one.status in _TAKEN_BACK:
        return tr(
            " It was {taken_back}, so there is nothing to return to.",
            taken_back=_TAKEN_BACK[one.status],
        )
    return ""
