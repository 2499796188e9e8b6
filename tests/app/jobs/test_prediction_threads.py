"""What the window's side of the predictor hands to its process, and when it starts another."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

import lvit_core.worker.client
from app.jobs.ahead import NextImage
from app.jobs.prediction import PredictorThread
from app.jobs.prediction_job import ModelChoice, PredictionJob
from lvit_core.errors import LViTError
from lvit_core.worker.events import Begun


class Client:
    """Stands in for the process: answers nothing, and remembers what it was given."""

    def __init__(self, threads=None):
        self.threads, self.closed, self.images, self.asked = threads, False, [], 0
        self.ahead = []
        self._over = threading.Event()

    def start(self, *_model):
        """The real one begins to load."""

    def set_image(self, key, _pixels, _spacing):
        self.images.append(key)

    def encode_ahead(self, key, _pixels, _spacing):
        self.ahead.append(key)

    def predict(self, *_request):
        self.asked += 1
        return self.asked

    def next_event(self, timeout):
        self._over.wait(timeout)

    def cancel(self):
        """The real one withdraws the open request."""

    def close(self):
        self.closed = True
        self._over.set()


@pytest.fixture
def predictor(monkeypatch, qtbot):
    clients = []

    def make(threads=None):
        clients.append(Client(threads))
        return clients[-1]

    monkeypatch.setattr(lvit_core.worker.client, "PredictorClient", make)
    made = PredictorThread()
    made.clients = clients
    yield made
    made.close()


def job():
    return PredictionJob(
        1,
        "key",
        "Words.",
        (4, 4),
        None,
        lambda: np.zeros((4, 4, 3), np.uint8),
        lambda: ModelChoice("chest", "chest"),
    )


def test_another_number_restarts_the_process_and_sends_the_image_again(predictor, qtbot):
    clients = predictor.clients
    predictor.threads = 1
    for number in (1, 2):
        predictor.request(job())
        qtbot.waitUntil(lambda number=number: bool(clients) and clients[0].asked == number)
    assert len(clients) == 1, "the same number keeps the process"
    assert clients[0].images == ["key"]
    predictor.threads = 2
    predictor.request(job())
    qtbot.waitUntil(lambda: len(clients) == 2 and clients[1].asked == 1)
    first, second = clients
    assert first.closed
    assert not second.closed
    assert second.threads == 2
    assert second.images == ["key"]


def test_the_same_pixels_of_another_size_are_handed_over_again(predictor, qtbot):
    for number, spacing_um in ((1, 0.25), (2, 0.25), (3, 0.5)):
        predictor.request(replace(job(), spacing_um=spacing_um))
        qtbot.waitUntil(
            lambda number=number: bool(predictor.clients) and predictor.clients[0].asked == number
        )
    assert predictor.clients[0].images == ["key", "key"]


def test_the_first_prediction_of_all_is_announced_by_the_process(predictor, qtbot):
    predictor.request(job())
    qtbot.waitUntil(lambda: predictor._open is not None)
    assert predictor.state.expected_s is None, "nothing was measured on this machine yet"
    predictor._on_event(Begun(1, 2.5))
    assert (predictor.state.phase, predictor.state.expected_s) == ("predicting", 2.5)
    predictor._on_event(Begun(1, 9.0))
    assert predictor.state.expected_s == 2.5, "what is announced stands"


def following(key, pixels=lambda: np.zeros((4, 4, 3), np.uint8), model="chest"):
    return NextImage(key, None, pixels, lambda: ModelChoice(model, model))


def test_the_next_image_is_handed_over_for_the_model_that_is_loaded(predictor, qtbot):
    predictor.request(job())
    qtbot.waitUntil(lambda: bool(predictor.clients) and predictor.clients[0].asked == 1)
    client = predictor.clients[0]
    for image in (following("key"), following("other", model="nuclei"), following("next")):
        predictor._encode_ahead(image)
    assert client.ahead == ["next"]
    assert client.images == ["key"], "looking ahead changes no question"


def test_nothing_is_prepared_before_a_process_runs(predictor, qtbot):
    predictor._encode_ahead(following("next"))
    assert predictor.clients == []


def test_looking_ahead_asks_in_the_background(predictor, qtbot):
    predictor.request(job())
    qtbot.waitUntil(lambda: bool(predictor.clients) and predictor.clients[0].asked == 1)
    predictor.look_ahead(following("next"))
    qtbot.waitUntil(lambda: predictor.clients[0].ahead == ["next"])


def test_a_failure_that_comes_at_once_is_what_stays_to_be_seen(predictor):
    """The thread may be quicker than whoever asked it."""
    failed = threading.Event()
    predictor.failed.connect(lambda _error: failed.set(), Qt.ConnectionType.DirectConnection)
    predictor.requested.connect(lambda _job: failed.wait(0.3))

    def no_model():
        raise LViTError("There is no model.")

    predictor.request(replace(job(), model=no_model))
    assert failed.wait(10)
    assert predictor.state.phase == "failed"
