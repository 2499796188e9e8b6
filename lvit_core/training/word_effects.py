"""Measures how much the words of each slot move a model's answers, image by image.

Masks are not needed: an answer is compared with the answers of the same model to other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import inside
from lvit_core.data.folder import read_folder
from lvit_core.data.sample import Sample
from lvit_core.errors import LViTError
from lvit_core.explain.slots import Counterfactual, counterfactuals
from lvit_core.inference import Predictor
from lvit_core.metrics.overlap import dice
from lvit_core.model.checkpoint import load_model
from lvit_core.model.word_effects import SENTENCE, WordEffects
from lvit_core.progress import Progress
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from lvit_core.training.sentences import describe_sample

Ask = Callable[[str | None], NDArray[np.bool_]]
"""The answer to a sentence (``None``: without one) as a mask, (H, W) bool."""

OTHERS = 2
"""So many other values are tried in each slot, the nearest first."""


@dataclass
class Observed:
    """What was seen so far: slot -> one value for each image."""

    slots: dict[str, list[float]] = field(default_factory=dict)

    def add(self, slot: str, changes: list[float]) -> None:
        if changes:
            self.slots.setdefault(slot, []).append(float(np.mean(changes)))


@dataclass(frozen=True)
class WordsTask:
    """What ``lvit models measure-words`` was asked to do; see its options."""

    model: str
    folders: tuple[Path, ...]
    backend: str = "auto"
    threads: int | None = None


def measure_words(task: WordsTask, progress: Progress | None = None) -> WordEffects:
    """Asks a model about each image of folders with one slot after the other exchanged.

    Sentences are those of the folder's sheet, else drafted from the masks.

    Raises:
        LViTError: The model or a folder cannot be read, the model reads no sentences, or no image
            has words or a mask.
    """
    model = load_model(task.model)
    config = model.config
    if not config.uses_text:
        raise LViTError(f"The model {config.name} reads no sentences.")
    template = load_template(config.template)
    samples = [s for folder in task.folders for s in read_folder(folder, config.template).samples]
    said = [(sample, text) for sample in samples if (text := _sentence(sample)) is not None]
    if not said:
        raise LViTError(
            f"No image of {', '.join(one.name for one in task.folders)} has words or a mask.",
            "Give a folder in the LViT layout: img/, labelcol/ and a sheet *_text.xlsx.",
        )
    predictor = Predictor(model, backend=task.backend, threads=task.threads)
    seen = Observed()
    for number, (sample, text) in enumerate(said):
        if progress is not None:
            progress(number, len(said), sample.key)
        predictor.set_image(sample.read_image(), sample.spacing_um, key=sample.key)
        observe(lambda one: inside(predictor.predict(one), config.threshold), text, template, seen)
    return WordEffects(
        model.digest,
        ", ".join(folder.name for folder in task.folders),
        {slot: round(float(np.mean(values)), 4) for slot, values in seen.slots.items()},
        {slot: len(values) for slot, values in seen.slots.items()},
    )


def observe(ask: Ask, text: str, template: Template, seen: Observed) -> None:
    """Asks all about one image and adds how much each slot changed.

    The sentence is asked in the template's own words, as the others are written: what is compared
    differs in one slot and in nothing else. Where the model paints nothing under either sentence,
    nothing is known of the words.
    """
    sentence = parse(text, template)
    if sentence.finding.empty:
        return
    asked = rewritten(sentence, sentence.finding, template)
    answer = ask(asked)
    seen.add(SENTENCE, list(_changes(answer, [ask(None)])))
    for slot, others in _by_slot(counterfactuals(asked, template)).items():
        seen.add(slot, list(_changes(answer, [ask(one.text) for one in others[:OTHERS]])))


def _changes(answer: NDArray[np.bool_], others: Iterable[NDArray[np.bool_]]) -> Iterable[float]:
    for other in others:
        if answer.any() or other.any():
            yield 1.0 - dice(answer, other)


def _by_slot(found: Iterable[Counterfactual]) -> dict[str, list[Counterfactual]]:
    slots: dict[str, list[Counterfactual]] = {}
    for one in found:
        slots.setdefault(one.slot, []).append(one)
    return slots


def _sentence(sample: Sample) -> str | None:
    if sample.sentence and sample.sentence.strip():
        return sample.sentence
    whole = sample.labeled and sample.read_known is None
    return describe_sample(sample) if whole else None
