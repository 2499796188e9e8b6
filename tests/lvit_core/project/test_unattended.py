"""What commands do carries a name, is backed up once a day, and exports leave a trace."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from lvit_core.cli import build_app
from lvit_core.cli.output import run
from lvit_core.preferences import FILE_NAME as SETTINGS_NAME
from lvit_core.preferences import FOLDER_NAME, stated_person
from lvit_core.project import chain, unattended
from lvit_core.project.care.audit import audit
from lvit_core.project.care.backups import Why, list_backups
from lvit_core.project.chain import Act, Link
from lvit_core.project.clock import moment
from lvit_core.project.project import Project
from lvit_core.project.sqlite_file import FILE_NAME
from tests.lvit_core.project.conftest import write_images


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        run(build_app(), [str(word) for word in words])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def links(folder: Path) -> list[Link]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return list(chain.links(connection.execute))


@pytest.fixture
def folder(project: Project) -> Path:
    project.close()
    return project.folder


def test_a_command_backs_up_what_is_a_day_old_before_it_changes_anything(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    [new] = write_images(tmp_path / "new", 1)
    new.write_bytes(new.read_bytes() + b"another")
    assert call(capsys, "add", folder, new)[0] == 0
    first = list_backups(folder / FILE_NAME)
    assert [one.why for one in first] == [Why.DAILY]
    with closing(sqlite3.connect(first[0].file)) as connection:
        assert connection.execute("SELECT count(*) FROM images").fetchone() == (3,)
    assert call(capsys, "add", folder, new)[0] == 0
    assert list_backups(folder / FILE_NAME) == first  # not a day old
    later = moment() + timedelta(days=1)
    monkeypatch.setattr(unattended, "moment", lambda: later)
    assert call(capsys, "add", folder, new)[0] == 0
    assert len(list_backups(folder / FILE_NAME)) == 2


def test_a_command_that_only_reads_makes_no_backup(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["info", folder], ["project", "history", folder], ["code", folder]):
        assert call(capsys, *words)[0] == 0
    assert list_backups(folder / FILE_NAME) == []


def test_the_name_is_the_one_given_in_the_window_or_stated_for_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LVIT_PERSON", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert stated_person() == ""
    place = tmp_path / FOLDER_NAME / SETTINGS_NAME
    place.parent.mkdir()
    place.write_text('[preferences]\n"person.name" = " A. B. "\n')
    assert stated_person() == "A. B."
    place.write_text("no settings at all = =")
    assert stated_person() == ""
    monkeypatch.setenv("LVIT_PERSON", "C")
    assert stated_person() == "C"


def test_an_export_and_its_project_name_each_other(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LVIT_PERSON", "A. B.")
    out = tmp_path / "out"
    assert call(capsys, "export", folder, "--format", "png", "--all", "--out", out)[0] == 0
    told = json.loads((out / "provenance.json").read_text())
    assert told["exported_by"].startswith("reader-")  # names of readers do not leave unasked
    assert told["chain"] in (out / "README.md").read_text()
    row = links(folder)[-1]
    assert (row.act, row.person) == (Act.EXPORTED, "A. B.")
    assert row.told["images"] == 3 and row.told["format"] == "png"
    code, text, _ = call(capsys, "project", "audit", folder, "--head", out / "provenance.json")
    assert code == 0 and audit(folder).findings == []
    told["chain"] = told["chain"][:-1] + ("0" if told["chain"][-1] != "0" else "1")
    (out / "provenance.json").write_text(json.dumps(told))
    code, text, _ = call(capsys, "project", "audit", folder, "--head", out / "provenance.json")
    assert code == 1 and "cut off or made anew" in text


def test_who_exports_is_told_by_name_where_names_may_leave(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LVIT_PERSON", "A. B.")
    words = ("export", folder, "--format", "png", "--all", "--out", tmp_path / "out")
    assert call(capsys, *words, "--keep-readers")[0] == 0
    assert json.loads((tmp_path / "out" / "provenance.json").read_text())["exported_by"] == "A. B."
    assert "Exported by A. B." in (tmp_path / "out" / "README.md").read_text()


def test_an_export_while_the_window_is_open_is_made_and_said_not_to_be_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(folder):
        words = ("export", folder, "--format", "png", "--all", "--out", tmp_path / "out")
        code, _, err = call(capsys, *words)
    assert code == 0 and "does not keep that it was exported" in err
    assert Act.EXPORTED not in [link.act for link in links(folder)]


def test_an_import_says_that_it_began(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        call(capsys, "export", folder, "--format", "png", "--all", "--out", tmp_path / "out")[0]
        == 0
    )
    words = ("import", tmp_path / "new", tmp_path / "out", "--format", "png")
    assert call(capsys, *words)[0] == 0
    assert Act.IMPORTED in [link.act for link in links(tmp_path / "new")]
    assert audit(tmp_path / "new").findings == []
