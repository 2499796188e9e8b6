"""Names stand where natsort puts them, which needs a key an object for each of 100,000 names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from natsort import natsort_keygen, ns

from lvit_core.project.natural import natural_keys

reference = natsort_keygen(alg=ns.IGNORECASE)
names = st.lists(st.text("aAbzßÉé 0019٣-_.", min_size=1, max_size=12), max_size=12)


@given(names)
def test_names_stand_where_natsort_puts_them(given_names):
    keys = dict(zip(given_names, natural_keys(given_names), strict=True))
    assert sorted(given_names, key=keys.__getitem__) == sorted(given_names, key=reference)


def test_names_are_sorted_as_people_count():
    given_names = ["film-10.png", "Film-9.png", "film-9b.png", "a.png", "12.png", "3.png"]
    keys = natural_keys(given_names)
    assert [name for _, name in sorted(zip(keys, given_names, strict=True))] == [
        "3.png", "12.png", "a.png", "Film-9.png", "film-9b.png", "film-10.png",
    ]  # fmt: skip


def test_there_may_be_no_names_and_names_that_no_disk_has():
    assert natural_keys([]) == []
    assert natural_keys(["a/2", "a/10"]) == sorted(natural_keys(["a/10", "a/2"]))
    assert len(natural_keys(["", ""])) == 2


def test_a_number_of_more_digits_than_there_are_marks_for_is_sorted_too():
    """46 digits once cut the name in two: their mark was the sign that stands between names."""
    numbers = ["1" * 46, "2" * 45, "3" * 200, "0" * 90 + "7", "8"]
    keys = natural_keys([f"film {number}.png" for number in numbers])
    assert sorted(zip(keys, numbers, strict=True)) == sorted(
        zip(keys, numbers, strict=True), key=lambda pair: int(pair[1])
    )
