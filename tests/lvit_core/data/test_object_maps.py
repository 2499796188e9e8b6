"""Drawn objects, and what a view of them teaches."""

import numpy as np
import pytest

from lvit_core.annotation.geometry import REACH_PX
from lvit_core.data.augment import GeometryRanges, draw_crop
from lvit_core.data.object_maps import object_maps, view_of_maps
from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.data.warp import IDENTITY, sample_nearest

ROWS, COLUMNS = np.mgrid[:64, :64]


def disc(y, x, radius):
    return (ROWS - y) ** 2 + (COLUMNS - x) ** 2 <= radius**2


def test_a_disc_is_deepest_in_its_middle_and_points_there():
    maps = object_maps(7 * disc(30, 20, 8))
    assert maps[30, 20].tolist() == [1, 0, 0, 1]
    assert maps[26, 23, 1:3].tolist() == [4, -3]
    assert 0 < maps[22, 20, 0] < 0.2
    assert not maps[..., :3][~disc(30, 20, 8)].any()


def test_touching_objects_have_a_border_between_them():
    ids = np.zeros((20, 40), np.uint16)
    ids[5:15, 5:20], ids[5:15, 20:35] = 3, 60000
    maps = object_maps(ids)
    assert maps[10, 19, 0] == maps[10, 20, 0] == 0.2
    assert maps[10, 19, 2] == -7 and maps[10, 20, 2] == 7


@pytest.mark.parametrize("ids", [np.ones((5, 5), int), np.eye(1, dtype=int), np.zeros((3, 4), int)])
def test_the_edge_of_the_picture_is_no_border(ids):
    maps = object_maps(ids)
    assert np.array_equal(maps[..., 0], ids.astype(float))


def test_an_object_cut_by_the_picture_is_deepest_at_its_edge():
    depth = object_maps(disc(0, 30, 9).astype(int))[..., 0]
    assert depth[0, 30] == depth.max() == 1.0


@pytest.mark.parametrize("seed", range(4))
def test_every_pixel_of_a_view_points_to_the_middle_that_the_view_shows(seed):
    """Turned, mirrored and zoomed, at another resolution than the image's."""
    ids = disc(26, 22, 7) + 2 * disc(40, 34, 6).astype(int)
    maps = object_maps(np.kron(ids, np.ones((2, 2), int)))
    ranges = GeometryRanges(True, True, True, rotation_deg=40.0, zoom=1.3)
    warp = draw_crop((64, 64), 48, None, "nuclei", ranges, np.random.default_rng(seed))
    seen = view_of_maps(maps, warp, 48).numpy()
    whose = sample_nearest(np.kron(ids, np.ones((2, 2)))[..., None], warp, 48)[0].numpy()
    for number in (1, 2):
        y, x = np.nonzero(whose == number)
        if y.size < 80 or {0, 47} & {*y, *x}:
            continue  # cut by the view: its middle is that of the whole object
        to_y, to_x = y + REACH_PX * seen[1, y, x], x + REACH_PX * seen[2, y, x]
        assert np.abs(to_y - y.mean()).max() < 1.2 and np.abs(to_x - x.mean()).max() < 1.2
        assert seen[0, y, x].max() > 0.8


def test_what_nobody_told_apart_is_unknown_and_so_is_what_lies_beyond_the_picture():
    def read():
        return np.zeros((16, 16, 3), np.uint8)

    reader = SampleReader(InputSettings("tiles", 24))
    unknown = Sample("a", read)
    known = Sample("b", read, read_instances=lambda: np.eye(16, dtype=np.uint16))
    assert not reader.objects_view(unknown, IDENTITY).any()
    crop = draw_crop(
        (16, 16), 24, None, "nuclei", GeometryRanges(False, False), np.random.default_rng(0)
    )
    seen = reader.objects_view(known, crop).numpy()
    assert seen[3].sum() == 16 * 16 and seen[3, 4:20, 4:20].all()
    assert seen[0].sum() == 16
