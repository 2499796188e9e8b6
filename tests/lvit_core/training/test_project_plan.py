"""A run's folder may come from a stranger: it names no model elsewhere that would be opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.model.catalogue import list_models
from lvit_core.training.project_plan import read_plan, refuse_models_elsewhere


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder with a model in it, and a link in it that leads out."""
    (tmp_path / "home" / "models" / "own").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "home" / "models" / "link").symlink_to(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def refused(home: Path, named: str | None = None, **plan: str) -> bool:
    try:
        refuse_models_elsewhere(plan, (home, home / "run"), named)
    except LViTError as error:
        assert "lies elsewhere" in error.message and "--model" in (error.hint or "")
        return True
    return False


@pytest.mark.parametrize("key", ["start", "in_force"])
def test_what_lies_elsewhere_is_opened_only_when_it_is_named_again(home: Path, key: str) -> None:
    elsewhere = str(home.parent / "elsewhere")
    for told in (
        elsewhere, "elsewhere", "./elsewhere", "home/../elsewhere", "//server/share/model",
        str(home / "models" / "link"), str(home / "models" / ".." / ".." / "elsewhere"),
        "no\0name", "home", str(home.parent),
    ):  # fmt: skip
        assert refused(home, **{key: told}) is (told != "home"), told
    assert not refused(home, elsewhere, **{key: elsewhere})
    assert refused(home, "nuclei", in_force=elsewhere, start="nuclei")
    assert not refused(home, "nuclei", start=elsewhere), "another one was named to start from"


def test_what_belongs_to_the_project_or_the_program_is_opened(home: Path) -> None:
    for told in ("", list_models()[0].name, str(home / "models" / "own"), "home/models/own"):
        assert not refused(home, start=told, in_force=told)


@pytest.mark.parametrize("text", ["[]", '{"start": 5}', "{", "[" * 100_000, '{"a": null}'])
def test_a_damaged_plan_is_refused_in_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(LViTError, match="damaged"):
        read_plan(tmp_path)


def test_a_plan_is_what_it_was(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"start": "chest"}), encoding="utf-8")
    assert read_plan(tmp_path) == {"start": "chest"}
