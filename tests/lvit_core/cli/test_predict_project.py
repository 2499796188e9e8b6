"""`lvit predict` on projects and over several processes, and `lvit models import`, end to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from lvit_core.model.checkpoint import build_model, load_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.cli.here import lvit_here
from tests.lvit_core.model import golden as golden_module

SMALL = LViTConfig(width=8, image_size=64, text_dim=32, tokens=8)


def launched(*arguments, cache, launcher):
    done = subprocess.run(  # noqa: PLW1510 - the code is asserted below
        [sys.executable, *launcher, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=400,
        env={**os.environ, "LVIT_CACHE": str(cache), "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done


def save(folder: Path, seed: int = 0, **facts) -> Path:
    torch.manual_seed(seed)
    config = ModelConfig(**{"name": folder.name, "network": SMALL, "input": "whole", **facts})
    save_model(folder, build_model(config), "# Small\n")
    return folder


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(3)
    for number in range(5):
        pixels = np.kron(rng.integers(30, 220, (8, 9)), np.ones((10, 10))).astype(np.uint8)
        Image.fromarray(pixels).save(folder / f"p{number}.png")
    return folder


def test_a_project_gives_images_sentences_sides_and_its_own_model(pictures, tmp_path):
    """Sentences in the patient's sides are turned, and the generation in force answers."""
    from lvit_core.annotation.edit import Edit, ImageChange
    from lvit_core.annotation.patch import EMPTY_PATCH

    model = save(tmp_path / "project" / "models" / "gen-0001", template="chest-xray")
    with Project.create(
        tmp_path / "project", ProjectSettings("p", "chest-xray", "patient")
    ) as project:
        project.images.add([pictures])
        change = ImageChange("sentence", "", "Infection in the upper left lung.")
        first = project.images.all()[0]
        project.journal.append(first.id, Edit("Sentence", "lesion", EMPTY_PATCH, (), (change,)))
        generation = project.generations.add(model, "", None, "by hand")
        project.generations.put_in_force(generation.number)
        name, in_force = Path(first.path).stem, project.generations.model_in_force()
    out = tmp_path / "out"
    command = ["predict", "--any-kind", "--project", tmp_path / "project", "--out", out]
    done = lvit_here(*command, "--backend", "eager", "--json", cache=tmp_path / "cache")
    result = json.loads(done.stdout)
    assert (result["predicted"], result["failed"]) == (5, [])
    lines = (out / "predictions.jsonl").read_text(encoding="utf-8").splitlines()
    entries = {entry["stem"]: entry for entry in map(json.loads, lines)}
    assert "right lung" in entries[name]["sentence"]
    assert {entry["model"] for entry in entries.values()} == {in_force}
    assert [e["sentence"] for e in entries.values() if e["stem"] != name] == [None] * 4
    assert len(list(out.glob("*_prob.npy"))) == 5


def test_a_projects_stated_pixel_size_counts_and_a_new_one_is_predicted_anew(pictures, tmp_path):
    model = save(tmp_path / "tiles", template="nuclei", input="tiles", scale_um=0.5)
    folder, out = tmp_path / "project", tmp_path / "out"
    command = ["predict", "--project", folder, "--model", model, "--out", out, "--json"]
    answers = []
    with Project.create(folder, ProjectSettings("p", "nuclei")) as project:
        project.images.add([pictures / "p0.png"])
    for um in (0.5, 1.0):
        with Project.open(folder) as project:
            project.state_pixel_size("nuclei", um)
        done = lvit_here(*command, "--backend", "eager", cache=tmp_path / "cache")
        assert json.loads(done.stdout)["predicted"] == 1
        answers.append(np.load(out / "p0_prob.npy"))
    assert np.abs(answers[0] - answers[1]).max() > 1e-3


@pytest.mark.durability
def test_launched_twice_the_work_is_split_between_two_processes(pictures, tmp_path):
    model, out = save(tmp_path / "small"), tmp_path / "out"
    launch = ("-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2")
    launch += ("--num_machines", "1", "--mixed_precision", "no", "--dynamo_backend", "no")
    launch += ("--main_process_port", "0")
    command = [
        "predict",
        "--any-kind",
        "--model",
        model,
        "--text",
        "one area",
        pictures,
        "--out",
        out,
    ]
    launched(
        *command,
        "--backend",
        "eager",
        cache=tmp_path / "cache",
        launcher=(*launch, "-m", "lvit_core.cli"),
    )
    shares = [
        {json.loads(line)["stem"] for line in path.read_text(encoding="utf-8").splitlines()}
        for path in sorted(out.glob("predictions-*.jsonl"))
    ]
    assert sorted(len(share) for share in shares) == [2, 3]
    assert shares[0] | shares[1] == {f"p{number}" for number in range(5)}
    assert len(list(out.glob("*_prob.npy"))) == 5
    again = lvit_here(*command, "--backend", "eager", "--json", cache=tmp_path / "cache")
    assert json.loads(again.stdout)["resumed"] == 5, "one process goes on where two stopped"


def test_images_of_the_wrong_kind_are_warned_about_once(pictures, tmp_path):
    model = save(tmp_path / "stained", template="nuclei", input="tiles")
    command = ["predict", "--model", model, "--text", "High density nuclei in the upper left."]
    command += [pictures, "--out", tmp_path / "out", "--backend", "eager", "--json"]
    done = lvit_here(*command, cache=tmp_path / "cache")
    assert done.stderr.count("This is a gray image") == 1 and "and 4 more" in done.stderr
    assert done.stderr.count("Words such as") == 1
    assert len(json.loads(done.stdout)["warnings"]) == 10


def test_a_public_checkpoint_is_imported_and_found_by_name(tmp_path, shared_reference):
    state = golden_module.reference_state(golden_module.load_golden(shared_reference))
    file = tmp_path / "best_model-LViT.pth.tar"
    torch.save({"epoch": 3, "model": "LViT", "state_dict": state}, file)
    command = [
        "models",
        "import",
        file,
        "--name",
        "theirs",
        "--out",
        tmp_path / "models" / "theirs",
    ]
    done = lvit_here(*command, "--licence", "MIT", "--json", cache=tmp_path / "cache")
    folder = Path(json.loads(done.stdout)["folder"])
    assert "--bert" in done.stderr, "who imports it is told what sentences need"
    loaded = load_model(folder)
    assert (loaded.config.channel_order, loaded.config.licence) == ("bgr", "MIT")
    assert loaded.config.network.tokens == 10
    listed = lvit_here(
        "models", "list", "--folder", folder.parent, "--json", cache=tmp_path / "cache"
    )
    assert "theirs" in [model["name"] for model in json.loads(listed.stdout)["models"]]
