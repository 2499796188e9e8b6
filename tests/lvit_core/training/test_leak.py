"""No held-out or hidden mask reaches training: every file a run opens is traced."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.training

TRACER = """
import json, sys
phase, opened = ["training"], []

def on_event(name, arguments):
    if name == "open":
        opened.append((phase[0], str(arguments[0])))

sys.addaudithook(on_event)
from pathlib import Path
from lvit_core.training import trainer
from lvit_core.training.config import TrainingConfig, UnlabeledSettings
from lvit_core.training.dataset_run import DatasetRun, run_dataset

plain = trainer.Trainer.validation

def judged(self):
    phase[0] = "judging"
    try:
        return plain(self)
    finally:
        phase[0] = "training"

trainer.Trainer.validation = judged
config = TrainingConfig(
    template="nuclei", width=8, image_size=32, batch=4, precision="float32",
    unlabeled=UnlabeledSettings(mode="epi+lv", burn_in=0.0, ramp=0.0),
)
data, validation, out = sys.argv[1:4]
run_dataset(DatasetRun(
    Path(data), Path(out), config, trainer.Budget(generations=3),
    validation=Path(validation) if validation else None, labeled_fraction=0.5,
))
print(json.dumps(opened))
"""


def trace(data, validation, out):
    done = subprocess.run(
        [sys.executable, "-c", TRACER, str(data), str(validation or ""), str(out)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("own_folder", [False, True])
def test_no_hidden_mask_is_opened_and_held_out_ones_only_for_judging(
    make_folder, tmp_path, own_folder
):
    data = make_folder(range(12))
    held_folder = make_folder(range(20, 24), name="held") if own_folder else None
    opened = trace(data, held_folder, tmp_path / "run")
    split = json.loads((tmp_path / "run" / "split.json").read_text())
    assert split["train"] and split["validation"] and split["unlabeled"]
    root = held_folder or data
    held = {
        str(root / "labelcol" / f"{key.removeprefix('validation/')}.png")
        for key in split["validation"]
    }
    hidden = {str(data / "labelcol" / f"{key}.png") for key in split["unlabeled"]}
    shown = {str(data / "labelcol" / f"{key}.png") for key in split["train"]}
    images = {
        str(root / "img" / f"{key.removeprefix('validation/')}.png") for key in split["validation"]
    }
    in_training = {path for phase, path in opened if phase == "training"}
    in_judging = {path for phase, path in opened if phase == "judging"}
    assert shown <= in_training  # the trace does see masks
    assert held <= in_judging
    assert not held & in_training
    assert not images & in_training
    assert not hidden & (in_training | in_judging)


def test_patients_of_the_validation_folder_leave_training(make_folder, tmp_path):
    data = make_folder(range(8))
    held = make_folder(range(30, 32), name="held")
    (data / "groups.csv").write_text("image003,patient x\n")
    (held / "groups.csv").write_text("image030,patient x\n")
    trace(data, held, tmp_path / "run")
    split = json.loads((tmp_path / "run" / "split.json").read_text())
    assert "image003" not in split["train"] + split["unlabeled"]
    assert len(split["train"] + split["unlabeled"]) == 7
