"""Two processes started by accelerate do what one does with the doubled batch; Ctrl+C saves."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lvit_core.config import save_toml
from lvit_core.training.events import Step, read_events

pytestmark = pytest.mark.training

ROOT = Path(__file__).resolve().parents[3]
COMMAND = """
import typer
from lvit_core.cli import train
from lvit_core.cli.output import run
app = typer.Typer()
app.callback()(lambda: None)
train.register(app)
run(app)
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "train_command.py"
    path.write_text(COMMAND)
    return path


def environment():
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
        "ACCELERATE_USE_CPU": "true",
    }


def losses(folder):
    return [e.losses for e in read_events(folder / "events.jsonl") if isinstance(e, Step)]


@pytest.mark.parametrize("share", [0.5, 0.25])
def test_two_processes_equal_the_doubled_batch(make_folder, tmp_path, tiny, script, share):
    """BatchNorm frozen, no dropout, losses per image: then it is mathematically the same.

    With a quarter of four, one process has no unlabeled image.
    """
    data = make_folder(range(8), labeled={0, 1, 2, 3, 4, 5})
    recipe = tmp_path / "recipe.toml"
    unlabeled = replace(tiny.unlabeled, share=share)
    same = replace(tiny, batch_norm="frozen", dropout=0.0, unlabeled=unlabeled)
    save_toml(recipe, replace(same, steps_per_generation=4))
    options = ["train", "--dataset", str(data), "--recipe", str(recipe), "--epochs", "2"]
    one = [sys.executable, str(script), *options, "--out", str(tmp_path / "one")]
    launch = [sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu",
              "--num_processes", "2",
              "--num_machines", "1", "--mixed_precision", "no", "--dynamo_backend", "no",
              "--main_process_port", "0", str(script)]  # fmt: skip
    two = [*launch, *options, "--out", str(tmp_path / "two")]
    for command in (one, two):
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, timeout=280, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
    assert read_events(tmp_path / "two" / "events.jsonl")[0].processes == 2
    alone, together = losses(tmp_path / "one"), losses(tmp_path / "two")
    assert len(alone) == len(together) == 8
    assert any("language_vision" in row for row in alone)
    for a, b in zip(alone, together, strict=True):
        assert a.keys() == b.keys()
        for name, value in a.items():
            assert b[name] == pytest.approx(value, abs=1e-5), name


def test_ctrl_c_leaves_a_run_that_can_go_on(make_folder, tmp_path, tiny, script):
    data = make_folder(range(8))
    recipe, out = tmp_path / "recipe.toml", tmp_path / "run"
    save_toml(recipe, tiny)
    options = ["train", "--dataset", str(data), "--recipe", str(recipe), "--out", str(out)]
    running = subprocess.Popen(
        [sys.executable, str(script), *options, "--epochs", "100000"],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and len(losses(out) if out.exists() else []) < 5:
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 0, errors
    events = read_events(out / "events.jsonl")
    assert events[-1].ending == "stopped"
    stopped_at = events[-1].steps
    assert stopped_at == len(losses(out))
    steps = str(events[-1].generations + 1)
    done = subprocess.run(
        [sys.executable, str(script), *options, "--epochs", steps, "--resume"],
        env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    numbers = [e.step for e in read_events(out / "events.jsonl") if isinstance(e, Step)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > stopped_at or events[-1].generations >= int(steps)
