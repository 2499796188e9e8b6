"""Where a person is in a project: image, zoom, contrast and tool; neither end nor kill costs it.

A file in the project's cache: it can be deleted, and a project that can only be read does without.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text, write_text
from lvit_core.imaging.value_window import Curve, Window
from lvit_core.imaging.view_state import Contrast, ViewState

_FILE = Path("cache", "place.json")
_DAMAGED = ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError


@dataclass(frozen=True)
class Place:
    """The image by its id, how it is shown, the tool in hand, and what it draws.

    ``layer`` is the one that is drawn on, empty where nobody knows; ``classes`` those of each.
    """

    image_id: int
    view: ViewState
    contrast: Contrast
    tool: str
    layer: str = ""
    classes: Mapping[str, str] = field(default_factory=dict)


class Memory(Protocol):
    """Where values are remembered from one start to the next; the preferences are one."""

    def recall(self, key: str, default: Any = None) -> Any:
        """A value, or the default."""

    def remember(self, key: str, value: Any) -> None:
        """Keeps a value."""


LAST_IMAGES = "projects.last_images"  # pairs of a project's folder and an image, newest last
MOST_PROJECTS = 50


def keep_image(memory: Memory, folder: Path, image_id: int) -> None:
    """Remembers which image a project shows."""
    others = [[where, number] for where, number in _pairs(memory) if where != str(folder)]
    memory.remember(LAST_IMAGES, [*others, [str(folder), image_id]][-MOST_PROJECTS:])


def image_left(memory: Memory, folder: Path) -> int:
    """The image that a project showed last; 0 for none."""
    return dict(_pairs(memory)).get(str(folder), 0)


def _pairs(memory: Memory) -> list[tuple[str, int]]:
    kept, found = memory.recall(LAST_IMAGES), []
    for one in kept if isinstance(kept, list) else []:
        if isinstance(one, list) and len(one) == 2 and isinstance(one[1], int):
            found.append((str(one[0]), one[1]))
    return found


def _as_list(window: Window) -> list[object]:
    table = window.table.hex()
    return [window.center, window.width, window.curve.value, table, window.whole_values]


def write_place(folder: Path, place: Place) -> None:
    """Keeps it in a project's folder; what cannot be written is left."""
    window = place.contrast.window
    facts = {
        "image_id": place.image_id,
        "zoom": place.view.zoom,
        "center_yx": list(place.view.center_yx),
        "window": None if window is None else _as_list(window),
        "gamma": place.contrast.gamma,
        "invert": place.contrast.invert,
        "tool": place.tool,
        "layer": place.layer,
        "classes": dict(place.classes),
    }
    with suppress(OSError):  # nothing of a person's work is lost
        write_text(folder / _FILE, json.dumps(facts, default=float), durable=False, home=folder)


def read_place(folder: Path) -> Place | None:
    """What was kept last; ``None`` without it, or where it cannot be read."""
    try:
        found = json.loads(read_small_text(folder / _FILE))
        y, x = found["center_yx"]
        window = None
        if found["window"] is not None:
            center, width, curve, table, whole = found["window"]
            window = Window(
                float(center), float(width), Curve(curve), bytes.fromhex(table), bool(whole)
            )
        return Place(
            int(found["image_id"]),
            ViewState(float(found["zoom"]), (float(y), float(x))),
            Contrast(window, float(found["gamma"]), bool(found["invert"])),
            str(found["tool"]),
            str(found.get("layer", "")),  # not in files of earlier versions
            {str(layer): str(name) for layer, name in found.get("classes", {}).items()},
        )
    except (
        LViTError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        return None
