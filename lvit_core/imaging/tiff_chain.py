"""How many pages a TIFF chains together or describes, counted without reading any of them.

A file of a few megabytes can hold a million pages, and a library would look at each.
"""

from __future__ import annotations

import struct
from pathlib import Path

from lvit_core.imaging.limits import truncated, unreadable
from lvit_core.imaging.pages import MOST_PAGES, too_many_pages

_MOST_MARKS = 1_000_000  # of elements in a description: some fifty for each page
_WIDER_BYTES = 1 << 32  # larger slides may count their places in ways of their own


def check_chain(path: Path) -> None:
    """Refuses a file with too many pages, or whose chain of pages leads behind its end.

    What is odd in other ways is left to the reader.

    Raises:
        LViTError: It has more than ``MOST_PAGES``, or is cut off: then pages that it had are gone.
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
            except (OSError, OverflowError, ValueError):
                return
            except struct.error:
                if place < _WIDER_BYTES and path.stat().st_size < _WIDER_BYTES:
                    raise truncated(path) from None
                return
            if place == 0:
                return
    raise too_many_pages(path)


def check_description(path: Path, text: str) -> None:
    """Refuses OME-XML of too many pictures, which one page may describe, or of no end.

    Raises:
        LViTError: It tells of more than ``MOST_PAGES``, or has too many elements for any file.
    """
    if text.count("<Pixels") + text.count(":Pixels") > 2 * MOST_PAGES:  # begin and end
        raise too_many_pages(path)
    if text.count("<") > _MOST_MARKS:
        raise unreadable(path, "its description has too many elements")
