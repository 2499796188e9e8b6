"""Curves, counts and time left, from what a training run tells."""

from lvit_core.training.events import (
    Failed,
    GenerationEnded,
    Paused,
    PrecisionTested,
    Started,
    Step,
    Warned,
)
from lvit_core.training.progress import MOST_POINTS, RunProgress


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


def test_the_curves_of_a_resumed_run_begin_where_the_run_began(tmp_path):
    """They were empty after each Resume. What was done again after a kill is there once."""
    earlier = [
        Started(labeled=4),
        *(Step(step=step, losses={"total": 1.0}, done=0.1) for step in (1, 2, 3)),
        GenerationEnded(number=1, holdout_dice=0.6, labeled=4),
        Failed(message="The power went."),
    ]
    progress = RunProgress(tmp_path, minutes=10)
    progress.recall(earlier)
    state = progress.state()
    assert [point.x for point in state.curves["loss"]] == [1, 2, 3]
    assert [point.y for point in state.curves["holdout_dice"]] == [0.6]
    assert (state.phase, state.labeled, progress.error) == ("starting", None, None)
    progress.take(Step(step=3, losses={"total": 0.5}, done=0.1))
    assert [(point.x, point.y) for point in progress.state().curves["loss"]] == [
        (1, 1.0), (2, 1.0), (3, 0.5),
    ]  # fmt: skip


def test_that_a_run_had_to_go_on_in_float32_stays_said(tmp_path):
    progress = RunProgress(tmp_path, minutes=10)
    progress.take(PrecisionTested(asked="probe", wished="bfloat16", precision="bfloat16"))
    assert progress.state().plainly == ""
    progress.take(PrecisionTested(asked="image", wished="bfloat16", precision="float32"))
    progress.take(Warned(message="Something else."))
    assert progress.state().plainly == "bfloat16"
