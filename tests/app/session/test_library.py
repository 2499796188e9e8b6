"""The cached list: what it counts is what counting all its records gives."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from app.session.library import Library
from lvit_core.data.roles import count_roles, role_of
from lvit_core.project.list_order import ListOrder, presumed
from lvit_core.project.records import ImageRecord, ImageState, Need

dice = random.Random(3)


def record(number: int) -> ImageRecord:
    name = f"{dice.choice(['film', 'Film-b'])}{dice.randrange(200)}.png"
    sentence = dice.choice(["", " ", "Left lung."])
    state, split = dice.choice(list(ImageState)), dice.choice(["train", "holdout"])
    missing, proposal = dice.random() < 0.2, dice.random() < 0.5
    return ImageRecord(
        number, name, name, "", 16, 16, 1, None, None, "", dice.choice(["a", "b"]), sentence,
        state, split, missing, proposal, "", "",
    )  # fmt: skip


def test_counts_follow_every_change(qapp):
    library = Library()
    library.fill([record(number) for number in range(50)])
    for _ in range(100):
        library.update(record(dice.randrange(60)))
        found = Counter(one.state for one in library.images)
        assert library.counts() == {state: found[state] for state in ImageState}
    library.append([record(100), record(3)])
    assert sum(library.counts().values()) == 51


def test_roles_are_counted_as_one_by_one():
    records = [record(number) for number in range(300)]
    roles = [role_of(one, "a") for one in records]
    found = count_roles(records, "a")
    assert (found.labeled, found.unlabeled, found.holdout) == tuple(
        roles.count(role) for role in ("labeled", "unlabeled", "judging")
    )
    spoken = [
        r for r, role in zip(records, roles, strict=True) if role == "unlabeled" and r.sentence
    ]
    assert found.with_sentence == len(spoken)


def test_need_comes_first_and_name_second():
    records = [record(number) for number in range(200)]
    needs = {number: Need(dice.randrange(10), dice.random(), "") for number in range(0, 200, 3)}
    order = ListOrder()
    place = {one.id: row for row, one in enumerate(order.by_name(records))}

    def plain(one: ImageRecord) -> tuple[int, float, int]:
        need = needs.get(one.id) or presumed(one)
        return need.rank, -need.severity, place[one.id]

    assert order.by_need(records, needs) == sorted(records, key=plain)


def test_a_list_is_ordered_anew_when_a_name_or_an_image_is_another_one():
    order, records = ListOrder(), [record(number) for number in range(20)]
    first = order.by_name(records)
    assert order.by_name(list(reversed(records))) == first
    renamed = [replace(one, name=f"{99 - one.id}.png") for one in records]
    assert [one.id for one in order.by_name(renamed)] == sorted(range(20), reverse=True)
    assert order.by_name(records[5:]) == [one for one in first if one in records[5:]]
    assert order.by_name(records) == first
