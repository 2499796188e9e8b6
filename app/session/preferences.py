"""Every setting of the application, described once; the preferences dialog is made from this.

Settings live in one readable TOML file in the user's configuration folder. What a person never
sets on purpose (window layout, last project) is kept beside it as remembered values.
"""

from __future__ import annotations

import logging
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tomli_w
from platformdirs import user_config_path
from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
from lvit_core.errors import LViTError
from lvit_core.files import write_text

Kind = Literal["bool", "int", "float", "choice", "text", "keys"]
FILE_NAME = "preferences.toml"
SETTLE_S = 5.0  # a disk that takes longer is not waited for
_KINDS: dict[type, Kind] = {bool: "bool", int: "int", float: "float", str: "text", dict: "keys"}

log = logging.getLogger("lvit")


@dataclass(frozen=True)
class Preference:
    """One setting: what it is called, what it may be, and what it does."""

    key: str
    default: Any
    title: str
    help: str
    group: str
    choices: tuple[tuple[str, str], ...] = ()  # (stored value, title)
    minimum: float = 0.0
    maximum: float = 0.0
    unit: str = ""

    @property
    def kind(self) -> Kind:
        """What it may be, as its default says."""
        return "choice" if self.choices else _KINDS[type(self.default)]

    def checked(self, value: Any) -> Any:
        """``value`` in the right type and range.

        Raises:
            LViTError: It does not fit.
        """
        if self.kind == "bool" and isinstance(value, bool):
            return value
        number_fits = isinstance(value, (int, float)) and not math.isnan(value)
        if self.kind in ("int", "float") and number_fits:
            number = min(max(float(value), self.minimum), self.maximum)
            return round(number) if self.kind == "int" else number
        if self.kind == "choice" and value in [choice for choice, _ in self.choices]:
            return value
        if self.kind == "text" and isinstance(value, str):
            return value
        if self.kind == "keys" and isinstance(value, Mapping):
            return {str(action): str(keys) for action, keys in value.items()}
        raise LViTError(f"'{value}' does not fit the setting '{self.title}'.", self.help)


PREFERENCES: tuple[Preference, ...] = (
    Preference(
        "appearance.theme",
        "dark",
        "Theme",
        "Dark suits reading rooms; 'System' follows the desktop.",
        "Appearance",
        choices=(("system", "System"), ("dark", "Dark"), ("light", "Light")),
    ),
    Preference(
        "images.order",
        "need",
        "Order of images",
        "By need: images that need attention first, with the reason. By name: in the order of "
        "the file names.",
        "View",
        choices=(("need", "By need"), ("name", "By name")),
    ),
    Preference(
        "view.keep_for_all",
        False,
        "Keep zoom and contrast for all images",
        "The next image opens at the zoom, position and window/level of the one before.",
        "View",
    ),
    Preference(
        "view.mask_opacity",
        0.4,
        "Mask opacity",
        "How strongly masks cover the image: 0 shows contours alone, 1 hides the image.",
        "View",
        maximum=1.0,
    ),
    Preference(
        "view.mask_style",
        "fill",
        "Mask style",
        "Filled areas with a contour, or the contour alone.",
        "View",
        choices=(("fill", "Filled"), ("contour", "Contour")),
    ),
    Preference(
        "view.mask_colours",
        "class",
        "Mask colours",
        "One colour for each class, or neighbouring objects told apart by colour.",
        "View",
        choices=(("class", "By class"), ("object", "By object")),
    ),
    Preference(
        "view.rulers",
        True,
        "Rulers",
        "Ticks along the edges of the image area where the pixel spacing is known.",
        "View",
    ),
    Preference(
        "prediction.live",
        True,
        "Predict while typing",
        "The model answers shortly after you stop typing; Ctrl+Return always works.",
        "Prediction",
    ),
    Preference(
        "prediction.delay_ms",
        600,
        "Pause before predicting",
        "How long typing must pause before a prediction starts.",
        "Prediction",
        minimum=100,
        maximum=5000,
        unit="ms",
    ),
    Preference(
        "prediction.threads",
        0,
        "Processor threads for prediction",
        "0 lets the model choose; the next prediction uses the new number.",
        "Prediction",
        maximum=64,
    ),
    Preference(
        "training.threads",
        1,
        "Processor threads for training",
        "Training runs at the lowest priority. More threads are faster but may slow the window.",
        "Training",
        minimum=1,
        maximum=64,
    ),
    Preference(
        "training.minutes",
        30,
        "Training time",
        "A run stops by itself after this time; it can be resumed at any time.",
        "Training",
        minimum=1,
        maximum=1440,
        unit="min",
    ),
    Preference(
        "person.name",
        "",
        "Your name",
        "Stored with what you draw and accept, so that a team can tell who did what.",
        "Person",
    ),
    Preference(
        "keys.overrides",
        {},
        "Keyboard shortcuts",
        "Your own keys for any action. Empty means the default key.",
        "Keyboard",
    ),
)


