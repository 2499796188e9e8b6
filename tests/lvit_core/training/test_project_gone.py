"""A project that is moved, renamed or deleted under its training is not made anew by it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import save_model
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.training import project_run
from lvit_core.training.checkpoints import Checkpoints
from lvit_core.training.clock import Budget
from lvit_core.training.events import Failed, read_events
from lvit_core.training.network import described_network, new_model
from lvit_core.training.project_run import ProjectRun, run_project
from lvit_core.training.pseudo_labeling import PseudoLabeling
from lvit_core.training.run_folder import begin_run
from lvit_core.training.stepping import Stepper

LABELED = (ImageChange("state", "unlabeled", "labeled"),)
# From each of these on the folder is elsewhere.
MOMENTS = [
    (Stepper, "step"),
    (project_run._Run, "finished"),
    (Checkpoints, "save"),
    pytest.param((project_run, "Trainer"), marks=pytest.mark.training),
    pytest.param((project_run, "write_plan"), marks=pytest.mark.training),
    pytest.param((project_run, "record_alone"), marks=pytest.mark.training),
    pytest.param((project_run._Run, "announced"), marks=pytest.mark.training),
    pytest.param((project_run._Run, "_publish_proposals"), marks=pytest.mark.training),
    pytest.param((Checkpoints, "keep_best"), marks=pytest.mark.training),
    pytest.param((PseudoLabeling, "update"), marks=pytest.mark.training),
]


@pytest.fixture
def task(tmp_path, tiny):
    """A run of one step on a project of two labeled images and one that waits."""
    folder = tmp_path / "project"
    with Project.create(folder, ProjectSettings("gone", "nuclei", "none"), seed="s") as project:
        for number in range(3):
            picture = tmp_path / f"{number}.png"
            Image.fromarray(np.full((32, 32, 3), 90 + number, np.uint8)).save(picture)
            (record,) = project.images.add([picture]).added
            project.images.set_split(record.id, "holdout" if number == 1 else "train")
            if number < 2:
                store_labels(
                    project, record.id, "nuclei", np.eye(32, dtype=np.int32), classes="nucleus",
                    provenance=Provenance("person"), title="Draw", image_changes=LABELED,
                )  # fmt: skip
    config = replace(tiny, steps_per_generation=1, schedule="constant", patience=0)
    config = replace(config, protocol="native")
    network, encoder = described_network(config)
    model = new_model(config, network_config(network, encoder)).loaded()
    save_model(folder / "models" / "start", model, "# Start")
    return ProjectRun(
        folder, folder / "models" / "run-0001", config, Budget(generations=1),
        model=str(folder / "models" / "start"),
    )  # fmt: skip


def network_config(network, encoder):
    from lvit_core.model.config import ModelConfig

    return ModelConfig(
        name="start", network=network, encoder=encoder, template="nuclei", layer="nuclei",
        input="tiles",
    )  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_whose_project_was_renamed_stops_and_makes_nothing_anew(
    moment, tmp_path, task, monkeypatch
):
    """It made the folder again and went on there, so that the project could not be put back."""
    monkeypatch.setattr("lvit_core.training.gate.USELESS_DICE", 2.0)
    home, name = moment
    plain, away = getattr(home, name), tmp_path / "renamed"

    def renamed(*words, **more):
        if not away.exists():
            task.project.rename(away)
        return plain(*words, **more)

    monkeypatch.setattr(home, name, renamed)
    with pytest.raises(LViTError, match="moved, renamed or deleted"):
        run_project(task)
    assert not task.project.exists()
    last = read_events(away / "models" / "run-0001" / "events.jsonl")[-1]
    assert isinstance(last, Failed) and "renamed" in last.message
    away.rename(task.project)
    with Project.open(task.project) as project:
        assert len(project.images.all()) == 3


def test_no_run_begins_in_a_project_that_is_gone(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        begin_run(tmp_path / "project" / "models" / "run-0001", tmp_path / "project")
    assert not (tmp_path / "project").exists()


def test_no_run_begins_where_a_link_leads_out_of_the_project(tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project" / "models").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LViTError, match="leads out"):
        begin_run(tmp_path / "project" / "models" / "run-0001", tmp_path / "project")
    assert list((tmp_path / "elsewhere").iterdir()) == []
