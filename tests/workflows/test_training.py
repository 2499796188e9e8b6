"""Fine-tuning beside the work: real process, real generations, human work untouched."""

from __future__ import annotations

import json
import os
import shutil
import signal

import numpy as np
import pytest

from app.session.session import Session
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.window import model_rgb
from lvit_core.project.records import ImageState, Proposal

pytestmark = pytest.mark.training

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
FIRST_GENERATION_MS = 240_000


@pytest.fixture
def labeled(opened: Session, qtbot) -> Session:
    """Two chests are labeled, one only has a sentence and an old proposal, one has nothing."""
    opened.services.trainer.environment = {"OMP_NUM_THREADS": "1"}
    for record in opened.state.library.images:
        opened.state.project.images.set_split(record.id, "train")
    for number in (0, 1):
        if number:
            with qtbot.waitSignal(opened.state.document_ready):
                opened.actions.walking.next()
        opened.actions.tools.choose["brush"]()
        opened.palette.tool.press((80.0, 80.0))
        opened.palette.tool.move((100.0 + 10 * number, 90.0))
        opened.palette.tool.release((100.0 + 10 * number, 90.0))
        opened.state.document.set_sentence(SENTENCE)
        opened.actions.image.mark_labeled(reason="as drawn")
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    opened.state.document.set_sentence(SENTENCE)
    old = np.full((256, 256), 200, np.uint8)
    opened.services.storage.submit(
        "old",
        lambda: opened.state.project.proposals.save(
            Proposal(3, "lesion", ("infection",), old[None], 0.5, SENTENCE, "1")
        ),
    )
    assert opened.services.storage.wait_idle(10)
    return opened


def wait_for_generation(session: Session, number: int, qtbot) -> None:
    """Until a generation is recorded in the store."""
    qtbot.waitUntil(
        lambda: len(session.state.project.generations.all()) >= number, timeout=FIRST_GENERATION_MS
    )


def test_training_needs_something_to_learn_from(opened):
    opened.actions.training.start()
    assert "nothing to learn from" in opened.services.notices.history[-1].message
    assert not opened.services.trainer.state.active


def test_a_generation_is_offered_and_never_changes_human_work(labeled, tmp_path, qtbot):
    session = labeled
    masks = {i: session.state.project.journal.load_plane(i, "lesion").to_array() for i in (1, 2)}
    session.actions.training.start()
    assert session.services.trainer.state.phase == "starting"
    assert not session.actions.training.start.enabled()
    qtbot.waitUntil(lambda: session.services.trainer.state.phase == "running", timeout=120_000)

    from PIL import Image as PillowImage

    late = tmp_path / "late.png"
    PillowImage.fromarray(model_rgb(chest_phantom(9, 256).image)[:, :, 0]).save(late)
    with qtbot.waitSignal(session.state.images_changed, timeout=10_000):
        session.image_work.add([late])
    qtbot.waitUntil(lambda: len(session.state.library.images) == 5)
    session.state.project.images.set_split(5, "train")

    wait_for_generation(session, 2, qtbot)
    generation = session.state.project.generations.all()[1]
    assert (session.state.project.folder / generation.folder / "model.safetensors").is_file()
    assert not generation.in_force, "two labels and no hold-out verify nothing"
    assert session.state.project.proposals.load(3).generation == "1"
    session.actions.training.put_in_force(number=2)
    qtbot.waitUntil(lambda: session.state.project.generations.all()[1].in_force, timeout=20_000)
    state = session.services.trainer.state
    assert state.labeled == 2
    assert len(state.curves["loss"]) >= 10
    assert state.curves["pseudo_change"]
    for image_id, mask in masks.items():
        np.testing.assert_array_equal(
            session.state.project.journal.load_plane(image_id, "lesion").to_array(), mask
        )
        assert session.state.project.images.get(image_id).state == ImageState.LABELED

    session.actions.training.pause()
    qtbot.waitUntil(lambda: session.services.trainer.state.phase == "paused", timeout=60_000)
    paused_at = session.services.trainer.state.step
    assert session.actions.training.resume.enabled()
    session.actions.training.resume()
    qtbot.waitUntil(lambda: session.services.trainer.state.step > paused_at, timeout=60_000)

    session.actions.training.stop()
    qtbot.waitUntil(lambda: session.services.trainer.state.phase == "finished", timeout=60_000)
    stopped_at = session.services.trainer.state.step
    assert session.services.trainer.process_id is None
    assert session.actions.training.resume.enabled()
    session.actions.training.resume()
    qtbot.waitUntil(lambda: session.services.trainer.state.step > stopped_at, timeout=120_000)
    assert session.services.trainer.state.run.name == "run-0001"
    with qtbot.waitSignal(session.services.predictor.finished, timeout=120_000) as answer:
        session.actions.proposals.predict()
    assert answer.args[0].origin.label.startswith("generation ")


def test_a_killed_trainer_is_told_and_can_go_on(labeled, qtbot):
    session = labeled
    session.actions.training.start()
    qtbot.waitUntil(lambda: session.services.trainer.state.step > 0, timeout=120_000)
    os.kill(session.services.trainer.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: session.services.trainer.state.phase == "failed", timeout=20_000)
    said = (
        session.services.notices.history
    )  # the state changes at once, the notice comes with the loop
    qtbot.waitUntil(lambda: any("ended unexpectedly" in notice.message for notice in said))
    assert session.actions.training.start.enabled()
    assert session.actions.training.resume.enabled()


def test_closing_the_project_never_waits_for_the_run(labeled, qtbot):
    session = labeled
    folder = session.state.project.folder
    session.actions.training.start()
    qtbot.waitUntil(lambda: session.services.trainer.state.step > 0, timeout=120_000)
    process, run = session.services.trainer.process_id, session.services.trainer.state.run
    session.projects.close()
    os.kill(process, 0)  # still there: it saves itself, and nobody waits for it
    assert session.services.trainer.state.phase == "idle"
    session.projects.open(folder)
    told = session.services.notices.history
    qtbot.waitUntil(lambda: any("is being saved" in notice.message for notice in told))
    qtbot.waitUntil(session.actions.training.resume.enabled, timeout=60_000)
    session.actions.training.resume()
    qtbot.waitUntil(lambda: session.services.trainer.state.step > 0, timeout=120_000)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert session.services.trainer.state.run == run
    assert session.services.trainer.process_id != process


def test_a_generation_that_was_finished_without_a_window_is_taken_over(labeled, qtbot):
    session = labeled
    session.actions.training.start()
    wait_for_generation(session, 1, qtbot)
    run = session.services.trainer.state.run
    folder = session.state.project.folder
    first = folder / session.state.project.generations.all()[0].folder
    session.projects.close()
    later = run / "gen-9000"
    shutil.copytree(first, later)
    with (run / "events.jsonl").open("a") as events:
        events.write(json.dumps({"event": "generation", "folder": later.name}) + "\n")
    session.projects.open(folder)
    qtbot.waitUntil(
        lambda: any(
            item.folder.endswith("gen-9000") for item in session.state.project.generations.all()
        ),
        timeout=20_000,
    )
