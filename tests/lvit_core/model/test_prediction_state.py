"""Words that the status bar shows."""

import pytest

from lvit_core.model.prediction_state import PredictionState


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (PredictionState("starting", "chest"), "loading model chest"),
        (PredictionState("predicting", expected_s=0.0714), "predicting, about 71 ms"),
        (PredictionState("predicting"), "predicting"),
        (PredictionState("ready", seconds=1.26), "prediction 1.3 s"),
        (PredictionState("failed", message="There is no model."), "There is no model."),
    ],
)
def test_what_the_predictor_does_is_said_in_words(state, text):
    assert state.text == text
