"""What would happen to files that a person is about to add: told by their names, nothing is read.

A folder that is dropped may hold ten thousand pictures, labels of another program, or something
else altogether; a person hears which before anything is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from lvit_core.errors import Cancelled
from lvit_core.imaging.readers import find_images, is_named_like_a_picture, stack_suffixes
from lvit_core.project.additions import Arrivals

LABEL_FOLDERS = frozenset(
    ("labelcol", "labels", "labelstr", "labelsts", "masks", "mask", "annotations", "instances")
)
LABEL_ENDINGS = frozenset(
    (".json", ".jsonl", ".geojson", ".xml", ".txt", ".csv", ".xlsx", ".yaml", ".yml", ".parquet")
)


def look_at_arrivals(
    paths: Iterable[str | Path], cancelled: Callable[[], bool] = lambda: False
) -> Arrivals:
    """Counts what lies under files and folders; files that are named themselves are all images.

    Raises:
        LViTError: A path does not exist.
        Cancelled: ``cancelled`` said so.
    """
    given = [Path(path) for path in paths]
    images: list[Path] = []
    labels, left_out = 0, Counter[str]()
    stacks = stack_suffixes()
    for file in find_images(given):
        if cancelled():
            raise Cancelled
        ending = file.suffix.lower()
        if file in given:
            images.append(file)
        elif ending in LABEL_ENDINGS or _is_among_labels(file, given):
            labels += 1
        elif is_named_like_a_picture(file) or file.name.lower().endswith(stacks):
            images.append(file)
        elif not ending or ending[1:].isdecimal():
            images.append(file)  # DICOM files often end with a number, or with nothing
        else:
            left_out[ending] += 1
    return Arrivals(tuple(images), labels, dict(left_out))


def _is_among_labels(file: Path, given: list[Path]) -> bool:
    """Whether a folder between the one that was given and the file is called after labels."""
    for root in given:
        if file.is_relative_to(root):
            inside = file.relative_to(root).parent.parts
            return any(part.lower() in LABEL_FOLDERS for part in inside)
    return False
