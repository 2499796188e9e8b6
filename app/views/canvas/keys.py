"""Keys of the canvas: single letters act here and nowhere else, because the sentence owns typing.

Where another alphabet is written, the place of the key counts: B is the brush in Russian too.
They come from the action registry, so a person's own keys hold at once. The key that toggles the
mask also peeks: held down, it hides the mask until it is let go.
"""

from __future__ import annotations

import time
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.session.actions.view import OverlayActions
from app.session.background_edits import BackgroundEdits
from app.session.display import Display
from app.session.registry import Action, ActionRegistry, AnyAction
from app.views.canvas.filtering import CanvasFilter, Handlers
from app.views.canvas.gestures import Gestures
from app.views.canvas.key_cursor import KeyCursor
from app.views.keyboard_layouts import is_latin, place_of

PEEK_AFTER_S = 0.35
FINISHING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CanvasKeys(CanvasFilter):
    """Filters the key events of one canvas.

    Signals:
        refused: A key was pressed whose action cannot be done now.
    """

    refused = Signal(Action)

    def __init__(
        self,
        canvas: QWidget,
        gestures: Gestures,
        cursor: KeyCursor,
        registry: ActionRegistry,
        overlays: OverlayActions,
        edits: BackgroundEdits,
        display: Display,
    ) -> None:
        super().__init__(canvas)
        self._gestures = gestures
        self._cursor = cursor
        self._registry = registry
        self._edits = edits
        self._display = display
        self._actions: dict[str, list[AnyAction]] | None = None  # by key; None: to be read again
        self._peeking: tuple[int, AnyAction, float] | None = None  # key code, action, since
        self._peeks: set[AnyAction] = {overlays.toggle_mask, overlays.toggle_proposal}
        registry.changed.connect(self._forget)
        cursor.toggled.connect(registry.refresh)

    def action_for(self, event: QKeyEvent) -> AnyAction | None:
        """The canvas action that has this key, or ``None``.

        Several may share one (Delete takes away an object or a proposal): the first that can be
        done now has it.
        """
        if self._actions is None:
            self._actions = self._read()
        own = [one for keys in _spellings(event) for one in self._actions.get(keys, ())]
        return next((one for one in own if one.enabled()), own[0] if own else None)

    def _on_override(self, event: QKeyEvent) -> bool:
        """Keeps a key of the canvas from the window's shortcuts."""
        if self._wants(event):
            event.accept()
            return True
        return False

    def _on_focus_out(self, event: QEvent) -> bool:
        self._gestures.hold_hand(False)
        self._peeking = None
        return False

    def _wants(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Escape) or self._cursor.wants(event):
            return True
        if event.key() in FINISHING_KEYS and self._finishable():
            return True
        return self.action_for(event) is not None

    def _on_press(self, event: QKeyEvent) -> bool:
        if self._cursor.wants(event):
            self._cursor.press(event)
            return True
        return self._press(event)

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            self._gestures.hold_hand(True)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._cursor.cancel()
            return self._gestures.cancel() or self._edits.cancel() or self._leave()
        if event.key() in FINISHING_KEYS and self._gestures.finish():
            return True
        action = self.action_for(event)
        if action is None:
            return False
        if event.isAutoRepeat() and action in self._peeks:
            return True
        if action.enabled():
            if action in self._peeks:
                self._peeking = (event.key(), action, time.monotonic())
            action.trigger()
        elif not event.isAutoRepeat():
            self.refused.emit(action)
        return True

    def _leave(self) -> bool:
        """Back from what is compared, or from drawing with keys; false when nothing is."""
        compared = self._display.difference
        self._display.show_difference(False)
        if not compared and self._cursor.on:
            self._cursor.toggle()
            return True
        return compared

    def _on_release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        if event.key() == Qt.Key.Key_Space:
            self._gestures.hold_hand(False)
            return True
        if self._peeking is not None and self._peeking[0] == event.key():
            _, action, since = self._peeking
            self._peeking = None
            if time.monotonic() - since >= PEEK_AFTER_S:
                action.trigger()
            return True
        return False

    def _finishable(self) -> bool:
        tool = self._gestures.tool
        return tool is not None and (tool.active or tool.preview is not None)

    def _forget(self) -> None:
        self._actions = None

    def _read(self) -> dict[str, list[AnyAction]]:
        found: dict[str, list[AnyAction]] = {}
        for action in self._registry.all():
            if action.scope == "canvas":
                for keys in action.shortcuts:
                    found.setdefault(QKeySequence(keys).toString(), []).append(action)
        return found

    handlers: ClassVar[Handlers] = {
        QEvent.Type.ShortcutOverride: _on_override,
        QEvent.Type.KeyPress: _on_press,
        QEvent.Type.KeyRelease: _on_release,
        QEvent.Type.FocusOut: _on_focus_out,
    }


def _spellings(event: QKeyEvent) -> list[str]:
    """The key as Qt writes it, then as the character it types, then by its place.

    Brackets need AltGr or Shift on many keyboards; what counts there is the character. Nobody types
    one with Ctrl alone: Ctrl+, is no comma (Windows tells AltGr as Ctrl with Alt).
    """
    names = Qt.KeyboardModifier
    plain = event.modifiers() & ~(names.KeypadModifier | names.GroupSwitchModifier)
    exact = QKeySequence(int(event.key()) | plain.value).toString()
    if event.key() == Qt.Key.Key_Enter:
        exact = exact.replace("Enter", "Return")
    text = event.text()
    held = plain & (names.ControlModifier | names.AltModifier | names.MetaModifier)
    types = held not in (names.ControlModifier, names.MetaModifier)
    sign = len(text) == 1 and text.isprintable() and not text.isalnum()
    typed = [text] if types and sign else []
    place = "" if is_latin(event) else place_of(event)
    placed = [QKeySequence(ord(place) | plain.value).toString()] if place else []
    return [exact, *typed, *placed]
