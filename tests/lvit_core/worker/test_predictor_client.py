"""The predictor process from the window's side: answers, newest wins, death is survived."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import torch

from lvit_core.annotation.threshold import as_bytes
from lvit_core.geometry import Rect
from lvit_core.inference import Predictor
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.model.digest import weights_digest
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.worker.client import PredictorClient
from lvit_core.worker.events import (
    Begun,
    Failed,
    Finished,
    Loading,
    Looked,
    ModelWish,
    Ready,
    Restarted,
    Superseded,
    TileReady,
)
from lvit_core.worker.messages import ArrayPlace, Ask, TakeImage, packed, unpacked

PATIENCE = 120.0


@pytest.fixture(autouse=True, scope="module")
def _own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVIT_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("OMP_NUM_THREADS", "1")
        yield


@pytest.fixture(scope="module")
def _running():
    with PredictorClient() as client:
        yield client


@pytest.fixture
def client(_running):
    """A client whose process answered other tests before, with other models."""
    _running.cancel()
    while _running.next_event(0.1) is not None:
        pass
    return _running


@pytest.fixture
def model_folder(tmp_path):
    return _model(tmp_path / "model", seed=0)


def _model(folder, seed, width=8, heads=(), **facts):
    torch.manual_seed(seed)
    kinds = 2 if "classes" in heads else 0
    network = LViTConfig(
        width=width, image_size=64, text_dim=32, tokens=8, heads=heads, object_classes=kinds
    )
    config = ModelConfig(name="small", network=network, template="nuclei", input="tiles", **facts)
    save_model(folder, build_model(config), "# Card", half=False)
    return folder


@pytest.fixture
def image():
    return np.random.default_rng(0).integers(0, 255, (150, 170, 3)).astype(np.uint8)


def until(client, kind, patience=PATIENCE):
    """All events up to the first of a kind."""
    seen = []
    end = time.monotonic() + patience
    while time.monotonic() < end:
        event = client.next_event(0.5)
        if event is not None:
            seen.append(event)
            if isinstance(event, kind):
                return seen
    pytest.fail(f"no {kind} in {patience} s; seen: {seen}")


def test_the_answer_is_the_predictors(model_folder, image):
    with PredictorClient() as client:
        client.use_model(model_folder, "gen-1", backend="eager")
        client.set_image("a", image)
        number = client.predict(None, "two areas")
        events = until(client, Finished)
    ready = [e for e in events if isinstance(e, Ready)]
    assert ready and ready[0].model.name == "gen-1" and ready[0].backend == "eager"
    begun = [e for e in events if isinstance(e, Begun)]
    assert [e.request_id for e in begun] == [number]
    assert 0 < begun[0].expected_s < PATIENCE
    tiles = [e for e in events if isinstance(e, TileReady)]
    assert sum(t.rect.area for t in tiles) == 150 * 170
    answer = events[-1]
    assert answer.request_id == number
    assert answer.origin == AnswerOrigin(
        weights=sha256((model_folder / "model.safetensors").read_bytes()).hexdigest(),
        model="gen-1",
        image="a",
        sentence="two areas",
        threshold=0.5,
        um_per_px=None,
        backend="eager",
    )
    direct = Predictor(model_folder, backend="eager")
    direct.set_image(image)
    assert np.array_equal(as_bytes(direct.predict("two areas"), 0.5), answer.probability)


def test_depth_and_classes_come_with_the_answer_of_a_model_that_knows_objects(
    client, tmp_path, model_folder, image
):
    knowing = _model(tmp_path / "knowing", seed=1, heads=("geometry", "classes"))
    client.use_model(knowing, "knowing", backend="eager")
    client.set_image("a", image)
    client.predict(None, "two areas")
    answer = until(client, Finished)[-1]
    client.use_model(model_folder, "plain", backend="eager")
    client.predict(None, "two areas")
    plain = until(client, Finished)[-1]
    direct = Predictor(knowing, backend="eager")
    direct.set_image(image)
    expected = direct.answer("two areas")
    np.testing.assert_array_equal(answer.depth, expected.depth)
    np.testing.assert_array_equal(answer.probability, as_bytes(expected.probability, 0.5))
    np.testing.assert_array_equal(answer.classes, expected.classes)
    assert answer.classes.shape == (2, *image.shape[:2])
    assert plain.depth is None and plain.classes is None
    assert plain.probability.shape == image.shape[:2]


def test_another_pixel_size_of_the_same_pixels_is_another_question(client, tmp_path, image):
    """A person who corrects the size and asks again must not get the answer at the old scale."""
    folder = _model(tmp_path / "tiles", seed=0, scale_um=0.5)
    direct, answers = Predictor(folder, backend="eager"), []
    client.use_model(folder, "gen-1", backend="eager")
    for spacing_um in (0.5, 1.0):
        client.set_image("same", image, spacing_um)
        client.predict(None, "two areas")
        answers.append(until(client, Finished)[-1].probability)
        direct.set_image(image, spacing_um)
        assert np.array_equal(as_bytes(direct.predict("two areas"), 0.5), answers[-1])
    assert not np.array_equal(*answers), "the comparison means something"


def test_calls_never_wait_and_the_newest_request_wins(client, model_folder, image):
    client.use_model(model_folder, backend="eager")
    client.set_image("a", image)
    numbers = [client.predict(None, "lung " * n) for n in range(1, 30)]
    events = until(client, Finished)
    assert events[-1].request_id == numbers[-1]
    assert [e.request_id for e in events if isinstance(e, Superseded)] == numbers[:-1]


@pytest.mark.durability
def test_a_killed_process_is_replaced_and_the_request_repeated(model_folder, image):
    with PredictorClient() as client:
        client.use_model(model_folder, "gen-1", backend="eager")
        client.set_image("a", image)
        client.predict(None, None)
        first = until(client, Finished)[-1]
        os.kill(client.process_id, signal.SIGKILL)
        number = client.predict(None, None)
        events = until(client, Finished)
    assert any(isinstance(e, Restarted) and e.reason == "killed" for e in events)
    assert events[-1].request_id == number
    assert np.array_equal(first.probability, events[-1].probability)


@pytest.mark.durability
def test_a_hung_process_is_replaced(model_folder, image, monkeypatch):
    monkeypatch.setattr("lvit_core.worker.predictor_link.HANG_S", 3.0)
    with PredictorClient() as client:
        client.use_model(model_folder, backend="eager")
        client.set_image("a", image)
        client.predict(None, None)
        until(client, Finished)
        os.kill(client.process_id, signal.SIGSTOP)
        number = client.predict(None, "lung")
        events = until(client, Finished)
    restarted = [e for e in events if isinstance(e, Restarted)]
    assert restarted and restarted[0].reason == "hung" and restarted[0].repeats
    assert events[-1].request_id == number


def test_a_model_that_was_published_again_in_its_place_is_loaded_again(client, model_folder, image):
    """The old weights went on answering: it was known by its place alone."""
    client.use_model(model_folder, backend="eager")
    client.set_image("a", image)
    until(client, Ready)
    _model(model_folder, seed=1)
    client.use_model(model_folder, backend="eager")
    client.predict(None, "lung")
    events = until(client, Finished)
    assert [e.republished for e in events if isinstance(e, Loading)] == [True]
    assert events[-1].origin.weights == weights_digest(model_folder)


@pytest.mark.durability
def test_a_request_that_kills_twice_is_reported(model_folder, image, monkeypatch):
    """The child ends itself whenever it is asked about the fatal sentence."""
    monkeypatch.setattr(
        "lvit_core.own_program.own_command", lambda _role: [sys.executable, "-c", _FATAL]
    )
    with PredictorClient() as client:
        client.use_model(model_folder, backend="eager")
        client.set_image("a", image)
        number = client.predict(None, "fatal")
        events = until(client, Failed)
        assert [e.repeats for e in events if isinstance(e, Restarted)] == [True]
        assert events[-1].request_id == number and "twice" in events[-1].message
        client.predict(None, "harmless")
        assert until(client, Finished)[-1].origin.sentence == "harmless"


_FATAL = """
import os, sys
from lvit_core.inference.predictor import Predictor
ask = Predictor.answer
def answer(self, sentence, *rest):
    if sentence == "fatal":
        os._exit(9)
    return ask(self, sentence, *rest)
