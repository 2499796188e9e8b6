"""Ways to hold a picture: pixels come back exactly, and the sentence moves with them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvit_core.data.orientation import UPRIGHT, Orientation, orientations
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.templates import load_template

NUCLEI, CHEST = load_template("nuclei"), load_template("chest-xray")
PLACES = {
    "upper left": (0, 0),
    "upper right": (0, 1),
    "lower left": (1, 0),
    "lower right": (1, 1),
}
ANY = st.builds(Orientation, st.integers(0, 3), st.booleans())


@given(ANY, st.integers(1, 6), st.integers(1, 6), st.sampled_from([(), (3,)]))
def test_undone_pixels_are_the_pixels(orientation, height, width, channels):
    pixels = np.arange(height * width * int(np.prod(channels))).reshape(height, width, *channels)
    assert np.array_equal(orientation.undone(orientation.of(pixels)), pixels)


def test_eight_different_ways_the_upright_one_first():
    ways = orientations("The nuclei are evenly distributed.", NUCLEI)
    pixels = np.arange(9).reshape(3, 3)
    assert ways[0] == UPRIGHT
    assert np.array_equal(UPRIGHT.of(pixels), pixels)
    assert len({way.of(pixels).tobytes() for way in ways}) == 8


@pytest.mark.parametrize("place", PLACES)
def test_the_sentence_names_the_quadrant_that_is_dense_then(place):
    quadrant = np.zeros((2, 2), bool)
    quadrant[PLACES[place]] = True
    asked = as_asked(f"The nuclei density in the {place} is high.", NUCLEI)
    ways = orientations(asked, NUCLEI)
    assert len(ways) == 8
    for way in ways:
        (there,) = np.argwhere(way.of(quadrant))
        (name,) = [name for name, at in PLACES.items() if at == tuple(there)]
        assert name in way.told(asked, NUCLEI), (way, name)


def test_a_sentence_nobody_can_turn_is_only_mirrored_or_left():
    asked = as_asked("The nuclei density in the upper left near the duct is high.", NUCLEI)
    ways = orientations(asked, NUCLEI)
    assert {way.quarter_turns % 2 for way in ways} == {0}
    with pytest.raises(ValueError, match="no sentence"):
        Orientation(1).told(asked, NUCLEI)


def test_a_chest_stays_upright():
    assert orientations("Bilateral pulmonary infection.", CHEST) == [UPRIGHT]
    assert orientations(None, CHEST) == [UPRIGHT]
    assert UPRIGHT.told(None, CHEST) is None
