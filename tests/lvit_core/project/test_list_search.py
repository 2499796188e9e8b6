"""Texts are searched all at once; what is found is what searching them one by one finds."""

from __future__ import annotations

import random

import pytest

from lvit_core.project import list_search
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
        texts, now = Texts(records), list(records)
        for place in dice.sample(range(size), size // 2):
            now[place] = record(place)
        replaced = {place: one for place, one in enumerate(now) if one is not records[place]}
        later = texts.with_records(replaced)
        for words in ([], ["a"], ["b", "a"], ["ab"], ["ß"], ["i̇"], ["aa", "b."], ["nothing"]):
            assert texts.holding(words).tolist() == one_by_one(records, words)
            assert later.holding(words).tolist() == one_by_one(now, words)


def one_by_one(records: list[ImageRecord], words: list[str]) -> list[bool]:
    return [
        all(any(w in getattr(one, what).lower() for what in SEARCHED) for w in words)
        for one in records
    ]


def test_a_change_does_not_join_all_texts_again(monkeypatch):
    """That took a tenth of a second of the window's time after each stroke, for 100,000 images."""
    records = [record(number) for number in range(3000)]
    texts = Texts(records)
    texts.prepare()
    monkeypatch.setattr(list_search, "_joined", lambda *_: pytest.fail("joined again"))
    for place in range(500):
        records[place] = record(place)
        texts.put(place, records[place])
    assert texts.holding(["a"]).tolist() == one_by_one(records, ["a"])


def test_many_changes_are_joined_once():
    records = [record(number) for number in range(3000)]
    texts = Texts(list(records))
    for place in range(0, 3000, 2):
        records[place] = record(place)
        texts.put(place, records[place])
    assert texts.holding(["b"]).tolist() == one_by_one(records, ["b"])
    assert len(texts._replaced) < 1000
