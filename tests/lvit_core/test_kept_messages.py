"""Messages go through a file and are messages again; what does not fit stays plain words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvit_core.kept_messages import kept_message, remade_message
from lvit_core.wording import Message, counted, joined, said

NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9)


def _through_a_file(text: str) -> str:
    return remade_message(str.__str__(text), json.loads(json.dumps(kept_message(text))))


def _same(first: object, second: object) -> bool:
    if not isinstance(first, Message):
        return not isinstance(second, Message) and first == second
    return (
        isinstance(second, Message)
        and (str.__str__(first), first.template) == (str.__str__(second), second.template)
        and first.number == second.number
        and first.values.keys() == second.values.keys()
        and all(_same(value, second.values[name]) for name, value in first.values.items())
    )


@given(name=st.text(), images=st.integers(0, 10**6), dice=NUMBERS, step=st.integers())
def test_what_is_read_is_the_same_message(name, images, dice, step):
    inner = said("below {least:.2f} of {name}", least=dice, name=name)
    for text in (
        said("Nothing to do."),
        counted(images, "image"),
        said("Step {step}: {why} ({images}).", step=step, why=inner, images=counted(images, "one")),
        joined("It is late.", inner),
    ):
        assert _same(text, _through_a_file(text))


def test_numbers_that_json_has_not_are_kept_as_words():
    text = said("loss {loss}", loss=float("nan"))
    assert _through_a_file(text) == "loss nan"


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        "x",
        {"template": 3},
        {"template": "{a}", "values": [], "number": None},
        {"template": "{a}", "values": {"a": "other words"}, "number": None},
        {"template": "{a:.2f}", "values": {"a": 10**400}, "number": None},
        {"template": "{a:c}", "values": {"a": 10**30}, "number": None},
        {"template": "{b} was moved.", "values": {"a": 1}, "number": 1},
        {"template": "{a:>999999999}", "values": {"a": 1}, "number": None},
        {"template": "{a.__class__}", "values": {"a": 1}, "number": None},
        {"template": "{a!r}", "values": {"a": 1}, "number": None},
        {"template": "{a:.2f}", "values": {"a": "no number"}, "number": None},
        {"template": "%Ln images", "values": {}, "number": 10**30},
        {"template": "{", "values": {"a": 1}, "number": None},
    ],
)
def test_of_a_strangers_file_only_the_words_are_taken(kept):
    read = remade_message("words", kept)
    assert read == "words" and not isinstance(read, Message)


def test_messages_in_messages_without_end_are_read_to_a_depth():
    kept: object = None
    for _ in range(50):
        kept = {"template": "{a}", "values": {"a": {"words": "x", "kept": kept}}, "number": None}
    assert remade_message("x", kept) == "x"
