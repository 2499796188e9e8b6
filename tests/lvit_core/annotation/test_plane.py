"""The plane is one array seen through tiles, and its extents are what the array says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvit_core.annotation.components import summaries
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.patch import MaskPatch, PatchBuilder
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.regions import NOWHERE, Region, object_region
from lvit_core.geometry import Rect

HEIGHT, WIDTH = 700, 1100
PERSON = Provenance("person", "dr")

corners = st.tuples(st.integers(-60, 760), st.integers(-60, 1160))
sizes = st.tuples(st.integers(0, 700), st.integers(0, 700))
writes = st.tuples(corners, sizes, st.integers(0, 5), st.integers(0, 2))


def rect_of(corner, size):
    return Rect(*corner, corner[0] + size[0], corner[1] + size[1])


def reference_write(array, rect, value, kind):
    """The same write on a plain array, pixel by pixel rules instead of tiles."""
    where = pattern(rect, kind)
    inside = rect.intersect(Rect(0, 0, *array.shape))
    if inside.empty:
        return
    part = where[inside.moved(-rect.y0, -rect.x0).slices]
    array[inside.slices][part] = value


def pattern(rect, kind):
    y, x = np.ogrid[: rect.height, : rect.width]
    return [y + x >= 0, (y // 9 + x // 7) % 2 == 0, (y * x) % 11 == 0][kind]


@settings(max_examples=40, deadline=None)
@given(st.lists(writes, min_size=1, max_size=6), st.booleans(), corners, sizes)
def test_builder_writes_what_an_array_would_hold(sequence, live, corner, size):
    plane, array = LabelPlane(HEIGHT, WIDTH), np.zeros((HEIGHT, WIDTH), np.int32)
    assert len(plane.extents) == 0
    for at, extent, value, kind in sequence:
        rect = rect_of(at, extent)
        before = plane.copy()
        builder = PatchBuilder(plane, live=live)
        builder.write(rect, value, None if kind == 0 else pattern(rect, kind))
        reference_write(array, rect, value, kind)
        view = rect_of(corner, size)
        padded = np.zeros((view.height, view.width), np.int32)
        inside = view.intersect(plane.bounds())
        if not inside.empty:
            padded[inside.moved(-view.y0, -view.x0).slices] = array[inside.slices]
        assert np.array_equal(builder.read(view), padded)
        patch = builder.finish()
        if not live:
            assert plane.equals(before)
            patch.apply(plane)
        assert np.array_equal(plane.to_array(), array)
        assert patch.empty == np.array_equal(before.to_array(), array)
        if not patch.empty:
            changed = np.argwhere(before.to_array() != array)
            rect = patch.rect
            assert (rect.y0, rect.x0) == tuple(changed.min(axis=0))
            assert (rect.y1 - 1, rect.x1 - 1) == tuple(changed.max(axis=0))
        again = before.copy()
        MaskPatch.from_bytes(patch.to_bytes()).apply(again)
        assert again.equals(plane)
        again.extents  # noqa: B018 - built here, so that the next line must follow
        patch.revert(again)
        assert again.equals(before)
        assert set(again.extents) == set(np.unique(before.to_array()).tolist()) - {0}
    assert plane.equals(LabelPlane.from_array(array))
    for object_id in plane.extents:
        assert plane.extents.area(object_id) == (array == object_id).sum()


def test_cancel_restores_live_writes_and_forgets_others():
    plane = LabelPlane(HEIGHT, WIDTH)
    for live in (True, False):
        builder = PatchBuilder(plane, live=live)
        builder.write(Rect(500, 500, 600, 600), 3)
        assert bool(plane.value_at(550, 550)) is live
        rect = builder.cancel()
        assert rect.contains(500, 500) and rect.contains(599, 599)
        assert not list(plane.tiles())
        assert builder.finish().empty


def test_tiles_are_full_size_with_zeros_outside():
    plane = LabelPlane(HEIGHT, WIDTH)
    plane.set_tile((0, 1, 2), np.full((TILE_PX, TILE_PX), 4, np.int64))
    ((index, tile),) = plane.tiles()
    assert index == (0, 1, 2) and tile.shape == (TILE_PX, TILE_PX) and tile.dtype == np.int32
    assert (tile > 0).sum() == (HEIGHT - 512) * (WIDTH - 1024) == plane.extents.area(4)
    with pytest.raises(ValueError, match="read-only"):
        plane.tile((0, 1, 2))[0, 0] = 1
    plane.set_tile((0, 1, 2), None)
    assert plane.tile((0, 1, 2)) is None and len(plane.extents) == 0
    plane.set_tile((0, 0, 0), np.zeros((TILE_PX, TILE_PX)))
    assert not list(plane.tiles())
    with pytest.raises(ValueError, match="outside"):
        plane.set_tile((0, 2, 0), None)
    with pytest.raises(ValueError, match="outside"):
        plane.set_tile((1, 0, 0), None)
    with pytest.raises(ValueError, match="512"):
        plane.set_tile((0, 0, 0), np.zeros((5, 5)))


def test_values_are_asked_in_image_coordinates():
    plane = LabelPlane.from_array(np.arange(12).reshape(3, 4))
    assert plane.value_at(0.99, 1.0) == 1 and plane.value_at(2.5, 3.999) == 11
    assert plane.value_at(-0.01, 0) == plane.value_at(3.0, 0) == plane.value_at(0, 4) == 0


@pytest.mark.parametrize(
    "array",
    [np.zeros((2, 2, 2), int), np.zeros((2, 2)), np.full((2, 2), -1), np.full((2, 2), 2**31)],
)
def test_only_planes_of_ids_are_taken(array):
    with pytest.raises(ValueError, match=r"expected|must lie"):
        LabelPlane.from_array(array)


def test_a_plane_needs_pixels():
    with pytest.raises(ValueError, match="at least one"):
        LabelPlane(0, 5)


def test_object_region_tightens_its_box():
    plane = LabelPlane(HEIGHT, WIDTH)
    builder = PatchBuilder(plane)
    builder.write(Rect(400, 400, 600, 700), 9)
    builder.finish()
    plane.extents  # noqa: B018
    builder.write(Rect(400, 400, 600, 650), 0)
    builder.finish()
    assert plane.extents.box(9) == Rect(400, 400, 600, 700)
    region = object_region(plane, 9)
    assert region.rect == plane.extents.box(9) == Rect(400, 650, 600, 700)
    assert region.mask.all() and region.area == plane.extents.area(9)
    assert object_region(plane, 10) is NOWHERE and object_region(plane, 0) is NOWHERE
    with pytest.raises(ValueError, match="does not fill"):
        Region(Rect(0, 0, 2, 2), np.zeros((3, 3), bool))


def test_the_list_of_objects_needs_no_pixels():
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    labels[10:20, 30:40], labels[500:530, 500:520] = 1, 2
    plane = LabelPlane.from_array(labels)
    table = ObjectTable(ObjectRecord(i, "nuclei", "nucleus", PERSON) for i in (1, 2, 3))
    first, second = summaries(plane, table, (0.5, 0.25))
    assert (first.area_px, first.centroid_yx, first.area_mm2) == (100, (15.0, 35.0), 12.5)
    assert (second.record.id, second.box) == (2, Rect(500, 500, 530, 520))
    assert next(summaries(plane, table)).area_mm2 is None


def record(object_id, name="nucleus"):
    return ObjectRecord(object_id, "nuclei", name, PERSON)


def test_ids_only_grow():
    table = ObjectTable([record(7)], next_id=3)
    assert table.new_id() == 8
    table.remove(7)
    assert table.new_id() == 9
    table.reserve(4)
    assert table.next_id == 10
    table.add(record(20))
    assert table.copy().next_id == 21
    with pytest.raises(ValueError, match="taken"):
        table.add(record(20))
    with pytest.raises(ValueError, match="taken"):
        table.add(record(0))


def test_changes_are_all_or_none():
    table = ObjectTable([record(1)])
    good = ObjectChange(None, record(2))
    for bad in (
        ObjectChange(None, record(1)),
        ObjectChange(record(3), None),
        ObjectChange(record(1, "other"), record(1)),
        ObjectChange(None, record(2)),
    ):
        with pytest.raises(ValueError, match="not what the change expects"):
            table.apply((good, bad))
        assert [r.id for r in table] == [1] and table.next_id == 2
    table.apply(
        (good, ObjectChange(record(2), record(2, "renamed")), ObjectChange(record(1), None))
    )
    assert [r.class_name for r in table] == ["renamed"] and table.next_id == 3
    with pytest.raises(ValueError, match="before or after"):
        ObjectChange(None, None)
    with pytest.raises(ValueError, match="keeps the id"):
        ObjectChange(record(1), record(2))


def test_a_persons_touch_is_recorded_once():
    model = Provenance("model", "", "gen-2", "text", "2030")
    later = Provenance("person", "other", "", "", "2031")
    machine = ObjectRecord(1, "nuclei", "nucleus", model, "machine")
    touched = machine.touched_by(later)
    assert not machine.human and touched.human and touched.state == "labeled"
    assert touched.provenance == Provenance("model", "other", "gen-2", "text", "2030", "other")
    assert touched.touched_by(later) is touched
    assert touched.touched_by(PERSON).provenance.edited_by == PERSON.person
    imported = ObjectRecord(1, "nuclei", "nucleus", Provenance("import"))
    assert imported.human and imported.touched_by(later).provenance.origin == "import"
    drawn = ObjectRecord(1, "nuclei", "nucleus", later)
    assert drawn.touched_by(later) is drawn, "who drew it need not be told as an editor"
    assert ObjectRecord.from_dict(touched.to_dict()) == touched


def test_what_older_data_call_corrected_is_the_models():
    old = {"origin": "person", "person": "ann", "generation": "gen-2", "sentence": "s"}
    assert Provenance.from_dict(old) == Provenance("model", "ann", "gen-2", "s", "", "ann")
    assert Provenance.from_dict(old | {"generation": ""}) == Provenance("person", "ann", "", "s")
    drawn = old | {"edited_by": None}
    assert Provenance.from_dict(drawn).origin == "person", "newer data say it themselves"
