"""Runs on a tiny world: learning, resuming to the bit, and surviving what goes wrong."""

import json
import threading
import time
from dataclasses import replace

import pytest
import torch

from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import load_model
from lvit_core.training import stepping, trainer
from lvit_core.training.checkpoints import Checkpoints
from lvit_core.training.config import TrainingConfig, load_recipe
from lvit_core.training.control import Control, tell_run
from lvit_core.training.dataset_run import DatasetRun, run_dataset
from lvit_core.training.events import (
    Failed,
    Finished,
    GenerationEnded,
    Paused,
    Resumed,
    Started,
    Step,
    Warned,
    read_events,
)
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.run_state import read_tensors
from lvit_core.training.trainer import Budget, Trainer
from lvit_core.training.validation import Validation

pytestmark = pytest.mark.training


def run(folder, out, config, generations=3, **more):
    return run_dataset(DatasetRun(folder, out, config, Budget(generations=generations), **more))


def tensors(path):
    """Every tensor of a checkpoint by a flat name."""
    found = {}

    def walk(value, name):
        if isinstance(value, torch.Tensor):
            found[name] = value
        elif isinstance(value, dict):
            for key, item in value.items():
                walk(item, f"{name}/{key}")
        elif isinstance(value, list):
            for index, item in enumerate(value):
                walk(item, f"{name}/{index}")

    walk(read_tensors(path), "")
    return found


def assert_same_run(a, b):
    ours, theirs = tensors(a / "checkpoint.pt"), tensors(b / "checkpoint.pt")
    assert ours.keys() == theirs.keys()
    assert len(ours) > 100
    for name, value in ours.items():
        assert torch.equal(value, theirs[name]), name
    maps = sorted(p.name for p in (a / "pseudo").glob("*")) if (a / "pseudo").exists() else []
    assert maps == (sorted(p.name for p in (b / "pseudo").glob("*")) if maps else [])
    for name in maps:
        assert (a / "pseudo" / name).read_bytes() == (b / "pseudo" / name).read_bytes(), name


class StopAt(Control):
    """Asks to stop after a number of questions."""

    def __init__(self, question):
        super().__init__()
        self.left = question

    def command(self):
        self.left -= 1
        return "stop" if self.left < 0 else "run"


def stop_after(monkeypatch, steps):
    """Every trainer made from now on stops before step ``steps`` + 1."""
    plain = Trainer.__init__

    def patched(self, *arguments, **named):
        plain(self, *arguments, **{**named, "control": StopAt(steps)})

    monkeypatch.setattr(Trainer, "__init__", patched)
    return lambda: monkeypatch.setattr(Trainer, "__init__", plain)


def test_it_learns_and_leaves_a_usable_model(make_folder, tmp_path, supervised):
    config = replace(supervised, batch=4, learning_rate=3e-3)
    result = run(make_folder(range(16)), tmp_path / "run", config, generations=40)
    assert result.validation_dice > 0.85
    out = tmp_path / "run"
    for name in ("model.safetensors", "config.toml", "card.md", "events.jsonl", "recipe.toml"):
        assert (out / name).stat().st_size > 0
    model = load_model(out)
    assert model.config.template == "nuclei"
    assert model.config.metrics["validation_dice"] == pytest.approx(
        result.validation_dice, abs=1e-4
    )
    events = read_events(out / "events.jsonl")
    assert [type(e) for e in events[:2]] == [Started, Step]
    assert isinstance(events[-1], Finished)
    losses = [e.losses["total"] for e in events if isinstance(e, Step)]
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])


@pytest.mark.parametrize("steps", [3, 7])
def test_resuming_equals_not_stopping_to_the_bit(make_folder, tmp_path, tiny, monkeypatch, steps):
    """Semi-supervised, so pseudo labels, their files and the LV loss are part of it."""
    folder = make_folder(range(10), labeled={0, 1, 2, 3, 4})
    run(folder, tmp_path / "whole", tiny, generations=4)
    undo = stop_after(monkeypatch, steps)
    assert run(folder, tmp_path / "cut", tiny, generations=4).ending == "stopped"
    undo()
    assert run(folder, tmp_path / "cut", tiny, generations=4, resume=True).ending == "done"
    assert_same_run(tmp_path / "whole", tmp_path / "cut")
    whole, cut = (load_model(tmp_path / name).network.state_dict() for name in ("whole", "cut"))
    assert all(torch.equal(whole[name], cut[name]) for name in whole)


