"""The list of images: what there is, how far each one is, and the way to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QListView,
    QMessageBox,
    QStackedLayout,
    QWidget,
)

from app.jobs.thumbnails import ThumbnailThread
from app.session.actions.images import ImageActions
from app.session.queue import ReviewQueue
from app.session.state import State
from app.translation import tr
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import (
    column,
    label,
    leave_keys_to_image,
    let_clear,
    push_button,
    row,
)
from app.views.icons import icon
from app.views.panels.image_delegate import ImageDelegate
from app.views.panels.image_menu import ImageMenu
from app.views.panels.image_model import FILTERS, ImageModel
from app.views.panels.image_order import ImageOrder
from app.views.panels.panel_dock import SummarizedPanel
from app.views.panels.thumbnail_size import ThumbnailSize
from app.views.thumbnails import ThumbnailCache
from lvit_core.project.records import ImageState
from lvit_core.wording import counted

SEARCH_PAUSE_MS = 120
MakeMenu = Callable[[Sequence[int], Callable[[], object], QWidget], ImageMenu]
"""Makes the menu of these images; the call removes them, and the widget owns the menu."""


class ImageList(QListView):
    """The view itself; Return opens nothing new, because what is current is already shown."""

    removal_wanted = Signal(list)  # image ids

    def __init__(self, model: ImageModel) -> None:
        super().__init__()
        self._images = model
        self.setModel(model)
        self.setItemDelegate(ImageDelegate("medium", self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Images of the project"))

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Sequence[int] = ()) -> None:
        """Paints the rows that changed: a QListView lays out and paints all of its rows anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def show_thumbnails(self, size: str) -> None:
        """``small``, ``medium`` or ``large``; the current row stays in view."""
        self.setItemDelegate(ImageDelegate(size, self))
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    def selected_ids(self) -> list[int]:
        return [self._images.record(index.row()).id for index in self.selectedIndexes()]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A right press on chosen rows asks for their menu: it chooses and opens none of them."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.RightButton or not self.selectionModel().isSelected(
            index
        ):
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selectedIndexes():
            self.removal_wanted.emit(self.selected_ids())
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(280, 220)


