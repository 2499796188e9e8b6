"""The pseudo label of every generation, kept small, so that a person can look at its course.

Beside the exact maps that a run goes on with (``epi``) lies a small grey picture of each
generation.  Of an image as many are kept as `MOST_FRAMES`: the newest, and of the older ones every
second each time there are too many; of a run those of `MOST_IMAGES` images.  Nothing heavy is
imported, because the window reads it.
"""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes, inside
from lvit_core.errors import LViTError
from lvit_core.files import make_below, read_small_text, refuse_no_file, write_text, writing
from lvit_core.inside import path_inside

INDEX = "index.json"
MOST_FRAMES = 40
NEWEST_FRAMES = 20
MOST_IMAGES = 512
LONGEST_SIDE = 256
# What a file of a stranger leads to; numbers without end overflow.
_DAMAGED = (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)


@dataclass(frozen=True)
class Frame:
    """The pseudo label of an image as a generation left it.

    Attributes:
        generation: The run's own number.
        area: Share of the pixels that it marks, 0..1.
        change: Mean absolute change of its probability by this generation, 0..1.
        threshold: From which a pixel is marked.
        sentence: What the model was told.
        height, width: Of the small picture.
        file: Its name.
        taught: Generations that learnt from it.
        picture: Hash of the content that was looked at; empty in those of older runs.
    """

    generation: int
    area: float
    change: float
    threshold: float
    sentence: str
    height: int
    width: int
    file: str
    taught: tuple[int, ...] = field(default=())
    picture: str = ""


class PseudoHistory:
    """Writes and reads them.

    Args:
        folder: Of a run's history; the one above it is there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._frames = _read_index(folder)
        self._gone: list[str] = []

    def __len__(self) -> int:
        return len(self._frames)

    def keys(self) -> list[str]:
        """The images that have a course, in the order in which they began."""
        return list(self._frames)

    def frames(self, key: str) -> tuple[Frame, ...]:
        """Of one image, oldest first."""
        return tuple(self._frames.get(key, ()))

    def add(
        self,
        key: str,
        sentence: str | None,
        probability: NDArray[np.float32],
        generation: int,
        *,
        change: float,
        threshold: float,
        picture: str = "",
    ) -> None:
        """Keeps what a generation left; what it left before, had it ended otherwise, is replaced.

        Args:
            key: Names the image.
            sentence: What the model was told; ``None`` for the null sentence.
            probability: (H, W) float32 in 0..1, the exact map.
            generation: The run's own number.
            change: By this generation, 0..1.
            threshold: From which a pixel is inside.
            picture: Hash of the image's content; empty where it is not compared.
        """
        if key not in self._frames and len(self._frames) >= MOST_IMAGES:
            return
        make_below(self._folder.parent, self._folder)
        small = _small(probability)
        file = f"{hashlib.blake2b(key.encode(), digest_size=12).hexdigest()}-{generation:05d}.map"
        place = writing(self._folder / file, home=self._folder)
        with place as partial, partial.open("wb") as stream:
            stream.write(zlib.compress(small.tobytes(), 6))
        area = float(inside(probability, threshold).mean()) if probability.size else 0.0
        height, width = small.shape
        frame = Frame(
            generation, area, change, threshold, sentence or "", height, width, file,
            picture=picture,
        )  # fmt: skip
        before = [one for one in self._frames.get(key, []) if one.generation < generation]
        kept = [*before, frame]
        if len(kept) > MOST_FRAMES:
            kept = kept[:-NEWEST_FRAMES:2] + kept[-NEWEST_FRAMES:]
        names = {one.file for one in kept}
        self._gone += [one.file for one in self._frames.get(key, ()) if one.file not in names]
        self._frames[key] = kept

    def taught(self, keys: Iterable[str], generation: int) -> None:
        """Says which generation the newest pseudo labels of these images teach."""
        for key in keys:
            frames = self._frames.get(key)
            if frames and generation not in frames[-1].taught:
                frames[-1] = replace(frames[-1], taught=(*frames[-1].taught, generation))

    def save(self) -> None:
        """Writes the index, after all of a generation; then what it names no more is deleted."""
        if not self._frames:
            return
        rows = {key: [asdict(one) for one in frames] for key, frames in self._frames.items()}
        write_text(self._folder / INDEX, json.dumps(rows, ensure_ascii=False), home=self._folder)
        for file in self._gone:
            (self._folder / file).unlink(missing_ok=True)
        self._gone.clear()

    def picture(self, frame: Frame) -> NDArray[np.uint8]:
        """The small picture, (h, w) uint8, 255 for a probability of 1.

        Raises:
            LViTError: It is gone or damaged.
        """
        damaged = LViTError("The picture of a pseudo label cannot be read.", "Look at another one.")
        size = frame.height * frame.width
        try:
            path = path_inside(self._folder, frame.file)
            refuse_no_file(path)
            unpacker = zlib.decompressobj()
            unpacked = unpacker.decompress(path.read_bytes(), size + 1)
        except (OSError, zlib.error) as error:
            raise damaged from error
        if len(unpacked) != size or not unpacker.eof:
            raise damaged
        return np.frombuffer(unpacked, np.uint8).reshape(frame.height, frame.width)


def whole_size(rows: int, columns: int, height: int, width: int) -> tuple[int, int]:
    """What a small picture of so many rows and columns covers of an image, in the image's pixels.

    That is a little more than the image, where its last blocks reach over the edge.
    """
    block = _block_px(height, width)
    if (rows, columns) == (-(-height // block), -(-width // block)):
        return rows * block, columns * block
    return height, width  # of a map that was coarser than the image


def _block_px(height: int, width: int) -> int:
    return max(1, -(-max(height, width) // LONGEST_SIDE))


def _small(probability: NDArray[np.float32]) -> NDArray[np.uint8]:
    """At most `LONGEST_SIDE` a side: means over blocks; the last ones reach over the edge."""
    height, width = probability.shape
    block = _block_px(height, width)
    over = ((0, -height % block), (0, -width % block))
    whole = np.pad(probability, over, mode="edge")
    blocks = whole.reshape(whole.shape[0] // block, block, whole.shape[1] // block, block)
    return as_bytes(blocks.mean(axis=(1, 3), dtype=np.float32))


def _read_index(folder: Path) -> dict[str, list[Frame]]:
    """What a run kept; nothing where it kept none.

    Raises:
        LViTError: It is damaged: the folder of a run may come from a stranger.
    """
    path = folder / INDEX
    if not path.exists():
        return {}
    try:
        rows = json.loads(read_small_text(path, 64 << 20))
        return {str(key): [_frame(row) for row in frames] for key, frames in rows.items()}
    except _DAMAGED as error:
        raise LViTError(
            "The course of the pseudo labels is damaged.",
            "Delete the folder {name} of the run; training goes on without it.",
            name=folder.name,
        ) from error


def _frame(row: Mapping[str, Any]) -> Frame:
    frame = Frame(
        int(row["generation"]),
        float(row["area"]),
        float(row["change"]),
        float(row["threshold"]),
        str(row["sentence"]),
        int(row["height"]),
        int(row["width"]),
        str(row["file"]),
        tuple(int(one) for one in row["taught"]),
        str(row.get("picture", "")),
    )
    limit = frame.threshold
    if not 0 < limit <= 1:
        raise ValueError("a threshold that is never written")
    if not (math.isfinite(frame.area) and math.isfinite(frame.change)):
        raise ValueError("a share that is never written")
    if not (0 < frame.height <= LONGEST_SIDE and 0 < frame.width <= LONGEST_SIDE):
        raise ValueError("a size that is never written")
    return frame
