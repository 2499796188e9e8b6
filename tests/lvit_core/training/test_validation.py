"""Predictions during a run: the same answer whichever way up the image is shown."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.device import choose
from lvit_core.training.validation import predict_sample

SENTENCE = "The nuclei density in the upper left is high."


class Redness(torch.nn.Module):
    """A model that answers each pixel by its red alone, and remembers what it was asked."""

    def __init__(self):
        super().__init__()
        self.config = SimpleNamespace(mirror=False)
        self.asked = []

    def forward(self, images, sentences):
        self.asked.append((images, list(sentences)))
        return 8.0 * images[:, :1] - 4.0


@pytest.mark.parametrize("kind", ["whole", "tiles"])
def test_every_turn_gives_an_upright_answer(kind):
    pixels = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    sample = Sample("one", lambda: pixels, SENTENCE, "nuclei")
    reader = SampleReader(InputSettings(kind=kind, size=64))
    model, computation = Redness(), choose("cpu", "float32")
    answers = [predict_sample(model, sample, reader, computation, turn=t) for t in range(9)]
    for answer in answers:
        assert np.allclose(answer, answers[0], atol=1e-6)
    seen = {images.numpy().tobytes() for images, _ in model.asked[:8]}
    assert len(seen) == 8
    assert torch.equal(model.asked[8][0], model.asked[0][0]), "counted round"
    told = {sentences[0] for _, sentences in model.asked}
    if kind == "whole":
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
