"""Images as people name them without a window: by name, by path, by number or by a pattern."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fnmatch import translate

from lvit_core.cli.output import readable
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageRecord

_PATTERN = re.compile(r"[*?\[]")
_MOST_PATTERNS = 100  # each is held against every image


def named_image(images: Sequence[ImageRecord], name: str) -> ImageRecord:
    """The one image of a name, a path or a number.

    Raises:
        LViTError: There is none, or several have this name.
    """
    return _Named(images).one(name)


def named_images(images: Sequence[ImageRecord], names: Iterable[str]) -> list[ImageRecord]:
    """Every image that is named, once, in the order of the project.

    Args:
        images: All of the project.
        names: A name, a path or a number each, or a pattern of names or paths: ``*`` stands for
            any signs, ``?`` for one, ``[ab]`` for one of these.

    Raises:
        LViTError: One of them names no image, or several images have that very name.
    """
    known = _Named(images)
    found: set[int] = set()
    patterns = 0
    for name in names:
        if known.of(name) or not _PATTERN.search(name):
            found.add(known.one(name).id)
            continue
        patterns += 1
        if patterns > _MOST_PATTERNS:
            raise LViTError(
                f"There are more than {_MOST_PATTERNS} patterns.", "Name the images in a list."
            )
        fits = re.compile(translate(name)).match
        fitting = {one.id for one in images if fits(one.name) or fits(one.path)}
        if not fitting:
            raise _none(name)
        found |= fitting
    return [one for one in images if one.id in found]


class _Named:
    """Images by what they are called."""

    def __init__(self, images: Sequence[ImageRecord]) -> None:
        self._called: defaultdict[str, list[ImageRecord]] = defaultdict(list)
        for one in images:
            for name in {one.name, one.path}:
                self._called[name].append(one)
        self._numbers = {str(one.id): one for one in images}

    def of(self, name: str) -> list[ImageRecord]:
        """The images of this very name or path, or else of this number."""
        called = self._called.get(name)
        if called:
            return called
        return [self._numbers[name]] if name in self._numbers else []

    def one(self, name: str) -> ImageRecord:
        found = self.of(name)
        if not found:
            raise _none(name)
        if len(found) > 1:
            raise LViTError(
                f"{len(found)} images are called {readable(name)}.",
                f"Use a number: {', '.join(str(one.id) for one in found[:10])}.",
            )
        return found[0]


def _none(name: str) -> LViTError:
    return LViTError(f"There is no image {readable(name)}.", "`lvit project history` names all.")
