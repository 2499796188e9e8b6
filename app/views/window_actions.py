"""Turns the registry's actions into Qt's: menus, keys and buttons all come from one list."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.session.registry import ActionRegistry, AnyAction
from app.translation import tr
from app.views.icons import action_icon
from app.views.keyboard_layouts import in_other_alphabets

ROLES = {
    "app.preferences": QAction.MenuRole.PreferencesRole,
    "app.quit": QAction.MenuRole.QuitRole,
    "help.about": QAction.MenuRole.AboutRole,
}
"""Where macOS puts some entries of its own menu."""


def keys_in_words(keys: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def tooltip(action: AnyAction, keys: tuple[str, ...]) -> str:
    """Title, keys, what it does and why it cannot be done, for every button of the action."""
    title = tr(action.title).rstrip("….")
    head = f"{title} ({', '.join(keys_in_words(key) for key in keys)})" if keys else title
    return "\n".join(filter(None, (head, tr(action.tip), tr(action.reason))))


class _Told(NamedTuple):
    keys: tuple[str, ...]
    title: str
    tip: str
    reason: str


class WindowActions(QObject):
    """One QAction per registered action, kept in step with the registry."""

    refreshed = Signal()  # titles, keys or states may have changed

    def __init__(self, registry: ActionRegistry, window: QWidget, canvas: QWidget) -> None:
        """Window keys act everywhere in ``window``, canvas keys while ``canvas`` has the focus."""
        super().__init__(window)
        self._registry = registry
        self._window = window
        self._canvas = canvas
        self._actions: dict[str, QAction] = {}
        self._told: dict[str, _Told] = {}  # what each action of Qt says now
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        registry.changed.connect(self._soon.start)
        self.refresh()

    def get(self, action_id: str) -> QAction:
        """Raises ``KeyError`` for an id that is not registered."""
        return self._actions[action_id]

    def all(self) -> list[tuple[AnyAction, QAction]]:
        """In the order of the registry."""
        return [(action, self._actions[action.id]) for action in self._registry.all()]

    def refresh(self) -> None:
        """Takes over what is enabled, checked and bound to which keys now."""
        self._soon.stop()
        for action in self._registry.all():
            made = self._actions.get(action.id) or self._make(action)
            self._tell(action, made)
            if action.id not in self._actions:  # whole: each later change is an event in the window
                self._actions[action.id] = made
                (self._canvas if action.scope == "canvas" else self._window).addAction(made)
        self.refreshed.emit()

    def _tell(self, action: AnyAction, made: QAction) -> None:
        keys = action.shortcuts
        told = _Told(keys, action.title, action.tip, action.reason)
        before = self._told.get(action.id)
        if told != before:
            self._told[action.id] = told
            made.setToolTip(tooltip(action, keys))
            if before is None or keys != before.keys:
                others = [other for key in keys for other in in_other_alphabets(key)]
                made.setShortcuts([QKeySequence(key) for key in (*keys, *others)])
        made.setEnabled(action.enabled())
        if action.checkable:
            made.setChecked(action.checked())

    def _make(self, action: AnyAction) -> QAction:
        made = QAction(action_icon(action.icon), tr(action.title), self)
        made.setObjectName(action.id)
        made.setCheckable(action.checkable)
        made.setMenuRole(ROLES.get(action.id, QAction.MenuRole.NoRole))
        made.triggered.connect(action.trigger)
        made.setShortcutContext(
            Qt.ShortcutContext.WidgetShortcut
            if action.scope == "canvas"
            else Qt.ShortcutContext.WindowShortcut
        )
        return made
