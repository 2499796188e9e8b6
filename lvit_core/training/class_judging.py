"""Holds the classes that a model gives its objects against those that people told."""

from __future__ import annotations

import numpy as np

from lvit_core.annotation.object_classes import ClassPlanes
from lvit_core.annotation.plane import Labels
from lvit_core.data.sample import Sample
from lvit_core.inference.answer import ImageAnswer
from lvit_core.metrics.classes import ClassMaps, ClassScore, mean_scores, score_of_class
from lvit_core.model.config import ModelConfig


def told_by(config: ModelConfig) -> tuple[str, ...]:
    """The classes that a model tells apart beside its mask; () for none."""
    return config.class_names if config.network.knows_classes else ()


class ClassJudge:
    """Collects the scores of images.

    Args:
        names: What the model tells apart; () for a model that tells no classes.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._own = names
        self._names = {name.casefold(): name for name in names}
        self._scores: list[dict[str, tuple[float, float | None] | None]] = []

    def can_judge(self, sample: Sample) -> bool:
        """Whether the model tells classes apart and people told those of the sample."""
        return bool(self._own) and sample.read_classes is not None

    def add(self, answer: ImageAnswer, objects: Labels, sample: Sample) -> None:
        """Scores one image that can be judged.

        What a person called something else than the model knows counts as a class of its own that
        was not found. What lies on objects whose class nobody told is not judged.
        """
        assert answer.classes is not None and sample.read_classes is not None
        for name in sample.class_names:
            self._names.setdefault(name.casefold(), name)
        places = {folded: place for place, folded in enumerate(self._names, start=1)}
        known = [0, *(places[name.casefold()] for name in sample.class_names)]
        truth = np.array(known, np.uint8)[sample.read_classes()]
        told = ClassPlanes(self._own, answer.classes).of_objects(objects)
        table = np.zeros(int(objects.max(initial=0)) + 1, np.uint8)
        for number, one in told.items():
            table[number] = places[one.name.casefold()]
        predicted = table[objects]
        if sample.read_mask is not None:
            predicted[(sample.read_mask() > 0) & (truth == 0)] = 0
        ids = None if sample.read_instances is None else sample.read_instances()
        maps = ClassMaps(predicted, truth, objects, ids)
        self._scores.append({name: score_of_class(maps, place) for name, place in places.items()})

    def scores(self) -> dict[str, ClassScore]:
        """Means by class, the model's classes first; empty where nothing could be judged."""
        rows = [[row.get(folded) for folded in self._names] for row in self._scores]
        return mean_scores(tuple(self._names.values()), rows)
