"""The preferences, generated from their descriptions: a new setting needs no line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QWidget,
)

from app.session.preferences import Preferences
from app.session.registry import ActionRegistry
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.dialogs.shortcuts import ShortcutEditor
from app.views.elements import column, label, let_clear, row
from lvit_core.preferences import Preference

Reader = Callable[[], Any]


class PreferencesSheet(Sheet):
    """One tab per group; every change takes effect at once, so there is no OK to forget."""

    def __init__(
        self, preferences: Preferences, actions: ActionRegistry, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Preferences"), parent, width=640)
        self._preferences = preferences
        self._actions = actions
        self.fields: dict[str, QWidget] = {}
        self._refreshers: dict[str, Callable[[], None]] = {}
        self._boxes: dict[str, QWidget] = {}  # a setting with its words, by its key
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search settings and keys"))
        self.search.setAccessibleName(tr("Search settings"))
        let_clear(self.search)
        self.search.textChanged.connect(self._find)
        self.body.addWidget(self.search)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Groups of settings"))
        self.body.addWidget(self.tabs, 1)
        self._fill()
        self.tabs.setMinimumHeight(400)
        preferences.changed.connect(self._on_changed)
        self.add_button(tr("Restore defaults"), tr("Reset all settings of this page"), self._reset)
        self.add_close()

    def show_setting(self, key: str) -> None:
        """Turns to a setting and gives it the keyboard."""
        self.search.clear()
        group = next(item.group for item in self._preferences.described() if item.key == key)
        titles = [self.tabs.tabText(number) for number in range(self.tabs.count())]
        self.tabs.setCurrentIndex(titles.index(tr(group)))
        self.fields[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        groups: dict[str, list[Preference]] = {}
        for item in self._preferences.described():
            groups.setdefault(item.group, []).append(item)
        for title, items in groups.items():
            page = QWidget()
            layout = column(page, gap=14)
            layout.setContentsMargins(2, 14, 2, 8)
            for item in items:
                box = self._boxes[item.key] = self._editor(item)
                layout.addWidget(box, 1 if item.kind == "keys" else 0)
            if not any(item.kind == "keys" for item in items):
                layout.addStretch(1)
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setAccessibleName(tr(title))
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(page)
            self.tabs.addTab(area, tr(title))

    def _find(self, typed: str) -> None:
        """Shows the settings that have all of the words, and the groups they stand in."""
        words = typed.lower().split()
        found: set[str] = set()
        for item in self._preferences.described():
            box, said = (
                self._boxes[item.key],
                " ".join(map(tr, (item.title, item.help, item.group))).lower(),
            )
            fits = all(word in said for word in words)
            if isinstance(box, ShortcutEditor):
                box.search.setText("" if fits else typed)
                fits = fits or box.table.rowCount() > 0
            box.setVisible(fits)
            if fits:
                found.add(tr(item.group))
        for number in range(self.tabs.count()):
            self.tabs.setTabVisible(number, self.tabs.tabText(number) in found)
        if found and self.tabs.tabText(self.tabs.currentIndex()) not in found:
            titles = [self.tabs.tabText(number) for number in range(self.tabs.count())]
            self.tabs.setCurrentIndex(min(titles.index(group) for group in found))

    def _editor(self, item: Preference) -> QWidget:
        if item.kind == "keys":
            editor = ShortcutEditor(self._actions)
            self.fields[item.key] = editor
            self._refreshers[item.key] = editor.refresh
            return editor
        field = self._field(item)
        field.setToolTip(tr(item.help))
        field.setAccessibleName(tr(item.title))
        field.setAccessibleDescription(tr(item.help))
        self.fields[item.key] = field
        box = QWidget()
        inside = column(box, gap=3)
        if isinstance(field, QCheckBox):
            field.setText(tr(item.title))
            inside.addWidget(field)
        else:
            line = row(gap=12)
            name = label(tr(item.title))
            name.setBuddy(field)
            line.addWidget(name, 1)
            line.addWidget(field)
            inside.addLayout(line)
        inside.addWidget(label(tr(item.help), "small", wrap=True))
        return box

    def _field(self, item: Preference) -> QWidget:
        makers: dict[str, Callable[[Preference], QWidget]] = {
            "bool": self._check,
            "choice": self._choice,
            "text": self._text,
            "int": self._number,
            "float": self._number,
        }
        return makers[item.kind](item)

    def _check(self, item: Preference) -> QWidget:
        field = QCheckBox()
        self._bind(item, field, field.setChecked)
        field.toggled.connect(lambda on: self._store(item.key, on))
        return field

    def _choice(self, item: Preference) -> QWidget:
        field = QComboBox()
        for value, title in item.choices:
            field.addItem(tr(title), value)
        field.setMinimumWidth(180)
        self._bind(item, field, lambda value: field.setCurrentIndex(field.findData(value)))
        field.currentIndexChanged.connect(lambda: self._store(item.key, field.currentData()))
        return field

    def _text(self, item: Preference) -> QWidget:
        field = QLineEdit()
        field.setMinimumWidth(240)
        self._bind(item, field, field.setText)
        field.editingFinished.connect(lambda: self._store(item.key, field.text()))
        return field

    def _number(self, item: Preference) -> QWidget:
        field = QSpinBox() if item.kind == "int" else QDoubleSpinBox()
        if isinstance(field, QDoubleSpinBox):
            field.setSingleStep(0.05)
            field.setRange(item.minimum, item.maximum)
        else:
            field.setRange(int(item.minimum), int(item.maximum))
        field.setSuffix(f" {item.unit}" if item.unit else "")
        field.setMinimumWidth(110)
        field.setKeyboardTracking(False)
        self._bind(item, field, field.setValue)
        field.valueChanged.connect(lambda value: self._store(item.key, value))
        return field

    def _bind(self, item: Preference, field: QWidget, show: Callable[[Any], None]) -> None:
        """Shows the value in force now and whenever it changes elsewhere."""

        def refresh() -> None:
            blocked = field.blockSignals(True)
            show(self._preferences.get(item.key))
            field.blockSignals(blocked)

        self._refreshers[item.key] = refresh
        refresh()

    def _store(self, key: str, value: Any) -> None:
        self._preferences.set(key, value)

    def _on_changed(self, key: str) -> None:
        refresh = self._refreshers.get(key)
        if refresh is not None:
            refresh()

    def _reset(self) -> None:
        group = self.tabs.tabText(self.tabs.currentIndex())
        for item in self._preferences.described():
            if tr(item.group) == group:
                self._preferences.reset(item.key)
