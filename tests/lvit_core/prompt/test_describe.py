"""Drafted sentences: against an independent reading of real masks, and rule by rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.prompt.describe import describe
from lvit_core.prompt.organ.areas import find_areas, smallest_px
from lvit_core.prompt.organ.zones import lung_zones
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from tests.lvit_core.prompt.brute_force import read


def test_drafts_agree_with_a_brute_force_reading_of_real_lesions(
    chest: Template, shared_data: Path
) -> None:
    folder = shared_data / "cxr_lesions"
    paths = sorted((folder / "masks_lesion").glob("*.png"))
    assert len(paths) == 30
    differing = []
    for path in paths:
        with Image.open(path) as lesion, Image.open(folder / "masks_lung" / path.name) as lung:
            mask, lungs = np.asarray(lesion) > 0, np.asarray(lung) > 0
        count, zones = read(mask, lungs)
        drafted = describe(mask, chest, lungs)
        sentence = drafted.sentence
        found = {side: list(levels) for side, levels in sentence.zones.items()}
        if (sentence.areas, found) != (count, zones):
            differing.append((path.name, sentence.canonical, count, zones))
        sides = sum(bool(levels) for levels in zones.values())
        assert sentence.laterality == ("bilateral" if sides == 2 else "unilateral")
        assert not sentence.complaints
        assert parse(sentence.canonical, chest).finding == sentence.finding
        assert sum(len(area.zones) for area in drafted.areas) == count
    assert not differing


def lungs_100() -> np.ndarray:
    """Two lungs of a 100 x 100 image: rows 10 to 69, so thirds are 10-29, 30-49, 50-69."""
    lungs = np.zeros((100, 100), np.uint8)
    lungs[10:70, 10:40] = 1
    lungs[10:70, 60:90] = 1
    return lungs


def blank() -> np.ndarray:
    return np.zeros((100, 100), np.uint8)


def test_a_zone_needs_a_tenth_of_the_component(chest: Template) -> None:
    mask = blank()
    mask[20:30, 20:29] = 1  # 90 pixels above the border of the upper third
    mask[30, 20:29] = 1  # 9 of 99 below it: less than a tenth
    assert describe(mask, chest, lungs_100()).finding.zones["left"] == ("upper",)
    mask[30, 29] = 1  # 10 of 100
    assert describe(mask, chest, lungs_100()).finding.zones["left"] == ("upper", "middle")


def test_the_smallest_component_is_a_thousandth_of_the_image(chest: Template) -> None:
    mask = blank()
    mask[20, 20:29] = 1  # 9 of 10,000 pixels
    assert describe(mask, chest, lungs_100()).sentence.canonical == "No pulmonary infection."
    mask[20, 29] = 1
    assert describe(mask, chest, lungs_100()).finding.areas == 1
    assert smallest_px((100, 100), mm2=2.0, spacing_mm=(0.5, 0.5)) == 8
    assert describe(mask, chest, lungs_100(), smallest=11).finding.areas == 0


def test_components_touch_over_corners(chest: Template) -> None:
    mask = blank()
    mask[20:25, 20:25] = 1
    mask[25:30, 25:30] = 1
    assert describe(mask, chest, lungs_100()).finding.areas == 1
    mask[25, 25] = 0
    assert describe(mask, chest, lungs_100()).finding.areas == 2


def test_the_side_is_the_lungs_even_across_the_middle_of_the_image(chest: Template) -> None:
    lungs = blank()
    lungs[10:70, 30:60] = 1  # the picture's left lung reaches over column 50
    lungs[10:70, 65:95] = 1
    mask = blank()
    mask[12:20, 52:59] = 1
    assert describe(mask, chest, lungs).finding.sides == ("left",)
    outside = blank()
    outside[2:8, 55:61] = 1  # touches no lung, left of the lungs' midline at 62.5
    assert describe(outside, chest, lungs).finding.zones == {"left": ("upper",), "right": ()}
    assert describe(outside, chest).finding.sides == ("right",)  # without lungs: the image's


def test_thirds_are_of_that_lung_and_reach_beyond_its_box(chest: Template) -> None:
    lungs = blank()
    lungs[10:40, 10:40] = 1
    lungs[40:100, 60:90] = 1
    mask = blank()
    mask[31:39, 12:30] = 1  # lower third of the short left lung
    mask[42:58, 62:80] = 1  # upper third of the right one
    zones = describe(mask, chest, lungs).finding.zones
    assert zones == {"left": ("lower",), "right": ("upper",)}
    high = blank()
    high[0:9, 15:30] = 1
    assert describe(high, chest, lungs).finding.zones["left"] == ("upper",)


def test_one_lung_missing_and_lungs_in_one_piece(chest: Template) -> None:
    mask = blank()
    mask[12:20, 15:30] = 1
    mask[55:65, 65:80] = 1
    expected = {"left": ("upper",), "right": ("lower",)}
    single = lungs_100()
    single[:, 50:] = 0
    described = describe(mask, chest, single)
    assert described.finding.zones == expected
    assert "one lung" in described.source
    joined = lungs_100()
    joined[30:35, 40:60] = 1
    described = describe(mask, chest, joined)
    assert described.finding.zones == expected
    assert described.source == "lung mask"
    assert "no lung mask" in describe(mask, chest).source


def test_lungs_as_two_touching_objects_stay_two(chest: Template) -> None:
    lungs = np.zeros((100, 100), np.int32)
    lungs[10:70, 10:55] = 7
    lungs[10:70, 55:90] = 3
    zone_map = lung_zones(lungs, (100, 100), chest)
    assert [(box.x0, box.x1) for box in zone_map.boxes] == [(10, 55), (55, 90)]


def test_a_component_over_both_lungs_counts_for_both(chest: Template) -> None:
    mask = blank()
    mask[15:25, 20:80] = 1
    described = describe(mask, chest, lungs_100())
    assert described.finding.zones == {"left": ("upper",), "right": ("upper",)}
    assert described.finding.laterality == "bilateral"
    assert described.finding.areas == 2
    assert described.as_json()["components"] == [
        {"side": "both", "zones": ["upper"], "area_px": 600}
    ]
    assert not described.sentence.complaints


def test_the_json_names_every_component(chest: Template) -> None:
    mask = blank()
    mask[12:20, 15:30] = 1
    mask[55:65, 65:80] = 1
    result = describe(mask, chest, lungs_100()).as_json()
    assert result["canonical"] == (
        "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
    )
    assert result["components"] == [
        {"side": "left", "zones": ["upper"], "area_px": 120},
        {"side": "right", "zones": ["lower"], "area_px": 150},
    ]


def test_shares_of_an_area_add_up(chest: Template) -> None:
    rng = np.random.default_rng(3)
    mask = rng.random((90, 110)) < 0.4
    zone_map = lung_zones(None, mask.shape, chest)
    for area in find_areas(mask, zone_map, 5)[0]:
        assert sum(sum(levels.values()) for levels in area.shares.values()) == pytest.approx(1)
        assert area.rect.area >= area.area_px
