"""Which images the data hold out, as their folders, lists and label files say it.

Images that were kept for testing must not be learnt from because they came into a project. Words
for parts count only where the data have both: some to learn from and some held out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import LINE_SIGNS, read_bounded
from lvit_core.exchange.bundle import Bundle, BundleItem
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.spool import Spool
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.wording import counted, said

_TRAIN = frozenset({"train", "training"})
_HELD_OUT = frozenset({"val", "valid", "validation", "test", "testing", "holdout"})
_WORD = re.compile(r"[a-z]+")
# One image a line: those of Pascal VOC, and of YOLO, where files of labels end so too.
_LISTS = ("ImageSets/*/*.txt", *(f"{word}.txt" for word in sorted(_TRAIN | _HELD_OUT)))


def part_named(name: str) -> str:
    """The part that a name speaks of; empty where it speaks of none, or of both."""
    words = {*_WORD.findall(name.lower())}
    held, train = bool(words & _HELD_OUT), bool(words & _TRAIN)
    return "" if held == train else HOLDOUT if held else TRAIN


def with_parts(bundle: Bundle, home: Path) -> Bundle:
    """The data with the part of each image, where nothing else said it.

    Args:
        bundle: What was read.
        home: The folder of the data.
    """
    lists = _listed(home)
    found, unsaid = Counter[str](), 0
    for item in bundle.items:
        part = _said(item) or _meant(item, home, lists)
        found[part] += 1
        unsaid += bool(part) and part != item.split
    if not unsaid:
        return bundle
    both = bool(found[TRAIN] and found[HOLDOUT])

    def parted(item: BundleItem) -> BundleItem:
        part = _said(item) or (_meant(item, home, lists) if both else "")
        return replace(item, split=part or item.split)

    items = Spool(map(parted, bundle.items))
    told = said(
        "The data have parts of their own: {held} held out, {learnt} to learn from.",
        held=counted(found[HOLDOUT], "image is", "images are"),
        learnt=counted(found[TRAIN], "image is", "images are"),
    )
    return replace(bundle, items=items, notes=[*bundle.notes, *[told] * both])


def _said(item: BundleItem) -> str:
    """The part that is said of the image itself."""
    return item.split if item.split in (TRAIN, HOLDOUT) else part_named(item.split)


def _meant(item: BundleItem, home: Path, lists: dict[str, str]) -> str:
    """The part that lists and folders speak of."""
    return lists.get(folded(item.image.stem), "") or _of_folders(item.image, home)


def _of_folders(image: Path, home: Path) -> str:
    """The part that the innermost folder of an image names, of those inside of the data."""
    parts = image.relative_to(home).parts[:-1] if image.is_relative_to(home) else ()
    return next((part for name in reversed(parts) if (part := part_named(name))), "")


def _listed(home: Path) -> dict[str, str]:
    """The parts of images by their folded stems, as lists of images tell them."""
    found: dict[str, str] = {}
    for file in sorted({file for pattern in _LISTS for file in home.glob(pattern)}):
        if part := part_named(file.stem):
            for name in _lines(file):
                stem = folded(Path(name.replace("\\", "/")).stem)
                found[stem] = HOLDOUT if found.get(stem) == HOLDOUT else part
    return found


def _lines(file: Path) -> Iterable[str]:
    try:
        text = read_bounded(file, LINE_SIGNS).decode("utf-8-sig")
    except (LViTError, UnicodeDecodeError):
        return []
    return [words[0] for line in text.splitlines() if (words := line.split())]
