"""Two processes on one device: how long answers take while the other one trains."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from lvit_core.cli.benches.gpu.predicting import Answers
from lvit_core.cli.benches.gpu.setting import SENTENCES, Setting, made_image
from lvit_core.errors import LViTError
from lvit_core.own_program import python_command

_PAUSE_S = 0.1  # a person does not ask without a pause
_BEGIN_S = 60.0


def answers_while_training(setting: Setting) -> dict[str, float]:
    """Milliseconds from an image and a sentence to the answer, alone and beside a trainer.

    ``trained_steps_per_s`` is what the trainer does meanwhile.
    """
    answers = Answers(setting)
    image = made_image(setting.image_size)
    _timed(answers, image, 4)
    alone = _for_seconds(answers, image, setting.seconds / 2)
    with _trainer(setting) as steps:
        before = len(steps)
        started = time.perf_counter()
        beside = _for_seconds(answers, image, setting.seconds)
        done = len(steps) - before
        took = time.perf_counter() - started
    return {
        "answer_p50_ms_alone": float(np.percentile(alone, 50)),
        "answer_p95_ms_alone": float(np.percentile(alone, 95)),
        "answer_p50_ms_training": float(np.percentile(beside, 50)),
        "answer_p95_ms_training": float(np.percentile(beside, 95)),
        "answers_training": float(len(beside)),
        "trained_steps_per_s": done / took,
    }


def _for_seconds(answers: Answers, image: NDArray[np.uint8], seconds: float) -> list[float]:
    found: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until or not found:
        found += _timed(answers, image, 1)
        time.sleep(_PAUSE_S)
    return found


def _timed(answers: Answers, image: NDArray[np.uint8], times: int) -> list[float]:
    """Milliseconds of each; the answer lies in this process's memory then."""
    found = []
    for number in range(times):
        started = time.perf_counter()
        answers.whole(image, SENTENCES[number % len(SENTENCES)])
        found.append(1000 * (time.perf_counter() - started))
    return found


@contextmanager
def _trainer(setting: Setting) -> Iterator[list[str]]:
    """Inside, another process trains; the list grows by a line for each of its steps.

    Raises:
        LViTError: It ended, or did not begin.
    """
    command = python_command("lvit_core.cli.benches.gpu.neighbour")
    steps: list[str] = []
    with subprocess.Popen(
        [*command, json.dumps(asdict(setting))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        stream = process.stdout
        reading = threading.Thread(target=lambda: steps.extend(iter(stream.readline, "")))
        reading.start()
        try:
            until = time.monotonic() + _BEGIN_S
            while len(steps) < 2:  # the first one finds its memory
                if process.poll() is not None or time.monotonic() > until:
                    raise LViTError("The process that trains beside has not begun.")
                time.sleep(0.05)
            yield steps
            if process.poll() is not None:
                raise LViTError("The process that trains beside has ended.")
        finally:
            process.stdin.close()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
            reading.join()
