"""What interventions measure, on drawn lungs and lesions where every answer is known."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.random import default_rng
from numpy.typing import NDArray
from PIL import Image

from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.prompt.organ.zones import lung_zones, region_mask
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from lvit_core.training.false_requests import (
    absent_requests,
    misspelt,
    places_of,
    rewordings,
    wrong_place,
)
from lvit_core.training.interventions import Interventions, Observed, observe
from tests.lvit_core.cli.here import lvit_here

TEMPLATE = load_template("chest-xray")
SIZE = 120
Answer = Callable[[str | None], NDArray[np.bool_]]


def drawn_lungs() -> NDArray[np.uint8]:
    """Two upright bars of 90 x 40 px: each zone is 30 x 40 px, 8.3 % of the picture."""
    lungs = np.zeros((SIZE, SIZE), np.uint8)
    lungs[15:105, 10:50] = 1
    lungs[15:105, 70:110] = 2
    return lungs


def drawn_lesion() -> NDArray[np.bool_]:
    """A square of 20 x 20 px in the upper left zone, half of whose 1,200 px stay free of it."""
    lesion = np.zeros((SIZE, SIZE), bool)
    lesion[20:40, 20:40] = True
    return lesion


def painter(sentence: str | None) -> NDArray[np.bool_]:
    """A model that paints what is named and never looks; all of the lungs without a sentence."""
    zones = lung_zones(drawn_lungs(), (SIZE, SIZE), TEMPLATE)
    if sentence is None:
        return drawn_lungs() > 0
    return region_mask(parse(sentence, TEMPLATE).finding.zones, zones) > 0


def looker(sentence: str | None) -> NDArray[np.bool_]:
    """A model that knows the lesion and paints what of it is named."""
    return drawn_lesion() if sentence is None else painter(sentence) & drawn_lesion()


def blind(sentence: str | None) -> NDArray[np.bool_]:
    """A model that paints the lesion whatever is said."""
    return drawn_lesion()


def measured(answer: Answer, lesion: NDArray[np.bool_]) -> Interventions:
    seen = Observed()
    observe(answer, lesion, drawn_lungs(), TEMPLATE, seen)
    return seen.means()


def test_who_paints_what_is_named_is_told_from_who_looks() -> None:
    painted, looked = measured(painter, drawn_lesion()), measured(looker, drawn_lesion())
    third = 2 * 400 / (400 + 1200)  # Dice of the square and its zone
    assert painted.null_accuracy == 0.0
    assert looked.null_accuracy == 1.0
    assert painted.dice == pytest.approx(third)
    assert painted.over_baseline == pytest.approx(0.0)
    assert looked.over_baseline == pytest.approx(1.0 - third)
    assert painted.wrong_place_drop == pytest.approx(third)
    assert looked.wrong_place_drop == 1.0
    assert painted.dice_without == pytest.approx(2 * 400 / (400 + 7200))
    assert painted.side_leak == looked.side_leak == 0.0
    assert (painted.lesion_images, painted.healthy_images) == (1, 0)


def test_who_does_not_listen_loses_nothing_by_a_wrong_place() -> None:
    deaf = measured(blind, drawn_lesion())
    assert deaf.wrong_place_drop == 0.0
    assert deaf.null_accuracy == 0.0
    assert deaf.typo_change == deaf.rewording_change == 0.0


def test_healthy_lungs_count_by_the_share_that_is_painted() -> None:
    nothing = np.zeros((SIZE, SIZE), bool)
    painted = measured(painter, nothing)
    assert painted.healthy_painted == 1.0
    # Both lungs paint all of them, each lung half of them.
    assert painted.healthy_painted_told == pytest.approx((1.0 + 0.5 + 0.5) / 3)
    assert painted.dice is None
    assert painted.null_accuracy is None
    assert measured(looker, nothing).healthy_painted_told == pytest.approx(400 / 7200 * 2 / 3)


def test_area_beyond_the_middle_leaks() -> None:
    def leaking(sentence: str | None) -> NDArray[np.bool_]:
        return painter(sentence) | (drawn_lungs() == 2) & (np.arange(SIZE) < 80)

    # All of the left lung is 3,600 px; 900 of the right one are painted with it.
    assert measured(leaking, drawn_lesion()).side_leak == pytest.approx(900 / 4500)


def test_a_count_is_obeyed_where_that_many_areas_are_painted() -> None:
    lesion = drawn_lesion()
    lesion[80:100, 20:40] = True

    def counting(sentence: str | None) -> NDArray[np.bool_]:
        answer = lesion.copy()
        if sentence is not None and parse(sentence, TEMPLATE).finding.areas == 1:
            answer[60:] = False
        return answer

    assert measured(counting, lesion).count_obeyed == 1.0
    assert measured(lambda _sentence: lesion, lesion).count_obeyed == 0.5


def test_free_zones_and_free_lungs_are_asked_for() -> None:
    lungs = lung_zones(drawn_lungs(), (SIZE, SIZE), TEMPLATE)
    places = places_of(drawn_lesion(), lungs)
    assert places.held == {"left": ("upper",), "right": ()}
    asked = absent_requests(places, TEMPLATE)
    assert len(asked) == 2 + 3 + 1
    assert "Unilateral pulmonary infection, one infected area, all right lung." in asked


def test_where_both_sides_are_alike_the_free_zones_are_the_wrong_place() -> None:
    lesion = drawn_lesion()
    lesion[20:40, 80:100] = True
    places = places_of(lesion, lung_zones(drawn_lungs(), (SIZE, SIZE), TEMPLATE))
    wrong = wrong_place(
        "Bilateral pulmonary infection, upper left lung and upper right lung.", places, TEMPLATE
    )
    assert wrong is not None
    zones = parse(wrong, TEMPLATE).finding.zones
    assert zones == {"left": ("middle", "lower"), "right": ("middle", "lower")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Unilateral pulmonary infection, one infected area, upper left lung.",
        "Bilateral pulmonary infection, three infected areas, all left lung and middle lower right "
        "lung.",
    ],
)
def test_rewordings_say_the_same(sentence: str) -> None:
    found = rewordings(sentence, TEMPLATE)
    assert len(set(found)) == 5
    meant = parse(sentence, TEMPLATE).finding
    for text in found:
        said = parse(text, TEMPLATE).finding
        assert (said.zones, said.areas) == (meant.zones, meant.areas), text


def test_a_tenth_of_the_letters_is_wrong() -> None:
    sentence = "Unilateral pulmonary infection, one infected area, upper left lung."
    typed = misspelt(sentence, default_rng(0))
    wrong = sum(a != b for a, b in zip(sentence, typed, strict=True))
    assert wrong == round(0.1 * sum(letter.isalpha() for letter in sentence))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sick and a healthy picture with lungs, and one without; beside them an unschooled model."""
    root = tmp_path_factory.mktemp("interventions")
    for part in ("img", "labelcol", "lungs"):
        (root / part).mkdir()
    lesion = drawn_lesion().astype(np.uint8) * 255
    for name, mask in (("sick", lesion), ("healthy", lesion * 0), ("unknown", lesion)):
        Image.fromarray(drawn_lungs() * 60).convert("RGB").save(root / "img" / f"{name}.png")
        Image.fromarray(mask).save(root / "labelcol" / f"{name}.png")
        if name != "unknown":
            Image.fromarray(drawn_lungs()).save(root / "lungs" / f"{name}.png")
    torch.manual_seed(0)
    network = LViTConfig(width=8, image_size=64, text_dim=16, tokens=32)
    for kind in ("chest-xray", "nuclei"):
        config = ModelConfig(name=kind, network=network, template=kind)
        save_model(root / kind, build_model(config), "# Tiny\n")
    return root


EVALUATE = ("evaluate", "--backend", "eager", "--model")


def test_the_command_prints_every_measure(folder: Path) -> None:
    done = lvit_here(
        *EVALUATE, folder / "chest-xray", "--dataset", folder, "--interventions", "--json",
        cache=folder / "cache",
    )  # fmt: skip
    result = json.loads(done.stdout)
    assert list(result) == [item.name for item in fields(Interventions)]
    assert (result["lesion_images"], result["healthy_images"]) == (1, 1)
    assert 0.0 <= result["healthy_painted"] <= 1.0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--model", "nuclei"], 1, "no zones"),
        (["--model", "chest-xray", "--no-text"], 2, "asks its own sentences"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    folder: Path, arguments: list[str], code: int, told: str
) -> None:
    name, *more = arguments[1:]
    words = [*EVALUATE, folder / name, "--dataset", folder, "--interventions", *more]
    done = lvit_here(*words, cache=folder / "cache", expect=code)
    assert told in " ".join(done.stderr.replace("│", " ").split())
