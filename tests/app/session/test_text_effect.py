"""What the text did: which questions are asked, what the answers mean, and that nothing is kept."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import PredictionResult, SaliencyResult
from tests.app.answers import made_by

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
LEFT, RIGHT = slice(40, 200), slice(300, 460)


class Predictor:
    """Stands for the process: keeps what it is asked and answers when it is told to."""

    def __init__(self, session, monkeypatch):
        self.session = session
        self.jobs = []
        monkeypatch.setattr(session.services.predictor, "request", self._asked)

    def _asked(self, job):
        self.jobs.append(job)
        self.session.services.predictor.requested.emit(job)

    def answer(self, columns=LEFT, value=255, *, uses_text=True, ignored=False):
        job = self.jobs[-1]
        probability = np.zeros(job.size, np.uint8)
        if columns is not None:
            probability[100:200, columns] = value
        choice = ModelChoice("m", "1")
        result = PredictionResult(
            job, choice, probability, made_by(job, "1"), uses_text, 0.1, places_ignored=ignored
        )
        self.session.services.predictor.finished.emit(result)

    def show(self, values, place=None):
        job = self.jobs[-1]
        place = place or Rect(0, 0, *job.size)
        self.session.services.predictor.looked.emit(SaliencyResult(job, values, place, True))


@pytest.fixture
def predictor(opened, monkeypatch):
    return Predictor(opened, monkeypatch)


@pytest.fixture
def effect(opened, predictor):
    opened.state.document.type_sentence(SENTENCE)
    return opened.text_effect


def test_it_asks_with_the_sentence_without_it_and_with_sides_swapped(opened, effect, predictor):
    opened.actions.sentence.ask_effect()
    assert effect.asking
    for _ in range(3):
        assert effect.reading is None
        predictor.answer()
    swapped = SENTENCE.replace("left", "right")
    assert [job.sentence for job in predictor.jobs] == [SENTENCE, None, swapped]
    assert [job.image_id for job in predictor.jobs] == [0, 0, 0], "no answer is a proposal"
    assert not effect.asking and effect.reading is not None
    assert opened.state.document.proposal is None and not opened.state.document.record.has_proposal


def test_a_sentence_without_a_side_is_not_asked_swapped(opened, predictor):
    opened.state.document.type_sentence("Bilateral pulmonary infection.")
    opened.actions.sentence.ask_effect()
    predictor.answer()
    predictor.answer()
    assert len(predictor.jobs) == 2
    assert opened.text_effect.reading.of("swapped") is None


@pytest.mark.parametrize(
    ("without", "swapped", "said"),
    [
        (LEFT, LEFT, ("follows the image", "ignores sides")),
        (slice(40, 280), slice(40, 220), ("changes part of the answer", "less certain")),
        (RIGHT, RIGHT, ("decides", "follows the words more than the image")),
        (None, None, ("decides", "finds nothing")),
    ],
)
def test_the_answers_are_put_into_words(opened, effect, predictor, without, swapped, said):
    opened.actions.sentence.ask_effect()
    for columns in (LEFT, without, swapped):
        predictor.answer(columns)
    first, second = effect.reading.verdicts
    assert said[0] in first and said[1] in second


def test_a_swapped_answer_that_is_less_sure_is_not_blind_belief(opened, effect, predictor):
    opened.actions.sentence.ask_effect()
    predictor.answer(LEFT, 250)
    predictor.answer(LEFT, 250)
    predictor.answer(RIGHT, 160)
    assert "less certain" in effect.reading.verdicts[1]


def test_a_model_without_text_says_so(opened, effect, predictor):
    opened.actions.sentence.ask_effect()
    for _ in range(3):
        predictor.answer(uses_text=False)
    (said,) = effect.reading.verdicts
    assert "cannot read sentences" in said


def test_places_nobody_heard_are_said(opened, effect, predictor):
    opened.actions.sentence.ask_effect()
    for _ in range(3):
        predictor.answer(ignored=True)
    assert any("read in tiles" in said for said in effect.reading.verdicts)


def test_the_difference_of_an_answer_is_shown_on_the_image(opened, effect, predictor):
    opened.actions.sentence.ask_effect()
    for columns in (LEFT, RIGHT, RIGHT):
        predictor.answer(columns)
    opened.actions.sentence.compare_effect(variant="swapped")
    assert opened.difference_view.base.name == "with the sentence"
    assert opened.difference_view.other.name == "sides swapped"
    assert opened.display.difference


def test_what_was_not_asked_cannot_be_shown(opened, effect, predictor):
    with pytest.raises(LViTError):
        effect.compare("without")


def test_no_sentence_has_no_effect(opened, predictor):
    assert not opened.actions.sentence.ask_effect.enabled()
    with pytest.raises(LViTError):
        opened.text_effect.ask()


@pytest.mark.parametrize(
    "disturb",
    [
        lambda session: session.actions.proposals.predict(),
        lambda session: session.state.document.type_sentence("Bilateral pulmonary infection."),
        lambda session: session.actions.walking.next(),
        lambda session: session.services.predictor.failed.emit(LViTError("Gone.", "Try again.")),
    ],
    ids=["another question", "another sentence", "another image", "failure"],
)
def test_what_a_person_does_comes_first(opened, effect, predictor, disturb):
    opened.actions.sentence.ask_effect()
    predictor.answer()
    disturb(opened)
    assert not effect.asking and effect.reading is None
    asked = len(predictor.jobs)
    predictor.answer()
    assert len(predictor.jobs) == asked, "nothing more is asked"
    assert effect.reading is None


def test_another_sentence_forgets_the_reading(opened, effect, predictor):
    opened.actions.sentence.ask_effect()
    for _ in range(3):
        predictor.answer()
    opened.state.document.type_sentence("Bilateral pulmonary infection.")
    assert effect.reading is None


def test_a_layer_is_looked_at(opened, effect, predictor):
    changes = []
    effect.attention_changed.connect(partial(changes.append, True))
    opened.actions.sentence.show_attention(network_layer="DownViT1")
    assert (
        predictor.jobs[-1].network_layer == "DownViT1" and predictor.jobs[-1].sentence == SENTENCE
    )
    values = np.random.default_rng(0).integers(0, 256, (2100, 900)).astype(np.uint8)
    place = Rect(10, 20, 110, 120)
    predictor.show(values, place)
    assert effect.attention.network_layer == "DownViT1" and effect.attention.place == place
    assert max(effect.attention.values.shape) <= 512
    np.testing.assert_array_equal(effect.attention.values, values[::5, ::5])
    opened.actions.sentence.show_attention(network_layer="")
    assert effect.attention is None and len(predictor.jobs) == 1 and changes


def test_attention_goes_with_its_image(opened, effect, predictor):
    opened.actions.sentence.show_attention(network_layer="output")
    predictor.show(np.zeros((8, 8), np.uint8))
    opened.actions.walking.next()
    assert effect.attention is None and effect.network_layer == ""


def test_a_layer_that_could_not_be_looked_at_does_not_stay_chosen(opened, effect, predictor):
    opened.actions.sentence.show_attention(network_layer="DownViT1")
    told = []
    effect.attention_changed.connect(lambda: told.append(effect.network_layer))
    opened.actions.sentence.show_attention(network_layer="DownCNN1")
    assert effect.network_layer == told[-1] == "DownCNN1", "one choice after another is no failure"
    opened.services.predictor.failed.emit(
        LViTError("This model has no such layer.", "Choose another.")
    )
    assert effect.network_layer == "" and effect.attention is None


def test_an_unknown_layer_is_refused(effect):
    with pytest.raises(LViTError, match="no layer"):
        effect.look("DownCNN9")
