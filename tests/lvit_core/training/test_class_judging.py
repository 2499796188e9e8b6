"""Scores by class: names decide, what nobody told is not judged, and folders name their numbers."""

import json

import numpy as np
import pytest
from PIL import Image

from lvit_core.data.folder import read_folder
from lvit_core.data.sample import Sample
from lvit_core.errors import LViTError
from lvit_core.inference.answer import ImageAnswer
from lvit_core.training.class_judging import ClassJudge


def drawn():
    """Three true objects: of class 1, of class 2, and of a class that nobody told."""
    ids = np.zeros((32, 48), np.int32)
    ids[4:12, 4:12], ids[4:12, 20:28], ids[4:12, 36:44] = 1, 2, 3
    return ids


def sample(names=("a", "b")):
    ids = drawn()
    return Sample(
        "one",
        read_image=lambda: np.zeros((32, 48, 3), np.uint8),
        read_mask=lambda: (ids > 0).astype(np.uint8),
        read_instances=lambda: ids,
        read_classes=lambda: np.where(ids < 3, ids, 0).astype(np.uint8),
        class_names=names,
    )


def answer(*planes):
    return ImageAnswer(np.zeros((32, 48), np.float32), None, np.array(planes, np.uint8))


def test_what_is_right_scores_one_whatever_the_order_of_the_names():
    ids = drawn()
    judge = ClassJudge(("B", "A"))
    judge.add(answer((ids == 2) * 255, (ids == 1) * 255), ids, sample())
    scores = judge.scores()
    assert list(scores) == ["B", "A"]
    assert all((one.dice, one.pq, one.images) == (1.0, 1.0, 1) for one in scores.values())


def test_a_wrong_name_costs_both_classes_and_an_unknown_one_neither():
    ids = drawn()
    judge = ClassJudge(("a", "b"))
    judge.add(answer((ids > 0) * 200, (ids > 0) * 55), ids, sample())
    scores = judge.scores()
    assert scores["a"].dice == pytest.approx(2 * 64 / (64 + 128))
    assert scores["a"].pq == pytest.approx(2 * 1 / 3)
    assert (scores["b"].dice, scores["b"].pq) == (0.0, 0.0)


def test_a_class_that_the_model_does_not_know_was_not_found():
    ids = drawn()
    judge = ClassJudge(("a", "c"))
    judge.add(answer((ids == 1) * 255, np.zeros_like(ids)), np.where(ids == 1, 1, 0), sample())
    scores = judge.scores()
    assert list(scores) == ["a", "b"]  # nobody has or found "c"
    assert scores["a"].dice == 1.0 and scores["b"].dice == 0.0


def test_a_model_without_classes_and_an_image_without_are_not_judged():
    assert not ClassJudge(()).can_judge(sample())
    assert ClassJudge(("a", "b")).can_judge(sample())
    assert not ClassJudge(("a", "b")).can_judge(sample().without_labels())


@pytest.fixture
def folder(tmp_path):
    ids = drawn()
    for name, pixels in (("img", ids * 80), ("labelcol", (ids > 0) * 255), ("classes", ids * 3)):
        (tmp_path / name).mkdir()
        Image.fromarray(pixels.astype(np.uint8)).save(tmp_path / name / "one.png")
    return tmp_path


def test_a_folder_names_the_numbers_of_its_classes(folder):
    told = {"3": "benign", "6": "malignant", "9": "benign"}
    (folder / "classes.json").write_text(json.dumps(told))
    (one,) = read_folder(folder, "nuclei").samples
    assert one.class_names == ("benign", "malignant")
    np.testing.assert_array_equal(one.read_classes(), np.array([0, 1, 2, 1])[drawn()])


@pytest.mark.parametrize("told", [None, "[1]", '{"x": "a"}', '{"0": "a"}', '{"3": ""}', "{}"])
def test_class_pictures_without_names_are_refused(folder, told):
    if told is not None:
        (folder / "classes.json").write_text(told)
    with pytest.raises(LViTError, match=r"classes\.json"):
        read_folder(folder, "nuclei")


def test_a_number_without_a_name_is_told(folder):
    (folder / "classes.json").write_text('{"3": "benign", "6": "malignant"}')
    (one,) = read_folder(folder, "nuclei").samples
    with pytest.raises(LViTError, match="class 9"):
        one.read_classes()