class ImagesPanel(SummarizedPanel):
    """Search, filter and list.

    Signals:
        chosen: The image with this id is to be shown.
    """

    chosen = Signal(int)

    def __init__(
        self,
        state: State,
        queue: ReviewQueue,
        thumbnails: ThumbnailThread,
        images: ImageActions,
        order: ImageOrder,
        size: ThumbnailSize,
        make_menu: MakeMenu,
    ) -> None:
        super().__init__()
        self._state, self._queue, self._images = state, queue, images
        self._make_menu = make_menu
        self._thumbnails = ThumbnailCache(state, thumbnails, self)
        self.model = ImageModel(self._thumbnails.picture, self, queue.need)
        self.list = ImageList(self.model)
        self.search = QLineEdit()
        self.filter = QComboBox()
        leave_keys_to_image(self.filter)
        self.order, self.size = order, size
        self.counts = ElidedLabel()
        self.counts.setProperty("role", "small")
        self.counts.setContentsMargins(12, 4, 12, 5)
        self._nothing = label("", "muted", wrap=True)
        self._clear = push_button(
            tr("Show all images"), tr("Clear the search and the filter"), self.clear_filter
        )
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_PAUSE_MS)
        self._build()
        self._connect()
        self.list.show_thumbnails(self.size.size_name)
        self._fill()

    def clear_filter(self) -> None:
        self.search.clear()
        self.filter.setCurrentIndex(0)
        self._apply_filter()

    def _build(self) -> None:
        self.search.setPlaceholderText(tr("Search"))
        self.search.setToolTip(
            tr("Shows the images whose name, sentence or reason has these words")
        )
        self.search.setAccessibleName(tr("Search images"))
        let_clear(self.search)
        glass = self.search.addAction(
            icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition
        )
        glass.setText(tr("Search images"))
        glass.setToolTip(self.search.toolTip())
        for key, title in FILTERS:
            self.filter.addItem(tr(title), key)
        self.filter.setToolTip(tr("Which images the list shows"))
        self.filter.setAccessibleName(tr("Filter images"))
        self.filter.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.filter.setMinimumContentsLength(3)
        wide = self.filter.view().sizeHintForColumn(0) + 24
        self.filter.view().setMinimumWidth(wide)  # the list says whole words in a narrow panel
        top = column(gap=6)
        top.setContentsMargins(12, 4, 12, 8)
        self.search.setMinimumWidth(60)
        top.addWidget(self.search)
        choices = row(gap=4)
        choices.addWidget(self.filter, 1)
        choices.addWidget(self.order)
        choices.addWidget(self.size)
        top.addLayout(choices)
        empty = QWidget()
        inside = column(empty, margin=16)
        inside.addWidget(self._nothing)
        inside.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        layout = column(self, gap=0)
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.counts)

    def _connect(self) -> None:
        state, queue = self._state, self._queue
        state.project_closed.connect(self.clear_filter)
        state.images_changed.connect(self._fill)
        state.image_changed.connect(self._on_image_changed)
        state.current_changed.connect(self._show_current)
        self._thumbnails.ready.connect(self.model.redraw)
        queue.changed.connect(self.model.redraw)
        queue.reordered.connect(self._fill)
        self.size.chosen.connect(self.list.show_thumbnails)
        self.list.selectionModel().currentChanged.connect(self._on_row_changed)
        self.list.removal_wanted.connect(self._remove)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._apply_filter)
        self.filter.currentIndexChanged.connect(self._apply_filter)

    def _fill(self) -> None:
        library = self._state.library
        self.model.set_list(library.listed)
        self._show_current()
        self._show_counts()

    def _apply_filter(self) -> None:
        self._pause.stop()
        self.model.set_filter(self.filter.currentData(), self.search.text())
        self._show_current()
        self._show_counts()

    def _on_image_changed(self, image_id: int) -> None:
        record = self._state.library.get(image_id)
        if record is not None:
            self.model.redraw(image_id)
            self._show_counts()

    def _show_counts(self) -> None:
        total = self.model.total
        labeled = self._state.library.counts()[ImageState.LABELED]
        self.counts.setText(
            tr(
                "{labeled:,} of {total:,} labeled · {order}",
                labeled=labeled,
                total=total,
                order=self.order.words,
            )
            if total
            else ""
        )
        self.counts.setVisible(total > 0)
        nothing_fits = total > 0 and self.model.rowCount() == 0
        self._clear.setVisible(nothing_fits)
        if nothing_fits:
            self._nothing.setText(tr("No image fits this search."))
        elif self._state.project is None:
            self._nothing.setText(tr("Open a project, and its images are listed here."))
        else:
            self._nothing.setText(
                tr("No images yet. Drop files or folders anywhere on the window.")
            )
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _show_current(self) -> None:
        current = self._state.current
        row_number = self.model.row_of(current.id) if current is not None else None
        selection = self.list.selectionModel()
        if current is None and self._state.project is not None:
            return  # between two images; the rows that are chosen stay so
        if row_number is None:
            selection.blockSignals(True)
            selection.clear()
            selection.blockSignals(False)
            self.list.viewport().update()
            return
        index = self.model.index(row_number)
        if selection.currentIndex() != index:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(index, flag)
        self.list.scrollTo(index)

    def _on_row_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            record = self.model.record(index.row())
            current = self._state.current
            if current is None or current.id != record.id:
                self.chosen.emit(record.id)

    def row_menu(self) -> ImageMenu:
        """What can be said of the chosen rows."""
        chosen = self.list.selected_ids()
        return self._make_menu(chosen, lambda: self._remove(chosen), self)

    def _show_menu(self, at: QPoint) -> None:
        if self.list.selectedIndexes():
            self.row_menu().popup(self.list.viewport().mapToGlobal(at))

    def _remove(self, image_ids: list[int]) -> None:
        if self._sure(image_ids):
            self._images.remove(image_ids)

    def _sure(self, image_ids: list[int]) -> bool:
        """Removing deletes masks for good, so this is one of the few questions that wait."""
        box = QMessageBox(self.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(
            tr("Remove {images} from the project?", images=counted(len(image_ids), "image"))
        )
        box.setInformativeText(
            tr(
                "Their masks, sentences and history are deleted and cannot be brought back. "
                "The image files stay where they are."
            )
        )
        keep = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        remove = box.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep.setToolTip(tr("Change nothing"))
        remove.setToolTip(tr("Delete the masks, sentences and history of these images"))
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is remove
