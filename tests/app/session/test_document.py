"""Edits on the open image: undoable, stored, and there again after a restart."""

from __future__ import annotations

import json

import numpy as np

from app.session.session import Session
from lvit_core.annotation.edits.stroke import Stroke
from lvit_core.annotation.edits.workspace import compose
from lvit_core.exchange import import_as_project
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState


def paint(session: Session, at_yx: tuple[float, float], radius_px: float = 20.0) -> int:
    """Paints a disc as a new object, as the brush does; returns its id."""
    document = session.state.require_document()
    workspace = session.masks.workspace()
    record = workspace.new_record()
    stroke = Stroke(workspace.plane, radius_px, record.id)
    stroke.extend([at_yx])
    patch = stroke.finish()
    edit = compose(workspace, "Brush", patch, [record], painted=True)
    workspace.table.apply(edit.objects)
    document.commit(edit, already_applied=True)
    return record.id


def test_a_stroke_is_in_the_store_when_all_is_saved(opened, project_folder):
    image_id = opened.state.current.id
    object_id = paint(opened, (300.0, 505.0))
    assert opened.services.storage.wait_idle(10)
    stored = opened.state.project.journal.load_plane(image_id, "lesion")
    assert stored.value_at(300, 505) == object_id
    assert stored.equals(opened.state.document.planes["lesion"])
    assert (
        opened.state.project.journal.load_objects(image_id, "lesion")
        == opened.state.document.objects["lesion"]
    )


def test_drawing_makes_an_image_in_progress_and_undo_takes_that_back_too(opened):
    paint(opened, (100.0, 100.0))
    assert opened.state.library.images[0].state == ImageState.IN_PROGRESS
    opened.actions.edit.undo()
    assert opened.state.library.images[0].state == ImageState.UNLABELED
    assert not opened.state.document.planes["lesion"].to_array().any()
    assert len(opened.state.document.objects["lesion"]) == 0


def test_undo_and_redo_reach_the_store_in_order(opened):
    image_id = opened.state.current.id
    for step in range(12):
        paint(opened, (40.0 * step + 30, 60.0), 15)
    after_all = opened.state.document.planes["lesion"].to_array()
    for _ in range(12):
        opened.actions.edit.undo()
    for _ in range(7):
        opened.actions.edit.redo()
    after_seven = opened.state.document.planes["lesion"].to_array()
    assert opened.services.storage.wait_idle(20)
    np.testing.assert_array_equal(
        opened.state.project.journal.load_plane(image_id, "lesion").to_array(), after_seven
    )
    for _ in range(5):
        opened.actions.edit.redo()
    np.testing.assert_array_equal(opened.state.document.planes["lesion"].to_array(), after_all)
    assert not opened.actions.edit.redo.enabled()


def test_undo_survives_a_restart(opened, new_session, project_folder, qtbot):
    paint(opened, (100.0, 100.0))
    paint(opened, (300.0, 300.0))
    paint(opened, (500.0, 200.0))
    opened.actions.edit.undo()
    with_two = opened.state.document.planes["lesion"].to_array()
    opened.projects.close()
    again = new_session()
    with qtbot.waitSignal(again.state.document_ready):
        again.projects.open(project_folder)
    stack = again.state.document.undo_stack
    assert (stack.count(), stack.index()) == (3, 2)
    np.testing.assert_array_equal(again.state.document.planes["lesion"].to_array(), with_two)
    again.actions.edit.redo()
    assert again.state.document.planes["lesion"].value_at(500, 200) > 0
    for _ in range(3):
        again.actions.edit.undo()
    assert not again.state.document.planes["lesion"].to_array().any()
    assert len(again.state.document.objects["lesion"]) == 0
    again.projects.close()
    with Project.open(project_folder, read_only=True) as project:
        assert not project.journal.load_plane(1, "lesion").to_array().any()
        assert {entry.status for entry in project.journal.history(1)} == {"undone"}


def test_an_import_into_several_layers_is_one_step(session, project_folder, tmp_path, qtbot):
    def rectangle(label: str, x: int) -> dict[str, object]:
        return {"label": label, "points": [[x, 50], [x + 60, 90]], "shape_type": "rectangle"}

    shapes = [rectangle("infection", 60), rectangle("left lung", 200)]
    told = {"imagePath": "a.png", "imageHeight": 600, "imageWidth": 520, "shapes": shapes}
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "a.json").write_text(json.dumps(told))
    import_as_project("labelme", tmp_path / "labels", project_folder, {})
    with qtbot.waitSignal(session.state.document_ready):
        session.projects.open(project_folder)
    document = session.state.document
    assert document.record.name == "a.png"
    drawn = [name for name, plane in document.planes.items() if plane.to_array().any()]
    assert len(drawn) == 2
    before = {name: document.planes[name].to_array() for name in drawn}
    session.actions.edit.undo()
    assert not any(plane.to_array().any() for plane in document.planes.values())
    assert not session.actions.edit.undo.enabled()
    session.actions.edit.redo()
    for name in drawn:
        np.testing.assert_array_equal(document.planes[name].to_array(), before[name])
    assert not session.actions.edit.redo.enabled()


def test_a_typed_sentence_is_one_step_after_a_pause(opened, qtbot):
    document = opened.state.document
    for end in range(1, 10):
        document.type_sentence("Bilateral"[:end])
    assert not opened.services.storage.state.all_saved
    assert document.undo_stack.count() == 0
    qtbot.waitUntil(lambda: document.undo_stack.count() == 1)
    assert opened.services.storage.wait_idle(10)
    qtbot.waitUntil(lambda: opened.services.storage.state.all_saved)
    assert opened.state.project.images.get(document.record.id).sentence == "Bilateral"
    assert opened.state.library.images[0].sentence == "Bilateral"
    opened.actions.edit.undo()
    assert document.sentence == ""
    opened.actions.edit.redo()
    assert document.sentence == "Bilateral"


def test_undo_while_typing_takes_the_typing_back(opened):
    opened.state.document.type_sentence("half a wor")
    opened.actions.edit.undo()
    assert opened.state.document.sentence == ""
    opened.actions.edit.redo()
    assert opened.state.document.sentence == "half a wor"


def test_leaving_an_image_keeps_what_was_being_typed(opened, qtbot):
    opened.state.document.type_sentence("No pulmonary infection.")
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    assert opened.state.library.images[0].sentence == "No pulmonary infection."
    assert opened.services.storage.wait_idle(10)
    assert (
        opened.state.project.images.get(opened.state.library.images[0].id).sentence
        == "No pulmonary infection."
    )


def test_labeled_is_a_step_of_its_own(opened):
    opened.actions.image.mark_labeled()
    assert opened.state.library.images[0].state == ImageState.LABELED
    assert opened.actions.image.mark_labeled.checked()
    opened.actions.edit.undo()
    assert opened.state.library.images[0].state == ImageState.UNLABELED


def test_a_new_stroke_after_undo_abandons_what_was_undone(opened):
    paint(opened, (100.0, 100.0))
    opened.actions.edit.undo()
    second = paint(opened, (200.0, 200.0))
    assert opened.services.storage.wait_idle(10)
    statuses = [
        entry.status for entry in opened.state.project.journal.history(opened.state.current.id)
    ]
    assert statuses == ["abandoned", "done"]
    assert second == 2, "an id that was used once is never used again"
