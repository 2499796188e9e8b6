"""`lvit bench gpu`: every part on the processor with a tiny network; what is skipped is named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from lvit_core.cli.benches.gpu import __main__ as alone
from lvit_core.cli.benches.gpu import parts, project, result, steps, together, trouble
from lvit_core.cli.benches.gpu.loading import waiting
from lvit_core.cli.benches.gpu.predicting import Answers, answering
from lvit_core.cli.benches.gpu.setting import SENTENCES, made_batch, made_image, recipe, small
from lvit_core.device import Computation
from lvit_core.prompt.carried import OF_PROJECTS
from lvit_core.training.graphs import RecordedNetwork
from lvit_core.training.network import set_training_mode

ROOT = Path(__file__).resolve().parents[3]
SETTING = small("cpu")


@pytest.fixture(autouse=True)
def its_kind_goes_with_it():
    """A bench is a process of its own; here the next test must not know its kind of image."""
    yield
    OF_PROJECTS.withdraw("bench")


@pytest.mark.gpu
def test_steps_are_compared_with_plain_ones():
    found = steps.plain_and_own(SETTING)
    ours, plain = found["step_ms_b2"], found["plain_step_ms_b2"]
    assert found["step_ratio_b2"] == pytest.approx(plain / ours)
    assert found["images_per_s_b3"] == pytest.approx(3000 / found["step_ms_b3"])


def test_the_ratio_is_that_of_the_faster_form():
    assert result.step_ratio({"step_ratio_b4": 3.0, "graphs_step_ratio_b4": 5.0}) == {
        "gpu_step_ratio": 5.0
    }
    assert result.step_ratio({"step_ratio_b4": 3.0, "step_ratio_b24": 9.0}) == {
        "gpu_step_ratio": 3.0
    }
    assert result.step_ratio({}) == {}  # nothing measured, nothing told


@pytest.mark.gpu
def test_the_largest_batch_is_the_last_that_fits(monkeypatch):
    class Step:
        def __init__(self, _setting, batch):
            self.count = len(batch)

        def __call__(self):
            if self.count > 6:
                raise torch.OutOfMemoryError("CUDA out of memory.")
            return steps.StepResult({}, 1)

    monkeypatch.setattr(steps, "OwnStep", Step)
    wide = steps.Setting("cpu", 8, 32, (2, 3), 48)
    found = steps.largest_batch(wide)
    assert (found["largest_batch"], found["batch_refused"]) == (6.0, 12.0)
    assert "batch_refused" not in steps.largest_batch(SETTING)  # its own limit ends the search


def test_a_step_in_parts_does_not_count_as_one_that_fits(monkeypatch):
    class Step:
        def __init__(self, *_):
            pass

        def __call__(self):
            return steps.StepResult({}, 2)

    monkeypatch.setattr(steps, "OwnStep", Step)
    assert steps.largest_batch(SETTING) == {"batch_refused": 3.0}


def test_waiting_for_batches_is_a_share():
    found = waiting(SETTING)
    assert 0 <= found["loader_wait"] <= 1 and found["batch_made_ms"] > 0


def test_tiles_are_answered_as_the_predictor_answers_them():
    from lvit_core.inference import Predictor

    image = made_image(SETTING.large_px)
    answers = Answers(SETTING)
    whole = answers.whole(image, SENTENCES[0])
    predictor = Predictor(answers.model, backend="eager")
    predictor.set_image(image)
    # The product's answer to the same sentence, in the fast form and in plain float32.
    assert abs(whole[0] - predictor.predict(SENTENCES[0])).max() < 0.05
    found = answering(SETTING)
    assert found["tiles_per_s"] > found["large_images_per_s"] > 0
    assert found["difference_to_fp32"] < 0.05


@pytest.mark.gpu
def test_memory_that_runs_out_costs_the_losses_nothing(monkeypatch):
    found = trouble.out_of_memory(SETTING)
    assert found["oom_first_pieces"] == found["oom_later_pieces"] == 2
    assert found["oom_survived"] == 1 and found["oom_loss_difference"] <= trouble.BOUNDS["oom"]
    monkeypatch.setattr(trouble, "LATER", 99)  # a step that never comes
    assert trouble.out_of_memory(SETTING)["oom_later_pieces"] == 1


def test_losses_on_the_processor_are_compared_in_bfloat16_alone():
    found = trouble.equal_losses(SETTING)
    assert set(found) == {"cpu_loss_difference_bf16_first", "cpu_losses_equal"}
    assert 0 < found["cpu_loss_difference_bf16_first"] <= trouble.BOUNDS["bf16_first"]


@pytest.mark.training
def test_answers_come_while_another_process_trains():
    found = together.answers_while_training(SETTING)
    assert found["answers_training"] >= 1
    assert found["answer_p95_ms_training"] >= found["answer_p50_ms_training"] > 0


@pytest.mark.training
def test_a_generation_of_a_project_is_timed():
    found = project.a_generation(SETTING)
    assert found["first_generation_s"] > 0 and found["generation_s"] > 0


def test_a_network_is_recorded_once_and_other_shapes_go_their_own_way():
    recorded, replayed = [], []

    def record(module, samples, *, allow_unused_input):
        recorded.append(samples[0].shape)
        module(*samples)  # a rehearsal, which moves BatchNorm's statistics

        def replay(*given):
            replayed.append(given[0].shape)
            return module(*given)

        return replay

    step = steps.OwnStep(SETTING, made_batch(SETTING, 2), precision="float32")
    network = RecordedNetwork(step.model, Computation("cpu", "float32"), record)
    set_training_mode(step.model, freeze_batch_norm=True)
    for module in step.model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    batch = made_batch(SETTING, 3)
    plain = step.model(batch.images, batch.sentences)
    set_training_mode(step.model, freeze_batch_norm=False)
    before = [buffer.clone() for buffer in step.model.buffers()]
    network._recorded((batch.images, step.model.text(batch.sentences)))
    assert all(a.equal(b) for a, b in zip(before, step.model.buffers(), strict=True))
    set_training_mode(step.model, freeze_batch_norm=True)
    recorded.clear()
    for images in (batch.images, batch.images, batch.images[:2]):
        found = network(images, batch.sentences[: len(images)])
        torch.testing.assert_close(found, plain[: len(images)])
    assert [len(recorded), len(replayed)] == [1, 2]  # two pictures are no batch of three


def test_graphs_are_for_cuda_alone():
    step = steps.OwnStep(SETTING, made_batch(SETTING, 2), graphs=True)
    assert recipe(SETTING, 2, cuda_graphs=True).cuda_graphs and step.stepper._recorded is None


def test_what_means_nothing_here_is_skipped_by_name():
    asked = []

    def run(part, device, little, limit_s):
        assert little  # a processor would take minutes
        asked.append((part.name, device))
        if part.name == "equal_losses":
            raise parts.SkippedError("cattrs is not installed")
        return {part.name: limit_s}

    told = parts.run_parts(parts.PARTS, cuda=False, run=run)
    assert asked == [("out_of_memory_injected", "cpu"), ("equal_losses", "cpu")]
    assert told["metrics"] == {"out_of_memory_injected": 60}
    assert told["skipped"]["equal_losses"] == "cattrs is not installed"
    left = {part.name for part in parts.PARTS} - {"out_of_memory_injected", "equal_losses"}
    assert {told["skipped"][name] for name in left} == {parts.NO_CUDA}


def test_all_ends_in_time(monkeypatch):
    monkeypatch.setattr(parts, "TOTAL_S", 10.0)
    limits = []
    clock = iter([0.0, 1.0, 1.0, 8.0, 9.0])
    monkeypatch.setattr(parts.time, "monotonic", lambda: next(clock))
    two = parts.PARTS[:2]
    told = parts.run_parts(two, cuda=True, run=lambda *given: limits.append(given[3]) or {})
    assert limits == [9.0]
    assert told["skipped"] == {"cuda_graphs": "no time left of 10 s"}


def test_a_part_that_lacks_a_package_or_fails_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "lvit_core.cli.benches.gpu.project", None)
    part = next(part for part in parts.PARTS if part.name == "project_generation")
    with pytest.raises(parts.SkippedError, match="not installed"):
        parts.run_here(part, "cpu", True)
    gone = parts.Part("nothing", "steps", "nothing", 60)
    with pytest.raises(parts.SkippedError, match="failed"):
        parts.run_apart(gone, "cpu", True, 60)
    with pytest.raises(parts.SkippedError, match="longer than 0 s"):
        parts.run_apart(part, "cpu", True, 0.01)


def test_the_result_names_everything_and_can_be_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(result, "cuda_device", lambda: None)
    found = result.gpu_result(small=True, run=lambda part, *_: {part.name: 1.0})
    assert found["gpu"] is None and found["goals"]["gpu_step_ratio"] == 4
    assert set(found["metrics"]) | set(found["skipped"]) == {part.name for part in parts.PARTS}
    assert "skipped: no CUDA device" in result.in_lines(found)
    alone.keep(found, tmp_path)
    assert json.loads((tmp_path / "gpu.json").read_text()) == found


FEW = """
import sys
for name in ("accelerate", "alembic", "cachetools", "cattrs", "imagecodecs",
             "matplotlib", "nibabel", "openpyxl", "platformdirs", "psutil", "pydicom", "rapidfuzz",
             "shapely", "sqlalchemy", "tomli_w", "transformers", "zstandard"):
    sys.modules[name] = None  # as if it were not installed
import importlib
from lvit_core.cli.benches.gpu.parts import PARTS, run_here
from lvit_core.cli.benches.gpu import __main__, result
for part in PARTS:
    if part.name != "project_generation":
        importlib.import_module("lvit_core.cli.benches.gpu." + part.module)
from lvit_core.cli.benches.gpu.loading import waiting
from lvit_core.cli.benches.gpu.setting import small
assert "loader_wait" in waiting(small("cpu"))
from lvit_core.cli.benches.gpu.predicting import answering
assert "tiles_per_s" in answering(small("cpu"))
try:
    run_here(next(p for p in PARTS if p.name == "project_generation"), "cpu", True)
except Exception as error:
    print(error)
"""


def test_few_packages_are_enough():
    done = subprocess.run(
        [sys.executable, "-c", FEW], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "is not installed" in done.stdout