class Preferences(QObject):
    """The values in force; every change is announced at once and stored a moment later."""

    changed = Signal(str)  # key

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """``folder`` holds the file; by default the user's configuration folder."""
        super().__init__(parent)
        self.path = (folder or user_config_path("lvit-annotator")) / FILE_NAME
        self._writer = Worker("settings", self)
        self._known = {item.key: item for item in PREFERENCES}
        self._values: dict[str, Any] = {}
        self._remembered: dict[str, Any] = {}
        self._read()

    def described(self) -> tuple[Preference, ...]:
        """All settings in the order of the dialog."""
        return PREFERENCES

    def get(self, key: str) -> Any:
        """The value in force; ``KeyError`` for a key that is not described (a bug)."""
        return self._values.get(key, self._known[key].default)

    def set(self, key: str, value: Any) -> None:
        """Stores a value; raises ``LViTError`` when it does not fit."""
        value = self._known[key].checked(value)
        if value != self.get(key):
            self._values[key] = value
            self._write()
            self.changed.emit(key)

    def reset(self, key: str) -> None:
        if key in self._values:
            del self._values[key]
            self._write()
            self.changed.emit(key)

    def recall(self, key: str, default: Any = None) -> Any:
        """A remembered value (window layout, last project): str, number, bool or list of them."""
        return self._remembered.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        if self._remembered.get(key) != value:
            self._remembered[key] = value
            self._write()

    def _read(self) -> None:
        try:
            data = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except OSError:
            return  # the first start
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
            self._put_aside()
            return
        stated, remembered = data.get("preferences"), data.get("remembered")
        for key, value in stated.items() if isinstance(stated, dict) else ():
            if key in self._known:
                try:
                    self._values[key] = self._known[key].checked(value)
                except LViTError as error:
                    log.warning("%s: %s", self.path.name, error)
        self._remembered = remembered if isinstance(remembered, dict) else {}

    def _put_aside(self) -> None:
        """Keeps a file that a person broke: the next change would write over it."""
        kept = self.path.with_suffix(".broken.toml")
        log.warning("%s cannot be read; it is kept as %s.", self.path.name, kept.name)
        try:
            self.path.replace(kept)
        except OSError as error:
            log.warning("%s could not be kept: %s", self.path.name, error)

    def settle(self) -> None:
        """Waits until the file holds every change; called before the program ends."""
        self._writer.settle(SETTLE_S)

    def _write(self) -> None:
        data = {"preferences": dict(self._values), "remembered": dict(self._remembered)}
        # Off the interface thread: a busy disk must not hold up a frame. Only the newest matters.
        self._writer.submit(lambda: self._store(data), key=self.path)

    def _store(self, data: dict[str, Any]) -> None:
        try:
            write_text(self.path, tomli_w.dumps(data))
        except OSError as error:
            log.warning("%s could not be written: %s", self.path.name, error)
