"""What is told of a folder before its images are added."""

from __future__ import annotations

import pytest

from lvit_core.errors import Cancelled, LViTError
from lvit_core.project.arrivals import look_at_arrivals


@pytest.fixture
def folder(tmp_path):
    for name in (
        "a.png", "b/IM0001", "b/1.2.840.113619", "c.dcm", "masks/a.png", "deep/Labels/x/a.png",
        "a.json", "list.xlsx", "movie.mkv", "other.mkv", "notes.pdf", ".hidden.png",
    ):  # fmt: skip
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "data"


def test_images_labels_and_others_are_told_apart(folder):
    found = look_at_arrivals([folder])
    names = sorted(path.relative_to(folder).as_posix() for path in found.images)
    assert names == ["a.png", "b/1.2.840.113619", "b/IM0001", "c.dcm"]
    assert found.labels == 4
    assert found.left_out == {".mkv": 2, ".pdf": 1}
    assert found.lines[0].startswith("4 images")
    assert found.lines[-1] == "3 other files will be left out (2 .mkv, 1 .pdf)."


def test_a_folder_that_is_itself_called_masks_holds_images(folder):
    assert [path.name for path in look_at_arrivals([folder / "masks"]).images] == ["a.png"]


def test_what_is_named_is_taken_at_its_word(folder):
    assert look_at_arrivals([folder / "notes.pdf"]).images == (folder / "notes.pdf",)


def test_looking_can_be_stopped_and_refuses_what_is_not_there(folder):
    with pytest.raises(Cancelled):
        look_at_arrivals([folder], lambda: True)
    with pytest.raises(LViTError):
        look_at_arrivals([folder / "gone"])
