"""A run is a process that is steered and read through files."""

import json
import sys
import time

import pytest

from lvit_core import own_program
from lvit_core.training.control import tell_run
from lvit_core.training.events import Finished, last_event
from lvit_core.training.run import TrainingJob
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.run_process import RunProcess, stop_orphan

OBEDIENT = """
import sys, time
from pathlib import Path
run = Path(sys.argv[sys.argv.index("--out") + 1])
(run / "events.jsonl").open("a").write('{"event": "step", "step": 3}\\n')
for _ in range(400):
    if (run / "control.json").is_file() and "stop" in (run / "control.json").read_text():
        sys.exit(0)
    time.sleep(0.05)
sys.exit("nobody told me to stop")
"""


def awake(seconds):
    time.sleep(seconds)
    return False


def test_a_run_that_is_told_to_stop_before_it_has_begun_stops(tmp_path, monkeypatch):
    monkeypatch.setattr(own_program, "own_command", lambda _role: [sys.executable, "-c", OBEDIENT])
    process, told = RunProcess(TrainingJob(tmp_path / "p", tmp_path / "run", 1.0)), []
    process.tell("stop")
    assert process.follow({}, told.append, awake) == 0
    assert [news.state.step for news in told] == [0, 3]
    assert [news.urgent for news in told] == [False, False]
    assert process.id is None and not RunFolder(tmp_path / "run").process.exists()


TALKING = """
import sys
from pathlib import Path
run = Path(sys.argv[sys.argv.index("--out") + 1])
(run / "events.jsonl").open("a").write(
    '{"event": "warning", "message": "One image is missing."}\\n'
    '{"event": "generation", "number": 2, "folder": "generations/gen-0002", "parent": "chest"}\\n'
)
"""


def test_what_a_run_tells_comes_as_news_with_the_curves_it_had_before(tmp_path, monkeypatch):
    monkeypatch.setattr(own_program, "own_command", lambda _role: [sys.executable, "-c", TALKING])
    run, told = tmp_path / "run", []
    run.mkdir()
    before = '{"event": "generation", "number": 1, "holdout_dice": 0.5, "folder": "generations/1"}'
    (run / "events.jsonl").write_text(before + "\n")
    RunProcess(TrainingJob(tmp_path / "p", run, 1.0, resume=True)).follow({}, told.append, awake)
    first, news = told
    assert [(point.x, point.y) for point in first.state.curves["holdout_dice"]] == [(1, 0.5)]
    assert first.generations == (), "what was published then is recorded"
    assert news.urgent and news.warnings == ("One image is missing.",)
    assert [published.folder for published in news.generations] == [run / "generations/gen-0002"]


def test_what_a_run_said_last_names_the_cause_of_its_death(tmp_path, monkeypatch):
    dying = [sys.executable, "-c", "import sys; sys.exit('The disk is full.')"]
    monkeypatch.setattr(own_program, "own_command", lambda _role: dying)
    process = RunProcess(TrainingJob(tmp_path / "p", tmp_path / "run", 1.0))
    code = process.follow({}, print, awake)
    assert code == 1 and process.cause_of_death(code).startswith("The disk is full. Press Resume")


def test_a_run_is_told_and_read_through_files(tmp_path):
    tell_run(RunFolder(tmp_path), "pause")
    assert json.loads((tmp_path / "control.json").read_text()) == {"command": "pause"}
    assert last_event(tmp_path / "events.jsonl") is None
    (tmp_path / "events.jsonl").write_text('{"event": "step"}\n{"event": "finished"}\n{"eve')
    assert last_event(tmp_path / "events.jsonl") == Finished()
    assert not stop_orphan(tmp_path)
    (tmp_path / "process.json").write_text('{"pid": 1}')
    assert not stop_orphan(tmp_path), "another program that has this number now is left alone"


def test_a_run_is_started_at_low_priority_with_its_budget(tmp_path):
    job = TrainingJob(tmp_path / "p", tmp_path / "run", 30.0, 1, resume=True)
    arguments = job.arguments()
    assert arguments[:3] == ["train", "--project", str(tmp_path / "p")]
    assert {"--low-priority", "--resume", "--events"} <= set(arguments)
    assert arguments[arguments.index("--minutes") + 1] == "30.0"


def test_nothing_of_a_run_is_made_where_its_project_was_renamed(tmp_path):
    """Starting one, and telling it what to do, made the project's folder anew."""
    run = tmp_path / "project" / "models" / "run-0001"
    process = RunProcess(TrainingJob(tmp_path / "project", run, 1.0))
    with pytest.raises(FileNotFoundError):
        process.follow({}, lambda _: None, awake)
    tell_run(RunFolder(run), "stop", in_force="chest")
    assert list(tmp_path.iterdir()) == []
