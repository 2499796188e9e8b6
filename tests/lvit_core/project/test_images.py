"""Images of a project: added with reasons, found again after a move, never leaked."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.data import get_testdata_file
from sqlalchemy import event, insert

from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.care.checking import check
from lvit_core.project.generations import trained_from
from lvit_core.project.images import LearntError
from lvit_core.project.many_images import say_split
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings, Proposal
from lvit_core.project.splits import Draw
from lvit_core.project.thumbnails import THUMBNAIL_PX, thumbnail
from tests.lvit_core.project.conftest import SIZE, write_images


def test_good_files_come_in_and_bad_ones_are_listed(tmp_path: Path, project: Project) -> None:
    folder = tmp_path / "mixed"
    good = write_images(folder, 5)[3:]
    (folder / "empty.png").write_bytes(b"")
    (folder / "notes.txt").write_text("no image")
    (folder / "cut.png").write_bytes(good[0].read_bytes()[:60])
    report = project.images.add([folder, tmp_path / "nothing"])
    assert [record.name for record in report.added] == ["scan-3.png", "scan-4.png"]
    assert {skipped.path.name for skipped in report.skipped} == {
        "empty.png", "notes.txt", "cut.png", "nothing",
    }  # fmt: skip
    assert all(skipped.reason and skipped.hint for skipped in report.skipped)
    assert {path.name for path in report.already} == {"scan-0.png", "scan-1.png", "scan-2.png"}
    assert project.images.counts().total == len(project.images.all()) == 5


def test_adding_tells_progress_and_stops_when_asked(tmp_path: Path, project: Project) -> None:
    paths = write_images(tmp_path / "more", 9)[3:]
    told: list[tuple[int, int, str]] = []
    report = project.images.add(
        paths, lambda *step: told.append(step), cancelled=lambda: len(told) >= 2
    )
    assert len(report.added) == 2
    assert told[0] == (0, 6, "scan-3.png")
    assert len(project.images.all()) == 5


def test_a_cancel_is_heard_while_folders_are_looked_through(
    project: Project, tmp_path: Path
) -> None:
    """Whoever dropped a whole disk waited until all of it was listed."""
    for number in range(20):
        (tmp_path / "many" / str(number)).mkdir(parents=True)
        (tmp_path / "many" / str(number) / "a.txt").touch()
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    report = project.images.add([tmp_path / "many"], cancelled=cancelled)
    assert (report.added, report.skipped, len(asked)) == ([], [], 4)


def test_adding_leaves_whole_images_at_whatever_step_it_is_stopped(tmp_path, monkeypatch):
    """Stored in batches: what was told as added is there with its history, the rest is not, and
    adding again brings exactly that."""
    monkeypatch.setattr("lvit_core.project.adding.BATCH", 3)
    paths = write_images(tmp_path / "images", 8)
    for steps in range(len(paths) + 1):
        folder, told = tmp_path / f"p{steps}", []
        with Project.create(folder, ProjectSettings("x", "nuclei")) as project:
            report = project.images.add(
                paths, lambda *step, told=told: told.append(step),
                cancelled=lambda told=told, steps=steps: len(told) >= steps,
            )  # fmt: skip
            assert [one.name for one in report.added] == [path.name for path in paths[:steps]]
            assert project.images.all() == report.added
            assert check(folder) == []
            again = project.images.add(paths)
            assert [one.name for one in again.added] == [path.name for path in paths[steps:]]
            assert again.already == paths[:steps]


def test_paths_are_relative_so_the_whole_can_move(tmp_path: Path) -> None:
    home = tmp_path / "home"
    images = write_images(home / "images", 2)
    with Project.create(home / "project", ProjectSettings("x", "nuclei")) as project:
        project.images.add(images)
        assert project.images.all()[0].path == "../images/scan-0.png"
    shutil.move(home, tmp_path / "elsewhere")
    with Project.open(tmp_path / "elsewhere" / "project") as project:
        assert project.images.path(1).is_file()
        assert project.images.refresh_missing() == {}


def test_renamed_and_moved_images_are_found_by_content(tmp_path: Path, project: Project) -> None:
    old = tmp_path / "images"
    (tmp_path / "archive" / "deep").mkdir(parents=True)
    shutil.move(old / "scan-0.png", tmp_path / "archive" / "deep" / "renamed.png")
    (old / "scan-1.png").unlink()
    assert project.images.refresh_missing() == {1: True, 2: True}
    assert project.images.refresh_missing() == {}
    assert project.images.get(1).missing
    found = project.images.find_missing(tmp_path / "archive")
    assert [record.id for record in found] == [1]
    assert (found[0].name, found[0].missing) == ("renamed.png", False)
    assert project.images.path(1).is_file()
    assert project.images.counts().missing == 1
    shutil.move(tmp_path / "archive" / "deep" / "renamed.png", tmp_path / "away.png")
    assert project.images.refresh_missing() == {1: True}
    shutil.move(tmp_path / "away.png", tmp_path / "archive" / "deep" / "renamed.png")
    assert project.images.refresh_missing() == {1: False}


def test_adding_a_moved_file_again_mends_its_path(tmp_path: Path, project: Project) -> None:
    moved = tmp_path / "moved.png"
    shutil.move(tmp_path / "images" / "scan-2.png", moved)
    report = project.images.add([moved])
    assert report.already == [moved]
    assert project.images.path(3) == moved
    assert len(project.images.all()) == 3


def test_removing_takes_everything_drawn_along(project: Project) -> None:
    probability = np.zeros(SIZE, np.uint8)
    project.proposals.save(
        Proposal(2, "lesion", ("infection",), probability[None], 0.5, "", "chest")
    )
    project.images.remove([2])
    assert [record.id for record in project.images.all()] == [1, 3]
    assert project.proposals.load(2) is None
    with pytest.raises(LViTError, match="no longer"):
        project.images.get(2)


def test_ids_are_not_reused_after_removal(tmp_path: Path, project: Project) -> None:
    project.images.remove([3])
    report = project.images.add([tmp_path / "images" / "scan-2.png"])
    assert [record.id for record in report.added] == [4]


def test_an_image_may_follow_another_template(tmp_path: Path, project: Project) -> None:
    project.images.set_template(2, "nuclei")
    added = project.images.add(write_images(tmp_path / "t", 4)[3:], template="nuclei").added
    assert [record.template for record in project.images.all()] == [
        "chest-xray", "nuclei", "chest-xray", "nuclei",
    ]  # fmt: skip
    assert added[0].template == "nuclei"
    assert project.generations.model_in_force() == "chest"
    assert project.generations.model_in_force("nuclei") == "nuclei"


def test_images_of_one_patient_are_on_one_side(tmp_path: Path) -> None:
    dataset = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    folder = tmp_path / "study"
    folder.mkdir()
    for number in range(40):
        dataset.PatientID = f"patient-{number % 10}"
        dataset.PatientName = "Secret^Name"
        dataset.InstanceNumber = number
        dataset.save_as(folder / f"{number:02d}.dcm")
    with Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "viewer")) as project:
        records = project.images.add([folder]).added
        groups: dict[str, set[str]] = {}
        for record in records:
            groups.setdefault(record.group, set()).add(record.split)
        assert len(groups) == 10
        assert all(len(splits) == 1 for splits in groups.values())
    content = (tmp_path / "p" / "project.sqlite").read_bytes()
    assert b"Secret" not in content
    assert b"patient-1" not in content


def test_one_of_every_five_is_held_out_and_the_seed_decides_which() -> None:
    """By chance alone a third of all projects had none among their first five."""

    def splits(seed: str, sizes: tuple[int, ...] = (100,)) -> list[str]:
        found: list[str] = []
        for size in sizes:  # added in several goes
            draw = Draw(seed, found.copy())
            found += [draw.next(f"group-{len(found) + number}") for number in range(size)]
        return found

    whole = splits("seed")
    assert [whole[at : at + 5].count("holdout") for at in range(0, 100, 5)] == [1] * 20
    assert whole == splits("seed", (3, 1, 0, 7, 89))
    assert whole != splits("other")
    places = [splits(f"project {number}", (5,)).index("holdout") for number in range(200)]
    assert {0, 1, 2, 3, 4} == set(places)


def test_what_a_model_has_learnt_from_is_never_held_out(project: Project) -> None:
    for image_id in (1, 2):
        project.images.set_split(image_id, "train")
    folder = project.folder / "models" / "gen-0001"
    folder.mkdir(parents=True)
    learnt = {"labels": [1], "pseudo_labels": [2]}
    (folder / "changes.json").write_text(json.dumps({"labels": [], "learnt": learnt}))
    project.generations.add(folder, "nuclei", None)
    for image_id in (1, 2):
        with pytest.raises(LearntError, match="generation 1 has learnt from it"):
            project.images.set_split(image_id, "holdout")
    done = say_split(project, [1], "holdout")
    assert done.changed == 0
    assert "generation 1 has learnt from it" in done.left[0]


def test_an_older_generation_may_have_learnt_from_what_was_there(
    project: Project, tmp_path: Path
) -> None:
    """It keeps no list: unknown is not innocent. An image that came later is."""
    project.images.set_split(1, "train")
    project.generations.add(project.folder / "models" / "old", "nuclei", None)
    with pytest.raises(LearntError, match="may have learnt"):
        project.images.set_split(1, "holdout")
    time.sleep(0.01)  # times are told in milliseconds
    Image.new("RGB", (20, 30), "red").save(tmp_path / "late.png")
    (late,) = project.images.add([tmp_path / "late.png"]).added
    project.images.set_split(late.id, "train")
    project.images.set_split(late.id, "holdout")


def test_joining_a_trained_patient_leaves_the_hold_out(project: Project) -> None:
    project.images.set_split(1, "train")
    project.images.set_split(2, "holdout")
    project.images.set_group([1, 2], "patient")
    assert {project.images.get(1).split, project.images.get(2).split} == {"train"}
    project.images.set_split(1, "holdout")
    assert project.images.get(2).split == "holdout"
    with pytest.raises(LViTError):
        project.images.set_split(1, "test")


def test_proposals_wait_beside_the_labels_and_give_way_to_newer_ones(project: Project) -> None:
    rng = np.random.default_rng(0)
    first, second = (rng.integers(0, 255, SIZE, np.uint8) for _ in range(2))
    project.proposals.save(Proposal(1, "lesion", ("infection",), first[None], 0.5, "Old.", "chest"))
    project.proposals.save(Proposal(1, "lesion", ("infection",), second[None], 0.4, "New.", "2"))
    loaded = project.proposals.load(1, "lesion")
    assert loaded is not None
    assert loaded.classes == ("infection",) and loaded.objects is None
    assert np.array_equal(loaded.probability[0], second)
    assert (loaded.threshold, loaded.sentence, loaded.generation) == (0.4, "New.", "2")
    assert project.images.get(1).has_proposal
    assert [record.has_proposal for record in project.images.all()] == [True, False, False]
    assert project.images.counts().with_proposal == 1
    project.proposals.discard(1, "lesion")
    assert project.proposals.load(1) is None
    with pytest.raises(LViTError, match="prediction"):
        project.proposals.save(Proposal(1, "lesion", ("infection",), first[None, 1:], 0.5, "", "x"))


def test_proposals_keep_their_classes_and_the_objects_told_apart(project: Project) -> None:
    planes = np.zeros((2, *SIZE), np.uint8)
    planes[0, 50:90, 50:90], planes[1, 200:260, 300:400], planes[0, 5, 5] = 200, 220, 255
    classes = ("infection", "consolidation")
    proposal = Proposal(1, "lesion", classes, planes, 0.5, "", "2", min_area_px=9)
    project.proposals.save(proposal.told_apart(separate=False))
    loaded = project.proposals.load(1)
    assert loaded is not None and loaded.objects is not None
    assert (loaded.classes, loaded.min_area_px) == (classes, 9)
    assert np.array_equal(loaded.probability, planes)
    assert loaded.class_of_objects() == {1: ("infection", None), 2: ("consolidation", None)}
    assert loaded.inside().sum() == 40 * 40 + 60 * 100, "the speck is not proposed"
    newer = Proposal(1, "lesion", ("infection",), planes[1:], 0.5, "", "3")
    project.proposals.save(newer)
    project.proposals.keep_objects(loaded)
    again = project.proposals.load(1)
    assert again is not None and again.objects is None, "they belong to another proposal"
    project.proposals.keep_objects(newer.told_apart(separate=False))
    again = project.proposals.load(1)
    assert again is not None and again.class_of_objects() == {1: ("infection", None)}


def test_any_generation_can_be_put_in_force_again(project: Project) -> None:
    for number in (1, 2):
        folder = project.folder / "models" / f"gen-{number:04d}"
        made = project.generations.add(folder, "chest", 0.5 + number / 10, "better")
        assert (made.number, made.folder) == (number, f"models/gen-{number:04d}")
    assert project.generations.model_in_force() == "chest"
    project.generations.put_in_force(2)
    assert project.generations.model_in_force().endswith("gen-0002")
    project.generations.put_in_force(1)
    assert [generation.in_force for generation in project.generations.all()] == [True, False]
    assert project.generations.model_in_force("nuclei") == "nuclei"
    project.generations.put_in_force(0)
    assert project.generations.model_in_force() == "chest"
    with pytest.raises(LViTError, match="generation 7"):
        project.generations.put_in_force(7)


def test_a_generation_takes_over_in_the_transaction_that_records_it(project: Project) -> None:
    models = project.folder / "models"
    first = project.generations.add(models / "a", "chest", 0.5, succeeds="chest")
    assert first.in_force
    second = project.generations.add(models / "b", "a", 0.6, succeeds=str(models / "a"))
    assert (second.in_force, project.generations.in_force()) == (True, 2)
    assert project.generations.add(models / "b", "a", 0.6, succeeds=str(models / "b")) == second
    assert len(project.generations.all()) == 2, "what is recorded already is not recorded again"


def test_a_generation_never_takes_over_from_the_choice_of_a_person(project: Project) -> None:
    models = project.folder / "models"
    project.generations.add(models / "a", "chest", 0.5, succeeds="chest")
    project.generations.put_in_force(0)
    later = project.generations.add(models / "b", "a", 0.9, "better", succeeds=str(models / "a"))
    assert (later.in_force, project.generations.model_in_force()) == (False, "chest")
    assert later.note == "better; offered only, because a person had chosen another model"


def test_thumbnails_are_made_once_and_can_be_thrown_away(project: Project) -> None:
    from PIL import Image as Picture

    path = thumbnail(project, 1)
    assert max(Picture.open(path).size) <= THUMBNAIL_PX
    made = path.stat().st_mtime_ns
    assert thumbnail(project, 1) == path
    assert path.stat().st_mtime_ns == made
    shutil.rmtree(project.folder / "cache")
    assert thumbnail(project, 1).is_file()


def test_ten_thousand_images_are_listed_by_a_handful_of_queries(tmp_path: Path) -> None:
    with Project.create(tmp_path, ProjectSettings("x", "chest-xray", "viewer")) as project:
        row = {
            "file_size": 1, "height": 1000, "width": 1000, "channels": 1, "spacing_y_mm": 0.1,
            "spacing_x_mm": 0.1, "orientation": "L", "patient_group": "g",
            "template": "chest-xray", "state": "labeled", "split": "train", "missing": 0,
            "reason": "", "added_at": "now", "sentence": "Bilateral pulmonary infection.",
        }  # fmt: skip
        rows = [
            {**row, "path": f"{n}.png", "name": f"{n}.png", "content_hash": str(n)}
            for n in range(10_000)
        ]
        with project._store.write() as connection:
            connection.execute(insert(schema.images), rows)
    with Project.open(tmp_path) as project:
        asked: list[str] = []
        event.listen(
            project._store._engine,
            "before_cursor_execute",
            lambda _connection, _cursor, statement, *_: asked.append(statement),
        )
        images = project.images.all()
        assert sum(statement.startswith("SELECT") for statement in asked) <= 4, asked
        assert len(images) == 10_000
        assert images[-1].state is ImageState.LABELED
        assert images[0].spacing_mm == (0.1, 0.1)
        assert project.images.counts().labeled == 10_000


def test_a_folder_around_the_project_gives_no_thumbnails_and_no_database(
    tmp_path: Path, project: Project
) -> None:
    thumbnail(project, 1)
    report = project.images.add([tmp_path])
    assert report.added == []
    assert report.skipped == []
    assert len(report.already) == 3


def test_a_generation_is_known_by_the_model_its_line_began_with(project: Project) -> None:
    models = project.folder / "models"
    for run, name, parent in (
        ("run-0001", "gen-0001", "chest"),
        ("run-0001", "gen-0002", "gen-0001"),
        ("run-0002", "gen-0001", "gen-0002"),  # every run names its folders anew
        ("run-0003", "gen-0001", "mine"),
    ):
        project.generations.add(models / run / name, parent, 0.5)
    known = project.generations.all()
    before = [trained_from(generation, known) for generation in known]
    assert [item and item.number for item in before] == [None, 1, 2, None]
    began = [project.generations.began_with(number) for number in range(6)]
    assert began == ["", "chest", "chest", "chest", "mine", ""]
