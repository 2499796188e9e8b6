"""Predictions during a run: the same answer whichever way up the image is shown."""

import numpy as np
import pytest
import torch

from lvit_core.annotation.threshold import inside
from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.device import choose
from lvit_core.inference import Predictor
from lvit_core.model.checkpoint import build_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.training.network import TrainableModel
from lvit_core.training.validation import judged, predict_sample, validate

SENTENCE = "The nuclei density in the upper left is high."


class Redness(torch.nn.Module):
    """A model that answers each pixel by its red alone, and remembers what it was asked."""

    def __init__(self):
        super().__init__()
        self.config = ModelConfig()
        self.asked = []

    def forward(self, images, sentences):
        self.asked.append((images, list(sentences)))
        return 8.0 * images[:, :1] - 4.0


@pytest.mark.parametrize(("kind", "side"), [("whole", 64), ("tiles", 64), ("tiles", 80)])
def test_every_turn_gives_an_upright_answer(kind, side):
    pixels = np.random.default_rng(0).integers(0, 255, (side, side, 3), dtype=np.uint8)
    sample = Sample("one", lambda: pixels, SENTENCE, "nuclei")
    reader = SampleReader(InputSettings(kind=kind, size=64))
    model, computation = Redness(), choose("cpu", "float32")
    answers = [predict_sample(model, sample, reader, computation, turn=t) for t in range(9)]
    for answer in answers:
        assert np.allclose(answer, answers[0], atol=1e-6)
    tiles = len(model.asked) // 9
    seen = {images.numpy().tobytes() for images, _ in model.asked[: 8 * tiles]}
    assert len(seen) == 8 * tiles
    assert torch.equal(model.asked[8 * tiles][0], model.asked[0][0]), "counted round"
    told = {sentences[0] for _, sentences in model.asked}
    if side == 64:  # seen at once, so it has places
        assert len(told) == 4
        assert SENTENCE in told
    else:
        assert told == {None}, "a part has no places"


def test_a_chest_is_asked_upright_always():
    pixels = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    sample = Sample("one", lambda: pixels, "Upper left lung.", "chest-xray")
    reader = SampleReader(InputSettings(kind="whole", size=64))
    model = Redness()
    for turn in range(3):
        predict_sample(model, sample, reader, choose("cpu", "float32"), turn=turn)
    assert all(torch.equal(images, model.asked[0][0]) for images, _ in model.asked)


def livened(model):
    """Answers that differ from place to place, some on either side of the threshold."""
    for module in model.network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.1, 0.3)
    model.network.head.weight.data *= 8
    return model


def tile_model(**facts):
    torch.manual_seed(3)
    network = LViTConfig(width=8, image_size=64, text_dim=32, tokens=8)
    return livened(
        build_model(ModelConfig(network=network, template="nuclei", input="tiles", **facts))
    )


def drawn(height, width):
    """Ellipses on a ground with grain, uint8 (H, W, 3)."""
    rng = np.random.default_rng(height)
    rows, columns = np.mgrid[0:height, 0:width]
    image = rng.normal(200, 12, (height, width, 3))
    for _ in range(max(3, height * width // 900)):
        y, x = rng.uniform(0, height), rng.uniform(0, width)
        u, v = (rows - y) / rng.uniform(4, 9), (columns - x) / rng.uniform(4, 9)
        image[u**2 + v**2 < 1] = (*rng.uniform(60, 120, 2), 140)
    return image.clip(0, 255).astype(np.uint8)


def between_values(probability):
    """A threshold near the median that no pixel's last bit decides about."""
    values = np.sort(probability, axis=None)
    middle = values[int(0.4 * len(values)) : int(0.6 * len(values))]
    widest = int(np.diff(middle).argmax())
    return float(middle[widest : widest + 2].mean())


@pytest.mark.parametrize("size", [(150, 171), (40, 53), (64, 64), (64, 200), (33, 130)])
@pytest.mark.parametrize("spacing_um", [None, 0.4, 0.8])
def test_the_gate_judges_the_very_mask_that_people_see(size, spacing_um):
    """Of any size, also smaller than a tile, at any scale: to the pixel the predictor's."""
    pixels, facts = drawn(*size), {"scale_um": 0.5, "unknown_scale_um": 0.5}
    predictor = Predictor(tile_model(**facts), backend="eager")
    predictor.set_image(pixels, spacing_um)
    probability = predictor.predict(SENTENCE)
    threshold = between_values(probability)
    truth = np.ones(size, np.uint8)
    sample = Sample(
        "one", lambda: pixels, SENTENCE, "nuclei", "", lambda: truth, spacing_um=spacing_um
    )
    model = TrainableModel(tile_model(**facts)).eval()
    reader = SampleReader(InputSettings(kind="tiles", size=64, scale=1.0, scale_um=0.5))
    answer = predict_sample(model, sample, reader, choose("cpu", "float32"))
    gate, shown = judged(answer, sample, "native", 64)[0], inside(probability, threshold)
    assert 0.3 < shown.mean() < 0.7, "the comparison means something"
    assert np.array_equal(inside(gate, threshold), shown)


def test_a_generation_is_judged_at_the_threshold_of_its_masks():
    """A model whose masks begin higher is judged by these, not by masks nobody sees."""
    pixels = drawn(64, 64)
    predictor = Predictor(tile_model(), backend="eager")
    predictor.set_image(pixels)
    probability = predictor.predict(SENTENCE)
    low, high = (float(value) for value in np.quantile(probability, (0.5, 0.8)))
    shown = inside(probability, high).astype(np.uint8)
    sample = Sample("one", lambda: pixels, SENTENCE, "nuclei", "", lambda: shown)
    reader = SampleReader(InputSettings(kind="tiles", size=64))
    scores = []
    for threshold in (low, high):
        model = TrainableModel(tile_model(threshold=threshold)).eval()
        computation = choose("cpu", "float32")
        found = validate(model, [sample], reader, computation, protocol="native")
        assert found.per_image == {"one": found.dice}
        scores.append(found.dice)
    assert scores[0] < 0.7 and scores[1] > 0.999
