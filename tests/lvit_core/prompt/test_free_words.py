"""Free words: passed on as typed, never underlined, never held against the mask."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvit_core.errors import LViTError
from lvit_core.prompt.checks import check, doubts_of
from lvit_core.prompt.completion import completions
from lvit_core.prompt.describe import describe
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.flips import flip_sentence, rotate_sentence
from lvit_core.prompt.keeping import keeping_words
from lvit_core.prompt.laterality import PICTURE
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import read_template
from tests.lvit_core.prompt.own_kinds import POLYPS


def read(folder: Path, text: str = POLYPS) -> Template:
    path = folder / "polyps.toml"
    path.write_text(text, encoding="utf-8")
    return read_template(path)


@pytest.fixture(scope="module")
def polyps(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return read(tmp_path_factory.mktemp("templates"))


@given(st.text(max_size=300))
def test_any_text_is_asked_as_typed_and_nothing_is_unknown(polyps: Template, text: str) -> None:
    sentence = parse(text, polyps)
    assert sentence.unknown == () and sentence.complaints == ()
    assert as_asked(text, polyps) == (
        " ".join(text.split()) if any(map(str.isalnum, text)) else None
    )
    assert parse(sentence.canonical, polyps).finding == sentence.finding
    completions(text, len(text), polyps)


def test_nothing_is_claimed_of_the_mask(polyps: Template) -> None:
    text = "a sessile polyp with a red surface on the left"
    sentence = parse(text, polyps)
    for mask in (np.zeros((8, 8), np.uint8), np.ones((8, 8), np.uint8)):
        shown = describe(mask, polyps)
        assert shown.finding.negative == (not mask.any())
        assert check(sentence, shown, polyps).contradictions == ()
        assert keeping_words(text, shown.sentence.canonical, polyps) == text
    assert doubts_of(sentence, polyps, PICTURE) == ()
    assert rewritten(sentence, sentence.finding, polyps) == text.capitalize() + "."


def test_words_of_place_follow_the_image(tmp_path: Path, polyps: Template) -> None:
    sided = POLYPS.replace(
        "[[layers]]",
        "[augmentation]\nflip_horizontal = true\nquarter_turns = true\n"
        '[words.side]\nleft = []\nright = []\n[words.level]\nupper = ["top"]\nlower = ["bottom"]\n'
        "[[layers]]",
        1,
    )
    template = read(tmp_path, sided)
    text = "A red polyp on the left."
    assert flip_sentence(text, template, horizontal=True) == "A red polyp on the right."
    assert rotate_sentence(text, template, 1) is None
    assert rotate_sentence(text, template, 2) == "A red polyp on the right."
    assert rotate_sentence("A red polyp.", template, 1) == "A red polyp."
    assert flip_sentence(text, polyps, horizontal=True) == text
    with pytest.raises(LViTError, match=r"words\.side must name two sides"):
        read(
            tmp_path,
            POLYPS.replace("[[layers]]", "[augmentation]\nflip_horizontal = true\n[[layers]]"),
        )
