"""WordPieces of the embedded text encoder, without torch and without a download.

The vocabulary is a file whose line number is the piece's id, so a checkpoint's learned table stays
valid for ever: lines may be appended, never moved. Whole words of the sentence grammar have a piece
of their own; any other word is spelled with letters, and any other character with its UTF-8 bytes.
Case and accents are ignored; beyond that, different words never share a spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lvit_core.errors import LViTError
from lvit_core.resources import resource_path

PAD_ID = 0
UNK_ID = 1
NULL_ID = 2  # "there is no sentence", which is not the same as an empty one
_SPECIAL = ("[PAD]", "[UNK]", "[NULL]")
_CONTINUED = "##"

# A run of letters, a run of digits, or one sign: punctuation is a word of its own, as in BERT.
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text: ``text[start:end]`` of the input, as the network's ``id``."""

    text: str
    start: int
    end: int
    id: int


class WordPiece:
    """Cuts text into pieces with stable ids, longest piece first.

    Args:
        pieces: Piece -> id, the ids being 0 to n - 1 and the first three the special ones.
    """

    def __init__(self, pieces: Mapping[str, int]) -> None:
        ordered = sorted(pieces, key=lambda piece: pieces[piece])
        if tuple(ordered[:3]) != _SPECIAL or [pieces[p] for p in ordered] != [*range(len(pieces))]:
            raise LViTError("The vocabulary of the text encoder is damaged.", "Install it again.")
        self._ids = dict(pieces)
        self._longest = max(len(piece) for piece in ordered)
        self._ordered = ordered

    @classmethod
    def load(cls) -> WordPiece:
        """The vocabulary the program ships with (read once)."""
        return _load_shipped()

    @property
    def vocab_size(self) -> int:
        return len(self._ids)

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digest of all pieces in order; checkpoints record it."""
        from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, which no window needs to open

        return sha256("\n".join(self._ordered).encode()).hexdigest()[:16]

    def id_of(self, piece: str) -> int | None:
        """The id of one piece, ``None`` when the vocabulary lacks it."""
        return self._ids.get(piece)

    def encode(self, text: str) -> list[Piece]:
        """Pieces of ``text`` in order; an empty or blank text has none."""
        pieces: list[Piece] = []
        for match in _WORD.finditer(text):
            pieces.extend(self._word(match.group(), match.start()))
        return pieces

    def ids(self, text: str) -> list[int]:
        """Only the ids of ``encode``."""
        return [piece.id for piece in self.encode(text)]

    def _word(self, word: str, offset: int) -> list[Piece]:
        folded = _fold(word)
        pieces: list[Piece] = []
        start = 0
        while start < len(word):
            end, piece_id = self._longest_from(folded, start)
            if piece_id is None:
                span = (offset + start, offset + start + 1)
                pieces.extend(self._bytes(word[start], *span))
                end = start + 1
            else:
                text = word[start:end]
                pieces.append(Piece(text, offset + start, offset + end, piece_id))
            start = end
        return pieces

    def _longest_from(self, folded: str, start: int) -> tuple[int, int | None]:
        prefix = _CONTINUED if start else ""
        for end in range(min(len(folded), start + self._longest), start, -1):
            piece_id = self._ids.get(prefix + folded[start:end])
            if piece_id is not None and piece_id > NULL_ID:
                return end, piece_id
        return start, None

    def _bytes(self, character: str, start: int, end: int) -> list[Piece]:
        codes = character.encode("utf-8", errors="replace")
        return [Piece(character, start, end, self._ids.get(f"<{b:02x}>", UNK_ID)) for b in codes]


def _fold(word: str) -> str:
    """Lower case, accents off, letter by letter: positions in the text must stay what they are."""
    return "".join(_fold_letter(letter) for letter in word)


def _fold_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter.lower())[:1]
    return base if base else letter


@lru_cache(maxsize=1)
def _load_shipped() -> WordPiece:
    lines = resource_path("vocabulary", "wordpiece.txt").read_text(encoding="utf-8").splitlines()
    return WordPiece({piece: index for index, piece in enumerate(lines)})
