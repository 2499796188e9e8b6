"""`lvit bench queue`: both orders of a tiny folder, and the closed forms behind them."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from PIL import Image
from typer.testing import CliRunner

from lvit_core.annotation.instances import label_areas
from lvit_core.cli import build_app
from lvit_core.cli.benches import frozen_features
from lvit_core.cli.benches.frozen_features import Evidence, dice_of, evidence
from lvit_core.cli.benches.queue_order import QueueTask, compare, figures, in_lines, interval
from lvit_core.errors import LViTError
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig


@pytest.fixture
def model():
    network = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    config = ModelConfig("tiny", network=network, template="nuclei", input="tiles", layer="nuclei")
    torch.manual_seed(0)
    built = build_model(config)
    built.network.eval()
    return built


def drawn(seed, side=48):
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:side, :side]
    mask = np.zeros((side, side), bool)
    for y, x in rng.integers(6, side - 6, (3, 2)):
        mask |= (rows - y) ** 2 + (columns - x) ** 2 <= 16
    image = rng.normal(180, 6, (side, side, 3))
    image[mask] -= 100
    return image.clip(0, 255).astype(np.uint8), label_areas(mask)


@pytest.fixture
def task(tmp_path, model):
    for name in ("images", "masks_instance"):
        (tmp_path / "data" / name).mkdir(parents=True)
    for number in range(12):
        image, objects = drawn(number)
        Image.fromarray(image).save(tmp_path / f"data/images/image{number}.png")
        Image.fromarray(objects.astype(np.uint16)).save(
            tmp_path / f"data/masks_instance/image{number}.png"
        )
    save_model(tmp_path / "tiny", model, "# tiny\n")
    return QueueTask(
        tmp_path / "data", str(tmp_path / "tiny"), images=12, labels=2, seeds=3, threads=1
    )


def made(seed, count=300):
    """Pixels of which the first feature tells, with noise, whether they lie inside."""
    rng = np.random.default_rng(seed)
    inside = rng.random(count) < 0.2
    features = rng.normal(0, 1, (count, 4)).astype(np.float32)
    features[:, 0] += 6 * inside
    features[:, -1] = 1.0
    return Evidence(features, inside)


def test_a_head_learns_what_it_is_taught():
    seen = [made(seed) for seed in range(6)]
    learnt = dice_of(seen[:4], seen[4:])
    assert learnt > 0.9
    turned = [Evidence(one.features, ~one.inside) for one in seen[:4]]
    assert dice_of(turned, seen[4:]) < 0.1
    blind = [Evidence(one.features[:, 1:], one.inside) for one in seen]
    assert dice_of(blind[:4], blind[4:]) < 0.5
    nothing = Evidence(seen[0].features, np.zeros(300, bool))
    assert dice_of(seen[:4], [nothing]) == 0  # nothing to be judged by


def test_pixels_come_from_their_place_in_every_tile(model, monkeypatch):
    """A network that gives back what it sees: dark inside of objects, bright outside."""

    def seen(_model, tile, _sentence):
        return np.repeat(tile[..., 0][None], 8, 0).astype(np.float32)

    monkeypatch.setattr(frozen_features, "_last_features", seen)
    image, objects = drawn(5)  # 48 pixels, tiles of 32
    image[objects > 0], image[objects == 0] = 10, 200
    one = evidence(model, image, objects, "", 0)
    assert set(one.features[one.inside, 0]) == {10}
    assert set(one.features[~one.inside, 0]) == {200}


def test_features_are_those_of_the_place(model):
    image, objects = drawn(3)
    one = evidence(model, image, objects, "", 0)
    again = evidence(model, image, objects, "", 0)
    assert (one.features == again.features).all() and (one.inside == again.inside).all()
    # Every pixel of a small image is drawn: as many inside as the objects have.
    assert one.inside.sum() == (objects > 0).sum() and one.features.shape == (48 * 48, 9)


def test_the_interval_is_students():
    low, high = interval([1.0, 2.0, 3.0])
    assert (low, high) == pytest.approx((2 - 4.303 / 3**0.5, 2 + 4.303 / 3**0.5))
    assert interval([1.0]) == (None, None)


@pytest.mark.parametrize(
    ("queue", "random", "verdict"),
    [
        ([0.8, 0.81, 0.82], [0.7, 0.71, 0.72], "queue"),
        ([0.7, 0.71, 0.72], [0.8, 0.81, 0.82], "random"),
        ([0.7, 0.9, 0.8], [0.8, 0.8, 0.8], "no difference shown"),
        ([0.9], [0.1], "no difference shown"),
    ],
)
def test_a_winner_is_named_only_where_the_interval_shows_it(queue, random, verdict):
    found = figures(queue, random)
    assert found["verdict"] == verdict
    assert found["difference"] == pytest.approx(np.mean(queue) - np.mean(random))
    assert verdict in in_lines(found)


@pytest.mark.training
def test_both_orders_are_compared_over_seeds(task):
    words = ["bench", "queue", "--data", str(task.data), "--model", task.model, "--images", "12",
             "--labels", "2", "--seeds", "3", "--threads", "1", "--json"]  # fmt: skip
    done = CliRunner().invoke(build_app(), words)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert [row["seed"] for row in found["per_seed"]] == [0, 1, 2]
    assert found["settings"]["judging"] == 4 and found["seeds"] == 3
    assert 0 <= found["random_dice"] <= 1 and "ridge" in found["settings"]["learner"]


def test_too_few_images_are_refused(task):
    with pytest.raises(LViTError, match="too few"):
        compare(QueueTask(task.data, task.model, images=12, labels=5), lambda _line: None)
