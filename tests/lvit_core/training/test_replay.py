"""What is shown again, so that old images are not forgotten: which, how often, how it is told."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from lvit_core.data.folder import read_folder
from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.errors import LViTError
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.project.learnt import CHANGES
from lvit_core.prompt.templates import load_template
from lvit_core.training import replay
from lvit_core.training.batches import BatchMaker, Pools
from lvit_core.training.change_words import _replay_lines
from lvit_core.training.network import new_model
from lvit_core.training.project_replay import ProjectReplay, Replayed
from lvit_core.training.project_run import FINE_TUNING
from lvit_core.training.replay import older_labels, rehearsed

READER = InputSettings("tiles", 32)


@pytest.fixture(scope="module")
def samples(disc_folder, tmp_path_factory):
    folder = disc_folder(tmp_path_factory.mktemp("discs") / "data", range(6))
    return read_folder(folder).samples


def test_a_share_of_the_labels_of_a_step_is_replayed(samples, tiny):
    config = replace(tiny, replay_share=0.25, batch=4)
    pools = Pools(samples[:4], replay=[replace(one, key="again") for one in samples[4:]])
    maker = BatchMaker(config, SampleReader(READER), pools)
    batches = [maker.make(step) for step in range(30)]
    keys = [key for batch in batches for key in batch.keys]
    assert 0.15 < keys.count("again") / len(keys) < 0.35
    assert all(batch.labeled == 4 and batch.trust.min() == 1 for batch in batches)
    again = BatchMaker(config, SampleReader(READER), pools).make(7)
    assert again.keys == batches[7].keys, "a run that goes on draws the same"
    for other in (replace(config, replay_share=0.0), config):
        plain = Pools(samples[:4], replay=pools.replay if other.replay_share == 0 else ())
        found = BatchMaker(other, SampleReader(READER), plain)
        assert all("again" not in found.make(step).keys for step in range(20))


def test_without_replay_a_run_draws_what_it_drew(samples, tiny):
    made = [
        BatchMaker(replace(tiny, replay_share=share), SampleReader(READER), Pools(samples)).make(3)
        for share in (0.0, 0.25)
    ]
    assert made[0].keys == made[1].keys and (made[0].images == made[1].images).all()


def test_older_labels_are_replayed_only_where_they_are_few():
    labeled = [Sample(str(number), lambda: None) for number in range(10)]
    assert [one.key for one in older_labels(labeled, {"1", "4", "77"}, 0.25)] == ["1", "4"]
    assert older_labels(labeled, {"1", "4", "6"}, 0.25) == []
    assert older_labels(labeled, set(), 0.25) == older_labels(labeled, {"1"}, 0.0) == []


@pytest.fixture(scope="module")
def teacher(tiny):
    shape = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    described = ModelConfig("t", network=shape, template="nuclei", input="tiles", threshold=0.4)
    return new_model(tiny, described)


def test_pictures_in_the_box_are_labeled_by_the_model_that_knows_them(teacher):
    reader = SampleReader(READER)
    found = rehearsed(teacher, reader, "cpu", use_text=True)
    assert len(found) == replay._STAINS * (4 + replay._DRAWN)
    assert len({one.key for one in found}) == len(found)
    assert len({one.read_image().tobytes() for one in found}) == len(found)
    for one in found:
        assert one.labeled and one.template == "nuclei" and one.sentence
        assert one.read_mask().shape == one.read_image().shape[:2]
        assert one.read_instances is None, "this network knows no objects"
    same = rehearsed(teacher, reader, "cpu", use_text=True)
    assert all((a.read_mask() == b.read_mask()).all() for a, b in zip(found, same, strict=True))
    assert all(one.sentence is None for one in rehearsed(teacher, reader, "cpu", use_text=False))


def test_a_kind_without_pictures_is_asked_nothing(teacher, monkeypatch):
    monkeypatch.setattr(replay, "load_template", lambda _name: SimpleNamespace(replay=""))
    assert rehearsed(teacher, SampleReader(READER), "cpu", use_text=False) == []


def test_every_built_in_kind_has_pictures():
    found = {name: load_template(name).replay for name in ("nuclei", "fluorescence", "chest-xray")}
    assert set(found.values()) == set(replay._MAKERS) and len(found) == 3


def test_older_labels_are_those_that_the_model_at_the_start_has_learnt(monkeypatch, tmp_path, tiny):
    monkeypatch.setattr("lvit_core.training.project_replay.rehearsed", lambda *_, **__: [])
    monkeypatch.setattr("lvit_core.training.project_replay.start_from", _gone)
    report = {"learnt": {"labels": [1, 2], "pseudo_labels": [3]}, "labels": []}
    (tmp_path / CHANGES).write_text(json.dumps(report))
    config, plan = replace(tiny, replay_share=0.25), {"start": str(tmp_path)}
    labeled = [Sample(str(number), lambda: None) for number in range(1, 12)]
    made = ProjectReplay(_Project(), plan, config, "nuclei", SampleReader(READER), "cpu")
    assert {one.key for one in made.of(labeled)} == {"1", "2"}
    assert made.told == Replayed(0.25, 2, 0, "")
    assert made.of(labeled[:4]) == [] and made.told == Replayed(), "half of them: often enough"


def _gone(_name):
    raise LViTError("There is no such model.")


@pytest.mark.parametrize("name", ["glow", "chests"])
def test_drawn_pictures_are_what_they_stand_for(name):
    kinds = {"glow": "fluorescence", "chests": "chest-xray"}
    network = LViTConfig(width=8, image_size=32)
    made = replay._MAKERS[name](ModelConfig("t", network=network, template=kinds[name]))
    for pixels, sentence in made:
        assert pixels.dtype == np.uint8 and pixels.shape[2] == 3 and pixels.std() > 3
        assert bool(sentence) == (name == "chests")
    if name == "glow":
        assert all(np.median(pixels) < 128 for pixels, _ in made), "dark, with bright nuclei"


class _Generations:
    def in_force(self):
        return 0

    def began_with(self, _number):
        return ""


class _Project:
    generations = _Generations()


def test_a_run_without_a_model_before_it_or_without_a_share_asks_nobody(monkeypatch, tiny):
    monkeypatch.setattr("lvit_core.training.project_replay.start_from", None)
    labeled = [Sample("1", lambda: None)]
    for plan, share in (({"fresh": "yes", "start": "chest"}, 0.25), ({"start": "chest"}, 0.0)):
        config = replace(tiny, replay_share=share)
        made = ProjectReplay(_Project(), plan, config, "nuclei", SampleReader(READER), "cpu")
        assert made.of(labeled) == [] and made.told == Replayed()


def test_a_model_of_another_layer_is_not_asked(monkeypatch, teacher, tiny):
    """Its answers would contradict the labels."""
    monkeypatch.setattr("lvit_core.training.project_replay.start_from", lambda _name: teacher)
    monkeypatch.setattr(
        "lvit_core.training.project_replay.rehearsed",
        lambda *_args, **_named: [Sample("replay/0", lambda: None)],
    )
    config, labeled = replace(tiny, replay_share=0.25), [Sample("1", lambda: None)]
    teacher.config = replace(teacher.config, layer="glands")
    for layer, count in (("nuclei", 0), ("glands", 1)):
        made = ProjectReplay(_Project(), {"start": "x"}, config, layer, SampleReader(READER), "cpu")
        assert len(made.of(labeled)) == count == made.told.pictures
    assert made.told == Replayed(0.25, 0, 1, "t")


def test_the_report_says_what_was_shown_again():
    (line,) = _replay_lines({"share": 0.25, "older": 2, "pictures": 24, "teacher": "nuclei-open"})
    assert "25%" in line and "older labels: 2" in line and "nuclei-open" in line and "24" in line
    assert _replay_lines({}) == _replay_lines({"share": 0.0, "older": 0, "pictures": 0}) == []


def test_fine_tuning_replays():
    assert 0 < FINE_TUNING.replay_share < 0.5
