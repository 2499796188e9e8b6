"""How fast a prediction is here, against plain float32 of the same network, in one run.

Both sides are measured in turns, so that a busy or throttled computer slows them alike; the best of
several turns counts. Trained weights are used for agreement where the program has some of this
size; times do not depend on weights.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import inside
from lvit_core.cli.benches import memory
from lvit_core.cli.benches.plain_side import plain_seconds
from lvit_core.own_program import python_command
from lvit_core.prompt.template import Template

if TYPE_CHECKING:
    from lvit_core.inference import Predictor

_THREADS = 2
_TURNS = 15
_LARGE_TURNS = 5
_FULL_CACHE = 32  # tiles of this size
_SENTENCES = tuple(f"The nuclei density is high, area {n}." for n in range(64))


def measure() -> Mapping[str, float]:
    """All metrics of `lvit bench predict`; times in the unit of their name, sizes in MiB."""
    import torch  # noqa: PLC0415 - the command line itself starts without it

    torch.set_num_threads(_THREADS)
    with tempfile.TemporaryDirectory() as folder:
        place = _standard_model(Path(folder))
        metrics = _speed(place)
        metrics |= _large_image(place)
        metrics["publish_s"] = _publish_seconds(place)
        metrics |= _through_the_process(place)
        metrics["peak_mb_4000"] = _peak_in_own_process(place, 4000)
    metrics |= _agreement()
    metrics |= _objects()
    return metrics


@dataclass(frozen=True)
class _Best:
    """Best seconds of each side."""

    plain: float
    first: float
    reprompt: float


def _standard_model(folder: Path) -> Path:
    """LViT-T, width 64, as a model folder: lively weights, tiles of 224."""
    import torch  # noqa: PLC0415 - see measure

    from lvit_core.model.checkpoint import build_model, save_model  # noqa: PLC0415
    from lvit_core.model.config import ModelConfig  # noqa: PLC0415

    torch.manual_seed(0)
    model = build_model(ModelConfig(name="bench", template=_kind().name, input="tiles"))
    for module in model.network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            assert module.running_mean is not None and module.running_var is not None
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.2, 0.5)
    save_model(folder / "bench", model, "# Bench\n")
    return folder / "bench"


def _speed(place: Path) -> dict[str, float]:
    from lvit_core.inference import Predictor  # noqa: PLC0415

    predictor = Predictor(place, threads=_THREADS)
    image = _tissue(224)
    for number in range(_FULL_CACHE):  # as after minutes of work: its memory is used again
        predictor.set_image(image)
        predictor.predict(f"Filling {number}.")
    plain = plain_seconds("lvit_core.cli.benches.plain_forward")
    next(plain)

    turns: list[_Best] = []
    for turn in range(_TURNS):

        def first(turn: int = turn) -> None:
            predictor.set_image(image)
            predictor.predict(_SENTENCES[2 * turn])

        def reprompt(turn: int = turn) -> None:
            predictor.predict(_SENTENCES[2 * turn + 1])

        turns.append(_Best(next(plain), _seconds(first), _seconds(reprompt)))
    plain.close()
    best = _Best(
        min(t.plain for t in turns[1:]),
        min(t.first for t in turns[1:]),
        min(t.reprompt for t in turns[1:]),
    )
    return {
        "first_ratio": best.plain / best.first,
        "reprompt_ratio": best.plain / best.reprompt,
        "fp32_eager_ms": 1000 * best.plain,
        "first_ms": 1000 * best.first,
        "reprompt_ms": 1000 * best.reprompt,
    }


def _large_image(place: Path) -> dict[str, float]:
    """A 1000 x 1000 image at the model's scale: all of it, and the first tile."""
    from lvit_core.inference import Predictor  # noqa: PLC0415

    predictor = Predictor(place, threads=_THREADS)
    image = _tissue(1000)
    whole, first = [], []
    for turn in range(_LARGE_TURNS):
        seen: list[float] = []
        started = time.perf_counter()
        predictor.set_image(image)
        predictor.predict(_SENTENCES[turn], lambda *_: seen.append(time.perf_counter()))  # noqa: B023
        whole.append(time.perf_counter() - started)
        first.append(seen[0] - started)
    return {"image_1000_s": min(whole), "first_tile_ms": 1000 * min(first)}


def _publish_seconds(place: Path) -> float:
    """New weights of a known shape until they have answered: loading, conversion, checking."""
    from lvit_core.inference import Predictor  # noqa: PLC0415

    started = time.perf_counter()
    predictor = Predictor(place, threads=_THREADS)
    predictor.set_image(_tissue(224))
    predictor.predict(_SENTENCES[0])
    return time.perf_counter() - started


def _through_the_process(place: Path) -> dict[str, float]:
    """Typing into a loop like the window's, the predictor being a process of its own.

    ``client_lag_p99_ms`` is how late a timer of the asking thread comes while every key press puts
    a new request (the window's own figure, painting included, is the interface bench's).
    """
    from lvit_core.worker.client import PredictorClient  # noqa: PLC0415
    from lvit_core.worker.events import Finished, Ready  # noqa: PLC0415

    with PredictorClient() as client:
        client.use_model(place, threads=1)
        _wait(client, Ready)
        client.set_image("bench", _tissue(448))
        client.predict(None, "warm up")
        _wait(client, Finished)
        started = time.perf_counter()
        client.predict(None, "one new sentence")
        _wait(client, Finished)
        round_trip = time.perf_counter() - started
        lags = []
        for key in range(120):
            client.predict(None, "the nuclei density in the upper right is high"[: 1 + key % 40])
            for _ in range(10):
                due = time.perf_counter() + 0.005
                time.sleep(0.005)
                lags.append(time.perf_counter() - due)
                while client.next_event(0.0) is not None:
                    pass
    return {
        "client_lag_p99_ms": 1000 * float(np.percentile(lags, 99)),
        "reprompt_448_ms": 1000 * round_trip,
    }


