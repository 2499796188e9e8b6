"""From a sample to the network's pixels: decoding once, keeping what fits, cutting views.

A whole image is kept at twice the network's side (enough for zooming in without the cost of full
size), a tiled one at the training scale.  Masks are kept so that both protocols can be exact.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor

from lvit_core.data.object_maps import MAPS, object_maps, view_of_maps
from lvit_core.data.protocols import (
    ALL_KNOWN,
    network_image,
    network_scale,
    reference_mask,
    resize_bilinear,
    scaled_image,
)
from lvit_core.data.sample import Sample
from lvit_core.data.warp import Warp, apply_warp, sample_nearest


@dataclass(frozen=True)
class InputSettings:
    """What the network's input is.

    Attributes:
        kind: "whole" squeezes the image into the square, "tiles" slides over it.
        size: Side of the square in pixels.
        scale: Network pixels per image pixel, for tiles of images that do not tell their spacing.
        scale_um: Micrometres per network pixel, for tiles of images that do.
        reference_target: Masks as the reference makes them (protocol "resize").
        reference_image: Whole images as the reference resizes them, without antialiasing.
    """

    kind: Literal["whole", "tiles"] = "whole"
    size: int = 224
    scale: float = 1.0
    scale_um: float | None = None
    reference_target: bool = False
    reference_image: bool = False


class SampleReader:
    """Reads samples through a cache of bounded size; safe to use from several threads.

    Args:
        settings: What the network's input is.
        cache_bytes: Decoded pixels kept; the oldest used ones go first.
    """

    def __init__(self, settings: InputSettings, cache_bytes: int = 1 << 30) -> None:
        self.settings = settings
        self._limit = cache_bytes
        self._kept: OrderedDict[tuple[str, str, str], NDArray[Any]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def source(self, sample: Sample) -> NDArray[np.uint8]:
        """The stored image that views are cut from, (h, w, 3) uint8."""
        return self._cached(sample, "image", lambda: self._make_source(sample))

    def view(self, sample: Sample, warp: Warp) -> Tensor:
        """(3, size, size) float32 in 0..1."""
        return apply_warp(self.source(sample), warp, self.settings.size).div_(255.0)

    def mask_view(self, sample: Sample, warp: Warp) -> Tensor:
        """(1, size, size) float32 0/1 of a labeled sample.

        Raises:
            ValueError: The sample has no mask.
        """
        if sample.read_mask is None:
            raise ValueError(f"sample {sample.key!r} is not labeled")
        seen = apply_warp(self._mask(sample), warp, self.settings.size)
        limit = 0.5 if self.settings.reference_target else 127.5
        return (seen >= limit).float()

    def known_view(self, sample: Sample, warp: Warp) -> Tensor:
        """(1, size, size) float32: 1 where all of a pixel has been looked at, 0 elsewhere."""
        if (known := self._known(sample)) is None:
            return torch.ones(1, self.settings.size, self.settings.size)
        return (apply_warp(known, warp, self.settings.size) >= 254.5).float()

    def known_place(self, sample: Sample, rng: Generator) -> tuple[float, float] | None:
        """A random place that was looked at, as shares of height and width; ``None`` for any."""
        known = self._known(sample)
        if known is None or not known.any():
            return None
        places = np.flatnonzero(known)
        y, x = np.unravel_index(places[rng.integers(len(places))], known.shape)
        return (float(y) + 0.5) / known.shape[0], (float(x) + 0.5) / known.shape[1]

    def objects_view(self, sample: Sample, warp: Warp) -> Tensor:
        """(4, size, size) of the objects (see ``object_maps``); zeros where none are known."""
        size = self.settings.size
        if sample.read_instances is None:
            return torch.zeros(MAPS, size, size)
        read = sample.read_instances
        maps = self._cached(
            sample, "objects", lambda: object_maps(read(), sample.known).astype(np.float16)
        )
        return view_of_maps(maps, warp, size)

    def classes_view(self, sample: Sample, warp: Warp, names: Sequence[str]) -> Tensor:
        """(size, size) uint8, the place of each pixel's class in ``names`` from 1; 0 where unknown.

        A class that is not among them is as unknown as one that nobody told.
        """
        size = self.settings.size
        if sample.read_classes is None:
            return torch.zeros(size, size, dtype=torch.uint8)
        classes = self._cached(sample, "classes", sample.read_classes)
        places = {name.casefold(): place for place, name in enumerate(names, start=1)}
        told = [0, *(places.get(name.casefold(), 0) for name in sample.class_names)]
        seen = sample_nearest(classes[..., None], warp, size)[0].long()
        return torch.tensor(told, dtype=torch.uint8)[seen]

    def lungs_view(self, sample: Sample, warp: Warp) -> NDArray[np.uint8] | None:
        """(size, size) uint8 lung sides seen in the view (1 viewer's left), or ``None``."""
        if (read := sample.read_lungs) is None:
            return None
        lungs = self._cached(sample, "lungs", lambda: _lungs_grid(read(), self.settings.size))
        sides = np.stack([(lungs == 1) * 255, (lungs == 2) * 255], axis=-1).astype(np.uint8)
        left, right = apply_warp(sides, warp, self.settings.size).numpy()
        if warp.flipped_horizontally:
            left, right = right, left
        result = np.zeros(left.shape, np.uint8)
        result[left >= 127.5] = 1
        result[right >= 127.5] = 2
        return result

    def still(self, sample: Sample) -> NDArray[np.uint8]:
        """The unaugmented input: (size, size, 3) for whole images, the scaled image for tiles."""
        if self.settings.kind == "tiles":
            return self.source(sample)
        return self._cached(sample, "still", lambda: self._make_still(sample.read_image()))

    def still_mask(self, sample: Sample) -> NDArray[np.uint8]:
        """The mask that fits :meth:`still` of a labeled whole image, (size, size) 0/1."""
        if sample.read_mask is None:
            raise ValueError(f"sample {sample.key!r} is not labeled")
        read = sample.read_mask
        return self._cached(sample, "still mask", lambda: self._make_still_mask(read()))

    def forget_labels(self, key: str) -> None:
        """Drops what is kept of a sample's masks, because a person changed them."""
        with self._lock:
            labels = ("mask", "still mask", "known", "objects", "classes", "lungs")
            for name in [one for one in self._kept if one[0] == key and one[1] in labels]:
                self._bytes -= self._kept.pop(name).nbytes

    def scale(self, sample: Sample) -> float:
        """Network pixels per pixel of this sample, for tiles."""
        settings = self.settings
        if settings.scale_um is None or sample.spacing_um is None:
            return settings.scale
        return network_scale(settings.scale_um, sample.spacing_um)

    def _make_source(self, sample: Sample) -> NDArray[np.uint8]:
        rgb = sample.read_image()
        if self.settings.kind == "tiles":
            return scaled_image(rgb, self.scale(sample))
        if self.settings.reference_image:
            return self._make_still(rgb)
        return network_image(rgb, 2 * self.settings.size)

    def _make_still(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return network_image(rgb, self.settings.size, reference=self.settings.reference_image)

    def _make_still_mask(self, mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
        size = self.settings.size
        if self.settings.reference_target:
            return reference_mask(mask, size)
        soft = resize_bilinear(mask.astype(np.float32), (size, size), antialias=True)
        return (soft >= 0.5).astype(np.uint8)

    def _mask(self, sample: Sample) -> NDArray[np.uint8]:
        return self._cached(sample, "mask", lambda: self._make_mask(sample))

    def _make_mask(self, sample: Sample) -> NDArray[np.uint8]:
        """0..255 so that a view thresholds at its half; full size where the reference needs it."""
        assert sample.read_mask is not None
        full = (sample.read_mask() > 0).astype(np.uint8) * np.uint8(255)
        settings = self.settings
        if settings.reference_target:
            return full
        if settings.kind == "tiles":
            return scaled_image(full[..., None], min(1.0, self.scale(sample)))[..., 0]
        side = 2 * settings.size
        if min(full.shape) <= side:
            return full
        return np.rint(resize_bilinear(full, (side, side), antialias=True)).astype(np.uint8)

    def _known(self, sample: Sample) -> NDArray[np.uint8] | None:
        if sample.read_known is None:
            return None
        read = sample.read_known
        return self._cached(
            sample, "known", lambda: _known_grid(read(), self.settings, self.scale(sample))
        )

    def _cached(self, sample: Sample, part: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        name = (sample.key, part, sample.picture)  # another one may take its place
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        made = make()
        with self._lock:
            if name not in self._kept:
                self._kept[name] = made
                self._bytes += made.nbytes
            while self._bytes > self._limit and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= dropped.nbytes
        return made


def _known_grid(
    known: NDArray[np.bool_], settings: InputSettings, scale: float
) -> NDArray[np.uint8]:
    """0 or 255 on a grid as fine as the mask's; a pixel is known where all of it is."""
    full, side = known.astype(np.float32), 2 * settings.size
    if settings.kind == "tiles":
        height, width = (max(1, round(n * min(1.0, scale))) for n in full.shape)
        full = resize_bilinear(full, (height, width), antialias=True)
    elif not settings.reference_target and min(full.shape) > side:
        full = resize_bilinear(full, (side, side), antialias=True)
    return np.where(full >= ALL_KNOWN, 255, 0).astype(np.uint8)


def _lungs_grid(lungs: NDArray[Any], size: int) -> NDArray[np.uint8]:
    step = max(1, min(lungs.shape) // (2 * size))
    return np.ascontiguousarray(lungs.astype(np.uint8)[::step, ::step])


def to_tensor(rgb: NDArray[np.uint8]) -> Tensor:
    """(1, 3, H, W) float32 in 0..1 of an (H, W, 3) uint8 image."""
    return torch.from_numpy(np.ascontiguousarray(rgb.transpose(2, 0, 1))).float().div_(255.0)[None]
