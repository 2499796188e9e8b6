"""Which samples, views and sentences step number t sees: a pure function of seed and t.

Nothing here remembers anything between steps, so a resumed run sees exactly what an unbroken one
would have seen, and several processes can each compute their part of the same batch.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

from lvit_core.data.augment import STILL, GeometryRanges, draw_crop, draw_whole, sentence_after
from lvit_core.data.colour import ColourRanges, change_colours
from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.data.warp import Warp, apply_warp
from lvit_core.errors import LViTError
from lvit_core.training.config import Augmentation, TrainingConfig
from lvit_core.training.epi import PseudoLabels
from lvit_core.training.sentences import drafted_sentence, draw_part_task, draw_zone_task

_REPLAY = 2  # in seeds, beside 0 for labels and 1 for pseudo labels


@dataclass(frozen=True, eq=False)
class Batch:
    """One process's part of a step, labeled samples first.

    Attributes:
        images: (B, 3, S, S) float32 in 0..1.
        targets: (B, 1, S, S) float32 in 0..1: masks, or warped pseudo labels.
        weights: (B, 1, S, S) float32 pixel weights of the loss, 0..1.
        sentences: What the network reads; ``None`` is the null sentence.
        true_sentences: The sentence that is true of each view, even where it was dropped.
        labeled: Number of labeled samples; the rest is unlabeled.
        total_labeled: Labeled samples of the step over all processes.
        total_unlabeled: Unlabeled samples of the step over all processes.
        keys: Names of the samples.
        objects: (B, 4, S, S) float32, what a geometry head learns (see ``data.object_maps``);
            ``None`` without one.
        classes: (B, S, S) uint8, what the class head learns: 0 where no class is known, else the
            place of the class in the run's names, from 1; ``None`` without one.
        trust: (B,) float32, how much the loss of each sample counts; ``None`` for 1.
    """

    images: Tensor
    targets: Tensor
    weights: Tensor
    sentences: tuple[str | None, ...]
    true_sentences: tuple[str | None, ...]
    labeled: int
    total_labeled: int
    total_unlabeled: int
    keys: tuple[str, ...]
    objects: Tensor | None = None
    classes: Tensor | None = None
    trust: Tensor | None = None

    def __len__(self) -> int:
        return len(self.keys)


Row = tuple[
    Tensor, Tensor, Tensor, str | None, str | None, str, Tensor | None, Tensor | None, float
]  # fmt: skip
"""One sample of a batch, in the order of its parts."""


@dataclass(frozen=True)
class Part:
    """Which share of every batch this process computes."""

    rank: int = 0
    world: int = 1


@dataclass(frozen=True, eq=False)
class Pools:
    """What a generation may draw from; the unlabeled pool is empty during the burn-in.

    Those to replay are labeled too: they take a share of the places of the others.
    """

    labeled: Sequence[Sample]
    unlabeled: Sequence[Sample] = ()
    replay: Sequence[Sample] = ()


class BatchMaker:
    """Makes the batch of any step.

    Args:
        config: The run's settings.
        reader: Where pixels come from.
        pools: What may be drawn.
        pseudo: Maps of the unlabeled pool; every one of its samples has one.
        part: This process's share.

    Raises:
        LViTError: There is no labeled sample, or a process would get no sample at all.
    """

    def __init__(
        self,
        config: TrainingConfig,
        reader: SampleReader,
        pools: Pools,
        pseudo: PseudoLabels | None = None,
        part: Part | None = None,
    ) -> None:
        if not pools.labeled:
            raise LViTError(
                "There is no labeled image to learn from.", "Label at least one image first."
            )
        world = part.world if part else 1
        if config.batch < world:
            raise LViTError(
                "A batch of {batch} cannot be divided among {world} processes.",
                "Set batch to {world} or more in the recipe, or start fewer processes.",
                batch=config.batch,
                world=world,
            )
        self._config = config
        self._reader = reader
        self._pools = pools
        self._pseudo = pseudo
        self._part = part or Part()
        self._geometry = geometry_ranges(config.augmentation)
        self._colours = colour_ranges(config.augmentation)
        self.unlabeled_per_step = self._unlabeled_count()
        self.labeled_per_step = config.batch - self.unlabeled_per_step

    def make(self, step: int) -> Batch:
        """The batch of step ``step`` (from 0); only this process's part of it is computed."""
        draws = [
            (pool, count, slot, kind)
            for pool, count, kind in (
                (self._pools.labeled, self.labeled_per_step, 0),
                (self._pools.unlabeled, self.unlabeled_per_step, 1),
            )
            for slot in range(count)
        ][self._part.rank :: self._part.world]
        rows = []
        for pool, count, slot, kind in draws:
            again = kind == 0 and self._replays(step, slot)
            drawn = (self._pools.replay, _REPLAY) if again else (pool, kind)
            sample = _at(drawn[0], step * count + slot, self._config.seed + drawn[1])
            rng = np.random.default_rng([self._config.seed, step, slot, kind])
            rows.append(self._row(sample, kind == 0, rng))
        labeled = sum(kind == 0 for *_, kind in draws)
        images, targets, weights, read, true, keys, objects, classes, trust = zip(
            *rows, strict=True
        )
        return Batch(
            torch.stack(images),
            torch.stack(targets),
            torch.stack(weights),
            read,
            true,
            labeled,
            self.labeled_per_step,
            self.unlabeled_per_step,
            keys,
            torch.stack(objects) if "geometry" in self._config.heads else None,
            torch.stack(classes) if "classes" in self._config.heads else None,
            torch.tensor(trust, dtype=torch.float32),
        )

    def _replays(self, step: int, slot: int) -> bool:
        """Whether the place of a label is taken by a sample to replay."""
        share = self._config.replay_share
        if not self._pools.replay or share == 0:
            return False
        drawn = np.random.default_rng([self._config.seed, step, slot, _REPLAY]).random()
        return bool(drawn < share)

    def steps_of_generation(self) -> int:
        """As the recipe says, else so many as one pass over all images in use takes."""
        config, views = self._config, 1
        if config.steps_per_generation:
            return config.steps_per_generation
        if self._reader.settings.kind != "whole":
            views = config.samples_per_image
        steps = math.ceil(len(self._pools.labeled) * views / self.labeled_per_step)
        if self.unlabeled_per_step:
            unlabeled = len(self._pools.unlabeled) * views
            steps = max(steps, math.ceil(unlabeled / self.unlabeled_per_step))
        return steps

    def _unlabeled_count(self) -> int:
        batch, share = self._config.batch, self._config.unlabeled.share
        if not self._pools.unlabeled or self._pseudo is None or share == 0:
            return 0
        # A small batch is not a reason to leave the images without labels out.
        return min(batch - 1, max(1, round(batch * share)))

    def _row(self, sample: Sample, labeled: bool, rng: Generator) -> Row:
        config, reader = self._config, self._reader
        sentence = drafted_sentence(sample, reader) if config.sentences == "masks" else None
        sentence = sentence or sample.sentence
        plain = rng.random() >= config.augmentation.probability
        warp = self._warp(sample, sentence, STILL if plain else self._geometry, rng)
        true = sentence_after(sentence, sample.template, warp)
        image = reader.view(sample, warp)
        if not plain:
            image = change_colours(image, self._colours, rng)
        true, target = self._task(sample, labeled, true, warp, rng)
        weight = reader.known_view(sample, warp)  # what nobody looked at teaches nothing
        if not labeled:
            target, weight = self._trusted(target)
        # Without its sentence, an image with nothing but an organ mask would ask for the organ.
        dropout = 0.0 if sample.organ_only else config.text_dropout
        dropped = not config.text or rng.random() < dropout
        read = None if dropped else true
        return (
            image, target, weight, read, true, sample.key,
            self._objects(sample, warp), self._classes(sample, warp),
            config.accepted_weight if labeled and sample.untouched else 1.0,
        )  # fmt: skip

    def _objects(self, sample: Sample, warp: Warp) -> Tensor | None:
        """What the geometry head learns of a view, (4, S, S); ``None`` without one."""
        if "geometry" not in self._config.heads:
            return None
        return self._reader.objects_view(sample, warp)

    def _classes(self, sample: Sample, warp: Warp) -> Tensor | None:
        """What the class head learns of a view, (S, S); ``None`` without one."""
        if "classes" not in self._config.heads:
            return None
        return self._reader.classes_view(sample, warp, self._config.class_names)

    def _task(
        self, sample: Sample, labeled: bool, sentence: str | None, warp: Warp, rng: Generator
    ) -> tuple[str | None, Tensor]:
        """The sentence of a view and what it asks for, (1, S, S)."""
        targets = self._config.targets
        if not labeled:
            return sentence, self._pseudo_view(sample, warp)
        if targets == "zones" or sample.organ_only:
            return draw_zone_task(sample, self._reader, warp, rng)
        if targets == "parts":
            return draw_part_task(sample, self._reader, warp, rng, self._config.false_share)
        return sentence, self._reader.mask_view(sample, warp)

    def _warp(
        self, sample: Sample, sentence: str | None, ranges: GeometryRanges, rng: Generator
    ) -> Warp:
        height, width = self._reader.source(sample).shape[:2]
        if self._reader.settings.kind == "whole":
            return draw_whole((height, width), sentence, sample.template, ranges, rng)
        size = self._reader.settings.size
        near = self._reader.known_place(sample, rng)
        return draw_crop((height, width), size, sentence, sample.template, ranges, rng, near)

    def _pseudo_view(self, sample: Sample, warp: Warp) -> Tensor:
        assert self._pseudo is not None
        size = self._reader.settings.size
        return apply_warp(self._pseudo.load(sample.key), warp, size).clamp_(0.0, 1.0)

    def _trusted(self, target: Tensor) -> tuple[Tensor, Tensor]:
        settings = self._config.unlabeled
        weight = ((target - 0.5).abs() >= settings.confidence).float()
        return ((target >= 0.5).float() if settings.target == "hard" else target), weight


def geometry_ranges(settings: Augmentation) -> GeometryRanges:
    return GeometryRanges(
        settings.flip_horizontal,
        settings.flip_vertical,
        settings.quarter_turns,
        settings.rotation_deg,
        settings.zoom,
        settings.shift,
    )


def colour_ranges(settings: Augmentation) -> ColourRanges:
    return ColourRanges(
        settings.stain,
        settings.stain_offset,
        settings.brightness,
        settings.contrast,
        settings.gamma,
        settings.noise,
        settings.blur,
    )


def _at(pool: Sequence[Sample], position: int, seed: int) -> Sample:
    """The sample at a position of an endless stream of reshuffled passes over the pool."""
    cycle, index = divmod(position, len(pool))
    order = np.random.default_rng([seed, cycle, len(pool)]).permutation(len(pool))
    return pool[int(order[index])]
