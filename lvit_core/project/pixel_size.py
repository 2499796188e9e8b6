"""How large the pixels are that no file tells: stated by a person, once for each source.

A source is a folder, for one kind of image: what one scanner or microscope made mostly lies in one.
What is stated of the kind as a whole counts for every source of which nothing is said.

Stated sizes are kept beside the images and not in them, so that a wrong answer can be corrected
and what a file says itself always counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.store import Store

KEY = "pixel_size_um/"
IMAGE_KEY = "image_pixel_size_um/"  # of one image: it counts before what was said of its kind
_UNKNOWN = "unknown"
LEAST_UM, MOST_UM = 0.02, 2000.0
# Worded once: both are asked with every list of images.
_ROWS = select(schema.settings.c.key, schema.settings.c.value)
_STATED = _ROWS.where(schema.settings.c.key.startswith(KEY))
_STATED_OF_IMAGES = _ROWS.where(schema.settings.c.key.startswith(IMAGE_KEY))


def stated_sizes(connection: Connection) -> dict[str, float | None]:
    """Template or source -> micrometres per pixel; ``None`` for said to be known by nobody."""
    return sizes_in({row.key: row.value for row in connection.execute(_STATED)})


def sizes_in(settings: Mapping[str, str]) -> dict[str, float | None]:
    """The same from settings that were read already."""
    return {
        key.removeprefix(KEY): read_size(value)
        for key, value in settings.items()
        if key.startswith(KEY)
    }


def read_size(value: str) -> float | None:
    """A size as it is stored; ``None`` for unknown, NaN for what no version writes."""
    try:
        return None if value == _UNKNOWN else float(value)
    except (TypeError, ValueError):
        return math.nan


class ImageSizes:
    """What people said of single images whose files tell no size, by image id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[int, float]:
        """Image -> micrometres per pixel."""
        with self._store.read() as connection:
            return image_sizes(connection)

    def state(self, sizes: Mapping[int, float | None]) -> None:
        """Takes sizes, all of them or none; with ``None`` what was said of the kind counts again.

        Raises:
            LViTError: One is out of range, or the project can only be read.
        """
        for um in sizes.values():
            if um is not None:
                check_pixel_size(um)
        with self._store.write() as connection:
            for image_id, um in sizes.items():
                value = _UNKNOWN if um is None else repr(float(um))
                self._store.set_value(connection, f"{IMAGE_KEY}{image_id}", value)


def image_sizes(connection: Connection) -> dict[int, float]:
    """Image -> micrometres per pixel, as people said it of single images."""
    rows = connection.execute(_STATED_OF_IMAGES)
    told = {row.key.removeprefix(IMAGE_KEY): read_size(row.value) for row in rows}
    return {int(key): um for key, um in told.items() if um is not None and key.isdecimal()}


def check_pixel_size(um: float) -> None:
    """Refuses what no pixel can measure; micrometres.

    Raises:
        LViTError: It is below 0.02 or above 2000, or not a number.
    """
    if not LEAST_UM <= um <= MOST_UM:
        raise LViTError(
            "A pixel of {um:g} um is not possible.",
            "Use {least_um:g} to {most_um:g} um.",
            um=um,
            least_um=LEAST_UM,
            most_um=MOST_UM,
        )


def state_pixel_sizes(store: Store, of: Iterable[str], um: float | None) -> None:
    """Remembers the size for images of templates and sources whose files tell none.

    Args:
        store: The project's.
        of: Templates, or what `spacing_known.source_of` says.
        um: Micrometres per pixel, 0.02 to 2000; ``None`` if nobody knows.

    Raises:
        LViTError: The size is out of range, or the project can only be read.
    """
    with store.write() as connection:
        for key, value in stated(dict.fromkeys(of, um)).items():
            store.set_value(connection, key, value)


def stated(sizes: Mapping[str, float | None]) -> dict[str, str]:
    """Sizes by template as they are stored; raises ``LViTError`` for one that is not possible."""
    for um in sizes.values():
        if um is not None:
            check_pixel_size(um)
    return {KEY + name: _UNKNOWN if um is None else repr(float(um)) for name, um in sizes.items()}