Predictor.answer = answer
from lvit_core.worker.__main__ import main
main(sys.argv[1])
"""

_HUNGRY = _FATAL.replace("os._exit(9)", "raise MemoryError")


@pytest.mark.durability
def test_lack_of_memory_is_told_apart(model_folder, image, monkeypatch):
    monkeypatch.setattr(
        "lvit_core.own_program.own_command", lambda _role: [sys.executable, "-c", _HUNGRY]
    )
    with PredictorClient() as client:
        client.use_model(model_folder, backend="eager")
        client.set_image("a", image)
        client.predict(None, "fatal")
        events = until(client, Failed)
    assert next(e.reason for e in events if isinstance(e, Restarted)) == "memory"
    assert "memory" in events[-1].message


def test_every_answer_after_a_switch_is_the_new_models(client, tmp_path, model_folder, image):
    """The old model could answer at once, but the question is for the new one, so it waits."""
    newer = _model(tmp_path / "newer", seed=1)
    digests = [
        sha256((folder / "model.safetensors").read_bytes()).hexdigest()
        for folder in (model_folder, newer)
    ]
    client.use_model(model_folder, "1", backend="eager")
    client.set_image("a", image)
    client.predict(None, "lung")
    old = until(client, Finished)[-1]
    client.use_model(newer, "2", backend="eager")
    client.predict(None, "lung")
    events = until(client, Finished)
    assert (old.origin.model, old.origin.weights) == ("1", digests[0])
    told = [type(event) for event in events if isinstance(event, (Loading, Ready, Begun))]
    assert told == [Loading, Ready, Begun], "that it loads is said, and nothing answers meanwhile"
    answer = events[-1]
    assert (answer.origin.model, answer.origin.weights) == ("2", digests[1])
    direct = Predictor(newer, backend="eager")
    direct.set_image(image)
    expected = as_bytes(direct.predict("lung"), 0.5)
    assert np.array_equal(expected, answer.probability)
    assert not np.array_equal(old.probability, answer.probability), "the comparison means something"


def test_a_switch_supersedes_what_was_asked_of_the_model_before(
    client, tmp_path, model_folder, image
):
    newer = _model(tmp_path / "newer", seed=1)
    client.use_model(model_folder, "1", backend="eager")
    client.set_image("a", image)
    first = client.predict(None, "lung")
    client.use_model(newer, "2", backend="eager")
    second = client.predict(None, "lung")
    events = until(client, Finished)
    assert [e.request_id for e in events if isinstance(e, Superseded)] == [first]
    assert events[-1].request_id == second and events[-1].origin.model == "2"


def test_what_was_asked_of_a_model_that_cannot_be_loaded_fails(
    client, tmp_path, model_folder, image
):
    client.use_model(model_folder, "1", backend="eager")
    client.set_image("a", image)
    client.predict(None, "lung")
    until(client, Finished)
    client.use_model(tmp_path / "nothing", "2")
    number = client.predict(None, "lung")
    events = until(client, Failed)
    assert events[-1].request_id == number and "no model" in events[-1].message
    assert not any(isinstance(event, Finished) for event in events), "the old one says nothing"


def test_another_number_of_cores_takes_another_process_and_keeps_the_rest(model_folder, image):
    with PredictorClient() as client:
        client.use_model(model_folder, "1", "eager", threads=1)
        client.set_image("a", image)
        client.predict(None, "lung")
        first, before = until(client, Finished)[-1], client.process_id
        client.use_model(model_folder, "1", "eager", threads=1)
        client.predict(None, "lung")
        until(client, Finished)
        assert client.process_id == before, "the same number keeps the process"
        client.use_model(model_folder, "1", "eager", threads=2)
        client.predict(None, "lung")
        events = until(client, Finished)
        assert client.process_id not in (before, None)
    assert not any(isinstance(event, Restarted) for event in events), "it is no accident"
    assert np.abs(events[-1].probability.astype(int) - first.probability).max() <= 1


def test_a_model_that_cannot_be_loaded_leaves_the_old_one(client, tmp_path, model_folder, image):
    client.use_model(model_folder, "gen-1", backend="eager")
    client.set_image("a", image)
    client.predict(None, None)
    until(client, Finished)
    client.use_model(tmp_path / "nothing", "gen-2")
    failed = until(client, Failed)[-1]
    assert failed.request_id is None and "no model" in failed.message
    client.predict(None, "lung")
    assert until(client, Finished)[-1].origin.model == "gen-1"


def test_cancel_and_image_change_supersede(client, model_folder, image):
    client.use_model(model_folder, backend="eager")
    client.set_image("a", image)
    first = client.predict(None, None)
    client.cancel()
    second = client.predict(None, None)
    client.set_image("b cut", image[:70])
    third = client.predict(None, None)
    events = until(client, Finished)
    assert [e.request_id for e in events if isinstance(e, Superseded)] == [first, second]
    assert events[-1].request_id == third and events[-1].probability.shape == (70, 170)


def test_encoding_ahead_does_not_disturb(client, model_folder, image):
    client.use_model(model_folder, backend="eager")
    client.set_image("a", image)
    client.encode_ahead("b", image[::-1].copy())
    client.predict(None, None)
    assert until(client, Finished)[-1].origin.image == "a"
    client.set_image("b", image[::-1].copy())
    client.predict(None, None)
    assert until(client, Finished)[-1].origin.image == "b"


def test_predicting_without_an_image_is_an_expected_failure(model_folder):
    with PredictorClient() as client:
        client.use_model(model_folder, backend="eager")
        client.predict(7, None)
        failed = until(client, Failed)[-1]
    assert failed.request_id == 7 and "image" in failed.message


def test_nothing_stays_behind(model_folder, image):
    client = PredictorClient()
    client.use_model(model_folder, backend="eager")
    client.set_image("a", image)
    client.predict(None, None)
    until(client, Finished)
    pid, folder = client.process_id, client._link._folder.path
    assert folder.is_dir()
    client.close()
    client.close()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_client_needs_neither_torch_nor_qt():
    code = (
        "import sys, lvit_core.worker.client, lvit_core.model.catalogue\n"
        "bad = {'torch', 'PySide6', 'transformers', 'openvino', 'scipy'} & set(sys.modules)\n"
        "assert not bad, bad\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_stranger_without_the_key_is_turned_away_and_the_child_let_in(tmp_path, monkeypatch):
    from multiprocessing import AuthenticationError
    from multiprocessing.connection import Client

    from lvit_core.worker import child

    start, refused = child.start_own_program, []

    def knock(address):
        try:
            Client(address, authkey=b"wrong")
        except (OSError, AuthenticationError, EOFError) as error:
            refused.append(error)

    def start_beside_a_stranger(role, arguments, variables):
        stranger = threading.Thread(target=knock, args=(variables[child.ADDRESS_VARIABLE],))
        stranger.start()
        return start(role, arguments, variables)

    monkeypatch.setattr(child, "start_own_program", start_beside_a_stranger)
    started = child.start_predictor(tmp_path, None)
    try:
        assert started is not None and started.id is not None
        assert len(refused) == 1 and isinstance(refused[0], AuthenticationError)
    finally:
        started.kill()


def test_a_child_that_ends_before_it_gets_in_touch_is_not_waited_for(tmp_path, monkeypatch):
    from lvit_core.worker.child import start_predictor

    dying = [sys.executable, "-c", "raise SystemExit(1)"]
    monkeypatch.setattr("lvit_core.own_program.own_command", lambda _role: dying)
    assert start_predictor(tmp_path, None) is None


def test_messages_arrive_as_they_were_sent():
    messages = [
        ModelWish("folder", "21"),
        Ready(ModelWish("folder", "21"), "eager", ("why",), 1.5),
        Ask(3, ModelWish("m", "m"), "key", None, (1.5, 2.0)),
        TakeImage("key", 0.5, ArrayPlace("a", (2, 3, 3)), ArrayPlace("b", (2, 3))),
        Failed(None, "Größe", "hint"),
    ]
    for message in messages:
        assert unpacked(packed(message)) == message
    tile = TileReady(4, Rect(0, 1, 2, 3), 0.5, np.ones((2, 2), np.uint8))
    told = unpacked(packed(tile))
    assert (told.request_id, told.rect, told.threshold) == (4, tile.rect, 0.5)
    assert told.probability.size == 0, "pixels lie in memory that both see"


def test_the_predictor_waits_politely():
    """Threads that spin while they wait steal the time of whatever else the computer does."""
    code = (
        "import os, sys\n"
        "from lvit_core.worker import __main__ as program, child\n"
        "def stop():\n"
        "    raise SystemExit(f\"{os.environ['OMP_WAIT_POLICY']} {'torch' in sys.modules}\")\n"
        "child.connect_to_parent = stop\n"
        "program.main('.')\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "OMP_WAIT_POLICY"}
    done = subprocess.run(  # noqa: PLW1510 - it ends with what it has seen
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment
    )
    assert done.stderr.strip() == "PASSIVE False", "set before torch is imported"


def test_the_predictor_lets_the_window_go_first(client, model_folder):
    import psutil

    client.use_model(model_folder, backend="eager")
    until(client, Ready)
    assert psutil.Process(client.process_id).nice() > psutil.Process().nice()


def test_a_layer_is_looked_at(client, model_folder, image):
    from lvit_core.explain.saliency import saliency_map

    client.use_model(model_folder, "gen-1", backend="eager")
    client.set_image("a", image)
    number = client.predict(None, "two areas", (20.0, 30.0), "DownViT1")
    looked = until(client, Looked)[-1]
    client.predict(None, "two areas")
    assert isinstance(until(client, Finished)[-1], Finished), "masks are still answered"
    assert looked.request_id == number
    assert looked.origin.model == "gen-1" and looked.uses_text
    predictor = Predictor(model_folder, backend="eager")
    predictor.set_image(image)
    seen = predictor.glimpse("two areas", (20.0, 30.0))
    values, place = saliency_map(
        predictor.model, seen.pixels_chw, seen.asked, "DownViT1", seen.place, (150, 170)
    )
    assert looked.place == place and place.contains(20, 30)
    assert looked.saliency.shape == (place.height, place.width)
    assert np.abs(looked.saliency.astype(int) - as_bytes(values)).max() <= 1
    assert looked.saliency.max() > 0


def test_a_layer_the_model_lacks_fails_in_words(client, model_folder, image):
    client.use_model(model_folder, "gen-1", backend="eager")
    client.set_image("a", image)
    client.predict(None, None, network_layer="DownCNN9")
    failed = until(client, Failed)[-1]
    assert "DownCNN9" in failed.message


def test_a_folder_for_temporary_files_with_a_long_name_does_no_harm(tmp_path, monkeypatch):
    """A socket's path holds some hundred letters; the thread died of it, and everybody waited."""
    from lvit_core.worker import child

    far = tmp_path / ("x" * 120)
    far.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(far))
    monkeypatch.setitem(multiprocessing.process.current_process()._config, "tempdir", str(far))
    asked = []

    def started(_role, _words, variables):
        asked.append(variables[child.ADDRESS_VARIABLE])
        return subprocess.Popen([sys.executable, "-c", ""])

    monkeypatch.setattr(child, "start_own_program", started)
    with tempfile.TemporaryDirectory(prefix="lvit-", dir="/tmp") as short:
        assert child.start_predictor(Path(short), None) is None
        assert asked and asked[0].startswith(short)
    assert child.start_predictor(far, None) is None  # nor does one that is too long end in an error
    assert len(asked) == 1