def _wait(client: Any, kind: type) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        if isinstance(client.next_event(1.0), kind):
            return
    raise TimeoutError(f"no {kind.__name__} from the predictor")


def _agreement() -> dict[str, float]:
    """Dice and largest difference to float32 on trained weights, on a real stained section."""
    from lvit_core.inference import Predictor  # noqa: PLC0415
    from lvit_core.model.catalogue import bundled_folder, is_model  # noqa: PLC0415

    bundled = _kind().model
    if not is_model(bundled_folder() / bundled):
        return {}
    fast = Predictor(bundled, threads=_THREADS)
    plain = Predictor(fast.model, backend="eager")
    threshold = fast.config.threshold
    dices, differences = [], []
    for image in _sections():
        answers = []
        for predictor in (plain, fast):
            predictor.set_image(image)
            answers.append(predictor.predict("Mid density nuclei."))
        masks = [inside(answer, threshold) for answer in answers]
        total = masks[0].sum() + masks[1].sum()
        dices.append(2 * (masks[0] & masks[1]).sum() / total if total else 1.0)
        differences.append(np.abs(answers[0] - answers[1]).max())
    return {"dice_to_fp32": float(min(dices)), "max_abs_diff": float(max(differences))}


def _objects() -> dict[str, float]:
    """From a stained image of 1000 x 1000 pixels to its objects, by the bundled model."""
    from lvit_core.inference import Predictor  # noqa: PLC0415
    from lvit_core.model.catalogue import bundled_folder, is_model  # noqa: PLC0415

    bundled = bundled_folder() / _kind().model
    if not is_model(bundled):
        return {}
    predictor = Predictor(bundled, threads=_THREADS)
    image = _stained(1000)
    seconds = (_seconds(lambda: _tell_apart(predictor, image)) for _ in range(_LARGE_TURNS))
    return {
        "objects_1000_s": min(seconds),
        "objects_mb_4000": _peak_in_own_process(bundled, 4000),
    }


def _tell_apart(predictor: Predictor, image: NDArray[np.uint8]) -> None:
    from lvit_core.annotation.levels import AS_THE_MODEL, cut_objects  # noqa: PLC0415

    predictor.set_image(image)  # unnamed, so nothing of it is known
    answer = predictor.answer(_SENTENCES[0])
    cut_objects(
        answer.probability,
        predictor.config.threshold,
        AS_THE_MODEL,
        separate=True,
        min_area_px=64,
        depth=answer.depth,
    )


def peak_mib(place: str, side: int) -> float:
    """Predicts a side x side image in this process and returns its peak resident size.

    A model that knows objects tells those of a stained section apart; encoded tiles are not kept,
    as in `lvit predict`.
    """
    import torch  # noqa: PLC0415 - see measure

    from lvit_core.inference import Predictor  # noqa: PLC0415
    from lvit_core.model.checkpoint import load_model  # noqa: PLC0415

    torch.set_num_threads(_THREADS)
    model = load_model(place)
    if model.config.network.knows_objects:
        predictor = Predictor(model, threads=_THREADS, feature_bytes=0)
        _tell_apart(predictor, _stained(side))
    else:
        predictor = Predictor(model, threads=_THREADS)
        predictor.set_image(_tissue(side))
        predictor.predict(_SENTENCES[0])
    return memory.peak_mib()


def _peak_in_own_process(place: Path, side: int) -> float:
    done = subprocess.run(
        [*python_command(__name__), str(place), str(side)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": str(_THREADS)},
    )
    return float(done.stdout.splitlines()[-1])


def _tissue(side: int) -> NDArray[np.uint8]:
    """Deterministic texture with structure, uint8 (side, side, 3)."""
    rng = np.random.default_rng(side)
    coarse = rng.integers(40, 220, (side // 8 + 1, side // 8 + 1, 3)).astype(np.uint8)
    return np.ascontiguousarray(coarse.repeat(8, 0).repeat(8, 1)[:side, :side])


def _stained(side: int) -> NDArray[np.uint8]:
    """One real stained section again and again, uint8 (side, side, 3)."""
    section = _sections()[0]
    times = -(-side // section.shape[0])
    return np.ascontiguousarray(np.tile(section, (times, times, 1))[:side, :side])


def _sections() -> list[NDArray[np.uint8]]:
    from skimage import data  # noqa: PLC0415 - slow to import

    load: Any = data.immunohistochemistry
    whole = load()
    return [np.ascontiguousarray(whole[y : y + 256, x : x + 256]) for y, x in ((0, 0), (256, 200))]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _kind() -> Template:
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415 - see measure

    return sample_template("section")


if __name__ == "__main__":
    sys.stdout.write(str(peak_mib(sys.argv[1], int(sys.argv[2]))))
