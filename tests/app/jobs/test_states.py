"""Times, curves and words that the status bar and the training dock show."""

from __future__ import annotations

import json

import pytest

from app.jobs.progress import MOST_POINTS, RunProgress
from app.jobs.run_process import TrainingJob, stop_orphan
from app.jobs.states import PredictionState
from app.jobs.timing import PredictionTimes
from lvit_core.training.control import tell_run
from lvit_core.training.events import (
    Failed,
    Finished,
    GenerationEnded,
    Paused,
    Started,
    Step,
    last_event,
)
from lvit_core.training.run_folder import RunFolder


def test_predictions_over_whole_images_take_the_same_time_for_any_size():
    times = PredictionTimes()
    assert times.expected_s("chest", 10_000, encoded=False, by_area=False) is None
    times.add("chest", 10_000, 0.5, encoded=False, by_area=False)
    assert times.expected_s("chest", 90_000, encoded=False, by_area=False) == 0.5
    assert times.expected_s("chest", 90_000, encoded=True, by_area=False) == 0.5


def test_predictions_in_tiles_take_time_by_area():
    times = PredictionTimes()
    times.add("nuclei", 1_000_000, 2.0, encoded=False, by_area=True)
    assert times.expected_s("nuclei", 4_000_000, encoded=False, by_area=True) == 8.0
    times.add("nuclei", 1_000_000, 4.0, encoded=False, by_area=True)
    assert times.expected_s("nuclei", 1_000_000, encoded=False, by_area=True) == pytest.approx(2.8)
    again = PredictionTimes(times.known())
    assert again.expected_s("nuclei", 1_000_000, encoded=False, by_area=True) == pytest.approx(2.8)


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (PredictionState("starting", "chest"), "loading model chest"),
        (PredictionState("predicting", expected_s=0.0714), "predicting, about 71 ms"),
        (PredictionState("predicting"), "predicting"),
        (PredictionState("ready", seconds=1.26), "prediction 1.3 s"),
        (PredictionState("failed", message="There is no model."), "There is no model."),
    ],
)
def test_what_the_predictor_does_is_said_in_words(state, text):
    assert state.text == text


def test_events_become_curves_counts_and_time_left(tmp_path):
    progress = RunProgress(tmp_path, minutes=10)
    progress.take(Started(labeled=4, unlabeled=9, with_sentence=6, holdout=2))
    for step in range(1, 11):
        losses = {"total": 1 / step, "language_vision": 0.5, "supervised": None}
        progress.take(Step(step=step, losses=losses, done=step / 100))
    progress.take(
        GenerationEnded(
            number=1, labeled=4, unlabeled=9, with_sentence=6, holdout=2, holdout_dice=0.75,
            pseudo_change=0.1, unlabeled_in_use=7,
        )
    )  # fmt: skip
    state = progress.state()
    assert (state.phase, state.step, state.generation) == ("running", 10, 1)
    assert (state.labeled, state.pseudo_labeled, state.holdout) == (4, 7, 2)
    assert (state.unlabeled, state.with_sentence) == (9, 6)
    assert state.holdout_dice == 0.75
    assert [point.y for point in state.curves["loss"]][:2] == [1.0, 0.5]
    assert len(state.curves["lv"]) == 10
    assert "supervised" not in state.curves
    assert state.curves["holdout_dice"][0].x == 1
    assert state.seconds_left is not None and state.seconds_left >= 0
    progress.take(Paused(step=10))
    assert progress.state().phase == "paused"
    progress.take(Failed(message="Out of memory.", hint="Close programs."))
    assert progress.error == ("Out of memory.", "Close programs.")


def test_what_a_run_has_not_told_is_not_claimed(tmp_path):
    state = RunProgress(tmp_path, minutes=10).state()
    assert (state.generation, state.labeled, state.pseudo_labeled, state.holdout) == (None,) * 4
    assert (state.unlabeled, state.with_sentence) == (None, None)


def test_long_curves_are_thinned_and_keep_their_ends(tmp_path):
    progress = RunProgress(tmp_path, minutes=10)
    for step in range(1, 3 * MOST_POINTS):
        progress.take(Step(step=step, losses={"total": 1.0}, done=0.1))
    points = progress.state().curves["loss"]
    assert len(points) <= MOST_POINTS
    assert points[0].x == 1
    assert points[-1].x >= 3 * MOST_POINTS - 3


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
