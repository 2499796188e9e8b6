"""`lvit bench loop`: an annotator who knows the truth, on drawn images with a tiny network."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.cli import build_app
from lvit_core.cli.benches import annotator, loop
from lvit_core.cli.benches.annotator import carry_out, corrections_from_nothing, planned
from lvit_core.cli.benches.labeled_folder import labeled_images
from lvit_core.cli.benches.loop import LoopTask, Row, figures, play
from lvit_core.errors import Cancelled, LViTError
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.training.config import TrainingConfig, UnlabeledSettings
from lvit_core.training.project_run import FINE_TUNING


def boxes(*places, shape=(40, 40)):
    """int32 (H, W) with a numbered box at each (y0, x0, y1, x1)."""
    labels = np.zeros(shape, np.int32)
    for number, (y0, x0, y1, x1) in enumerate(places, start=1):
        labels[y0:y1, x0:x1] = number
    return labels


TRUTH = boxes((0, 0, 10, 10), (0, 20, 10, 30), (20, 0, 30, 10), (20, 20, 30, 30))
PROPOSED = boxes(
    (0, 0, 10, 10),  # as it is
    (0, 20, 10, 26),  # IoU 0.6: something is added
    (20, 2, 30, 14),  # IoU 8 / 14: something is added and something taken away
    (32, 32, 38, 38),  # nothing is there
)


def test_what_is_good_is_kept_and_the_rest_is_mended():
    plan = planned(PROPOSED, TRUTH)
    assert plan.kept == (1,) and plan.repaired == ((2, 2), (3, 3))
    assert plan.deleted == (4,) and plan.drawn == (4,) and not plan.rejected
    assert plan.corrections == 1 + 2 + 1 + 1
    assert corrections_from_nothing(TRUTH) == 4


def test_a_bad_proposal_goes_at_once():
    many = boxes(*((y, x, y + 2, x + 2) for y in range(30, 40, 3) for x in range(0, 40, 3)))
    plan = planned(many, TRUTH)
    assert plan.rejected and plan.corrections == 4 + 1 and plan.drawn == (1, 2, 3, 4)
    nothing = planned(np.zeros_like(TRUTH), TRUTH)
    assert nothing.corrections == 4 and not nothing.rejected
    assert planned(np.zeros_like(TRUTH), np.zeros_like(TRUTH)).corrections == 0
    assert planned(TRUTH, TRUTH).corrections == 0


def test_the_edits_end_at_the_truth_and_are_as_many_as_planned():
    plane, table = LabelPlane.from_array(PROPOSED), ObjectTable()
    for number in range(1, 5):
        table.add(ObjectRecord(number, "nuclei", "nucleus", Provenance("model", "me", "1")))
    workspace = Workspace(plane, table, "nuclei", "nucleus", Provenance("person", "me"))
    plan, done = planned(PROPOSED, TRUTH), []
    assert carry_out(plan, workspace, PROPOSED, TRUTH, done.append) == plan.corrections
    assert len(done) == plan.corrections
    found = workspace.plane.to_array()
    assert ((found > 0) == (TRUTH > 0)).all() and len(np.unique(found)) == 5
    origins = {record.id: record.provenance for record in workspace.table}
    assert origins[1].edited_by is None and origins[2].edited_by == "me"
    assert [one.origin for one in origins.values()].count("person") == 1  # the drawn one


ROW = Row("a", 0, 0, 10, 6, 4, 8, 10)


def test_figures_are_of_the_images_they_name():
    task = LoopTask(Path(), "m", first=2, after=3)
    rows = [replace(ROW, with_loop=count) for count in (9, 7, 5, 2, 2)]
    found = figures(rows, task)
    assert found["corrections_first5"] == 8 and found["corrections_after20"] == 2
    assert found["ratio_to_no_training"] == 16 / 4 and found["untouched_share"] == 0.6
    assert found["untouched_of"] == 2 and found["ratio_to_nothing_after20"] == 20 / 4
    few = figures(rows[:3], task)
    assert few["corrections_after20"] is few["ratio_to_no_training"] is None
    assert few["untouched_of"] == 3


def draw(folder, count, layout="collection"):
    """Grey images with dark discs."""
    pictures, masks = (
        ("images", "masks_instance") if layout == "collection" else ("img", "instances")
    )
    for name in (pictures, masks, *(["labelcol"] if layout == "lvit" else [])):
        (folder / name).mkdir(parents=True)
    for number in range(count):
        rng = np.random.default_rng(number)
        mask = np.zeros((64, 64), bool)
        rows, columns = np.mgrid[:64, :64]
        for y, x in rng.integers(8, 56, (4, 2)):
            mask |= (rows - y) ** 2 + (columns - x) ** 2 <= 25
        image = rng.normal(170, 8, (64, 64, 3))
        image[mask] -= 90
        Image.fromarray(image.clip(0, 255).astype(np.uint8)).save(
            folder / pictures / f"image{number}.png"
        )
        objects = label_areas(mask).astype(np.uint16)
        Image.fromarray(objects).save(folder / masks / f"image{number}.png")
        if layout == "lvit":
            Image.fromarray(mask.astype(np.uint8) * 255).save(
                folder / "labelcol" / f"image{number}.png"
            )
    return folder


@pytest.fixture
def start(tmp_path):
    network = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    config = ModelConfig(
        "tiny", network=network, template="nuclei", input="tiles", layer="nuclei", licence="CC0"
    )
    save_model(tmp_path / "tiny", build_model(config), "# tiny\n")
    return str(tmp_path / "tiny")


@pytest.fixture
def task(tmp_path, start):
    config = TrainingConfig(
        template="nuclei", protocol="native", width=8, image_size=32, batch=4,
        learning_rate=2e-3, precision="float32", steps_per_generation=4, schedule="constant",
        patience=0, unlabeled=UnlabeledSettings(burn_in=0.0, ramp=0.0),
    )  # fmt: skip
    return LoopTask(
        draw(tmp_path / "data", 6), start, images=5, minutes=0.05, every=2, first=2, after=3,
        config=config, most_unlabeled=2, threads=1,
    )  # fmt: skip


@pytest.mark.parametrize("layout", ["collection", "lvit"])
def test_labeled_folders_of_both_layouts_are_read(tmp_path, layout):
    found = labeled_images(draw(tmp_path / "data", 3, layout))
    assert [one.name for one in found] == ["image0", "image1", "image2"]
    assert found[0].read_objects().max() >= 2 and found[0].path.is_file()


def test_a_folder_without_masks_is_told(tmp_path):
    with pytest.raises(LViTError, match="No image with a mask"):
        labeled_images(tmp_path)


def test_without_pseudo_labels_all_else_stays_as_it_is(task):
    plain = loop._settings(replace(task, pseudo=False))
    assert plain.unlabeled.mode == "none" and plain.width == task.config.width
    assert loop._settings(task) is task.config
    product = loop._settings(replace(task, config=None, pseudo=False))
    assert replace(product, unlabeled=FINE_TUNING.unlabeled) == FINE_TUNING
    assert loop._settings(replace(task, config=None)) is None  # the product's own


@pytest.mark.training
def test_the_loop_is_played_and_nothing_is_left(task, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    told = []
    found = play(task, told.append)
    assert list(found)[1:5] == [
        "corrections_first5", "corrections_after20", "ratio_to_no_training", "untouched_share",
    ]  # fmt: skip
    rows = found["per_image"]
    assert len(rows) == 5 and [row["labels_before"] for row in rows] == [0, 1, 2, 3, 4]
    assert rows[0]["with_loop"] == rows[0]["without_training"]  # nothing is learnt yet
    assert all(row["from_nothing"] == row["objects"] > 0 for row in rows)
    assert [one["labels"] for one in found["sessions"]] == [2, 4]
    assert found["sessions"][-1]["trained"] >= 1
    assert not list((tmp_path / "temp").glob("lvit-bench-*"))
    assert any(line.startswith("5 of 5") for line in told)
    assert "corrections_first5" in loop.in_lines(found)


@pytest.mark.training
def test_a_stop_in_training_ends_the_play_and_leaves_nothing(task, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()

    class Stopped:
        ending = "stopped"

    monkeypatch.setattr(loop, "run_project", lambda _task: Stopped())
    with pytest.raises(Cancelled):
        play(task, lambda _line: None)
    assert not list((tmp_path / "temp").glob("lvit-bench-*"))


@pytest.mark.training
def test_without_minutes_nothing_is_trained_and_the_command_says_so(task, monkeypatch):
    monkeypatch.setattr(loop, "run_project", lambda _task: pytest.fail("it was trained"))
    words = ["bench", "loop", "--data", str(task.data), "--model", task.model, "--images", "2",
             "--minutes", "0", "--threads", "1", "--json"]  # fmt: skip
    done = CliRunner().invoke(build_app(), words)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["bench"] == "loop" and found["ratio_to_no_training"] is None
    assert found["settings"]["good_iou"] == annotator.GOOD_IOU and found["sessions"] == []
