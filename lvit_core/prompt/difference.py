"""What a draft would change in the typed sentence, word by word, for showing before taking it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_WORD = re.compile(r"\w+|[^\w\s]", re.UNICODE)

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Span:
    """``text`` of one kind; ``start`` and ``end`` are positions in the text it comes from.

    That is the first text for ``same`` and ``removed``, the second one for ``added``.
    """

    kind: Kind
    text: str
    start: int
    end: int


def difference(before: str, after: str) -> tuple[Span, ...]:
    """The way from one sentence to another; case alone and spacing make no difference."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - for drafts: the window opens before

    old = [(m.group(), *m.span()) for m in _WORD.finditer(before)]
    new = [(m.group(), *m.span()) for m in _WORD.finditer(after)]
    matcher = SequenceMatcher(
        None, [word.lower() for word, *_ in old], [word.lower() for word, *_ in new], False
    )
    spans: list[Span] = []
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if i1 > i0:
            kind: Kind = "same" if tag == "equal" else "removed"
            spans.append(_span(kind, before, old[i0][1], old[i1 - 1][2]))
        if tag != "equal" and j1 > j0:
            spans.append(_span("added", after, new[j0][1], new[j1 - 1][2]))
    return tuple(spans)


def same_words(before: str, after: str) -> bool:
    """Whether two sentences differ at most in case, spacing and the full stop."""
    return all(
        span.kind == "same" or not any(c.isalnum() for c in span.text)
        for span in difference(before, after)
    )


def _span(kind: Kind, text: str, start: int, end: int) -> Span:
    return Span(kind, text[start:end], start, end)
