"""Whether training waits for its pixels: batches are cut and coloured while steps are computed."""

from __future__ import annotations

import statistics
import time

from lvit_core.cli.benches.gpu.setting import Setting, made_batch, made_samples, recipe, wait_for
from lvit_core.cli.benches.gpu.steps import OwnStep
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.training.batches import BatchMaker, Pools
from lvit_core.training.loading import Prefetcher

_IMAGES = 8


def waiting(setting: Setting) -> dict[str, float]:
    """``loader_wait``: the share of a step that is spent waiting for its batch, 0..1."""
    count = setting.batches[0]
    step = OwnStep(setting, made_batch(setting, count))
    reader = SampleReader(InputSettings("tiles", size=setting.image_size))
    maker = BatchMaker(
        recipe(setting, count), reader, Pools(made_samples(_IMAGES, setting.large_px))
    )
    for number in range(-(-_IMAGES // count)):
        maker.make(number)  # decodes every image once, as the first pass of a run does
    steps = setting.warm_up + 3 * setting.rounds
    shares, seconds = [], []
    with Prefetcher(maker.make, 0, steps) as batches:
        for number in range(steps):
            started = time.perf_counter()
            step.batch = next(batches)
            waited = time.perf_counter() - started
            step()
            wait_for(setting.device)
            if number >= setting.warm_up:
                seconds.append(time.perf_counter() - started)
                shares.append(waited / seconds[-1])
    made = time.perf_counter()
    for number in range(setting.rounds):
        maker.make(steps + number)
    made = (time.perf_counter() - made) / setting.rounds
    return {
        "loader_wait": statistics.median(shares),
        "loaded_step_ms": 1000 * statistics.median(seconds),
        "batch_made_ms": 1000 * made,
    }
