"""While answers follow the keys, only the last of them is taken apart into objects."""

from __future__ import annotations

import numpy as np

from app.session.proposal_objects import REST_MS
from lvit_core.project.records import Proposal
from tests.app.answers import proposed


def answer(column):
    values = np.zeros((600, 520), np.uint8)
    values[100:200, column : column + 50] = 255
    return Proposal(1, "lesion", ("infection",), values[None], 0.5, "", "")


def test_only_the_last_of_several_quick_answers_is_taken_apart(opened, qtbot, monkeypatch):
    objects, seen = opened.proposals._objects, []
    told_apart = Proposal.told_apart

    def watched(proposal, *, separate):
        seen.append(proposal)
        return told_apart(proposal, separate=separate)

    monkeypatch.setattr(Proposal, "told_apart", watched)
    proposals = [answer(column) for column in (10, 100, 200)]
    for proposal in proposals:
        opened.state.document.set_proposal(proposal)
        objects.find(opened.state.document)
        qtbot.wait(REST_MS // 5)
    assert seen == [] and proposed(opened) is None
    qtbot.waitUntil(lambda: proposed(opened) is not None, timeout=20_000)
    assert [id(p) for p in seen] == [id(proposals[-1])]
    assert proposed(opened).max() == 1


def test_who_decides_at_once_does_not_wait_for_the_rest(opened):
    objects, document = opened.proposals._objects, opened.state.document
    document.set_proposal(answer(10))
    objects.find(document)
    found = objects.looked_at()()
    assert found is not None and found.objects.max() == 1
    assert not objects._rest.isActive()
