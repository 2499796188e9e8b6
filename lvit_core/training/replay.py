"""What a run is shown again so that it does not forget: older labels, and pictures in the box.

The data that a bundled model learnt from are not in the box.  What it knows is: the model that a
project began with is asked about pictures that every computer has (a real stained section, drawn
nuclei, drawn chests) in many stains and intensities, and a run learns these answers beside its new
labels.  On the way to fluorescence the model of stained tissue loses far less of it by that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from lvit_core.annotation.instances import smallest_object_px
from lvit_core.annotation.levels import Cut, cut_objects
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import inside
from lvit_core.data.colour import change_colours
from lvit_core.data.folder import read_rgb
from lvit_core.data.sample import Sample, binary
from lvit_core.data.views import SampleReader
from lvit_core.device import Computation
from lvit_core.errors import LViTError
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.window import model_rgb
from lvit_core.inference.answer import ImageAnswer, answer_of
from lvit_core.inference.backends.probes import stained_tissue
from lvit_core.model.config import ModelConfig
from lvit_core.project.sample import tissue_section
from lvit_core.prompt.describe import describe
from lvit_core.prompt.templates import load_template, sample_template
from lvit_core.training.batches import colour_ranges
from lvit_core.training.config import Augmentation, TrainingConfig
from lvit_core.training.network import TrainableModel, place, start_from
from lvit_core.training.validation import predict_planes

Picture = tuple[NDArray[np.uint8], str | None]
"""RGB (H, W, 3) and a sentence for it."""

_DRAWN = 4
_STAINS = 3  # of each picture
_CHESTS = 6
_LEAST_CHEST = 64  # pixels
_FIRST_SEED = 2000  # apart from those of the sample project and of training material


def older_labels(labeled: Sequence[Sample], learnt: Collection[str], share: float) -> list[Sample]:
    """Those labels that the model at the start has learnt, where they would be drawn too seldom.

    Args:
        labeled: What a generation learns from; each is drawn as often as any other.
        learnt: Keys of images that the model at the start has learnt from.
        share: Which the older ones shall have at least.
    """
    older = [sample for sample in labeled if sample.key in learnt]
    return older if len(older) < share * len(labeled) else []


def rehearsal_of(
    model: str | None, config: TrainingConfig, reader: SampleReader, device: str
) -> list[Sample]:
    """What a model that is fine-tuned says of pictures in the box, where the recipe wants it.

    Raises:
        LViTError: There is no such model, or it cannot be read.
    """
    if model is None or config.replay_share == 0:
        return []
    teacher = place(start_from(model), torch.device(device))
    return rehearsed(teacher, reader, device, use_text=config.text)


def rehearsed(
    teacher: TrainableModel, reader: SampleReader, device: str, *, use_text: bool
) -> list[Sample]:
    """Pictures of the kind that a model knows, labeled by its own answers; none for other kinds.

    Args:
        teacher: The model that is not to be forgotten, on the device; is put into evaluation mode.
        reader: Cuts pictures as the model sees them.
        device: Where to compute; in float32, as these answers are learnt for a whole run.
        use_text: Whether sentences are read.
    """
    teacher.eval()
    template = load_template(teacher.config.template)
    make = _MAKERS.get(template.replay)
    found = []
    for number, (pixels, sentence) in enumerate([] if make is None else make(teacher.config)):
        key = f"replay/{number}"
        asked = Sample(key, partial(_same, pixels), sentence, template.name)
        planes = predict_planes(
            teacher, asked, reader, Computation(device, "float32"), use_text=use_text
        )
        found.append(_answered(asked, planes, teacher.config, use_text=use_text))
    return found


def _answered(
    asked: Sample, planes: NDArray[np.float32], config: ModelConfig, *, use_text: bool
) -> Sample:
    """A picture with a model's answer as its label, and with a sentence that is true of it."""
    template = load_template(config.template)
    height, width = asked.read_image().shape[:2]
    answer = answer_of(planes, (height, width), config.network.object_classes)
    mask, sentence = binary(inside(answer.probability, config.threshold)), asked.sentence
    if use_text and sentence is None:
        sentence = describe(mask, template).sentence.text
    return replace(
        asked,
        sentence=sentence if use_text else None,
        read_mask=partial(_same, mask),
        read_instances=None if answer.depth is None else partial(_objects, answer, config),
    )


