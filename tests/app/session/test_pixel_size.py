"""The question how large a pixel is: once for a project, and only where it matters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.errors import LViTError
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import PredictionJob, PredictionResult
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.templates import load_template
from tests.app.answers import made_by

TILES = ModelChoice("nuclei", "nuclei", by_area=True, scale_um=0.25)
WHOLE = ModelChoice("chest", "chest")


@pytest.fixture
def project_folder(tmp_path: Path, picture_folder: Path) -> Path:
    """A closed project of sections that tell no size."""
    folder = tmp_path / "project"
    with Project.create(folder, ProjectSettings("project", "nuclei")) as project:
        project.images.add([picture_folder])
    return folder


@pytest.fixture
def answered(opened):
    """Delivers an answer about the open image; returns how often the question was put."""
    asked = []
    opened.pixel_size.asked.connect(lambda: asked.append(opened.pixel_size.assumed_um))

    def deliver(model=TILES, spacing_um=None):
        record = opened.state.current
        size = (record.height, record.width)
        job = PredictionJob(
            record.id, record.content_hash, "two", size, spacing_um, lambda: None, lambda: None
        )
        result = PredictionResult(
            job, model, np.zeros(size, np.uint8), made_by(job, "m"), True, 0.1
        )
        opened.services.predictor.finished.emit(result)
        return asked

    return deliver


def test_it_is_asked_once_and_says_what_was_assumed(answered, opened, qtbot):
    assert answered() == [0.25]
    assert answered() == [0.25]
    with qtbot.waitSignal(opened.state.document_ready):
        opened.opening.select(opened.state.library.images[1].id)
    assert answered() == [0.25], "the answer would be for all of them"


@pytest.mark.parametrize("facts", [{"model": WHOLE}, {"spacing_um": 0.5}])
def test_nobody_is_asked_what_does_not_matter_or_is_known(answered, facts):
    assert answered(**facts) == []


def test_an_answer_is_kept_and_the_image_is_shown_with_it(answered, opened, qtbot):
    shown = opened.state.library.images[1].id
    with qtbot.waitSignal(opened.state.document_ready):
        opened.opening.select(shown)
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.image.state_pixel_size(um=0.5)
    assert opened.state.current.id == shown
    assert opened.state.document.record.spacing_mm == (0.0005, 0.0005)
    assert opened.pixel_size.stated_um == 0.5
    assert "0.5 µm" in opened.services.notices.history[-1].message
    assert answered() == []


def test_not_knowing_is_an_answer_too(answered, opened, qtbot):
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.image.state_pixel_size(um=None)
    assert opened.state.document.record.spacing_mm is None
    assert answered() == []


def test_a_size_that_is_refused_leaves_the_image_shown(opened, qtbot):
    shown = opened.state.current.id
    with qtbot.waitSignal(opened.state.document_ready):
        opened.pixel_size.state(-1.0)
    assert "not possible" in opened.services.notices.history[-1].message
    assert opened.state.document.record.id == shown
    assert opened.state.project.settings.pixel_sizes == {}


def test_it_can_be_stated_only_where_it_matters_and_no_file_says_so(opened):
    document, record = opened.state.document, opened.state.document.record
    assert opened.pixel_size.matters
    document.record = replace(record, spacing_mm=(0.0004, 0.0004))
    assert not opened.pixel_size.matters, "the file says it"
    document.record, document.template = record, load_template("chest-xray")
    assert not opened.pixel_size.matters, "a radiograph is seen whole"


def test_training_reads_the_sizes_so_it_has_to_be_stopped_first(opened, monkeypatch):
    monkeypatch.setattr(type(opened.services.trainer.state), "active", True)
    with pytest.raises(LViTError, match="Training is using"):
        opened.pixel_size.state(0.5)
    assert opened.state.project.settings.pixel_sizes == {}


@pytest.fixture
def other_folder(opened, tmp_path, qtbot) -> int:
    """The image of another source: a copy of none of the others, in a folder of its own."""
    folder = tmp_path / "other scanner"
    folder.mkdir()
    Image.fromarray(np.full((40, 40, 3), 90, np.uint8)).save(folder / "section.png")
    opened.image_work.add([folder])
    names = lambda: [one.name for one in opened.state.library.images]  # noqa: E731
    qtbot.waitUntil(lambda: "section.png" in names(), timeout=20_000)
    return next(one.id for one in opened.state.library.images if one.name == "section.png")


def show(opened, qtbot, image_id: int) -> None:
    opened.opening.select(image_id)
    shown = lambda: opened.state.document and opened.state.document.record.id == image_id  # noqa: E731
    qtbot.waitUntil(lambda: bool(shown()), timeout=20_000)


def test_each_folder_is_asked_for_once_and_an_answer_counts_there_alone(
    answered, opened, qtbot, other_folder
):
    assert answered() == [0.25]
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.image.state_pixel_size(um=0.5)
    assert opened.state.document.record.spacing_um == 0.5
    show(opened, qtbot, other_folder)
    assert opened.state.document.record.spacing_mm is None, "another scanner made it"
    assert answered() == [0.25, 0.25] == answered(), "asked once more, for this folder"
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.image.state_pixel_size(um=None)
    assert answered() == [0.25, 0.25], "never again after an answer, nor for the first"
    show(opened, qtbot, opened.state.library.images[0].id)
    assert opened.state.document.record.spacing_um == 0.5 and answered() == [0.25, 0.25]
    folder = opened.state.project.folder
    opened.projects.close()
    with Project.open(folder, read_only=True) as project:
        sizes = {one.name: one.spacing_um for one in project.images.all()}
    assert sizes.pop("section.png") is None and set(sizes.values()) == {0.5}


def test_an_answer_for_all_folders_is_asked_nowhere_again(answered, opened, qtbot, other_folder):
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.image.state_pixel_size(um=0.5, everywhere=True)
    show(opened, qtbot, other_folder)
    assert opened.state.document.record.spacing_um == 0.5 and answered() == []
