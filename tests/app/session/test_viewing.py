"""A project that nobody may write here is shown, and says so before anything is lost."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.project.project import Project
from lvit_core.project.records import Proposal
from tests.app.session.test_refused_writes import paint, told


def proposal() -> Proposal:
    probability = np.zeros((1, 600, 520), np.uint8)
    probability[0, 100:200, 100:200] = 255
    return Proposal(1, "lesion", ("infection",), probability, 0.5, "", "base")


@pytest.fixture
def viewed(session, project_folder, qtbot, monkeypatch):
    """Opened where the system says no; root may write everywhere, so it is asked instead."""
    access = os.access

    def refused(path, mode) -> bool:
        here = Path(path).is_relative_to(project_folder)
        return not (mode == os.W_OK and here) and access(path, mode)

    monkeypatch.setattr(os, "access", refused)
    with qtbot.waitSignal(session.state.document_ready):
        session.projects.open(project_folder)
    return session


def unchanged(session) -> None:
    assert session.services.storage.wait_idle(10)
    assert session.state.project.journal.history(1) == []
    assert session.state.document.undo_stack.count() == 0
    assert not session.state.document.planes["lesion"].to_array().any()


def test_it_opens_and_says_so(viewed):
    assert viewed.state.project.read_only
    assert "can only be read here" in viewed.services.notices.history[-1].message


def test_a_stroke_is_refused_before_it_is_painted(viewed):
    with pytest.raises(LViTError, match="can only be read"):
        paint(viewed, (100.0, 100.0))
    unchanged(viewed)


def test_the_round_cursor_is_drawn_all_the_same(viewed):
    viewed.palette.choose("brush")
    assert viewed.palette.tool.cursor_radius_px > 0


def test_a_sentence_a_state_and_an_acceptance_are_refused(viewed, qtbot):
    with pytest.raises(LViTError, match="can only be read"):
        viewed.composer.type("Bilateral")
    assert viewed.state.document.sentence == ""
    viewed.actions.image.mark_labeled()
    viewed.state.document.set_proposal(proposal())
    viewed.actions.proposals.accept()
    viewed.actions.masks.fill_holes()
    qtbot.waitUntil(lambda: len(told(viewed)) == 3)
    assert all("can only be read" in words for words in told(viewed))
    unchanged(viewed)


def test_an_answer_is_shown_and_not_kept(viewed):
    document = viewed.state.document
    viewed.proposals._show(document, proposal())
    viewed.proposals.reject()
    unchanged(viewed)
    assert told(viewed) == []


def test_images_and_models_are_not_changed_in_silence(viewed, qtbot):
    viewed.image_work.remove([2])
    viewed.fine_tuning.put_in_force(0)
    viewed.actions.training.start()
    qtbot.waitUntil(lambda: len(told(viewed)) == 3)
    assert len(viewed.state.project.images.all()) == 3


def test_the_next_image_and_an_export_work(viewed, qtbot, tmp_path):
    with qtbot.waitSignal(viewed.state.document_ready):
        viewed.opening.select(2)
    viewed.exchange.export("lvit", tmp_path / "out", {"images": "all"})
    said = viewed.services.notices.history
    qtbot.waitUntil(lambda: any("Exported" in n.message for n in said), timeout=20_000)


def test_a_copy_can_be_worked_on(viewed, qtbot, tmp_path, monkeypatch):
    viewed.actions.project.save_copy(tmp_path / "copy")
    said = viewed.services.notices.history
    qtbot.waitUntil(lambda: any("Saved in" in n.message for n in said), timeout=20_000)
    monkeypatch.undo()
    with Project.open(tmp_path / "copy") as copy:
        assert len(copy.images.all()) == 3 and not copy.read_only
