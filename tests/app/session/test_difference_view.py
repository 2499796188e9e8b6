"""Two generations, and person and model: asked for, shown as a difference, never a proposal."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.edits.areas import add_area
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.model.choice import ModelChoice, choose_generation
from lvit_core.model.prediction_job import PredictionResult
from tests.app.answers import made_by


class Predictor:
    """Stands for the process: keeps what it is asked and answers when it is told to."""

    def __init__(self, session, monkeypatch):
        self.session = session
        self.jobs = []
        monkeypatch.setattr(session.services.predictor, "request", self.jobs.append)

    def answer(self, name, job=None):
        job = job or self.jobs[-1]
        probability = np.zeros(job.size, np.uint8)
        probability[10:20, 10:30] = 255
        model = ModelChoice("m", name)
        result = PredictionResult(job, model, probability, made_by(job, model.name), True, 0.1)
        self.session.services.predictor.finished.emit(result)


@pytest.fixture
def predictor(opened, monkeypatch):
    return Predictor(opened, monkeypatch)


def names(session):
    differences = session.difference_view
    return tuple(side.name for side in (differences.base, differences.other) if side is not None)


def test_two_generations_are_asked_one_after_the_other(opened, predictor):
    opened.actions.overlays.compare_generations(first=1, second=2)
    assert len(predictor.jobs) == 1 and not opened.difference_view.active
    predictor.answer("1")
    assert len(predictor.jobs) == 2
    predictor.answer("2")
    assert names(opened) == ("generation 1", "generation 2")
    assert opened.display.difference
    assert opened.state.document.proposal is None and not opened.state.document.record.has_proposal


def test_switching_the_difference_off_ends_the_comparison(opened, predictor):
    opened.actions.overlays.compare_generations(first=0, second=1)
    predictor.answer("original")
    predictor.answer("1")
    opened.actions.overlays.toggle_difference()
    assert not opened.difference_view.active and not opened.display.difference


def test_a_persons_work_is_compared_with_the_model(opened, predictor):
    opened.actions.overlays.compare_model()
    predictor.answer("4")
    assert names(opened) == ("your work", "generation 4")
    assert opened.difference_view.base.by_person and opened.actions.overlays.compare_model.checked()
    opened.actions.overlays.compare_model()
    assert not opened.difference_view.active and not opened.display.difference


def test_another_question_in_between_gives_the_comparison_up(opened, predictor):
    opened.actions.overlays.compare_generations(first=1, second=2)
    asked = predictor.jobs[-1]
    opened.actions.proposals.predict()
    predictor.answer("3")
    assert opened.state.document.proposal is not None
    predictor.answer("1", asked)
    assert len(predictor.jobs) == 2 and not opened.difference_view.active


def test_another_image_ends_the_comparison(opened, predictor, qtbot):
    opened.actions.overlays.compare_model()
    predictor.answer("4")
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    assert not opened.difference_view.active and not opened.display.difference


def test_what_cannot_be_compared_is_said(opened):
    with pytest.raises(LViTError):
        opened.difference_view.compare_generations(2, 2)
    with pytest.raises(LViTError):
        choose_generation(opened.state.project, 7, "chest-xray")


def test_what_a_model_drew_is_not_a_persons_work(opened, predictor):
    from app.views.canvas.mask_scene import SceneBuilder
    from app.views.canvas.palette import MaskStyle

    document = opened.state.document
    for y, origin in ((50, "person"), (150, "model")):
        workspace = opened.masks.workspace()
        region = Region(Rect(y, 50, y + 20, 70), np.ones((20, 20), bool))
        author = Provenance(origin, "", "", "", "")
        made = type(workspace)(
            workspace.plane, workspace.table, workspace.layer, workspace.class_name, author
        )
        document.commit(add_area(made, region))
    opened.actions.overlays.compare_model()
    predictor.answer("4")
    style = MaskStyle(True, 0.5, "class", True, True, True, 3)
    differences = opened.difference_view
    scene = SceneBuilder(document).build(style, None, differences.base, differences.other)
    plane = document.planes[document.active_layer]
    counted = scene.difference.counted
    assert counted[plane.value_at(60, 60)] and not counted[plane.value_at(160, 60)]
    assert not counted[0]
