"""Objects that a network tells apart by depth: drawn ones come back, and another way agrees."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from scipy import ndimage

from lvit_core.annotation import instances, levels
from lvit_core.annotation.instances import instances_from_probability, label_areas
from lvit_core.annotation.levels import AS_THE_MODEL, Cut, Levels, cut_objects
from lvit_core.annotation.threshold import as_bytes, inside
from lvit_core.data.object_maps import object_maps

ROWS, COLUMNS = np.mgrid[:96, :112]


def disc(y, x, radius):
    return np.hypot(ROWS - y, COLUMNS - x) <= radius


def drawn(*masks):
    """Ids of masks, the later ones in front."""
    ids = np.zeros(ROWS.shape, np.int32)
    for number, mask in enumerate(masks, start=1):
        ids[mask] = number
    return ids


CASES = {
    "touching discs": drawn(disc(40, 30, 12), disc(40, 54, 12), disc(61, 42, 12)),
    "overlapping discs of one size": drawn(disc(40, 30, 12), disc(40, 46, 12)),
    "a large one and a small one": drawn(disc(45, 40, 20), disc(45, 64, 5)),
    "a ring around a disc": drawn(disc(48, 56, 30) & ~disc(48, 56, 17), disc(48, 56, 10)),
    "a ring that touches its disc": drawn(disc(48, 56, 30), disc(48, 56, 14)),
    "a clump": drawn(*(disc(30 + 15 * y, 30 + 15 * x, 8) for y in range(3) for x in range(4))),
    "at the border": drawn(disc(0, 20, 10), disc(0, 41, 10), disc(95, 111, 9), disc(50, 0, 12)),
    "one pixel": drawn(disc(40, 40, 0.5), disc(60, 60, 6)),
    "nothing": drawn(),
}
SPLITS_RINGS = {"a ring around a disc", "a ring that touches its disc"}  # a ring has no one top


def told(ids):
    """What a network that has learnt all says of drawn objects: probability and depth, bytes."""
    return as_bytes(ids > 0), as_bytes(object_maps(ids)[..., 0])


def partner_iou(found, ids):
    """For each drawn object the IoU of the found one that covers most of it."""
    values = []
    for number in range(1, ids.max() + 1):
        own = ids == number
        best = np.bincount(found[own]).argmax()
        values.append((own & (found == best)).sum() / (own | (found == best)).sum())
    return values


@pytest.mark.parametrize("name", [name for name in CASES if name not in SPLITS_RINGS])
def test_drawn_objects_come_back(name):
    ids = CASES[name]
    probability, depth = told(ids)
    found = instances_from_probability(probability, 0.5, min_area_px=1, depth=depth)
    assert found.max() == ids.max()
    np.testing.assert_array_equal(found > 0, ids > 0)
    assert all(iou > 0.85 for iou in partner_iou(found, ids))


@pytest.mark.parametrize("name", sorted(SPLITS_RINGS))
def test_a_disc_is_never_joined_to_the_ring_around_it(name):
    ids = CASES[name]
    probability, depth = told(ids)
    found = instances_from_probability(probability, 0.5, min_area_px=1, depth=depth)
    core = ids == 2
    assert len(np.unique(found[core & (depth > 60)])) == 1
    ring = (ids == 1) & (depth > 60)
    assert not set(np.unique(found[ring])) & set(np.unique(found[core & (depth > 60)]))


def test_depth_tells_apart_what_the_outline_does_not():
    """Two halves of one square: its distance to the outside has a single top."""
    ids = np.zeros((40, 40), np.int32)
    ids[10:30, 10:20], ids[10:30, 20:30] = 1, 2
    probability, depth = told(ids)
    assert instances_from_probability(probability, 0.5).max() == 1
    assert instances_from_probability(probability, 0.5, depth=depth).max() == 2


def test_what_the_mask_has_and_no_depth_speaks_of_is_one_object():
    probability = as_bytes(disc(40, 30, 8) | disc(40, 50, 6))
    found = instances_from_probability(probability, 0.5, depth=np.zeros_like(probability))
    assert found.max() == 2
    np.testing.assert_array_equal(found > 0, probability > 0)


def faint_beside_sure():
    """Three discs: sure, faint (0.6), and one that is faint at its rim only; bytes."""
    probability = np.zeros(ROWS.shape)
    probability[disc(20, 20, 8)] = 1.0
    probability[disc(60, 20, 8)] = 0.6
    probability[disc(40, 70, 12)] = 0.55
    probability[disc(40, 70, 10)] = 0.9
    return as_bytes(probability), as_bytes(object_maps(label_areas(probability > 0))[..., 0])


def test_what_the_network_hardly_believes_in_is_no_object():
    probability, depth = faint_beside_sure()
    found = instances_from_probability(probability, 0.5, depth=depth)
    np.testing.assert_array_equal(np.unique(found), [0, 1, 2])
    assert not found[disc(60, 20, 8)].any()
    assert (found[disc(40, 70, 12)] > 0).all(), "judged as a whole, the rim stays"
    as_floats = (probability / 255).astype(np.float32)
    np.testing.assert_array_equal(instances_from_probability(as_floats, 0.5, depth=depth), found)
    without = instances_from_probability(probability, 0.5)
    assert without.max() == 3, "a network that knows no objects says nothing of them"


@pytest.mark.parametrize("table", [50_000, 1])
def test_a_lower_threshold_brings_back_what_is_faint(monkeypatch, table):
    monkeypatch.setattr(levels, "_LARGEST_TABLE", table)
    probability, depth = faint_beside_sure()
    prepared = Levels(probability, 0.5, separate=True, depth=depth)
    own = instances_from_probability(probability, 0.5, depth=depth)
    np.testing.assert_array_equal(prepared.objects(0.5, 16), own)
    lower = prepared.objects(0.4, 16)
    assert lower.max() == 3 and (lower[disc(60, 20, 8)] > 0).all()
    cut = cut_objects(probability, 0.5, Cut(0.4), separate=True, min_area_px=16, depth=depth)
    np.testing.assert_array_equal(cut, lower)


def soft(seed):
    """A crowd of objects as an unsure network sees it: blurred and noisy."""
    rng = np.random.default_rng(seed)
    places = [(rng.integers(8, 88), rng.integers(8, 104), rng.integers(5, 11)) for _ in range(22)]
    ids = drawn(*(disc(*place) for place in places))
    depth = ndimage.gaussian_filter(object_maps(ids)[..., 0], 1.2)
    depth += ndimage.gaussian_filter(rng.normal(0, 0.2, depth.shape), 2)
    probability = ndimage.gaussian_filter((ids > 0).astype(float), 1.0)
    return as_bytes(probability), as_bytes(depth)


def by_flooding(probability, depth, threshold, h=0.125):
    """The same objects another way: one flood from the top down, by a heap and a forest.

    A basin that meets a higher one is joined to it unless it rises more than ``h`` over it.
    """
    mask = inside(probability, threshold)
    smooth = ndimage.gaussian_filter(depth.astype(np.float32) / 255, 1.0)
    heights = np.round(np.where(mask, smooth * (probability / 255.0), 0) * 64).astype(int)
    areas, _ = ndimage.label(mask, np.ones((3, 3)))
    for number in range(1, areas.max() + 1):
        if heights[areas == number].max() < 2 * h * 64:
            heights[areas == number] = round(2 * h * 64)
    owner = np.full(mask.shape, -1)
    parent, tops = [], []

    def root(basin):
        while parent[basin] != basin:
            basin = parent[basin]
        return basin

    steps = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]
    heap = [(-heights[y, x], y, x) for y, x in zip(*np.nonzero(mask), strict=True)]
    heapq.heapify(heap)
    while heap:
        level, y, x = heapq.heappop(heap)
        near = {
            root(owner[y + dy, x + dx])
            for dy, dx in steps
            if 0 <= y + dy < mask.shape[0] and 0 <= x + dx < mask.shape[1]
            if owner[y + dy, x + dx] >= 0
        }
        if not near:
            owner[y, x] = len(parent)
            parent.append(len(parent))
            tops.append(-level)
            continue
        best = max(near, key=lambda basin: tops[basin])
        owner[y, x] = best
        for basin in near - {best}:
            if tops[basin] + level <= round(h * 64):
                parent[basin] = best
    basins = [root(basin) for basin in range(len(parent))]
    whose = np.zeros(mask.shape, np.int32)
    whose[mask] = [1 + basins[basin] for basin in owner[mask]]
    return whose


@pytest.mark.parametrize("seed", range(4))
def test_another_way_to_flood_finds_the_same_objects(seed):
    probability, depth = soft(seed)
    found = instances_from_probability(probability, 0.5, min_area_px=1, depth=depth)
    other = by_flooding(probability, depth, 0.5)
    numbers = np.unique(other[other > 0])
    assert abs(int(found.max()) - len(numbers)) <= 1
    assert found.max() >= 8
    agreed = sum(np.bincount(found[other == number]).max() for number in numbers)
    # The tops are the same; where two floods meet on level ground their order decides.
    assert agreed / (other > 0).sum() > 0.9


def test_a_large_mask_is_divided_in_parts_into_the_same_objects(monkeypatch):
    probability, depth = soft(7)
    whole = instances_from_probability(probability, 0.5, depth=depth)
    monkeypatch.setattr(instances, "_WHOLE_PX", 1)
    monkeypatch.setattr(instances, "_PART_SIDE_PX", 32)
    parts = instances_from_probability(probability, 0.5, depth=depth)
    there = whole > 0
    np.testing.assert_array_equal(there, parts > 0)
    pairs = np.unique(np.stack((whole[there], parts[there])), axis=1)
    assert pairs.shape[1] == whole.max() == parts.max()


def test_objects_at_every_threshold_begin_with_those_of_the_model():
    probability, depth = soft(3)
    own = instances_from_probability(probability, 0.5, depth=depth)
    prepared = Levels(probability, 0.5, separate=True, depth=depth)
    np.testing.assert_array_equal(prepared.objects(0.5, 16), own)
    for cut in (AS_THE_MODEL, Cut(0.5)):
        found = cut_objects(probability, 0.5, cut, separate=True, min_area_px=16, depth=depth)
        np.testing.assert_array_equal(found, own)
    without = cut_objects(probability, 0.5, AS_THE_MODEL, separate=True, min_area_px=16)
    assert without.max() != own.max()
