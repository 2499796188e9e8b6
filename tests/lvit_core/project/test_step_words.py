"""A stored title is read in another language also where a number or a name stands in it."""

from __future__ import annotations

import pytest

from lvit_core.project.step_words import step_words


@pytest.mark.parametrize(
    ("title", "template", "values"),
    [
        ("Delete 12 objects", "Delete {number} objects", {"number": 12}),
        ("Return to step 3", "Return to step {number}", {"number": 3}),
        ("Import labels of Dr. {B} 2", "Import labels of {reader}", {"reader": "Dr. {B} 2"}),
        ("Import labels", "Import labels", {}),
        ("Paint 4", "Paint 4", {}),
    ],
)
def test_titles_find_their_sentence(title, template, values):
    told = step_words(title)
    assert told == title and told.template == template and told.values == values
