"""A name for the files of each image: no two the same, on any disk.

Disks differ in what they hold to be one name: case, the form of accents, a space at the end. Some
refuse signs or names, all refuse long ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePath

from lvit_core.exchange.mask_names import looks_like_mask
from lvit_core.project.records import ImageRecord

LONGEST_BYTES = 160  # room for what formats add; names of 255 bytes are the most that disks take
# What disks refuse, what ends a line, and what is not seen or turns the order of writing.
_REFUSED = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
# Names of files that exports have, and of files that readers of a format take for no label.
_OURS = {
    "provenance", "manifest", "readme", "croissant", "images", "data", "annotations", "classes",
    "sentences", "metadata", "labels", "train", "val", "test", "obj",
}  # fmt: skip


def stem_names(images: Iterable[ImageRecord], endings: Collection[str] = ()) -> dict[int, str]:
    """A file name without extension for each image by its id.

    Args:
        images: In the order in which they get the name they have, if it is free.
        endings: What formats put behind a dot after the name; no image's name ends so.
    """
    taken = set(_OURS)
    stems: dict[int, str] = {}
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
        stems[image.id] = stem
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
