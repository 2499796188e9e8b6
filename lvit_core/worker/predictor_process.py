"""The predictor as a process: hears orders, answers the newest question, stoppable between tiles.

A model is loaded in a second thread; a question is answered by the model it names and no other, so
it waits for that one. Encoding ahead happens only while nothing is asked, and stops for the first
message.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes
from lvit_core.device import is_out_of_memory
from lvit_core.errors import Cancelled, LViTError
from lvit_core.explain.saliency import saliency_map
from lvit_core.geometry import Rect
from lvit_core.inference import Predictor
from lvit_core.model.checkpoint import LoadedModel
from lvit_core.model.class_file import put_classes
from lvit_core.worker import events as said
from lvit_core.worker.events import ModelWish, Said
from lvit_core.worker.messages import Ask, Cancel, PrepareImage, TakeImage, packed, unpacked
from lvit_core.worker.shared_array import SharedArray, remove_folder

_IDLE_SECONDS = 0.1


@dataclass(frozen=True, eq=False)
class Loaded:
    """A model ready to answer."""

    wish: ModelWish
    predictor: Predictor


class PredictorProcess:
    """The loop; ``run`` returns when the parent is gone, which otherwise ends the process."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()  # a model is loaded in a second thread
        self._inbox: deque[Any] = deque()
        self._loaded: queue.SimpleQueue[Loaded] = queue.SimpleQueue()
        self._model: Loaded | None = None
        self._wanted: ModelWish | None = None
        self._image: TakeImage | None = None
        self._ahead: PrepareImage | None = None
        self._question: Ask | None = None

    def run(self) -> None:
        """Answers as long as there is somebody to tell."""
        with contextlib.suppress(EOFError, ConnectionError):
            while True:
                self._listen(_IDLE_SECONDS)
                while self._inbox:
                    self._obey(self._inbox.popleft())
                self._take_model()
                if (model := self._answering()) is not None and self._question is not None:
                    question, self._question = self._question, None
                    self._answer(question, model)
                elif self._question is None and self._ahead is not None and self._model:
                    self._encode_ahead(self._ahead, self._model.predictor)

    # Orders ---------------------------------------------------------------------------------

    def _listen(self, timeout_s: float) -> None:
        """Moves what has arrived into the inbox; waits only while there is nothing to do."""
        ahead = self._ahead is not None and self._model is not None and self._question is None
        busy = self._inbox or ahead or self._answering() is not None
        wait_s = 0.0 if busy else timeout_s
        while self._connection.poll(wait_s):
            self._inbox.append(unpacked(self._connection.recv_bytes()))
            wait_s = 0.0

    def _obey(self, order: object) -> None:
        match order:
            case ModelWish():
                self._wanted = order
                threading.Thread(target=self._load, args=(order,), daemon=True).start()
            case TakeImage():
                self._image = order
                self._question = None
                self._show_image()
            case PrepareImage():
                self._ahead = order
            case Ask():
                self._question = order
            case Cancel(number) if self._question and self._question.request_id == number:
                self._question = None

    def _interrupted(self) -> bool:
        """Whether something arrived that ends the present work."""
        self._listen(0.0)
        return any(not isinstance(message, PrepareImage) for message in self._inbox)

    def _answering(self) -> Loaded | None:
        """The model that the open question names, if it is the one that is loaded."""
        model, question = self._model, self._question
        named = model is not None and question is not None and question.model == model.wish
        return model if named else None

    # Models ---------------------------------------------------------------------------------

    def _load(self, wish: ModelWish) -> None:
        """Conversions and measurements take seconds, so the quickest form answers until then."""
        try:
            model: LoadedModel | str = wish.path
            for stage in ("quick", "auto") if wish.backend == "auto" else (wish.backend,):
                predictor = Predictor(model, backend=stage)
                model = predictor.model
                self._loaded.put(Loaded(wish, predictor))
        except LViTError as error:
            self._say(said.Failed(None, error.message, error.hint, wish))
        except Exception as error:  # noqa: BLE001 - the process must live on with the old model
            if is_out_of_memory(error):
                self._say(said.OutOfMemory())
            else:
                text = f"The model could not be loaded ({type(error).__name__}: {error})."
                self._say(said.Failed(None, text, "Choose another model.", wish))

    def _take_model(self) -> None:
        while not self._loaded.empty():
            loaded = self._loaded.get()
            if loaded.wish == self._wanted:  # no newer wish has overtaken it
                self._model = loaded
                self._show_image()
                predictor = loaded.predictor
                self._say(said.Ready(loaded.wish, predictor.backend.name, predictor.notes))

    def _show_image(self) -> None:
        model, image = self._model, self._image
        if model is not None and image is not None:
            with contextlib.suppress(FileNotFoundError):  # a newer message has withdrawn it
                pixels = SharedArray(image.pixels).values
                model.predictor.set_image(pixels, image.spacing_um, image.key)

    def _encode_ahead(self, image: PrepareImage, predictor: Predictor) -> None:
        def encode() -> None:
            pixels = SharedArray(image.pixels).values
            predictor.encode_ahead(pixels, image.spacing_um, image.key, self._interrupted_ahead)

        self._guarded(None, encode)
        if not any(isinstance(message, Ask) for message in self._inbox):
            self._ahead = None

    def _interrupted_ahead(self) -> bool:
        self._listen(0.0)
        return bool(self._inbox) or not self._loaded.empty()

    # Answers --------------------------------------------------------------------------------

    def _answer(self, question: Ask, model: Loaded) -> None:
        image, number = self._image, question.request_id
        if image is None or image.key != question.image_key:
            self._say(said.Failed(number, "The image is not here.", "Choose it again."))
            return
        work = self._predict if question.network_layer is None else self._look
        self._guarded(number, lambda: work(question, model, SharedArray(image.result).values))

    def _predict(self, question: Ask, model: Loaded, result: NDArray[np.uint8]) -> None:
        """Answers with probabilities, rounded here and nowhere else."""
        predictor, number = model.predictor, question.request_id
        threshold, started = predictor.config.threshold, time.perf_counter()

        def on_tile(rect: Rect, probability: NDArray[np.float32]) -> None:
            result[0][rect.slices] = as_bytes(probability, threshold)
            self._say(said.TileReady(number, rect, threshold))

        self._say(said.Begun(number, predictor.expected_s(), predictor.is_encoded()))
        answer = predictor.answer(question.sentence, on_tile, self._interrupted, question.center_yx)
        result[0] = as_bytes(answer.probability, threshold)
        if answer.depth is not None:
            result[1] = answer.depth
        assert self._image is not None  # it is what the question is about
        put_classes(self._image.result.path, answer.classes)
        self._say(
            said.Finished(
                number,
                predictor.origin(question.sentence, model.wish.name),
                predictor.config.uses_text,
                time.perf_counter() - started,
                predictor.doubt(),
                predictor.places_ignored(question.sentence),
                answer.depth is not None,
            )
        )

    def _look(self, question: Ask, model: Loaded, result: NDArray[np.uint8]) -> None:
        """Answers with what a layer looked at, written to its place."""
        _, height, width = result.shape
        seen = model.predictor.glimpse(question.sentence, question.center_yx)
        values, place = saliency_map(
            model.predictor.model,
            seen.pixels_chw,
            seen.asked,
            question.network_layer or "",
            seen.place,
            (height, width),
        )
        result[0][place.slices] = as_bytes(values)
        self._say(
            said.Looked(
                question.request_id,
                model.predictor.origin(question.sentence, model.wish.name),
                place,
                model.predictor.config.uses_text,
            )
        )

    def _guarded(self, number: int | None, work: Callable[[], object]) -> None:
        """Runs work; expected failures are told, lack of memory is told, and the parent ends it."""
        try:
            work()
        except (Cancelled, FileNotFoundError):  # withdrawn by a newer message
            return
        except LViTError as error:
            if number is not None:
                self._say(said.Failed(number, error.message, error.hint))
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            self._say(said.OutOfMemory())

    def _say(self, message: Said) -> None:
        with self._sending:
            self._connection.send_bytes(packed(message))


def serve(connection: Connection, folder: Path) -> None:
    """Runs the predictor; the parent that is gone then could not remove the shared arrays."""
    PredictorProcess(connection).run()
    remove_folder(folder)
