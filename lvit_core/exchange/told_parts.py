"""Which images the data hold out, as their folders, lists and label files say it.

Images that were kept for testing must not be learnt from because they came into a project. Words of
folders and lists count only where the data have both: some to learn from and some held out.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import LINE_SIGNS, read_bounded
from lvit_core.exchange.bundle import Bundle, BundleItem
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.code_pages import text_of
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.wording import counted, said

_TRAIN = frozenset({"train", "training"})
_HELD_OUT = frozenset({"val", "valid", "validation", "test", "testing", "holdout"})
_WORD = re.compile(r"[a-z]+")
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{2,4}$")  # names in lists may have dots and no suffix
# One image a line: those of Pascal VOC, and of YOLO, where files of labels end so too.
_LISTS = ("ImageSets/*/*.txt", *(f"{word}.txt" for word in sorted(_TRAIN | _HELD_OUT)))


def part_named(name: str) -> str:
    """The part that a name speaks of; empty where it speaks of none, or of both."""
    words = {*_WORD.findall(name.lower())}
    held, train = bool(words & _HELD_OUT), bool(words & _TRAIN)
    return "" if held == train else HOLDOUT if held else TRAIN


def with_parts(bundle: Bundle, home: Path) -> Bundle:
    """The data with the part of each image; what is held out anywhere is so everywhere.

    Args:
        bundle: What was read.
        home: The folder of the data.
    """
    places = _Places(home)
    bundle = replace(bundle, losses=[*bundle.losses, *places.losses])
    own, every = dict[int, str](), dict[int, str]()
    for item in bundle.items:
        key, part = _picture(item), _said(item)
        for known, told in ((own, part), (every, part or places.part_of(item.image))):
            if told and known.get(key) != HOLDOUT:
                known[key] = told
    parts = every if {TRAIN, HOLDOUT} <= {*every.values()} else own
    found = Counter(parts.values())
    kept = all(item.split == parts.get(_picture(item), item.split) for item in bundle.items)
    if kept and not found[HOLDOUT]:
        return bundle
    told = said(
        "The data have parts of their own: {held} held out, {learnt} to learn from.",
        held=counted(found[HOLDOUT], "image is", "images are"),
        learnt=counted(found[TRAIN], "image is", "images are"),
    )
    bundle = replace(bundle, notes=[*bundle.notes, told])
    if kept:
        return bundle
    parted = (replace(one, split=parts.get(_picture(one), one.split)) for one in bundle.items)
    return replace(bundle, items=Spool(parted))


def _picture(item: BundleItem) -> int:
    """A number for its picture, which several items may have."""
    return hash((str(item.image), item.page_said))


def _said(item: BundleItem) -> str:
    """The part that is said of the image itself."""
    return item.split if item.split in (TRAIN, HOLDOUT) else part_named(item.split)


class _Places:
    """The parts that lists and folders in the folder of the data speak of."""

    def __init__(self, home: Path) -> None:
        self._roots = {home.absolute(), Path(os.path.realpath(home))}
        # By stem the folders before it, innermost first, and the part.
        self._listed: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
        same = dict[tuple[tuple[str, ...], str], tuple[tuple[str, ...], str]]()
        self.losses: list[Loss] = []  # lists that nobody can read
        for file in sorted({file for pattern in _LISTS for file in home.glob(pattern)}):
            part = part_named(file.stem) if file.is_file() else ""
            try:
                lines = _lines(file) if part else ()
            except (LViTError, UnicodeDecodeError) as error:
                reason = error.message if isinstance(error, LViTError) else "It cannot be read."
                self.losses.append(Loss(file.name, "", reason))
                continue
            for line in lines:
                *folders, name = line.replace("\\", "/").split("/")
                key, told = _stem(name), (tuple(map(folded, reversed(folders))), part)
                known = self._listed.get(key, ())
                if told not in known:
                    self._listed[key] = (*known, same.setdefault(told, told))

    def part_of(self, image: Path) -> str:
        """The part of an image; lists know better than folders."""
        listed = self._listed.get(_stem(image.name))
        if not listed:
            return self._of_folders(image)
        folders = [folded(name) for name in reversed(image.parts[:-1])]
        nearest = max(_shared(told, folders) for told, _ in listed)
        parts = {part for told, part in listed if _shared(told, folders) == nearest}
        return HOLDOUT if HOLDOUT in parts else TRAIN

    def _of_folders(self, image: Path) -> str:
        """The part that the innermost folder of an image names, of those inside of the data."""
        image = image.absolute()
        root = next((root for root in self._roots if image.is_relative_to(root)), None)
        parts = () if root is None else image.relative_to(root).parts[:-1]
        return next((part for name in reversed(parts) if (part := part_named(name))), "")


def _stem(name: str) -> str:
    return _SUFFIX.sub("", folded(name))


def _shared(told: Iterable[str], folders: Iterable[str]) -> int:
    """How many folders are the same, from the innermost on."""
    count = 0
    for one, other in zip(told, folders, strict=False):
        if one != other:
            break
        count += 1
    return count


def _lines(file: Path) -> Iterable[str]:
    """The names in a list: the whole line, and its first word where more may stand behind it."""
    text = text_of(read_bounded(file, LINE_SIGNS), file)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [name for line in lines for name in dict.fromkeys((line, line.split()[0]))]
