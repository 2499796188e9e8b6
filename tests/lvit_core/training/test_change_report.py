"""What a generation's report says: what is new, by whom, and who gets worse."""

import json
from dataclasses import replace

import pytest

from lvit_core.project.learnt import CHANGES, changes_text, read_changes
from lvit_core.training.change_report import (
    Facts,
    Judged,
    Lesson,
    PseudoLesson,
    write_changes,
)
from lvit_core.training.change_words import Numbering, change_lines
from lvit_core.training.gate import IN_FORCE, Verdict
from lvit_core.training.judging import change_between

SCORES = {"7": 0.9, "8": 0.6, "9": 0.7}
BEFORE = {"7": 0.8, "8": 0.8, "9": 0.7}
LESSONS = (
    Lesson(1, "a.png", "drawn", None, ("Ada",)),
    Lesson(2, "b.png", "corrected", 0.25, ("Ada", "Bo")),
)


def verdict():
    return Verdict(
        True, True, 3, 0.733, 0.767, SCORES, BEFORE, {IN_FORCE: change_between(BEFORE, SCORES)},
        "hold-out Dice 0.733", "/somewhere/gen-0001",
    )  # fmt: skip


TAUGHT = (PseudoLesson(5, "e.png", 2), PseudoLesson(4, "d.png", 3))


def facts(before=None, lessons=LESSONS, pseudo=TAUGHT):
    return Facts(
        trained_from="gen-0001",
        before=before,
        lineage=before,
        lessons=lessons,
        pseudo=pseudo,
        judged=(
            Judged(7, "x.png", "P1", "grey", ("nucleus", "tumour")),
            Judged(8, "y.png", "P2", "grey", ("nucleus",)),
            Judged(9, "z.png", "", "colour", ("nucleus",)),
        ),
        silent={"w.png": "its label is a model's own answer"},
        settings={"seed": 3},
        steps=20,
        seconds=61.26,
    )


def test_it_says_who_gets_worse_by_patient_class_and_kind(tmp_path):
    write_changes(tmp_path, verdict(), facts())
    told = read_changes(tmp_path)["changes"]
    assert [(one["name"], one["images"]) for one in told["patients"]] == [
        ("P2", 1), ("z.png", 1), ("P1", 1),
    ]  # fmt: skip
    assert [one["change"] for one in told["patients"]] == pytest.approx([-0.2, 0.0, 0.1])
    classes = {one["name"]: one["change"] for one in told["classes"]}
    assert classes == pytest.approx({"nucleus": -0.1 / 3, "tumour": 0.1})
    kinds = {one["name"]: one["change"] for one in told["kinds"]}
    assert kinds == pytest.approx({"grey": -0.05, "colour": 0.0})
    text = changes_text(tmp_path)
    assert "- patient P2: -0.200 over 1 image." in text
    assert "patient P1" not in text, "it gets better"
    assert "- class nucleus: -0.033 over 3 images." in text


def test_only_what_is_new_since_the_model_before_is_called_new(tmp_path):
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir(), second.mkdir()
    write_changes(first, verdict(), facts())
    assert read_changes(first)["added"] == read_changes(first)["labels"]
    assert [(one["id"], one["generation"]) for one in read_changes(first)["pseudo"]] == [
        (4, 3), (5, 2),
    ]  # fmt: skip
    assert "- As generation 2 of the run left them: e.png." in changes_text(first)
    again = (replace(LESSONS[1], changed=0.5), Lesson(3, "c.png", "accepted", None, ("Bo",)))
    write_changes(second, verdict(), facts(first, again, pseudo=()))
    report = read_changes(second)
    assert [one["name"] for one in report["added"]] == ["b.png", "c.png"]
    assert report["no_more"] == ["a.png"]
    assert report["people"] == {"Ada": 1, "Bo": 2}
    assert report["learnt"] == {"labels": [1, 2, 3], "pseudo_labels": [4, 5]}, "never forgotten"
    text = changes_text(second)
    assert "- b.png: corrected in 50.0 % of the pixels by Ada, Bo" in text
    assert "w.png does not judge: its label is a model's own answer." in text
    assert "| y.png | 0.800 | 0.600 |" in text
    assert "61 seconds" in text


def test_where_nothing_judged_nobody_is_said_to_be_well(tmp_path):
    nothing = replace(
        verdict(), verified=False, images=0, dice=None, scores={}, before={}, changes={}
    )
    write_changes(tmp_path, nothing, replace(facts(), judged=()))
    text = changes_text(tmp_path)
    assert "in force, not verified" in text and "Nobody knows: nothing judged." in text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"labels": 3, "learnt": {}}', "\x00"])
def test_a_damaged_report_is_none(tmp_path, text):
    (tmp_path / CHANGES).write_text(text)
    assert read_changes(tmp_path) is None
    assert read_changes(tmp_path / "nowhere") is None


def test_it_is_plain_json(tmp_path):
    write_changes(tmp_path, verdict(), facts())
    assert json.loads((tmp_path / CHANGES).read_text())["schema"] == 1


def test_a_pseudo_label_of_an_older_run_is_not_called_by_a_number(tmp_path):
    write_changes(tmp_path, verdict(), facts(pseudo=(PseudoLesson(4, "d.png", -1),)))
    assert "- As a generation left them that was not noted: d.png." in changes_text(tmp_path)


def test_a_project_tells_generations_by_its_own_numbers(tmp_path):
    """A second run begins at 1 again; the list of generations goes on."""
    write_changes(tmp_path, verdict(), facts())
    report = {**read_changes(tmp_path), "generation": "gen-0003"}
    numbers = Numbering(6, {"gen-0001": 4}, {1: 4, 2: 5, 3: 6})
    text = "\n".join(map(str, change_lines(report, numbers)))
    assert text.startswith("# Generation 6: in force, verified")
    assert "Trained from generation 4, judged against generation 4" in text
    assert "As generation 5 left them: e.png." in text and "gen-000" not in text
    assert "# gen-0003: in force" in "\n".join(map(str, change_lines(report)))
