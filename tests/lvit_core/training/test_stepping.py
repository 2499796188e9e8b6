"""A step on labeled and unlabeled samples: what each of them may move."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from lvit_core.device import choose
from lvit_core.model.config import EncoderConfig, LViTConfig, ModelConfig
from lvit_core.training.batches import Batch
from lvit_core.training.network import batch_norm_at_rest, new_model, set_training_mode
from lvit_core.training.objective import cut_batch, step_loss
from lvit_core.training.processes import Processes
from lvit_core.training.stepping import Stepper


def batch(labeled: int, unlabeled: int) -> Batch:
    """Noise with noisy masks; the labeled images are the same for any number of the others."""
    parts = [
        torch.rand(count, 4, 32, 32, generator=torch.Generator().manual_seed(seed))
        for seed, count in ((1, labeled), (2, unlabeled))
    ]
    pixels = torch.cat(parts)
    count = labeled + unlabeled
    return Batch(
        images=pixels[:, :3],
        targets=(pixels[:, 3:] > 0.7).float(),
        weights=torch.ones(count, 1, 32, 32),
        sentences=("two areas",) * count,
        true_sentences=("two areas",) * count,
        labeled=labeled,
        total_labeled=labeled,
        total_unlabeled=unlabeled,
        keys=tuple(f"{number}.png" for number in range(count)),
    )


@pytest.fixture
def stepped(tiny):
    """The state of a new model after one step on a batch."""

    def after(what: Batch, unlabeled_weight: float) -> dict[str, torch.Tensor]:
        shape = LViTConfig(width=8, image_size=32)
        model = new_model(tiny, ModelConfig(network=shape, encoder=EncoderConfig("embedded")))
        set_training_mode(model, freeze_batch_norm=False)
        computation = choose("cpu", "float32")
        stepper = Stepper(model, tiny, computation, Processes(computation), None)
        stepper.step(what, 0, 1, 1e-3, unlabeled_weight)
        assert all(norm.training for norm in norms(model))
        return {name: value.clone() for name, value in model.network.state_dict().items()}

    return after


def norms(model: nn.Module) -> list[nn.Module]:
    return [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]


def statistics(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: value for name, value in state.items() if "running" in name}


def test_unlabeled_images_teach_weights_and_leave_the_statistics_alone(stepped):
    alone, both = stepped(batch(2, 0), 1.0), stepped(batch(2, 2), 1.0)
    assert statistics(alone)
    for name, value in statistics(alone).items():
        assert torch.equal(value, statistics(both)[name]), name
    assert not torch.equal(alone["head.weight"], both["head.weight"])


def test_without_weight_unlabeled_images_change_nothing(stepped):
    """Labels learn as if nobody else were in their batch."""
    alone, both = stepped(batch(2, 0), 0.0), stepped(batch(2, 2), 0.0)
    for name, value in alone.items():
        assert torch.equal(value, both[name]), name


def test_batch_norm_at_rest_restores_what_moved_and_leaves_what_was_frozen():
    model = nn.Sequential(nn.BatchNorm2d(3), nn.Dropout(), nn.BatchNorm2d(3))
    model[2].eval()
    with pytest.raises(ZeroDivisionError), batch_norm_at_rest(model):
        assert [module.training for module in model] == [False, True, False]
        raise ZeroDivisionError
    assert [module.training for module in model] == [True, True, False]


@pytest.mark.parametrize(
    ("labeled", "unlabeled", "parts", "sizes"),
    [
        (4, 0, 1, [4]),
        (0, 3, 1, [3]),
        (2, 2, 1, [2, 2]),
        (3, 1, 2, [2, 1, 1]),
        (2, 2, 4, [1, 1, 1, 1]),
    ],
)
def test_pieces_are_of_one_kind_and_keep_the_order(labeled, unlabeled, parts, sizes):
    whole = batch(labeled, unlabeled)
    pieces = cut_batch(whole, parts)
    assert [len(piece) for piece in pieces] == sizes
    assert all(piece.labeled in (0, len(piece)) for piece in pieces)
    assert sum((piece.keys for piece in pieces), ()) == whole.keys
    assert torch.equal(torch.cat([piece.images for piece in pieces]), whole.images)


def test_a_label_of_half_trust_counts_half_as_much(tiny):
    """The gradient of the whole is that of its parts, each times its trust."""
    what = batch(2, 0)
    logits = torch.zeros(2, 1, 32, 32, requires_grad=True)

    def slope(trust):
        logits.grad = None
        weighed = replace(what, trust=None if trust is None else torch.tensor(trust))
        step_loss(logits, weighed, tiny, None).total.backward()
        return logits.grad.clone()

    whole, half = slope(None), slope([1.0, 0.5])
    assert torch.allclose(half[0], whole[0])
    assert torch.allclose(half[1], 0.5 * whole[1])
    assert whole[1].abs().max() > 0
    assert torch.equal(slope([1.0, 1.0]), whole)
