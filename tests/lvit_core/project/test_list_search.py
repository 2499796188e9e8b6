"""Texts are searched all at once; what is found is what searching them one by one finds."""

from __future__ import annotations

import random

from lvit_core.project.list_search import SEARCHED, Texts
from lvit_core.project.records import ImageRecord, ImageState

dice = random.Random(4)


def record(number: int) -> ImageRecord:
    name, sentence, reason, group = (
        "".join(dice.choices("aB İß\0.", k=dice.randrange(6))) for _ in range(4)
    )
    return ImageRecord(
        number, name, name, "", 16, 16, 1, None, None, group, "a", sentence,
        ImageState.UNLABELED, "train", False, False, reason, "",
    )  # fmt: skip


def test_every_word_is_found_wherever_it_stands():
    for size in (0, 1, 7, 200):
        records = [record(number) for number in range(size)]
        texts = Texts(records)
        for words in ([], ["a"], ["b", "a"], ["ab"], ["ß"], ["i̇"], ["aa", "b."], ["nothing"]):
            wanted = [
                place
                for place, one in enumerate(records)
                if all(any(w in getattr(one, what).lower() for what in SEARCHED) for w in words)
            ]
            assert texts.holding(words).tolist() == wanted
