"""The table of objects: whole rows, and columns as wide as their words in the font in force."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.translation import tr
from app.views.panels.object_model import ARROW, ORIGIN, ORIGIN_WORDS, ObjectModel
from app.views.theme import SMALL_PX, sized_font

CELL_PX = 2 * (2 + 3) + 1  # beside the words of a cell: that, and Qt's own margin and grid


class ObjectTable(QTableView):
    """Rows can be sorted and selected together; the class gets the room that is left over."""

    def __init__(self, model: ObjectModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        header = self.horizontalHeader()
        for section in (0, 2, 3):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.setAccessibleName(tr("Objects of the layer"))
        self.setToolTip(tr("Click an object to go there"))
        self.setMinimumHeight(76)
        # With the padding of other tables no class is read whole beside the image.
        self.setStyleSheet("QTableView::item { padding: 2px 2px; }")
        model.modelReset.connect(self._fit)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()  # a table gets its style, and with it its letters, after it is made

    def _fit(self) -> None:
        """No number is cut; a long class is, and an origin that was edited: the tooltip says it."""
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        small = QFontMetrics(sized_font(self.font(), SMALL_PX))  # the class has the room then
        titles = QFontMetrics(sized_font(header.font(), SMALL_PX))
        self._rows.origin_font = sized_font(self.font(), SMALL_PX)
        origins = [tr(ORIGIN_WORDS[one]) for one in ("person", "model", "import")]
        number, area = self._rows.longest()
        for section, words in ((0, [number]), (2, [area]), (ORIGIN, origins)):
            letters = small if section == ORIGIN else metrics
            cell_px = max(map(letters.horizontalAdvance, words))
            title_px = titles.horizontalAdvance(self._rows.title(section) + ARROW)
            header.resizeSection(section, max(cell_px, title_px) + CELL_PX)
