"""Rasters, fills and shape edits do what their words say."""

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lvit_core.annotation.edit import apply_edit
from lvit_core.annotation.edits import filling, shaping, splitting, whole
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.instances import (
    area_px,
    instances_from_probability,
    label_areas,
    without_small,
)
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.raster import line_pixels, polygon_region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

BOUNDS = Rect(0, 0, 60, 70)
PERSON = Provenance("person", "dr")


def disc(y, x, radius, shape=(60, 70)):
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    return np.hypot(rows + 0.5 - y, columns + 0.5 - x) <= radius


def work_on(labels):
    ids = [int(i) for i in np.unique(labels) if i]
    table = ObjectTable(ObjectRecord(i, "lesion", "opacity", PERSON) for i in ids)
    return Workspace(LabelPlane.from_array(labels), table, "lesion", "opacity", PERSON)


def after(work, edit):
    apply_edit(edit, work.plane, work.table)
    return work.plane.to_array()


thirds = st.integers(-60, 300).map(lambda n: n / 3)
rings = st.lists(st.tuples(thirds, thirds), min_size=3, max_size=7)


@settings(max_examples=80, deadline=None)
@given(rings)
def test_polygons_cover_the_centres_inside_them(ring):
    mask = polygon_region([ring], BOUNDS, "evenodd").fitted(BOUNDS).mask
    shape = shapely.Polygon([(x, y) for y, x in ring])
    if not shape.is_valid:
        return
    y, x = np.mgrid[:60, :70] + 0.5
    off_the_line = shapely.distance(shape.exterior, shapely.points(x, y)) > 1e-9
    assert (mask == shapely.contains_xy(shape, x, y))[off_the_line].all()


@settings(max_examples=60, deadline=None)
@given(rings, rings)
def test_polygons_that_share_an_edge_share_no_pixel(left, right):
    shared = [(5.5, 10.5), (50.5, 44.5)]
    one = polygon_region([[*shared, (20.0, 69.0)]], BOUNDS).fitted(BOUNDS).mask
    other = polygon_region([[*shared, (45.0, 0.0)]], BOUNDS).fitted(BOUNDS).mask
    assert not (one & other).any()
    for ring in (left, right):  # non-zero winding never takes less than even-odd
        wide = polygon_region([ring], BOUNDS, "nonzero").fitted(BOUNDS).mask
        assert wide[polygon_region([ring], BOUNDS, "evenodd").fitted(BOUNDS).mask].all()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(thirds, thirds), min_size=1, max_size=4))
@example([(-1 / 3, 20 / 3), (0.0, -5.0)])
def test_paths_leave_no_gap(path):
    wide = Rect(-30, -30, 110, 110)
    line = line_pixels(path, wide)
    assert label_count(line.fitted(wide).mask, diagonals=False) == 1
    for y, x in path:
        assert line.fitted(wide).mask[int(np.floor(y)) + 30, int(np.floor(x)) + 30]


def label_count(mask, diagonals):
    from scipy import ndimage

    return ndimage.label(mask, np.ones((3, 3)) if diagonals else None)[1]


def test_fill_holes_keeps_what_lies_in_them():
    labels = np.where(disc(30, 30, 20) & ~disc(30, 30, 10), 1, 0)
    labels[disc(30, 30, 3)] = 2
    work = work_on(labels)
    result = after(work, shaping.fill_holes(work, [1]))
    assert np.array_equal(result == 2, labels == 2)
    assert np.array_equal(result > 0, disc(30, 30, 20))


def test_keep_largest_piece():
    labels = np.where(disc(20, 20, 12) | disc(45, 50, 8), 1, 0)
    work = work_on(labels)
    assert np.array_equal(after(work, shaping.keep_largest(work, [1])) == 1, disc(20, 20, 12))
    assert shaping.keep_largest(work, [1]).empty


def test_smooth_removes_spikes_and_keeps_the_size():
    labels = np.where(disc(30, 30, 20), 1, 0)
    labels[30, 50:65] = labels[5:10, 30] = 1
    work = work_on(labels)
    result = after(work, shaping.smooth(work, [1], 2.0)) == 1
    assert not result[30, 55:].any() and not result[:8].any()
    assert result.sum() == pytest.approx(disc(30, 30, 20).sum(), rel=0.02)


