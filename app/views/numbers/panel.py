"""The numbers of the image that is shown: a table of objects, sums, and plots with a gate."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from app.session.actions.masks import MaskActions
from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from app.translation import noop, title_words, tr
from app.views.elements import column, label, leave_keys_to_image, push_button, row
from app.views.flow import FlowRow
from app.views.numbers.chosen import Chosen
from app.views.numbers.measuring import Measuring, with_stains
from app.views.numbers.plot_page import PlotPage
from app.views.numbers.sums_page import SumsPage
from app.views.numbers.sums_words import summary_words
from app.views.numbers.table_page import TablePage
from app.views.panels.panel_dock import SummarizedPanel
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

PAGES = (
    ("table", noop("Table"), noop("One row for each object")),
    ("sums", noop("Sums"), noop("What the image and the project add up to")),
    ("plot", noop("Plot"), noop("How measures are spread, and a gate that selects objects")),
)
STAINS = (
    ("none", noop("No stains")),
    ("he", noop("Haematoxylin and eosin")),
    ("hdab", noop("Haematoxylin and DAB")),
    ("estimate-he", noop("H and E, from the image")),
    ("estimate-hdab", noop("H and DAB, from the image")),
)
_USUAL_CUTS = "0.2; 0.4; 0.6"


class NumbersPanel(SummarizedPanel):
    """Joins the pages, the measurement and the selection.

    Signals:
        rect_wanted: A part of the image is to be shown.
    """

    rect_wanted = Signal(Rect)

    def __init__(
        self, state: State, services: Services, projects: ProjectWork, masks: MaskActions
    ) -> None:
        super().__init__()
        self._state, self._services = state, services
        self.measuring = Measuring(state, services.tasks, self)
        self.chosen = Chosen(state, self)
        self.table = TablePage(state, services, self.chosen)
        self.sums = SumsPage(state, services, projects, lambda: self.measuring.options)
        self.plot = PlotPage(state, masks, self.chosen)
        self.stains = QComboBox()
        self.cuts = QLineEdit(_USUAL_CUTS)
        self.show_stains = push_button(
            tr("Show…"), tr("Each stain as a picture, and its vectors"), self._show_stains
        )
        self._stain_row = QWidget()
        self._nothing = label("", "muted", wrap=True)
        self._pages = QStackedWidget()
        self._switches = QButtonGroup(self)
        self._build()
        self.measuring.changed.connect(self._show)
        self.chosen.rect_wanted.connect(self.rect_wanted)
        self._show()

    def _build(self) -> None:
        layout = column(self, gap=6)
        layout.setContentsMargins(12, 2, 12, 10)
        switches = []
        for number, (name, title, tip) in enumerate(PAGES):
            button = push_button(tr(title), tr(tip), lambda: None, role="pill")
            button.setCheckable(True)
            button.setObjectName(f"numbers.{name}")
            self._switches.addButton(button, number)
            switches.append(button)
        layout.addWidget(FlowRow(*switches))
        layout.addWidget(self._stain_row)
        self._build_stains()
        layout.addWidget(self._nothing)
        for page in (self.table, self.sums, self.plot):
            self._pages.addWidget(page)
        layout.addWidget(self._pages, 1)
        layout.addStretch(0)  # has the room where no page is shown
        self._switches.button(0).setChecked(True)
        self._switches.idToggled.connect(self._on_page)

    def _build_stains(self) -> None:
        lines = column(self._stain_row, gap=6)
        lines.addWidget(self.stains)
        line = row(gap=6)
        lines.addLayout(line)
        for key, title in STAINS:
            self.stains.addItem(tr(title), key)
        self.stains.setAccessibleName(tr("Stains"))
        self.stains.setToolTip(tr("Optical density of each stain on each object"))
        leave_keys_to_image(self.stains)
        self.stains.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.stains.setMinimumContentsLength(10)
        self.cuts.setAccessibleName(tr("Positive from"))
        self.cuts.setToolTip(
            tr(
                "Mean optical density of DAB from which an object is positive: one number, or "
                "three for weak, moderate and strong (H-score)"
            )
        )
        line.addWidget(self.cuts, 1)
        line.addWidget(self.show_stains)
        self.stains.currentIndexChanged.connect(self._on_stains)
        self.cuts.editingFinished.connect(self._on_stains)
        self.cuts.hide()
        self.show_stains.hide()

    def _on_page(self, number: int, on: bool) -> None:
        if on:
            self._pages.setCurrentIndex(number)
            self._show_page()

    def _show_page(self) -> None:
        """A table without rows and a plot without points are a bare frame; sums tell of others."""
        empty = bool(self._nothing.text()) and self._pages.currentWidget() is not self.sums
        self._pages.setVisible(self._state.document is not None and not empty)

    def _on_stains(self) -> None:
        chosen = str(self.stains.currentData())
        self.cuts.setVisible(chosen.endswith("hdab"))
        self.show_stains.setVisible(chosen != "none")
        try:
            options = with_stains(self.measuring.options, chosen, _numbers(self.cuts.text()))
        except LViTError as error:
            self._services.notices.error(error)
            return
        self.measuring.ask(options)

    def _show_stains(self) -> None:
        from app.views.numbers.stain_sheet import StainSheet

        tasks, notices = self._services.tasks, self._services.notices
        StainSheet(self._state, tasks, notices, self.measuring, self.window()).show()

    def _show(self) -> None:
        document, measured = self._state.document, self.measuring.measured
        table = None if measured is None else measured.table
        if document is None or not document.source.is_color:
            self._stain_row.hide()
        elif measured is not None:  # until it is known, the row stays as it was
            self._stain_row.setVisible(measured.coloured)
        nothing = ""
        if document is None:
            nothing = tr("Choose an image, and its objects are measured here.")
        elif table is not None and not len(table):
            layer = document.template.layer(document.active_layer)
            nothing = tr(
                "Nothing is drawn in the layer '{title}' yet. Draw, or accept a proposal, and the "
                "numbers are here.",
                title=layer.title,
            )
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self._show_page()
        titles: dict[str, str] = {}
        if document is not None:
            layer = document.template.layer(document.active_layer)
            titles = {item.name: title_words(item.title) for item in layer.classes}
        self.table.model.show(table, titles)
        self.table.refreshed()
        self.plot.show_table(table)
        self.sums.show_image(measured)
        self.summary = summary_words(len(table)) if table is not None and len(table) else ""
        self.summary_changed.emit(self.summary)


def _numbers(text: str) -> tuple[float, ...]:
    """Cuts as typed, with points or commas; raises ``LViTError`` for other text."""
    parts = text.replace(";", " ").split() if ";" in text else text.replace(",", " ").split()
    try:
        return tuple(float(part.replace(",", ".")) for part in parts)
    except ValueError:
        raise LViTError(
            "'{text}' is no optical density.", "Write numbers such as 0.2; 0.4; 0.6.", text=text
        ) from None