def test_a_stop_is_obeyed_once(make_folder, tmp_path, supervised):
    """A run that goes on later does not find the old word and end again at once."""
    folder, out = make_folder(range(6)), tmp_path / "run"
    out.mkdir()
    tell_run(RunFolder(out), "stop", in_force="chest")
    assert run(folder, out, supervised, generations=2).ending == "stopped"
    told = json.loads(RunFolder(out).control.read_text(encoding="utf-8"))
    assert told == {"in_force": "chest", "choice": 1}
    again = run(folder, out, supervised, generations=2, resume=True)
    assert again.ending == "done"


def test_pseudo_labels_look_at_an_image_another_way_up_each_generation(
    make_folder, tmp_path, tiny, monkeypatch
):
    turns = {}
    plain = trainer.predict_planes

    def noted(model, sample, *rest, turn, **named):
        turns.setdefault(sample.key, []).append(turn)
        return plain(model, sample, *rest, turn=turn, **named)

    monkeypatch.setattr(trainer, "predict_planes", noted)
    run(make_folder(range(8), labeled={0, 1, 2, 3}), tmp_path / "run", tiny)
    assert len(turns) >= 3
    assert all(len(set(seen)) == len(seen) > 1 for seen in turns.values())


def test_the_weights_validation_liked_best_teach_the_pseudo_labels(
    make_folder, tmp_path, tiny, monkeypatch
):
    scores = iter([0.5, 0.9, 0.4, 0.3, 0.95, 0.2])
    monkeypatch.setattr(
        trainer, "validate", lambda *_, **__: Validation(0.1, next(scores, 0.0), 0.5, {})
    )
    plain_keep, plain_predict = Checkpoints.keep_best, trainer.predict_planes

    def stem(weights):
        return next(v.clone() for k, v in weights.items() if k.endswith("stem.conv.weight"))

    kept, taught_by = {}, {}

    def keep(self, progress):
        plain_keep(self, progress)
        kept[progress.generation] = stem(self._averaged.state_dict())

    def predict(model, *rest, turn, **named):
        taught_by.setdefault(turn, stem(model.state_dict()))
        return plain_predict(model, *rest, turn=turn, **named)

    monkeypatch.setattr(Checkpoints, "keep_best", keep)
    monkeypatch.setattr(trainer, "predict_planes", predict)
    config = replace(tiny, unlabeled=replace(tiny.unlabeled, burn_in=0.0))
    run(make_folder(range(8), labeled={0, 1, 2, 3}), tmp_path / "run", config, generations=6)
    teachers = {1: 1, 2: 2, 3: 2, 4: 2, 5: 5, 6: 5}
    assert taught_by.keys() == teachers.keys()
    for generation, teacher in teachers.items():
        assert torch.equal(taught_by[generation], kept[teacher]), generation


def test_a_crash_after_a_better_generation_does_not_change_who_teaches(
    make_folder, tmp_path, tiny, monkeypatch
):
    """The last checkpoint is older than the best weights on disk when the power fails."""
    folder = make_folder(range(10), labeled={0, 1, 2, 3, 4})
    scores = [0.5, 0.6, 0.4, 0.9]
    monkeypatch.setattr(Checkpoints, "due", lambda self: False)
    monkeypatch.setattr(
        Trainer,
        "validation",
        lambda self: Validation(0.1, scores[self.progress.generation - 1], 0.5, {}),
    )
    config = replace(tiny, unlabeled=replace(tiny.unlabeled, burn_in=0.0))
    run(folder, tmp_path / "whole", config, generations=4)
    plain = Trainer._update_pseudo

    def fails(self, *given):
        if self.progress.generation == 3:
            raise RuntimeError("the power fails")
        return plain(self, *given)

    monkeypatch.setattr(Trainer, "_update_pseudo", fails)
    with pytest.raises(RuntimeError, match="power"):
        run(folder, tmp_path / "cut", config, generations=4)
    assert (tmp_path / "cut" / "best-00002.pt").exists()
    monkeypatch.setattr(Trainer, "_update_pseudo", plain)
    run(folder, tmp_path / "cut", config, generations=4, resume=True)
    assert_same_run(tmp_path / "whole", tmp_path / "cut")
    assert [p.name for p in (tmp_path / "cut").glob("best-*")] == ["best-00004.pt"]


