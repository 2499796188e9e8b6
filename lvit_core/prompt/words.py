"""How much of a sentence the network reads: models keep a fixed number of text vectors."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Counting = Literal["pieces", "words"]

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_", re.UNICODE)


@dataclass(frozen=True)
class WordMeter:
    """``reached`` of ``total`` units are read; the model has room for ``limit``.

    ``cut_at`` is the position in the text from where on nothing is read (``None``: all is read);
    ``asked`` is the text that was measured.
    """

    reached: int
    total: int
    limit: int
    cut_at: int | None
    asked: str = ""

    @property
    def cut(self) -> bool:
        return self.cut_at is not None


USUAL_TOKENS = 32  # of a model that says nothing else, and while none is in force


def words_reaching(
    text: str, tokens_limit: int = USUAL_TOKENS, counting: Counting = "pieces"
) -> WordMeter:
    """Measures a sentence against a model's number of text vectors.

    Args:
        tokens_limit: The model's L (10 for the paper's checkpoints, 32 by default).
        counting: What one vector stands for: a WordPiece of the embedded encoder, or a word or
            sign as the reference averages BERT's pieces.
    """
    starts: list[int] = []
    if text and counting == "pieces":
        from lvit_core.prompt.wordpiece import WordPiece  # noqa: PLC0415 - reads the vocabulary

        starts = [piece.start for piece in WordPiece.load().encode(text)]
    elif text:
        starts = [match.start() for match in _WORD.finditer(text)]
    cut_at = starts[tokens_limit] if len(starts) > tokens_limit else None
    return WordMeter(min(len(starts), tokens_limit), len(starts), tokens_limit, cut_at, text)


def as_typed(meter: WordMeter, typed: str) -> WordMeter:
    """The same measure with ``cut_at`` as a position in what was typed instead of ``asked``.

    Typing may leave out or put elsewhere what the network is asked, so this is where the first
    word that is not read stands last; the end of the text where it was not typed at all.
    """
    if meter.cut_at is None or meter.asked == typed:
        return meter
    word = _WORD.match(meter.asked, meter.cut_at)
    place = typed.lower().rfind(word.group().lower()) if word else -1
    return replace(meter, cut_at=place if place >= 0 else len(typed))
