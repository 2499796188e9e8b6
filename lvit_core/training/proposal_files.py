"""Predictions a run leaves for the window: one ``.npz`` per image, readable without torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.object_classes import ClassPlanes
from lvit_core.errors import LViTError
from lvit_core.files import refuse_no_file, writing

CLASSES = "classes"
DEPTH = "depth"
TOLD, TOLD_NAMES = "told", "told_names"
_MOST_BYTES = 1 << 29  # of one prediction, unpacked
Facts = dict[str, str | float]


def write_proposal(
    path: Path,
    probability: NDArray[np.uint8],
    classes: Sequence[str],
    facts: Mapping[str, str | float],
    depth: NDArray[np.uint8] | None = None,
    told: ClassPlanes | None = None,
) -> None:
    """Writes one prediction; the file appears at once or not at all.

    Args:
        path: The ``.npz``; its folder exists.
        probability: (C, H, W) uint8, 0..255 for 0..1, at the image's own size.
        classes: Names of the C classes.
        facts: Plain values stored beside it: layer, threshold, sentence, generation, the smallest
            object in pixels (min_area_px), what made it (origin, as JSON), and where it was asked
            for, influence.
        depth: (H, W) uint8, of each pixel in its object; ``None`` from a model that knows none.
        told: What objects are; ``None`` from a model that tells no classes apart.
    """
    arrays: dict[str, Any] = {name: np.asarray(value) for name, value in facts.items()}
    arrays[CLASSES] = np.asarray(classes)
    if depth is not None:
        arrays[DEPTH] = depth
    if told is not None:
        arrays |= {TOLD: told.planes, TOLD_NAMES: np.asarray(told.names)}
    with writing(path, home=path.parent) as partial, partial.open("wb") as stream:
        np.savez_compressed(stream, probability=probability, **arrays)


class StoredProposal(NamedTuple):
    """The (C, H, W) uint8 probability, classes, facts, (H, W) uint8 depth, and what objects are."""

    probability: NDArray[np.uint8]
    classes: tuple[str, ...]
    facts: Facts
    depth: NDArray[np.uint8] | None
    told: ClassPlanes | None


def read_proposal(path: Path) -> StoredProposal:
    """What ``write_proposal`` wrote.

    Files of older runs name no classes: then there is one plane, of the layer's first class.

    Raises:
        LViTError: The file is missing or damaged.
    """
    refuse_no_file(path)
    try:
        with ZipFile(path) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_BYTES:
                raise LViTError("A proposal of the training run is too large to be read.")
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
            probability = np.asarray(arrays.pop("probability"), np.uint8)
            classes = tuple(str(name) for name in arrays.pop(CLASSES, ()))
            depth = arrays.pop(DEPTH, None)
            told_names = tuple(str(name) for name in arrays.pop(TOLD_NAMES, ()))
            told = arrays.pop(TOLD, None)
            known = None if told is None else ClassPlanes(told_names, np.asarray(told, np.uint8))
            planes = probability if classes else probability.reshape(1, *probability.shape[-2:])
            facts = {name: value.item() for name, value in arrays.items()}
            return StoredProposal(planes, classes, facts, depth, known)
    except (OSError, ValueError, KeyError, BadZipFile, MemoryError) as error:
        raise LViTError("A proposal of the training run cannot be read.") from error
