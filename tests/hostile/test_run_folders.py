"""The folder of a run that came with a stranger's project: what it tells costs a sentence."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.training.asked import is_alive, stop_orphan, stopped_run
from lvit_core.training.control import Control, tell_run
from lvit_core.training.epi import PseudoLabels
from lvit_core.training.events import EventTail, last_event, read_events
from lvit_core.training.proposal_files import read_proposal
from lvit_core.training.run_folder import RunFolder, begin_run
from tests.hostile.runs import everything_under, run_command

pytestmark = pytest.mark.hostile


def test_a_model_elsewhere_is_not_opened_because_a_run_names_it(
    world: Path, tmp_path: Path
) -> None:
    shutil.copytree(world / "project", tmp_path / "project")
    shutil.copytree(world / "data", tmp_path / "data")
    run = tmp_path / "project" / "models" / "run-0001"
    run.mkdir(parents=True)
    (run / "events.jsonl").touch()
    bait = tmp_path / "bait"
    bait.mkdir()
    os.mkfifo(bait / "model.safetensors")  # whoever opens it hangs
    (bait / "config.toml").write_text('name = "bait"\n', encoding="utf-8")
    words = ["train", "--project", tmp_path / "project", "--out", run, "--resume"]
    for key in ("start", "in_force"):
        (run / "run.json").write_text(json.dumps({key: str(bait)}), encoding="utf-8")
        ending = run_command(words)
        assert ending.complaint() == "" and ending.code == 1
        assert "lies elsewhere" in ending.said, ending.said


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "deep"])
def test_no_file_of_a_run_is_waited_for(kind: str, tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    for place in (run.events, run.control, run.process, run.plan, run.recipe):
        if kind == "pipe":
            os.mkfifo(place)
        elif kind == "folder":
            place.mkdir()
        elif kind == "device":
            place.symlink_to("/dev/zero")
        else:
            place.write_text("[" * 200_000, encoding="utf-8")
    before = everything_under(tmp_path)
    assert read_events(run.events) == [] and last_event(run.events) is None
    assert EventTail(run.events).new_events() == []
    assert Control(run.control).command() == "run" and Control(run.control).choice() is None
    assert not is_alive(tmp_path)
    assert stopped_run(tmp_path) is None
    assert everything_under(tmp_path) == before


def test_a_pseudo_label_elsewhere_is_not_read(tmp_path: Path) -> None:
    np.save(tmp_path / "bait.npy", np.zeros((4, 4), np.float32))
    folder = tmp_path / "pseudo"
    labels = PseudoLabels(folder)
    labels.update("a", None, np.ones((4, 4), np.float32), 1)
    labels.save(1)
    (index,) = folder.glob("index-*.json")
    rows = json.loads(index.read_text(encoding="utf-8"))
    for told in ("../bait.npy", str(tmp_path / "bait.npy"), "..", ""):
        rows["a"]["file"] = told
        index.write_text(json.dumps(rows), encoding="utf-8")
        with pytest.raises(LViTError):
            PseudoLabels(folder, generation=1)


def test_a_prediction_that_unfolds_or_waits_is_left(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.npz")
    (tmp_path / "2.npz").write_bytes(b"no archive")
    with (
        zipfile.ZipFile(tmp_path / "3.npz", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("probability.npy", "w", force_zip64=True) as member,
    ):
        for _ in range(600):
            member.write(bytes(1 << 20))
    for number in (1, 2, 3):
        with pytest.raises(LViTError):
            read_proposal(tmp_path / f"{number}.npz")


@pytest.mark.parametrize("name", ["events.jsonl", "control.json", "checkpoint.pt", "recipe.toml"])
def test_no_run_begins_in_a_folder_of_pipes(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(LViTError, match=name):
        begin_run(tmp_path)


def test_a_run_is_told_what_to_do_whatever_stands_there(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.control.write_text('{"command": "pause", "choice": "many"}', encoding="utf-8")
    tell_run(run, "stop", in_force="nuclei")
    assert Control(run.control).command() == "stop"
    assert stop_orphan(tmp_path) is False
