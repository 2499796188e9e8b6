"""Sentences that are kept beyond a project mean the same lung wherever they are offered."""

from __future__ import annotations

import pytest

from lvit_core.prompt.kept_sentences import dropped, kept, offered
from lvit_core.prompt.laterality import PICTURE, Sides, restate
from lvit_core.prompt.template import Template

LEFT = "Unilateral pulmonary infection, upper left lung."
RIGHT = "Unilateral pulmonary infection, upper right lung."
NONE = "No pulmonary infection."
VIEWER, PATIENT = Sides("viewer"), Sides("patient")


def test_a_sentence_is_turned_where_the_other_left_is_meant(chest: Template) -> None:
    entries = kept(kept([], NONE, chest, VIEWER), LEFT, chest, VIEWER)
    assert offered(entries, chest, VIEWER) == [LEFT, NONE]
    assert offered(entries, chest, PATIENT) == [RIGHT, NONE]


@pytest.mark.parametrize("orientation", [None, "L", "R"])
@pytest.mark.parametrize("written", ["viewer", "patient"])
@pytest.mark.parametrize("read", ["viewer", "patient"])
def test_it_means_the_same_side_of_the_picture(
    chest: Template, written: str, read: str, orientation: str | None
) -> None:
    there, here = Sides(written, orientation), Sides(read, orientation)
    (text,) = offered(kept([], LEFT, chest, there), chest, here)
    assert restate(text, chest, here, PICTURE) == restate(LEFT, chest, there, PICTURE)


def test_an_older_sentence_with_a_side_is_withheld_and_stays(chest: Template) -> None:
    """Nobody knows whose left it means."""
    entries = [LEFT, NONE]
    assert offered(entries, chest, PATIENT) == [NONE]
    assert dropped(entries, NONE, chest, PATIENT) == [LEFT]


def test_a_sentence_is_kept_once_and_dropped_by_what_it_says_here(chest: Template) -> None:
    entries = kept(kept([], LEFT, chest, VIEWER), RIGHT, chest, PATIENT)
    assert offered(entries, chest, PATIENT) == [RIGHT]
    assert dropped(entries, RIGHT, chest, PATIENT) == []


@pytest.mark.parametrize("stored", [None, "text", 3, [1, {}, ["viewer"], ["moon", "left"]]])
def test_what_is_no_list_of_sentences_offers_nothing(chest: Template, stored: object) -> None:
    assert offered(stored, chest, VIEWER) == []