def test_a_run_without_its_best_weights_goes_on_and_chooses_anew(make_folder, tmp_path, tiny):
    """As a run has none that was begun when they were kept under another name."""
    folder, out = make_folder(range(10), labeled={0, 1, 2, 3, 4}), tmp_path / "run"
    run(folder, out, tiny, generations=2)
    for path in out.glob("best-*.pt"):
        path.rename(out / "best.pt")
    assert run(folder, out, tiny, generations=4, resume=True).ending == "done"
    ended = [e for e in read_events(out / "events.jsonl") if isinstance(e, GenerationEnded)]
    assert ended[-1].best_generation in (3, 4)
    assert (out / f"best-{ended[-1].best_generation:05d}.pt").exists()


def test_the_same_seed_gives_the_same_run_and_another_seed_another(
    make_folder, tmp_path, supervised
):
    folder = make_folder(range(6))
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        run(folder, tmp_path / name, replace(supervised, seed=seed), generations=1)
    assert_same_run(tmp_path / "a", tmp_path / "b")
    a, c = (load_model(tmp_path / name).network.state_dict() for name in ("a", "c"))
    assert not torch.equal(a["stem.conv.weight"], c["stem.conv.weight"])


def test_out_of_memory_computes_the_same_step_in_pieces(
    make_folder, tmp_path, supervised, monkeypatch
):
    config = replace(supervised, batch_norm="frozen", dropout=0.0)
    folder = make_folder(range(8))
    run(folder, tmp_path / "plain", config, generations=2)
    plain = stepping.Stepper._logits

    def small_machine(self, part):
        if len(part) > 1:
            raise torch.OutOfMemoryError("not enough")
        return plain(self, part)

    monkeypatch.setattr(stepping.Stepper, "_logits", small_machine)
    run(folder, tmp_path / "small", config, generations=2)
    events = read_events(tmp_path / "small" / "events.jsonl")
    warnings = [e.message for e in events if isinstance(e, Warned)]
    assert len(warnings) == 1
    assert "4 parts" in warnings[0]
    ours = [
        e.losses["total"]
        for e in read_events(tmp_path / "plain" / "events.jsonl")
        if isinstance(e, Step)
    ]
    theirs = [e.losses["total"] for e in events if isinstance(e, Step)]
    assert theirs == pytest.approx(ours, abs=2e-4)


def test_running_out_of_memory_with_single_images_is_an_error(
    make_folder, tmp_path, supervised, monkeypatch
):
    def no_machine(self, part):
        raise torch.OutOfMemoryError("not enough")

    monkeypatch.setattr(stepping.Stepper, "_logits", no_machine)
    with pytest.raises(torch.OutOfMemoryError):
        run(make_folder(range(6)), tmp_path / "run", supervised)


def test_nan_rolls_back_and_lowers_the_rate(make_folder, tmp_path, supervised, monkeypatch):
    plain, calls = stepping.Stepper._logits, []

    def poisoned(self, part):
        calls.append(1)
        return plain(self, part) * (float("nan") if len(calls) == 4 else 1.0)

    monkeypatch.setattr(stepping.Stepper, "_logits", poisoned)
    result = run(
        make_folder(range(8)),
        tmp_path / "run",
        replace(supervised, schedule="constant"),
        generations=3,
    )
    assert result.ending == "done"
    events = read_events(tmp_path / "run" / "events.jsonl")
    assert any("not a number" in e.message for e in events if isinstance(e, Warned))
    rates = [e.learning_rate for e in events if isinstance(e, Step)]
    assert rates[-1] == pytest.approx(rates[0] / 2)
    assert all(
        torch.isfinite(v).all() for v in tensors(tmp_path / "run" / "checkpoint.pt").values()
    )


def test_nan_for_ever_ends_with_advice(make_folder, tmp_path, supervised, monkeypatch):
    plain = stepping.Stepper._logits
    monkeypatch.setattr(
        stepping.Stepper, "_logits", lambda self, part: plain(self, part) * float("nan")
    )
    with pytest.raises(LViTError, match="not a number") as caught:
        run(make_folder(range(6)), tmp_path / "run", supervised)
    assert "rate" in caught.value.hint
    assert isinstance(read_events(tmp_path / "run" / "events.jsonl")[-1], Failed)


