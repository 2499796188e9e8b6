"""How large the bench is, and the model, batches and images that all of its parts use.

The kind of image is made here and not read from a file, and images are drawn: so nothing is needed
but torch and numpy.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.data.sample import Sample
from lvit_core.model.checkpoint import LoadedModel, build_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.prompt.carried import OF_PROJECTS
from lvit_core.prompt.template import LabelClass, Layer, Template
from lvit_core.training.batches import Batch
from lvit_core.training.config import TrainingConfig, UnlabeledSettings

SENTENCES = ("The nuclei density in the upper left is high.", "The nuclei are evenly distributed.")
MIB = 1 << 20
_CLASS = LabelClass("object", "Object", "#ff0000")
_KIND = Template(
    "bench",
    "Bench",
    "free-words",
    (Layer("objects", "Objects", "#ff0000", (_CLASS,), "instances"),),
)
_LEARNING_RATE = 1e-4


@dataclass(frozen=True)
class Setting:
    """What is measured on what.

    Attributes:
        device: "cuda", "cuda:1" or "cpu".
        width: Base width of the network, an LViT-T.
        image_size: Side of its input in pixels.
        batches: Images a step.
        most_batch: The largest batch that is tried when looking for what fits.
        rounds: Steps that are timed, of each kind in turns.
        warm_up: Steps before them.
        large_px: Side of the image that is predicted in tiles.
        seconds: How long answers are timed while another process trains.
    """

    device: str = "cuda"
    width: int = 64
    image_size: int = 224
    batches: tuple[int, ...] = (4, 24)
    most_batch: int = 512
    rounds: int = 10
    warm_up: int = 4
    large_px: int = 1000
    seconds: float = 8.0

    @property
    def on_cuda(self) -> bool:
        return self.device.startswith("cuda")

    @property
    def network(self) -> LViTConfig:
        return LViTConfig(width=self.width, image_size=self.image_size)


def small(device: str) -> Setting:
    """Seconds instead of minutes, to see that every part works."""
    return Setting(device, 8, 32, (2, 3), 4, 2, 1, 64, 1.0)


def loaded_model(setting: Setting) -> LoadedModel:
    """An LViT-T with random weights that are the same each time."""
    OF_PROJECTS.bring("bench", {_KIND.name: _KIND})
    torch.manual_seed(0)
    config = ModelConfig(
        "bench", network=setting.network, template=_KIND.name, input="tiles", layer="objects"
    )
    return build_model(config)


def recipe(setting: Setting, batch: int, *, cuda_graphs: bool = False) -> TrainingConfig:
    """Supervised training of that network, as `lvit train` does it."""
    return TrainingConfig(
        template=_KIND.name,
        protocol="native",
        width=setting.width,
        image_size=setting.image_size,
        batch=batch,
        learning_rate=_LEARNING_RATE,
        cuda_graphs=cuda_graphs,
        unlabeled=UnlabeledSettings(mode="none"),
    )


def made_batch(setting: Setting, count: int) -> Batch:
    """A batch of noise with masks, labeled; the same each time."""
    made = torch.Generator().manual_seed(count)
    size = setting.image_size
    images = torch.rand(count, 3, size, size, generator=made)
    targets = (torch.rand(count, 1, size, size, generator=made) > 0.7).float()
    sentences = tuple(SENTENCES[number % len(SENTENCES)] for number in range(count))
    return Batch(
        images, targets, torch.ones_like(targets), sentences, sentences,
        labeled=count, total_labeled=count, total_unlabeled=0,
        keys=tuple(map(str, range(count))),
    )  # fmt: skip


def made_samples(count: int, side: int) -> list[Sample]:
    """Labeled images of noise, (side, side), as a run reads them."""
    return [_made_sample(number, side) for number in range(count)]


def _made_sample(number: int, side: int) -> Sample:
    image = made_image(side, number)
    mask: NDArray[np.uint8] = (image[..., 0] > 128).astype(np.uint8)
    return Sample(
        f"image {number}",
        lambda: image,
        sentence=SENTENCES[number % len(SENTENCES)],
        template=_KIND.name,
        read_mask=lambda: mask,
    )


def made_image(side: int, seed: int = 0) -> NDArray[np.uint8]:
    """Blocks of noise, uint8 (side, side, 3)."""
    coarse = np.random.default_rng(seed).integers(40, 220, (side // 8 + 1, side // 8 + 1, 3))
    return np.ascontiguousarray(coarse.astype(np.uint8).repeat(8, 0).repeat(8, 1)[:side, :side])


def wait_for(device: str) -> None:
    """Returns when the device has done all that it was told."""
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)


def seconds_of(work: Callable[[], object], device: str) -> float:
    """Seconds until the device has done it."""
    wait_for(device)
    started = time.perf_counter()
    work()
    wait_for(device)
    return time.perf_counter() - started


def in_turns(works: dict[str, Callable[[], object]], setting: Setting) -> dict[str, float]:
    """Median seconds of each; in turns, so that whatever else is at work slows all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(setting.warm_up + setting.rounds):
        for name, work in works.items():
            took = seconds_of(work, setting.device)
            if turn >= setting.warm_up:
                times[name].append(took)
    return {name: statistics.median(took) for name, took in times.items()}


def let_go(device: str) -> None:
    """Gives back what nobody holds any more."""
    gc.collect()
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
        torch.cuda.empty_cache()
