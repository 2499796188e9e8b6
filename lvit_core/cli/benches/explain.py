"""How long the four questions of "What the text did" take: with words, without, swapped, exchanged.

Trained weights are used, because which questions are the same to a model depends on it; each turn
begins with an image that nobody has asked about.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

_THREADS = 2
_TURNS = 5
_QUESTIONS = 4
_SAMPLES = ("section", "phantoms")  # pictures of the sample project, of a kind each
_SIDE = 1000


def measure() -> Mapping[str, float]:
    """Best seconds of each bundled model, of five turns.

    ``explain_four_s_MODEL`` is for all four; ``explain_rest_s_MODEL`` for those that are left where
    the first has made the proposal already, as in the window.
    """
    import torch  # noqa: PLC0415 - the command line itself starts without it

    torch.set_num_threads(_THREADS)
    metrics: dict[str, float] = {}
    for sample in _SAMPLES:
        metrics |= _four(sample)
    return metrics


def _four(sample: str) -> dict[str, float]:
    from lvit_core.explain.explanation import questions  # noqa: PLC0415
    from lvit_core.inference import Predictor  # noqa: PLC0415
    from lvit_core.model.catalogue import bundled_folder, is_model  # noqa: PLC0415
    from lvit_core.prompt.compose import canonical_text  # noqa: PLC0415
    from lvit_core.prompt.grammars import grammar_of  # noqa: PLC0415
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415

    template = sample_template(sample)
    if not is_model(bundled_folder() / template.model):
        return {}
    # The words of the first kind reach the network even where an image is read in tiles.
    finding = next(grammar_of(template).something_there(template))
    asked = questions(canonical_text(finding, template), template)[:_QUESTIONS]
    predictor = Predictor(bundled_folder() / template.model, threads=_THREADS)
    image, four, rest = _picture(sample), [], []
    for _ in range(_TURNS):
        predictor.set_image(image)  # unnamed, so nothing of it is known
        times = [time.perf_counter()]
        for question in asked:
            predictor.predict(question.text or None)
            times.append(time.perf_counter())
        four.append(times[-1] - times[0])
        rest.append(times[-1] - times[1])
    name = template.model
    return {f"explain_four_s_{name}": min(four), f"explain_rest_s_{name}": min(rest)}


def _picture(sample: str) -> NDArray[np.uint8]:
    """uint8 (1000, 1000, 3): a real stained section again and again, or a drawn chest."""
    if sample == "phantoms":
        from lvit_core.imaging.phantom import chest_phantom  # noqa: PLC0415
        from lvit_core.imaging.window import model_rgb  # noqa: PLC0415

        return model_rgb(chest_phantom(0, _SIDE).image)
    from skimage import data  # noqa: PLC0415 - slow to import

    load: Any = data.immunohistochemistry
    section = load()
    times = -(-_SIDE // section.shape[0])
    return np.ascontiguousarray(np.tile(section, (times, times, 1))[:_SIDE, :_SIDE])
