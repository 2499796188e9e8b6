"""Which image takes which part in training, for the run and for the panel alike."""

from dataclasses import replace

import pytest

from lvit_core.data.roles import LARGEST_PX, count_roles, role_of, unlabeled_words
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings


@pytest.fixture
def record(tmp_path):
    from PIL import Image

    Image.new("L", (40, 30)).save(tmp_path / "a.png")
    settings = ProjectSettings("p", "chest-xray", "viewer")
    with Project.create(tmp_path / "project", settings) as project:
        return replace(project.images.add([tmp_path / "a.png"]).added[0], split="train")


def test_every_image_takes_one_part(record):
    labeled = replace(record, state=ImageState.LABELED)
    held = {"split": "holdout"}
    parts = {
        "labeled": labeled,
        "unlabeled": record,
        "judging": replace(labeled, **held),
        "shown": replace(record, **held),
        "too large": replace(labeled, height=LARGEST_PX, width=2),
        None: replace(labeled, missing=True),
    }
    assert {role_of(image, "chest-xray"): image for image in parts.values()} == parts
    assert role_of(labeled, "nuclei") is None


def test_unlabeled_images_count_with_a_sentence_or_without(record):
    spoken = replace(record, sentence="No pulmonary infection.")
    images = [record, record, spoken, replace(record, split="holdout")]
    counts = count_roles(images, "chest-xray")
    assert (counts.labeled, counts.unlabeled, counts.with_sentence, counts.holdout) == (0, 3, 1, 0)


def test_how_many_of_which_kind_is_said_in_words():
    assert unlabeled_words(12, 8) == "12: 8 with a sentence, 4 without"
    assert unlabeled_words(12, None) == "12", "a run that reads no sentences has one kind"
    assert unlabeled_words(0, 0) == "0"
