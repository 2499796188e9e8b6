"""The settings in force: every change is announced at once and stored a moment later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.preferences import FILE_NAME, FOLDER_NAME, PREFERENCES, Preference, StoredSettings

SETTLE_S = 5.0  # a disk that takes longer is not waited for


class Preferences(QObject):
    """What the person has set, and what the window remembers."""

    changed = Signal(str)  # key

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """``folder`` holds the file; by default the user's configuration folder."""
        super().__init__(parent)
        self.path = (folder or user_config_path(FOLDER_NAME)) / FILE_NAME
        self._writer = Worker("settings", self)
        self._known = {item.key: item for item in PREFERENCES}
        self._stored = StoredSettings.read(self.path, self._known)

    def described(self) -> tuple[Preference, ...]:
        """All settings in the order of the dialog."""
        return tuple(self._known.values())

    def get(self, key: str) -> Any:
        """The value in force; ``KeyError`` for a key that is not described (a bug)."""
        return self._stored.preferences.get(key, self._known[key].default)

    def set(self, key: str, value: Any) -> None:
        """Stores a value; raises ``LViTError`` when it does not fit."""
        value = self._known[key].checked(value)
        if value != self.get(key):
            self._stored.preferences[key] = value
            self._write()
            self.changed.emit(key)

    def reset(self, key: str) -> None:
        if key in self._stored.preferences:
            del self._stored.preferences[key]
            self._write()
            self.changed.emit(key)

    def recall(self, key: str, default: Any = None) -> Any:
        """A remembered value (window layout, last project): str, number, bool or list of them."""
        return self._stored.remembered.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        if self._stored.remembered.get(key) != value:
            self._stored.remembered[key] = value
            self._write()

    def settle(self) -> None:
        """Waits until the file holds every change; called before the program ends."""
        self._writer.settle(SETTLE_S)

    def _write(self) -> None:
        # Off the interface thread: a busy disk must not hold up a frame. Only the newest matters.
        stored = self._stored.copy()
        self._writer.submit(lambda: stored.write(self.path), key=self.path)
