"""Training beside the work: started, fed, stopped and resumed by mouse, with a real process."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import Qt

from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.window import model_rgb
from lvit_core.project.records import ImageState
from lvit_core.training.run import NOT_VERIFIED, TrainingJob

pytestmark = pytest.mark.training

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
STEPS_PER_GENERATION = "3"
PROCESS_MS = 120_000


@pytest.fixture
def short_generations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real runs whose generations are a few steps long."""
    usual = TrainingJob.arguments
    more = ["--steps-per-generation", STEPS_PER_GENERATION]
    monkeypatch.setattr(TrainingJob, "arguments", lambda job: [*usual(job), *more])
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture
def person(start, chest_project):
    """Two finished images, one with strokes of a hand and an old proposal, one untouched."""
    person = start(chest_project)
    person.wait_shown("chest-0")
    for record in person.session.state.library.images:
        person.session.state.project.images.set_split(record.id, "train")
    for number in (3, 0, 1, 2):
        person.show_image(f"chest-{number}.png")
        person.write_sentence(SENTENCE)
        if number == 3:
            continue
        person.go_to_canvas()
        person.key(Qt.Key.Key_B)
        person.drag([(80.0, 75.0), (95.0, 80.0 + 5 * number)])
        if number < 2:
            person.control(Qt.Key.Key_L)
            person.give_reason(lambda: person.document.record.state == ImageState.LABELED)
    person.click(person.window.strip.field)
    person.predict()
    return person


def test_a_run_learns_from_the_work_and_never_changes_it(
    person, short_generations, home, monkeypatch
):
    session, panel = person.session, person.window.training
    project = session.state.project
    masks = {i: project.journal.load_plane(i, "lesion").to_array() for i in (1, 2, 3)}
    assert all(mask.any() for mask in masks.values())
    old = person.document.proposal
    assert old.generation == "1"

    person.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)  # brings the panel to the front
    person.click(panel.buttons["training.start"])
    assert not panel.buttons["training.start"].isVisible()
    person.wait(lambda: session.services.trainer.state.step > 0, PROCESS_MS)

    late = home / "late.png"
    PillowImage.fromarray(model_rgb(chest_phantom(9, 256).image)[:, :, 0]).save(late)
    person.drop([late])
    person.wait(lambda: person.window.images.model.rowCount() == 5)
    person.show_image("late.png")
    person.write_sentence(SENTENCE)
    newest = max(record.id for record in session.state.library.images)
    project.images.set_split(newest, "train")  # chance would hold out one new image of five
    person.show_image("chest-2.png")

    person.wait(lambda: len(project.generations.all()) > 1, PROCESS_MS)
    made = project.generations.all()[1]
    assert not made.in_force and made.note.startswith(NOT_VERIFIED), made.note
    assert project.proposals.load(3).generation == "1", "what is only offered renews nothing"
    assert project.proposals.load(1) is None and project.proposals.load(2) is None
    session.actions.training.put_in_force(number=made.number)
    person.wait(lambda: project.generations.all()[1].in_force)
    state = session.services.trainer.state
    assert len(state.curves["loss"]) >= int(STEPS_PER_GENERATION)
    losses = next(b for b in panel._views.buttons() if b.text() == "Losses")
    person.click(losses)
    assert "supervised" in panel.chart.accessibleDescription(), "no curve is drawn"

    person.click(panel.buttons["training.stop"])
    person.wait(lambda: session.services.trainer.state.phase == "finished", PROCESS_MS)
    assert session.services.trainer.process_id is None
    stopped_at = session.services.trainer.state.step
    person.click(panel.buttons["training.resume"])
    person.wait(lambda: session.services.trainer.state.step > stopped_at, PROCESS_MS)
    person.click(panel.buttons["training.stop"])
    person.wait(lambda: session.services.trainer.state.phase == "finished", PROCESS_MS)

    assert session.services.storage.wait_idle(10)
    for image_id, mask in masks.items():
        np.testing.assert_array_equal(
            project.journal.load_plane(image_id, "lesion").to_array(), mask
        )
    np.testing.assert_array_equal(person.mask(), masks[3])
    levels = {notice.level for notice in session.services.notices.history}
    assert "error" not in levels, session.services.notices.history
