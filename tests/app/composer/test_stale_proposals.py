"""A proposal whose sentence changed or went drives no checks and is not accepted unseen."""

from __future__ import annotations

import numpy as np
import pytest

from app.session.text_effect import TextEffect
from app.views.composer.agreement import AgreementPanel
from app.views.composer.strip import SentenceStrip
from app.views.composition import make_strip
from app.views.theme import apply_theme
from lvit_core.explain.answers import Answer, Reading
from tests.app.answers import proposed
from tests.app.composer.conftest import TRUE, measured, propose

UPPER_LEFT = (25, 20, 45, 60)
OTHER = "Unilateral pulmonary infection, one infected area, upper right lung."


@pytest.fixture
def strip(session, qtbot) -> SentenceStrip:
    apply_theme("dark")
    made = make_strip(session)
    qtbot.addWidget(made)
    made.resize(900, 140)
    made.show()
    qtbot.waitExposed(made)
    made.field.setFocus()
    return made


@pytest.fixture
def asked(session):
    found = []
    session.guard.reason_wanted.connect(found.append)
    return found


@pytest.mark.parametrize("now", [OTHER, ""], ids=["changed", "gone"])
def test_a_stale_proposal_is_accepted_with_a_reason_only(session, asked, now, qtbot):
    session.composer.type(TRUE)
    propose(session, UPPER_LEFT)
    session.composer.type(now)
    session.actions.proposals.accept()
    qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    stale = asked[0].contradictions[0]
    assert stale.kind == "stale"
    assert TRUE in stale.message
    assert session.state.document.proposal is not None
    asked[0].go_on("It is still right.")
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert session.state.document.planes["lesion"].to_array().any()


def test_other_words_of_the_same_meaning_make_nothing_stale(session, asked, qtbot):
    session.composer.type(TRUE)
    propose(session, UPPER_LEFT)
    session.composer.type("one infected area, upper left lung")
    session.actions.proposals.accept()
    qtbot.waitUntil(lambda: session.state.document.proposal is None, timeout=10_000)
    assert asked == []


def test_a_stale_proposal_drives_no_checks(session, qtbot):
    comparison = session.composer.agreement
    session.composer.type(TRUE)
    propose(session, UPPER_LEFT)
    measured(session, qtbot)
    qtbot.waitUntil(lambda: comparison.with_proposal and bool(comparison.found.rows))
    session.composer.type(OTHER)
    qtbot.waitUntil(lambda: not comparison.with_proposal and comparison.nothing_drawn)
    assert not comparison.found.rows
    session.composer.type(TRUE)
    qtbot.waitUntil(lambda: comparison.with_proposal and bool(comparison.found.rows))


def test_an_empty_answer_is_said_with_its_certainty(strip, session, qtbot):
    session.composer.type(TRUE)
    propose(session, (0, 0, 0, 0))
    qtbot.waitUntil(lambda: "Nothing found in the upper left lung" in strip.doubts.text())
    assert "certainty 1.00" in strip.doubts.text()
    propose(session, (20, 20, 26, 26))  # the small thing that is shown was called nothing
    qtbot.waitUntil(lambda: "Hardly anything found" in strip.doubts.text())
    assert "36 px" in strip.doubts.text()
    session.composer.type(OTHER)  # nobody was asked about that
    qtbot.waitUntil(lambda: strip.doubts.text() == "")


@pytest.mark.parametrize(
    ("alone", "told", "summary"),
    [
        (1.0, "Agrees, and the image says so.", "agree"),
        (0.0, "the image alone shows nothing there.", "follows the words"),
        (0.25, "the image alone shows 25% of it.", "follows the words"),
        (None, "was not asked.", "follows the words"),
    ],
)
def test_agreement_is_shown_with_what_the_image_alone_shows(
    session, alone, told, summary, qtbot, monkeypatch
):
    effect: TextEffect = session.text_effect
    panel = AgreementPanel(session.state, session.composer, effect)
    qtbot.addWidget(panel)
    session.composer.type(TRUE)
    propose(session, UPPER_LEFT)
    qtbot.waitUntil(lambda: proposed(session) is not None, timeout=10_000)
    proposal = session.state.document.proposal
    if alone is not None:
        y0, x0, y1, x1 = UPPER_LEFT
        probability = np.zeros_like(proposal.probability)
        probability[:, y0:y1, x0 : x0 + round(alone * (x1 - x0))] = 255
        without = type(proposal)(
            proposal.image_id, proposal.layer, proposal.classes, probability, 0.5, "", "test"
        )
        effect.reading = Reading((Answer("without", "", without, 0.0),), ())
    measured(session, qtbot)
    qtbot.waitUntil(lambda: told in panel.note.text())
    assert "Compared with the mask as accepting leaves it;" in panel.note.text()
    assert panel.summary == summary
