"""What was accepted is a fact at once; its labels are made once, whole, and by whoever comes."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.patch import EMPTY_PATCH
from lvit_core.annotation.regions import Region
from lvit_core.errors import Cancelled, LViTError
from lvit_core.geometry import Rect
from lvit_core.project import finishing
from lvit_core.project.accepted import Accepted, Settlement
from lvit_core.project.care.audit import audit
from lvit_core.project.care.checking import check
from lvit_core.project.finishing import finish_all, finish_elsewhere
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, Proposal
from lvit_core.project.store import FILE_NAME
from tests.lvit_core.project.conftest import SIZE

UPPER_LEFT, LOWER_RIGHT = Rect(100, 100, 160, 180), Rect(400, 500, 470, 600)
LEFT_ONLY = "Unilateral pulmonary infection, one infected area, upper left lung."


@pytest.fixture
def proposal(project: Project) -> Proposal:
    probability = np.zeros((1, *SIZE), np.uint8)
    for rect in (UPPER_LEFT, LOWER_RIGHT):
        probability[0][rect.slices] = 250
    made = Proposal(1, "lesion", ("infection",), probability, 0.5, "", "base")
    project.proposals.save(made)
    return made


def labels(project: Project) -> np.ndarray:
    return project.journal.load_plane(1, "lesion").to_array()


def status(project: Project) -> list[tuple[str, bool]]:
    """Of each acceptance, and whether its pixels are still kept."""
    with sqlite3.connect(project.folder / FILE_NAME) as connection:
        found = connection.execute("SELECT status, probability IS NOT NULL FROM acceptances")
        return [(str(row[0]), bool(row[1])) for row in found]


def say(project: Project, sentence: str) -> None:
    change = ImageChange("sentence", "", sentence)
    project.journal.append(1, Edit("Say", "lesion", EMPTY_PATCH, (), (change,)))


def test_its_labels_are_made_by_who_opens_the_project_next(project, proposal):
    project.person = "ann"
    kept = Accepted(1, proposal)
    assert project.acceptances.keep(kept) == kept.id > 0
    before = project.acceptances.load(kept.id)
    project.close()
    with Project.open(project.folder) as again:
        again.person = "bob"
        assert again.acceptances.waiting() == [kept.id] and not labels(again).any()
        [done] = finish_all(again)
        assert done.refusal == "" and done.record.state == ImageState.IN_PROGRESS
        np.testing.assert_array_equal(labels(again) > 0, proposal.inside())
        provenance = next(iter(again.journal.load_objects(1, "lesion"))).provenance
        assert (provenance.person, provenance.created) == ("ann", before.at)
        assert again.journal.history(1)[-1].person == "ann"
        assert again.proposals.load(1) is None
        assert status(again) == [("settled", False)]
        assert finish_all(again) == []


def test_a_region_and_a_point_take_their_part_and_leave_the_rest(project, proposal):
    region = Region(UPPER_LEFT, np.ones((UPPER_LEFT.height, UPPER_LEFT.width), bool))
    project.acceptances.keep(Accepted(1, proposal, region))
    finish_all(project)
    rest = project.proposals.load(1)
    assert rest is not None and rest.probability[0][LOWER_RIGHT.slices].all()
    assert labels(project)[UPPER_LEFT.slices].all() and not labels(project)[420, 520]
    project.acceptances.keep(Accepted(1, proposal, (420.0, 520.0)))
    finish_all(project)
    np.testing.assert_array_equal(labels(project) > 0, proposal.inside())
    assert project.proposals.load(1) is None


@pytest.mark.parametrize("lasso", [Rect(120, 120, 170, 170), Rect(90, 90, 150, 300)])
def test_a_lasso_takes_whole_areas_and_leaves_no_slivers(project, proposal, lasso):
    region = Region(lasso, np.ones((lasso.height, lasso.width), bool))
    project.acceptances.keep(Accepted(1, proposal, region))
    finish_all(project)
    assert labels(project)[UPPER_LEFT.slices].all(), "its middle lies inside: all of it is taken"
    assert np.count_nonzero(labels(project)) == UPPER_LEFT.area
    rest = project.proposals.load(1)
    assert rest is not None and np.count_nonzero(rest.probability) == LOWER_RIGHT.area


def test_a_lasso_that_only_touches_areas_is_refused_and_named(project, proposal):
    rim = Rect(150, 170, 430, 520)
    region = Region(rim, np.ones((rim.height, rim.width), bool))
    project.acceptances.keep(Accepted(1, proposal, region))
    [done] = finish_all(project)
    assert "No area of the proposal lies inside" in done.refusal
    assert not labels(project).any() and project.proposals.load(1) is not None


def test_two_clicks_before_the_first_is_settled_both_count(project, proposal):
    for point in ((110.0, 110.0), (420.0, 520.0)):
        project.acceptances.keep(Accepted(1, proposal, point))
    assert len(finish_all(project)) == 2
    np.testing.assert_array_equal(labels(project) > 0, proposal.inside())
    assert len(np.unique(labels(project))) == 3


def test_a_point_beside_all_objects_is_refused_and_named(project, proposal):
    project.acceptances.keep(Accepted(1, proposal, (5.0, 5.0)))
    [done] = finish_all(project)
    assert "nothing there" in done.refusal
    assert status(project) == [("refused", False)] and project.proposals.load(1) is not None


def test_what_contradicts_the_sentence_is_not_accepted_in_silence(project, proposal):
    say(project, LEFT_ONLY)
    project.acceptances.keep(Accepted(1, proposal))
    [done] = finish_all(project)
    assert "was not accepted, sentence and mask disagree" in done.refusal and done.hint
    assert not labels(project).any() and project.proposals.load(1) is not None
    project.acceptances.keep(Accepted(1, proposal, reason="Seen on another film."))
    assert finish_all(project)[0].refusal == ""
    assert labels(project).any()
    assert project.images.get(1).reason == "Seen on another film."


def test_the_mask_itself_becomes_the_label(project, proposal):
    project.acceptances.keep(Accepted(1, proposal))
    project.acceptances.keep(Accepted(1, None))
    finish_all(project)
    assert project.images.get(1).state == ImageState.LABELED
    assert [entry.title for entry in project.journal.history(1)] == [
        "Accept proposal", "Mark as labeled",
    ]  # fmt: skip


def test_a_part_of_a_large_image_keeps_its_place(project):
    place = Rect(200, 300, 260, 380)
    probability = np.full((1, 60, 80), 250, np.uint8)
    part = Proposal(1, "lesion", ("infection",), probability, 0.5, "", "base", place=place)
    project.acceptances.keep(Accepted(1, part))
    finish_all(project)
    found = labels(project)
    assert found[place.slices].all() and np.count_nonzero(found) == 60 * 80


def test_what_somebody_has_in_hand_is_left_to_them(project, proposal):
    held = Accepted(1, proposal, held=True)
    project.acceptances.keep(held)
    assert project.acceptances.waiting() == [] and finish_all(project) == []
    assert project.acceptances.waiting(held=True) == [held.id]
    held.held = False
    assert len(finish_all(project)) == 1


def test_what_is_in_hand_is_nobody_elses_from_the_first_moment(project, proposal, monkeypatch):
    """Another thread could see it between its commit and the note of who has it in hand."""
    store, seen = project.acceptances._store, []
    write = store.write

    @contextmanager
    def watched():
        with write() as connection:
            yield connection
        seen.extend(project.acceptances.waiting())

    monkeypatch.setattr(store, "write", watched)
    number = project.acceptances.keep(Accepted(1, proposal, held=True))
    assert seen == [] and project.acceptances.waiting(held=True) == [number]


def test_its_labels_are_made_once(project, proposal):
    number = project.acceptances.keep(Accepted(1, proposal))
    assert finish_all(project)
    steps, lesion = project.journal.history(1), labels(project)
    again = Edit("Accept", "lesion", EMPTY_PATCH, (), (ImageChange("sentence", "", LEFT_ONLY),))
    with pytest.raises(LViTError, match="made already"):
        project.journal.append(1, again, settles=Settlement(number))
    with pytest.raises(LViTError, match="made already"):
        project.acceptances.settle(Settlement(number))
    project.acceptances.close(number, "withdrawn")
    assert project.journal.history(1) == steps and audit(project.folder).findings == []
    assert np.array_equal(labels(project), lesion)


def test_a_step_that_comes_between_reading_and_writing_counts(project, proposal, monkeypatch):
    """A stroke that was on its way got the number that was given here as well."""
    project.acceptances.keep(Accepted(1, proposal))
    decide, free = finishing.decide, Rect(300, 300, 310, 310)
    steps = [free]

    def slowly(*args):
        outcome = decide(*args)
        if steps:
            drawn = np.zeros(SIZE, np.int32)
            drawn[steps.pop().slices] = 1
            store_labels(
                project, 1, "lesion", drawn, classes="infection",
                provenance=Provenance("person", "ann"), title="Draw",
            )  # fmt: skip
        return outcome

    monkeypatch.setattr(finishing, "decide", slowly)
    assert [one.refusal for one in finish_all(project)] == [""]
    assert labels(project)[free.slices].all() and len(np.unique(labels(project))) == 4
    assert check(project.folder) == [] and status(project) == [("settled", False)]


def test_who_waits_finishes_what_others_let_go_meanwhile(project, proposal, monkeypatch):
    held = Accepted(1, proposal, held=True)
    project.acceptances.keep(held)
    monkeypatch.setattr(finishing.time, "sleep", lambda _s: setattr(held, "held", False))
    assert len(finish_all(project, held_s=30.0)) == 1
    assert status(project) == [("settled", False)]


def test_edit_and_settlement_are_one_transaction(project, proposal, monkeypatch):
    kept = Accepted(1, proposal)
    project.acceptances.keep(kept)

    def fail(*_):
        raise OSError(5, "the power fails here")

    with monkeypatch.context() as patch:
        patch.setattr("lvit_core.project.acceptances.replace_proposal", fail)
        with pytest.raises(OSError, match="power"):
            finish_all(project)
    assert not labels(project).any() and project.journal.history(1) == []
    assert project.acceptances.waiting() == [kept.id]
    assert len(finish_all(project)) == 1


def test_a_newer_prediction_that_came_meanwhile_stays(project, proposal):
    project.acceptances.keep(Accepted(1, proposal))
    newer = replace(proposal, generation="2", probability=proposal.probability // 2)
    project.proposals.save(newer)
    finish_all(project)
    np.testing.assert_array_equal(labels(project) > 0, proposal.inside())
    assert project.proposals.load(1).generation == "2"


def test_what_is_not_wanted_any_more_waits(project, proposal):
    project.acceptances.keep(Accepted(1, proposal))
    with pytest.raises(Cancelled):
        finish_all(project, cancelled=lambda: True)
    assert len(project.acceptances.waiting()) == 1
    project.acceptances.close(1, "withdrawn")
    assert project.acceptances.waiting() == [] and project.acceptances.load(1) is None


def test_an_edit_that_changes_nothing_settles_too(project, proposal):
    kept = Accepted(1, proposal)
    project.acceptances.keep(kept)
    project.acceptances.settle(Settlement(kept.id, proposal))
    assert status(project) == [("settled", False)] and project.proposals.load(1) is None


def test_who_reads_a_project_finishes_first_what_was_accepted(project, proposal, monkeypatch):
    project.acceptances.keep(Accepted(1, proposal))
    monkeypatch.setattr(finishing, "PATIENCE_S", 0.0)
    with pytest.raises(LViTError, match="labels are not made yet"):
        finish_elsewhere(project.folder, 0.0)  # its window is open and does not do it
    project.close()
    assert len(finish_elsewhere(project.folder)) == 1
    with Project.open(project.folder, read_only=True) as again:
        np.testing.assert_array_equal(labels(again) > 0, proposal.inside())


def test_images_that_are_removed_take_it_along(project, proposal):
    project.acceptances.keep(Accepted(1, proposal))
    project.images.remove([1])
    assert finish_all(project) == []
