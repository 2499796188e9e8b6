"""A run whose fast precision is wrong on this computer notices it, and goes on in float32.

The fault is put into one layer, as it once was in a processor's library: the last one gives other
values wherever the network is computed in mixed precision.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch

from lvit_core.device import Computation
from lvit_core.inference.backends.agreement import (
    MAX_DIFFERENCE_OF_RUNS,
    MAX_MEAN_OF_RUNS,
    Agreement,
    compared,
)
from lvit_core.model import lvit
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.training.dataset_run import DatasetRun, run_dataset
from lvit_core.training.events import PrecisionTested, Step, Warned, read_events
from lvit_core.training.network import new_model, start_from
from lvit_core.training.own_precision import FIRST_ASKED, OwnPrecision, agreement_of
from lvit_core.training.processes import Processes
from lvit_core.training.run_state import read_tensors
from lvit_core.training.trainer import Budget

FAST = Computation("cpu", "bfloat16")
plainly = lvit.headed


@pytest.fixture
def faulty(monkeypatch):
    """Puts the fault in; ``calls`` in mixed precision are right before it."""

    def put(calls: int = 0, learning: bool = True) -> None:
        def ended(*features):
            nonlocal calls
            right = plainly(*features)
            if not torch.is_autocast_enabled("cpu") or (torch.is_grad_enabled() and not learning):
                return right
            calls -= 1
            return right if calls >= 0 else right + 8

        monkeypatch.setattr(lvit, "headed", ended)

    return put


@pytest.fixture(scope="module")
def folder(disc_folder, tmp_path_factory):
    return disc_folder(tmp_path_factory.mktemp("discs") / "data", range(6))


@pytest.fixture(scope="module")
def fast(supervised):
    return replace(
        supervised,
        precision="bfloat16",
        steps_per_generation=5,
        schedule="constant",
        patience=0,
    )


def run(folder, out, config, generations=1, resume=False):
    task = DatasetRun(folder, out, config, Budget(generations=generations))
    run_dataset(replace(task, resume=resume))
    return read_events(out / "events.jsonl")


@pytest.fixture(scope="module")
def plain(folder, fast, tmp_path_factory):
    """The weights of a run that was wished in float32."""
    out = tmp_path_factory.mktemp("plain") / "run"
    assert not told(run(folder, out, replace(fast, precision="float32")))
    return weights(out)


def told(events, kind=PrecisionTested):
    return [one for one in events if isinstance(one, kind)]


def weights(folder):
    return read_tensors(folder / "checkpoint.pt")["model"]


def same(a, b):
    return len(a) > 100 and all(torch.equal(value, b[name]) for name, value in a.items())


def test_the_bounds_of_runs():
    right = Agreement(0.98, MAX_DIFFERENCE_OF_RUNS - 0.01, MAX_MEAN_OF_RUNS - 0.001, 1.0)
    assert right.good_for_runs and not right.good
    assert not replace(right, max_difference=MAX_DIFFERENCE_OF_RUNS).good_for_runs
    assert not replace(right, mean_difference=MAX_MEAN_OF_RUNS).good_for_runs
    assert right.telling and not replace(right, range=0.3).telling
    answer = torch.rand(1, 1, 4, 4).numpy()
    wrong = answer.copy()
    wrong[0, 0, 0, 0] = float("nan")
    found = compared(wrong, answer, 1, 0.5)
    assert found.telling and not found.good_for_runs


@pytest.mark.parametrize("learning", [True, False])
def test_a_bundled_model_agrees_and_with_the_fault_it_does_not(faulty, learning):
    model, image = start_from("fluorescence"), torch.rand(1, 3, 224, 224)
    model.train()
    before = torch.random.get_rng_state()
    assert agreement_of(model, image, None, FAST).good_for_runs
    assert all(module.training for module in model.modules())
    assert torch.equal(before, torch.random.get_rng_state())
    faulty(learning=learning)
    assert not agreement_of(model, image, None, FAST).good_for_runs


def test_a_network_that_decides_nothing_yet_is_asked_again(supervised, faulty):
    shape = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    model, found = new_model(supervised, ModelConfig(network=shape, template="nuclei")), []
    precision = OwnPrecision(model, FAST, Processes(FAST), found.append)
    batch = SimpleNamespace(images=torch.rand(2, 3, 32, 32), true_sentences=("two areas", None))
    assert precision.good_at_start(0) and not precision.refused
    assert all(precision.good_after(batch, step) for step in range(1, 4 * FIRST_ASKED))
    assert [one.step for one in found] == [0, FIRST_ASKED, 2 * FIRST_ASKED]
    assert not any(one.telling for one in found)
    faulty()
    assert not precision.good_after(batch, 4 * FIRST_ASKED) and precision.refused
    assert precision.computation == replace(FAST, precision="float32")
    assert all(precision.good_after(batch, step) for step in range(99)) and len(found) == 4


@pytest.mark.training
def test_steps_in_a_wrong_precision_are_taken_back(folder, fast, plain, faulty, tmp_path):
    """The probe may miss what an image of the run shows."""
    faulty(calls=2 + FIRST_ASKED // 2)  # both answers about the probe, and the first steps
    events = run(folder, tmp_path / "run", fast)
    assert [(one.asked, one.step, one.precision) for one in told(events)] == [
        ("probe", 0, "bfloat16"),
        ("image", FIRST_ASKED, "float32"),
    ]
    assert [one.step for one in told(events, Step)] == [1, 2, 3, 4, 1, 2, 3, 4, 5]
    (warned,) = told(events, Warned)
    assert "bfloat16" in warned.message and "float32" in warned.message
    assert same(plain, weights(tmp_path / "run"))


@pytest.mark.training
def test_a_fast_precision_that_is_right_stays(folder, fast, plain, tmp_path):
    events = run(folder, tmp_path / "run", fast)
    assert [one.asked for one in told(events)] == ["probe", "image"]
    assert {one.precision for one in told(events)} == {"bfloat16"}
    assert not told(events, Warned) and not same(plain, weights(tmp_path / "run"))


@pytest.mark.training
def test_one_that_is_wrong_from_the_start_computes_nothing(folder, fast, plain, faulty, tmp_path):
    faulty()
    events, out = run(folder, tmp_path / "run", fast), tmp_path / "run"
    (found,) = told(events)
    assert (found.asked, found.wished, found.precision) == ("probe", "bfloat16", "float32")
    assert found.step == 0 and found.largest > MAX_DIFFERENCE_OF_RUNS
    assert len(told(events, Warned)) == 1 and same(plain, weights(out))
    again = told(run(folder, out, fast, generations=2, resume=True))
    assert [(one.asked, one.precision) for one in again] == [
        ("probe", "float32"),
        ("earlier", "float32"),
    ]
