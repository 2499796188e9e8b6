"""The composer without widgets: typing, clicking, comparing, accepting, changing the convention."""

from __future__ import annotations

import pytest

from app.views.composer.convention_sheet import what_would_change
from lvit_core.explain.needs import judge
from lvit_core.project.list_order import CONTRADICTS
from lvit_core.project.project import Project
from lvit_core.prompt.organ.editing import toggle_zone
from lvit_core.prompt.templates import load_template
from tests.app.composer.conftest import TRUE, draw, measured, show

UPPER_LEFT = (25, 20, 45, 60)


def test_typing_is_read_at_once_and_becomes_one_step(session, qtbot):
    composer, document = session.composer, session.state.document
    for end in range(1, len(TRUE) + 1):
        composer.type(TRUE[:end])
        assert composer.sentence.text == TRUE[:end]
    assert composer.sentence.zones["left"] == ("upper",)
    assert document.undo_stack.count() == 0
    document.settle_sentence()
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert composer.sentence.text == ""


def test_a_click_is_one_undoable_step(session):
    composer = session.composer
    composer.change(lambda sentence, template: toggle_zone(sentence, "left", "upper", template))
    assert session.state.document.sentence == TRUE
    session.state.document.undo_stack.undo()
    assert session.state.document.sentence == ""


def test_the_mask_is_compared_in_the_background(session, qtbot):
    composer = session.composer
    composer.type("Unilateral pulmonary infection, one infected area, lower left lung.")
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    found = composer.agreement.found.contradictions
    assert {contradiction.kind for contradiction in found} == {"zones"}
    assert composer.draft.canonical == TRUE
    kinds = [span.kind for span in composer.draft_difference()]
    assert "removed" in kinds and "added" in kinds
    session.actions.sentence.take_draft()
    assert session.state.document.sentence == TRUE
    assert composer.agreement.found.agrees
    assert composer.draft_difference() == ()


def test_settling_a_contradiction_edits_the_sentence(session, qtbot):
    composer = session.composer
    composer.type("Unilateral pulmonary infection, two infected areas, upper left lung.")
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    (contradiction,) = composer.agreement.found.contradictions
    composer.settle(contradiction)
    assert session.state.document.sentence == TRUE


def test_an_image_nobody_drew_on_is_not_contradicted(session, qtbot):
    composer = session.composer
    composer.type(TRUE)
    measured(session, qtbot)
    assert composer.agreement.nothing_drawn
    assert composer.agreement.found.agrees
    assert composer.draft_difference() == ()
    session.actions.image.mark_labeled(reason="clear film")  # an empty mask is a label too
    assert not composer.agreement.found.agrees


def test_lungs_decide_when_they_are_drawn(session, qtbot):
    draw(session, "lesion", (150, 20, 170, 60))
    measured(session, qtbot)
    assert session.composer.draft.zones["left"] == ("lower",)
    draw(session, "lungs", (120, 10, 199, 80), (120, 120, 199, 190))
    measured(session, qtbot)
    assert session.composer.agreement.description.source == "lung mask"
    assert session.composer.draft.zones["left"] == ("middle",)


def test_the_convention_names_the_same_lung_otherwise(make_session, qtbot):
    viewer, patient = make_session("viewer"), make_session("patient")
    for session in (viewer, patient):
        draw(session, "lesion", UPPER_LEFT)
        measured(session, qtbot)
    assert viewer.composer.draft.zones == {"left": ("upper",), "right": ()}
    assert patient.composer.draft.zones == {"left": (), "right": ("upper",)}
    assert viewer.composer.sides.names(viewer.state.document.template) == ("left", "right")
    assert patient.composer.sides.names(patient.state.document.template) == ("right", "left")


def test_live_prediction_waits_for_the_pause_and_asks_once(session, qtbot):
    asked = []
    session.services.predictor.request = lambda job: asked.append(job.sentence)
    session.services.preferences.set("prediction.live", True)
    session.services.preferences.set("prediction.delay_ms", 120)
    for end in range(1, 30):
        session.composer.type(TRUE[:end])
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    qtbot.wait(250)
    assert asked == [TRUE[:29]]
    assert session.services.preferences.recall("sentence.recent.chest-xray", []) == []
    session.actions.proposals.predict()
    assert session.services.preferences.recall("sentence.recent.chest-xray") != []
    assert session.composer.phrasebook.history(load_template("chest-xray"))[0] == TRUE[:29]


def test_favourites_are_kept_per_template(session, qtbot):
    session.composer.type(TRUE)
    session.actions.sentence.toggle_favourite()
    assert session.composer.phrasebook.favourites(load_template("chest-xray")) == [TRUE]
    show(session, qtbot, "nuclei")
    assert session.composer.phrasebook.favourites(load_template("nuclei")) == []
    assert session.composer.template.name == "nuclei"
    show(session, qtbot, "chest-xray")
    session.actions.sentence.toggle_favourite()
    assert session.composer.phrasebook.favourites(load_template("chest-xray")) == []


