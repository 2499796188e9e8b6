"""The depth of an answer goes where the answer goes: its objects are the same everywhere."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation import edits
from lvit_core.annotation.levels import Cut
from lvit_core.annotation.object_classes import ClassPlanes
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.object_maps import object_maps
from lvit_core.errors import LViTError
from lvit_core.project.acceptance import acceptance_workspace, accepting
from lvit_core.project.accepted import Accepted
from lvit_core.project.answer_planes import told_planes
from lvit_core.project.care.audit import audit
from lvit_core.project.cutting import Cutter
from lvit_core.project.finishing import finish_all
from lvit_core.project.project import Project
from lvit_core.project.records import Proposal
from lvit_core.project.store import FILE_NAME
from lvit_core.prompt.templates import load_template
from tests.lvit_core.project.conftest import SIZE


@pytest.fixture
def proposal() -> Proposal:
    """One square that the outline cannot divide, of two objects."""
    ids = np.zeros(SIZE, np.int32)
    ids[40:80, 40:60], ids[40:80, 60:80] = 1, 2
    probability, depth = as_bytes(ids > 0), as_bytes(object_maps(ids)[..., 0])
    return Proposal(1, "lesion", ("infection",), probability[None], 0.5, "", "m", depth=depth)


def test_a_stored_proposal_keeps_its_depth_and_so_its_objects(project: Project, proposal):
    project.proposals.save(proposal)
    loaded = project.proposals.load(1)
    np.testing.assert_array_equal(loaded.depth, proposal.depth)
    for cut in (Cut(), Cut(0.3), Cut(0.5, 100)):
        assert loaded.cut_to(cut).told_apart(separate=True).objects.max() == 2
    levels = loaded.levels(separate=True)
    assert loaded.cut_to(Cut(0.7)).told_apart(levels=levels).objects.max() == 2


def test_without_depth_the_outline_decides(project: Project, proposal):
    plain = Proposal(1, "lesion", ("infection",), proposal.probability, 0.5, "", "m")
    project.proposals.save(plain)
    loaded = project.proposals.load(1)
    assert loaded.depth is None
    assert loaded.told_apart(separate=True).objects.max() == 1


def test_what_was_accepted_waits_with_its_depth_and_leaves_it_when_it_is_done(
    project: Project, proposal
):
    project.proposals.save(proposal)
    accepted = Accepted(1, proposal)
    project.acceptances.keep(accepted)
    waiting = project.acceptances.load(accepted.id).proposal
    np.testing.assert_array_equal(waiting.depth, proposal.depth)
    [done] = finish_all(project)
    assert not done.refusal
    with sqlite3.connect(project.folder / FILE_NAME) as connection:
        assert connection.execute("SELECT depth FROM acceptances").fetchall() == [(None,)]


def test_a_slider_divides_by_depth_too(proposal):
    nuclei = load_template("nuclei")
    of_nuclei = Proposal(
        1, "nuclei", ("nucleus",), proposal.probability, 0.5, "", "m", depth=proposal.depth
    )
    cutter = Cutter()
    assert cutter.told_apart(of_nuclei, nuclei).objects.max() == 2
    assert cutter.told_apart(of_nuclei.cut_to(Cut(0.4)), nuclei).objects.max() == 2


@pytest.fixture
def told(proposal) -> Proposal:
    """The same, where the halves are of two classes and the model is surer of the first."""
    planes = np.zeros((2, *SIZE), np.uint8)
    planes[0, :, :60], planes[1, :, :60] = 255, 0
    planes[0, :, 60:], planes[1, :, 60:] = 51, 204
    return replace(proposal, told=ClassPlanes(("consolidation", "elsewhere"), planes))


def classes_of(proposal: Proposal) -> list[tuple[str, float]]:
    found = proposal.told_apart(separate=True).class_of_objects()
    return [(one.name, round(one.probability, 3)) for one in found.values()]


def test_a_stored_proposal_keeps_what_its_objects_are(project: Project, told):
    project.proposals.save(told)
    wanted = [("consolidation", 1.0), ("elsewhere", 0.8)]
    assert classes_of(project.proposals.load(1)) == classes_of(told) == wanted
    for cut in (Cut(0.3), Cut(0.5, 100)):
        assert classes_of(project.proposals.load(1).cut_to(cut)) == wanted


def test_accepting_gives_each_object_its_class_and_how_sure_the_model_was(project: Project, told):
    plane, table = (
        project.journal.load_plane(1, "lesion"),
        project.journal.load_objects(1, "lesion"),
    )
    layer = load_template("chest-xray").layer("lesion")
    workspace = acceptance_workspace(plane, table, layer, told, "me")
    found = accepting(workspace, told.told_apart(separate=True), None, whole_objects=True)
    project.journal.append(1, found.edit)
    kept = list(project.journal.load_objects(1, "lesion"))
    assert [(one.class_name, one.probability) for one in kept] == [
        ("consolidation", 1.0),
        ("elsewhere", pytest.approx(0.8)),
    ]
    assert [ObjectRecord.from_dict(one.to_dict()) for one in kept] == kept

    workspace = acceptance_workspace(
        project.journal.load_plane(1, "lesion"),
        project.journal.load_objects(1, "lesion"),
        layer,
        told,
        "me",
    )
    project.journal.append(1, edits.relabel(workspace, [kept[0].id], "infection"))
    first, second = project.journal.load_objects(1, "lesion")
    assert (first.class_name, first.probability) == ("infection", None)
    assert second == kept[1]
    assert audit(project.folder).findings == []


def test_what_was_accepted_waits_with_its_classes(project: Project, told):
    project.proposals.save(told)
    accepted = Accepted(1, told)
    project.acceptances.keep(accepted)
    assert classes_of(project.acceptances.load(accepted.id).proposal) == classes_of(told)
    [done] = finish_all(project)
    assert not done.refusal
    with sqlite3.connect(project.folder / FILE_NAME) as connection:
        assert connection.execute("SELECT class_planes FROM acceptances").fetchall() == [(None,)]
    named = {one.class_name for one in project.journal.load_objects(1, "lesion")}
    assert named & {"consolidation", "elsewhere"}


def test_classes_of_a_model_are_a_layer_s_by_their_names_and_by_what_a_person_said():
    planes = np.stack([np.full((4, 4), value, np.uint8) for value in (10, 20, 30)])
    layer = load_template("chest-xray").layer("lesion")
    found = told_planes(planes, layer, ("Consolidation", "tumour", "fog"), {"Fog": "ground-glass"})
    assert found.names == ("consolidation", "tumour", "ground-glass")
    assert told_planes(None, layer, ()) is None
    with pytest.raises(LViTError, match="does not say which"):
        told_planes(planes, layer, ("a", "b"))
