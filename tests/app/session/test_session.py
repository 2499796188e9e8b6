"""Projects, images, navigation, views and notices, as a person meets them."""

from __future__ import annotations

import re

import pytest

from lvit_core.errors import LViTError, TransientError
from lvit_core.imaging.view_state import Contrast, ViewState
from lvit_core.imaging.window import Window
from lvit_core.project.records import ImageState
from lvit_core.prompt.template import REGIONS


def test_a_new_project_is_empty_and_takes_files(session, tmp_path, picture_folder, qtbot):
    session.projects.create(tmp_path / "new", "nuclei")
    assert session.state.library.images == []
    with qtbot.waitSignal(session.state.document_ready, timeout=10_000):
        session.image_work.add([picture_folder])
    assert [record.name for record in session.state.library.images] == ["a.png", "b.png", "c.png"]
    assert list(session.state.document.planes) == ["nuclei", REGIONS]


def test_bad_files_are_listed_and_the_rest_is_added(opened, tmp_path, qtbot):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.png").write_bytes(b"")
    (bad / "text.png").write_text("not a picture")
    good = (tmp_path / "pictures" / "a.png").read_bytes()
    (bad / "cut.png").write_bytes(good[:200])
    notices = []
    opened.services.notices.posted.connect(notices.append)
    opened.image_work.add([bad])
    qtbot.waitUntil(lambda: bool(notices), timeout=10_000)
    assert "0 images added" in notices[0].message
    assert "3 skipped" in notices[0].message
    assert {line.split(":")[0] for line in notices[0].details} == {
        "empty.png",
        "text.png",
        "cut.png",
    }
    assert all(len(line.split(":", 1)[1]) > 10 for line in notices[0].details)


def test_adding_can_be_cancelled(opened, tmp_path, picture_folder, qtbot):
    states = []
    opened.services.tasks.changed.connect(states.append)
    task = opened.image_work.add([picture_folder])
    opened.services.tasks.cancel(task)
    qtbot.waitUntil(lambda: not opened.services.tasks.running())
    assert states[-1].phase in ("cancelled", "done")
    assert len(opened.state.library.images) == 3


def test_walking_skips_what_is_labeled(opened, qtbot):
    opened.actions.image.mark_labeled()
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    opened.actions.image.mark_labeled()
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next_unreviewed()
    assert opened.state.current.name == "c.png"
    opened.actions.walking.next_unreviewed()
    assert opened.state.current.name == "c.png"
    assert opened.services.notices.history[-1].message == "Every other image is labeled."
    assert opened.state.library.counts()[ImageState.LABELED] == 2


def test_the_latest_choice_wins(opened, qtbot):
    shown = []
    opened.state.document_ready.connect(lambda: shown.append(opened.state.document.record.name))
    for record in opened.state.library.images[1:] + opened.state.library.images[:2]:
        opened.opening.select(record.id)
    qtbot.waitUntil(lambda: opened.state.document is not None)
    assert shown == ["b.png"]


def test_an_image_that_is_gone_is_told(opened, picture_folder, qtbot):
    (picture_folder / "b.png").unlink()
    with qtbot.waitSignal(opened.services.notices.posted):
        opened.actions.walking.next()
    assert opened.services.notices.history[-1].level == "error"
    assert opened.state.document is None
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    assert opened.state.current.name == "c.png"


def test_each_image_remembers_its_view(opened, qtbot):
    view, contrast = ViewState(3.0, (10.0, 20.0)), Contrast(Window(100.0, 50.0))
    opened.state.document.set_view(view)
    opened.state.document.set_contrast(contrast)
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    assert opened.state.document.view == ViewState()
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.previous()
    assert (opened.state.document.view, opened.state.document.contrast) == (view, contrast)


def test_layer_class_and_tool_stay_when_the_image_changes(opened, qtbot):
    document = opened.state.document
    document.set_class("consolidation")
    document.set_layer("lungs")
    opened.palette.choose("polygon")
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    document = opened.state.document
    assert (document.active_layer, opened.palette.current) == ("lungs", "polygon")
    document.set_layer("lesion")
    assert document.classes["lesion"] == "consolidation", "each layer has its class"


def test_the_view_can_be_kept_for_all(opened, qtbot):
    opened.actions.view.toggle_keeping()
    view = ViewState(3.0, (10.0, 20.0))
    opened.state.document.set_view(view)
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    assert opened.state.document.view == view


def test_contrast_actions_change_the_view_alone(opened):
    opened.actions.view.choose_contrast()
    assert opened.state.document.image_window != opened.state.document.own_window
    opened.actions.view.invert()
    assert opened.state.document.invert
    opened.actions.view.reset_contrast()
    assert opened.state.document.image_window == opened.state.document.own_window
    assert not opened.state.document.invert
    assert opened.state.document.undo_stack.count() == 0


def test_a_second_window_is_refused_politely(opened, new_session, project_folder):
    with pytest.raises(LViTError, match="already open"):
        new_session().projects.open(project_folder)


def test_an_action_that_cannot_be_done_says_so(session):
    session.actions.edit.undo()
    notice = session.services.notices.history[-1]
    assert (notice.level, "Undo" in notice.message) == ("error", True)


def test_missing_arguments_are_asked_for(session):
    asked = []
    session.actions.arguments_wanted.connect(asked.append)
    session.actions.project.new.trigger()
    assert asked == [session.actions.project.new]


def test_a_person_who_is_offline_from_the_disk_keeps_the_project_open(opened, monkeypatch):
    def refuse(image_id, edit, **_):
        raise TransientError("The disk is full.", "Make room.")

    monkeypatch.setattr(opened.state.project.journal, "append", refuse)
    monkeypatch.setattr("app.session.projects.CLOSE_WAIT_S", 0.2)
    opened.state.document.set_sentence("Bilateral")
    with pytest.raises(LViTError, match="stays open"):
        opened.projects.close()
    assert opened.state.project is not None
    assert "The disk is full." in opened.services.storage.state.text
    monkeypatch.undo()
    assert opened.services.storage.wait_idle(10)
    assert opened.state.project.images.get(1).sentence == "Bilateral"


def test_every_key_belongs_to_one_action(session):
    keys: dict[str, str] = {}
    exclusive = {frozenset({"proposal.reject", "object.delete"})}  # never enabled together
    for action in session.actions.all():
        for key in session.actions.shortcuts(action.id):
            if key in keys:
                assert frozenset({keys[key], action.id}) in exclusive, key
            keys[key] = action.id


def test_every_action_is_named_explained_and_drawn(session):
    for action in session.actions.all():
        assert action.title and action.tip.endswith("."), action.id
        assert action.icon, action.id
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", action.id), action.id
        if any(len(keys) == 1 for keys in action.default_keys):
            assert action.scope == "canvas", action.id


def test_a_persons_own_key_replaces_the_default(session):
    session.actions.set_shortcut("tool.brush", "Ctrl+B")
    assert session.actions.shortcuts("tool.brush") == ("Ctrl+B",)
    assert session.actions.owner_of("B") is None
    session.actions.set_shortcut("tool.brush", None)
    assert session.actions.shortcuts("tool.brush") == ("B",)
