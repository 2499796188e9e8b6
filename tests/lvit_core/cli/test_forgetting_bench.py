"""`lvit bench forgetting`: two runs of the same labels, judged on both kinds of images."""

from __future__ import annotations

import tempfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from lvit_core.cli.benches import forgetting
from lvit_core.cli.benches.forgetting import ForgettingTask, figures, in_lines, measure_forgetting
from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.project.learnt import read_changes
from lvit_core.training.config import TrainingConfig, UnlabeledSettings


def draw(folder, count, light):
    for name in ("images", "masks_instance"):
        (folder / name).mkdir(parents=True)
    for number in range(count):
        rng = np.random.default_rng([light, number])
        objects = np.zeros((64, 64), np.uint16)
        objects[8:24, 8:24], objects[40:56, 30:46] = 1, 2
        image = rng.normal(light, 8, (64, 64, 3))
        image[objects > 0] += 60 if light < 128 else -90
        Image.fromarray(image.clip(0, 255).astype(np.uint8)).save(
            folder / "images" / f"{number}.png"
        )
        Image.fromarray(objects).save(folder / "masks_instance" / f"{number}.png")
    return folder


@pytest.fixture
def task(tmp_path):
    network = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    described = ModelConfig(
        "tiny", network=network, template="nuclei", input="tiles", layer="nuclei", licence="CC0"
    )
    save_model(tmp_path / "tiny", build_model(described), "# tiny\n")
    config = TrainingConfig(
        template="nuclei", protocol="native", width=8, image_size=32, batch=2, replay_share=0.5,
        learning_rate=2e-3, precision="float32", steps_per_generation=3, schedule="constant",
        patience=0, unlabeled=UnlabeledSettings(mode="none"),
    )  # fmt: skip
    return ForgettingTask(
        draw(tmp_path / "new", 6, 30), draw(tmp_path / "old", 3, 180), str(tmp_path / "tiny"),
        minutes=0.01, labels=3, judges=2, threads=1, config=config,
    )  # fmt: skip


def test_figures_have_their_names():
    found = figures({"old": 0.9, "new": 0.1}, {"old": 0.89, "new": 0.7}, {"old": 0.6, "new": 0.75})
    assert found["old_lost"] == pytest.approx(0.01)
    assert found["old_lost_without"] == pytest.approx(0.3)
    assert (found["dice_new_after"], found["dice_new_after_without"]) == (0.7, 0.75)
    assert "dice_old_after_without" in in_lines({**found, "bench": "forgetting"})


def test_too_few_images_are_told(task):
    with pytest.raises(LViTError, match="too few images"):
        measure_forgetting(replace(task, labels=6), lambda _line: None)


@pytest.mark.training
def test_both_runs_learn_as_long_and_nothing_is_left(task, tmp_path, monkeypatch):
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    reports, plain = [], forgetting._Judges.scores

    def scores(self, place):
        reports.append(read_changes(place) if str(place).startswith(str(tmp_path / "temp")) else {})
        return plain(self, place)

    monkeypatch.setattr(forgetting._Judges, "scores", scores)
    found = measure_forgetting(task, lambda _line: None)
    for name in ("dice_old_before", "dice_old_after", "dice_new_before", "dice_new_after"):
        assert 0 <= found[name] <= 1
    assert found["generations"] >= 1 and found["settings"]["judging_old"] == 2
    assert not list((tmp_path / "temp").glob("lvit-bench-*"))
    _, without, with_replay = reports
    assert without["replay"]["share"] == 0 and without["generation"] == with_replay["generation"]
    assert with_replay["replay"]["share"] == 0.5 and with_replay["replay"]["pictures"] > 0
    assert with_replay["replay"]["teacher"] == "tiny"
