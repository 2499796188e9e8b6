"""One image, many sentences: right values, in the right order, without computing twice."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from lvit_core.errors import Cancelled, LViTError
from lvit_core.inference import Predictor
from lvit_core.model.catalogue import bundled_folder, is_model
from lvit_core.model.config import LViTConfig

SENTENCE = "High density nuclei in the upper left."


@pytest.fixture
def predictor(make_model):
    return Predictor(make_model(), backend="eager")


class Counting:
    """A backend that counts what is asked of another."""

    def __init__(self, inner):
        self.inner, self.encodes, self.decodes, self.name = inner, 0, 0, inner.name
        self.at_once = inner.at_once

    def encode(self, images):
        self.encodes += len(images)
        return self.inner.encode(images)

    def decode(self, encoded, texts):
        self.decodes += len(encoded)
        return self.inner.decode(encoded, texts)


def counted(predictor):
    counting = Counting(predictor.backend)
    predictor._chosen = type(predictor._chosen)(counting, (), False)
    return counting


def test_one_tile_is_exactly_the_networks_answer(predictor, image):
    square = image[:64, :64]
    predictor.set_image(square)
    answer = predictor.predict(SENTENCE)
    pixels = square.transpose(2, 0, 1).astype(np.float32)
    # Multiplied, not divided: a pixel that differs in its last bit shows in the sixth digit.
    tensor = torch.from_numpy(pixels * np.float32(1 / 255))[None]
    text, _ = predictor.model.encoder.encode([SENTENCE], 8)
    with torch.inference_mode():
        expected = predictor.model.network(tensor, text)[0, 0].numpy()
    assert np.array_equal(answer, expected)
    assert answer.dtype == np.float32


def test_channel_order_is_the_models(make_model, image):
    square = image[:64, :64]
    rgb = Predictor(make_model(), backend="eager")
    bgr = Predictor(make_model(channel_order="bgr"), backend="eager")
    rgb.set_image(np.ascontiguousarray(square[:, :, ::-1]))
    bgr.set_image(square)
    assert np.array_equal(rgb.predict(None), bgr.predict(None))


def test_tiles_arrive_nearest_first_and_cover_the_image(predictor, image):
    predictor.set_image(image)
    seen = np.zeros(image.shape[:2], int)
    order = []

    def on_tile(rect, probability):
        assert probability.shape == (rect.height, rect.width)
        seen[rect.slices] += 1
        order.append(rect)

    result = predictor.predict(SENTENCE, on_tile=on_tile, center_yx=(150, 10))
    assert result.shape == image.shape[:2]
    assert (seen == 1).all()
    assert order[0].contains(150, 10)
    assert result.min() >= 0 and result.max() <= 1


def test_image_is_encoded_once_and_sentences_are_remembered(predictor, image):
    backend = counted(predictor)
    predictor.set_image(image, key="a")
    first = predictor.predict(SENTENCE)
    tiles = backend.encodes
    predictor.predict("Low density nuclei.")
    assert backend.encodes == tiles and backend.decodes == 2 * tiles
    assert np.array_equal(predictor.predict("  High density nuclei in  the upper left."), first)
    assert backend.decodes == 2 * tiles
    predictor.set_image(image[:, ::-1].copy(), key="b")
    predictor.predict(SENTENCE)
    predictor.set_image(image, key="a")
    predictor.predict(None)
    assert backend.encodes == 2 * tiles, "the first image is still encoded"


def test_answers_are_the_callers_own(predictor, image):
    predictor.set_image(image, key="a")
    predictor.predict(None)[:] = 9
    assert predictor.predict(None).max() <= 1


def test_blank_is_no_sentence_and_differs_from_a_sentence(predictor, image):
    predictor.set_image(image)
    assert np.array_equal(predictor.predict("  "), predictor.predict(None))
    spoken = "The nuclei are sparsely distributed."
    assert not np.array_equal(predictor.predict(spoken), predictor.predict(None))


def test_parts_of_an_image_are_asked_without_places(predictor, image):
    """Crops are trained without location words, so tiles must not meet them either."""
    predictor.set_image(image)
    assert np.array_equal(predictor.predict(SENTENCE), predictor.predict(None))


def test_cancel_takes_effect_before_the_next_tile(predictor, image):
    backend = counted(predictor)
    predictor.set_image(image)
    with pytest.raises(Cancelled):
        predictor.predict(SENTENCE, cancelled=lambda: backend.decodes >= 2)
    assert backend.decodes == 2
    assert predictor.predict(SENTENCE).shape == image.shape[:2], "usable afterwards"


def test_cache_is_bounded_in_bytes(make_model, image):
    predictor = Predictor(make_model(), backend="eager", feature_bytes=600_000)
    for number in range(4):
        predictor.set_image(np.roll(image, number, axis=0), key=number)
        predictor.predict(None)
        assert 0 < predictor.cached_bytes <= 600_000


def test_encoding_ahead_is_used_and_can_be_stopped(predictor, image):
    backend = counted(predictor)
    predictor.set_image(image, key="now")
    predictor.predict(None)
    tiles = backend.encodes
    assert not predictor.encode_ahead(image, None, "next", lambda: backend.encodes >= tiles + 3)
    assert backend.encodes == tiles + 3
    assert predictor.encode_ahead(image, None, "next")
    predictor.set_image(image, key="next")
    predictor.predict(None)
    assert backend.encodes == 2 * tiles


def test_whole_images_are_resized_both_ways(make_model, image):
    predictor = Predictor(make_model(input="whole", template="chest-xray"), backend="eager")
    predictor.set_image(image)
    rects = []
    result = predictor.predict(None, on_tile=lambda rect, p: rects.append((rect, p.shape)))
    assert result.shape == image.shape[:2]
    assert [(r.height, r.width) for r, _ in rects] == [image.shape[:2]]


def test_scale_follows_the_spacing(make_model, image):
    model = make_model(scale_um=0.5, unknown_scale_um=0.25)
    predictor = Predictor(model, backend="eager")
    backend = counted(predictor)
    counts = {}
    for spacing in (0.5, 0.25, None):
        before = backend.encodes
        predictor.set_image(image, spacing_um=spacing, key="same")
        assert predictor.predict(None).shape == image.shape[:2]
        counts[spacing] = backend.encodes - before
    assert counts[0.5] > counts[0.25] > 0
    assert counts[None] == counts[0.25], "unknown spacing is the assumed one"


def test_shifting_the_grid_hardly_matters_for_the_trained_model(shared_data):
    """At half overlap, on stained nuclei: shifted tiles change the mean probability < 0.02."""
    if not is_model(bundled_folder() / "nuclei"):
        pytest.skip("the bundled nuclei model is not in this checkout")
    path = min((shared_data / "MoNuSeg" / "Val_Folder" / "img").iterdir())
    with Image.open(path) as picture:
        tissue = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:420, :460])
    predictor = Predictor("nuclei", backend="folded", overlap=0.5)
    predictor.set_image(tissue)
    whole = predictor.predict(None)
    predictor.set_image(tissue[38:, 52:].copy())
    change = np.abs(whole[38:, 52:] - predictor.predict(None))
    assert whole.std() > 0.05, "there is something to see"
    assert change[64:-64, 64:-64].mean() < 0.02


def test_wrong_pixels_are_an_expected_error(predictor):
    for pixels in (np.zeros((5, 5), np.uint8), np.zeros((5, 5, 3)), np.zeros((0, 5, 3), np.uint8)):
        with pytest.raises(LViTError, match="8-bit colour"):
            predictor.set_image(pixels)
    with pytest.raises(LViTError, match="no image"):
        predictor.predict(None)


def test_unet_and_textless_models_ignore_sentences(make_model, image):
    network = LViTConfig(width=8, image_size=64, text=False, down_vit=False, up_vit=False)
    for changes in ({"architecture": "unet"}, {"network": network}):
        predictor = Predictor(make_model(**changes), backend="eager")
        backend = counted(predictor)
        predictor.set_image(image)
        assert np.array_equal(predictor.predict(SENTENCE), predictor.predict(None))
        assert backend.decodes == backend.encodes, "the second answer came from the cache"


def test_an_answer_says_when_places_reach_nobody_and_when_the_image_is_of_the_wrong_kind(
    predictor, image
):
    predictor.set_image(image[:64, :64], key="one tile")
    assert not predictor.places_ignored(SENTENCE) and not predictor.places_ignored(None)
    predictor.set_image(image, key="many tiles")
    assert predictor.places_ignored(SENTENCE)
    assert not predictor.places_ignored(
        "  High   density nuclei. "
    ) and not predictor.places_ignored(None)
    grey = np.repeat(image[..., :1], 3, axis=2)
    predictor.set_image(grey, key="grey")
    assert "gray" in predictor.doubt()
    predictor.set_image(np.full((64, 64, 3), (190, 120, 180), np.uint8), key="pink")
    assert predictor.doubt() is None


def test_places_always_reach_a_model_of_whole_images(make_model, image):
    whole = Predictor(make_model(input="whole", template="chest-xray"), backend="eager")
    whole.set_image(image)
    assert not whole.places_ignored("Infection in the upper left lung.")


def test_a_mirroring_model_gives_the_mirrored_image_the_mirrored_answer(make_model, image):
    model = make_model(input="whole", template="chest-xray", mirror=True)
    once = Predictor(make_model(input="whole", template="chest-xray"), backend="eager")
    both = Predictor(model, backend="eager")
    sentence = "Unilateral pulmonary infection, one infected area, upper left lung."
    mirrored = sentence.replace("left", "right")
    image = np.ascontiguousarray(image[:64, :64])
    turned = np.ascontiguousarray(image[:, ::-1])
    answers = {}
    for name, predictor in (("once", once), ("both", both)):
        for pixels, words in ((image, sentence), (turned, mirrored)):
            predictor.set_image(pixels)
            answers[name, words] = predictor.predict(words)
    mean = (answers["once", sentence] + answers["once", mirrored][:, ::-1]) / 2
    assert np.allclose(answers["both", sentence], mean, atol=1e-6)
    assert np.allclose(answers["both", sentence], answers["both", mirrored][:, ::-1], atol=1e-6)
    assert not np.allclose(answers["both", sentence], answers["once", sentence], atol=1e-3)


def test_a_mirroring_model_encodes_both_views_ahead(make_model, image):
    model = make_model(input="whole", template="chest-xray", mirror=True)
    predictor = Predictor(model, backend="eager")
    backend = counted(predictor)
    assert predictor.encode_ahead(image, None, key="next")
    assert backend.encodes == 2
    predictor.set_image(image, key="next")
    predictor.predict("Infection in the upper left lung.")
    assert (backend.encodes, backend.decodes) == (2, 2)


@pytest.mark.parametrize("mirror", [False, True])
def test_many_tiles_at_once_change_nothing(make_model, image, mirror):
    """As a graphics card would be asked: some together, a last few, some encoded before."""
    facts = {"input": "whole", "template": "chest-xray", "mirror": True} if mirror else {}
    one, many = (Predictor(make_model(**facts), backend="eager") for _ in range(2))
    counting = counted(many)
    counting.at_once = 5
    rects = []
    for sentence in ("The nuclei density is high.", None):
        for predictor in (one, many):
            predictor.set_image(image, key="same")
        expected = one.predict(sentence)
        told = many.predict(sentence, lambda rect, _: rects.append(rect))
        assert np.abs(told - expected).max() < 1e-5
    assert sum(rect.area for rect in rects) == 2 * image.shape[0] * image.shape[1]
    assert counting.encodes > 1 and many.is_encoded()
    assert counting.decodes == 2 * counting.encodes, "the second sentence is only decoded"
