"""Answers of the network: images in tiles, many tiles at a time, and another sentence for one.

This is the way of the predictor, without what it keeps: tiles of the product's own plan through
its own ways to compute, put together as a person sees them.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.cli.benches.gpu.setting import (
    MIB,
    SENTENCES,
    Setting,
    loaded_model,
    made_image,
    seconds_of,
)
from lvit_core.device import choose
from lvit_core.inference.backends.base import Backend
from lvit_core.inference.backends.eager import EagerBackend
from lvit_core.inference.tiling import OVERLAP, Tile, blended, cut, plan_tiles
from lvit_core.model.checkpoint import LoadedModel

_ASKED = 12


class Answers:
    """A model on a device that answers sentences about images, tile by tile.

    Args:
        setting: Device and network.
        compiled: By torch's compiler and CUDA graphs, instead of as it comes.
    """

    def __init__(self, setting: Setting, *, compiled: bool = False) -> None:
        self.model: LoadedModel = loaded_model(setting)
        self._size = setting.image_size
        computation = choose(setting.device)
        self.backend: Backend = EagerBackend(
            self.model.network, True, computation.dtype, setting.device
        )
        if compiled:
            from lvit_core.inference.backends.compiled import CompiledBackend  # noqa: PLC0415

            self.backend = CompiledBackend(self.model.network, computation.dtype, setting.device)

    def texts(self, sentence: str, count: int) -> NDArray[np.float32]:
        assert self.model.encoder is not None
        with torch.inference_mode():
            found, _ = self.model.encoder.encode([sentence], self.model.config.network.tokens)
        return np.repeat(found.numpy(), count, 0)

    def whole(self, image: NDArray[np.uint8], sentence: str) -> NDArray[np.float32]:
        """(P, H, W) of an image as large as one likes."""
        tiles = plan_tiles(image.shape[0], image.shape[1], self._size, OVERLAP)

        def answer(some: Sequence[Tile]) -> NDArray[np.float32]:
            encoded = self.backend.encode(
                np.stack([_in_order(cut(image, tile.rect)) for tile in some])
            )
            return self.backend.decode(encoded, self.texts(sentence, len(some)))

        return blended(image.shape[:2], tiles, self.backend.at_once, answer, lambda *_: None)


def answering(setting: Setting, *, compiled: bool = False) -> dict[str, float]:
    """Large images and tiles a second, and milliseconds of a sentence that is asked anew."""
    answers = Answers(setting, compiled=compiled)
    image = made_image(setting.large_px)
    tiles = len(plan_tiles(setting.large_px, setting.large_px, setting.image_size, OVERLAP))
    answers.whole(image, SENTENCES[0])  # warm
    took = statistics.median(
        seconds_of(lambda: answers.whole(image, SENTENCES[0]), setting.device) for _ in range(5)
    )
    encoded = answers.backend.encode(_in_order(made_image(setting.image_size))[None])
    asked = [
        seconds_of(
            lambda n=n: answers.backend.decode(encoded, answers.texts(f"Area {n} is high.", 1)),  # type: ignore[misc]
            setting.device,
        )
        for n in range(_ASKED)
    ]
    found = {
        "large_images_per_s": 1 / took,
        "tiles_per_s": tiles / took,
        "tiles_at_once": float(answers.backend.at_once),
        "reasked_ms": 1000 * statistics.median(asked[2:]),
        "encoded_tile_mb": encoded[0].nbytes / MIB,
    }
    found["difference_to_fp32"] = _difference(answers, setting)
    return {f"{name}_compiled": value for name, value in found.items()} if compiled else found


def compiled_answers(setting: Setting) -> dict[str, float]:
    """The same by torch's compiler; compiling takes from half a minute to some minutes."""
    return answering(setting, compiled=True)


def _difference(answers: Answers, setting: Setting) -> float:
    """Largest change of a probability against float32 on the processor, for one tile."""
    pixels = _in_order(made_image(setting.image_size, 3))[None]
    texts = answers.texts(SENTENCES[1], 1)
    plain = EagerBackend(answers.model.network)
    found = [one.decode(one.encode(pixels), texts) for one in (answers.backend, plain)]
    return float(np.abs(found[0] - found[1]).max())


def _in_order(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(H, W, 3) bytes as the network takes them: float32 (3, H, W) in 0..1."""
    return np.ascontiguousarray(pixels.transpose(2, 0, 1), dtype=np.float32) / np.float32(255)


def _mirrored(first: int, stop: int, length: int) -> NDArray[np.intp]:
    places = np.arange(first, stop) % (2 * length)
    return np.where(places < length, places, 2 * length - 1 - places)
