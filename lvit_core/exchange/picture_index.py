"""Finds the picture that a label file names, however another program wrote its path.

Backslashes, drives, addresses, other spellings of one Unicode name and folders that were moved do
not keep a picture from being found. Nothing outside of the data set is ever opened for a name in a
file: such a name finds what lies inside, or nothing.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path, PurePath
from urllib.parse import unquote

from lvit_core.exchange.class_names import folded
from lvit_core.exchange.few_names import FewNames
from lvit_core.exchange.reports import printable
from lvit_core.wording import said

# What lies beside pictures and is none, though it may have the same stem.
_LABEL_SUFFIXES = frozenset(
    {".json", ".geojson", ".jsonl", ".txt", ".xml", ".csv", ".tsv", ".xlsx", ".yaml", ".yml", ".md"}
)
_PICTURE_FOLDERS = ("images", "imgs", "img", "JPEGImages")
_PICTURES = frozenset(folded(name) for name in _PICTURE_FOLDERS)
_UPLOADED = re.compile(r"^[0-9a-f]{8}-")  # what Label Studio puts before the names of uploads


class PictureIndex:
    """The pictures below the folder of a data set.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._instead = FewNames()  # what was taken for names that no picture has
        self._told = set[int]()  # those, as several files may ask for one picture

    def find(self, told: str, near: Path, own: str = "") -> Path | None:
        """The picture that a file in the folder ``near`` calls ``told``; ``None`` if none is there.

        The place that was told wins, then the name; of several of one name the one whose folders
        are those told, or that lies nearest. Where that does not decide, none is taken.

        Args:
            told: The name or path.
            near: The folder of the file that tells it.
            own: Name of that file, which its picture may share; counts where ``told`` finds none.
        """
        found = self._find(told, near)
        if found is None and own:
            found = self._find(own, near)
        name = (_parts(told)[-1:] or [""])[0]
        if found is not None and PurePath(name).suffix and not _is_called(found, name):
            key = hash((str(found), name))
            if key not in self._told:
                self._instead.add(f"{found.name} ({printable(name)})")
            self._told.add(key)
        return found

    def notes(self) -> list[str]:
        """Which pictures were taken for others that are not there; to be asked at the end."""
        if not self._instead.count:
            return []
        return [
            said(
                "These pictures were taken for those in brackets, which are not there; see that "
                "they are the right ones: {names}.",
                names=self._instead.told(),
            )
        ]

    def _find(self, told: str, near: Path) -> Path | None:
        spellings = (told, unquote(told)) if "%" in told else (told,)
        for spelling in spellings:
            parts = _parts(spelling)
            if parts and (found := self._placed(parts, near) or self._named(parts, near)):
                return found
        return None

    def of_name(self, name: str) -> list[Path]:
        """Every picture of that name, wherever it lies."""
        return self._with_name(folded(name))

    def of_stem(self, stem: str) -> list[Path]:
        """The pictures with that folded name before the dot."""
        return list(self._with_stem(stem))

    def named(self, told: str, near: Path, own: str = "") -> tuple[Path, bool]:
        """As `find`, and whether it is there; if not, a path of its name that nobody opens."""
        if (found := self.find(told, near, own)) is not None:
            return found, True
        name = _parts(told)[-1:] or [said("(no name)")]
        return near / printable(name[0]).replace("\0", ""), False

    @cached_property
    def _stems(self) -> dict[str, str | list[str]]:
        """The places of the pictures below the folder, by stem; a Path each is far more memory."""
        found: dict[str, str | list[str]] = {}
        start = len(os.path.join(self._root, ""))  # noqa: PTH118 - it ends with the separator
        for folder, folders, names in os.walk(self._root):
            folders.sort()
            for name in sorted(names):
                file = Path(folder, name)
                if file.suffix.lower() in _LABEL_SUFFIXES or not self._inside(file):
                    continue
                key, place = folded(file.stem), os.path.join(folder, name)[start:]  # noqa: PTH118
                known = found.setdefault(key, place)
                if isinstance(known, list):
                    known.append(place)
                elif known is not place:
                    found[key] = [known, place]
        return found

    def _with_stem(self, key: str) -> list[Path]:
        places = self._stems.get(key, [])
        return [self._root / one for one in ([places] if isinstance(places, str) else places)]

    def _with_name(self, key: str) -> list[Path]:
        same = self._with_stem(folded(PurePath(key).stem))
        return [file for file in same if folded(file.name) == key]

    def _placed(self, parts: list[str], near: Path) -> Path | None:
        """What lies at the place that was told, or there in the folder of the pictures."""
        folders = (near, *(near / name for name in _PICTURE_FOLDERS))
        found = (self._at(folder, parts) for folder in folders)
        return next((file for file in found if file is not None), None)

    def _at(self, near: Path, parts: list[str]) -> Path | None:
        try:
            file = near.joinpath(*parts)
            return file if self._inside(file) else None
        except (OSError, ValueError):  # no name of this system
            return None

    def _inside(self, file: Path) -> bool:
        real = Path(os.path.realpath(file))
        return real.is_file() and real.is_relative_to(self._root)

    def _named(self, parts: list[str], near: Path) -> Path | None:
        name = folded(parts[-1])
        plain = _UPLOADED.sub("", name)
        for known, key in (
            (self._with_name, name),
            (self._with_name, plain),
            (self._with_stem, plain),
            (self._with_stem, folded(PurePath(plain).stem)),
        ):
            if files := known(key):
                # Capital letters count only where two names differ in nothing else.
                exact = [one for one in files if _same_letters(one, parts[-1])]
                return _closest(exact or files, parts, near)
        return None


def _is_called(file: Path, name: str) -> bool:
    """Whether a file has a name, but for capital letters and what was put before it."""
    plain = folded(unquote(name).partition("?")[0])
    names = (folded(name), plain, _UPLOADED.sub("", plain))
    return folded(file.name) in names or folded(file.stem) == plain


def _same_letters(file: Path, name: str) -> bool:
    plain = unicodedata.normalize("NFC", name)
    mine = (unicodedata.normalize("NFC", text) for text in (file.name, file.stem))
    return any(text in (plain, PurePath(plain).stem) for text in mine)


def _closest(files: list[Path], parts: list[str], near: Path) -> Path | None:
    def same_folders(file: Path) -> int:
        count = 0
        for mine, told in zip(reversed(file.parts[:-1]), reversed(parts[:-1]), strict=False):
            if folded(mine) != folded(told):
                break
            count += 1
        return count

    def same_start(file: Path) -> int:
        return len(os.path.commonpath((os.path.realpath(near), file)))

    def among_pictures(file: Path) -> int:
        return sum(folded(part) in _PICTURES for part in file.parts[:-1])

    for rank in (same_folders, same_start, among_pictures):
        if (found := _only(files, rank)) is not None:
            return found
    return None


def _only(files: Iterable[Path], rank: Callable[[Path], int]) -> Path | None:
    ranked = sorted(((rank(file), file) for file in files), reverse=True)
    return None if len(ranked) > 1 and ranked[0][0] == ranked[1][0] else ranked[0][1]


def _parts(told: str) -> list[str]:
    """The folders and the name of a path as any system writes it; never a way out of a folder."""
    text = told.replace("\\", "/").strip()
    if "://" in text:
        text = text.partition("://")[2].partition("/")[2]
    if "?d=" in text:
        text = text.partition("?d=")[2]
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if ".." in parts or text.startswith("/") or re.match(r"^[A-Za-z]:", text):
        # From elsewhere: what lies behind the last step out may still be told apart by it.
        parts = [part for part in parts if part != ".." and not part.endswith(":")]
    return parts
