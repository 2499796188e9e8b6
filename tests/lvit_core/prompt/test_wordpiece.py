"""Ids must never move: a checkpoint's learned table is indexed by them."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvit_core.errors import LViTError
from lvit_core.prompt.wordpiece import NULL_ID, PAD_ID, UNK_ID, WordPiece
from lvit_core.resources import resource_path

FIRST_PIECES = 819
FIRST_DIGEST = "71a213ed260cb053"


def test_published_pieces_keep_their_ids() -> None:
    lines = resource_path("vocabulary", "wordpiece.txt").read_text(encoding="utf-8").splitlines()
    digest = sha256("\n".join(lines[:FIRST_PIECES]).encode()).hexdigest()[:16]
    assert digest == FIRST_DIGEST, "pieces may be appended, never changed or moved"
    assert len(set(lines)) == len(lines)


def test_special_ids() -> None:
    pieces = WordPiece.load()
    assert (PAD_ID, UNK_ID, NULL_ID) == (0, 1, 2)
    assert [pieces.id_of(name) for name in ("[PAD]", "[UNK]", "[NULL]")] == [0, 1, 2]
    assert pieces.vocab_size >= FIRST_PIECES


def test_words_of_the_grammar_are_whole_and_case_does_not_matter() -> None:
    pieces = WordPiece.load()
    text = "Bilateral pulmonary infection, two infected areas, UPPER left lung."
    encoded = pieces.encode(text)
    assert [piece.text for piece in encoded] == [
        "Bilateral", "pulmonary", "infection", ",", "two", "infected", "areas", ",",
        "UPPER", "left", "lung", ".",
    ]  # fmt: skip
    assert pieces.ids(text) == pieces.ids(text.lower())


def test_other_words_are_spelled_and_differ() -> None:
    pieces = WordPiece.load()
    assert pieces.ids("midlle") != pieces.ids("middle")
    assert pieces.ids("肺") != pieces.ids("胸")
    assert len(pieces.ids("肺")) == 3
    assert pieces.ids("ggo") != pieces.ids("gog")


@given(st.text(max_size=60))
def test_any_text_has_pieces_that_cover_it(text: str) -> None:
    pieces = WordPiece.load()
    encoded = pieces.encode(text)
    covered = {i for piece in encoded for i in range(piece.start, piece.end)}
    assert covered == {i for i, letter in enumerate(text) if not letter.isspace()}
    assert all(NULL_ID < piece.id < pieces.vocab_size for piece in encoded)
    assert all(text[piece.start : piece.end] == piece.text for piece in encoded)


def test_special_names_typed_as_text_are_not_special() -> None:
    ids = WordPiece.load().ids("[NULL] [PAD]")
    assert not {PAD_ID, UNK_ID, NULL_ID} & set(ids)


def test_a_damaged_vocabulary_is_refused() -> None:
    with pytest.raises(LViTError):
        WordPiece({"[PAD]": 0, "[NULL]": 1, "[UNK]": 2, "a": 3})
    with pytest.raises(LViTError):
        WordPiece({"[PAD]": 0, "[UNK]": 1, "[NULL]": 2, "a": 4})
