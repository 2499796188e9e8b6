"""Every setting of the application, described once; the preferences dialog is made from this.

Settings live in one readable TOML file in the user's configuration folder. What a person never
sets on purpose (window layout, last project) is kept beside it as remembered values.
"""

from __future__ import annotations

import logging
import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import tomli_w
from platformdirs import user_config_path

from lvit_core.errors import LViTError
from lvit_core.files import write_text

Kind = Literal["bool", "int", "float", "choice", "text", "keys"]
_KINDS: dict[type, Kind] = {bool: "bool", int: "int", float: "float", str: "text", dict: "keys"}

FOLDER_NAME = "lvit-annotator"  # in the user's folder of settings
FILE_NAME = "preferences.toml"
LANGUAGE_KEY = "appearance.language"
PERSON_KEY = "person.name"
LASSO_KEY = "drawing.lasso_accepts"
PRESSURE_KEY = "drawing.pen_pressure"
SMALL_BAR_KEY = "view.small_bar"
TEXTS_KEY = "view.corner_texts"
NAVIGATOR_KEY = "view.navigator"

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
        raise LViTError(
            "'{value}' does not fit the setting '{title}'.",
            self.help,
            value=value,
            title=self.title,
        )


PREFERENCES: tuple[Preference, ...] = (
    Preference(
        LANGUAGE_KEY,
        "system",
        "Language",
        "Of the window, from its next start. Sentences about images keep the words of their "
        "template.",
        "Appearance",
        choices=(("system", "System"), ("en", "English"), ("de", "Deutsch")),
    ),
    Preference(
        "appearance.theme",
        "dark",
        "Theme",
        "Dark suits reading rooms; 'System' follows the desktop.",
        "Appearance",
        choices=(
            ("system", "System"),
            ("dark", "Dark"),
            ("light", "Light"),
            ("contrast", "High contrast"),
        ),
    ),
    Preference(
        "images.order",
        "random",
        "Order of images",
        "At random: images where the model finds something first, in an order of chance that "
        "stays. By need: images that need attention first. By name: in the order of the file "
        "names.",
        "View",
        choices=(("random", "At random"), ("need", "By need"), ("name", "By name")),
    ),
    Preference(
        "images.thumbnails",
        "medium",
        "Thumbnails",
        "How large pictures in the list of images are.",
        "View",
        choices=(("small", "Small"), ("medium", "Medium"), ("large", "Large")),
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
        TEXTS_KEY,
        True,
        "Words in the corners",
        "Name, size, contrast and zoom over the image; whose left is meant is always told.",
        "View",
    ),
    Preference(
        NAVIGATOR_KEY,
        True,
        "Navigator",
        "The small whole image in a corner, while a part of it is shown larger.",
        "View",
    ),
    Preference(
        SMALL_BAR_KEY,
        False,
        "A dot for the bar of a proposal",
        "Over the image stands a dot that a click unfolds; the keys of the bar work all the same.",
        "View",
    ),
    Preference(
        LASSO_KEY,
        "middle",
        "A lasso accepts",
        "Whole areas of a proposal: those whose middle lies inside the lasso, or all it touches.",
        "Drawing",
        choices=(("middle", "Areas with their middle inside"), ("touching", "Areas it touches")),
    ),
    Preference(
        PRESSURE_KEY,
        False,
        "Pen pressure sets the brush size",
        "Light pressure paints thinner than the brush is set, full pressure as it is set.",
        "Drawing",
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
        PERSON_KEY,
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


@dataclass(frozen=True, eq=False)
class StoredSettings:
    """What a settings file holds: settings that are not at their default, and remembered values."""

    preferences: dict[str, Any] = field(default_factory=dict)
    remembered: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, known: Mapping[str, Preference]) -> StoredSettings:
        """The content of a file; empty where there is none.

        A value that does not fit is left out, and a file that a person broke is kept under another
        name: the next change would write over it.
        """
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError:
            return cls()  # the first start
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
            _put_aside(path)
            return cls()
        stated, remembered = data.get("preferences"), data.get("remembered")
        read = cls({}, remembered if isinstance(remembered, dict) else {})
        for key, value in stated.items() if isinstance(stated, dict) else ():
            if key in known:
                try:
                    read.preferences[key] = known[key].checked(value)
                except LViTError as error:
                    log.warning("%s: %s", path.name, error)
        return read

    def copy(self) -> StoredSettings:
        """As it is now, for another thread."""
        return StoredSettings(dict(self.preferences), dict(self.remembered))

    def write(self, path: Path) -> None:
        """Replaces a file; one that cannot be written is left, and the log says why."""
        try:
            write_text(path, tomli_w.dumps(vars(self)), private=True)
        except OSError as error:
            log.warning("%s could not be written: %s", path.name, error)


def stated_person() -> str:
    """Whose name stands by what is done here: LVIT_PERSON, or the name given in the window."""
    stated = os.environ.get("LVIT_PERSON")
    if stated is None:
        try:
            file = user_config_path(FOLDER_NAME) / FILE_NAME
            data = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
            return ""
        told = data.get("preferences")
        stated = told.get(PERSON_KEY) if isinstance(told, dict) else None
    return " ".join(stated.split()) if isinstance(stated, str) else ""


def _put_aside(path: Path) -> None:
    kept = path.with_suffix(".broken.toml")
    log.warning("%s cannot be read; it is kept as %s.", path.name, kept.name)
    try:
        path.replace(kept)
    except OSError as error:
        log.warning("%s could not be kept: %s", path.name, error)
