"""A name for the files of each image: no two the same, on any disk.

Disks differ in what they hold to be one name: case, the form of accents, a space at the end. Some
refuse signs or names, all refuse long ones.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable
from pathlib import PurePath

from lvit_core.exchange.mask_names import looks_like_mask
from lvit_core.project.records import ImageRecord

LONGEST_BYTES = 160  # room for what formats add; names of 255 bytes are the most that disks take
# What disks refuse, what ends a line, and what is not seen or turns the order of writing.
_REFUSED = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"
}
# Names of files that exports have, and of files that readers of a format take for no label.
_OURS = {
    "provenance", "manifest", "readme", "croissant", "images", "data", "annotations", "classes",
    "sentences", "metadata", "labels", "train", "val", "test", "obj",
}  # fmt: skip


class StemNames:
    """A name for each image, all of them in one text: a string each takes five times as much."""

    def __init__(self) -> None:
        self._ids, self._ends, self._text = array("q"), array("q", [0]), bytearray()

    def add(self, image_id: int, stem: str) -> None:
        """Takes in the name of an image; images come in the order of their ids."""
        self._text += stem.encode("utf-8")
        self._ids.append(image_id)
        self._ends.append(len(self._text))

    def __getitem__(self, image_id: int) -> str:
        place = bisect_left(self._ids, image_id)
        if place == len(self._ids) or self._ids[place] != image_id:
            raise KeyError(image_id)
        return self._text[slice(*self._ends[place : place + 2])].decode("utf-8")


def stem_names(images: Iterable[ImageRecord], endings: Collection[str] = ()) -> StemNames:
    """A file name without extension for each image by its id.

    Args:
        images: In the order of their ids; the first one of a name gets it.
        endings: What formats put behind a dot after the name; no image's name ends so.
    """
    taken = set(_OURS)
    stems = StemNames()
    for image in images:
        stem = _safe(PurePath(image.name).stem)
        device = key_of(stem.partition(".")[0]) in _DEVICES  # Windows takes con.txt for con
        if device or looks_like_mask(f"{stem}-"):  # before the name: another's mask has one there
            stem = f"image-{stem}"
        ends = any(key_of(stem).endswith(f".{key_of(ending)}") for ending in endings)
        ends = ends or looks_like_mask(stem)
        if not stem or ends or key_of(stem) in taken:
            stem = _numbered(stem or "image", image.id, taken)
        taken.add(key_of(stem))
        stems.add(image.id, stem)
    return stems


def key_of(name: str) -> str:
    """The name as the least careful disk compares it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).rstrip(" .")


def _safe(name: str) -> str:
    # A dot before a name hides it, a dash makes it an option of a command.
    name = unicodedata.normalize("NFC", _REFUSED.sub("-", name)).strip(" .").lstrip(" .-")
    short = name.encode("utf-8")[:LONGEST_BYTES].decode("utf-8", "ignore")
    return short.rstrip(" .")


def _numbered(stem: str, number: int, taken: Collection[str]) -> str:
    candidate, more = f"{stem}-{number}", 1
    while key_of(candidate) in taken:
        more += 1
        candidate = f"{stem}-{number}-{more}"
    return candidate