def test_dilate_and_erode_by_a_distance_without_touching_others():
    labels = np.where(disc(30, 30, 10), 1, 0)
    labels[20:40, 42:60] = 2
    work = work_on(labels)
    grown = after(work, shaping.dilate(work, [1], 3))
    near = np.zeros((60, 70), bool)
    for y, x in np.argwhere(labels == 1):
        near |= (np.arange(60)[:, None] - y) ** 2 + (np.arange(70) - x) ** 2 <= 9
    assert np.array_equal(grown == 1, near & (labels != 2))
    assert np.array_equal(grown == 2, labels == 2)
    work = work_on(np.where(near, 1, 0))
    shrunk = after(work, shaping.erode(work, [1], 3)) == 1
    outside = np.argwhere(~near)
    for y, x in np.ndindex(60, 70):
        far = ((outside - (y, x)) ** 2).sum(axis=1).min() > 9
        assert shrunk[y, x] == far


def test_erosion_knows_the_edge_of_the_image_and_the_end_of_an_object():
    labels = np.zeros((60, 70), int)
    labels[:30], labels[50:53, 10:40] = 1, 2
    work = work_on(labels)
    result = after(work, shaping.erode(work, [1, 2], 2))
    assert (result[:28] == 1).all() and not result[28:].any()
    assert 2 not in work.table and 1 in work.table
    everything = work_on(np.ones((60, 70), int))
    assert shaping.erode(everything, [1], 2).empty


def test_fill_region_stops_at_other_labels_and_at_open_ground():
    labels = np.where(disc(30, 30, 20) & ~disc(30, 30, 15), 1, 0)
    plane = LabelPlane.from_array(labels)
    region = filling.fill_region(plane, (30.0, 30.0)).fitted(BOUNDS)
    assert np.array_equal(region.mask, disc(30, 30, 15))
    assert filling.fill_region(plane, (90.0, 30.0)).empty
    with pytest.raises(LViTError) as caught:
        filling.fill_region(LabelPlane(20000, 20000), (10000.0, 10000.0))
    assert caught.value.hint


def test_fill_grows_its_window_until_the_area_is_closed():
    labels = np.zeros((1500, 1500), np.int32)
    labels[100:1400, 100], labels[100:1400, 1399] = 1, 1
    labels[100, 100:1400], labels[1399, 100:1400] = 1, 1
    region = filling.fill_region(LabelPlane.from_array(labels), (700.0, 700.0))
    assert region.rect == Rect(101, 101, 1399, 1399) and region.mask.all()


def test_wand_counts_the_largest_channel_and_reads_only_a_window(monkeypatch):
    monkeypatch.setattr(filling, "LARGEST_WINDOW_PX", 4 * filling.FIRST_WINDOW_PX)
    asked = []

    def pixels(rect):
        asked.append(rect)
        y, x = np.mgrid[rect.y0 : rect.y1, rect.x0 : rect.x1]
        value = np.where(np.hypot(y - 10000, x - 10000) < 40, 100, 120).astype(np.uint8)
        return np.stack([value, np.full_like(value, 7), value], axis=2)

    bounds = Rect(0, 0, 20000, 20000)
    region = filling.wand_region(pixels, bounds, (10000.5, 10000.5), 19)
    assert region.area == sum(np.hypot(y, x) < 40 for y in range(-50, 51) for x in range(-50, 51))
    assert max(rect.area for rect in asked) <= filling.FIRST_WINDOW_PX**2
    region = filling.wand_region(pixels, bounds, (10000.5, 10000.5), 20)
    assert max(region.rect.height, region.rect.width) <= filling.LARGEST_WINDOW_PX
    assert filling.wand_region(pixels, bounds, (-3.0, 5.0), 20).empty


def test_wand_difference_does_not_wrap_around():
    values = np.array([[5, 250, 5]], np.uint8)
    region = filling.wand_region(lambda r: values[r.slices], Rect(0, 0, 1, 3), (0.5, 0.5), 20)
    assert region.area == 1


def test_threshold_and_otsu():
    values = np.where(disc(30, 30, 10), 40.0, 200.0) + np.arange(70) % 5
    outline = polygon_region([[(5, 5), (5, 60), (55, 60), (55, 5)]], BOUNDS)
    inside = outline.fitted(BOUNDS).mask
    read = lambda rect: values[rect.slices]  # noqa: E731
    dark = filling.threshold_region(read, outline, side="dark").fitted(BOUNDS).mask
    assert np.array_equal(dark, disc(30, 30, 10))
    bright = filling.threshold_region(read, outline, side="bright").fitted(BOUNDS).mask
    assert np.array_equal(bright, inside & ~disc(30, 30, 10))
    band = filling.threshold_region(read, outline, 41, 42).fitted(BOUNDS).mask
    assert np.array_equal(band, inside & (values >= 41) & (values <= 42))
    assert filling.otsu(np.full((3, 3), 7, np.float32)) == 7


