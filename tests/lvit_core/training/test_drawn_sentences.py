"""Sentences a run draws are true of the targets that come with them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from lvit_core.data.augment import STILL, draw_whole
from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.prompt.contrast import region_mask
from lvit_core.prompt.describe import describe
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from lvit_core.training.sentences import draw_part_task, draw_zone_task, zone_sentence

TEMPLATE = load_template("chest-xray")


@cache
def sample(seed: int) -> Sample:
    """A chest phantom as a labeled sample."""
    phantom = chest_phantom(seed, 224)
    rgb = np.repeat(np.zeros((224, 224, 1), np.uint8), 3, axis=2)
    return Sample(
        key=str(seed),
        read_image=lambda: rgb,
        template="chest-xray",
        read_mask=lambda: (phantom.lesion > 0).astype(np.uint8),
        read_lungs=lambda: phantom.lungs,
    )


@pytest.fixture
def reader() -> SampleReader:
    return SampleReader(InputSettings("whole", 224))


@pytest.mark.parametrize("seed", range(12))
def test_a_part_task_asks_for_a_part_of_the_mask_in_its_own_words(reader, seed: int) -> None:
    item, rng = sample(seed), np.random.default_rng(seed)
    warp = draw_whole((224, 224), None, "chest-xray", STILL, rng)
    sentence, target = draw_part_task(item, reader, warp, rng)
    whole = reader.mask_view(item, warp)
    assert ((target > 0) <= (whole > 0)).all()
    lungs = reader.lungs_view(item, warp)
    told = describe(target[0].numpy(), TEMPLATE, lungs).sentence
    assert told.canonical == sentence


def test_a_part_task_asks_for_less_than_everything_at_times(reader) -> None:
    smaller = 0
    for seed in range(40):
        item, rng = sample(seed % 8), np.random.default_rng(seed)
        warp = draw_whole((224, 224), None, "chest-xray", STILL, rng)
        _, target = draw_part_task(item, reader, warp, rng)
        smaller += bool(target.sum() < reader.mask_view(item, warp).sum())
    assert 3 <= smaller <= 30


@pytest.mark.parametrize("seed", range(20))
def test_a_zone_task_fills_the_zones_it_names_and_no_others(reader, seed: int) -> None:
    item, rng = sample(3), np.random.default_rng(seed)
    warp = draw_whole((224, 224), None, "chest-xray", STILL, rng)
    sentence, target = draw_zone_task(item, reader, warp, rng)
    told = parse(sentence, TEMPLATE)
    lungs = reader.lungs_view(item, warp)
    for index, side in enumerate(("left", "right")):
        inside = target[0].numpy()[lungs == index + 1]
        assert (inside.mean() > 0.2) == bool(told.zones[side])
        if len(told.zones[side]) == 3:
            assert inside.mean() == 1.0


def test_drawn_sentences_say_now_and_then_that_there_is_nothing() -> None:
    rng = np.random.default_rng(0)
    drawn = [parse(zone_sentence(TEMPLATE, rng), TEMPLATE) for _ in range(400)]
    nothing = sum(sentence.is_negative for sentence in drawn)
    assert 4 <= nothing <= 40
    assert not any(sentence.complaints or sentence.unknown for sentence in drawn)


@pytest.mark.parametrize("seed", range(20))
def test_a_false_request_is_answered_by_what_the_named_zones_hold(reader, seed: int) -> None:
    item, rng = sample(seed % 8), np.random.default_rng(seed)
    warp = draw_whole((224, 224), None, "chest-xray", STILL, rng)
    sentence, target = draw_part_task(item, reader, warp, rng, false_share=1.0)
    lungs = reader.lungs_view(item, warp)
    named = region_mask(parse(sentence, TEMPLATE), (224, 224), lungs, TEMPLATE)
    whole = reader.mask_view(item, warp)[0].numpy() > 0
    assert ((target[0].numpy() > 0) == (whole & (named > 0))).all()


def test_most_false_requests_name_what_is_not_there(reader) -> None:
    empty = 0
    for seed in range(40):
        item, rng = sample(seed % 8), np.random.default_rng(seed)
        warp = draw_whole((224, 224), None, "chest-xray", STILL, rng)
        _, target = draw_part_task(item, reader, warp, rng, false_share=1.0)
        empty += not target.any()
    assert 20 <= empty <= 38


def test_healthy_lungs_are_asked_with_and_without_words_and_hold_nothing(reader) -> None:
    healthy = replace(sample(1), read_mask=lambda: np.zeros((224, 224), np.uint8))
    asked = []
    for seed in range(30):
        rng = np.random.default_rng(seed)
        warp = draw_whole((224, 224), None, "chest-xray", STILL, rng)
        sentence, target = draw_part_task(healthy, reader, warp, rng, false_share=0.5)
        assert not target.any()
        asked.append(sentence)
    findings = [parse(sentence, TEMPLATE).finding for sentence in asked if sentence is not None]
    assert None in asked
    assert any(finding.negative for finding in findings)
    assert any(finding.zones["left"] for finding in findings)
