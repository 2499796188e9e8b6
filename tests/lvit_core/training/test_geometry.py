"""Learning objects: what the loss of the geometry head counts, and a run that learns them."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from scipy import ndimage

from lvit_core.model.checkpoint import load_model
from lvit_core.training import evaluation
from lvit_core.training.batches import Batch
from lvit_core.training.clock import Budget
from lvit_core.training.dataset_run import DatasetRun, run_dataset
from lvit_core.training.losses import geometry_loss
from lvit_core.training.objective import cut_batch, step_loss


def told(count: int = 2, known: float = 1.0) -> torch.Tensor:
    """One object in the middle of each image, (count, 4, 32, 32)."""
    objects = torch.zeros(count, 4, 32, 32)
    objects[:, 0, 8:24, 8:24] = 0.5
    objects[:, 1, 8:24, 8:24] = 0.25
    objects[:, 3] = known
    return objects


def test_what_is_right_costs_nothing():
    objects = told()
    right = torch.cat([objects[:, :1], (objects[:, 1:3] + 1) / 2], dim=1)
    losses = geometry_loss(torch.logit(right, 1e-7), objects)
    assert losses["depth"].max() < 1e-6 and losses["middle"].max() < 1e-6


def test_objects_and_background_count_half_each_and_the_way_only_in_objects():
    losses = geometry_loss(torch.zeros(1, 3, 32, 32), told(1))
    assert losses["depth"].item() == pytest.approx(0.5 * 0.0 + 0.5 * 0.5)
    assert losses["middle"].item() == pytest.approx(0.25)


def test_unknown_objects_teach_nothing():
    logits = torch.zeros(2, 3, 32, 32, requires_grad=True)
    objects = told()
    objects[1] = 0
    losses = geometry_loss(logits, objects)
    sum(value.sum() for value in losses.values()).backward()
    assert losses["depth"][1] == losses["middle"][1] == 0
    assert logits.grad is not None and logits.grad[0].any() and not logits.grad[1].any()


def drawn_batch(objects: torch.Tensor | None) -> Batch:
    """Two labeled images and two without labels."""
    pixels = torch.rand(4, 4, 32, 32, generator=torch.Generator().manual_seed(1))
    return Batch(
        images=pixels[:, :3],
        targets=(pixels[:, 3:] > 0.7).float(),
        weights=torch.ones(4, 1, 32, 32),
        sentences=(None,) * 4,
        true_sentences=(None,) * 4,
        labeled=2,
        total_labeled=2,
        total_unlabeled=2,
        keys=("a", "b", "c", "d"),
        objects=objects,
    )


def test_a_step_in_pieces_adds_up_with_objects_too(tiny):
    config = replace(tiny, heads=("geometry",))
    logits = torch.randn(4, 4, 32, 32, generator=torch.Generator().manual_seed(0))
    drawn = drawn_batch(torch.cat([told(), torch.zeros(2, 4, 32, 32)]))
    whole = step_loss(logits, drawn, config)
    pieces = [
        step_loss(logits[first : first + 1], part, config)
        for first, part in enumerate(cut_batch(drawn, 4))
    ]
    for name, value in whole.named.items():
        assert sum(p.named.get(name, 0.0) for p in pieces) == pytest.approx(value.item(), abs=1e-6)


def test_without_a_head_the_loss_is_the_mask_s(tiny):
    logits = torch.randn(4, 1, 32, 32, generator=torch.Generator().manual_seed(0))
    assert "depth" not in step_loss(logits, drawn_batch(None), tiny).named


@pytest.mark.training
def test_a_run_adds_a_head_to_a_model_and_teaches_it(
    make_folder, tmp_path, supervised, monkeypatch
):
    folder = make_folder(range(6))
    run_dataset(DatasetRun(folder, tmp_path / "plain", supervised, Budget(generations=1)))
    (folder / "instances").mkdir()
    for path in sorted((folder / "labelcol").iterdir())[:4]:  # of the others nobody told them apart
        areas, _ = ndimage.label(np.asarray(Image.open(path)) > 0)
        Image.fromarray(areas.astype(np.uint16)).save(folder / "instances" / path.name)
    config = replace(supervised, heads=("geometry",), steps_per_generation=40, learning_rate=1e-2)
    out = tmp_path / "objects"
    run_dataset(
        DatasetRun(folder, out, config, Budget(generations=1), model=str(tmp_path / "plain"))
    )
    model = load_model(out)
    assert model.config.network.heads == ("geometry",)
    lines = (out / "events.jsonl").read_text().splitlines()
    wrong = [json.loads(line)["losses"]["depth"] for line in lines if "depth" in line]
    assert np.mean(wrong[-5:]) < 0.75 * np.mean(wrong[:5])

    depths, divide = [], evaluation.cut_objects
    monkeypatch.setattr(
        evaluation,
        "cut_objects",
        lambda *args, **known: depths.append(known["depth"]) or divide(*args, **known),
    )
    judged = evaluation.evaluate_model(
        evaluation.EvaluationTask(str(out), folder, "native", backend="eager")
    )
    assert judged.aji is not None
    assert [depth.shape for depth in depths] == [(48, 48)] * 4
