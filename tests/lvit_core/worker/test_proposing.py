"""Proposals for many images: each by its own question, what fails is named, a stop keeps them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from lvit_core.cli import proposing
from lvit_core.cli.proposing import propose_for
from lvit_core.model.choice import ModelChoice
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.list_walk import awaiting_proposal
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.worker.events import Failed, Finished, Loading, ModelWish

SENTENCES = ("Upper left lung.", "", "Lower left lung.", "Broken.")


class AnswersAtOnce:
    """Stands for the process: finds a square, and fails where the sentence says so."""

    asked: list[tuple[str | None, int]] = []  # noqa: RUF012 - emptied by the fixture
    closed = 0

    def use_model(self, model, name="", backend="auto", threads=None):
        self.name = name

    def set_image(self, key, pixels, spacing_um=None):
        self.pixels = pixels()

    def predict(self, request_id, sentence, center_yx=None, network_layer=None):
        self.asked.append((sentence, int(self.pixels[0, 0, 0])))
        number = len(self.asked)
        self.events = [Loading(ModelWish("m", self.name, "auto", None, "")), self.answer(number)]
        return number

    def answer(self, number):
        if self.asked[-1][0] == "Broken.":
            return Failed(number, "The predictor is out of memory.", "Close other programs.")
        probability = np.zeros(self.pixels.shape[:2], np.uint8)
        probability[4:12, 4:12] = 220
        return Finished(number, AnswerOrigin("", self.name, "", "", 0.5, None, "eager"), True, 0.1,
                        probability=probability)  # fmt: skip

    def next_event(self, timeout=None):
        return self.events.pop(0) if self.events else None

    def cancel(self):
        pass

    def close(self):
        type(self).closed += 1


@pytest.fixture
def project(tmp_path, monkeypatch):
    AnswersAtOnce.asked, AnswersAtOnce.closed = [], 0
    monkeypatch.setattr(proposing, "PredictorClient", AnswersAtOnce)
    monkeypatch.setattr(
        "lvit_core.model.questions.choose_model", lambda *_: ModelChoice("m", "chest")
    )
    files = []
    for number in range(4):
        path = tmp_path / f"film-{number}.png"
        Image.fromarray(np.full((32, 32), 10 * number + 5, np.uint8)).save(path)
        files.append(path)
    settings = ProjectSettings("Many", "chest-xray", "viewer")
    with Project.create(tmp_path / "Many", settings) as made:
        made.images.add(files)
        for image_id, text in zip(made.images.ids(), SENTENCES, strict=True):
            made.other_kinds.insist(image_id)  # drawn ones show no chest
            from lvit_core.project.many_images import say_sentence

            say_sentence(made, [image_id], text)
        yield made


def test_each_image_is_asked_with_its_own_sentence_and_what_fails_is_named(project):
    told = []
    ids = project.images.ids()
    done = propose_for(project, ids, lambda *news: told.append(news), lambda: False)
    assert done.done == tuple(ids[:3]) and not done.stopped
    assert done.left == ("film-3.png: The predictor is out of memory. Close other programs.",)
    assert [sentence for sentence, _ in AnswersAtOnce.asked] == [
        "Upper left lung.", None, "Lower left lung.", "Broken.",
    ]  # fmt: skip
    assert len({grey for _, grey in AnswersAtOnce.asked}) == 4, "each with its own pixels"
    assert [news[:2] for news in told] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    stored = project.proposals.load(ids[0])
    assert stored.sentence == "Upper left lung." and stored.probability[0, 5, 5] == 220
    waiting = [one.id for one in awaiting_proposal(project.images.all(), but=0)]
    assert waiting == [ids[3]] and AnswersAtOnce.closed == 1


def test_a_stop_keeps_what_came_until_then(project):
    asked = AnswersAtOnce.asked
    done = propose_for(project, project.images.ids(), lambda *_: None, lambda: len(asked) >= 2)
    assert done.stopped and len(done.done) == 1 and done.left == ()
    assert sum(one.has_proposal for one in project.images.all()) == 1
    assert AnswersAtOnce.closed == 1


def test_an_image_that_is_gone_costs_itself_alone(project, tmp_path):
    (tmp_path / "film-0.png").unlink()
    ids = project.images.ids()
    done = propose_for(project, ids[:2], lambda *_: None, lambda: False)
    assert done.done == (ids[1],) and done.left[0].startswith("film-0.png: ")
    done = propose_for(project, [99, ids[2]], lambda *_: None, lambda: False)
    assert done.done == (ids[2],) and done.left[0].startswith("image 99: This image is no longer")
