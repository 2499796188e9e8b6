"""How many pages a TIFF chains together, counted without reading any of them.

A file of a few megabytes can hold a million pages, and a library would look at each.
"""

from __future__ import annotations

import struct
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.imaging.pages import MOST_PAGES


def check_page_count(path: Path) -> None:
    """Refuses a file with more pages than a picture can have; what is odd is left to the reader.

    Raises:
        LViTError: It has more than ``MOST_PAGES``.
    """
    with path.open("rb") as stream:
        head = stream.read(16)
        order = {b"II": "<", b"MM": ">"}.get(head[:2])
        if order is None or len(head) < 16:
            return
        big = head[2:4] in (b"+\0", b"\0+")
        count_form, place_form, entry = ("Q", "Q", 20) if big else ("H", "I", 12)
        (place,) = struct.unpack_from(order + place_form, head, 8 if big else 4)
        for _ in range(MOST_PAGES + 1):
            try:
                stream.seek(place)
                (count,) = struct.unpack(
                    order + count_form, stream.read(struct.calcsize(order + count_form))
                )
                stream.seek(place + struct.calcsize(order + count_form) + entry * count)
                (place,) = struct.unpack(
                    order + place_form, stream.read(struct.calcsize(order + place_form))
                )
            except (struct.error, OSError, OverflowError, ValueError):
                return
            if place == 0:
                return
    raise LViTError(
        f"{path.name} is a stack of more than {MOST_PAGES:,} pictures.",
        "Save the plane or channel you need as a file of its own.",
    )
