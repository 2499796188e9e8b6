"""What objects are in a folder of the LViT layout: ``classes/STEM.png`` and ``classes.json``.

A picture's numbers are classes, 0 for none or an unknown one; the file names each number. Programs
that know the layout without it pass both by.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.mask_names import match_masks
from lvit_core.exchange.picture_files import read_labels
from lvit_core.files import read_small_text
from lvit_core.imaging.readers import is_named_like_a_picture

NAMES, FOLDER = "classes.json", "classes"
_MOST = 255


class FolderClasses:
    """The class pictures of a folder, found by the names of its images; none where it has none.

    Args:
        folder: In the LViT layout.
        images: Its images by stem.

    Raises:
        LViTError: There are class pictures, and ``classes.json`` does not name their numbers.
    """

    def __init__(self, folder: Path, images: dict[str, Path]) -> None:
        self.names: tuple[str, ...] = ()
        self._files: dict[str, Path] = {}
        place = folder / FOLDER
        if not place.is_dir():
            return
        pictures = sorted(file for file in place.iterdir() if is_named_like_a_picture(file))
        self._files, _ = match_masks(pictures, images)
        if self._files:
            self.names, self._places = _read_names(folder / NAMES)

    def reader(self, stem: str) -> Callable[[], NDArray[Any]] | None:
        """Reads (H, W) uint8, places in ``names`` from 1; ``None`` for an image without."""
        file = self._files.get(stem)
        return None if file is None else lambda: self._read(file)

    def _read(self, file: Path) -> NDArray[np.uint8]:
        numbers = read_labels(file)
        highest = int(numbers.max(initial=0))
        if highest > _MOST:
            raise LViTError("{name} holds numbers above 255.", name=file.name)
        table = np.zeros(highest + 1, np.uint8)
        for number, place in self._places.items():
            if number <= highest:
                table[number] = place
        if unnamed := {*np.unique(numbers).tolist()} - {0, *self._places}:
            raise LViTError(
                "{name} holds the class {number}, which {names} does not name.",
                "Name it there, or write 0 for what is not known.",
                name=file.name,
                number=min(unnamed),
                names=NAMES,
            )
        return table[numbers]


def _read_names(path: Path) -> tuple[tuple[str, ...], dict[int, int]]:
    """The names in the order of their numbers, and the place of each number from 1."""
    wrong = LViTError(
        "{name} does not name the numbers of the class pictures.",
        "Write a number and a name for each into it, as JSON.",
        name=path.name,
    )
    try:
        told = json.loads(read_small_text(path))
        pairs = sorted((int(number), name) for number, name in told.items())
    except (ValueError, AttributeError, RecursionError):
        raise wrong from None
    if not pairs or not all(0 < n <= _MOST and isinstance(name, str) and name for n, name in pairs):
        raise wrong
    names = tuple(dict.fromkeys(name for _, name in pairs))
    return names, {number: names.index(name) + 1 for number, name in pairs}
