"""The predictor as a process: hears wishes, answers the newest, stays stoppable between tiles.

A newly published model is loaded in a second thread while the old one keeps answering. Encoding
ahead happens only while nothing has been asked, and stops for the first message.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import Cancelled, LViTError
from lvit_core.geometry import Rect
from lvit_core.inference import Predictor
from lvit_core.worker.channel import Channel
from lvit_core.worker.saliency import saliency_map
from lvit_core.worker.shared_array import SharedArray, remove_folder

_IDLE_SECONDS = 0.1
_MEMORY_EXIT = 3


@dataclass(frozen=True, eq=False)
class Loaded:
    """A model ready to answer."""

    path: str
    generation: str
    asked_backend: str
    predictor: Predictor


@dataclass(frozen=True, eq=False)
class HandedImage:
    """An image in shared memory and where its answer goes."""

    key: str
    pixels: SharedArray
    result: SharedArray | None
    spacing_um: float | None


class PredictorProcess:
    """The loop; ``run`` returns when the parent says stop or is gone."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._inbox: deque[dict[str, Any]] = deque()
        self._loaded: queue.SimpleQueue[Loaded] = queue.SimpleQueue()
        self._model: Loaded | None = None
        self._newest_path = ""
        self._image: HandedImage | None = None
        self._ahead: HandedImage | None = None
        self._request: dict[str, Any] | None = None
        self._stopped = False
        self.orphaned = False

    def run(self) -> None:
        """Answers until told to stop."""
        try:
            while not self._stopped:
                self._listen(_IDLE_SECONDS)
                self._take_messages()
                self._take_model()
                if self._request is not None and self._model is not None:
                    self._answer(self._request)
                elif self._request is None and self._ahead is not None:
                    self._encode_ahead(self._ahead)
        except (EOFError, ConnectionError):
            self.orphaned = True  # the parent is gone; nobody is left to tell

    # Messages -------------------------------------------------------------------------------

    def _listen(self, timeout_s: float) -> None:
        """Moves what has arrived into the inbox; waits only while there is nothing to do."""
        ready = self._request is not None and self._model is not None
        wait_s = 0.0 if self._inbox or ready or self._ahead is not None else timeout_s
        while (message := self._channel.receive(wait_s)) is not None:
            self._inbox.append(message)
            wait_s = 0.0

    def _take_messages(self) -> None:
        while self._inbox:
            message = self._inbox.popleft()
            kind = message["type"]
            if kind == "stop":
                self._stopped = True
            elif kind == "load":
                self._load(message)
            elif kind == "image":
                self._set_image(message)
            elif kind == "ahead":
                self._ahead = _handed(message)
            elif kind == "predict":
                self._request = message
            elif kind == "cancel" and self._request and self._request["id"] == message["id"]:
                self._request = None

    def _interrupted(self) -> bool:
        """Whether something arrived that ends the present work."""
        self._listen(0.0)
        return any(m["type"] in ("predict", "cancel", "image", "stop") for m in self._inbox)

    # Models ---------------------------------------------------------------------------------

    def _load(self, message: dict[str, Any]) -> None:
        self._newest_path = message["path"]
        # The first answer should not wait for conversions and measurements, so when nothing is
        # loaded yet, the quickest form answers until the fastest is ready.
        stages = [message["backend"]]
        if self._model is None and message["backend"] == "auto":
            stages = ["quick", "auto"]
        thread = threading.Thread(
            target=self._load_in_background, args=(message, stages), daemon=True
        )
        thread.start()

    def _load_in_background(self, message: dict[str, Any], stages: list[str]) -> None:
        try:
            model: Any = message["path"]
            for stage in stages:
                predictor = Predictor(model, backend=stage)
                model = predictor.model
                self._loaded.put(
                    Loaded(message["path"], message["generation"], message["backend"], predictor)
                )
        except LViTError as error:
            self._say("refused", message=error.message, hint=error.hint)
        except Exception as error:  # noqa: BLE001 - the process must live on with the old model
            if is_out_of_memory(error):
                self._say("memory")
            else:
                text = f"The model could not be loaded ({type(error).__name__}: {error})."
                self._say("refused", message=text, hint="Choose another model.")

    def _take_model(self) -> None:
        while not self._loaded.empty():
            loaded = self._loaded.get()
            if loaded.path != self._newest_path:
                continue  # a newer wish has overtaken it
            self._model = loaded
            self._apply_image()
            self._say(
                "ready",
                path=loaded.path,
                generation=loaded.generation,
                asked_backend=loaded.asked_backend,
                backend=loaded.predictor.backend.name,
                notes=list(loaded.predictor.notes),
            )

    # Images ---------------------------------------------------------------------------------

    def _set_image(self, message: dict[str, Any]) -> None:
        self._image = _handed(message)
        self._request = None
        self._apply_image()

    def _apply_image(self) -> None:
        if self._model is not None and self._image is not None:
            image = self._image
            self._model.predictor.set_image(image.pixels.values, image.spacing_um, image.key)

    def _encode_ahead(self, image: HandedImage) -> None:
        if self._model is None:
            time.sleep(_IDLE_SECONDS)
            return
        predictor = self._model.predictor
        pixels = image.pixels.values
        self._guarded(
            None,
            lambda: predictor.encode_ahead(
                pixels, image.spacing_um, image.key, self._interrupted_ahead
            ),
        )
        if not any(m["type"] == "predict" for m in self._inbox):
            self._ahead = None

    def _interrupted_ahead(self) -> bool:
        self._listen(0.0)
        return bool(self._inbox) or not self._loaded.empty()

    # Answers --------------------------------------------------------------------------------

    def _answer(self, request: dict[str, Any]) -> None:
        assert self._model is not None
        self._request = None
        image, model = self._image, self._model
        if image is None or image.result is None or image.key != request["key"]:
            self._say(
                "failed",
                id=request["id"],
                message="The image is not here.",
                hint="Choose it again.",
            )
            return
        if request["layer"]:
            self._guarded(request["id"], lambda: self._look(request, model, image))
        else:
            self._guarded(request["id"], lambda: self._predict(request, model, image))

    def _predict(self, request: dict[str, Any], model: Loaded, image: HandedImage) -> None:
        assert image.result is not None
        result, threshold = image.result.values, model.predictor.config.threshold
        started = time.perf_counter()

        def on_tile(rect: Rect, probability: NDArray[np.float32]) -> None:
            result[rect.slices] = probability
            place = [rect.y0, rect.x0, rect.y1, rect.x1]
            self._say("tile", id=request["id"], rect=place, threshold=threshold)

        self._say("begun", id=request["id"], expected_s=model.predictor.expected_s())
        result[...] = model.predictor.predict(
            request["sentence"], on_tile, self._interrupted, _center(request)
        )
        self._say(
            "done",
            id=request["id"],
            threshold=threshold,
            generation=model.generation,
            uses_text=model.predictor.config.uses_text,
            seconds=time.perf_counter() - started,
            doubt=model.predictor.doubt(),
            places_ignored=model.predictor.places_ignored(request["sentence"]),
        )

    def _look(self, request: dict[str, Any], model: Loaded, image: HandedImage) -> None:
        """Answers with what a layer looked at; elsewhere in the image the map is 0."""
        assert image.result is not None
        result = image.result.values
        started = time.perf_counter()
        height, width = result.shape
        values, place = saliency_map(
            model.predictor,
            request["sentence"],
            request["layer"],
            _center(request),
            (height, width),
        )
        result[...] = 0.0
        result[place.slices] = values
        self._say(
            "looked",
            id=request["id"],
            generation=model.generation,
            uses_text=model.predictor.config.uses_text,
            place=[place.y0, place.x0, place.y1, place.x1],
            seconds=time.perf_counter() - started,
        )

    def _guarded(self, request_id: int | None, work: Callable[[], object]) -> None:
        """Runs work; expected failures are told, lack of memory ends the process after telling."""
        try:
            work()
        except Cancelled:
            return
        except LViTError as error:
            if request_id is not None:
                self._say("failed", id=request_id, message=error.message, hint=error.hint)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            self._say("memory")
            sys.exit(_MEMORY_EXIT)  # only a new process gets its memory back for certain

    def _say(self, kind: str, **values: Any) -> None:
        self._channel.send({"type": kind, **values})


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of Python, torch, CUDA or OpenVINO means that memory ran out."""
    if isinstance(error, MemoryError):
        return True
    text = str(error).lower()
    signs = ("out of memory", "not enough memory", "can't allocate memory", "bad_alloc")
    return isinstance(error, RuntimeError) and any(sign in text for sign in signs)


def serve(channel: Channel, folder: Path) -> None:
    """Runs the predictor; when the parent crashed, removes the arrays it could not remove."""
    process = PredictorProcess(channel)
    process.run()
    channel.close()
    if process.orphaned:
        remove_folder(folder)


def _center(request: dict[str, Any]) -> tuple[float, float] | None:
    return tuple(request["center"]) if request["center"] else None


def _handed(message: dict[str, Any]) -> HandedImage | None:
    """The image of a message; ``None`` when a newer message has already withdrawn it."""
    result = message.get("result")
    try:
        return HandedImage(
            message["key"],
            SharedArray.open(message["pixels"]),
            SharedArray.open(result) if result else None,
            message["spacing_um"],
        )
    except FileNotFoundError:
        return None
