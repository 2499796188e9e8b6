"""The one list of everything a person can do: menus, toolbar, keys and tests all read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from app.session.preferences import Preferences
from lvit_core.errors import LViTError

Scope = Literal["window", "canvas"]


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One named action.

    Attributes:
        id: ``noun.verb``.
        title: What menus and buttons say.
        shortcut: Default key, in Qt's portable text; empty for none.
        icon: A qtawesome name.
        tip: One sentence for the tooltip.
        handler: Called with the arguments by name.
        enabled: Whether it can be done now.
        checkable: It has an on/off state, told by ``checked``.
        scope: ``canvas`` keys act only while the canvas has the focus.
        menu: The menu it stands in; empty for none.
        needs: Argument names without which the window has to ask first.
        alternates: Further default keys.
    """

    id: str
    title: str
    handler: Callable[..., Any]
    shortcut: str = ""
    icon: str = ""
    tip: str = ""
    enabled: Callable[[], bool] = _always
    checkable: bool = False
    checked: Callable[[], bool] = _always
    scope: Scope = "window"
    menu: str = ""
    needs: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()


class ActionRegistry(QObject):
    """Actions by id, with the person's own keys on top of the defaults."""

    changed = Signal()  # what is enabled, checked or bound to which key may have changed
    arguments_wanted = Signal(str)  # id: the window asks and calls `trigger` with arguments
    triggered = Signal(str)  # id, after the handler returned

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, Action] = {}
        self._preferences = preferences
        preferences.changed.connect(self._on_preference_changed)

    def register(self, action: Action) -> None:
        if action.id in self._actions:
            raise ValueError(f"the action {action.id} is registered twice")
        self._actions[action.id] = action

    def get(self, action_id: str) -> Action:
        """Raises ``KeyError`` for an unknown id, which is a bug of the caller."""
        return self._actions[action_id]

    def all(self) -> Iterator[Action]:
        """In the order of registration, which is the order of the menus."""
        return iter(self._actions.values())

    def trigger(self, action_id: str, **arguments: Any) -> Any:
        """Does it, or lets the window ask for what is missing.

        Raises:
            LViTError: It cannot be done now, or the handler refused.
        """
        action = self._actions[action_id]
        if not action.enabled():
            raise LViTError(f"'{action.title}' cannot be done now.", action.tip)
        if any(name not in arguments for name in action.needs):
            self.arguments_wanted.emit(action_id)
            return None
        result = action.handler(**arguments)
        self.triggered.emit(action_id)
        self.changed.emit()
        return result

    def shortcuts(self, action_id: str) -> tuple[str, ...]:
        """The keys in force, the main one first; a person's own key replaces all defaults."""
        own = self._preferences.get("keys.overrides").get(action_id)
        if own is not None:
            return (own,) if own else ()
        action = self._actions[action_id]
        return tuple(keys for keys in (action.shortcut, *action.alternates) if keys)

    def owner_of(self, keys: str) -> str | None:
        """The id of the action that has these keys, for the shortcut editor's warning."""
        for action_id in self._actions:
            if keys in self.shortcuts(action_id):
                return action_id
        return None

    def set_shortcut(self, action_id: str, keys: str | None) -> None:
        """Gives an action a person's own key; ``None`` restores the default."""
        overrides = dict(self._preferences.get("keys.overrides"))
        overrides.pop(action_id, None)
        if keys is not None:
            overrides[action_id] = keys
        self._preferences.set("keys.overrides", overrides)

    def refresh(self) -> None:
        """Announces that states may have changed."""
        self.changed.emit()

    def _on_preference_changed(self, key: str) -> None:
        if key == "keys.overrides":
            self.changed.emit()
