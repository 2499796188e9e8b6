"""Accepting proposals: whole, by object, inside a lasso; human work is never changed."""

from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.edit import apply_edit
from lvit_core.annotation.edits.proposals import (
    accept_instances,
    copy_from,
    proposed_object,
)
from lvit_core.annotation.edits.stroke import paint
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.raster import polygon_region
from lvit_core.errors import LViTError

SHAPE = (600, 640)
PERSON = Provenance("person", "dr", "", "", "2030")
OLD = Provenance("model", "dr", "gen-1", "old sentence", "2030")
NEW = Provenance("model", "dr", "gen-2", "new sentence", "2031")


def disc(y, x, radius):
    rows, columns = np.mgrid[: SHAPE[0], : SHAPE[1]]
    return np.hypot(rows + 0.5 - y, columns + 0.5 - x) <= radius


def half_of(mask, row):
    """What of it lies above a row."""
    return mask & (np.mgrid[: SHAPE[0], : SHAPE[1]][0] < row)


def numbered(*masks):
    labels = np.zeros(SHAPE, np.int32)
    for number, mask in enumerate(masks, start=1):
        labels[mask] = number
    return labels


def work_with(labels, *sources, author=NEW, state="labeled"):
    records = [
        ObjectRecord(i, "lesion", "opacity", source, state)
        for i, source in enumerate(sources, start=1)
    ]
    return Workspace(
        LabelPlane.from_array(labels), ObjectTable(records), "lesion", "opacity", author
    )


def accepted(work, *arguments, **options):
    apply_edit(accept_instances(work, *arguments, **options), work.plane, work.table)
    return work.plane.to_array()


def test_a_new_proposal_replaces_an_untouched_old_one_but_nothing_human():
    human, old = disc(100, 100, 40), disc(500, 500, 50)
    work = work_with(numbered(human, old), PERSON, OLD)
    wanted = numbered(disc(110, 145, 40), disc(300, 300, 30))
    after = accepted(work, wanted)
    assert np.array_equal(after == 1, human)
    assert 2 not in work.table and not after[old].any()
    assert np.array_equal(after > 1, (wanted > 0) & ~human)
    assert {r.provenance for r in work.table if r.id > 1} == {NEW}


def test_what_a_person_corrected_is_human_from_then_on():
    work = work_with(numbered(disc(300, 300, 50)), OLD)
    mine = Workspace(work.plane, work.table, "lesion", "opacity", PERSON)
    apply_edit(paint(mine, [(300.0, 360.0)], 12, 1), work.plane, work.table)
    before = work.plane.to_array()
    after = accepted(work, numbered(disc(300, 300, 20), disc(100, 100, 20)))
    assert np.array_equal(after == 1, before == 1)
    assert work.table.get(1).provenance.generation == "gen-1"


@pytest.mark.parametrize("source", [PERSON, Provenance("import")])
def test_whole_objects_leave_out_what_is_mostly_human(source):
    human = disc(100, 100, 20)
    work = work_with(numbered(human), source)
    wanted = numbered(disc(100, 103, 22), disc(100, 140, 25), disc(300, 300, 20))
    after = accepted(work, wanted, whole_objects=True)
    assert np.array_equal(after == 1, human)
    assert not after[(wanted == 1) & ~human].any(), "no rim around a corrected nucleus"
    assert len(work.table) == 3
    assert after[100, 150] and after[300, 300]


@pytest.mark.parametrize(
    ("human", "taken"),
    [
        (disc(100, 100, 36), False),  # a ring would be left
        (disc(104, 106, 38), False),  # a crescent
        (disc(100, 100, 45), False),  # nothing
        (disc(100, 100, 24), True),  # a ring of more than half of it
        (half_of(disc(100, 100, 40), 106), True),  # most of it, but not what lies further below
        (half_of(disc(100, 100, 40), 130), False),
    ],
    ids=["ring", "crescent", "all", "core", "part", "nearly all"],
)
def test_of_an_area_that_people_drew_no_rim_becomes_an_area(human, taken):
    area, other = disc(100, 100, 40), disc(300, 300, 30)
    work = work_with(numbered(human), PERSON)
    after = accepted(work, numbered(area, other))
    assert np.array_equal(after > 1, other | (area & ~human if taken else np.zeros(SHAPE, bool)))
    assert np.array_equal(after == 1, human) and len(work.table) == 2 + taken


