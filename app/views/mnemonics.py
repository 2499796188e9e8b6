"""One letter of each menu entry is underlined, so that menus can be walked without a mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction


def give_mnemonics(entries: Sequence[QAction]) -> None:
    """No two entries of one menu get the same letter, as long as letters last."""
    named = [entry for entry in entries if entry.text()]
    for entry, place in zip(named, letters([entry.text() for entry in named]), strict=True):
        if place is not None:
            title = entry.text()
            entry.setText(f"{title[:place]}&{title[place:]}")


def letters(titles: Sequence[str]) -> list[int | None]:
    """The place of each title's own letter; beginnings of words come first.

    An entry that finds all of its letters taken makes another one change, so that as many as
    possible have one (a matching by augmenting paths).
    """
    owner: dict[str, int] = {}
    places: list[int | None] = [None] * len(titles)

    wishes = [_wishes(title) for title in titles]

    def settle(number: int, asked: set[str]) -> bool:
        for place in wishes[number]:
            letter = titles[number][place].lower()
            if letter in asked:
                continue
            asked.add(letter)
            if letter not in owner or settle(owner[letter], asked):
                owner[letter] = number
                places[number] = place
                return True
        return False

    for number in range(len(titles)):
        settle(number, set())
    return places


def _wishes(title: str) -> list[int]:
    starts = [n for n in range(len(title)) if n == 0 or title[n - 1] == " "]
    wished = dict.fromkeys((*starts, *range(len(title))))
    return [place for place in wished if title[place].isalpha()]
