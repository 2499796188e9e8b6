"""The cache keeps its bound, forgets the oldest, and never eats its own image's tiles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lvit_core.inference.feature_cache import ByteCache


def test_least_recently_used_goes_first():
    cache = ByteCache(30)
    for name in "abc":
        assert cache.put(name, 0, name, 10)
    cache.get("a", 0)
    assert cache.put("d", 0, "d", 10)
    assert cache.get("b", 0) is None
    assert [cache.get(n, 0) for n in "acd"] == ["a", "c", "d"]


def test_an_image_larger_than_the_budget_keeps_its_first_tiles():
    cache = ByteCache(30)
    cache.put("old", 0, "x", 10)
    kept = [cache.put("big", tile, tile, 10) for tile in range(6)]
    assert kept == [True, True, True, False, False, False]
    assert [cache.get("big", t) for t in range(3)] == [0, 1, 2]


def test_the_spared_owner_stays():
    cache = ByteCache(20)
    cache.put("current", 0, 1, 10)
    cache.put("old", 0, 2, 10)
    assert cache.put("next", 0, 3, 10, spared="current")
    assert not cache.put("next", 1, 3, 10, spared="current")
    assert cache.get("current", 0) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 40)), max_size=60))
def test_bound_holds_and_bytes_are_counted(entries):
    cache = ByteCache(60)
    sizes = {}
    for owner, key, size in entries:
        sizes.pop((owner, key), None)
        if cache.put(owner, key, size, size):
            sizes[owner, key] = size
        sizes = {k: v for k, v in sizes.items() if cache.contains(*k)}
        assert cache.nbytes == sum(sizes.values()) <= 60
        assert len(cache) == len(sizes)
