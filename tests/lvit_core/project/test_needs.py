"""What the review queue remembers: needs with stamps, and how far proposals move."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.patch import EMPTY_PATCH
from lvit_core.project.project import Project
from lvit_core.project.records import Need, ProjectSettings, Proposal
from lvit_core.project.store import FILE_NAME


@pytest.fixture
def project(tmp_path: Path):
    for number in range(3):
        pixels = np.full((20, 30), number, np.uint8)
        PillowImage.fromarray(pixels).save(tmp_path / f"{number}.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "chest-xray", "viewer")) as made:
        made.images.add([tmp_path])
        yield made


def judged(project: Project) -> None:
    for image_id, stamp in project.needs.stale():
        project.needs.save(image_id, Need(1, 0.5, f"because {image_id}"), stamp)
    assert project.needs.stale() == []


def proposal(box: tuple[int, int], generation: str, sentence: str = "s") -> Proposal:
    probability = np.zeros((20, 30), np.uint8)
    probability[: box[0], : box[1]] = 255
    return Proposal(1, "lesion", ("infection",), probability[None], 0.5, sentence, generation)


def test_needs_are_remembered_and_grow_stale_by_what_they_were_judged_from(project):
    assert [image_id for image_id, _ in project.needs.stale()] == [1, 2, 3]
    judged(project)
    assert project.needs.all()[2] == Need(1, 0.5, "because 2")
    sentence = Edit("t", "lesion", EMPTY_PATCH, (), (ImageChange("sentence", "", "left"),))
    entry = project.journal.append(1, sentence)
    assert [image_id for image_id, _ in project.needs.stale()] == [1]
    judged(project)
    project.journal.undo(entry)
    assert [image_id for image_id, _ in project.needs.stale()] == [1]
    judged(project)
    project.proposals.save(proposal((10, 10), "1"))
    assert [image_id for image_id, _ in project.needs.stale()] == [1]
    judged(project)
    project.change_laterality("patient")
    assert len(project.needs.stale()) == 3


def test_what_other_rules_judged_is_not_known_any_more(project):
    judged(project)
    with sqlite3.connect(project.folder / FILE_NAME) as connection:
        connection.execute("UPDATE needs SET seen = 'of-before' WHERE image_id = 2")
    connection.close()
    assert sorted(project.needs.all()) == [1, 3]
    assert [image_id for image_id, _ in project.needs.stale()] == [2]


def test_needs_go_with_their_image(project):
    judged(project)
    project.images.remove([2])
    assert sorted(project.needs.all()) == [1, 3]


def test_a_proposal_knows_how_far_it_moved(project):
    project.proposals.save(proposal((10, 10), "1"))
    assert project.proposals.load(1).change is None
    project.proposals.save(proposal((10, 20), "2"))
    moved = project.proposals.load(1)
    assert moved.change == pytest.approx(1 - 2 * 100 / 300)
    assert moved.changed_from == "1"
    project.proposals.save(proposal((10, 20), "2"))  # the same model again
    assert project.proposals.load(1).change == pytest.approx(1 - 2 * 100 / 300)
    project.proposals.save(proposal((10, 10), "3", "another sentence"))
    assert project.proposals.load(1).change is None


def test_a_proposal_keeps_how_much_its_sentence_did(project):
    project.proposals.save(proposal((10, 10), "1"))
    assert project.proposals.load(1).influence is None
    project.proposals.save(replace(proposal((10, 10), "1"), influence=0.25))
    assert project.proposals.load(1).influence == 0.25


def test_a_project_of_the_first_version_is_brought_up_to_date(project, tmp_path):
    project.proposals.save(proposal((10, 10), "1"))
    project.close()
    with sqlite3.connect(tmp_path / "p" / FILE_NAME) as connection:
        connection.execute("DROP TABLE needs")
        connection.execute("DROP TABLE answers")
        connection.execute("DROP TABLE acceptances")
        connection.execute("DROP TABLE readings")
        connection.execute("DROP TABLE chain")
        connection.execute("DROP TABLE rejections")
        connection.execute("ALTER TABLE proposals DROP COLUMN cut")
        for column in ("depth", "class_planes", "class_names"):
            connection.execute(f"ALTER TABLE proposals DROP COLUMN {column}")
        connection.execute("ALTER TABLE journal DROP COLUMN why")
        later = ("change", "changed_from", "influence", "classes", "min_area_px", "objects")
        for column in (*later, "answer"):
            connection.execute(f"ALTER TABLE proposals DROP COLUMN {column}")
        for column in ("edited_by", "answer", "box", "probability"):
            connection.execute(f"ALTER TABLE objects DROP COLUMN {column}")
        connection.execute("ALTER TABLE images DROP COLUMN file_stamp")
        connection.execute("ALTER TABLE images DROP COLUMN picture")
        connection.execute("ALTER TABLE images DROP COLUMN spacing_kind")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Project.open(tmp_path / "p") as again:
        assert len(again.needs.stale()) == 3
        assert again.proposals.load(1).change is None
        assert again.proposals.load(1).influence is None and again.proposals.load(1).origin is None
        assert again.proposals.load(1).probability[0, 0, 0] == 255
