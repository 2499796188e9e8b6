"""A project can be moved with its runs: their files tell places from where they lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lvit_core.training.control import Control, tell_run
from lvit_core.training.events import (
    EventTail,
    EventWriter,
    Finished,
    GenerationEnded,
    ProposalWritten,
    last_event,
    read_events,
)
from lvit_core.training.project_plan import read_plan, write_plan
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.run_places import meant_place, told_place


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of a project, and one before it with a generation."""
    (tmp_path / "first" / "models" / "run-0001" / "generations" / "gen-0001").mkdir(parents=True)
    made = tmp_path / "first" / "models" / "run-0002"
    (made / "generations" / "gen-0001").mkdir(parents=True)
    (made / "proposals" / "gen-0001").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    return made


def places(run: Path) -> dict[str, str]:
    return {
        "folder": str(run / "generations" / "gen-0001"),
        "parent": str(run.with_name("run-0001") / "generations" / "gen-0001"),
        "proposals": str(run / "proposals" / "gen-0001"),
    }


def write_all(run: Path) -> None:
    told = places(run)
    writer = EventWriter(RunFolder(run).events)
    writer.write(GenerationEnded(number=1, **told))
    writer.write(ProposalWritten(path=told["proposals"]))
    writer.write(GenerationEnded(number=2, parent="chest"))
    writer.write(Finished(folder=str(run), in_force=told["parent"]))
    writer.close()
    write_plan(run, {"start": told["parent"], "in_force": "nuclei", "newest": told["folder"]})
    tell_run(RunFolder(run), in_force=told["parent"])


def test_what_a_run_tells_holds_after_its_project_was_moved(run: Path, tmp_path: Path) -> None:
    write_all(run)
    for name in ("events.jsonl", "run.json", "control.json"):
        assert str(tmp_path) not in (run / name).read_text(encoding="utf-8"), name
    (tmp_path / "first").rename(tmp_path / "second")
    moved = tmp_path / "second" / "models" / "run-0002"
    told = places(moved)
    events = read_events(moved / "events.jsonl")
    first, proposal, other, _ = events
    assert (first.folder, first.parent, first.proposals) == tuple(told.values())
    assert proposal.path == told["proposals"] and other.parent == "chest"
    assert last_event(moved / "events.jsonl") == events[-1]
    assert (events[-1].folder, events[-1].in_force) == (str(moved), told["parent"])
    assert EventTail(moved / "events.jsonl").new_events() == events
    assert read_plan(moved) == {
        "start": told["parent"], "in_force": "nuclei", "newest": told["folder"],
    }  # fmt: skip
    assert Control(moved / "control.json").choice().model == told["parent"]


def test_what_an_older_run_told_whole_is_found_with_it(run: Path, tmp_path: Path) -> None:
    before = places(run)
    event = {"event": "generation", "number": 1, **before}
    (run / "events.jsonl").write_text(json.dumps(event) + "\n", encoding="utf-8")
    (run / "run.json").write_text(json.dumps({"start": before["parent"]}), encoding="utf-8")
    assert read_events(run / "events.jsonl")[0].folder == before["folder"]
    (tmp_path / "first").rename(tmp_path / "second")
    moved = tmp_path / "second" / "models" / "run-0002"
    assert read_plan(moved) == {"start": places(moved)["parent"]}
    assert read_events(moved / "events.jsonl")[0].folder == places(moved)["folder"]


def test_names_and_places_elsewhere_stay(run: Path, tmp_path: Path) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    (run.parent / "link").symlink_to(elsewhere)
    for told in ("chest", "", elsewhere, "/no/such/model"):
        assert told_place(run, told) == told and meant_place(run, told) == told
    assert told_place(run, str(run.parent / "link")) == str(run.parent / "link")
    alone = tmp_path / "elsewhere" / "run"
    alone.mkdir()
    assert told_place(alone, str(run)) == str(run), "a run of its own is moved alone"
    assert told_place(alone, str(alone)) == "./."


def test_a_place_that_a_person_named_from_where_they_stood_is_told_whole(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told_place(run, "./elsewhere") == str(tmp_path / "elsewhere")
    assert meant_place(run, "./elsewhere") == "./elsewhere", "as older runs told it"


@pytest.mark.parametrize("told", ["a/\0", "/\0", "\udcff/x", "../" * 5000, "a/" * 5000, "//x/y"])
def test_odd_places_break_nothing(run: Path, told: str) -> None:
    assert meant_place(run, told) == told or "/" in meant_place(run, told)
    assert isinstance(told_place(run, told), str)
