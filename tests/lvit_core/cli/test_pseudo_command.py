"""`lvit pseudo`: looking at pseudo labels and deciding of them, as a run leaves a project."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.cli import build_app
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.training.pseudo_history import PseudoHistory
from lvit_core.training.run_folder import RunFolder


@pytest.fixture
def folder(tmp_path):
    """Two images of 40 x 20; a run left three generations of pseudo labels of the first."""
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as project:
        for number in range(2):
            pixels = np.full((20, 40, 3), 100 + number, np.uint8)
            Image.fromarray(pixels).save(tmp_path / f"{number}.png")
            project.images.add([tmp_path / f"{number}.png"])
        seen = project.images.get(1).content_hash
        run = RunFolder(project.folder / "models" / "run-0001")
    run.path.mkdir(parents=True)
    run.events.write_text("")
    history = PseudoHistory(run.pseudo_history)
    for generation in (1, 2, 3):
        probability = np.zeros((10, 20), np.float32)
        probability[: 2 * generation] = 1.0
        told = {"change": 0.1, "threshold": 0.4, "picture": seen}
        history.add("1", "", probability, generation, **told)
        history.taught(["1"], generation + 1)
    history.save()
    return tmp_path / "p"


def call(*words):
    done = CliRunner().invoke(build_app(), ["pseudo", *map(str, words)])
    told = "" if done.exception is None else str(done.exception)
    return done.exit_code, done.output + told


def rows(*words):
    code, out = call(*words, "--json")
    assert code == 0, out
    return json.loads(out[out.index("{") :])["images"]


def test_the_course_of_an_image_is_told(folder):
    (row,) = rows(folder)
    assert (row["name"], row["generations"], row["decision"]) == ("0.png", 3, "")
    assert [frame["generation"] for frame in row["frames"]] == [3]
    (row,) = rows(folder, "0.png")
    assert [frame["area"] for frame in row["frames"]] == [0.2, 0.4, 0.6]
    assert "generation 2: 40.0% marked, changed by 0.1000, taught 3" in call(folder, "0.png")[1]


def test_people_reject_pin_and_readmit(folder):
    assert rows(folder, "0.png", "--reject")[0]["decision"] == "rejected"
    assert rows(folder, "0.png", "--pin")[0]["decision"] == "pinned"
    assert rows(folder, "1.png", "--reject")[0]["generations"] == 0
    assert rows(folder, "*", "--readmit")[0]["decision"] == ""
    with Project.open(folder) as project:
        assert project.pseudo_decisions.all() == {}
    assert call(folder, "--reject")[0] == 2
    assert call(folder, "0.png", "--reject", "--pin")[0] == 2


def test_a_pseudo_label_becomes_a_proposal_that_waits(folder):
    rows(folder, "0.png", "--propose", 2)
    with Project.open(folder) as project:
        proposal = project.proposals.load(1)
        assert project.images.get(1).has_proposal and not project.images.get(2).has_proposal
    assert proposal.generation == "pseudo label of gen-0002" and proposal.threshold == 0.4
    assert proposal.probability.shape == (1, 20, 40)
    assert proposal.inside().mean() == pytest.approx(0.4, abs=0.06)
    with Project.open(folder) as project:
        layer = "nuclei"
        said = ImageChange("state", "unlabeled", "labeled")
        project.journal.append(1, Edit("Label", layer, image=(said,)))
    code, out = call(folder, "0.png", "--propose", 2)
    assert code == 1 and "labeled already" in out
    code, out = call(folder, "0.png", "--propose", 9)
    assert code == 1 and "no pseudo label of generation 9" in out


def test_what_can_be_proposed_is_and_the_rest_is_named(folder):
    code, out = call(folder, "1.png", "0.png", "--propose", 2, "--json")
    assert code == 1 and "1.png has no pseudo label of generation 2" in out
    told = json.loads(next(line for line in out.splitlines() if line.startswith("{")))
    assert len(told["left"]) == 1 and "1.png" in told["left"][0]
    with Project.open(folder) as project:
        assert project.images.get(1).has_proposal and not project.images.get(2).has_proposal


def test_a_replaced_picture_is_told_and_not_proposed(folder):
    Image.fromarray(np.full((20, 40, 3), 7, np.uint8)).save(folder.parent / "0.png")
    with Project.open(folder) as project:
        project.pictures.follow(1)
    assert "of another picture" in call(folder, "0.png")[1]
    assert rows(folder, "0.png")[0]["frames"][0]["same_picture"] is False
    code, out = call(folder, "0.png", "--propose", 2)
    assert code == 1 and "was another picture" in out


def test_without_a_run_there_is_advice(tmp_path):
    with Project.create(tmp_path / "new", ProjectSettings("p", "nuclei")):
        pass
    code, out = call(tmp_path / "new")
    assert code == 1 and "worth learning from" in out


def test_a_decision_is_taken_back_when_the_run_is_gone(folder):
    rows(folder, "0.png", "--reject")
    shutil.rmtree(folder / "models" / "run-0001")
    assert [row["decision"] for row in rows(folder)] == ["rejected"]
    code, out = call(folder, "0.png", "--propose", 2)
    assert code == 1 and "No run of this project" in out
    assert rows(folder, "0.png", "--readmit") == []
    with Project.open(folder) as project:
        assert project.pseudo_decisions.all() == {}
