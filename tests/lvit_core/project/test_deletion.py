"""What was deleted of a model's work stays deleted for answers of the same weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation import edits
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance
from lvit_core.geometry import Rect
from lvit_core.project.accepted import Accepted
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.deletion import with_deleted
from lvit_core.project.finishing import finish_all
from lvit_core.project.project import Project
from lvit_core.project.records import Proposal
from tests.lvit_core.project.conftest import SIZE

ORIGIN = AnswerOrigin("a" * 64, "chest", "b" * 32, "", 0.5, None, "eager")
ANN = Provenance("person", "ann")


def answer(origin: AnswerOrigin | None = ORIGIN) -> Proposal:
    """Two areas."""
    values = np.zeros((1, *SIZE), np.uint8)
    values[0, 5:20, 5:20] = 220
    values[0, 500:530, 500:530] = 220
    return Proposal(1, "lesion", ("infection",), values, 0.5, "", "chest", origin=origin)


@pytest.fixture
def accepted(project: Project) -> Workspace:
    """The layer after both areas were accepted."""
    project.proposals.save(answer())
    project.acceptances.keep(Accepted(1, project.proposals.load(1)))
    finish_all(project)
    plane, table = (
        project.journal.load_plane(1, "lesion"),
        project.journal.load_objects(1, "lesion"),
    )
    return Workspace(plane, table, "lesion", "infection", ANN)


def proposed(project: Project, origin: AnswerOrigin | None = ORIGIN) -> list[bool]:
    """Whether each of the areas is proposed when a model answers again."""
    project.proposals.save(answer(origin))
    objects = project.proposals.load(1).told_apart(separate=False).objects
    return [bool(objects[10, 10]), bool(objects[510, 510])]


def test_the_same_weights_do_not_propose_it_again_until_it_is_undone(project, accepted):
    edit = edits.delete(accepted, [int(accepted.plane.to_array()[10, 10])])
    step = project.journal.append(1, with_deleted(project, edit, SIZE))
    assert proposed(project) == [False, True]
    assert proposed(project, replace(ORIGIN, sentence="other")) == [False, True]
    assert proposed(project, replace(ORIGIN, weights="c" * 64)) == [True, True]
    project.journal.undo(step)
    assert proposed(project) == [True, True]
    project.journal.redo(step)
    assert proposed(project) == [False, True]


def test_weights_that_nobody_knows_go_by_the_name_of_their_model(project):
    unknown = replace(ORIGIN, weights="")
    assert unknown.named_weights == answer(None).weights == answer(unknown).weights


def test_merging_and_reshaping_reject_nothing(project, accepted):
    ids = [record.id for record in accepted.table]
    for edit in (edits.merge(accepted, ids), edits.erode(accepted, ids)):
        assert with_deleted(project, edit, SIZE).image == ()


def test_what_a_person_drew_rejects_nothing(project, paint):
    plane, table = (
        project.journal.load_plane(1, "lesion"),
        project.journal.load_objects(1, "lesion"),
    )
    drawn = paint(plane, Rect(0, 0, 4, 4), 1)
    table.apply(drawn.objects)
    gone = edits.delete(Workspace(plane, table, "lesion", "infection", ANN), [1])
    assert with_deleted(project, gone, SIZE) is gone