def _objects(answer: ImageAnswer, config: ModelConfig) -> Labels:
    """The objects that a person would be shown, int32 (H, W); told apart when they are read."""
    return cut_objects(
        answer.probability,
        config.threshold,
        Cut(),
        separate=load_template(config.template).finding_layer.role == "instances",
        min_area_px=smallest_object_px(config.min_area_um2, config.unknown_scale_um),
        depth=answer.depth,
    )


def _same(array: NDArray[Any]) -> NDArray[Any]:
    return array


def _tissue(config: ModelConfig) -> list[Picture]:
    """Parts of a real stained section, and drawn nuclei."""
    try:
        section = read_rgb(tissue_section())
    except LViTError:  # another version of the library: the drawn ones have to do
        parts = []
    else:  # from its corners, each as large as the network sees at once
        side = min(min(section.shape[:2]) // 2, _side(config))
        parts = [
            section[y : y + side, x : x + side]
            for y in (0, section.shape[0] - side)
            for x in (0, section.shape[1] - side)
        ]
    return [(picture, None) for picture in _varied([*parts, *_drawn(config)])]


def _glowing(config: ModelConfig) -> list[Picture]:
    """Bright nuclei on a dark ground: the drawn tissue without its colours, turned round."""
    dark = []
    for picture in _drawn(config):
        light = picture.mean(axis=2)
        glow = (light.max() - light) / max(1.0, float(np.ptp(light)))
        dark.append(np.repeat((200 * glow).astype(np.uint8)[..., None], 3, axis=2))
    return [(picture, None) for picture in _varied(dark)]


def _chests(config: ModelConfig) -> list[Picture]:
    """Drawn chests with a sentence that is true of what was drawn."""
    template = load_template(config.template)
    speaks = template.name == sample_template("phantoms").name
    found: list[Picture] = []
    for seed in range(_FIRST_SEED, _FIRST_SEED + _CHESTS):
        phantom = chest_phantom(seed, max(_LEAST_CHEST, config.network.image_size))
        told = describe(phantom.lesion, template, phantom.lungs) if speaks else None
        found.append((model_rgb(phantom.image), told.sentence.text if told else None))
    return found


def _side(config: ModelConfig) -> int:
    """Pixels that the network sees at once of an image that does not tell its scale."""
    seen, assumed = config.scale_um, config.unknown_scale_um
    return config.network.image_size * (max(1, round(seen / assumed)) if seen and assumed else 1)


def _drawn(config: ModelConfig) -> list[NDArray[np.uint8]]:
    """Nuclei as large as the network knows them."""
    side = config.network.image_size
    times = _side(config) // side
    drawn = (stained_tissue(side, seed) for seed in range(_DRAWN))
    return [
        (255 * one).astype(np.uint8).repeat(times, axis=0).repeat(times, axis=1) for one in drawn
    ]


def _varied(pictures: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    """Each as it is, and in stains and intensities as far apart as laboratories are."""
    ranges = replace(colour_ranges(Augmentation()), noise=0.0, blur=0.0)
    changed = []
    for number, picture in enumerate(pictures):
        rng = np.random.default_rng([_FIRST_SEED, number])
        chw = torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1))).float() / 255
        for _ in range(_STAINS - 1):
            other = change_colours(chw, ranges, rng).mul(255).round().byte()
            changed.append(np.asarray(other.permute(1, 2, 0).numpy()))
    return [*pictures, *changed]


_MAKERS: dict[str, Callable[[ModelConfig], list[Picture]]] = {
    "section": _tissue,
    "glow": _glowing,
    "chests": _chests,
}
"""By what a template says."""
