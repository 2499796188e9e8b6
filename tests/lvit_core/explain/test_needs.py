"""Why an image is next, as far as one proposal alone tells it."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.explain.needs import unsure_share
from lvit_core.project.records import Proposal


def blob(value: int) -> np.ndarray:
    probability = np.zeros((100, 120), np.uint8)
    probability[15:30, 15:35] = value
    return probability


def test_doubt_is_the_expected_error_of_the_proposal():
    def proposal(probability):
        return Proposal(1, "lesion", ("infection",), probability[None], 0.5, "", "1")

    assert unsure_share(proposal(blob(255))) == pytest.approx(0.0, abs=1e-6)
    p = 153 / 255
    assert unsure_share(proposal(blob(153))) == pytest.approx(1 - 2 * p / (1 + p), abs=1e-6)
    assert unsure_share(proposal(blob(0))) == 0.0
