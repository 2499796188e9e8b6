"""Files are there whole or not at all, and synced before they get their name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lvit_core import files
from lvit_core.errors import LViTError
from lvit_core.files import (
    clear_unfinished,
    make_folder,
    make_private_folder,
    read_small_text,
    refuse_no_file,
    refuse_other_file,
    write_text,
    writing,
    writing_folder,
)
from lvit_core.inside import path_inside


def test_a_private_folder_is_private_whatever_the_machine_says(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        make_private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(old)
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    (tmp_path / "a").chmod(0o750)
    make_private_folder(tmp_path / "a")  # of somebody who shares it
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o750


def test_a_private_file_is_private_whatever_the_machine_says(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("old")
    file.chmod(0o666)
    old = os.umask(0)
    try:
        with writing(file, private=True) as partial:
            assert partial.stat().st_mode & 0o777 == 0o600
            partial.write_text("new")
        write_text(tmp_path / "text", "x", private=True)
    finally:
        os.umask(old)
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o600)
    assert (tmp_path / "text").stat().st_mode & 0o777 == 0o600


def test_the_name_appears_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    with writing(path) as partial:
        partial.write_text("half", encoding="utf-8")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "half"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_keeps_the_old_content_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(RuntimeError), writing(path) as partial:
        partial.write_text("new", encoding="utf-8")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be synced on Windows")
def test_content_is_synced_before_the_name_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the kind of a handle is read from /proc")
    path, order = tmp_path / "a.txt", []
    real = os.fsync

    def fsync(handle: int) -> None:
        kind = "folder" if Path(f"/proc/self/fd/{handle}").is_dir() else "file"
        order.append((kind, path.exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_text(path, "text")
    assert order == [("file", False), ("folder", True)]
    order.clear()
    write_text(path, "again", durable=False)
    assert order == []


def test_folders_that_had_to_be_made_are_synced_where_their_names_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(files, "sync_folder", synced.append)
    (tmp_path / "there").mkdir()
    make_folder(tmp_path / "there" / "a" / "b")
    assert synced == [tmp_path / "there", tmp_path / "there" / "a"]
    make_folder(tmp_path / "there" / "a" / "b")
    assert len(synced) == 2
    with writing(tmp_path / "there" / "c" / "text") as partial:
        partial.write_text("x")
    assert synced[2:] == [tmp_path / "there", tmp_path / "there" / "c"]


def test_a_refused_sync_is_told_and_the_name_keeps_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def refuse(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with pytest.raises(RuntimeError), writing_folder(folder) as aside:
        (aside / "a").write_text("a", encoding="utf-8")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with writing_folder(folder) as aside:
        (aside / "b").mkdir()
        (aside / "b" / "a").write_text("a", encoding="utf-8")
        assert not folder.exists()
    assert (folder / "b" / "a").read_text(encoding="utf-8") == "a"
    with pytest.raises(LViTError, match="not empty"), writing_folder(folder):
        pass


@pytest.mark.hostile
@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "/etc/passwd", "a\\b", "C:x", "a\0b", "a\nb"]
)
def test_a_name_from_data_never_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(LViTError, match="leads out"):
        path_inside(tmp_path, name)
    assert path_inside(tmp_path, "a..b.png") == tmp_path / "a..b.png"


KILLED = """
import os, sys
from lvit_core.files import writing_folder
with writing_folder(sys.argv[1]) as aside:
    (aside / "half.txt").write_text("half")
    os._exit(9)
"""


def test_what_a_killed_program_left_is_cleared_at_the_next_start(tmp_path: Path) -> None:
    place = tmp_path / ("out" + "x" * 200)
    for _ in range(2):
        subprocess.run([sys.executable, "-c", KILLED, str(place)], check=False)
    (left,) = tmp_path.iterdir()  # the second one cleared what the first had left
    assert left.name.startswith(".out")
    with writing_folder(tmp_path / "other") as aside:
        assert sorted(tmp_path.iterdir()) == [aside]
        assert clear_unfinished(tmp_path) == []  # somebody still writes there
        (aside / "a").write_text("a")
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_folders_of_other_machines_and_people_stay(tmp_path: Path) -> None:
    names = (".out.00000000-1-abc.part", ".hidden", ".out-abcd", "x.part")
    for name in names:
        (tmp_path / name).mkdir()
    assert clear_unfinished(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == len(names)
    assert clear_unfinished(tmp_path / "nowhere") == []


@pytest.mark.hostile
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_only_ordinary_files_are_read_and_only_small_ones_as_text(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("pipe", "device", "loop", "missing", "x" * 300, "a\0b", "."):
        with pytest.raises(LViTError, match=r"is no file|is a folder|does not exist|be opened"):
            refuse_no_file(tmp_path / name)
    write_text(tmp_path / "a.txt", "text")
    assert read_small_text(tmp_path / "a.txt", 4) == "text"
    with pytest.raises(LViTError, match="too large"):
        read_small_text(tmp_path / "a.txt", 3)
    write_text(tmp_path / "long.txt", "x" * 300_000)
    with pytest.raises(LViTError, match=r"0\.30 MB \(at most 0\.26\)"):  # it said: at most 0
        read_small_text(tmp_path / "long.txt", 256 << 10)
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(LViTError, match="no text"):
        read_small_text(tmp_path / "a.txt")


def test_what_is_something_else_is_not_written_over(tmp_path: Path) -> None:
    picture, words = tmp_path / "curves.png", tmp_path / "sheet.xlsx"
    refuse_other_file(picture)
    picture.write_bytes(b"\x89PNG and more")
    words.write_bytes(b"of a person")
    refuse_other_file(picture, b"\x89PNG")
    for path, begins in ((picture, b""), (words, b"\x89PNG"), (words, b""), (tmp_path, b"\x89PNG")):
        with pytest.raises(LViTError, match="would be lost"):
            refuse_other_file(path, begins)
    assert words.read_bytes() == b"of a person"


def test_no_link_leads_out_of_a_home(tmp_path: Path) -> None:
    """Backups of a stranger's project were written where a link in it led."""
    (tmp_path / "elsewhere").mkdir()
    home = tmp_path / "home"
    (home / "real").mkdir(parents=True)
    (home / "out").symlink_to(tmp_path / "elsewhere")
    (home / "inside").symlink_to(home / "real")
    (tmp_path / "link to home").symlink_to(home)
    for folder in ("out", "out/deeper"):
        with pytest.raises(OSError, match="leads out"):
            write_text(home / folder / "a.txt", "a", home=home)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    for place in (home, tmp_path / "link to home"):
        write_text(place / "inside" / "a.txt", "a", home=place)
    assert (home / "real" / "a.txt").read_text(encoding="utf-8") == "a"
