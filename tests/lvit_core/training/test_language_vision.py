"""The LV loss: similarity by hand, gradients, and who may be in a bank."""

import numpy as np
import pytest
import torch

from lvit_core.model.text_encoder import EmbeddedEncoder
from lvit_core.prompt.templates import load_template
from lvit_core.training.banks import build_bank, chest_bank, mask_bank
from lvit_core.training.language_vision import (
    ContrastiveBank,
    image_similarity,
    language_vision_loss,
    text_similarity,
)


class Letters:
    """Counts letters: vectors one can compute in the head."""

    def frozen_vector(self, sentence):
        return torch.tensor([float((sentence or "").count(c)) for c in "abc"])


def bank():
    labels = torch.stack([torch.eye(4, dtype=torch.uint8), torch.ones(4, 4, dtype=torch.uint8)])
    return ContrastiveBank(["aab", "cc"], labels, Letters())


def test_similarities_by_hand():
    a, b = torch.tensor([3.0, 4.0]), torch.tensor([4.0, 3.0])
    assert float(text_similarity(a, b)) == pytest.approx(24 / 25)
    assert float(text_similarity(a, torch.zeros(2))) == 0.0
    prediction = torch.tensor([[[[1.0, 1.0], [0.0, 0.0]]]])
    label = torch.tensor([[[[1.0, 0.0], [0.0, 0.0]]]])
    assert float(image_similarity(prediction, label)) == pytest.approx(1 / np.sqrt(2))
    empty = torch.zeros(1, 1, 2, 2)
    assert float(image_similarity(empty, empty)) == 1.0
    assert float(image_similarity(prediction, empty)) == 0.0


def test_the_most_similar_sentence_is_found_and_ties_go_to_the_first():
    assert bank().nearest("ab") == 0
    assert bank().nearest("cca") == 1
    tied = ContrastiveBank(["ab", "ba"], torch.zeros(2, 2, 2, dtype=torch.uint8), Letters())
    assert tied.nearest("aabb") == 0
    assert tied.nearest("ba") == 1  # a sentence in the bank is its own nearest
    doubled = ContrastiveBank(["ab", "ab"], torch.zeros(2, 2, 2, dtype=torch.uint8), Letters())
    assert doubled.nearest("ab") == 0


def test_loss_is_differentiable_and_pulls_towards_the_label():
    logits = torch.zeros(1, 1, 4, 4, requires_grad=True)
    optimizer = torch.optim.SGD([logits], lr=20.0)
    losses = []
    for _ in range(200):
        optimizer.zero_grad()
        loss = language_vision_loss(torch.sigmoid(logits), ["aab"], bank()).sum()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[0] == pytest.approx(1 - 0.5, abs=1e-5)  # cosine of a flat map and the diagonal
    assert losses[-1] < 0.05
    assert torch.sigmoid(logits)[0, 0].diagonal().min() > 0.5


def test_gradient_is_that_of_finite_differences():
    p = torch.rand(2, 1, 4, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: language_vision_loss(x, ["aab", "cc"], bank()), p)


def test_no_sentence_no_loss():
    p = torch.rand(2, 1, 4, 4, requires_grad=True)
    loss = language_vision_loss(p, [None, "cc"], bank())
    assert float(loss[0].detach()) == 0.0
    loss.sum().backward()
    assert float(p.grad[0].abs().sum()) == 0.0
    assert float(p.grad[1].abs().sum()) > 0.0


@pytest.fixture(scope="module")
def chests():
    return chest_bank(load_template("chest-xray"), EmbeddedEncoder(16), 48)


def test_every_chest_sentence_has_its_own_region(chests):
    assert len(chests) == 64  # 8 x 8 choices of levels: 63 that name something, and the negative
    text = (
        "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
    )
    label = chests.label(text)[0]
    assert label[:24, :24].sum() > 0
    assert label[24:, 24:].sum() > 0
    assert label[30:, :20].sum() == 0
    assert label[:16, 28:].sum() == 0


def test_exchanged_levels_are_told_apart_though_their_words_are_the_same(chests):
    one = chests.label("Bilateral pulmonary infection, upper left lung and lower right lung.")
    other = chests.label("Bilateral pulmonary infection, lower left lung and upper right lung.")
    assert not torch.equal(one, other)
    assert chests.label("No pulmonary infection.").sum() == 0


def test_typing_errors_still_find_the_region(chests):
    good = chests.label("Unilateral pulmonary infection, one infected area, middle left lung.")
    typed = chests.label("Unilateral pulmonary infection, one infected area, midlle left lung.")
    assert torch.equal(good, typed)


def test_nuclei_bank_holds_labeled_sentences_only(make_folder, tiny):
    from lvit_core.data.folder import read_folder
    from lvit_core.data.views import InputSettings, SampleReader

    samples = read_folder(make_folder(range(6), labeled={0, 1, 2})).samples
    reader = SampleReader(InputSettings(size=32))
    found = mask_bank(samples, reader, EmbeddedEncoder(16))
    assert len(found) == 3
    assert found.label(samples[1].sentence).shape == (1, 32, 32)
    assert (
        build_bank("nuclei", samples, SampleReader(InputSettings("tiles", 32)), EmbeddedEncoder(16))
        is None
    )
    assert mask_bank([s.without_labels() for s in samples], reader, EmbeddedEncoder(16)) is None