def test_early_stop_waits_for_its_patience(make_folder, tmp_path, supervised):
    config = replace(supervised, patience=2, learning_rate=1e-9, ema=0.0)
    result = run(make_folder(range(6)), tmp_path / "run", config, generations=50)
    assert result.ending == "no improvement"
    assert result.generations == 3


def test_weights_are_chosen_by_what_their_threshold_will_give(
    make_folder, tmp_path, supervised, monkeypatch
):
    """The second generation is better at its own threshold, the first one at one half."""
    folder = make_folder(range(6))
    for choose, best in ((True, 2), (False, 1)):
        said = iter([(0.8, 0.81), (0.7, 0.85), (0.79, 0.82)])

        def judged(*_arguments, said=said, **_options):
            dice, best_dice = next(said, (0.5, 0.5))
            return Validation(dice, best_dice, threshold=0.3, per_image={})

        monkeypatch.setattr(trainer, "validate", judged)
        out = tmp_path / f"choose-{choose}"
        run(folder, out, replace(supervised, choose_threshold=choose))
        ended = [e for e in read_events(out / "events.jsonl") if isinstance(e, GenerationEnded)]
        assert ended[-1].best_generation == best


def test_unlabeled_images_join_when_the_labels_alone_are_used_up(make_folder, tmp_path, tiny):
    unlabeled = replace(tiny.unlabeled, burn_in=0.9)
    config = replace(tiny, patience=2, learning_rate=1e-9, ema=0.0, unlabeled=unlabeled)
    folder = make_folder(range(8), labeled=range(4))
    result = run(folder, tmp_path / "run", config, generations=50)
    ended = [
        e for e in read_events(tmp_path / "run" / "events.jsonl") if isinstance(e, GenerationEnded)
    ]
    in_use = [e.unlabeled_in_use > 0 for e in ended]
    assert result.ending == "no improvement"
    assert in_use == [False, False, False, True, True], "both had their two generations"


def test_a_pause_pauses_and_time_does_not_count(make_folder, tmp_path, supervised):
    out = tmp_path / "run"
    out.mkdir()
    (out / "control.json").write_text(json.dumps({"command": "pause"}))

    def resume():
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if any(isinstance(e, Paused) for e in read_events(out / "events.jsonl")):
                break
            time.sleep(0.05)
        time.sleep(0.7)
        (out / "control.json").write_text(json.dumps({"command": "resume"}))

    helper = threading.Thread(target=resume)
    helper.start()
    result = run(make_folder(range(6)), out, supervised, generations=1)
    helper.join()
    events = {type(e): e.time for e in read_events(out / "events.jsonl")}
    assert events[Resumed] - events[Paused] > 0.6
    assert result.seconds < events[Finished] - events[Started] - 0.5


def test_frozen_batch_norm_keeps_its_statistics(make_folder, tmp_path, supervised):
    folder = make_folder(range(6))
    first = run(folder, tmp_path / "first", supervised, generations=1)
    again = replace(supervised, batch_norm="frozen", select="last", ema=0.0)
    run(folder, tmp_path / "second", again, generations=1, model=str(first.folder))
    a, b = (load_model(tmp_path / name).network.state_dict() for name in ("first", "second"))
    assert torch.equal(a["stem.norm.running_mean"], b["stem.norm.running_mean"])
    assert not torch.equal(a["stem.norm.weight"], b["stem.norm.weight"])
    assert load_model(tmp_path / "second").config.ancestor == "first"


def test_a_recipe_that_calls_the_architecture_a_size_is_still_read(tmp_path):
    """As recipes did, and the settings that old runs keep beside their weights."""
    (tmp_path / "recipe.toml").write_text('size = "unet"\nwidth = 16\n')
    config = load_recipe(tmp_path / "recipe.toml")
    assert (config.architecture, config.size, config.width) == ("unet", "T", 16)
    with pytest.raises(LViTError, match="size"):
        TrainingConfig(size="unet")


def test_an_unet_starts_an_lvit(make_folder, tmp_path, supervised):
    folder = make_folder(range(6))
    run(folder, tmp_path / "unet", replace(supervised, architecture="unet"), generations=1)
    result = run(
        folder, tmp_path / "lvit", supervised, generations=1, init_from=str(tmp_path / "unet")
    )
    assert load_model(result.folder).config.uses_text
    assert load_model(tmp_path / "unet").config.architecture == "unet"
    assert not load_model(tmp_path / "unet").config.uses_text