def test_nuclei_are_compared_by_density(session, qtbot):
    show(session, qtbot, "nuclei")
    boxes = [(y, x, y + 5, x + 5) for y in range(4, 96, 8) for x in range(4, 96, 8)]
    boxes += [(y, x, y + 5, x + 5) for y in range(4, 196, 40) for x in range(104, 196, 30)]
    draw(session, "nuclei", *boxes)
    session.composer.type("The nuclei density in the lower right is high.")
    measured(session, qtbot)
    assert session.composer.draft.canonical == "The nuclei density in the upper left is high."
    assert [c.kind for c in session.composer.agreement.found.contradictions] == ["density"]


def test_changing_the_convention_converts_everything_or_nothing(session, qtbot):
    session.composer.type("upper left lung")
    session.state.document.settle_sentence()
    session.state.document.set_sentence("lower left lung, ledt")
    draw(session, "lesion", UPPER_LEFT)
    now, to, preview = what_would_change(session.state)
    assert (now, to) == ("viewer", "patient")
    assert preview.changed == 1
    assert preview.examples == (("lower left lung, ledt", "lower right lung, ledt"),)
    assert preview.doubtful[0][1] == "ledt"
    assert session.state.document.sentence == "lower left lung, ledt"
    with qtbot.waitSignal(session.state.document_ready):
        session.actions.sentence.change_laterality(to="patient")
    assert session.state.project.settings.laterality == "patient"
    assert session.state.document.sentence == "lower right lung, ledt"
    assert (
        session.state.document.objects["lesion"].get(1).provenance.sentence
        == "lower right lung, ledt"
    )
    session.state.document.undo_stack.undo()  # the drawing
    session.state.document.undo_stack.undo()  # the second sentence
    assert session.state.document.sentence == "upper right lung"
    (change,) = session.state.project.laterality_changes()
    assert (change["from"], change["to"], change["rewritten"]) == ("viewer", "patient", True)
    with qtbot.waitSignal(session.state.document_ready):
        session.actions.sentence.change_laterality(to="viewer", rewrite=False)
    assert session.state.document.sentence == "upper right lung"
    folder = session.state.project.folder
    session.projects.close()
    with Project.open(folder) as project:
        assert project.settings.laterality == "viewer"
        assert [entry["rewritten"] for entry in project.laterality_changes()] == [True, False]


def test_the_network_is_spoken_to_in_the_viewers_left(make_session, qtbot):
    session = make_session("patient")
    asked = []
    session.services.predictor.request = asked.append
    session.composer.type("upper left lung")
    session.actions.proposals.predict()
    (job,) = asked
    assert job.sentence == "upper left lung"
    assert job.network_sentence == "upper right lung"


@pytest.mark.parametrize("orientation", ["R", "L", None])
def test_a_mirrored_image_warns_in_the_strip(session, orientation):
    from dataclasses import replace

    session.state.current = replace(session.state.current, orientation=orientation)
    mirrored = any("mirrored" in doubt for doubt in session.composer.doubts)
    assert mirrored == (orientation == "R")


def mirror(session, qtbot):
    """The chest's file says that it shows the patient's left on the left of the picture."""
    chest = session.state.current.id
    show(session, qtbot, "nuclei")
    session.state.project.images.set_orientation(chest, "R")
    session.state.library.update(session.state.project.images.get(chest))
    show(session, qtbot, "chest-xray")


@pytest.mark.parametrize("convention", ["viewer", "patient"])
def test_in_a_mirrored_image_both_lefts_are_the_pictures(make_session, qtbot, convention):
    session = make_session(convention)
    mirror(session, qtbot)
    composer = session.composer
    assert composer.sides.names(session.state.document.template) == ("left", "right")
    composer.type(TRUE)
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    assert composer.draft.zones == {"left": ("upper",), "right": ()}
    assert composer.agreement.found.contradictions == ()
    asked = []
    session.services.predictor.request = asked.append
    session.actions.proposals.predict()
    assert "left lung" in asked[0].network_sentence
    session.services.storage.wait_idle(10.0)
    record = session.state.project.images.get(session.state.current.id)
    assert judge(session.state.project, record).rank != CONTRADICTS


def test_a_slide_is_read_in_steps_and_points_at_the_right_place(session, qtbot, monkeypatch):
    from lvit_core.project import measuring

    monkeypatch.setattr(measuring, "LARGEST_READ_PX", 200 * 200 / 9)
    session.composer.type("Unilateral pulmonary infection, one infected area, lower left lung.")
    draw(session, "lesion", UPPER_LEFT)
    measured(session, qtbot)
    assert session.composer.agreement.description.shape == (67, 67)
    reached = session.composer.agreement.found.contradictions[0].rect
    for edge, expected in zip(
        (reached.y0, reached.x0, reached.y1, reached.x1), UPPER_LEFT, strict=True
    ):
        assert abs(edge - expected) <= 3
