"""What the network is shown when it is asked about a place."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.geometry import Rect
from lvit_core.inference import Predictor


def test_of_a_tiled_image_it_is_the_tile_at_the_place(make_model, image):
    predictor = Predictor(make_model(), backend="eager")
    predictor.set_image(image)
    seen = predictor.glimpse("two areas", (150.0, 170.0))
    assert seen.place.contains(150, 170) and seen.pixels_chw.shape == (3, 64, 64)
    shown = image[seen.place.slices].transpose(2, 0, 1) / 255.0
    assert seen.place.height == seen.place.width == 64, "the scale of the data is the network's"
    np.testing.assert_allclose(seen.pixels_chw, shown, atol=1e-6)


def test_of_a_whole_image_it_is_all(make_model, image):
    model = make_model(template="chest-xray", input="whole")
    predictor = Predictor(model, backend="eager")
    predictor.set_image(image)
    seen = predictor.glimpse("Upper left lung.", (5.0, 5.0))
    assert seen.place == Rect(0, 0, *image.shape[:2])
    assert seen.asked == "Unilateral pulmonary infection, one infected area, upper left lung."


def test_channels_come_in_the_models_order(make_model, image):
    rgb, bgr = (Predictor(make_model(channel_order=o), backend="eager") for o in ("rgb", "bgr"))
    for predictor in (rgb, bgr):
        predictor.set_image(image)
    np.testing.assert_array_equal(rgb.glimpse(None).pixels_chw, bgr.glimpse(None).pixels_chw[::-1])


@pytest.mark.parametrize("sentence", [None, "", "  "])
def test_no_sentence_is_asked_as_none(make_model, image, sentence):
    predictor = Predictor(make_model(), backend="eager")
    predictor.set_image(image)
    assert predictor.glimpse(sentence).asked is None
