"""A preview says what the import will say, and changes nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lvit_core.annotation.edit import Edit
from lvit_core.cli import build_app
from lvit_core.errors import Cancelled
from lvit_core.exchange import filling, import_as_project, preview_import, previewing
from lvit_core.project.journal import JournalStore
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import write_image
from tests.lvit_core.exchange.test_foreign_outlines import CORNERS, labelme, shape, sizes

pytestmark = pytest.mark.exchange

NUCLEI = {"template": "nuclei"}


def digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_preview_of_a_new_project_leaves_nothing(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [shape(CORNERS), shape([[1, 1]], "point")])
    before = digest(tmp_path)
    told = preview_import("labelme", tmp_path / "d", tmp_path / "p", NUCLEI)
    assert digest(tmp_path) == before
    done = import_as_project("labelme", tmp_path / "d", tmp_path / "p", NUCLEI)
    assert told == replace(done, folder=told.folder)
    assert (told.objects, len(told.losses)) == (1, 1)


@pytest.mark.parametrize("onto", ["", "same", "merge", "new"])
def test_a_preview_of_an_import_onto_images_says_what_it_will_do(onto: str, tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [shape(CORNERS)])
    import_as_project("labelme", tmp_path / "d", tmp_path / "p", NUCLEI)
    far = [[x + 5, y] for x, y in CORNERS]
    labelme(tmp_path / "d" / "a.json", [shape(far, label="stromal")])
    options = {**NUCLEI, "onto": onto}
    told = preview_import("labelme", tmp_path / "d", tmp_path / "p", options)
    assert sizes(tmp_path / "p") == {"nucleus": [100]}
    done = import_as_project("labelme", tmp_path / "d", tmp_path / "p", options)
    assert told == replace(done, folder=told.folder)


def test_the_command_line_previews(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [shape(CORNERS)])
    command = ["import", str(tmp_path / "p"), str(tmp_path / "d"), "--format", "labelme",
               "--template", "nuclei", "--json"]  # fmt: skip
    result = CliRunner().invoke(build_app(), [*command, "--preview"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["images"], told["objects"], told["objects_found"], told["losses"]) == (1, 1, 1, [])
    assert not (tmp_path / "p").exists()
    assert CliRunner().invoke(build_app(), command).exit_code == 0
    assert (tmp_path / "p").is_dir()


@pytest.mark.parametrize("at_once", [1, 100])
@pytest.mark.parametrize("reader", ["", "Bo"])
def test_a_preview_stores_no_drawing_but_that_of_a_picture_that_comes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, reader: str
) -> None:
    """Labels of a twin lie below those that came first; the pixels they lose are told."""
    far = [[x + 5, y + 5] for x, y in CORNERS]
    for name, seed, corners in (("a", 1, CORNERS), ("b", 2, CORNERS), ("c", 1, far)):
        write_image(tmp_path / "d" / f"{name}.png", seed)
        file = tmp_path / "d" / f"{name}.json"
        labelme(file, [shape(corners)])
        file.write_text(file.read_text().replace("a.png", f"{name}.png"))
    options = {**NUCLEI, **({"onto": "reader", "reader": reader} if reader else {})}
    stored: list[int] = []
    real = JournalStore.append_all

    def note(self: JournalStore, image_id: int, edits: list[Edit], **named: Any) -> Any:
        stored.extend(image_id for edit in edits if not edit.patch.empty)
        return real(self, image_id, edits, **named)

    monkeypatch.setattr(filling, "MOST_WAITING", at_once)
    monkeypatch.setattr(JournalStore, "append_all", note)
    told = preview_import("labelme", tmp_path / "d", tmp_path / "p", options)
    assert stored == [1, 1]
    stored.clear()
    done = import_as_project("labelme", tmp_path / "d", tmp_path / "p", options)
    assert sorted(stored) == [1, 1, 2]
    assert told == replace(done, folder=told.folder)
    assert told.twins == 1
    assert any("lost 25 of its 100 pixels" in note for note in told.notes)


def test_a_preview_is_stopped_while_the_project_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [shape(CORNERS)])
    import_as_project("labelme", tmp_path / "d", tmp_path / "p", NUCLEI)
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    monkeypatch.setattr(previewing, "import_as_project", lambda *_: pytest.fail("too late"))
    with pytest.raises(Cancelled):
        preview_import("labelme", tmp_path / "d", tmp_path / "p", NUCLEI, None, lambda: True)
    assert list((tmp_path / "temp").iterdir()) == []
    assert sizes(tmp_path / "p") == {"nucleus": [100]}


def test_a_preview_copies_no_strokes_and_makes_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project's history may be gigabytes; the report is that of the import all the same."""
    write_image(tmp_path / "d" / "a.png", 1)
    labelme(tmp_path / "d" / "a.json", [shape(CORNERS)])
    import_as_project("labelme", tmp_path / "d", tmp_path / "p", NUCLEI)
    with Project.open(tmp_path / "p") as project:
        steps = [one.nbytes for one in project.journal.history(1)]
    copies: list[tuple[int, list[Path]]] = []
    real = previewing.import_as_project

    def look(name: str, path: Path, copy: Path, *more: Any, **named: Any) -> Any:
        with closing(sqlite3.connect(copy / "project.sqlite")) as stored:
            (size,) = stored.execute("SELECT sum(length(data)) FROM journal").fetchone()
            chain = stored.execute("SELECT count(*) FROM chain").fetchone()
        assert sum(steps) > 0 and chain[0] > 2
        done = real(name, path, copy, *more, **named)
        copies.append((size, sorted(copy.rglob("*backup*"))))
        return done

    monkeypatch.setattr(previewing, "import_as_project", look)
    options = {**NUCLEI, "onto": "same"}
    told = preview_import("labelme", tmp_path / "d", tmp_path / "p", options)
    assert copies == [(0, [])]
    done = import_as_project("labelme", tmp_path / "d", tmp_path / "p", options)
    assert told == replace(done, folder=told.folder)
