"""Every command on a project file that is damaged or of another version: a sentence each."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.cli import build_app
from lvit_core.cli.output import run
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.sqlite_file import FILE_NAME

Harm = Callable[[Path], object]
HERE = "PROJECT"
APP = build_app()
LIGHT = (
    ("info", HERE, "--names"),
    ("code", HERE, "infection", "--category", "1 SCT a", "--type", "2 SCT b"),
    ("project", "history", HERE),
    ("project", "audit", HERE, "--prov", "OUT.json"),
    ("project", "record", HERE, "on"),
    ("project", "compact", HERE),
    ("project", "check", HERE),
    ("project", "repair", HERE),
    ("project", "audit", HERE),
)
OPENING = (
    ("add", HERE, "a.png"),
    ("export", HERE, "--format", "png", "--all", "--out", "OUT"),
    ("import", HERE, ".", "--format", "png", "--laterality", "viewer"),
    ("predict", "--project", HERE, "--model", "chest", "--out", "OUT"),
    ("train", "--project", HERE, "--out", "OUT", "--epochs", "1"),
    ("project", "history", HERE, "1", "--restore", "0"),
    ("project", "backup", HERE),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture and a project of it; it is copied, never changed."""
    folder = tmp_path_factory.mktemp("whole")
    Image.fromarray(np.zeros((16, 16), np.uint8)).save(folder / "a.png")
    with Project.create(folder / HERE, ProjectSettings("T", "chest-xray", "viewer")) as project:
        project.images.add([folder / "a.png"])
    return folder


def bytes_of(change: Callable[[bytes], bytes]) -> Harm:
    return lambda file: file.write_bytes(change(file.read_bytes()))


def sql(*statements: str) -> Harm:
    def harm(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    return harm


NOT_OPENED: dict[str, Harm] = {
    "text": bytes_of(lambda _: b"hello" * 1000),
    "empty": bytes_of(lambda _: b""),
    "cut": bytes_of(lambda data: data[:5000]),
    "older than it says": sql("PRAGMA user_version = 3"),
    "newer": sql("PRAGMA user_version = 99"),
    "of no version": sql("PRAGMA user_version = 0"),
    "one setting lost": sql("DELETE FROM settings WHERE key = 'template'"),
}
OPENED: dict[str, Harm] = {
    "no images": sql("DROP TABLE images"),
    "no journal": sql("DROP TABLE journal"),
    "no chain": sql("DROP TABLE chain"),
    "odd state": sql("UPDATE images SET state = 'x'"),
    "odd chain": sql("UPDATE chain SET detail = '{', hash = 'x', digest = 'y', person = x'ff'"),
}


def call(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and what was said; whatever else is raised is a bug, and fails the test."""
    with pytest.raises(SystemExit) as ended:
        run(APP, list(words))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out + told.err


@pytest.fixture
def harmed(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Harm], Path]:
    def make(harm: Harm) -> Path:
        folder = tmp_path / "all"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        harm(folder / HERE / FILE_NAME)
        monkeypatch.chdir(folder)
        return folder

    return make


@pytest.mark.parametrize("name", NOT_OPENED)
def test_what_cannot_be_opened_is_said_by_every_command(
    name: str, harmed: Callable[[Harm], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    harmed(NOT_OPENED[name])
    for words in (*OPENING, *LIGHT):
        code, said = call(words, capsys)
        assert "Traceback" not in said and said.strip(), words
        if words in OPENING and words[:2] != ("project", "backup"):
            assert code == 1 and "Error:" in said, (words, said)


@pytest.mark.parametrize("name", OPENED)
def test_what_makes_no_sense_inside_is_said_too(
    name: str, harmed: Callable[[Harm], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    harmed(OPENED[name])
    for words in LIGHT:
        code, said = call(words, capsys)
        assert code in (0, 1) and "Traceback" not in said, words