def test_by_object_replaces_only_the_old_objects_it_covers():
    old = numbered(disc(100, 100, 20), disc(100, 150, 20), disc(300, 300, 20))
    work = work_with(old, OLD, OLD, OLD)
    wanted = numbered(disc(103, 100, 22), disc(300, 305, 20), disc(500, 500, 9))
    region = proposed_object(wanted, (103.2, 99.9))
    after = accepted(work, wanted, region, whole_objects=True)
    assert sorted(r.id for r in work.table) == [2, 3, 4]
    assert np.array_equal(after == 4, wanted == 1)
    assert not after[old == 1][wanted[old == 1] != 1].any(), "the rest of the old one is gone"
    assert np.array_equal(after == 3, old == 3)
    assert proposed_object(wanted, (599.0, 2.0)).empty
    assert proposed_object(wanted, (600.0, 2.0)).empty


def test_a_lasso_cuts_areas_and_takes_nuclei_as_a_whole():
    wanted = numbered(disc(300, 300, 60), disc(300, 440, 40))
    lasso = polygon_region(
        [[(200, 200), (200, 450), (400, 450), (400, 200)]], LabelPlane(*SHAPE).bounds()
    )
    inside = lasso.fitted(LabelPlane(*SHAPE).bounds()).mask
    cut = accepted(work_with(numbered()), wanted, lasso)
    assert np.array_equal(cut > 0, (wanted > 0) & inside)
    whole = accepted(work_with(numbered()), wanted, lasso, whole_objects=True)
    assert np.array_equal(whole > 0, wanted > 0), "both lie mostly inside"
    narrow = polygon_region(
        [[(200, 200), (200, 430), (400, 430), (400, 200)]], LabelPlane(*SHAPE).bounds()
    )
    whole = accepted(work_with(numbered()), wanted, narrow, whole_objects=True)
    assert np.array_equal(whole > 0, wanted == 1)


def test_pixels_without_a_record_are_treated_as_human():
    work = work_with(numbered(disc(300, 300, 50)))
    after = accepted(work, numbered(disc(300, 330, 50)))
    assert np.array_equal(after == 1, disc(300, 300, 50))


def test_a_proposal_of_another_size_is_refused():
    with pytest.raises(LViTError) as caught:
        accept_instances(work_with(numbered()), np.zeros((10, 10), np.int32))
    assert caught.value.hint


def test_copies_fill_background_only_and_get_new_ids():
    other = work_with(numbered(disc(100, 100, 40), disc(400, 400, 40)), OLD, OLD)
    work = work_with(numbered(disc(100, 150, 40)), PERSON, author=PERSON)
    apply_edit(copy_from(work, other), work.plane, work.table)
    after = work.plane.to_array()
    assert np.array_equal(after == 1, disc(100, 150, 40))
    assert np.array_equal(after == 2, disc(100, 100, 40) & ~disc(100, 150, 40))
    assert work.table.get(2).provenance == replace(OLD, edited_by=PERSON.person)
    assert work.table.get(2).human, "a copy is a person's decision: no prediction may change it"
    only = work_with(numbered(), author=PERSON)
    apply_edit(copy_from(only, other, [2, 77]), only.plane, only.table)
    assert np.array_equal(only.plane.to_array() > 0, disc(400, 400, 40))
    for nothing in (work_with(numbered()), Workspace(LabelPlane(5, 5), ObjectTable(), "", "", OLD)):
        with pytest.raises(LViTError) as caught:
            copy_from(work, nothing)
        assert caught.value.hint
