"""The same said of many images: of all or of none, in the history of each, and taken back whole."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.many_images import say_class, say_sentence, say_size, say_split, say_state
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."


@pytest.fixture
def project(tmp_path):
    files = []
    for number in range(4):
        path = tmp_path / f"film-{number}.png"
        Image.fromarray(np.full((64, 64), 40 + number, np.uint8)).save(path)
        files.append(path)
    settings = ProjectSettings("Many", "chest-xray", "viewer")
    with Project.create(tmp_path / "Many", settings) as made:
        made.images.add(files)
        yield made


def draw(project, paint, image_id, rect):
    plane = project.journal.load_plane(image_id, "lesion")
    project.journal.append(image_id, paint(plane, rect, 1))


def facts(project):
    return [(one.state, one.sentence, one.split) for one in project.images.all()]


def test_a_sentence_and_a_state_are_steps_of_every_image_and_taken_back(project):
    ids = project.images.ids()[:3]
    before = facts(project)
    said = say_sentence(project, ids, f"  {SENTENCE} ")
    assert (said.changed, said.left) == (3, ())
    marked = say_state(project, ids, ImageState.IN_PROGRESS)
    assert facts(project)[:3] == [(ImageState.IN_PROGRESS, SENTENCE, one[2]) for one in before[:3]]
    assert facts(project)[3] == before[3]
    titles = [entry.title for entry in project.journal.history(ids[0])]
    assert titles == ["Change sentence", "Change state"]
    marked.take_back(project)
    said.take_back(project)
    assert facts(project) == before
    assert say_sentence(project, ids, "").changed == 0, "what is so already is no step"


def test_what_contradicts_its_sentence_is_not_labeled_and_named(project, paint):
    ids = project.images.ids()
    draw(project, paint, ids[0], Rect(40, 40, 60, 60))
    say_sentence(project, ids[:2], SENTENCE)
    done = say_state(project, [ids[0], ids[2]], ImageState.LABELED)
    assert done.changed == 1 and project.images.get(ids[2]).state == ImageState.LABELED
    assert len(done.left) == 1 and done.left[0].startswith("film-0.png: ")
    assert project.images.get(ids[0]).state != ImageState.LABELED


def test_nothing_is_taken_back_over_later_work(project):
    ids = project.images.ids()
    said = say_sentence(project, ids, SENTENCE)
    later = Edit("Later", "lesion", image=(ImageChange("reason", "", "seen"),))
    project.journal.append(ids[1], later)
    with pytest.raises(LViTError):
        said.take_back(project)
    assert {one.sentence for one in project.images.all()} == {SENTENCE}, "all of it or nothing"


def test_a_hold_out_takes_all_images_of_a_patient(project):
    ids = project.images.ids()
    project.images.set_group(ids[:2], "P1")
    for image_id in ids:
        project.images.set_split(image_id, "train")
    done = say_split(project, ids[1:3], "holdout")
    assert done.changed == 3
    assert [one.split for one in project.images.all()] == ["holdout"] * 3 + ["train"]
    done.take_back(project)
    assert {one.split for one in project.images.all()} == {"train"}


def test_a_size_of_pixels_is_said_of_single_images_before_their_kind(project):
    ids = project.images.ids()
    project.state_pixel_size("chest-xray", 140.0)
    done = say_size(project, ids[:2], 100.0)
    assert done.changed == 2 and done.left == ()
    assert [one.spacing_um for one in project.images.all()] == [100.0, 100.0, 140.0, 140.0]
    done.take_back(project)
    assert [one.spacing_um for one in project.images.all()] == [140.0] * 4
    with pytest.raises(LViTError):
        say_size(project, ids, 1e9)
    with pytest.raises(LViTError):
        project.sizes.state({ids[0]: 5.0, ids[1]: -1.0})
    assert project.sizes.all() == {}


def test_objects_get_another_class_in_the_layer_that_has_it(project, paint):
    ids = project.images.ids()[:2]
    for image_id in ids:
        draw(project, paint, image_id, Rect(5, 5, 9, 9))
    before = [project.journal.load_objects(one, "lesion") for one in ids]
    done = say_class(project, ids, "consolidation")
    assert done.changed == 2
    kinds = {item.class_name for one in ids for item in project.journal.load_objects(one, "lesion")}
    assert kinds == {"consolidation"}
    done.take_back(project)
    for one, table in zip(ids, before, strict=True):
        assert list(project.journal.load_objects(one, "lesion")) == list(table)
    assert say_class(project, ids, "no such class").left[0].endswith("has no such class")
