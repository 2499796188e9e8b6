"""Prediction that follows typing, with the real predictor process and a real model."""

from __future__ import annotations

from tests.workflows.conftest import SENTENCE

LATER = "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."


def test_typing_is_followed_after_a_pause_and_the_latest_sentence_wins(opened, qtbot):
    answers = []
    opened.services.predictor.finished.connect(lambda result: answers.append(result.job.sentence))
    with qtbot.waitSignal(opened.services.predictor.finished, timeout=60_000):
        opened.actions.proposals.predict()  # the model is loaded from here on
    answers.clear()
    opened.services.preferences.set("prediction.live", True)
    opened.services.preferences.set("prediction.delay_ms", 400)
    for end in range(1, len(SENTENCE) + 1):
        opened.composer.type(SENTENCE[:end])
    assert answers == [] and opened.composer.waiting
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    assert answers == [SENTENCE]
    assert opened.state.document.proposal.sentence == SENTENCE
    opened.composer.type(LATER[:40])
    opened.composer._on_rested()  # the pause of an earlier sentence is over just now
    opened.composer.type(LATER)
    qtbot.waitUntil(lambda: LATER in answers, timeout=30_000)
    assert opened.state.document.proposal.sentence == LATER
    qtbot.wait(600)
    assert answers[-1] == LATER  # nothing older arrives after it


def test_another_image_ends_what_was_to_be_predicted(opened, qtbot):
    opened.services.preferences.set("prediction.live", True)
    opened.services.preferences.set("prediction.delay_ms", 150)
    asked = []
    opened.services.predictor.request = asked.append
    opened.composer.type(SENTENCE)
    with qtbot.waitSignal(opened.state.document_ready):
        opened.actions.walking.next()
    qtbot.wait(300)
    assert asked == []
