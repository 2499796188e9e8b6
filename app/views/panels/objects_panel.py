"""Layers, classes and objects: what is edited, what it is called, and every object to go to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QCursor, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QMenu,
    QPushButton,
    QWidget,
)

from app.session.actions.masks import MaskActions
from app.session.actions.tools import ToolActions
from app.session.state import State
from app.session.wholeness import ObjectWholeness
from app.translation import title_words, tr
from app.views.class_actions import ClassActions
from app.views.elements import column, label, push_button
from app.views.flow import FlowLayout, FlowRow
from app.views.panels.class_menu import (
    UnknownClass,
    add_class_changes,
    ask_class,
    offer_classes,
    told_names,
)
from app.views.panels.class_question import ClassQuestion
from app.views.panels.object_model import ObjectModel, ObjectRow, origin_words
from app.views.panels.object_table import ObjectTable
from app.views.panels.panel_dock import SummarizedPanel
from app.views.panels.swatch import swatch
from app.views.panels.wholeness_offer import WholenessOffer
from lvit_core.geometry import Rect
from lvit_core.wording import counted

REFRESH_MS = 120


class ClassChips(QWidget):
    """One row of buttons: the classes of the active layer, the active one filled."""

    chosen = Signal(str)
    menu_wanted = Signal(str)  # a right click on this class
    add_wanted = Signal()  # one more class

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._layout = FlowLayout(self)
        self._shown: list[tuple[str, str, int, str]] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        """A wrapped row needs room that a layout squeezed by its neighbours would not give."""
        self.setMinimumHeight(self._layout.heightForWidth(self.width()))

    def show_classes(self, classes: list[tuple[str, str, QColor, str]], active: str) -> None:
        """``classes`` as name, title, colour and key."""
        shown = [(name, title, color.rgb(), key) for name, title, color, key in classes]
        if shown != self._shown:
            self._rebuild(classes)
            self._shown = shown
        for button in self._group.buttons():
            button.setChecked(button.objectName() == f"class.{active}")

    def _rebuild(self, classes: list[tuple[str, str, QColor, str]]) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if isinstance(button := item.widget(), QPushButton):
                self._group.removeButton(button)
                button.hide()
                button.deleteLater()
        for name, title, color, key in classes:
            tip = tr("New objects are '{title}'", title=title)
            tip += f" ({key})" if key else ""
            button = push_button(title, tip, self._chooses(name), role="pill")
            button.setIcon(swatch(color))
            button.setCheckable(True)
            button.setObjectName(f"class.{name}")
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(partial(self._want_menu, name))
            self._group.addButton(button)
            self._layout.addWidget(button)
            button.show()
        if classes:
            more = push_button("+", tr("Add a class"), self.add_wanted.emit, role="pill")
            self._layout.addWidget(more)
            more.show()
        self._keep_height()

    def _chooses(self, name: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(name)

    def _want_menu(self, name: str, _at: QPoint) -> None:
        self.menu_wanted.emit(name)


class ObjectsPanel(SummarizedPanel):
    """The classes and objects of the layer that is being edited."""

    rect_wanted = Signal(Rect)  # show this part of the image

    def __init__(
        self,
        state: State,
        masks: MaskActions,
        tools: ToolActions,
        wholeness: ObjectWholeness,
        classes: ClassActions,
    ) -> None:
        super().__init__()
        self._wholeness = wholeness
        self._state = state
        self._masks, self._tools = masks, tools
        self.model = ObjectModel(self)
        self.table = ObjectTable(self.model)
        self.classes = ClassChips()
        self.question = ClassQuestion()
        self.offer = WholenessOffer(masks)
        self._class_actions = classes
        self.unknown = UnknownClass(classes)
        self._nothing = label("", "muted", wrap=True)
        self._buttons: dict[str, QPushButton] = {}
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._build()
        self._soon.timeout.connect(self._fill)
        state.document_ready.connect(self._on_document)
        state.current_changed.connect(self._on_document)
        wholeness.changed.connect(self._soon.start)
        self.classes.chosen.connect(self._choose_class)
        self.classes.menu_wanted.connect(lambda name: self.class_menu(name).popup(QCursor.pos()))
        self.classes.add_wanted.connect(self._add_class)
        self.question.change_wanted.connect(self._masks.relabel)
        self._on_document()

    def _build(self) -> None:
        table = self.table
        table.selectionModel().selectionChanged.connect(self._on_selected)
        table.clicked.connect(self._go_to)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        layout = column(self, gap=6)
        layout.setContentsMargins(12, 2, 12, 10)
        layout.addWidget(self.classes)
        layout.addWidget(self.question)
        layout.addWidget(self.unknown)
        layout.addWidget(self._nothing)
        layout.addWidget(table, 1)
        layout.addWidget(self.offer)
        buttons = (
            ("relabel", tr("Relabel"), tr("Gives the selected objects another class")),
            ("merge", tr("Merge"), tr("Makes one object of the selected ones")),
            ("delete", tr("Delete"), tr("Deletes the selected objects; undo brings them back")),
        )
        acts = (self._relabel, self._merge, self._delete)
        for (key, words, tip), act in zip(buttons, acts, strict=True):
            self._buttons[key] = push_button(words, tip, act)
        self._row = FlowRow(*self._buttons.values())  # longer words need a second line
        layout.addWidget(self._row)
        layout.addStretch(0)  # has the room where there is no table

    def _on_document(self) -> None:
        document = self._state.document
        if document is not None:
            document.objects_changed.connect(self._soon.start)
            document.mask_changed.connect(self._soon.start)
            document.layer_changed.connect(self._fill)
            document.proposal_changed.connect(self._soon.start)
            document.selection_changed.connect(self._show_selected)
            document.selection_changed.connect(self.question.hide)
        self.question.hide()
        self._fill()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        self._soon.stop()
        document = self._state.document
        if document is None:
            self.model.set_rows([], None)
            self.classes.show_classes([], "")
            self.unknown.show_names([])
            self._say(tr("Choose an image, and its objects are listed here."), "")
            return
        layer = document.template.layer(document.active_layer)
        known = {item.name: item for item in layer.classes}
        self.classes.show_classes(
            [
                (item.name, title_words(item.title), QColor(item.colour), layer.key_of(item))
                for item in layer.classes
            ],
            document.classes[layer.name],
        )
        listed = list(document.objects[layer.name])
        extents = document.planes[layer.name].extents
        areas = extents.areas([item.id for item in listed]).tolist()
        named = {item.class_name for item in listed} | told_names(document.proposal, layer)
        self.unknown.show_names(sorted(named - known.keys()), layer.classes)
        rows, whole = [], self._wholeness.found
        for item, area in zip(listed, areas, strict=True):
            kind = known.get(item.class_name)
            title, color = (
                (title_words(kind.title), kind.colour) if kind else (item.class_name, layer.colour)
            )
            origin = origin_words(item.provenance)
            pieces = whole[item.id].words if item.id in whole else ""
            rows.append(ObjectRow(item.id, title, color, area, origin, pieces, item.probability))
        spacing = document.record.spacing_mm
        per_px = spacing[0] * spacing[1] if spacing else None
        self.model.set_rows(rows, per_px, document.spacing_remark)
        words = tr("{title}: {count:,}", title=layer.title, count=len(rows))  # of objects
        nothing = tr("Nothing drawn in the layer '{title}' yet.", title=layer.title)
        self._say("" if rows else nothing, words)
        self._show_selected(document.selected_object)

    def _say(self, nothing: str, summary: str) -> None:
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self.table.setVisible(not nothing)
        for button in self._buttons.values():
            button.setVisible(not nothing)
        self._refresh_buttons()
        self.summary = summary
        self.summary_changed.emit(summary)

    def selected_ids(self) -> list[int]:
        """Ids of the selected rows in the order of the table."""
        parts = self.table.selectionModel().selection()  # ranges: of each row Qt asks much
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        return [self.model.object_id(number) for number in rows]

    def _show_selected(self, object_id: int) -> None:
        document = self._state.document
        if document is not None and document.chosen_objects:
            self._show_chosen(document.chosen_objects)
            return
        number = self.model.row_of(object_id)
        selection = self.table.selectionModel()
        if number is None or object_id in self.selected_ids():
            return
        flags = QItemSelectionModel.SelectionFlag
        blocked = selection.blockSignals(True)
        selection.setCurrentIndex(self.model.index(number, 0), flags.ClearAndSelect | flags.Rows)
        selection.blockSignals(blocked)
        self.table.scrollTo(self.model.index(number, 0))
        self.table.viewport().update()
        self._refresh_buttons()

    def _on_selected(self, selected: QItemSelection, _gone: QItemSelection) -> None:
        self._refresh_buttons()
        if selected.indexes():
            self._go_to(selected.indexes()[0], self.selected_ids())

    def _go_to(self, index: QModelIndex, chosen: Sequence[int] = ()) -> None:
        document = self._state.document
        if document is None:
            return
        object_id = self.model.object_id(index.row())
        document.select_object(object_id, chosen)
        box: Rect = document.planes[document.active_layer].extents.box(object_id)
        if not box.empty:
            self.rect_wanted.emit(box)

    def _refresh_buttons(self) -> None:
        number = len(self.selected_ids())
        document = self._state.document
        layer = document.template.layer(document.active_layer) if document is not None else None
        self._buttons["relabel"].setEnabled(number > 0)
        several = layer is not None and len(layer.classes) > 1
        self._buttons["relabel"].setVisible(several and self.model.rowCount() > 0)
        self._buttons["merge"].setEnabled(number > 1)
        self._buttons["delete"].setEnabled(number > 0)
        one = self.selected_ids()[0] if number == 1 else 0
        self.offer.offer(one, self._wholeness.found.get(one))
        self._row.keep_height()

    def _choose_class(self, name: str) -> None:
        self._tools.choose_class(name)
        document = self._state.require_document()
        selected = document.objects[document.active_layer].get(document.selected_object)
        if selected is None or selected.class_name == name:
            self.question.hide()
        else:
            layer = document.template.layer(document.active_layer)
            titles = {item.name: title_words(item.title) for item in layer.classes}
            self.question.ask(name, titles.get(selected.class_name, selected.class_name))

    def class_menu(self, name: str) -> QMenu:
        """What can be done with a class."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        document = self._state.document
        if document is None:
            return menu
        layer = document.template.layer(document.active_layer)
        item = next(kind for kind in layer.classes if kind.name == name)
        title = title_words(item.title)
        chosen = self.selected_ids()
        menu.addAction(tr("Draw '{title}' next", title=title)).triggered.connect(
            lambda: self._tools.choose_class(name)
        )
        change = menu.addAction(
            tr(
                "Make {objects} '{title}'",
                objects=counted(len(chosen), "selected object"),
                title=title,
            )
        )
        change.triggered.connect(lambda: self._give(name))
        change.setEnabled(bool(chosen))
        every = menu.addAction(tr("Select every '{title}'", title=title))
        every.triggered.connect(lambda: self._select_class(title))
        add_class_changes(menu, self._class_actions, layer, item, self.window())
        return menu

    def _add_class(self) -> None:
        document = self._state.document
        if document is not None:
            layer = document.template.layer(document.active_layer)
            ask_class(self._class_actions, layer, None, self.window())

    def _select_class(self, title: str) -> None:
        self.table.selectionModel().select(
            self.model.selection_of(self.model.rows_of(title)),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )

    def _show_chosen(self, ids: Sequence[int]) -> None:
        """Selects the rows of objects that were chosen elsewhere."""
        if set(ids) == set(self.selected_ids()):
            return
        rows = [row for one in ids if (row := self.model.row_of(one)) is not None]
        selection = self.table.selectionModel()
        blocked = selection.blockSignals(True)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        selection.select(self.model.selection_of(rows), flag)
        selection.blockSignals(blocked)
        self.table.viewport().update()
        self._refresh_buttons()

    def _delete(self) -> None:
        self._masks.delete_object(self.selected_ids())

    def _merge(self) -> None:
        self._masks.merge(self.selected_ids())

    def _relabel(self) -> None:
        document = self._state.document
        if document is None:
            return
        menu = QMenu(self)
        offer_classes(menu, document.template.layer(document.active_layer).classes, self._give)
        button = self._buttons["relabel"]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _give(self, class_name: str) -> None:
        self._masks.relabel(class_name, self.selected_ids())

    def _show_menu(self, position: object) -> None:
        if not self.selected_ids():
            return
        menu = QMenu(self)
        words = counted(len(self.selected_ids()), "object")
        if len(self.selected_ids()) > 1:
            menu.addAction(tr("Merge {words}", words=words)).triggered.connect(self._merge)
        menu.addAction(tr("Delete {words}", words=words)).triggered.connect(self._delete)
        if len(self.selected_ids()) == 1 and self.selected_ids()[0] in self._wholeness.found:
            masks = self._masks
            for action in (masks.keep_largest, masks.split_parts, masks.fill_holes):
                menu.addAction(tr(action.title)).triggered.connect(action.trigger)
        menu.popup(self.table.viewport().mapToGlobal(position))
