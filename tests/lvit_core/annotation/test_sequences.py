"""Any sequence of edits can be undone to the bit, and keeps plane and table in step."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvit_core.annotation.edit import Edit, apply_edit
from lvit_core.annotation.edits import areas, filling, proposals, shaping, splitting, stroke, whole
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.patch import MaskPatch
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.raster import polygon_region
from lvit_core.annotation.regions import object_region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

SIDE = 540  # just over one tile, so that objects lie across tile borders
PERSON = Provenance("person", "dr", "", "", "2030-01-01T00:00:00+00:00")
MODEL = Provenance("model", "dr", "gen-3", "one nucleus", "2030-01-01T00:00:00+00:00")

numbers = st.integers(440, SIDE + 6)
spots = st.tuples(numbers, numbers).map(lambda p: (p[0] + 0.5, p[1] + 0.25))
picks = st.integers(0, 1000)
KINDS = [
    "brush",
    "new",
    "protected",
    "erase",
    "lasso",
    "cut",
    "fill",
    "wand",
    "holes",
    "largest",
    "smooth",
    "dilate",
    "erode",
    "move",
    "delete",
    "relabel",
    "merge",
    "line",
    "seeds",
    "accept",
    "inside",
    "copy",
]
steps = st.tuples(st.sampled_from(KINDS), spots, spots, spots, picks, st.integers(1, 30))


def workspace(plane, table, author=PERSON):
    return Workspace(plane, table, "nuclei", "nucleus", author)


def proposed(first, second, size):
    y, x = np.ogrid[:SIDE, :SIDE]
    labels = np.zeros((SIDE, SIDE), np.int32)
    for number, (cy, cx) in enumerate((first, second), start=1):
        labels[(y - cy) ** 2 + (x - cx) ** 2 <= size**2] = number
    return labels


def chosen(table, pick):
    ids = [record.id for record in table]
    return ids[pick % len(ids)] if ids else 0


def shading(rect):
    y, x = np.mgrid[rect.y0 : rect.y1, rect.x0 : rect.x1]
    return (y // 16 * 7 + x // 16 * 5).astype(np.uint16)


def make(step, work):
    """The edit of one step; None when it does not apply to what is there."""
    kind, a, b, c, pick, size = step
    one, other = chosen(work.table, pick), chosen(work.table, pick // 7 + 1)
    region = polygon_region([[a, b, c]], work.plane.bounds())
    model = Workspace(work.plane, work.table, work.layer, work.class_name, MODEL)

    def lookalike():
        found = workspace(LabelPlane.from_array(proposed(a, b, size)), ObjectTable())
        for number in (1, 2):
            if object_region(found.plane, number).area:
                found.table.add(ObjectRecord(number, "nuclei", "other", PERSON))
        return found

    options = {
        "brush": lambda: stroke.paint(work, [a, b], size, one or work.table.new_id()),
        "new": lambda: stroke.paint(work, [a, b, c], size, work.table.new_id()),
        "protected": lambda: stroke.paint(
            work, [a, b], size, one or 999, stroke.StrokeLimits(over=(0, one or 999))
        ),
        "erase": lambda: stroke.paint(work, [a, b], size, 0),
        "lasso": lambda: areas.add_area(work, region, one, protect_others=bool(pick % 2)),
        "cut": lambda: areas.subtract_area(work, region, one if pick % 2 else 0),
        "fill": lambda: areas.add_area(
            work, filling.fill_region(work.plane, a), one, protect_others=False
        ),
        "wand": lambda: areas.add_area(
            work, filling.wand_region(shading, work.plane.bounds(), a, size), 0
        ),
        "holes": lambda: shaping.fill_holes(work, [one]),
        "largest": lambda: shaping.keep_largest(work, [one, other]),
        "smooth": lambda: shaping.smooth(work, [one], size / 4),
        "dilate": lambda: shaping.dilate(work, [one, other], size / 4),
        "erode": lambda: shaping.erode(work, [one], size / 4),
        "move": lambda: whole.move(work, one, int(b[0] - a[0]), int(b[1] - a[1])),
        "delete": lambda: whole.delete(work, [one, other]),
        "relabel": lambda: whole.relabel(work, [one], f"class {pick % 3}"),
        "merge": lambda: whole.merge(work, [one, other]),
        "line": lambda: splitting.split_by_line(work, [a, b]),
        "seeds": lambda: splitting.split_by_seeds(work, a, b),
        "accept": lambda: proposals.accept_instances(
            model, proposed(a, b, size), whole_objects=bool(pick % 2)
        ),
        "inside": lambda: proposals.accept_instances(
            model, proposed(a, b, size), region, whole_objects=bool(pick % 2)
        ),
        "copy": lambda: proposals.copy_from(work, lookalike()),
    }
    try:
        return options[kind]()
    except LViTError as error:
        assert error.hint
        return None


def scene():
    """A ring with a ragged edge, an object of two parts, touching objects, one not yet accepted."""
    y, x = np.mgrid[:SIDE, :SIDE]
    labels = np.zeros((SIDE, SIDE), np.int32)
    from_ring = np.hypot(y - 475, x - 475)
    labels[(from_ring < 22 + 3 * np.sin(x)) & (from_ring > 9)] = 1
    labels[500:512, 450:480], labels[515:519, 452:458] = 2, 2
    labels[505:530, 500:515], labels[505:530, 515:535] = 3, 4
    labels[450:470, 510:538] = 5
    records = [ObjectRecord(i, "nuclei", "nucleus", PERSON) for i in range(1, 5)]
    machine = ObjectRecord(5, "nuclei", "nucleus", MODEL, "machine")
    return LabelPlane.from_array(labels), ObjectTable([*records, machine])


def in_step(plane, table):
    """Ids in the plane, in the table and in the extents are the same, and the extents are true."""
    there = plane.to_array()
    rows_drawn, columns_drawn = np.nonzero(there)
    drawn = there[rows_drawn, columns_drawn]
    ids = set(np.unique(drawn).tolist())
    assert ids == {record.id for record in table} == set(plane.extents)
    for object_id in ids:
        extent = plane.extents.get(object_id)
        own = drawn == object_id
        rows, columns = rows_drawn[own], columns_drawn[own]
        assert extent.area == rows.size
        assert extent.centroid_yx == pytest.approx((rows.mean() + 0.5, columns.mean() + 0.5))
        box = extent.box
        assert box.y0 <= rows.min() and rows.max() < box.y1
        assert box.x0 <= columns.min() and columns.max() < box.x1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=5, max_size=14))
def test_any_sequence_is_undone_to_the_bit_and_redone(sequence):
    plane, table = scene()
    in_step(plane, table)  # builds the extents, which must follow from here on
    states, edits, ever = [(plane.copy(), table.copy())], [], {1, 2, 3, 4, 5}
    for step in sequence:
        floor = table.next_id
        edit = make(step, workspace(plane, table))
        assert plane.equals(states[-1][0]) and table == states[-1][1], "an edit is pure"
        if edit is None or edit.empty:
            continue
        born = {c.id for c in edit.objects if c.before is None}
        assert not born & ever, "an id is never used twice"
        assert all(i >= floor for i in born)
        ever |= born
        edit = Edit.from_bytes(edit.to_bytes())
        apply_edit(edit, plane, table)
        in_step(plane, table)
        edits.append(edit)
        states.append((plane.copy(), table.copy()))
    highest = table.next_id
    for at in range(len(edits) - 1, -1, -1):
        apply_edit(edits[at].inverse(), plane, table)
        assert plane.equals(states[at][0]) and table == states[at][1]
        in_step(plane, table)
    for edit, (after, records) in zip(edits, states[1:], strict=True):
        apply_edit(edit, plane, table)
        assert plane.equals(after) and table == records
    assert table.next_id >= highest, "undo gives no id back"


inner = st.tuples(st.integers(470, 520), st.integers(470, 520)).map(
    lambda p: (p[0] + 0.5, p[1] + 0.25)
)


@settings(max_examples=80, deadline=None)
@given(inner, inner, st.integers(3, 30), st.floats(0, 3.1), st.integers(0, 3), st.booleans())
def test_split_then_merge_restores(a, b, size, angle, holes, by_seeds):
    plane, table = LabelPlane(SIDE, SIDE), ObjectTable()
    work = workspace(plane, table)
    apply_edit(stroke.paint(work, [a, b], size, table.new_id()), plane, table)
    for number in range(holes):  # ragged objects: bites and holes along the way
        apply_edit(stroke.paint(work, [(a[0] + 5 * number, b[1])], 2, 0), plane, table)
    original = plane.copy()
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    far = 120 * np.sin(angle), 120 * np.cos(angle)
    line = [(middle[0] + sign * far[0], middle[1] + sign * far[1]) for sign in (-1, 1)]
    if by_seeds and a != b and plane.value_at(*a) and plane.value_at(*b):
        edit = splitting.split_by_seeds(work, a, b)
    else:
        edit = splitting.split_by_line(work, line)
    apply_edit(edit, plane, table)
    in_step(plane, table)
    assert np.array_equal(plane.to_array() > 0, original.to_array() > 0)
    pieces = sorted(record.id for record in table)
    sizes = [plane.extents.area(i) for i in pieces]
    assert len(pieces) > 1
    assert sizes[0] == max(sizes), "the largest keeps the id"
    apply_edit(whole.merge(work, pieces), plane, table)
    assert plane.equals(original)
    assert [record.id for record in table] == [1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=0, max_size=6), spots, spots, st.integers(2, 60), st.booleans())
def test_accepting_never_changes_human_work(sequence, a, b, size, whole_objects):
    plane, table = scene()
    for step in sequence:
        edit = make(step, workspace(plane, table))
        if edit is not None:
            apply_edit(edit, plane, table)
    human = [record for record in table if record.human]
    before = plane.to_array()
    model = workspace(plane, table, MODEL)
    edit = proposals.accept_instances(model, proposed(a, b, size), whole_objects=whole_objects)
    apply_edit(edit, plane, table)
    after = plane.to_array()
    held = np.isin(before, [record.id for record in human])
    assert np.array_equal(before[held], after[held])
    assert [table.get(record.id) for record in human] == human
    fresh = [record for record in table if record.id not in before]
    assert all(record.provenance == MODEL and record.state == "labeled" for record in fresh)
    taken, wanted = np.isin(after, [record.id for record in fresh]), proposed(a, b, size)
    assert not (taken & (held | (wanted == 0))).any()
    if not whole_objects:
        for number in np.unique(wanted[wanted > 0]):
            area = wanted == number
            rest = area & ~held
            covered = 2 * np.count_nonzero(area & held) > np.count_nonzero(area)
            assert np.array_equal(taken & area, rest) or (covered and not (taken & area).any())


@pytest.mark.hostile
@pytest.mark.parametrize("cut", [0, 3, 12, -1])
def test_damaged_bytes_are_refused(cut):
    plane, table = LabelPlane(600, 600), ObjectTable()
    edit = stroke.paint(workspace(plane, table), [(5.0, 5.0), (590.0, 580.0)], 9, table.new_id())
    data = edit.to_bytes()
    with pytest.raises(LViTError):
        Edit.from_bytes(data[:cut])
    with pytest.raises(LViTError):
        Edit.from_bytes(data + b"x")
    with pytest.raises(LViTError):
        MaskPatch.from_bytes(data)
    newer = bytearray(data)
    newer[4] += 1
    with pytest.raises(LViTError, match="newer"):
        Edit.from_bytes(bytes(newer))


@pytest.mark.hostile
def test_a_damaged_tile_is_refused_before_anything_else_breaks():
    plane = LabelPlane(600, 600)
    patch = stroke.paint(workspace(plane, ObjectTable()), [(5.0, 5.0), (90.0, 80.0)], 9, 1).patch
    data = bytearray(patch.to_bytes())
    data[-3] ^= 0xFF
    with pytest.raises(LViTError):
        MaskPatch.from_bytes(bytes(data)).apply(plane)


def test_an_edit_that_does_not_fit_changes_nothing():
    plane, table = LabelPlane(60, 60), ObjectTable()
    edit = stroke.paint(workspace(plane, table), [(30.0, 30.0)], 9, table.new_id())
    apply_edit(edit, plane, table)
    before = plane.copy()
    with pytest.raises(ValueError, match="not what the change expects"):
        apply_edit(edit, plane, table)
    assert plane.equals(before) and len(table) == 1


def test_a_thousand_undo_steps_stay_small():
    rng = np.random.default_rng(0)
    plane, table = LabelPlane(4096, 4096), ObjectTable()
    size = 0
    for _ in range(100):
        path = np.cumsum(rng.normal(0, 25, (30, 2)), axis=0) + rng.integers(500, 3500, 2)
        work = workspace(plane, table)
        edit = stroke.paint(work, path.tolist(), rng.uniform(3, 200), table.new_id())
        apply_edit(edit, plane, table)
        size += edit.nbytes
    assert size < 10e6  # bytes for a hundred, so 100 MB for a thousand
    assert plane.read(Rect(0, 0, 4096, 4096)).any()
