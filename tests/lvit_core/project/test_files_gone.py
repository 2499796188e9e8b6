"""Whether the files of many images are there, folder by folder."""

from __future__ import annotations

import pytest

from lvit_core.project import paths
from lvit_core.project.paths import files_gone


@pytest.mark.parametrize("few", [0, 100])
def test_folders_are_listed_and_answer_as_every_file_alone_does(tmp_path, monkeypatch, few):
    monkeypatch.setattr(paths, "FEW_FILES", few)
    home, near = tmp_path / "project", tmp_path / "pictures"
    (near / "a-folder.png").mkdir(parents=True)
    home.mkdir()
    for number in range(5):
        (near / f"{number}.png").write_bytes(b"")
    (home / "own.png").write_bytes(b"")
    (near / "link.png").symlink_to(near / "1.png")
    (near / "broken.png").symlink_to(near / "nowhere.png")
    stored = [
        *(f"../pictures/{number}.png" for number in range(7)),
        "../pictures/a-folder.png", "../pictures/link.png", "../pictures/broken.png",
        "own.png", "gone.png", "../no folder/0.png", (near / "2.png").as_posix(), "/nothing.png",
    ]  # fmt: skip
    expected = {path for path in stored if (home / path).is_file()}
    assert files_gone(home, stored) == set(stored) - expected
    assert len(expected) == 8


def test_a_folder_of_other_files_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "FEW_FILES", 0)
    monkeypatch.setattr(paths, "MOST_OTHERS", 1)
    for number in range(20):
        (tmp_path / f"{number}.png").write_bytes(b"")
    stored = [f"{number}.png" for number in range(0, 20, 7)]
    assert files_gone(tmp_path, [*stored, "gone.png"]) == {"gone.png"}
