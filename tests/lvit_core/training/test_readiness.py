"""When unlabeled images begin to teach: closed forms, and a model that knows nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.training.config import TrainingConfig, UnlabeledSettings
from lvit_core.training.project_run import FINE_TUNING
from lvit_core.training.pseudo_labeling import PseudoLabeling
from lvit_core.training.readiness import Evidence, agreement_of, why_not_yet
from lvit_core.training.run_state import Progress
from lvit_core.training.validation import Validation

LEAST = 0.5, 0.85


@pytest.mark.parametrize(
    ("evidence", "teaches"),
    [
        (Evidence(0.5, None, 0.1, 0.1), True),
        (Evidence(0.49, 1.0, 0.1, 0.1), False),  # what judges counts, not what agrees
        (Evidence(None, None, 0.1, 0.1), False),
        (Evidence(None, 0.84, 0.1, 0.1), False),
        (Evidence(None, 0.85, 0.1, 0.1), True),
        (Evidence(None, 1.0, 0.999, 0.15), False),  # all of it is nuclei, again and again
        (Evidence(None, 1.0, 0.0, 0.15), False),  # nothing is, again and again
        (Evidence(None, 1.0, 0.39, 0.1), True),
        (Evidence(None, 1.0, 0.0, 0.0), True),  # nothing was labeled either
    ],
)
def test_pseudo_labels_begin_when_they_are_worth_it(evidence: Evidence, teaches: bool) -> None:
    assert (why_not_yet(evidence, *LEAST) is None) == teaches


def test_agreement_is_dice_of_what_reaches_the_threshold() -> None:
    before, now = np.zeros((4, 4), np.float32), np.zeros((4, 4), np.float32)
    assert agreement_of(before, now, 0.5) == 1.0
    before[:2], now[1:3] = 0.9, 0.6
    assert agreement_of(before, now, 0.5) == pytest.approx(0.5)
    assert agreement_of(before, now, 0.7) == 0.0


def _sample(key: str, labeled: bool) -> Sample:
    image = np.zeros((8, 8, 3), np.uint8)
    mask = np.zeros((8, 8), np.uint8)
    mask[:2] = 1
    return Sample(key, lambda: image, read_mask=(lambda: mask) if labeled else None)


READER = SampleReader(InputSettings(kind="whole", size=8))
TOLD: list[str] = []
TRAIN = [_sample("1", True), _sample("2", False), _sample("3", False)]


def _generation(
    pseudo: PseudoLabeling,
    progress: Progress,
    predict: Callable[[Sample], NDArray[np.float32]],
    dice: float | None,
) -> str | None:
    progress.generation += 1
    assert pseudo.due(progress, 0.0)
    TOLD.clear()
    result = None if dice is None else Validation(dice, dice, 0.5, {})
    pseudo.update(TRAIN, predict, READER, result, progress)
    return TOLD[0] if TOLD else None


def _made(tmp_path: Path, **settings: float) -> PseudoLabeling:
    (tmp_path / "run").mkdir()
    unlabeled = replace(UnlabeledSettings(burn_in=0.0), **settings)
    pseudo = PseudoLabeling(
        tmp_path / "run" / "pseudo", TrainingConfig(unlabeled=unlabeled), TOLD.append
    )
    pseudo.open(-1)
    return pseudo


def test_while_the_images_that_judge_say_no_nothing_teaches_and_nothing_is_kept(
    tmp_path: Path,
) -> None:
    pseudo, progress = _made(tmp_path, least_dice=0.5, least_agreement=0.85), Progress()
    all_of_it = np.ones((8, 8), np.float32)
    quarter = np.zeros((8, 8), np.float32)
    quarter[:2] = 0.8
    told = [_generation(pseudo, progress, lambda _sample: all_of_it, 0.2) for _ in range(3)]
    assert told[0] is not None and "0.20" in told[0]
    assert told[1:] == [None, None]  # nothing new
    assert not pseudo.pools(TRAIN, progress).unlabeled
    assert "from now on" in (_generation(pseudo, progress, lambda _sample: quarter, 0.7) or "")
    assert len(pseudo.pools(TRAIN, progress).unlabeled) == 2
    assert pseudo.labels is not None
    assert np.array_equal(pseudo.labels.load("2"), quarter)  # no trace of what was said before
    assert _generation(pseudo, progress, lambda _sample: all_of_it, 0.3)  # it fell: they wait again
    assert not pseudo.pools(TRAIN, progress).unlabeled


def test_without_images_that_judge_two_generations_have_to_say_the_same(tmp_path: Path) -> None:
    pseudo, progress = _made(tmp_path, least_dice=0.5, least_agreement=0.85), Progress()
    said = np.zeros((8, 8), np.float32)
    said[:2] = 0.8
    other = np.roll(said, 4, axis=0)
    in_use = []
    for prediction in (said, other, other, said):
        _generation(pseudo, progress, lambda _sample, now=prediction: now, None)
        in_use.append(len(pseudo.pools(TRAIN, progress).unlabeled))
    assert in_use == [0, 0, 2, 2]  # once begun, it goes on


def test_a_model_that_calls_all_of_it_the_finding_never_teaches(tmp_path: Path) -> None:
    pseudo, progress = _made(tmp_path, least_dice=0.5, least_agreement=0.85), Progress()
    for value in (1.0, 0.0):
        for _ in range(3):
            _generation(pseudo, progress, lambda _s, v=value: np.full((8, 8), v, np.float32), None)
        assert not pseudo.pools(TRAIN, progress).unlabeled


def test_a_map_of_another_picture_teaches_nothing_and_begins_anew(tmp_path: Path) -> None:
    """Also one of which nobody noted the picture, from before it was noted."""
    pseudo, progress = _made(tmp_path), Progress()
    _generation(pseudo, progress, lambda _sample: np.ones((8, 8), np.float32), 0.0)
    train = [TRAIN[0], replace(TRAIN[1], picture="new"), TRAIN[2]]
    assert [one.key for one in pseudo.pools(train, progress).unlabeled] == ["3"]
    pseudo.pinned = ["2"]
    TOLD.clear()
    progress.generation += 1
    result = Validation(0.0, 0.0, 0.5, {})
    pseudo.update(train, lambda _sample: np.zeros((8, 8), np.float32), READER, result, progress)
    assert pseudo.labels is not None and "begin anew" in TOLD[0]
    assert not pseudo.labels.load("2").any() and pseudo.labels.load("3").any()
    assert len(pseudo.pools(train, progress).unlabeled) == 2


def test_a_reader_keeps_no_pixels_of_the_picture_before() -> None:
    other = replace(TRAIN[1], picture="b", read_image=lambda: np.full((8, 8, 3), 9, np.uint8))
    assert not READER.source(TRAIN[1]).any() and READER.source(other).all()


def test_without_such_settings_they_teach_from_the_first(tmp_path: Path) -> None:
    pseudo, progress = _made(tmp_path), Progress()
    assert _generation(pseudo, progress, lambda _sample: np.ones((8, 8), np.float32), 0.0) is None
    assert len(pseudo.pools(TRAIN, progress).unlabeled) == 2


def test_runs_on_projects_ask_for_it() -> None:
    assert FINE_TUNING.unlabeled.least_dice == LEAST[0]
    assert FINE_TUNING.unlabeled.least_agreement == LEAST[1]
