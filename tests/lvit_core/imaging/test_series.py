"""Stacks of slices: what is missing, doubled, tilted or of another direction is told, by place."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path

import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.data import get_testdata_file

from lvit_core.imaging.readers import probe
from lvit_core.imaging.series import SlicePlace, series_remarks
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)


def axial(z: float, *, y: float = 0.0, series: str = "1.2", acquisition: int = 1) -> SlicePlace:
    return SlicePlace(series, acquisition, AXIAL, (0.0, y, z))


def stack(places: list[SlicePlace]) -> list[tuple[str, SlicePlace]]:
    return [(f"s{number}", place) for number, place in enumerate(places)]


def test_an_even_stack_in_any_order_says_nothing() -> None:
    slices = stack([axial(5.0 * number) for number in range(8)])
    random.Random(1).shuffle(slices)
    assert series_remarks(slices) == []
    assert series_remarks([]) == series_remarks(slices[:1]) == series_remarks(slices[:2]) == []


@given(st.integers(2, 5), st.floats(0.3, 10), st.integers(0, 999))
def test_a_missing_slice_is_found_wherever_it_is(missing: int, step: float, seed: int) -> None:
    slices = stack([axial(step * number) for number in range(8)])
    del slices[missing]
    random.Random(seed).shuffle(slices)
    (told,) = series_remarks(slices)
    assert f"Between s{missing - 1} and s{missing + 1}" in told
    assert f"{step:.4g} mm are missing" in told


def test_doubled_slices_and_acquisitions_are_told_apart() -> None:
    once = [axial(5.0 * number) for number in range(4)]
    (told,) = series_remarks(stack([*once, once[2]]))
    assert "s2 and s4 lie at the same place" in told
    (told,) = series_remarks(stack([*once, once[2], once[3]]))
    assert "of other pairs, 1 too" in told
    twice = [replace(one, acquisition=2) for one in once]
    (told,) = series_remarks(stack(once + twice))
    assert "2 acquisitions of the same places" in told
    assert series_remarks(stack(once + [replace(one, series="9") for one in once])) == []


def test_many_gaps_are_counted() -> None:
    told = series_remarks(stack([axial(float(n)) for n in range(60) if n % 6]))
    assert len(told) == 4 and "9 gaps in all" in told[-1]


def test_directions_are_stacks_of_their_own() -> None:
    coronal = [SlicePlace("1.2", 1, CORONAL, (0.0, 4.0 * n, 0.0)) for n in range(3)]
    slices = stack([*(axial(5.0 * n) for n in range(4)), *coronal])
    (told,) = series_remarks(slices)
    assert "2 directions (4, 3 of them)" in told


@pytest.mark.parametrize(("angle", "told"), [(0.0, False), (0.5, False), (12.0, True)])
def test_a_tilted_gantry_is_told(angle: float, *, told: bool) -> None:
    shift = math.tan(math.radians(angle))
    remarks = series_remarks(stack([axial(5.0 * n, y=5.0 * n * shift) for n in range(6)]))
    assert bool(remarks) == told
    if told:
        assert "tilted by 12.0 degrees" in remarks[0]


def test_a_folder_of_slices_tells_what_it_lacks(tmp_path: Path) -> None:
    folder = tmp_path / "series"
    folder.mkdir()
    made = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    assert probe(get_testdata_file("CT_small.dcm")).place is not None
    first = made.pixel_array
    for number in (0, 1, 2, 4, 5):
        made.ImagePositionPatient = [-158.0, -179.0, -75.0 + 5 * number]
        made.SOPInstanceUID = made.file_meta.MediaStorageSOPInstanceUID = f"1.2.3.{number + 1}"
        made.PixelData = (first + number).tobytes()
        made.save_as(folder / f"IM{number}")
    settings = ProjectSettings("p", "chest-xray", "viewer")
    with Project.create(tmp_path / "p", settings, seed="s") as project:
        report = project.images.add([folder])
        assert len(report.added) == 5
        assert [line for line in report.remarks if "Between IM2 and IM4 5 mm are missing" in line]
