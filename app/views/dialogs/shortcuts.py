"""Changing keys: click, press, done; a key that is taken says by whom before it moves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTableWidgetItem,
    QWidget,
)

from app.session.registry import ActionRegistry
from app.translation import tr
from app.views.dialogs.base import row_table
from app.views.elements import column, label, let_clear, push_button, row
from app.views.icons import action_icon
from app.views.window_actions import keys_in_words


class ShortcutEditor(QWidget):
    """A table of actions and their keys, and one field that changes the selected one."""

    def __init__(self, actions: ActionRegistry) -> None:
        super().__init__()
        self._actions = actions
        self.search = QLineEdit()
        self.table = row_table(tr("Actions and their keys"), (tr("Action"), tr("Menu"), tr("Keys")))
        self.keys = QKeySequenceEdit()
        self.words = label("", "muted", wrap=True)
        self.words.setMinimumHeight(34)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build()
        self.refresh()

    def _build(self) -> None:
        self.search.setPlaceholderText(tr("Search actions"))
        self.search.setToolTip(tr("Shows the actions that contain these words"))
        self.search.setAccessibleName(tr("Search actions"))
        let_clear(self.search)
        self.search.textChanged.connect(self.refresh)
        table = self.table
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        table.itemSelectionChanged.connect(self._show_selected)
        self.keys.setToolTip(tr("Click here and press the new keys"))
        self.keys.setAccessibleName(tr("New keys"))
        self.keys.setMaximumSequenceLength(1)
        self.keys.keySequenceChanged.connect(self._check)
        self.assign = push_button(
            tr("Assign"), tr("Assign the keys to the selected action"), self._assign
        )
        self.remove = push_button(
            tr("No keys"), tr("Remove the keys from the action"), self._remove
        )
        self.default = push_button(tr("Default"), tr("Restore the default keys"), self._default)
        layout = column(self, gap=8)
        layout.addWidget(self.search)
        layout.addWidget(table, 1)
        line = row(gap=8)
        line.addWidget(self.keys, 1)
        for button in (self.assign, self.remove, self.default):
            line.addWidget(button)
        layout.addLayout(line)
        layout.addWidget(self.words)

    def refresh(self) -> None:
        """Fills the table with the keys in force."""
        selected = self.selected()
        words = self.search.text().lower().split()
        actions = self._actions
        shown = [
            action
            for action in actions.all()
            if not action.needs and all(word in tr(action.title).lower() for word in words)
        ]
        self.table.setRowCount(len(shown))
        for number, action in enumerate(shown):
            keys = ", ".join(keys_in_words(key) for key in action.shortcuts)
            cells = (tr(action.title).rstrip("….") or action.id, tr(action.menu), keys)
            for place, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setToolTip(tr(action.tip))
                item.setData(Qt.ItemDataRole.UserRole, action.id)
                if place == 0:
                    item.setIcon(action_icon(action.icon, "muted"))
                self.table.setItem(number, place, item)
            if action.id == selected:
                self.table.selectRow(number)
        self._show_selected()

    def selected(self) -> str:
        """The id of the selected action, or empty."""
        items = self.table.selectedItems()
        return str(items[0].data(Qt.ItemDataRole.UserRole)) if items else ""

    def _show_selected(self) -> None:
        chosen = self.selected()
        for widget in (self.keys, self.assign, self.remove, self.default):
            widget.setEnabled(bool(chosen))
        self.keys.clear()
        self.words.setText("" if chosen else tr("Choose an action to change its keys."))

    def _check(self) -> None:
        keys = self._typed()
        chosen = self.selected()
        owner = self._actions.owner_of(keys) if keys else None
        self.assign.setEnabled(bool(keys and chosen))
        if owner is not None and owner.id != chosen:
            title = tr(owner.title).rstrip("….")
            self.words.setText(tr("'{title}' has these keys now and would lose them.", title=title))
        else:
            self.words.setText("")

    def _typed(self) -> str:
        return self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _assign(self) -> None:
        keys, chosen = self._typed(), self.selected()
        if not keys or not chosen:
            return
        actions = self._actions
        owner = actions.owner_of(keys)
        if owner is not None and owner.id != chosen:
            actions.set_shortcut(owner.id, "")
        actions.set_shortcut(chosen, keys)
        self.refresh()

    def _remove(self) -> None:
        if self.selected():
            self._actions.set_shortcut(self.selected(), "")
            self.refresh()

    def _default(self) -> None:
        if self.selected():
            self._actions.set_shortcut(self.selected(), None)
            self.refresh()