@pytest.mark.parametrize("steps", [1, 2, 300])
def test_one_colour_is_not_divided_by_the_last_digits_of_its_grey(steps):
    """The sum of three channels differs by a digit from pixel to pixel."""
    grey = np.full((9, 9), 201.44, np.float32)
    grey[4] = 201.44 + steps * np.spacing(np.float32(201.44))
    cut = filling.otsu(grey)
    assert (grey <= cut).sum() == (81 if steps < 3 else 72)


def test_a_line_beside_or_half_way_cuts_nothing():
    work = work_on(np.where(disc(30, 30, 15), 1, 0))
    for line in ([(0.0, 30.0), (28.0, 30.0)], [(2.0, 2.0), (2.0, 60.0)], [(30.0, 30.0)]):
        with pytest.raises(LViTError):
            splitting.split_by_line(work, line)
    assert work.table.next_id == 2, "nothing was made"


def test_one_line_cuts_every_object_it_crosses():
    labels = np.where(disc(20, 20, 12), 1, 0) + np.where(disc(20, 50, 12), 2, 0)
    work = work_on(labels)
    result = after(work, splitting.split_by_line(work, [(20.0, 2.0), (20.0, 68.0)]))
    assert len(work.table) == 4 and np.array_equal(result > 0, labels > 0)
    assert len(np.unique(result[:19])) == len(np.unique(result[22:])) == 3


def test_delete_also_removes_a_record_without_pixels():
    work = work_on(np.where(disc(20, 20, 12), 1, 0))
    work.table.add(ObjectRecord(5, "lesion", "opacity", PERSON))
    edit = whole.delete(work, [1, 5, 5])
    assert not after(work, edit).any() and len(work.table) == 0
    assert edit.title == "Delete 2 objects"


def test_touching_nuclei_are_told_apart():
    shape = (200, 220)
    mask = np.zeros(shape, bool)
    centres = [(60, 60), (60, 92), (150, 60), (150, 150), (172, 174)]
    for y, x in centres:
        mask |= disc(y, x, 18, shape)
    probability = np.where(mask, 0.8, 0.1).astype(np.float32)  # 0.8 is 204 of 255 exactly
    labels = instances_from_probability(probability)
    assert labels.max() == 5 and np.array_equal(labels > 0, mask)
    assert len({labels[y, x] for y, x in centres}) == 5
    assert instances_from_probability(probability, separate=False).max() == 3
    same = instances_from_probability(np.rint(probability * 255).astype(np.uint8))
    assert np.array_equal(same, labels)
    assert instances_from_probability(np.zeros(shape, np.float32)).max() == 0


def test_a_ragged_nucleus_stays_one():
    y, x = np.mgrid[:120, :120]
    angle = np.arctan2(y - 60, x - 60)
    mask = np.hypot(y - 60, x - 60) < 30 + 2 * np.sin(9 * angle)
    assert instances_from_probability(mask.astype(np.float32)).max() == 1


def test_small_objects_are_left_out_at_native_scale():
    mask = disc(20, 20, 10) | disc(50, 60, 2)
    labels = label_areas(mask)
    assert labels.max() == 2
    kept = without_small(labels, 50)
    assert kept.max() == 1 and kept[20, 20] == 1 and kept[50, 60] == 0
    assert area_px(20.0, 0.5) == 80 and area_px(0.1, 10) == 1


def test_a_part_the_cut_does_not_touch_stays_with_the_largest_piece():
    labels = np.where(disc(30, 30, 14), 1, 0)
    labels[2:8, 48:56] = 1  # apart from the disc, nearer to the smaller side of the cut
    work = work_on(labels)
    result = after(work, splitting.split_by_line(work, [(10.0, 34.5), (50.0, 34.5)]))
    assert (result[2:8, 48:56] == 1).all() and result[30, 20] == 1
    assert result[30, 40] == 2 and np.array_equal(result > 0, labels > 0)


def test_pixels_under_the_cut_go_to_the_nearest_piece():
    labels = np.where(disc(30, 30, 14), 1, 0)
    work = work_on(labels)
    # the line turns into the small side: what lies under its end belongs there
    result = after(work, splitting.split_by_line(work, [(10.0, 34.5), (50.0, 34.5), (30.0, 42.5)]))
    assert len(np.unique(result)) >= 3 and np.array_equal(result > 0, labels > 0)
    assert result[32, 41] != 1


def test_a_border_the_network_is_unsure_of_parts_what_the_outline_does_not():
    probability = np.zeros((40, 80), np.float32)
    probability[8:32, 8:72] = 0.95  # a bar without a neck
    assert instances_from_probability(probability).max() == 1
    probability[8:32, 38:42] = 0.55  # still above the threshold everywhere
    labels = instances_from_probability(probability)
    assert labels.max() == 2
    assert labels[20, 20] != labels[20, 60]
    assert ((labels > 0) == (probability >= 0.5)).all()
