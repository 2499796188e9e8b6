"""What nobody has looked at teaches nothing and judges nothing, whatever is drawn there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lvit_core.annotation.regions import Region
from lvit_core.data.folder import read_folder
from lvit_core.data.object_maps import object_maps
from lvit_core.data.project_samples import read_project_samples
from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.exchange import format_named
from lvit_core.geometry import Rect
from lvit_core.inference.answer import ImageAnswer
from lvit_core.metrics.instance import aggregated_jaccard, panoptic_quality
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.training.banks import mask_bank
from lvit_core.training.batches import BatchMaker, Pools
from lvit_core.training.config import TrainingConfig
from lvit_core.training.evaluation import EvaluationTask, _instance_scores, _judged
from lvit_core.training.objective import step_loss
from lvit_core.training.sentences import drafted_sentence
from lvit_core.training.validation import judged
from tests.lvit_core.exchange.test_whole_exports import drawn

SIDE = 48
PIXELS = np.random.default_rng(1).integers(0, 255, (SIDE, SIDE, 3), dtype=np.uint8)


def _known() -> np.ndarray:
    rows, columns = np.mgrid[:SIDE, :SIDE]
    return rows + columns < SIDE  # no rectangle


def _ids() -> np.ndarray:
    ids = np.zeros((SIDE, SIDE), np.int32)
    ids[4:12, 4:12], ids[20:28, 16:34], ids[36:44, 36:44] = 1, 2, 3
    return ids


def _sample(ids: np.ndarray, known: np.ndarray | None = None) -> Sample:
    sample = Sample(
        "one", lambda: PIXELS, "The nuclei density in the upper left is high.", "nuclei",
        read_mask=lambda: (ids > 0).astype(np.uint8), read_instances=lambda: ids,
        read_classes=lambda: (ids % 3).astype(np.uint8), class_names=("a", "b"),
    )  # fmt: skip
    return sample if known is None else sample.within(lambda: known)


OUTSIDE = st.lists(
    st.tuples(*[st.integers(0, SIDE - 1)] * 2, st.integers(1, 12), st.integers(0, 9)), max_size=6
)


def _scribbled(ids: np.ndarray, scribbles: list[tuple[int, int, int, int]]) -> np.ndarray:
    """Squares of other objects, or of none, wherever nobody has looked."""
    other, known = ids.copy(), _known()
    for y, x, side, number in scribbles:
        part = np.s_[y : y + side, x : x + side]
        other[part] = np.where(known[part], other[part], number)
    return other


def _losses(sample: Sample, kind: str, size: int) -> dict[str, float]:
    config = TrainingConfig(
        template="nuclei", width=8, image_size=size, batch=2,
        heads=("geometry", "classes"), class_names=("a", "b"),
    )  # fmt: skip
    reader = SampleReader(InputSettings(kind=kind, size=size))
    batch = BatchMaker(config, reader, Pools([sample])).make(3)
    logits = torch.linspace(-2, 2, 2 * 6 * size * size).reshape(2, 6, size, size)
    found = step_loss(logits, batch, config).named
    return {name: float(value) for name, value in found.items()}


@pytest.mark.parametrize(("kind", "size"), [("whole", 32), ("whole", 16), ("tiles", 32)])
@given(scribbles=OUTSIDE)
@settings(max_examples=12)
def test_no_loss_depends_on_what_is_drawn_outside(kind: str, size: int, scribbles: list) -> None:
    first = _losses(_sample(_ids(), _known()), kind, size)
    assert _losses(_sample(_scribbled(_ids(), scribbles), _known()), kind, size) == first
    assert first["dice"] > 0


def test_what_lies_outside_would_count_without_a_region() -> None:
    other = _scribbled(_ids(), [(30, 30, 12, 5)])
    assert _losses(_sample(other), "whole", 32) != _losses(_sample(_ids()), "whole", 32)


def test_predictions_outside_are_no_mistakes() -> None:
    """Logits of pixels that nobody looked at get no gradient at all."""
    sample, size = _sample(_ids(), _known()), 32
    config = TrainingConfig(template="nuclei", width=8, image_size=size, batch=1)
    reader = SampleReader(InputSettings(kind="whole", size=size))
    batch = BatchMaker(config, reader, Pools([sample])).make(0)
    logits = torch.zeros(1, 1, size, size, requires_grad=True)
    step_loss(logits, batch, config).total.backward()
    unknown = batch.weights == 0
    assert 0 < unknown.float().mean() < 1
    assert logits.grad is not None
    assert torch.all(logits.grad[unknown] == 0)
    assert torch.any(logits.grad[~unknown] != 0)


def test_small_regions_are_met_by_crops() -> None:
    known = np.zeros((400, 400), bool)
    known[10:40, 10:40] = True
    pixels, ids = np.zeros((400, 400, 3), np.uint8), np.zeros((400, 400), np.int32)
    sample = replace(_sample(ids, known), read_image=lambda: pixels)
    config = TrainingConfig(template="nuclei", width=8, image_size=64, batch=8)
    reader = SampleReader(InputSettings(kind="tiles", size=64))
    weights = BatchMaker(config, reader, Pools([sample])).make(0).weights
    assert (weights.flatten(1).sum(dim=1) > 0).all()


@given(scribbles=OUTSIDE)
@settings(max_examples=25)
def test_no_metric_depends_on_what_lies_outside(scribbles: list) -> None:
    sample, rng = _sample(_ids(), _known()), np.random.default_rng(2)
    probability = rng.random((SIDE, SIDE)).astype(np.float32)
    other_answer = np.where(_known(), probability, 1 - probability).astype(np.float32)
    other = _sample(_scribbled(_ids(), scribbles), _known())
    for protocol in ("native", "resize"):
        first, second = (
            judged(p, s, protocol, 16) for p, s in ((probability, sample), (other_answer, other))
        )
        assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
        task = EvaluationTask("m", None, protocol)  # type: ignore[arg-type]
        config = ModelConfig(template="nuclei", network=LViTConfig(image_size=16))
        pairs = [
            _judged(ImageAnswer(p), s, task, config)
            for p, s in ((probability, sample), (other_answer, other))
        ]
        assert all(np.array_equal(a, b) for a, b in zip(*pairs, strict=True))


def _objects_of(ids: np.ndarray) -> ImageAnswer:
    return ImageAnswer((ids > 0).astype(np.float32))


def test_objects_are_cut_off_at_the_border_in_truth_and_answer() -> None:
    """The rule: what is left of an object inside counts as an object, on both sides alike."""
    truth, answer = _ids(), _ids()
    answer[36:44, 36:44] = 0  # not found, where nobody has looked
    answer[0:3, 44:48] = 7  # found, where nobody has looked
    answer[20:28, 28:34] = 0  # the part of the second that lies outside: found otherwise
    config = ModelConfig(template="nuclei", min_area_um2=0.0)
    task = EvaluationTask("m", None)  # type: ignore[arg-type]
    scores = _instance_scores(_objects_of(answer), _sample(truth, _known()), config, task)
    assert scores["aji"] == scores["pq"] == scores["detection_f1"] == 1.0
    assert scores["count_error"] == 0
    assert aggregated_jaccard(answer, truth) < 1
    assert panoptic_quality(answer, truth).quality < 1
    answer[4:12, 4:12] = 0  # now one is missed that was looked at: one of two
    scores = _instance_scores(_objects_of(answer), _sample(truth, _known()), config, task)
    assert scores["count_error"] == -0.5
    assert scores["aji"] < 1


def test_of_objects_that_are_cut_off_no_middle_is_learnt() -> None:
    known, ids = _known(), np.where(_known(), _ids(), 0)
    maps = object_maps(ids, known)
    assert maps[4:12, 4:12, 3].all(), "the first lies inside"
    assert not maps[ids == 2].any(), "the second goes on beyond the border"
    assert not maps[~known].any()


def test_a_part_tells_no_sentence_of_the_whole_and_is_no_contrastive_label() -> None:
    reader = SampleReader(InputSettings(kind="whole", size=16))
    part = _sample(_ids(), _known())
    assert drafted_sentence(part, reader) is None
    assert drafted_sentence(_sample(_ids()), reader)

    class Vectors:
        def frozen_vector(self, _sentence: str | None) -> torch.Tensor:
            return torch.ones(2)

    assert mask_bank([part], reader, Vectors()) is None
    bank = mask_bank([part, _sample(_ids())], reader, Vectors())
    assert bank is not None
    assert len(bank) == 1


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei"), seed="x") as made:
        yield made


def test_a_project_and_its_exported_folder_give_the_same_samples(
    tmp_path: Path, project: Project
) -> None:
    image = drawn(project, tmp_path / "images", "a.png", ["nucleus"] * 3)
    labels = project.journal.load_plane(image, "nuclei").to_array()
    region = np.zeros(labels.shape, bool)
    region[:, : int(np.flatnonzero(labels.any(axis=0)).mean())] = True
    assert 0 < (labels[region] > 0).sum() < (labels > 0).sum()
    project.regions.put(image, [Region(Rect(0, 0, *region.shape), region)])
    found = read_project_samples(project, "nuclei", "nuclei")
    format_named("lvit").export(project, tmp_path / "out")
    (exported,) = read_folder(tmp_path / "out", "nuclei").samples
    for sample in (*found.train, *found.holdout, exported):
        assert sample.read_known is not None
        assert sample.read_mask is not None
        assert sample.read_instances is not None
        assert np.array_equal(sample.read_known(), region)
        assert np.array_equal(sample.read_mask() > 0, (labels > 0) & region)
        assert np.array_equal(sample.read_instances() > 0, (labels > 0) & region)
    assert len(found.train) + len(found.holdout) == 1
