"""A picture that was replaced under its marks is noticed, and a person decides what follows."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.project import pictures, steady
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import Need, Picture, ProjectSettings, Proposal

CASES = Path("cases") / "import"


def draw(path: Path, value: int, size: tuple[int, int] = (60, 80)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(imagecodecs.bmp_encode(np.full(size, value, np.uint8)))
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read to compare them."""
    found: list[str] = []

    def hashed(path: Path) -> str:
        found.append(path.name)
        return whole(path)

    whole = pictures.content_hash
    for module in (pictures, steady):
        monkeypatch.setattr(module, "content_hash", hashed)
    return found


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three pictures of the same number of bytes, each with a mark of its own."""
    settings = ProjectSettings("Test", "nuclei")
    with Project.create(tmp_path / "project", settings, seed="x") as made:
        files = [draw(tmp_path / "images" / f"{name}.bmp", 10 * (i + 1))
                 for i, name in enumerate("abc")]  # fmt: skip
        for record in made.images.add(files).added:
            labels = np.zeros((60, 80), np.int32)
            labels[record.id : record.id + 5, :5] = 1
            store_labels(
                made, record.id, "nuclei", labels, classes="nucleus",
                provenance=Provenance("person"), title="Draw",
            )  # fmt: skip
        yield made


def place(project: Project, image_id: int) -> Path:
    return project.images.path(image_id)


def replace_quietly(path: Path, value: int) -> None:
    """Other pixels under the same name, number of bytes and time of change."""
    before = path.stat()
    draw(path, value)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_what_did_not_change_is_not_read(project: Project, reads: list[str]) -> None:
    assert project.pictures.verify_all([1, 2, 3]) == {}
    assert reads == []
    place(project, 1).touch()
    assert project.pictures.verify(1) is Picture.SAME
    assert project.pictures.verify(1) is Picture.SAME
    assert reads == ["a.bmp"]  # once: the file was touched, not changed


def test_opening_a_project_reads_no_picture(
    project: Project, reads: list[str], tmp_path: Path
) -> None:
    draw(place(project, 1), 99)
    project.close()
    with Project.open(tmp_path / "project") as again:
        assert len(again.images.all()) == 3
        assert again.images.refresh_missing() == {}
    assert reads == []


@pytest.mark.parametrize("size", [(60, 80), (61, 80)])
def test_another_picture_is_noticed_and_remembered(
    project: Project, reads: list[str], size: tuple[int, int]
) -> None:
    draw(place(project, 1), 99, size)
    assert project.pictures.verify_all([1, 2, 3]) == {1: Picture.CHANGED}
    assert project.images.get(1).picture is Picture.CHANGED
    assert project.images.all()[0].picture is Picture.CHANGED
    count = len(reads)
    assert project.pictures.verify(1) is Picture.CHANGED
    assert len(reads) == count
    with pytest.raises(LViTError, match=r"a\.bmp is another picture"):
        project.pictures.require(1)
    project.pictures.require(2)


def test_the_same_size_and_time_do_not_hide_it(project: Project) -> None:
    replace_quietly(place(project, 1), 99)
    assert project.pictures.verify(1) is Picture.CHANGED


def test_names_exchanged_by_renaming_are_noticed(project: Project) -> None:
    exchange(place(project, 1), place(project, 2))
    assert project.pictures.verify_all([1, 2, 3]) == {1: Picture.CHANGED, 2: Picture.CHANGED}


def test_a_picture_that_comes_back_is_itself_again(project: Project, tmp_path: Path) -> None:
    kept = shutil.copy(place(project, 1), tmp_path / "kept.bmp")
    draw(place(project, 1), 99)
    assert project.pictures.verify(1) is Picture.CHANGED
    project.pictures.leave_out(1)
    assert project.pictures.verify(1) is Picture.LEFT_OUT
    draw(place(project, 1), 98)  # a third picture is still not the right one
    assert project.pictures.verify(1) is Picture.LEFT_OUT
    shutil.copy(kept, place(project, 1))
    assert project.pictures.verify(1) is Picture.SAME
    assert project.images.get(1).picture is Picture.SAME


def test_a_missing_file_is_not_another_picture(project: Project) -> None:
    place(project, 1).unlink()
    assert project.pictures.verify_all([1, 2, 3]) == {}


def test_a_reader_of_the_project_notices_it_too(
    project: Project, reads: list[str], tmp_path: Path
) -> None:
    draw(place(project, 1), 99)
    project.close()
    with Project.open(tmp_path / "project", read_only=True) as again:
        assert again.pictures.verify_all([1, 2, 3]) == {1: Picture.CHANGED}
        assert again.pictures.verify_all([1, 2, 3]) == {1: Picture.CHANGED}
    assert len(reads) <= 1  # what it cannot store it remembers


def test_an_older_project_is_compared_when_it_is_needed(project: Project, reads: list[str]) -> None:
    with project._store.write() as connection:
        connection.exec_driver_sql("UPDATE images SET file_stamp = NULL")
    assert project.pictures.verify_all([1, 2, 3]) == {}
    assert sorted(reads) == ["a.bmp", "b.bmp", "c.bmp"]
    assert project.pictures.verify_all([1, 2, 3]) == {}
    assert len(reads) == 3


def test_marks_stay_on_a_new_picture_of_the_same_size(project: Project) -> None:
    old = project.images.get(1).content_hash
    marks = project.journal.load_plane(1, "nuclei").to_array()
    blank = np.zeros((60, 80), np.uint8)
    project.proposals.save(Proposal(1, "nuclei", ("nucleus",), blank[None], 0.5, "", "tissue"))
    draw(place(project, 1), 99)
    change = project.pictures.describe_change(1)
    assert (change.name, change.same_size, change.belongs_to) == ("a.bmp", True, None)
    assert project.pictures.follow(1) == [1]
    record = project.images.get(1)
    assert record.picture is Picture.SAME and record.content_hash != old
    assert not record.has_proposal  # the model saw the other picture
    assert np.array_equal(project.journal.load_plane(1, "nuclei").to_array(), marks)
    assert project.pictures.verify(1) is Picture.SAME


def test_marks_do_not_go_onto_a_picture_of_another_size(project: Project) -> None:
    draw(place(project, 1), 99, (61, 80))
    assert not project.pictures.describe_change(1).same_size
    with pytest.raises(LViTError, match="80 x 61"):
        project.pictures.follow(1)
    assert project.pictures.verify(1) is Picture.CHANGED


def exchange(*files: Path) -> None:
    """Each file takes the name of the next."""
    aside = files[-1].with_name("aside")
    files[-1].rename(aside)
    for file, following in reversed(list(itertools.pairwise(files))):
        file.rename(following)
    aside.rename(files[0])


@pytest.mark.parametrize("ids", [(1, 2), (1, 2, 3), (3, 1)])
def test_marks_follow_pictures_whose_names_were_exchanged(
    project: Project, ids: tuple[int, ...]
) -> None:
    before = {image.id: (image.name, image.content_hash) for image in project.images.all()}
    exchange(*(place(project, number) for number in ids))
    assert set(project.pictures.verify_all([1, 2, 3])) == set(ids)
    assert project.pictures.describe_change(ids[0]).belongs_to == before[ids[-1]][0]
    assert set(project.pictures.follow(ids[0])) == set(ids)
    assert project.pictures.verify_all([1, 2, 3]) == {}
    for number, following in zip(ids, (*ids[1:], ids[0]), strict=True):
        record = project.images.get(number)
        assert (record.name, record.content_hash) == (before[following][0], before[number][1])
        assert project.journal.load_plane(number, "nuclei").to_array()[number, 0] == 1
        assert place(project, number).name == record.name


def test_a_picture_that_another_one_was_renamed_over_is_asked_for(project: Project) -> None:
    """b.bmp now lies under a.bmp, whose own picture is gone."""
    place(project, 2).rename(place(project, 1))
    project.images.refresh_missing()
    assert project.pictures.verify(1) is Picture.CHANGED
    project.pictures.follow(1)
    assert project.images.get(2).name == "a.bmp" and not project.images.get(2).missing
    assert project.images.get(1).name == "b.bmp" and project.images.get(1).missing
    assert project.pictures.verify_all([1, 2, 3]) == {}


def test_a_copy_of_another_image_is_not_taken_twice(project: Project) -> None:
    shutil.copy(place(project, 2), place(project, 1))
    assert project.pictures.verify_all([1, 2, 3]) == {1: Picture.CHANGED}
    with pytest.raises(LViTError, match=r"b\.bmp"):
        project.pictures.follow(1)


def test_the_right_file_is_located(project: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "archive" / "2024" / "old.bmp"
    elsewhere.parent.mkdir(parents=True)
    shutil.copy(place(project, 1), elsewhere)
    draw(place(project, 1), 99)
    assert project.pictures.verify(1) is Picture.CHANGED
    with pytest.raises(LViTError, match="not there"):
        project.pictures.locate(1, tmp_path / "images")
    project.pictures.locate(1, tmp_path / "archive")
    assert project.images.get(1).name == "old.bmp"
    assert project.pictures.verify(1) is Picture.SAME
    assert place(project, 1) == elsewhere


@pytest.mark.parametrize("case", ["content-changed", "names-swapped"])
def test_the_cases_that_went_wrong(shared_data: Path, tmp_path: Path, case: str) -> None:
    """Pictures of a project, and then what lies under their names in the case."""
    wrong = sorted((shared_data.parent / CASES / case).glob("*.png"))
    right = [tmp_path / "images" / file.name for file in wrong]
    right[0].parent.mkdir()
    if len(wrong) == 2:
        shutil.copy(wrong[0], right[1]), shutil.copy(wrong[1], right[0])
    else:
        right[0].write_bytes(imagecodecs.png_encode(np.zeros((120, 160, 3), np.uint8)))
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as project:
        ids = [record.id for record in project.images.add(right).added]
        for source, target in zip(wrong, right, strict=True):
            shutil.copy(source, target)
        assert project.pictures.verify_all(ids) == dict.fromkeys(ids, Picture.CHANGED)


def test_adding_a_folder_again_notices_what_was_replaced(
    project: Project, reads: list[str]
) -> None:
    draw(place(project, 1), 99)
    report = project.images.add([place(project, 1).parent])
    assert [path.name for path in report.already] == ["b.bmp", "c.bmp"]
    (skipped,) = report.skipped
    assert skipped.path.name == "a.bmp" and "another picture" in skipped.reason
    assert not report.added


def test_a_decision_taken_meanwhile_is_not_overruled(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a file is compared, a person takes it for the image's."""
    whole = steady.content_hash
    draw(place(project, 1), 99)

    def decided_meanwhile(path: Path) -> str:
        monkeypatch.setattr(steady, "content_hash", whole)
        project.pictures.follow(1)
        return whole(path)

    monkeypatch.setattr(steady, "content_hash", decided_meanwhile)
    project.pictures.verify(1)
    assert project.images.get(1).picture is Picture.SAME
    assert project.pictures.verify(1) is Picture.SAME


def test_decisions_are_kept_with_time_and_person(project: Project) -> None:
    project.person = "ann"
    old = project.images.get(1).content_hash
    draw(place(project, 1), 99)
    project.pictures.leave_out(1)
    project.pictures.follow(1)
    exchange(place(project, 2), place(project, 3))
    project.pictures.follow(2)
    first, second, third = project.pictures.decisions()
    assert {entry["person"] for entry in (first, second, third)} == {"ann"}
    assert (first["name"], first["decision"]) == ("a.bmp", "left out")
    assert (second["decision"], second["was"]) == ("marks kept on another picture", old)
    assert third["decision"] == "names exchanged" and "3:" in third["now_at"]
    assert all(entry["at"] for entry in (first, second, third))


def test_a_replaced_picture_wants_to_be_judged_again(project: Project) -> None:
    for image_id, stamp in project.needs.stale():
        project.needs.save(image_id, Need(5, 0.0, ""), stamp)
    assert project.needs.stale() == []
    draw(place(project, 1), 99)
    project.pictures.verify(1)
    assert [image_id for image_id, _ in project.needs.stale()] == [1]
