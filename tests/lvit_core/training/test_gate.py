"""Which generations come into force by themselves: the rule, and what it is held against."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from lvit_core.errors import LViTError
from lvit_core.project.generations import CHOSEN_MEANWHILE, Standing
from lvit_core.training import gate as gate_module
from lvit_core.training.gate import BEST, CHOSEN, IN_FORCE, Evidence, HoldoutGate
from lvit_core.training.validation import Validation

IMAGES = [str(number) for number in range(12)]


class Models(dict):
    """Dice of models by place: on hold-out images, on labels to learn from; and their file."""

    def add(self, place, dice, *, on_labels=0.9, **metrics):
        self[str(place)] = SimpleNamespace(
            dice=dice, on_labels=on_labels, config=SimpleNamespace(metrics=metrics)
        )
        return str(place)

    def start_from(self, place):
        if place not in self:
            raise LViTError("gone")
        return self[place]


@pytest.fixture
def models(monkeypatch):
    found = Models()
    monkeypatch.setattr(gate_module, "start_from", found.start_from)

    def measured(_gate, model, samples):
        dice = model.on_labels if samples and samples[0] == "label" else model.dice
        return result(dict.fromkeys(samples, dice))

    monkeypatch.setattr(HoldoutGate, "_measured", measured)
    return found


def result(scores):
    mean = sum(scores.values()) / len(scores)
    return Validation(mean, mean, 0.5, scores)


def evidence(dice, images=3, labeled=("label",), state="same"):
    keys = IMAGES[:images]
    scores = dict.fromkeys(keys, dice)
    return Evidence(result(scores) if scores else None, keys, state, labeled)


def gate_of(models, place="nuclei", **about):
    models.add(place, about.pop("dice", 0.8), **about)
    return HoldoutGate(place, None, None, None)


def test_many_steps_that_are_each_no_worse_do_not_lead_down(models):
    """0.979, 0.978, ...: each is within the tolerance of the last, and all of them were taken."""
    gate, taken, dice = gate_of(models, dice=0.9), [], 0.9
    for number in range(12):
        dice -= 0.004
        models.add(place := Path(f"/p/gen-{number}"), dice)
        told = evidence(dice)
        verdict = gate.judge(told)
        gate.settle(place, verdict, told.result)
        taken.append(verdict.accepted)
    assert taken[:2] == [True, True]
    assert not any(taken[3:]), "never more than 0.01 below the best"
    assert 0.9 - models[gate.in_force].dice <= 0.0121 + 1e-9
    assert BEST in verdict.changes and "worse than the best so far" in verdict.note


def test_a_persons_choice_is_a_new_measure(models):
    """Who goes back to an earlier model says that what came between was no better."""
    gate = gate_of(models, dice=0.6)
    models.add("/p/best", 0.9)
    gate.best = "/p/best"
    assert not gate.judge(evidence(0.62)).accepted
    gate.choose(Standing("nuclei", "nuclei"), Path("/p/newest"))
    verdict = gate.judge(evidence(0.62))
    assert verdict.accepted and set(verdict.changes) == {IN_FORCE}


def test_the_model_a_person_chose_still_counts_after_others_followed(models):
    gate = gate_of(models, "/p/newer", dice=0.70)
    models.add("/p/chosen", 0.75)
    gate.choose(Standing("/p/newer", "/p/chosen"), Path("/p/newer"))
    verdict = gate.judge(evidence(0.70))
    assert verdict.changes[IN_FORCE].good and not verdict.changes[CHOSEN].good
    assert not verdict.accepted
    assert "worse than the one a person chose" in verdict.note


def test_two_images_praise_and_refuse_nothing(models):
    gate = gate_of(models, dice=0.99)
    for dice in (0.1, 1.0):
        verdict = gate.judge(evidence(dice, images=2))
        assert (verdict.verified, verdict.accepted, verdict.good) == (False, False, False)
        assert verdict.note.startswith("not verified: 2 of 3 labels that judge are there; offered")
        assert "worse" not in verdict.note
    assert gate.judge(evidence(1.0, images=3)).verified


def test_where_the_model_in_force_is_no_use_the_first_generation_is_used(models):
    gate = gate_of(models, dice=0.0, on_labels=0.003)
    verdict = gate.judge(evidence(0.5, images=0))
    assert verdict.accepted and not verdict.verified
    assert "0.003 on your own labels" in verdict.note
    nothing_known = gate.judge(evidence(0.5, images=0, labeled=()))
    assert not nothing_known.accepted, "all labels are its own answers, so it is of use"


def test_unverified_follows_unverified_and_nothing_else(models):
    for told, used in (({}, True), ({"holdout_dice": 0.5, "holdout_images": 2}, True),
                       ({"holdout_dice": 0.5, "holdout_images": 3}, False),
                       ({"holdout_dice": 0.5}, False)):  # fmt: skip
        gate = gate_of(models, "/p/gen-1", **told)
        assert gate.judge(evidence(0.5, images=0)).accepted == used, told
    gate.choose(Standing("/p/gen-1", "/p/gen-1"), Path("/p/gen-1"))
    chosen = gate.judge(evidence(0.5, images=0))
    assert not chosen.accepted and "a person chose" in chosen.note


def test_of_generations_that_two_images_judge_the_last_is_not_used_for_being_the_last(models):
    """Ten labels of bone tumours: the twelfth found some, the eighteenth nothing, and was used."""
    gate, used = HoldoutGate("no model yet", None, None, None), []
    for number, dice in enumerate((0.0, 0.15, 0.41, 0.30, 0.405, 0.42, 0.0)):
        place = models.add(f"/p/gen-{number}", dice, holdout_dice=dice, holdout_images=2)
        told = evidence(dice, images=2)
        verdict = gate.judge(told)
        gate.settle(Path(place), verdict, told.result)
        # As the store tells before each generation: what a person chose, and the best of it.
        gate.choose(Standing(gate.in_force, None, "/p/gen-0"), Path(place))
        used.append(verdict.accepted)
        assert not verdict.verified and "worse" not in verdict.note
    assert used == [True, True, True, False, True, True, False]
    assert gate.in_force == gate.best == "/p/gen-5"
    assert verdict.note.endswith("offered, as an earlier model did better on them")
    assert verdict.changes[IN_FORCE].mean == pytest.approx(-0.42)


def test_the_best_so_far_is_the_best_also_where_few_images_judge(models):
    """It was the first one for good, and the next were called so much better than the best."""
    gate = HoldoutGate("no model yet", None, None, None)
    for number, dice in enumerate((0.0, 0.41, 0.405, 0.40)):
        place = models.add(f"/p/gen-{number}", dice, holdout_dice=dice, holdout_images=2)
        told = evidence(dice, images=2)
        verdict = gate.judge(told)
        gate.settle(Path(place), verdict, told.result)
        gate.choose(Standing(gate.in_force, None, "/p/gen-0"), Path(place))
    assert gate.in_force == "/p/gen-3" and verdict.changes[BEST].mean == pytest.approx(-0.01)


def test_without_a_model_before_the_first_generation_is_used(models):
    gate = HoldoutGate("deleted", None, None, None)
    for images in (0, 3):
        assert gate.judge(evidence(0.4, images=images)).accepted


def test_another_model_chosen_meanwhile_is_never_replaced(models):
    gate = gate_of(models, dice=0.2)
    models.add("/p/chosen", 0.3)
    gate.choose(Standing("/p/chosen", "/p/chosen"), Path("/p/newest"))
    verdict = gate.judge(evidence(0.9))
    assert verdict.good and not verdict.accepted
    assert verdict.note.endswith(CHOSEN_MEANWHILE)


def test_from_ten_images_on_the_interval_is_shown(models):
    gate = gate_of(models, dice=0.5)
    few, many = gate.judge(evidence(0.6, images=9)), gate.judge(evidence(0.6, 10, state="more"))
    assert "by the mean alone below 10 images" in few.note
    assert many.changes[IN_FORCE].low == pytest.approx(0.1)
    assert "90 % interval +0.100 to +0.100" in many.note
