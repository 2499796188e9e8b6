"""What a run publishes, as the window takes it: recorded once, in force only where it may be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.session.session import Session
from lvit_core.training.events import last_event
from lvit_core.training.recording import published_by

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."


@pytest.fixture
def run(opened: Session) -> Path:
    """The folder of a run of the project that has told nothing yet."""
    folder = opened.state.project.folder / "models" / "run-0001"
    folder.mkdir(parents=True)
    (folder / "events.jsonl").touch()
    return folder


def publish(run: Path, number: int, parent: str, image_id: int = 2) -> None:
    """As a run does when a generation is judged good: the files, then the event."""
    model = run / "generations" / f"gen-{number:04d}"
    model.mkdir(parents=True)
    proposals = run / "proposals" / model.name
    proposals.mkdir(parents=True)
    probability = np.full((600, 520), 40 * number, np.uint8)
    np.savez_compressed(
        proposals / f"{image_id}.npz", probability=probability, layer=np.asarray("lesion"),
        threshold=np.asarray(0.5), sentence=np.asarray(""), generation=np.asarray(model.name),
    )  # fmt: skip
    event = {
        "event": "generation", "time": 1.0, "number": number, "step": 20, "folder": str(model),
        "parent": parent, "holdout_dice": 0.9, "in_force_dice": 0.8, "promoted": True,
        "note": "no worse", "proposals": str(proposals),
    }  # fmt: skip
    with (run / "events.jsonl").open("a") as stream:
        stream.write(json.dumps(event) + "\n")


def take(session: Session, run: Path, qtbot) -> None:
    """As the window does when it opens a project whose run went on without it."""
    known = len(session.state.project.generations.all())
    session.fine_tuning.intake.take_missed(run)
    qtbot.waitUntil(lambda: len(session.state.project.generations.all()) > known)
    qtbot.waitUntil(lambda: session.services.storage.state.all_saved)


def choose(session: Session, number: int, qtbot) -> None:
    """A person puts a generation in force; waits until the window says so, not for any news."""
    history = session.services.notices.history
    known = len(history)
    session.actions.training.put_in_force(number=number)
    qtbot.waitUntil(lambda: any("proposals now" in one.message for one in list(history)[known:]))


def test_back_to_the_original_model_stands_while_a_run_goes_on(opened, run, qtbot):
    project = opened.state.project
    original = project.generations.model_in_force()
    publish(run, 1, original)
    take(opened, run, qtbot)
    first = project.generations.model_in_force()
    assert first != original
    assert project.proposals.load(2).generation == "1"

    choose(opened, 0, qtbot)
    told = json.loads((run / "control.json").read_text())
    assert told == {"in_force": original, "choice": 1}, "the run is told at once"
    publish(run, 2, first)
    take(opened, run, qtbot)
    assert project.generations.model_in_force() == original
    assert [generation.in_force for generation in project.generations.all()] == [False, False]
    assert project.proposals.load(2).generation == "1", "its predictions are not shown either"
    said = opened.services.notices.history
    qtbot.waitUntil(lambda: "not put in force" in said[-1].message)
    assert said[-1].hint[0].isupper() and said[-1].hint.endswith("."), "whole sentences"
    assert "a person had chosen another model" in said[-1].hint


def test_a_generation_that_is_taken_twice_is_recorded_once(opened, run, qtbot):
    publish(run, 1, opened.state.project.generations.model_in_force())
    take(opened, run, qtbot)
    opened.fine_tuning.intake.take_missed(run)
    published = published_by(last_event(run / "events.jsonl"), run)
    opened.fine_tuning.intake.take(published)
    qtbot.waitUntil(lambda: opened.services.storage.state.all_saved)
    assert [generation.number for generation in opened.state.project.generations.all()] == [1]


def test_which_model_is_in_force_is_announced(opened, run, qtbot):
    publish(run, 1, opened.state.project.generations.model_in_force())
    with qtbot.waitSignal(opened.fine_tuning.changed):
        opened.fine_tuning.intake.take_missed(run)
    choose(opened, 0, qtbot)
    opened.actions.training.put_in_force(number=7)
    qtbot.waitUntil(lambda: "no generation 7" in opened.services.notices.history[-1].message)
    assert opened.state.project.generations.in_force() == 0


def test_that_a_person_chose_another_model_is_said_once_not_for_every_generation(
    opened, run, qtbot
):
    project = opened.state.project
    publish(run, 1, project.generations.model_in_force())
    take(opened, run, qtbot)
    first = project.generations.model_in_force()
    choose(opened, 0, qtbot)
    for number in (2, 3, 4):
        publish(run, number, first)
        take(opened, run, qtbot)
    qtbot.waitUntil(lambda: opened.fine_tuning.newest.number == 4)
    notices = opened.services.notices.history
    assert sum("not put in force" in notice.message for notice in notices) == 1
    choose(opened, 1, qtbot)
    choose(opened, 3, qtbot)
    publish(run, 5, first)
    take(opened, run, qtbot)
    qtbot.waitUntil(lambda: opened.fine_tuning.newest.number == 5)
    assert sum("not put in force" in notice.message for notice in notices) == 2, "another choice"


def test_generations_of_a_run_are_known_by_the_numbers_of_the_project(opened, run, qtbot):
    """The curve of a second run counted from one again, beside a line that said 4."""
    generations = opened.state.project.generations
    for number in (1, 2):
        earlier = run.with_name("run-0000") / "generations" / f"gen-{number:04d}"
        generations.add(earlier, "chest", 0.5)
    publish(run, 1, generations.model_in_force())
    take(opened, run, qtbot)
    qtbot.waitUntil(lambda: opened.fine_tuning.newest.number == 3)
    assert opened.fine_tuning.numbers_of(run) == {1: 3}
    again = run / "generations" / "gen-0001-2"  # published again after a kill
    generations.add(again, "chest", 0.5)
    opened.fine_tuning.intake.changed.emit()
    qtbot.waitUntil(lambda: opened.fine_tuning.numbers_of(run) == {1: 4})
