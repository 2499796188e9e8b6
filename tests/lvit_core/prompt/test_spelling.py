"""Near words: the distance, and the caution with which a slip is read as another word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lvit_core.prompt.spelling import corrected, distance, suggestions

WORDS = st.text(alphabet="abcdr", min_size=0, max_size=7)


def slow_distance(a: str, b: str) -> int:
    """The recursive definition (optimal string alignment)."""
    if not a or not b:
        return max(len(a), len(b))
    best = min(
        slow_distance(a[:-1], b) + 1,
        slow_distance(a, b[:-1]) + 1,
        slow_distance(a[:-1], b[:-1]) + (a[-1] != b[-1]),
    )
    if len(a) > 1 and len(b) > 1 and a[-1] == b[-2] and a[-2] == b[-1]:
        best = min(best, slow_distance(a[:-2], b[:-2]) + 1)
    return best


@given(a=st.text("abr", max_size=5), b=st.text("abr", max_size=5), limit=st.integers(0, 4))
def test_distance_is_the_definition_up_to_its_limit(a: str, b: str, limit: int) -> None:
    assert distance(a, b, limit) == min(slow_distance(a, b), limit + 1)


@given(a=WORDS, b=WORDS)
def test_distance_is_symmetric(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)


def test_opposites_need_a_clear_lead() -> None:
    sides = {"unilateral": "one", "bilateral": "both"}

    def read(word: str) -> str | None:
        return corrected(word, sides, sides.__getitem__, lambda _word: "laterality")

    assert read("bilaterl") == "bilateral"
    assert read("unilatral") == "unilateral"
    assert read("unlateral") is None  # two slips from "bilateral"
    assert read("ilateral") is None
    assert read("nilateral") is None


def test_suggestions_begin_with_the_nearest() -> None:
    assert suggestions("uppr", ["lower", "upper", "super"], 2)[0] == "upper"
    assert suggestions("bi", ["bilateral", "lower"], 3) == ("bilateral",)
    assert suggestions("x", ["xa"], 3) == ()
