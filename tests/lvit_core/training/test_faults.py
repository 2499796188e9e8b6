"""What goes wrong while a project is learnt from: no work is lost, and a sentence says what to do.

NaN, memory that runs out, a killed trainer, a locked project and a closed or renamed one are tried
in ``test_trainer``, ``test_project_run``, ``test_project_gone`` and ``tests/workflows``.
"""

from __future__ import annotations

import errno
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.model import lvit
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.training import project_run
from lvit_core.training.events import (
    Failed,
    GenerationEnded,
    PrecisionTested,
    read_events,
)
from lvit_core.training.project_run import ProjectRun, run_project
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.trainer import Budget


@pytest.fixture
def task(tmp_path, supervised):
    """A project of five images, three of them labeled, with a generation in force."""
    network = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    shape = ModelConfig("tiny", network=network, template="nuclei", input="tiles", layer="nuclei")
    rng = np.random.default_rng(0)
    with Project.create(
        tmp_path / "project", ProjectSettings("p", "nuclei", "none"), seed="s"
    ) as project:
        start = project.folder / "models" / "start"
        torch.manual_seed(0)
        save_model(start, build_model(shape), "# tiny\n")
        project.generations.put_in_force(project.generations.add(start, "", None, "start").number)
        objects = np.zeros((32, 32), np.int32)
        objects[8:20, 8:20] = 1
        for number in range(5):
            pixels = rng.integers(0, 255, (32, 32, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(tmp_path / f"{number}.png")
            (record,) = project.images.add([tmp_path / f"{number}.png"]).added
            project.images.set_split(record.id, "train")
            if number < 3:
                store_labels(
                    project, record.id, "nuclei", objects, classes="nucleus",
                    provenance=Provenance("person", "ada"), title="Draw",
                    image_changes=(ImageChange("state", "unlabeled", "labeled"),),
                )  # fmt: skip
    config = replace(
        supervised, protocol="native", steps_per_generation=1, schedule="constant", patience=0
    )
    run = tmp_path / "project" / "models" / "run-0001"
    return ProjectRun(tmp_path / "project", run, config, Budget(generations=2))


def told(task, kind):
    return [one for one in read_events(task.out / "events.jsonl") if isinstance(one, kind)]


def labels(task):
    with Project.open(task.project, read_only=True) as project:
        return [
            project.journal.load_plane(record.id, "nuclei").to_array().sum()
            for record in project.images.all()
        ]


def in_force(task):
    with Project.open(task.project, read_only=True) as project:
        return Path(project.generations.model_in_force())


def test_a_disk_that_fills_while_a_generation_is_published(task, monkeypatch):
    before, publish = labels(task), project_run.publish_model

    def full(folder, *arguments):
        if folder.name == "gen-0002":
            raise OSError(errno.ENOSPC, "No space left on device", str(folder))
        return publish(folder, *arguments)

    monkeypatch.setattr(project_run, "publish_model", full)
    with pytest.raises((LViTError, OSError)):
        run_project(task)
    with Project.open(task.project, read_only=True) as project:
        kept = [Path(one.folder).name for one in project.generations.all()]
    assert kept == ["start", "gen-0001"] and in_force(task).name == "start"
    assert labels(task) == before
    (failed,) = told(task, Failed)
    assert "disk" in failed.message.lower() and failed.hint
    monkeypatch.setattr(project_run, "publish_model", publish)
    run_project(replace(task, resume=True, budget=Budget(generations=3)))
    assert told(task, GenerationEnded)[-1].number == 3 and labels(task) == before


@pytest.mark.parametrize("number", [0, 4])
def test_an_image_that_is_deleted_under_a_run(task, tmp_path, monkeypatch, number):
    plain = project_run._Run.announced

    def meanwhile(self):
        if self._trainer.progress.generation == 1:
            (tmp_path / f"{number}.png").unlink()
        plain(self)

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    before = labels(task)
    run_project(replace(task, budget=Budget(generations=4)))
    assert told(task, GenerationEnded)[-1].number == 4 and labels(task) == before


def test_a_checkpoint_that_is_damaged(task):
    run_project(task)
    before, place = in_force(task), RunFolder(task.out).checkpoint
    place.write_bytes(place.read_bytes()[:100])
    with pytest.raises(LViTError) as refused:
        run_project(replace(task, resume=True))
    assert refused.value.hint and in_force(task) == before


def test_a_generation_in_force_that_is_damaged(task):
    weights = in_force(task) / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(LViTError) as refused:
        run_project(task)
    assert refused.value.hint and "model" in refused.value.message.lower()
    assert not told(task, GenerationEnded) and told(task, Failed)


def test_a_precision_that_is_wrong_here_judges_nothing(task, monkeypatch):
    """Its own hold-out and that of the model in force, pseudo labels and proposals."""
    plain, used = lvit.headed, []

    def ended(*features):
        used.append(torch.is_autocast_enabled("cpu"))
        return plain(*features) + 8 * used[-1]

    monkeypatch.setattr(lvit, "headed", ended)
    with Project.open(task.project) as project:
        project.images.set_split(project.images.all()[0].id, "holdout")
    unlabeled = replace(task.config.unlabeled, mode="epi")
    config = replace(task.config, precision="bfloat16", unlabeled=unlabeled)
    run_project(replace(task, config=config))
    (found,) = told(task, PrecisionTested)
    assert (found.precision, used.count(True)) == ("float32", 2), "asked about the probe, no more"
    last = told(task, GenerationEnded)[-1]
    assert None not in (last.holdout_dice, last.in_force_dice, last.pseudo_change)


def test_a_clock_that_is_set_back(task, monkeypatch):
    true = time.time
    backwards = iter(range(10**6))
    monkeypatch.setattr(time, "time", lambda: true() - 3600.0 * next(backwards))
    run_project(task)
    assert [one.number for one in told(task, GenerationEnded)] == [1, 2]
    assert all(one.seconds >= 0 for one in told(task, GenerationEnded))
