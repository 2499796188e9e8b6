"""`lvit predict` and `lvit models` as a person or a script meets them: files, JSON, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256

import numpy as np
import pytest
import torch
from PIL import Image

from lvit_core.annotation.levels import Cut
from lvit_core.annotation.threshold import as_bytes
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.project.records import Proposal
from tests.lvit_core.cli.here import lvit_here


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory):
    torch.manual_seed(0)
    network = LViTConfig(width=8, image_size=64, text_dim=32, tokens=8)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    config = ModelConfig(name="tiny", network=network, input="whole", licence="CC0")
    save_model(folder, build_model(config), "# Tiny\n")
    return folder


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(0)
    for name in ("a.png", "b.png", "b.tif"):
        Image.fromarray(rng.integers(0, 255, (70, 90, 3)).astype(np.uint8)).save(folder / name)
    (folder / "broken.png").write_bytes(b"")
    return folder


def lvit_process(*arguments, cache, expect=0):
    """The command as a process of its own, as a script meets it."""
    done = subprocess.run(  # noqa: PLW1510 - the code is asserted below
        [sys.executable, "-m", "lvit_core.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=250,
        env={**os.environ, "LVIT_CACHE": str(cache), "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == expect, done.stderr
    return done


def test_predict_takes_the_page_that_is_asked_for(model_folder, tmp_path):
    pixels = np.random.default_rng(0).integers(0, 255, (2, 70, 90), np.uint8)
    first, second = (Image.fromarray(page) for page in pixels)
    first.save(tmp_path / "stack.tif", save_all=True, append_images=[second])
    command = [
        "predict",
        "--any-kind",
        "--model",
        model_folder,
        "--text",
        "two areas",
        tmp_path / "stack.tif",
    ]
    command += ["--out", tmp_path / "out", "--backend", "eager", "--json"]
    assert "2 pictures" in lvit_here(*command, cache=tmp_path / "cache", expect=1).stderr
    assert (
        json.loads(lvit_here(*command, "--page", "2", cache=tmp_path / "cache").stdout)["images"]
        == 1
    )
    assert (tmp_path / "out" / "stack-page-2.png").is_file()


def test_predict_writes_masks_and_goes_on_where_it_stopped(pictures, model_folder, tmp_path):
    out, cache = tmp_path / "out", tmp_path / "cache"
    command = ["predict", "--any-kind", "--model", model_folder, "--text", "two areas", pictures]
    command += ["--out", out, "--backend", "eager", "--json"]
    done = lvit_process(*command, cache=cache, expect=1)
    assert "1 of 4 images could not be predicted; the others are." in done.stderr
    assert "Not understood" not in done.stderr
    result = json.loads(done.stdout)
    assert result["predicted"] == 3 and result["failed"][0]["image"] == "broken.png"
    assert {p.name for p in out.glob("*.png")} == {"a.png", "b_png.png", "b_tif.png"}
    mask = np.asarray(Image.open(out / "a.png"))
    probability = np.load(out / "a_prob.npy")
    assert mask.shape == probability.shape == (70, 90) and probability.dtype == np.float32
    assert np.array_equal(mask, np.where(probability > 0.5, 255, 0))
    assert {p.stem for p in (out / "objects").glob("*.png")} == {"a", "b_png", "b_tif"}
    told = (out / "objects" / "a.csv").read_text().splitlines()[1:]
    numbers = np.asarray(Image.open(out / "objects" / "a.png"))
    assert [int(row.split(",")[0]) for row in told] == sorted({*numbers.flat} - {0})
    assert not (numbers > 0)[mask == 0].any()

    lines = [json.loads(line) for line in (out / "predictions.jsonl").read_text().splitlines()]
    assert {line["image"] for line in lines} == {"a.png", "b.png", "b.tif"}, "no path leaves"
    assert out.stat().st_mode & 0o077 == 0, "masks of patients are their owner's"
    digest = sha256((model_folder / "model.safetensors").read_bytes()).hexdigest()
    for line in lines:
        made = line["answer"]
        assert made["weights"] == line["weights"] == digest
        assert (made["sentence"], made["backend"]) == ("two areas", "eager")
    assert len({line["answer"]["image"] for line in lines}) == 3, "told apart by content"
    (pictures / "broken.png").unlink()

    (out / "a.png").unlink()
    again = json.loads(lvit_here(*command, cache=cache).stdout)
    assert (again["predicted"], again["resumed"]) == (1, 2)
    (out / "objects" / "a.csv").unlink()
    again = json.loads(lvit_here(*command, cache=cache).stdout)
    assert (again["predicted"], again["resumed"]) == (1, 2), "a folder of a version without it"
    command[command.index("two areas")] = "one area"
    other = json.loads(lvit_here(*command, cache=cache).stdout)
    assert other["predicted"] == 3, "another sentence is another prediction"
    command[command.index("one area")] = "one zebra area"
    told = lvit_here(*command, cache=cache).stderr
    assert told.count("Not understood: zebra.") == 1, "once, not for every image"
    weights = model_folder / "model.safetensors"
    changed = bytearray(weights.read_bytes())
    changed[-1] ^= 1
    weights.write_bytes(changed)
    other = json.loads(lvit_here(*command, cache=cache).stdout)
    assert other["predicted"] == 3, "other weights under the same name are another model"


def test_predict_cuts_as_the_window_would(pictures, model_folder, tmp_path):
    out, cache = tmp_path / "out", tmp_path / "cache"
    command = [
        "predict",
        "--any-kind",
        "--model",
        model_folder,
        "--text",
        "two areas",
        pictures / "a.png",
    ]
    command += ["--out", out, "--backend", "eager", "--json"]
    lvit_here(*command, cache=cache)
    probability = np.load(out / "a_prob.npy")
    level = float(np.median(probability))
    chosen = [*command, "--threshold", level, "--smallest-px", "30"]
    assert json.loads(lvit_here(*chosen, cache=cache).stdout)["predicted"] == 1, "another choice"
    planes = as_bytes(probability, 0.5)[None]
    shown = Proposal(1, "lesion", ("infection",), planes, 0.5, "", "tiny", cut=Cut(level, 30))
    expected = shown.told_apart(separate=False).inside()
    mask = np.asarray(Image.open(out / "a.png"))
    assert np.array_equal(mask > 0, expected) and 0 < expected.sum() < expected.size
    [*_, line] = (out / "predictions.jsonl").read_text().splitlines()
    made = json.loads(line)["answer"]
    assert (made["threshold"], made["min_area_px"]) == (level, 30)
    objects = shown.told_apart(separate=False).objects
    assert np.array_equal(np.asarray(Image.open(out / "objects" / "a.png")), objects)
    assert json.loads(line)["objects"] == objects.max()
    assert json.loads(lvit_here(*chosen, cache=cache).stdout)["resumed"] == 1
    assert json.loads(lvit_here(*command, cache=cache).stdout)["predicted"] == 1, (
        "the model's again"
    )


def test_wrong_usage_and_expected_errors_differ_in_exit_code(pictures, tmp_path):
    lvit_process("predict", "--text", "x", pictures, "--out", tmp_path, cache=tmp_path, expect=2)
    command = ["predict", "--model", "nowhere", "--text", "x", pictures, "--out", tmp_path]
    done = lvit_here(*command, cache=tmp_path, expect=1)
    assert "no model 'nowhere'" in done.stderr and "Traceback" not in done.stderr


def test_models_show_and_list(model_folder, tmp_path):
    shown = json.loads(lvit_here("models", "show", model_folder, "--json", cache=tmp_path).stdout)
    network = build_model(ModelConfig(network=LViTConfig("T", 8, 8, 32, image_size=64)))
    assert shown["parameters"] == sum(p.numel() for p in network.network.parameters())
    assert shown["licence"] == "CC0" and shown["gflops"] > 0 and "Tiny" in shown["card"]
    listed = lvit_here("models", "list", "--folder", model_folder.parent, "--json", cache=tmp_path)
    assert "tiny" in [m["name"] for m in json.loads(listed.stdout)["models"]]
    shutil.copytree(model_folder, tmp_path / "models" / "broken")
    (tmp_path / "models" / "broken" / "config.toml").write_text("[[[")
    listed = lvit_here("models", "list", "--folder", tmp_path / "models", cache=tmp_path)
    assert "Note: broken is left out" in listed.stderr


def test_a_table_gives_each_image_its_sentence(pictures, model_folder, tmp_path):
    from lvit_core.exchange.sheets import write_sheet

    table = tmp_path / "t.xlsx"
    rows = [("a.png", "Right."), ("mask_b.png", "Right lung."), ("a.png", "Left lung.")]
    write_sheet(table, rows)
    command = [
        "predict",
        "--any-kind",
        "--model",
        model_folder,
        "--table",
        table,
        pictures / "a.png",
    ]
    command += [pictures / "b.png", "--out", tmp_path / "o", "--backend", "eager", "--json"]
    told = " ".join(lvit_here(*command, cache=tmp_path).stderr.split())
    assert "A later row has another sentence for this image." in told
    journal = tmp_path / "o" / "predictions.jsonl"
    entries = [json.loads(line) for line in journal.read_text().splitlines()]
    sentences = {entry["stem"]: entry["sentence"] for entry in entries}
    assert sentences == {"a": "Left lung.", "b": "Right lung."}
    assert [entry.pop("laterality") for entry in entries] == ["viewer", "viewer"]
    journal.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    again = json.loads(lvit_here(*command, cache=tmp_path).stdout)
    assert again["resumed"] == 2, "lines of an earlier version, which did not say whose sides"


@pytest.mark.durability
def test_processes_share_the_work(pictures, model_folder, tmp_path, monkeypatch):
    (pictures / "broken.png").unlink()
    counts = []
    for rank in ("0", "1"):
        monkeypatch.setenv("WORLD_SIZE", "2")
        monkeypatch.setenv("RANK", rank)
        command = ["predict", "--any-kind", "--model", model_folder, "--text", "", pictures]
        command += ["--out", tmp_path / "o", "--backend", "eager", "--json"]
        counts.append(json.loads(lvit_here(*command, cache=tmp_path).stdout)["predicted"])
    assert sum(counts) == 3 and min(counts) >= 1
    assert len(list((tmp_path / "o").glob("*_prob.npy"))) == 3


def test_another_kind_is_refused_by_name_unless_a_person_insists(model_folder, tmp_path):
    """The model knows chest X-rays; neither a coloured square nor one without a chest is one."""
    from lvit_core.imaging.phantom import chest_phantom
    from lvit_core.imaging.window import model_rgb

    folder = tmp_path / "three"
    folder.mkdir()
    chest = model_rgb(chest_phantom(3, 256).image)
    for name, pixels in (("chest", chest), ("over", chest[::-1]), ("red", chest * (1, 0, 0))):
        Image.fromarray(np.ascontiguousarray(pixels, np.uint8)).save(folder / f"{name}.png")
    command = ["predict", "--model", model_folder, "--text", "one area, upper left lung", folder]
    command += ["--out", tmp_path / "out", "--backend", "eager", "--by-sentence", "--json"]
    result = json.loads(lvit_here(*command, cache=tmp_path / "cache", expect=1).stdout)
    assert result["predicted"] == 1
    reasons = {line["image"]: line["reason"] + line["hint"] for line in result["failed"]}
    assert "not look like a chest" in reasons["over.png"] and "colour" in reasons["red.png"]
    assert all("--any-kind" in reason for reason in reasons.values())
    assert any("threshold" in line["text"].lower() for line in result["warnings"])
    told = lvit_here(*command, cache=tmp_path / "cache", expect=1).stderr
    assert "Started again" not in told and "--any-kind" in told
    result = json.loads(lvit_here(*command, "--any-kind", cache=tmp_path / "cache").stdout)
    assert (result["predicted"], result["resumed"], result["failed"]) == (2, 1, [])
    warned = {(line["image"], line["text"]) for line in result["warnings"]}
    assert any(one == "over.png" and "not look like a chest" in text for one, text in warned)
    assert any(one == "red.png" and "colour" in text for one, text in warned)
    lvit_here(*command, "--threshold", "0.4", cache=tmp_path / "cache", expect=2)
