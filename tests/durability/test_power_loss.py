"""When the power goes, everything that was promised is there, and no file is half a file."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.durability.power_cuts import Recording, build_recorder, cut_power, differences, record

SEED = int(os.environ.get("LVIT_POWER_SEED", "19"))


@pytest.fixture(scope="module")
def short(tmp_path_factory) -> Recording:
    return record(tmp_path_factory.mktemp("power"), rounds=2)


def test_without_a_compiler_the_suites_skip_and_say_so(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(pytest.skip.Exception, match="needs Linux and a C compiler"):
        build_recorder(tmp_path)


def test_the_recording_plays_back_to_what_lies_on_the_disk(short):
    assert differences(short) == []


def test_a_few_power_losses_cost_nothing(short):
    found = cut_power(short, 25, SEED)
    assert found.faults == [] and found.promises > 100


def test_a_disk_that_never_syncs_is_noticed(short):
    assert cut_power(short, 12, SEED, deaf=True).faults


@pytest.mark.durability
@pytest.mark.timeout(1800)
def test_three_hundred_power_losses_cost_nothing(tmp_path, counting):
    count = counting("power cut", 0.3)
    recording = record(tmp_path, rounds=12)
    assert differences(recording) == []
    for number in count.rounds(10):
        found = cut_power(recording, 30, SEED + number)
        count.tried += found.tried
        count.promised += found.promises
        count.lost += found.faults
