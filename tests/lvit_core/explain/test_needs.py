"""Why an image is next, as far as one proposal alone tells it."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.explain.needs import by_name, natural_key, numbers_differ_in_length, unsure_share
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


class Named:
    def __init__(self, name, number):
        self.name, self.id = name, number


@pytest.mark.parametrize(
    ("names", "cut"),
    [
        (["film-10.png", "film-09.png", "Film-11.png"], False),
        (["film-10.png", "film-9.png"], True),
        (["film-1-10.png", "film-10-1.png"], True),
        (["b.png", "a.png"], True),
        (["a.png"], False),
    ],
)
def test_names_that_differ_in_digits_alone_need_no_cutting(names, cut):
    """10,000 of them took a tenth of the time a project takes to open."""
    records = [Named(name, number) for number, name in enumerate(names)]
    assert numbers_differ_in_length(records) is cut
    assert [record.name for record in by_name(records)] == sorted(names, key=natural_key())


def test_names_are_sorted_as_people_count():
    given = ["film-10.png", "Film-9.png", "film-9b.png", "a.png", "12.png", "3.png"]
    assert sorted(given, key=natural_key()) == [
        "3.png", "12.png", "a.png", "Film-9.png", "film-9b.png", "film-10.png",
    ]  # fmt: skip
