"""The table of the image in hand: as `lvit measure` tells it, measured where something changed."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import Cancelled
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.measurement import at_hand
from lvit_core.measurement.at_hand import changed_objects, measure_layer, told_at_once
from lvit_core.measurement.density import density_map
from lvit_core.measurement.objects import ImageLayer, object_rows
from lvit_core.measurement.positivity import Grading
from lvit_core.measurement.stains import DEFAULT_STAINS
from lvit_core.prompt.templates import load_template
from lvit_core.stopping import stoppable

SIDE = 600  # more than one tile


def _about(labels: np.ndarray, source: object, spacing=(0.5, 0.5), stains="hdab") -> ImageLayer:
    layer = load_template("nuclei").finding_layer
    plane = LabelPlane.from_array(labels)
    names = [one.name for one in layer.classes]
    records = {
        number: ObjectRecord(
            number, layer.name, names[number % 2], Provenance("person"), probability=None
        )
        for number in np.unique(labels[labels > 0]).tolist()
    }
    grading = Grading("dab") if stains else None
    return ImageLayer(
        layer, plane, records, source, spacing, DEFAULT_STAINS[stains] if stains else None, grading
    )


@pytest.fixture(scope="module")
def source() -> ArraySource:
    pixels = np.random.default_rng(3).integers(40, 250, (SIDE, SIDE, 3), np.uint8)
    return ArraySource(Image(pixels))


@pytest.fixture
def labels() -> np.ndarray:
    made = np.zeros((SIDE, SIDE), np.int32)
    for number in range(1, 13):
        y, x = 40 * number, 530 - 41 * number
        made[y : y + 10 + number, x : x + 14] = number
    return made


def test_columns_hold_what_the_tables_of_a_project_hold(labels: np.ndarray, source) -> None:
    about = _about(labels, source)
    table = measure_layer(about).table
    assert table.complete
    for place, row in enumerate(object_rows(about)):
        assert table.row(place) == pytest.approx(row)
    assert set(table.columns) >= {"area_um2", "dab_od_mean", "grade", "class", "nearest_um"}


def test_without_a_pixel_size_no_column_is_in_micrometres(labels: np.ndarray, source) -> None:
    columns = measure_layer(_about(labels, source, None, "")).table.columns
    assert not [name for name in columns if name.endswith(("_um", "_um2"))]
    assert "area_px" in columns and "dab_od_mean" not in columns


def test_what_needs_no_pixels_is_told_at_once(labels: np.ndarray, source) -> None:
    about = _about(labels, source)
    at_once, whole = told_at_once(about), measure_layer(about).table
    assert not at_once.complete
    for name, column in at_once.numbers.items():
        np.testing.assert_allclose(column, whole.numbers[name])
    assert at_once.texts == whole.texts


def test_only_what_was_drawn_on_is_measured_again(labels, source, monkeypatch) -> None:
    before = measure_layer(_about(labels, source))
    now = labels.copy()
    now[40:44, 489:503] = 0  # of object 1
    now[now == 5] = 0
    now[300:310, 20:30] = 40
    asked = []
    measure = at_hand.measure_object
    monkeypatch.setattr(
        at_hand, "measure_object", lambda about, n, e: asked.append(n) or measure(about, n, e)
    )
    about = _about(now, source)
    after = measure_layer(about, before)
    assert asked == [1, 40]
    for place, row in enumerate(object_rows(about)):
        assert after.table.row(place) == pytest.approx(row)
    asked.clear()
    back = measure_layer(_about(labels, source), after)  # as undo leaves it
    assert asked == [1, 5] and back.table.row(0) == pytest.approx(before.table.row(0))
    measure_layer(_about(labels, source, (0.25, 0.25)), back)
    assert len(asked) == 2 + 12  # another pixel size: every number is another one


def test_snapshots_that_share_tiles_are_not_compared(labels) -> None:
    plane = LabelPlane.from_array(labels)
    earlier = plane.snapshot()
    assert changed_objects(earlier, plane) == set()
    plane.writable_tile((0, 0, 0))[41, 490:495] = 77
    assert changed_objects(earlier, plane) == {1, 77}


def test_rows_are_sorted_with_the_unknown_last(labels, source) -> None:
    table = measure_layer(_about(labels, source)).table
    assert table.order("area_px", descending=True)[0] == 11
    assert table.ids[table.order("class")].tolist() == [
        *range(1, 12, 2), *range(2, 13, 2),
    ]  # fmt: skip
    assert table.order("class_probability").tolist() == list(range(12))


def test_measuring_stops_when_nobody_wants_it(labels, source) -> None:
    with pytest.raises(Cancelled), stoppable(lambda: True):
        measure_layer(_about(labels, source))


@pytest.mark.parametrize("image_hw", [(400, 400), (150, 900), (37, 64)])
def test_a_density_map_adds_up_and_is_even_to_the_edge(image_hw: tuple[int, int]) -> None:
    height, width = image_hw
    grid = np.mgrid[0.5:height:1, 0.5:width:1].reshape(2, -1).T  # an object on each pixel
    found = density_map(grid, image_hw, (0.5, 0.25))
    assert found.unit == "mm2" and found.objects == height * width
    np.testing.assert_allclose(found.values, 1e6 / 0.125, rtol=0.05)
    in_px = density_map(grid, image_hw, None)
    assert in_px.unit == "megapixel"
    np.testing.assert_allclose(in_px.values, 1e6, rtol=0.05)


def test_the_density_is_high_where_objects_are() -> None:
    centres = np.array([[100.0, 700.0]] * 30)
    found = density_map(centres, (800, 1000), None)
    y, x = np.unravel_index(found.values.argmax(), found.values.shape)
    assert abs(y / found.values.shape[0] - 100 / 800) < 0.02
    assert abs(x / found.values.shape[1] - 700 / 1000) < 0.02
    area = 800 * 1000 / 1e6 / found.values.size
    assert float(found.values.sum()) * area == pytest.approx(30, rel=0.02)
    assert density_map(np.zeros((0, 2)), (50, 50), None).highest == 0
