"""What a run on a project is shown again: labels that the model at the start has learnt, and what
the model that the project began with said of pictures in the box."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.errors import LViTError
from lvit_core.model.catalogue import list_models
from lvit_core.project.learnt import read_changes
from lvit_core.project.project import Project
from lvit_core.training.config import TrainingConfig
from lvit_core.training.network import place, start_from
from lvit_core.training.replay import older_labels, rehearsed


@dataclass(frozen=True)
class Replayed:
    """How many samples are shown again, and how often.

    Attributes:
        share: Of the labels of a step, 0..1.
        older: Labels that the model at the start had learnt, where they are few among the new.
        pictures: In the box, with the answers of ``teacher``.
        teacher: Name of the model that the project began with; "" where there is none to ask.
    """

    share: float = 0.0
    older: int = 0
    pictures: int = 0
    teacher: str = ""


class ProjectReplay:
    """Asked anew whenever the labels of a project may have changed.

    Args:
        project: Open for reading.
        plan: What the run remembers: the model at its start, and whether that was a new one.
        config: The run's settings.
        layer: The layer that is learnt.
        reader: The run's own.
        device: Where to compute.
    """

    def __init__(
        self,
        project: Project,
        plan: Mapping[str, str],
        config: TrainingConfig,
        layer: str,
        reader: SampleReader,
        device: str,
    ) -> None:
        self._share = config.replay_share
        start = "" if plan.get("fresh") else plan.get("start", "")
        self._learnt = _learnt(start) if self._share else frozenset()
        self._pictures: list[Sample] = []
        self._teacher = ""
        if self._share and start:
            self._ask(_first_model(project) or start, config, layer, reader, device)
        self.told = Replayed()

    def of(self, labeled: Sequence[Sample]) -> list[Sample]:
        """What is to be replayed beside these labels: both sorts as often."""
        older = older_labels(labeled, self._learnt, self._share)
        pictures = self._pictures
        any_share = self._share if older or pictures else 0.0
        self.told = Replayed(any_share, len(older), len(pictures), self._teacher)
        times = max(1, math.ceil(len(pictures) / len(older))) if older else 0
        return [*(times * older), *pictures]

    def _ask(
        self, name: str, config: TrainingConfig, layer: str, reader: SampleReader, device: str
    ) -> None:
        try:
            teacher = start_from(name)
        except LViTError:  # then what it said is not at hand
            return
        if (teacher.config.layer or layer) != layer:
            return  # it was taught something else: its answers would contradict the labels
        place(teacher, torch.device(device))
        self._pictures = rehearsed(teacher, reader, device, use_text=config.text)
        self._teacher = teacher.config.name if self._pictures else ""


def _first_model(project: Project) -> str:
    """The model that the one in force goes back to, if it is one that the program knows."""
    generations = project.generations
    begun = generations.began_with(generations.in_force())
    return begun if begun in {entry.name for entry in list_models()} else ""


def _learnt(start: str) -> frozenset[str]:
    """Keys of the labels that a generation and those before it have learnt from."""
    report = read_changes(Path(start)) if start and Path(start).is_absolute() else None
    labels = [] if report is None else report["learnt"].get("labels", ())
    return frozenset(str(number) for number in labels)
