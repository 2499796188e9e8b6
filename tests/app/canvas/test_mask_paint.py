"""Mask pixels against plain definitions, and a changed part against a picture made anew."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPolygonF

from app.jobs.outlines import Outlines
from app.views.canvas.mask_paint import (
    RIM,
    LabelInk,
    boundary,
    divides,
    ink_contour,
    ink_fill,
    sample_labels,
    sample_positions,
    thickened,
)
from app.views.canvas.mask_scene import DifferenceInk, LayerInk, MaskScene, ProposalInk
from app.views.canvas.mask_tiles import MaskTiles, paint_scene
from app.views.canvas.palette import MaskStyle, paint_by_object, premultiplied
from app.views.canvas.tiles import TileGrid
from lvit_core.annotation.edits import Stroke
from lvit_core.annotation.plane import LabelPlane
from lvit_core.geometry import Rect

STYLE = MaskStyle()
PAINT = paint_by_object(1024, STYLE)
SIDE = 700  # more than one tile of the plane
LATER = 1e12  # a deadline that is never reached
IDS = st.integers(0, 3)


def random_labels(seed, objects=25):
    generator = np.random.default_rng(seed)
    labels = np.zeros((SIDE, SIDE), np.int32)
    for number in range(1, objects + 1):
        y, x = generator.integers(0, SIDE, 2)
        high, wide = generator.integers(1, 160, 2)
        labels[y : y + high, x : x + wide] = number
    return labels


def layer(plane, filled=True):
    return LayerInk("lesion", plane, PAINT, filled)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 50),
    st.floats(0.03, 20),
    st.integers(-400, 900),
    st.integers(-400, 900),
)
def test_samples_are_the_ids_under_the_pixel_centres(seed, zoom, top, left):
    labels = random_labels(seed)
    rows = sample_positions(top, 90, zoom)
    columns = sample_positions(left, 70, zoom)
    found = sample_labels(LabelPlane.from_array(labels), rows, columns)
    expected = np.zeros((90, 70), np.int32)
    for i, y in enumerate(rows):
        for j, x in enumerate(columns):
            if 0 <= y < SIDE and 0 <= x < SIDE:
                expected[i, j] = labels[y, x]
    if found is None:
        assert not expected.any()
    else:
        np.testing.assert_array_equal(found, expected)


@settings(max_examples=60, deadline=None)
@given(
    arrays(np.int32, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(0, 3))
)
def test_edges_are_found_by_neighbours_in_every_shape(labels):
    """Row ends too: the pixel before the first of a row is none of its neighbours."""
    height, width = labels.shape
    edge, line, thick = (np.zeros(labels.shape, bool) for _ in range(3))
    for y, x in np.ndindex(labels.shape):
        for dy, dx in ((-1, 0), (0, -1), (1, 0), (0, 1)):
            if 0 <= y + dy < height and 0 <= x + dx < width:
                own, other = labels[y, x], labels[y + dy, x + dx]
                edge[y, x] |= own != other
                line[y, x] |= min(dy, dx) < 0 < min(own, other) and own != other
                thick[y, x] |= other == 1
        thick[y, x] |= labels[y, x] == 1
    np.testing.assert_array_equal(boundary(labels), edge)
    np.testing.assert_array_equal(divides(labels), line)
    np.testing.assert_array_equal(thickened(labels == 1), thick)
    np.testing.assert_array_equal(boundary(np.asfortranarray(labels)), edge)


def test_fill_and_contour_have_their_colours_and_stay_inside_the_object():
    labels = np.zeros((40, 40), np.int32)
    labels[10:30, 10:30] = 5
    out = np.zeros((40, 40), np.uint32)
    ink = LabelInk(np.pad(labels, 4), PAINT, True)
    ink_fill(out, ink, 4)
    ink_contour(out, ink, 4, 3)
    rim = np.zeros((40, 40), bool)
    rim[9:31, 9:31] = True
    rim[[9, 9, 30, 30], [9, 30, 9, 30]] = False
    rim[10:30, 10:30] = False
    assert (out[rim] == RIM).all()
    assert not out[(labels == 0) & ~rim].any()
    assert (out[13:27, 13:27] == PAINT.fill[5]).all()
    assert (out[10:12, 10:30] == PAINT.line[5]).all()
    assert (out[12, 13:27] == PAINT.soft[5]).all()


def test_neighbouring_objects_keep_a_line_between_them():
    labels = np.ones((20, 40), np.int32)
    labels[:, 20:] = 2
    out = np.zeros((20, 40), np.uint32)
    ink_contour(out, LabelInk(np.pad(labels, 4, mode="edge"), PAINT, True), 4, 2)
    assert (out[:, 19] == PAINT.line[1]).all()
    assert (out[:, 20] == PAINT.line[2]).all()
    assert not out[:, :15].any()


def test_colours_are_premultiplied():
    assert premultiplied(QColor(200, 100, 50), 0.5) == 0x80643219
    assert premultiplied("#ffffff", 0) == 0


def scene_of(plane, proposal=False, difference=False):
    values = np.zeros((SIDE, SIDE), np.uint8)
    values[100:300, 150:420] = 200
    ink = ProposalInk(values, 128, premultiplied("#ffaa00", 0.2), QColor("#ffaa00"), None)
    compare = DifferenceInk(0x80000080, 0x80800000, 0x20202020, 0xFF4FB0FF) if difference else None
    return MaskScene((layer(plane),), ink if proposal or difference else None, compare, 3)


def mosaic(tiles, grid):
    """All tiles of a grid as one picture."""
    picture = np.zeros(grid.size_hw, np.uint32)
    for key in grid.keys(Rect(0, 0, *grid.size_hw)):
        tile, late = tiles.tile(grid, key, LATER)
        assert not late
        if tile.buffer is not None:
            picture[grid.rect(key).slices] = tile.buffer
    return picture


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 30),
    st.sampled_from([0.11, 0.37, 1.0, 1.7, 3.0]),
    st.booleans(),
    st.booleans(),
    st.lists(
        st.tuples(
            st.integers(0, SIDE - 1),
            st.integers(0, SIDE - 1),
            st.integers(1, 200),
            st.integers(1, 200),
            st.integers(0, 40),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_changed_rectangles_give_the_picture_that_is_made_anew(
    seed, zoom, proposal, difference, changes
):
    labels = random_labels(seed)
    grid = TileGrid((SIDE, SIDE), zoom)
    tiles = MaskTiles()
    tiles.cache.set_zoom(zoom)
    tiles.set_scene(scene_of(LabelPlane.from_array(labels), proposal, difference))
    mosaic(tiles, grid)
    for y, x, high, wide, value in changes:
        rect = Rect(y, x, y + high, x + wide).intersect(Rect(0, 0, SIDE, SIDE))
        labels[rect.slices] = value
        tiles.adopt_scene(scene_of(LabelPlane.from_array(labels), proposal, difference))
        tiles.invalidate(rect)
    fresh = MaskTiles()
    fresh.cache.set_zoom(zoom)
    fresh.set_scene(scene_of(LabelPlane.from_array(labels), proposal, difference))
    np.testing.assert_array_equal(mosaic(tiles, grid), mosaic(fresh, grid))


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from((0.3, 1.0, 1.7)),
    st.sampled_from((3.0, 40.0, 200.0)),
    st.lists(st.tuples(st.integers(-90, 90), st.integers(-90, 90)), min_size=2, max_size=12),
    st.integers(1, 4),
)
def test_a_stroke_gives_the_picture_that_is_made_anew(zoom, radius, steps, moves_a_frame):
    plane = LabelPlane.from_array(random_labels(3))
    grid, tiles = TileGrid((SIDE, SIDE), zoom), MaskTiles()
    tiles.cache.set_zoom(zoom)
    tiles.set_scene(scene_of(plane))
    mosaic(tiles, grid)
    stroke, at = Stroke(plane, radius, 41), np.array((350.3, 340.7))
    for number, step in enumerate(steps):
        at += step
        before = plane.to_array()
        parts = stroke.follow(tuple(at))
        for y, x in np.argwhere(before != plane.to_array())[::97]:
            assert any(part.contains(y, x) for part in parts)
        tiles.invalidate(*parts)
        if number % moves_a_frame == 0:
            mosaic(tiles, grid)
    tiles.invalidate(*stroke.settle())
    fresh = MaskTiles()
    fresh.cache.set_zoom(zoom)
    fresh.set_scene(scene_of(plane))
    np.testing.assert_array_equal(mosaic(tiles, grid), mosaic(fresh, grid))


def proposed(y, x, outlined=True):
    """A proposal of one square, with its outline or a plain contour."""
    values = np.zeros((SIDE, SIDE), np.uint8)
    values[y : y + 120, x : x + 90] = 200
    corners = [QPointF(cx, cy) for cy in (y, y + 120) for cx in (x, x + 90)]
    boxes = np.array([[y, x, y + 120, x + 90]], np.float64)
    lines = Outlines((QPolygonF(corners),), boxes) if outlined else None
    return ProposalInk(values, 128, premultiplied("#ffaa00", 0.2), QColor("#ffaa00"), lines)


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from((0.4, 1.0, 1.7)),
    st.lists(
        st.one_of(
            st.sampled_from(["none", "difference", "filled", "other colours", "stroke"]),
            st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1), st.booleans()),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_scenes_in_any_order_give_the_picture_that_is_made_anew(zoom, order):
    plane = LabelPlane.from_array(random_labels(5, objects=6))
    grid, tiles, scene = TileGrid((SIDE, SIDE), zoom), MaskTiles(), scene_of(plane)
    tiles.cache.set_zoom(zoom)
    tiles.set_scene(scene)
    paints = itertools.cycle([paint_by_object(1024, MaskStyle(opacity=0.7)), PAINT])
    for what in order:
        one = scene.layers[0]
        if what == "stroke":
            tiles.invalidate(*Stroke(plane, 30, 41).extend([(300.0, 200.0), (320.0, 380.0)]))
            continue
        if what == "none":
            scene = replace(scene, proposal=None, difference=None)
        elif what == "difference":
            scene = scene_of(plane, difference=True)
        elif what == "filled":
            scene = replace(scene, layers=(replace(one, filled=not one.filled),))
        elif what == "other colours":
            scene = replace(scene, layers=(replace(one, paint=next(paints)),))
        else:
            scene = replace(scene, proposal=proposed(*what), difference=None)
        tiles.set_scene(scene)
        mosaic(tiles, grid)
    fresh = MaskTiles()
    fresh.cache.set_zoom(zoom)
    fresh.set_scene(scene)
    np.testing.assert_array_equal(mosaic(tiles, grid), mosaic(fresh, grid))


def test_a_tile_that_no_proposal_reaches_is_not_made_again():
    plane, grid = LabelPlane.from_array(random_labels(5)), TileGrid((SIDE, SIDE), 1)
    tiles = MaskTiles()
    tiles.cache.set_zoom(1)
    made = []
    for y, x in ((10, 10), (40, 30), (300, 300)):
        tiles.set_scene(replace(scene_of(plane), proposal=proposed(y, x)))
        before = dict(tiles.cache.tiles)
        mosaic(tiles, grid)
        made.append({key for key, tile in tiles.cache.tiles.items() if tile is not before.get(key)})
    assert made == [set(grid.keys(Rect(0, 0, SIDE, SIDE))), {(0, 0)}, {(0, 0), (1, 1)}]


def test_a_frame_without_time_lacks_no_tile_but_those_that_a_proposal_reaches():
    """It was shown in half: tiles with a faint probability, or none, took the time of the frame."""
    plane, grid = LabelPlane.from_array(random_labels(5)), TileGrid((SIDE, SIDE), 1)
    tiles = MaskTiles()
    tiles.cache.set_zoom(1)
    tiles.set_scene(scene_of(plane))
    mosaic(tiles, grid)
    haze = proposed(300, 300)
    haze.values[haze.values == 0] = 100
    tiles.set_scene(replace(scene_of(plane), proposal=haze))
    assert haze.reach == Rect(300, 300, 420, 390)
    every = grid.keys(Rect(0, 0, SIDE, SIDE))
    assert {key for key in every if tiles.tile(grid, key, deadline_s=0.0)[1]} == {(1, 1)}
    fresh = MaskTiles()
    fresh.cache.set_zoom(1)
    fresh.set_scene(tiles.scene)
    np.testing.assert_array_equal(mosaic(tiles, grid), mosaic(fresh, grid))


def test_tiles_join_without_seams():
    plane = LabelPlane.from_array(random_labels(8))
    tiles = MaskTiles()
    tiles.cache.set_zoom(1.0)
    tiles.set_scene(scene_of(plane))
    grid = TileGrid((SIDE, SIDE), 1.0)
    whole = paint_scene(scene_of(plane), Rect(0, 0, SIDE, SIDE), 1.0)
    np.testing.assert_array_equal(mosaic(tiles, grid), whole)


def test_difference_tells_person_proposal_and_both_apart():
    plane = LabelPlane(SIDE, SIDE)
    labels = np.zeros((SIDE, SIDE), np.int32)
    labels[50:200, 250:600] = 1
    plane = LabelPlane.from_array(labels)
    scene = scene_of(plane, difference=True)
    picture = paint_scene(scene, Rect(0, 0, SIDE, SIDE), 1.0)
    assert picture[150, 350] == scene.difference.both
    assert picture[80, 350] == scene.difference.person
    assert picture[250, 200] == scene.difference.proposal
    assert picture[400, 50] == 0


@pytest.mark.parametrize("zoom", [0.5, 2.0])
def test_nothing_drawn_costs_no_memory(zoom):
    tiles = MaskTiles()
    tiles.cache.set_zoom(zoom)
    tiles.set_scene(MaskScene((layer(LabelPlane(SIDE, SIDE)),), None, None, 3))
    mosaic(tiles, TileGrid((SIDE, SIDE), zoom))
    assert tiles.cache.nbytes < 50_000
