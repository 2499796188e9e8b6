"""What the window's side of the predictor hands to its process, and what it says of the answers."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from app.jobs.prediction import PredictorThread
from lvit_core.errors import LViTError
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import NextImage, PredictionJob
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.prompt.templates import load_template
from lvit_core.worker import client
from lvit_core.worker.events import Begun, Failed, Finished, Loading, ModelWish, Ready


class Client:
    """Stands in for the process: answers nothing, and remembers what it was given."""

    def __init__(self, tell):
        self.threads, self.tell, self.closed = [], tell, False
        self.models, self.images, self.asked, self.ahead = [], [], [], []

    @property
    def model_path(self):
        return self.models[-1] if self.models else ""

    def use_model(self, path, _name, threads):
        self.models.append(path)
        self.threads.append(threads)

    def set_image(self, key, _pixels, spacing):
        self.images.append((key, spacing))

    def encode_ahead(self, key, pixels, _spacing):
        pixels()
        self.ahead.append(key)

    def predict(self, number, sentence, _center, _layer):
        self.asked.append((number, sentence))

    def cancel(self):
        """The real one withdraws the open question."""

    def close(self):
        self.closed = True


@pytest.fixture
def predictor(monkeypatch, qtbot):
    clients = []

    def make(tell):
        clients.append(Client(tell))
        return clients[-1]

    monkeypatch.setattr(client, "PredictorClient", make)
    made = PredictorThread()
    made.clients = clients
    yield made
    made.close()


def job(model="chest"):
    return PredictionJob(
        1,
        "key",
        "Words.",
        (4, 4),
        None,
        lambda: np.zeros((4, 4, 3), np.uint8),
        lambda: ModelChoice(model, model),
    )


def asked(predictor, qtbot, count=1):
    """The client once it was asked so often."""
    qtbot.waitUntil(lambda: bool(predictor.clients) and len(predictor.clients[0].asked) == count)
    return predictor.clients[0]


def finished(number, model, **facts):
    origin = AnswerOrigin("d" * 64, model, "key", "Words.", 0.7, None, "eager")
    return Finished(number, origin, True, 0.1, probability=np.zeros((4, 4), np.uint8), **facts)


def test_each_question_states_cores_model_image_and_sentence(predictor, qtbot):
    predictor.threads = 1
    predictor.request(job())
    asked(predictor, qtbot)
    predictor.threads = 2
    predictor.request(replace(job("nuclei"), spacing_um=0.5))
    client = asked(predictor, qtbot, 2)
    assert client.threads == [1, 2]
    assert client.models == ["chest", "nuclei"]
    assert client.images == [("key", None), ("key", 0.5)]
    assert [sentence for _, sentence in client.asked] == ["Words.", "Words."]
    assert len(predictor.clients) == 1


def test_the_window_says_which_model_loads_while_a_question_waits_for_it(predictor, qtbot):
    """The question is for generation 21; nothing calls itself that before it is loaded."""
    wish = ModelWish("folder", "21")
    predictor.request(replace(job(), model=lambda: ModelChoice("folder", "21")))
    client = asked(predictor, qtbot)
    client.tell(Loading(wish))
    qtbot.waitUntil(lambda: predictor.state.text == "loading model generation 21")
    predictor.request(replace(job(), model=lambda: ModelChoice("folder", "21")))
    asked(predictor, qtbot, 2)
    assert predictor.state.text == "loading model generation 21", "typing on does not hide it"
    client.tell(Ready(wish, "eager"))
    qtbot.waitUntil(lambda: predictor.state.phase == "predicting")
    assert predictor.state.backend == "eager"


def test_a_result_carries_what_made_it(predictor, qtbot):
    predictor.request(job())
    client = asked(predictor, qtbot)
    with qtbot.waitSignal(predictor.finished) as told:
        client.tell(finished(client.asked[0][0], "chest"))
    result = told.args[0]
    proposal = result.as_proposal(load_template("chest-xray").finding_layer)
    assert (proposal.layer, proposal.probability.shape) == ("lesion", (1, 4, 4))
    assert result.origin.weights == "d" * 64
    assert proposal.origin == result.origin
    assert (proposal.generation, proposal.threshold) == ("chest", 0.7)
    assert predictor.state.phase == "ready"


def test_an_answer_to_an_earlier_question_is_not_the_answer(predictor, qtbot):
    told = []
    predictor.finished.connect(told.append)
    predictor.request(job())
    client = asked(predictor, qtbot)
    predictor.request(job())
    asked(predictor, qtbot, 2)
    for number, _ in client.asked:
        client.tell(finished(number, "chest"))
    qtbot.waitUntil(lambda: predictor.state.phase == "ready")
    assert len(told) == 1


def test_the_first_prediction_of_all_is_announced_by_the_process(predictor, qtbot):
    predictor.request(job())
    client = asked(predictor, qtbot)
    number = client.asked[0][0]
    assert predictor.state.expected_s is None, "nothing was measured on this machine yet"
    client.tell(Begun(number, 2.5))
    qtbot.waitUntil(lambda: predictor.state.expected_s == 2.5)
    assert predictor.state.phase == "predicting"
    client.tell(finished(number, "chest"))
    qtbot.waitUntil(lambda: predictor.state.phase == "ready")
    predictor.request(job())
    number = asked(predictor, qtbot, 2).asked[1][0]
    client.tell(Begun(number, 9.0))
    qtbot.waitUntil(lambda: predictor.state.phase == "predicting")
    assert predictor.state.expected_s == 0.1, "what was measured here counts more"


def following(key, pixels=lambda: np.zeros((4, 4, 3), np.uint8), model="chest"):
    return NextImage(key, None, pixels, lambda: ModelChoice(model, model))


def test_the_next_image_is_handed_over_for_the_model_that_is_loaded(predictor, qtbot):
    predictor.request(job())
    client = asked(predictor, qtbot)
    predictor.look_ahead(following("other", model="nuclei"))
    predictor._looking_ahead.settle(10)
    predictor.look_ahead(following("next"))
    qtbot.waitUntil(lambda: client.ahead == ["next"])
    assert client.images == [("key", None)], "looking ahead changes no question"


def test_an_image_that_cannot_be_prepared_is_only_logged(predictor, qtbot, caplog):
    def broken():
        raise OSError("/home/somebody/patient.dcm")

    predictor.request(job())
    client = asked(predictor, qtbot)
    with caplog.at_level("INFO", logger="lvit"):
        predictor.look_ahead(following("broken", broken))
        qtbot.waitUntil(lambda: bool(caplog.records))
    predictor.look_ahead(following("sound"))
    qtbot.waitUntil(lambda: client.ahead == ["sound"])
    assert "patient" not in caplog.text, "the kind of error alone"


def test_nothing_is_prepared_before_a_process_runs(predictor, qtbot):
    predictor.look_ahead(following("next"))
    assert predictor.clients == [] and not predictor._looking_ahead.busy


def test_warming_up_loads_the_model_and_asks_nothing(predictor, qtbot):
    predictor.warm_up(lambda: ModelChoice("chest", "chest"))
    qtbot.waitUntil(lambda: bool(predictor.clients) and predictor.clients[0].models == ["chest"])
    predictor.clients[0].tell(Ready(ModelWish("chest", "chest"), "eager"))
    qtbot.waitUntil(lambda: predictor.state.backend == "eager")
    assert predictor.clients[0].asked == []


def test_a_failure_that_comes_at_once_is_what_stays_to_be_seen(predictor, qtbot):
    """The thread may be quicker than whoever asked it."""
    failed = threading.Event()
    predictor.failed.connect(lambda _error: failed.set())

    def no_model():
        raise LViTError("There is no model.")

    predictor.request(replace(job(), model=no_model))
    qtbot.waitUntil(failed.is_set, timeout=10_000)
    assert predictor.state.phase == "failed"


def test_a_model_that_cannot_be_loaded_is_told_and_asked_for_again(predictor, qtbot):
    predictor.request(job())
    client = asked(predictor, qtbot)
    with qtbot.waitSignal(predictor.failed) as told:
        client.tell(Failed(None, "There is no model.", "Choose another."))
    assert told.args[0].hint == "Choose another."
    predictor.request(job())
    assert asked(predictor, qtbot, 2).models == ["chest", "chest"]
