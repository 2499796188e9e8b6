"""Categories of COCO in every spelling: the class that is meant, or a number that says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from lvit_core.exchange.coco_categories import CocoCategories
from lvit_core.exchange.coco_tables import key_of

pytestmark = pytest.mark.exchange

NAMES = [{"id": 1, "name": "nucleus"}, {"id": 2, "name": "mitosis"}]


def classes(told: Any, used: list[Any]) -> tuple[list[str], str]:
    """The classes of objects of some categories, and what is told."""
    keys = list(dict.fromkeys(map(key_of, used)))
    categories = CocoCategories("a.json", told, keys)
    return [categories.class_of(one)[1] for one in used], " ".join(categories.notes)


@pytest.mark.parametrize(
    ("told", "used"),
    [
        ({"1": "nucleus", "2": "mitosis"}, [1, 2]), ({"nucleus": 1, "mitosis": 2}, [1, 2]),
        ({"1": {"name": "nucleus"}, "2": {"name": "mitosis"}}, [1, 2]),
        ({"nucleus": {"id": 1}, "mitosis": {"id": 2}}, ["1", 2.0]),
        ({"id": [1, 2], "name": ["nucleus", "mitosis"]}, [1, 2]),
        (["nucleus", "mitosis"], [1, 2]), (["nucleus", "mitosis"], [0, 1]),
        ([{"name": "nucleus"}, {"name": "mitosis"}], [1, 2]),
        ([[1, "nucleus"], [2, "mitosis"]], [1, 2]),
    ],
)  # fmt: skip
def test_layouts_that_can_be_read_in_one_way_are_read_and_told(told: Any, used: list[Any]) -> None:
    names, notes = classes(told, used)
    assert names == ["nucleus", "mitosis"]
    assert "are no list of ids and names; they were read as" in notes


@pytest.mark.parametrize(
    ("told", "used"),
    [
        (["a", "b", "c"], [1, 2]), ("nucleus", [1, 2]), ({"1": "2", "2": "1"}, [1, 2]),
        ({"1": ["nucleus"]}, [1, 2]), ([{"id": 1}], [1, 2]), ([], [1, 2]),
        ([{"id": 1, "name": ""}, {"id": 2, "name": " "}], [1, 2]), (None, [1, 2]),
        ([*NAMES, {"id": 1, "name": "x"}, {"id": 2, "name": "y"}], [1, 2]),
    ],
)  # fmt: skip
def test_what_nobody_can_tell_keeps_its_number(told: Any, used: list[Any]) -> None:
    names, notes = classes(told, used)
    assert names == ["category 1", "category 2"]
    assert "category 1" in notes and "category 2" in notes


def test_an_id_that_no_category_has_and_objects_without_one() -> None:
    assert classes(NAMES, [1, 7, None]) == (
        ["nucleus", "category 7", ""], "a.json does not say what its category 7 is.",
    )  # fmt: skip


def test_one_category_without_a_name_is_the_first_class_and_told() -> None:
    names, notes = classes([], [4, 4])
    assert names == ["", ""] and "names no classes" in notes


def test_objects_may_name_their_category() -> None:
    names, notes = classes(NAMES, ["Nucleus", "mitosis"])
    assert names == ["nucleus", "mitosis"] and "tell the name of their category" in notes


def test_one_name_in_several_spellings_is_no_doubt() -> None:
    assert classes([*NAMES, {"id": 1, "name": " Nucleus"}], [1, 2]) == (["nucleus", "mitosis"], "")
