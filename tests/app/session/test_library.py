"""The cached list: what it counts is what counting all its records gives."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from app.session.library import Library
from lvit_core.data.roles import count_roles, role_of
from lvit_core.project.list_order import (
    FOUND_NOTHING,
    LABELED,
    PROPOSED,
    UNSURE,
    ListOrder,
    Ordered,
    presumed,
)
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


def ids(listed: Ordered) -> list[int]:
    return [one.id for one in listed.images]


def test_counts_follow_every_change(qapp):
    library = Library()
    library.fill(Ordered.of(record(number) for number in range(50)))
    for _ in range(100):
        library.update(record(dice.randrange(60)))
        found = Counter(one.state for one in library.images)
        assert library.counts() == {state: found[state] for state in ImageState}
    library.fill(Ordered.of([*library.images, record(100)]))
    assert sum(library.counts().values()) == 51


def test_a_list_that_was_read_is_taken_as_it_is(qapp):
    """The interface thread looks at none of its images: it did at all 100,000, three times."""
    listed = ListOrder().of("name", [record(number) for number in range(50)], {})
    library = Library()
    library.fill(listed)
    assert library.images is listed.images and library.rows is listed.rows
    assert [library.row(one) for one in ids(listed)] == list(range(50))
    assert library.row(51) == -1 and library.get(51) is None and 51 not in library.rows


def test_a_list_that_is_shown_is_put_in_order_with_its_changes(qapp):
    order, library, needs = ListOrder(), Library(), {3: Need(UNSURE, 0.5, "")}
    library.fill(order.of("need", [record(number) for number in range(60)], needs))
    for kind in ("need", "name", "random") * 8:
        for _ in range(dice.randrange(4)):
            state, missing = dice.choice(list(ImageState)), dice.random() < 0.3
            known = library.images[dice.randrange(60)]
            library.update(replace(known, state=state, missing=missing))
        anew = ListOrder().of(kind, list(library.images), needs)
        library.reorder(order.of(kind, library.images, needs))
        assert library.images == anew.images
        assert library.counts() == {state: anew.counts[state] for state in ImageState}
    library.update(replace(library.images[5], name="another.png"))
    names = [one.name for one in order.of("name", library.images, needs).images]
    assert names == [one.name for one in ListOrder().of("name", library.images, needs).images]


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
    needs = {number: Need(dice.randrange(11), dice.random(), "") for number in range(0, 200, 3)}
    order = ListOrder()
    place = {one.id: row for row, one in enumerate(order.of("name", records, {}).images)}

    def plain(one: ImageRecord) -> tuple[int, float, int]:
        need = needs.get(one.id) or presumed(one)
        return need.rank, -need.severity, place[one.id]

    assert order.of("need", records, needs).images == sorted(records, key=plain)


def test_a_list_is_ordered_anew_when_a_name_or_an_image_is_another_one():
    order, records = ListOrder(), [record(number) for number in range(20)]

    def by_name(images: list[ImageRecord]) -> list[ImageRecord]:
        found = order.of("name", images, {})
        assert [found.rows.get(one.id) for one in found.images] == list(range(len(images)))
        assert found.counts == Counter(one.state for one in images)
        return found.images

    first = by_name(records)
    assert by_name(list(reversed(records))) == first
    renamed = [replace(one, name=f"{99 - one.id}.png") for one in records]
    assert [one.id for one in by_name(renamed)] == sorted(range(20), reverse=True)
    assert by_name(records[5:]) == [one for one in first if one in records[5:]]
    assert by_name(records) == first


def test_what_is_remembered_of_a_list_follows_its_records():
    order, records = ListOrder(), [record(number) for number in range(60)]
    needs: dict[int, Need] = {}
    for round_number in range(40):
        for _ in range(dice.randrange(4)):
            at = dice.randrange(len(records))
            state, missing = dice.choice(list(ImageState)), dice.random() < 0.3
            records[at] = replace(records[at], state=state, missing=missing)
        if round_number % 7 == 0:
            needs[dice.randrange(70)] = Need(dice.randrange(11), dice.random(), "")
        known = order.of("need", records, needs)
        anew = ListOrder().of("need", records, needs)
        assert known.images == anew.images and known.counts == anew.counts
        assert [known.rows.get(one) for one in ids(anew)] == list(range(60))
        records = list(known.images)


def test_at_random_what_is_found_comes_first_and_stays_where_it_is():
    records = [
        replace(record(number), state=ImageState.UNLABELED, missing=False) for number in range(200)
    ]
    records[:20] = [replace(one, state=ImageState.LABELED) for one in records[:20]]
    ranks = dict(enumerate([LABELED] * 20 + [UNSURE, FOUND_NOTHING, PROPOSED] * 60))
    needs = {number: Need(rank, dice.random(), "") for number, rank in ranks.items()}
    order = ListOrder()
    found = order.of("random", records, needs)
    groups = [
        0 if ranks[i] in (UNSURE, PROPOSED) else 1 if ranks[i] != LABELED else 2 for i in ids(found)
    ]
    assert groups == [0] * 120 + [1] * 60 + [2] * 20
    assert [i for i in ids(found) if i >= 20] != sorted(i for i in ids(found) if i >= 20)
    # How much a model doubts moves no row, and neither does another name or another list.
    calmer = {number: replace(need, severity=0.5) for number, need in needs.items()}
    renamed = [replace(one, name=f"{one.id}.png") for one in reversed(records)]
    assert ids(ListOrder().of("random", renamed, calmer)) == ids(found)
    late = [one.id for one in order.of("random", records[100:], needs).images]
    assert late == [one for one in ids(found) if one >= 100]
    # Chance: half of the first half are of the second half of the ids.
    assert 20 < sum(one >= 110 for one in ids(found)[:60]) < 40


def test_at_random_one_of_the_first_five_labels_is_held_out():
    plain = [
        replace(record(n), state=ImageState.UNLABELED, missing=False, split="train")
        for n in range(60)
    ]
    order = ListOrder()
    usual = ids(order.of("random", plain, {}))
    for at in (2, 40):  # where the only one that is held out stands
        records = [replace(one, split="holdout") if one.id == usual[at] else one for one in plain]
        now = ids(ListOrder().of("random", records, {}))
        assert now.index(usual[at]) == min(at, 4)
        assert [one for one in now if one != usual[at]] == [
            one for one in usual if one != usual[at]
        ]
    # Two labels are there by now, and none of them judges: the fifth will.
    done = [
        replace(one, state=ImageState.LABELED) if one.id in usual[:2] else one for one in records
    ]
    assert ids(ListOrder().of("random", done, {}))[2] == usual[40]
    # With five labels, or with one that judges, nothing is put forward any more.
    many = [
        replace(one, state=ImageState.LABELED) if one.id in usual[:5] else one for one in records
    ]
    assert ids(ListOrder().of("random", many, {}))[:3] == usual[5:8]
    judged = [
        replace(one, state=ImageState.LABELED, split="holdout") if one.id == usual[0] else one
        for one in records
    ]
    assert ids(ListOrder().of("random", judged, {}))[:3] == usual[1:4]
