"""Models that also look in the mirror: runs ask them as the app does and train them on both."""

from dataclasses import replace

import numpy as np
import torch

from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.device import choose
from lvit_core.inference import Predictor
from lvit_core.model.checkpoint import build_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.training.config import TrainingConfig
from lvit_core.training.dataset_run import as_mirrored
from lvit_core.training.network import TrainableModel
from lvit_core.training.validation import predict_sample

SENTENCE = "Lower right lung and upper left lung."


def mirroring(mirror):
    torch.manual_seed(1)
    network = LViTConfig(width=8, image_size=64, text_dim=32, tokens=8)
    config = ModelConfig(network=network, template="chest-xray", input="whole", mirror=mirror)
    model = build_model(config)
    model.network.head.weight.data *= 50  # answers that differ from place to place
    return model


def test_a_run_predicts_exactly_as_the_app_does():
    pixels = np.random.default_rng(2).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    sample = Sample("one", lambda: pixels, SENTENCE, "chest-xray")
    reader = SampleReader(InputSettings(kind="whole", size=64))
    answers = {}
    for mirror in (False, True):
        model = TrainableModel(mirroring(mirror)).eval()
        answers[mirror] = predict_sample(model, sample, reader, choose("cpu", "float32"))
        predictor = Predictor(mirroring(mirror), backend="eager")
        predictor.set_image(pixels)
        assert np.allclose(answers[mirror], predictor.predict(SENTENCE), atol=1e-5)
    assert np.abs(answers[True] - answers[False]).max() > 0.003


def test_fine_tuning_a_mirroring_model_goes_on_mirroring():
    config = TrainingConfig()
    assert as_mirrored(config, ModelConfig(mirror=True)).augmentation.flip_horizontal is True
    assert as_mirrored(config, ModelConfig()) == config
    insisted = replace(config, augmentation=replace(config.augmentation, flip_horizontal=False))
    assert as_mirrored(insisted, ModelConfig(mirror=True)) == insisted
    other = replace(config, learning_rate=0.5)
    assert as_mirrored(other, ModelConfig(mirror=True)).learning_rate == 0.5
