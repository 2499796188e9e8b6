"""Exponential pseudo-label iteration (section 3.2): a probability map per image and sentence.

The maps average *predictions over generations* (eq. 9), not weights.  With beta = 0.99 a step
changes a map by 0.01 at most, so they are kept as exact float32: 8-bit storage would stall where
prediction and map differ by less than 0.2.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.files import make_below, refuse_no_file, write_text, writing
from lvit_core.inside import path_inside


@dataclass(frozen=True)
class PseudoRecord:
    """What is known of one map besides its pixels."""

    sentence: str
    updates: int  # predictions averaged so far; the first one is the map itself
    change: float  # mean absolute change of the last update, 0..1
    file: str  # name of the map's file
    generation: int = -1  # that made the last update; -1 in maps of older runs
    picture: str = ""  # hash of what was looked at; empty in maps of older runs


def beta_at(update: int, beta: float, warm_up: bool) -> float:
    """The momentum of update number ``update`` (0 is the first prediction, which sets the map).

    With warm-up it is min(beta, 1 - 1 / (update + 1)): a plain running mean at first, which
    reaches ``beta`` after 1 / (1 - beta) generations.
    """
    return min(beta, 1.0 - 1.0 / (update + 1)) if warm_up else beta


class PseudoLabels:
    """The maps of one run, one ``.npy`` file each.

    A file is never overwritten: every update writes a new one, named by its generation, and an
    index per generation says which files belong to it.  A run that is resumed at generation g, or
    rolled back to it, therefore finds the maps exactly as they were.

    Args:
        folder: Created if missing; the one above it is there.
        beta: Momentum of eq. 9.
        warm_up: See :func:`beta_at`.
        generation: Whose index to start from; ``None`` starts without maps.
    """

    def __init__(
        self, folder: Path, beta: float = 0.99, warm_up: bool = False, generation: int | None = None
    ) -> None:
        self._folder = folder
        self.beta = beta
        self.warm_up = warm_up
        make_below(folder.parent, folder)
        self._records = {} if generation is None else self._read_index(generation)

    def __contains__(self, key: str) -> bool:
        return key in self._records

    def belongs(self, key: str, sentence: str | None, picture: str = "") -> bool:
        """Whether there is a map of ``key`` made with this sentence and from this picture.

        A map of which nobody noted the picture belongs to none that is known.
        """
        record = self._records.get(key)
        return record is not None and (record.sentence, record.picture) == (sentence or "", picture)

    def names(self) -> list[str]:
        return sorted(self._records)

    def record(self, key: str) -> PseudoRecord | None:
        return self._records.get(key)

    def update(
        self, key: str, sentence: str | None, prediction: NDArray[np.float32], generation: int = 0,
        picture: str = "",
    ) -> float:  # fmt: skip
        """Eq. 9: averages one more prediction into the map of ``key``.

        A map belongs to a sentence and a picture: another one (or another size) starts it anew.

        Args:
            key: Names the image.
            sentence: The sentence the prediction was made with; ``None`` means without one.
            prediction: (H, W) float32 probability of the unaugmented whole image.
            generation: Number of the generation that predicts.
            picture: Hash of the image's content; empty where it is not compared.

        Returns:
            The mean absolute change, 0..1 (1 for a map that begins).

        Raises:
            ValueError: The prediction is not a finite (H, W) map in 0..1.
        """
        prediction = np.asarray(prediction, np.float32)
        if prediction.ndim != 2 or not np.isfinite(prediction).all():
            raise ValueError("a pseudo label needs a finite (H, W) map")
        if prediction.size and not 0.0 <= prediction.min() <= prediction.max() <= 1.0:
            raise ValueError("a pseudo label needs probabilities in 0..1")
        old = self._records.get(key)
        before = self.load(key) if self.belongs(key, sentence, picture) else None
        if old is None or before is None or before.shape != prediction.shape:
            after, updates, change = prediction, 1, 1.0
        else:
            momentum = np.float32(beta_at(old.updates, self.beta, self.warm_up))
            after = momentum * before + (np.float32(1) - momentum) * prediction
            updates, change = old.updates + 1, float(np.abs(after - before).mean())
        file = f"{_digest(key)}-{generation:05d}.npy"
        self._write_map(file, after)
        self._records[key] = PseudoRecord(
            sentence or "", updates, change, file, generation, picture
        )
        return change

    def load(self, key: str) -> NDArray[np.float32]:
        """The map of ``key``, (H, W) float32.

        Raises:
            LViTError: The map is missing or damaged.
        """
        try:
            path = path_inside(self._folder, self._records[key].file)
            refuse_no_file(path)
            return np.asarray(np.load(path, allow_pickle=False), np.float32)
        except (OSError, ValueError) as error:
            raise LViTError(
                "A pseudo label of this run cannot be read.",
                "Delete the run's folder and start it again.",
            ) from error

    def drop(self, key: str) -> None:
        """Forgets an image, because a person has labeled it or it left the data."""
        self._records.pop(key, None)

    def save(self, generation: int) -> None:
        """Writes the index of a generation, after all of its updates."""
        rows = {key: asdict(record) for key, record in self._records.items()}
        text = json.dumps(rows, ensure_ascii=False)
        write_text(self._index_path(generation), text, home=self._folder)

    def prune(self, keep: Sequence[int]) -> None:
        """Deletes the files no index of the generations in ``keep`` and no present map names."""
        wanted = {self._index_path(generation).name for generation in keep}
        wanted |= {record.file for record in self._records.values()}
        for generation in keep:
            wanted |= {record.file for record in self._read_index(generation).values()}
        for path in self._folder.iterdir():
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    def _write_map(self, name: str, values: NDArray[np.float32]) -> None:
        place = writing(self._folder / name, home=self._folder)
        with place as partial, partial.open("wb") as stream:
            np.save(stream, np.asarray(values, np.float32), allow_pickle=False)

    def _index_path(self, generation: int) -> Path:
        return self._folder / f"index-{generation:05d}.json"

    def _read_index(self, generation: int) -> dict[str, PseudoRecord]:
        path = self._index_path(generation)
        if not path.is_file():
            return {}
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            found = {key: PseudoRecord(**row) for key, row in rows.items()}
            for record in found.values():  # the folder of a run may come from a stranger
                path_inside(self._folder, record.file)
            return found
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise LViTError(
                "The index of the pseudo labels is damaged.",
                "Delete the run's folder and start it again.",
            ) from error


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()