def test_text_is_dropped_for_about_the_stated_share(make_folder, tiny):
    from lvit_core.data.folder import read_folder
    from lvit_core.data.views import InputSettings, SampleReader
    from lvit_core.training.batches import BatchMaker, Pools

    samples = read_folder(make_folder(range(8))).samples
    maker = BatchMaker(replace(tiny, batch=8), SampleReader(InputSettings(size=32)), Pools(samples))
    read = [s for step in range(60) for s in maker.make(step).sentences]
    assert 0.11 < sum(s is None for s in read) / len(read) < 0.19
    silent = BatchMaker(
        replace(tiny, text=False), SampleReader(InputSettings(size=32)), Pools(samples)
    )
    assert all(s is None for s in silent.make(0).sentences)


@pytest.mark.parametrize(
    ("batch", "share", "unlabeled"),
    [(8, 0.25, 2), (4, 0.25, 1), (2, 0.25, 1), (1, 0.25, 0), (4, 0.9, 3), (4, 0.0, 0)],
)
def test_every_batch_holds_labels_and_a_small_one_an_image_without(
    make_folder, tiny, tmp_path, batch, share, unlabeled
):
    from lvit_core.data.folder import read_folder
    from lvit_core.data.views import InputSettings, SampleReader
    from lvit_core.training.batches import BatchMaker, Pools
    from lvit_core.training.epi import PseudoLabels

    samples = read_folder(make_folder(range(4))).samples
    config = replace(tiny, batch=batch, unlabeled=replace(tiny.unlabeled, share=share))
    maker = BatchMaker(
        config,
        SampleReader(InputSettings(size=32)),
        Pools(samples[:2], samples[2:]),
        PseudoLabels(tmp_path / "maps", 0.9, warm_up=True, generation=None),
    )
    assert (maker.labeled_per_step, maker.unlabeled_per_step) == (batch - unlabeled, unlabeled)


def test_no_process_is_left_without_a_sample(make_folder, tiny):
    from lvit_core.data.folder import read_folder
    from lvit_core.data.views import InputSettings, SampleReader
    from lvit_core.training.batches import BatchMaker, Part, Pools

    reader = SampleReader(InputSettings(size=32))
    pools = Pools(read_folder(make_folder(range(5))).samples)
    whole = BatchMaker(tiny, reader, pools).make(2).keys
    parts = [BatchMaker(tiny, reader, pools, part=Part(r, 3)).make(2).keys for r in range(3)]
    assert [len(keys) for keys in parts] == [2, 1, 1]
    assert sorted(key for keys in parts for key in keys) == sorted(whole)
    with pytest.raises(LViTError, match="cannot be divided among 5"):
        BatchMaker(tiny, reader, pools, part=Part(0, 5))


def test_a_run_is_not_overwritten(make_folder, tmp_path, supervised):
    folder = make_folder(range(6))
    run(folder, tmp_path / "run", supervised, generations=1)
    with pytest.raises(LViTError, match="already holds"):
        run(folder, tmp_path / "run", supervised, generations=1)


def test_native_crops_and_threshold(make_folder, tmp_path, supervised):
    config = replace(supervised, protocol="native", samples_per_image=2, spacing_um=0.25, scale=0.8)
    result = run(make_folder(range(8)), tmp_path / "run", config, generations=2)
    described = load_model(result.folder).config
    assert described.input == "tiles"
    assert described.scale_um == pytest.approx(0.25 / 0.8)
    assert described.threshold == result.threshold


def test_under_minutes_a_handful_of_labels_makes_no_handful_of_steps(
    make_folder, tmp_path, supervised, monkeypatch
):
    folder = make_folder(range(6), labeled={0, 1, 2})
    config = replace(supervised, batch=4)
    stop_after(monkeypatch, 14)
    run_dataset(DatasetRun(folder, tmp_path / "minutes", config, Budget(minutes=60)))
    run_dataset(DatasetRun(folder, tmp_path / "epochs", config, Budget(generations=50)))
    ends = {
        name: [
            e.step
            for e in read_events(tmp_path / name / "events.jsonl")
            if isinstance(e, GenerationEnded)
        ]
        for name in ("minutes", "epochs")
    }
    assert ends["minutes"] == [12]
    assert ends["epochs"][0] == 1, "three labels or fewer are one pass of one step"
