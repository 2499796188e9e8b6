"""Another number of processor threads is in force at the next prediction, not at the next start."""

import threading

import numpy as np
import pytest

import lvit_core.worker.client
from app.jobs.prediction import ModelChoice, PredictionJob, PredictorThread


class Client:
    """Stands in for the process: answers nothing, and remembers what it was given."""

    def __init__(self, threads=None):
        self.threads, self.closed, self.images, self.asked = threads, False, [], 0
        self._over = threading.Event()

    def start(self, *_model):
        """The real one begins to load."""

    def set_image(self, key, _pixels, _spacing):
        self.images.append(key)

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
