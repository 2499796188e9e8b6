"""The course of pseudo labels that people look at: bounded, readable, and true to the maps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.errors import LViTError
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.training import pseudo_history
from lvit_core.training.pseudo_course import course_of
from lvit_core.training.pseudo_history import (
    INDEX,
    LONGEST_SIDE,
    MOST_FRAMES,
    NEWEST_FRAMES,
    Frame,
    PseudoHistory,
)
from lvit_core.training.pseudo_proposal import as_proposal
from lvit_core.training.run_folder import RunFolder


def marked(rows, shape=(8, 6)):
    probability = np.full(shape, 0.1, np.float32)
    probability[:rows] = 0.9
    return probability


def add(history, generation, probability, key="7", change=0.5):
    history.add(key, "s", probability, generation, change=change, threshold=0.5)


def test_each_generation_leaves_a_picture_its_area_and_whom_it_taught(tmp_path):
    history = PseudoHistory(tmp_path / "history")
    for generation in (1, 2, 3):
        add(history, generation, marked(2 * generation), change=1 / generation)
        history.taught(["7", "unknown"], generation + 1)
        history.save()
    known = PseudoHistory(tmp_path / "history")
    assert known.keys() == ["7"] and len(known) == 1
    frames = known.frames("7")
    assert [one.generation for one in frames] == [1, 2, 3]
    assert [one.area for one in frames] == [0.25, 0.5, 0.75]
    assert [one.taught for one in frames] == [(2,), (3,), (4,)] and frames[2].change == 1 / 3
    np.testing.assert_array_equal(known.picture(frames[0]), np.where(marked(2) > 0.5, 230, 26))
    assert known.frames("unknown") == ()


def test_a_generation_that_is_reached_again_replaces_what_it_left(tmp_path):
    history = PseudoHistory(tmp_path / "history")
    for generation in (1, 2, 3):
        add(history, generation, marked(generation))
    history.save()
    again = PseudoHistory(tmp_path / "history")
    add(again, 2, marked(8))
    again.save()
    frames = PseudoHistory(tmp_path / "history").frames("7")
    assert [(one.generation, one.area) for one in frames] == [(1, 0.125), (2, 1.0)]
    assert len(list((tmp_path / "history").iterdir())) == 3  # and the index


def test_it_is_bounded_in_pictures_in_images_and_in_size(tmp_path, monkeypatch):
    monkeypatch.setattr(pseudo_history, "MOST_IMAGES", 2)
    history = PseudoHistory(tmp_path / "history")
    for generation in range(90):
        add(history, generation, marked(4))
    for key in ("8", "9"):
        add(history, 0, marked(1, (1000, 10)), key)
    history.save()
    numbers = [one.generation for one in history.frames("7")]
    assert len(numbers) <= MOST_FRAMES and numbers[0] == 0
    assert numbers[-NEWEST_FRAMES:] == list(range(90 - NEWEST_FRAMES, 90))
    assert history.keys() == ["7", "8"]
    long = history.frames("8")[0]
    assert max(long.height, long.width) <= LONGEST_SIDE and long.width >= 1
    files = {one.name for one in (tmp_path / "history").iterdir()}
    assert len(files) == len(numbers) + 1 + 1


def test_what_is_damaged_is_refused(tmp_path):
    history = PseudoHistory(tmp_path / "history")
    add(history, 1, marked(4))
    history.save()
    (frame,) = history.frames("7")
    place = tmp_path / "history" / frame.file
    good = place.read_bytes()
    for bad in (b"", good[:-4], b"no picture"):
        place.write_bytes(bad)
        with pytest.raises(LViTError, match="cannot be read"):
            history.picture(frame)
    place.unlink()
    with pytest.raises(LViTError, match="does not exist"):
        history.picture(frame)
    index = tmp_path / "history" / INDEX
    told = index.read_text()
    for bad in (
        "[]",
        "{",
        told.replace('"height": 8', '"height": 100000'),
        told.replace('"height": 8', '"height": Infinity'),
        told.replace('"change": 0.5', '"change": NaN'),
        told.replace('"change": 0.5', f'"change": 1{"0" * 400}'),
    ):
        assert bad != told
        index.write_text(bad)
        with pytest.raises(LViTError, match="damaged"):
            PseudoHistory(tmp_path / "history")
    index.write_text(told.replace(frame.file, "../../secret"))
    with pytest.raises(LViTError):
        foreign = PseudoHistory(tmp_path / "history")
        foreign.picture(foreign.frames("7")[0])


def test_decisions_are_kept_told_in_the_chain_and_taken_back(tmp_path):
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as project:
        assert project.pseudo_decisions.all() == {}
        project.pseudo_decisions.decide(3, "rejected")
        project.pseudo_decisions.decide(4, "pinned")
        project.pseudo_decisions.decide(5, "rejected")
        project.pseudo_decisions.decide(5, "")
    with Project.open(tmp_path / "p") as project:
        assert project.pseudo_decisions.all() == {3: "rejected", 4: "pinned"}


def test_a_proposal_made_of_a_pseudo_label_has_the_sentence_that_it_was_made_with(tmp_path):
    Image.fromarray(np.zeros((20, 30, 3), np.uint8)).save(tmp_path / "0.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "chest-xray", "patient")) as project:
        (record,) = project.images.add([tmp_path / "0.png"]).added
        written = "Unilateral pulmonary infection, one infected area, upper left lung."
        change = ImageChange("sentence", "", written)
        project.journal.append(record.id, Edit("Sentence", "lesion", image=(change,)))
        record, seen = project.images.get(record.id), written.replace("left", "right")
        picture = np.full((10, 15), 200, np.uint8)
        frame = Frame(1, 1.0, 0.0, 0.5, seen, 10, 15, "none", picture=record.content_hash)
        made = as_proposal(project, record, frame, picture)
        assert made.sentence == written and made.probability.shape == (1, 20, 30)
        assert as_proposal(project, record, replace(frame, sentence=""), picture).sentence == ""
        with pytest.raises(LViTError, match="another sentence"):
            as_proposal(project, record, replace(frame, sentence=written), picture)


def test_of_another_picture_no_pseudo_label_is_shown_or_proposed(tmp_path):
    """One of the same size took its place; of what an older version left nobody knows."""
    Image.fromarray(np.zeros((20, 30, 3), np.uint8)).save(tmp_path / "0.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "chest-xray", "patient")) as project:
        (record,) = project.images.add([tmp_path / "0.png"]).added
        run = RunFolder(project.folder / "models" / "run-0001")
        run.path.mkdir(parents=True)
        run.events.write_text("")
        history, whole = PseudoHistory(run.pseudo_history), np.ones((20, 30), np.float32)
        for generation, seen in ((1, ""), (2, "of another"), (3, record.content_hash)):
            told = {"change": 0.0, "threshold": 0.5, "picture": seen}
            history.add(str(record.id), "", whole, generation, **told)
        history.save()
        unknown, other, same = PseudoHistory(run.pseudo_history).frames(str(record.id))
        picture = history.picture(same)
        assert as_proposal(project, record, same, picture).inside().all()
        with pytest.raises(LViTError, match="another picture in generation 2"):
            as_proposal(project, record, other, picture)
        with pytest.raises(LViTError, match="was not noted"):
            as_proposal(project, record, unknown, picture)
        course = course_of(record.id, project)
        assert [one.generation for one in course.frames] == [3] and course.left_out == 2
        Image.fromarray(np.full((20, 30, 3), 9, np.uint8)).save(tmp_path / "0.png")
        with pytest.raises(LViTError, match="another picture"):  # nobody has decided yet
            as_proposal(project, record, same, picture)
        with pytest.raises(LViTError, match="another picture"):
            course_of(record.id, project)
        project.pictures.follow(record.id)
        assert course_of(record.id, project).left_out == 3


def test_a_proposal_lies_where_its_pseudo_label_lay(tmp_path):
    height, width = 600, 1023  # blocks of four: the last column of them reaches over the edge
    probability = np.zeros((height, width), np.float32)
    probability[560:, 980:] = 1
    history = PseudoHistory(tmp_path / "history")
    add(history, 1, probability)
    history.save()
    (frame,) = history.frames("7")
    Image.fromarray(np.zeros((height, width, 3), np.uint8)).save(tmp_path / "0.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "chest-xray", "patient")) as project:
        (record,) = project.images.add([tmp_path / "0.png"]).added
        unasked = replace(frame, sentence="", picture=record.content_hash)
        made = as_proposal(project, record, unasked, history.picture(frame))
    found = made.inside().reshape(height, width)
    assert found[561:, 981:].all() and not found[:559].any() and not found[:, :979].any()
