"""The depth of an answer goes where the answer goes: its objects are the same everywhere."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from lvit_core.annotation.levels import Cut
from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.object_maps import object_maps
from lvit_core.project.accepted import Accepted
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
