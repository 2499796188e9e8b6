"""What made an answer stays known: in the store, beside its objects, and in exports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named, import_as_project
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, Proposal
from tests.lvit_core.project.conftest import SIZE

ORIGIN = AnswerOrigin("a" * 64, "21", "b" * 32, "Left lung.", 0.7, 143.5, "openvino-bf16")


def test_equal_origins_have_one_key_and_others_another():
    assert ORIGIN.key == replace(ORIGIN).key and len(ORIGIN.key) == 16
    others = [
        replace(ORIGIN, weights="c" * 64),
        replace(ORIGIN, model="22"),
        replace(ORIGIN, image="c" * 32),
        replace(ORIGIN, sentence=""),
        replace(ORIGIN, threshold=0.5),
        replace(ORIGIN, um_per_px=None),
        replace(ORIGIN, backend="eager"),
        replace(ORIGIN, insisted=True),
    ]
    assert len({ORIGIN.key, *(other.key for other in others)}) == 9
    for one in (ORIGIN, others[-1]):
        assert AnswerOrigin.from_dict(json.loads(json.dumps(one.to_dict()))) == one
    assert "insisted" not in ORIGIN.to_dict(), "older keys stay what they are"
    assert (ORIGIN.label, replace(ORIGIN, model="chest").label) == ("generation 21", "chest")


def test_a_stored_proposal_knows_what_made_it(project: Project):
    blank = np.zeros((1, *SIZE), np.uint8)
    proposal = Proposal(1, "lesion", ("infection",), blank, 0.7, "Left lung.", "21", origin=ORIGIN)
    project.proposals.save(proposal)
    project.proposals.save(proposal)
    loaded = project.proposals.load(1)
    assert loaded is not None and loaded.origin == ORIGIN and loaded.made_by == "generation 21"
    forced = replace(proposal, origin=replace(ORIGIN, insisted=True))
    project.proposals.save(forced)
    assert project.proposals.load(1).origin.insisted
    project.proposals.save(replace(proposal, origin=None))
    older = project.proposals.load(1)
    assert older is not None and older.origin is None, "of proposals of older versions nobody knows"
    assert project.answers.origins() == {one.key: one for one in (ORIGIN, forced.origin)}


def accepted(project: Project) -> AnswerOrigin:
    """One object of the model and one of a person; the image is finished."""
    origin = replace(ORIGIN, image=project.images.get(1).content_hash)
    labels = np.zeros(SIZE, np.int32)
    labels[10:30, 10:30], labels[50:60, 50:60] = 1, 2
    mine = Provenance("person", "ann")
    model = Provenance("model", "ann", "21", "Left lung.", "2030", answer=origin.key)
    store_labels(
        project, 1, "lesion", labels, classes={1: "infection", 2: "infection"},
        provenance={1: model, 2: mine}, title="Accept", machine=frozenset(),
    )  # fmt: skip
    change = ImageChange("state", ImageState.UNLABELED.value, ImageState.LABELED.value)
    project.journal.append(1, Edit("Finish", "lesion", image=(change,)))
    project.answers.keep([origin, replace(origin, model="22")])
    return origin


def test_objects_name_the_answer_they_were_taken_from(project: Project):
    origin = accepted(project)
    told = {record.id: record.provenance for record in project.journal.load_objects(1, "lesion")}
    assert told[1].answer == origin.key and told[2].answer == ""
    assert project.answers.origins()[told[1].answer] == origin


def test_exports_carry_it_and_imports_bring_it_back(project: Project, tmp_path: Path):
    origin = accepted(project)
    for name in ("png", "jsonl"):
        folder = format_named(name).export(project, tmp_path / name).folder
        document = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
        assert document["answers"] == {origin.key: origin.to_dict()}, "only what is named there"
        place = tmp_path / f"{name} again"
        import_as_project(name, folder, place, {"template": "chest-xray", "laterality": "viewer"})
        with Project.open(place) as again:
            found = [record.provenance.answer for record in again.journal.load_objects(1, "lesion")]
            assert sorted(found) == ["", origin.key]
            assert again.answers.origins() == {origin.key: origin}
