"""What people chose of proposals: kept by template, used by everything that reads a proposal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.levels import AS_THE_MODEL, Cut
from lvit_core.annotation.object_classes import ClassPlanes
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError, ReasonWantedError
from lvit_core.geometry import Rect
from lvit_core.project.accepted import Accepted
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.care.audit import audit
from lvit_core.project.care.moments import way_back
from lvit_core.project.finishing import finish_all
from lvit_core.project.project import Project
from lvit_core.project.records import Proposal
from lvit_core.project.rejection import carried_out, rejecting, rejecting_all
from lvit_core.project.setting_faults import setting_faults
from tests.lvit_core.project.conftest import SIZE

ORIGIN = AnswerOrigin("a" * 64, "chest", "b" * 32, "", 0.5, None, "eager")
CHOSEN = Cut(0.3, 40)


def proposal() -> Proposal:
    """A sure area, a faint one, and a sure speck of 25 pixels."""
    values = np.zeros((1, *SIZE), np.uint8)
    values[0, 5:20, 5:20] = 220
    values[0, 30:45, 5:20] = 90
    values[0, 30:35, 30:35] = 220
    return Proposal(1, "lesion", ("infection",), values, 0.5, "", "chest", origin=ORIGIN)


def test_a_choice_holds_for_every_proposal_of_the_template(project: Project):
    kept = proposal().told_apart(separate=False)
    project.proposals.save(kept)
    assert project.proposals.cut("chest-xray") == AS_THE_MODEL
    project.proposals.choose_cut("chest-xray", CHOSEN)
    loaded = project.proposals.load(1)
    assert loaded.cut == CHOSEN and loaded.objects is None, "told apart by another choice"
    assert (loaded.level, loaded.smallest_px, loaded.threshold) == (0.3, 40, 0.5)
    assert loaded.same_answer(kept)
    again = loaded.told_apart(separate=False)
    assert again.objects.max() == 2 and again.objects[40, 10] and not again.objects[32, 32]
    project.proposals.keep_objects(again)
    np.testing.assert_array_equal(project.proposals.load(1).objects, again.objects)
    project.proposals.choose_cut("chest-xray", AS_THE_MODEL)
    assert project.proposals.load(1).cut == AS_THE_MODEL


def test_what_was_accepted_by_a_choice_says_so(project: Project):
    project.proposals.choose_cut("chest-xray", CHOSEN)
    project.proposals.save(proposal())
    shown = project.proposals.load(1)
    project.acceptances.keep(Accepted(1, shown))
    [done] = finish_all(project)
    assert not done.refusal
    labels = project.journal.load_plane(1, "lesion").to_array()
    np.testing.assert_array_equal(labels > 0, shown.told_apart(separate=False).inside())
    origins = project.answers.origins()
    told = {origins[item.provenance.answer] for item in project.journal.load_objects(1, "lesion")}
    assert told == {replace(ORIGIN, threshold=0.3, min_area_px=40)}
    assert "min_area_px" not in ORIGIN.to_dict()


def test_rejected_objects_come_again_only_with_other_weights(project: Project):
    known = proposal().told_apart(separate=False)
    project.proposals.save(known)
    step = project.journal.append(1, rejecting(known, (10.0, 10.0)))
    project.proposals.save(proposal())
    loaded = project.proposals.load(1).told_apart(separate=False)
    assert loaded.objects.max() == 1 and not loaded.objects[10, 10]
    other = replace(proposal(), origin=replace(ORIGIN, weights="c" * 64))
    assert project.proposals.rejected(other) is None
    project.journal.undo(step)
    assert project.proposals.load(1).rejected is None


def test_a_rejection_is_a_step_of_the_journal_that_changes_no_label(project: Project):
    known = proposal().told_apart(separate=False)
    project.proposals.save(known)
    rejection = rejecting(known, (10.0, 10.0))
    after = carried_out(known, rejection.image[0].after)
    assert not after.objects[10, 10] and after.objects[32, 32]
    step = project.journal.append(1, rejection)
    loaded = project.proposals.load(1).told_apart(separate=False)
    np.testing.assert_array_equal(loaded.objects > 0, after.objects > 0)
    project.journal.append(1, Edit("Note", "lesion", image=(ImageChange("reason", "", "why"),)))
    assert [edit.image for edit in way_back(project, 1, 0)] == [
        (ImageChange("reason", "why", ""),)
    ], "going back to a moment is about labels"
    project.journal.undo(project.journal.history(1)[-1].id)
    project.journal.undo(step)
    assert project.proposals.load(1).told_apart(separate=False).objects[10, 10]
    project.journal.redo(step)
    assert not project.proposals.load(1).told_apart(separate=False).objects[10, 10]
    assert not audit(project.folder).findings


def test_rejecting_needs_no_reason_where_labels_are_for_the_record(project: Project):
    known = proposal().told_apart(separate=False)
    project.change_settings(for_the_record=True)
    labeled = ImageChange("state", "unlabeled", "labeled")
    project.journal.append(1, Edit("Mark as labeled", "lesion", image=(labeled,)))
    project.journal.append(1, rejecting(known, (10.0, 10.0)))
    with pytest.raises(ReasonWantedError):
        reason = ImageChange("reason", "", "other")
        project.journal.append(1, Edit("Note", "lesion", image=(reason,)))


@pytest.mark.parametrize("touching", [True, False])
def test_a_lasso_is_kept_with_what_it_means(project: Project, touching):
    project.proposals.save(proposal())
    outline = Region(Rect(4, 4, 8, 8), np.ones((4, 4), bool))
    project.acceptances.keep(Accepted(1, project.proposals.load(1), outline, touching=touching))
    [done] = finish_all(project)
    taken = project.journal.load_plane(1, "lesion").to_array()
    assert (taken > 0).sum() == (15 * 15 if touching else 0)
    assert bool(done.refusal) is not touching


def test_a_choice_makes_what_was_judged_stale(project: Project):
    project.proposals.save(proposal())
    before = dict(project.needs.stale())
    project.proposals.choose_cut("chest-xray", CHOSEN)
    after = dict(project.needs.stale())
    assert all(before[number] != after[number] for number in before)


@pytest.mark.parametrize("value", ["[2, 3]", "[0.5, 0]", "{}", "[1]", "x", '["a", 1]'])
def test_a_choice_that_no_version_writes_is_a_fault(value):
    assert "cut/nuclei" in setting_faults({"cut/nuclei": value})
    assert "cut/nuclei" not in setting_faults({"cut/nuclei": "[0.4, null]"})


def test_a_proposal_that_was_rejected_comes_back_whole_and_another_answer_is_left(project: Project):
    told = ClassPlanes(
        ("a", "b"), np.stack([np.full(SIZE, 200, np.uint8), np.ones(SIZE, np.uint8)])
    )
    depth = np.full(SIZE, 7, np.uint8)
    kept = replace(proposal(), depth=depth, influence=0.25, change=0.5, told=told)
    project.proposals.save(kept)
    step = project.journal.append(1, rejecting_all(kept))
    assert project.proposals.load(1) is None
    project.journal.undo(step)
    back = project.proposals.load(1)
    assert back.same_answer(kept) and back.influence == 0.25 and back.change == 0.5
    np.testing.assert_array_equal(back.probability, kept.probability)
    np.testing.assert_array_equal(back.depth, kept.depth)
    assert back.told is not None and back.told.names == told.names, "what its objects are"
    np.testing.assert_array_equal(back.told.planes, told.planes)
    project.proposals.save(replace(proposal(), sentence="Another question."))
    project.journal.redo(step)
    assert project.proposals.load(1).sentence == "Another question.", "it was not rejected"
    assert not audit(project.folder).findings
    assert way_back(project, 1, 0) == []


def test_a_damaged_step_that_rejected_a_proposal_says_so():
    with pytest.raises(LViTError, match="damaged"):
        carried_out(None, '{"proposal": {"size": [1]}}')
