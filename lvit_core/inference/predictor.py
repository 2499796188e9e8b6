"""One image, many sentences: the image is encoded once, each sentence only decoded.

Tiles are answered nearest to what the person looks at, every tile is handed out as soon as it is
known, and between tiles the work can be stopped.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.augment import sentence_asked
from lvit_core.data.orientation import MIRRORED, UPRIGHT
from lvit_core.data.protocols import network_image, network_scale, resized_answer, scaled_image
from lvit_core.errors import Cancelled, LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.kind import doubt_about
from lvit_core.inference.answer import ImageAnswer, answer_of, used_planes
from lvit_core.inference.backends.base import Backend, Encoded
from lvit_core.inference.backends.choose import ChosenBackend, choose_backend
from lvit_core.inference.feature_cache import ByteCache
from lvit_core.inference.scene import Glimpse, Scene, View
from lvit_core.inference.tiling import (
    OVERLAP,
    Tile,
    blended,
    chunks,
    nearest_first,
    plan_tiles,
    seen_in_parts,
)
from lvit_core.model.checkpoint import LoadedModel, load_model
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.prompt.templates import load_template

FEATURE_BYTES = 192 << 20  # 29 tiles of width 64: a 1000 x 1000 image stays encoded
ANSWER_BYTES = 32 << 20

OnTile = Callable[[Rect, NDArray[np.float32]], None]
AskCancelled = Callable[[], bool]


class Predictor:
    """See the module docstring.

    Args:
        model: A loaded model, or what ``load_model`` takes.
        backend: "auto" (fastest that agrees with plain float32) or a name such as "eager".
        threads: Cores to use; ``None`` leaves torch's choice.
        overlap: Smallest part of a tile its neighbour sees too; 0.5 for the smoothest seams.
        feature_bytes: Bound of the cache of encoded tiles.
    """

    def __init__(
        self,
        model: LoadedModel | str | Path,
        backend: str = "auto",
        threads: int | None = None,
        *,
        overlap: float = OVERLAP,
        feature_bytes: int = FEATURE_BYTES,
    ) -> None:
        self.model = model if isinstance(model, LoadedModel) else load_model(model)
        self.config = self.model.config
        self.overlap = overlap
        self._chosen: ChosenBackend = choose_backend(self.model, backend, threads)
        self._features: ByteCache[Encoded] = ByteCache(feature_bytes)
        self._answers: ByteCache[ImageAnswer] = ByteCache(ANSWER_BYTES)
        self._scene: Scene | None = None
        self._anonymous = itertools.count()
        self._doubts: dict[Hashable, str | None] = {}

    @property
    def backend(self) -> Backend:
        return self._chosen.backend

    @property
    def notes(self) -> tuple[str, ...]:
        """What happened while choosing a backend: refusals and measured times."""
        return self._chosen.notes

    @property
    def cached_bytes(self) -> int:
        """Bytes of encoded tiles held now."""
        return self._features.nbytes

    def expected_s(self) -> float:
        """About how many seconds the first question about the present image takes."""
        scene = self._require_scene()
        return self._chosen.tile_s * len(self._views(scene))

    def is_encoded(self) -> bool:
        """Whether all of the present image is encoded: sentences only have to be decoded."""
        scene = self._require_scene()
        return all(self._features.contains(scene.key, view) for view in self._views(scene))

    def set_image(
        self,
        rgb: NDArray[np.uint8],
        spacing_um: float | None = None,
        key: Hashable | None = None,
    ) -> None:
        """Makes an image the one that is asked about; nothing is computed yet but its scale.

        Args:
            rgb: uint8 (H, W, 3), not changed afterwards.
            spacing_um: Micrometres per pixel; unknown means the model's own assumption.
            key: The same key must mean the same pixels; ``None`` shares nothing.
        """
        self._scene = self._prepare(rgb, spacing_um, key)

    def predict(
        self,
        sentence: str | None,
        on_tile: OnTile | None = None,
        cancelled: AskCancelled | None = None,
        center_yx: tuple[float, float] | None = None,
    ) -> NDArray[np.float32]:
        """The probability of ``answer``, float32 (H, W), 0..1."""
        return self.answer(sentence, on_tile, cancelled, center_yx).probability

    def answer(
        self,
        sentence: str | None,
        on_tile: OnTile | None = None,
        cancelled: AskCancelled | None = None,
        center_yx: tuple[float, float] | None = None,
    ) -> ImageAnswer:
        """How likely the mask is that the sentence describes, and where its objects are.

        Args:
            sentence: ``None`` or blank runs the model without text.
            on_tile: Called with a rectangle of the image and its float32 probability as soon as it
                is known; the rectangles do not overlap and cover the image at the end.
            cancelled: Asked before every tile.
            center_yx: What the person looks at, image pixels; default the middle.

        Raises:
            Cancelled: ``cancelled`` said so; what was computed stays cached.
            LViTError: No image was set.
        """
        scene = self._require_scene()
        asked = self._asked(scene, sentence)
        known = self._answers.get(scene.key, (asked, self.overlap))
        if known is not None:
            if on_tile is not None:
                on_tile(Rect(0, 0, *scene.shape_hw), known.probability)
            return known.copied()
        if scene.whole:
            result = self._predict_whole(scene, asked, cancelled)
            if on_tile is not None:
                on_tile(Rect(0, 0, *scene.shape_hw), result.probability)
        else:
            result = self._predict_tiles(scene, asked, on_tile, cancelled, center_yx)
        kept = self._answers.put(scene.key, (asked, self.overlap), result, result.nbytes)
        return result.copied() if kept else result

    def places_ignored(self, sentence: str | None) -> bool:
        """Whether words of place in a sentence do not reach the network on the present image."""
        scene = self._require_scene()
        if not self.config.uses_text:
            return False
        whole = sentence_asked(sentence, self.config.template, part=False)
        return self._asked(scene, sentence) != whole

    def origin(self, sentence: str | None, model: str | None = None) -> AnswerOrigin:
        """What makes the answer to a sentence about the present image.

        Args:
            sentence: As for ``predict``.
            model: How people call the model; default its own name.
        """
        scene = self._require_scene()
        return AnswerOrigin(
            weights=self.model.digest,
            model=model or self.config.name,
            image=scene.name,
            sentence=(sentence or "").strip(),
            threshold=self.config.threshold,
            um_per_px=scene.spacing_um,
            backend=self.backend.name,
        )

    def glimpse(
        self, sentence: str | None, center_yx: tuple[float, float] | None = None
    ) -> Glimpse:
        """The network's input nearest to a point: a tile, or all of an image that is seen whole.

        Args:
            sentence: As for ``predict``.
            center_yx: Image pixels; default the middle.
        """
        scene = self._require_scene()
        view, place = self._views(scene)[0], Rect(0, 0, *scene.shape_hw)
        if not scene.whole:
            tile = self._tiles(scene, center_yx)[0]
            view, place = View(tile.rect), scene.in_image(tile.rect)
        pixels = scene.input(view, self.config.channel_order)
        return Glimpse(place, pixels, self._asked(scene, sentence))

    def doubt(self) -> str | None:
        """Why the present image is probably of the wrong kind for this model, in one sentence."""
        scene = self._require_scene()
        if scene.key not in self._doubts:
            self._doubts = {
                scene.key: doubt_about(scene.given, load_template(self.config.template).look)
            }
        return self._doubts[scene.key]

    def encode_ahead(
        self,
        rgb: NDArray[np.uint8],
        spacing_um: float | None,
        key: Hashable,
        cancelled: AskCancelled | None = None,
    ) -> bool:
        """Encodes an image that will be asked about later, without making it the current one.

        Tiles of the current image are not pushed out for it.

        Returns:
            Whether all of it was encoded (or already was); false when stopped or out of room.
        """
        scene = self._prepare(rgb, spacing_um, key)
        current = self._scene.key if self._scene is not None else None
        missing = [v for v in self._views(scene) if not self._features.contains(scene.key, v)]
        for views in chunks(missing, self.backend.at_once):
            if cancelled is not None and cancelled():
                return False
            for view, encoded in zip(views, self._encode(scene, views), strict=True):
                if not self._features.put(scene.key, view, encoded, encoded.nbytes, current):
                    return False
        return True

    def _prepare(
        self, rgb: NDArray[np.uint8], spacing_um: float | None, key: Hashable | None
    ) -> Scene:
        if rgb.ndim != 3 or rgb.shape[2] != 3 or rgb.dtype != np.uint8 or rgb.size == 0:
            raise LViTError(
                "The model needs 8-bit colour pixels (H, W, 3), not {dtype} {shape}.",
                "Convert the image first.",
                dtype=rgb.dtype,
                shape=rgb.shape,
            )
        name = "" if key is None else str(key)
        mark = next(self._anonymous) if key is None else (key, spacing_um)
        if self.config.input == "whole":
            side = self.config.network.image_size
            pixels = network_image(rgb, side, reference=not self.config.antialias)
            return Scene(mark, name, spacing_um, rgb, pixels, True)
        image_um = self.config.unknown_scale_um if spacing_um is None else spacing_um
        pixels = scaled_image(rgb, network_scale(self.config.scale_um, image_um))
        return Scene(mark, name, spacing_um, rgb, pixels, False)

    def _asked(self, scene: Scene, sentence: str | None) -> str | None:
        """What the network is told of a sentence."""
        if not self.config.uses_text:
            return None
        side = self.config.network.image_size
        part = seen_in_parts(scene.pixels.shape[0], scene.pixels.shape[1], side)
        return sentence_asked(sentence, self.config.template, part=part)

    def _tiles(self, scene: Scene, center_yx: tuple[float, float] | None) -> list[Tile]:
        height, width = scene.pixels.shape[:2]
        tiles = plan_tiles(height, width, self.config.network.image_size, self.overlap)
        if center_yx is None:
            return nearest_first(tiles, (height / 2, width / 2))
        zoom = scene.zoom_yx
        return nearest_first(tiles, (center_yx[0] * zoom[0], center_yx[1] * zoom[1]))

    def _views(self, scene: Scene) -> list[View]:
        """All that is encoded of an image: its tiles, or the whole and perhaps its mirror image."""
        if not scene.whole:
            return [View(tile.rect) for tile in self._tiles(scene, None)]
        side = self.config.network.image_size
        square = Rect(0, 0, side, side)
        return [View(square), View(square, mirrored=True)] if self.config.mirror else [View(square)]

    def _predict_whole(
        self, scene: Scene, asked: str | None, cancelled: AskCancelled | None
    ) -> ImageAnswer:
        """The answer, averaged with that of the mirrored image if the model wants it."""
        answers, rules = [], load_template(self.config.template)
        for views in chunks(self._views(scene), self.backend.at_once):
            ways = [MIRRORED if view.mirrored else UPRIGHT for view in views]
            told = [held.told(asked, rules) for held in ways]
            found = self._answers_to(scene, views, told, cancelled)
            for held, planes in zip(ways, found, strict=True):
                answers.append([held.undone(plane) for plane in planes])
        planes = np.asarray(np.mean(answers, axis=0), np.float32)
        return answer_of(planes, scene.shape_hw, self.config.network.object_classes)

    def _predict_tiles(
        self,
        scene: Scene,
        asked: str | None,
        on_tile: OnTile | None,
        cancelled: AskCancelled | None,
        center_yx: tuple[float, float] | None,
    ) -> ImageAnswer:
        def answer(tiles: Sequence[Tile]) -> NDArray[np.float32]:
            views = [View(tile.rect) for tile in tiles]
            return self._answers_to(scene, views, [asked] * len(views), cancelled)

        def hand_out(tile: Tile, planes: NDArray[np.float32]) -> None:
            if on_tile is not None:
                _hand_out(on_tile, scene, tile, planes[0])

        tiles = self._tiles(scene, center_yx)
        shape_hw = (scene.pixels.shape[0], scene.pixels.shape[1])
        whole = blended(shape_hw, tiles, self.backend.at_once, answer, hand_out)
        return answer_of(whole, scene.shape_hw, self.config.network.object_classes)

    def _answers_to(
        self,
        scene: Scene,
        views: Sequence[View],
        told: Sequence[str | None],
        cancelled: AskCancelled | None,
    ) -> NDArray[np.float32]:
        """(B, P, S, S): answers of views to what they are told; what is encoded stays cached."""
        _check(cancelled)
        known = {view: self._features.get(scene.key, view) for view in views}
        missing = [view for view, encoded in known.items() if encoded is None]
        for view, fresh in zip(missing, self._encode(scene, missing), strict=True):
            known[view] = fresh
            self._features.put(scene.key, view, fresh, fresh.nbytes)
        _check(cancelled)
        encoded = [found for view in views if (found := known[view]) is not None]
        planes = used_planes(self.config.network)
        return self.backend.decode(encoded, _texts(self.model, told))[:, planes]

    def _encode(self, scene: Scene, views: Sequence[View]) -> list[Encoded]:
        if not views:
            return []
        order = self.config.channel_order
        return self.backend.encode(np.stack([scene.input(view, order) for view in views]))

    def _require_scene(self) -> Scene:
        if self._scene is None:
            raise LViTError("There is no image to predict on.", "Choose an image first.")
        return self._scene


def _texts(model: LoadedModel, sentences: Sequence[str | None]) -> NDArray[np.float32] | None:
    if model.encoder is None:
        return None
    import torch  # noqa: PLC0415 - loaded long ago by the model

    asked = list(dict.fromkeys(sentences))  # mostly one for all
    with torch.inference_mode():
        features, _ = model.encoder.encode(asked, model.config.network.tokens)
    rows = features.cpu().numpy()[[asked.index(sentence) for sentence in sentences]]
    return np.ascontiguousarray(rows, dtype=np.float32)


def _hand_out(on_tile: OnTile, scene: Scene, tile: Tile, probability: NDArray[np.float32]) -> None:
    """Gives the tile's core out in image pixels; cores meet without gap at any scale."""
    core = tile.core
    rect = scene.in_image(core)
    if rect.empty:
        return
    part = probability[core.moved(-tile.rect.y0, -tile.rect.x0).slices]
    on_tile(rect, resized_answer(part, (rect.height, rect.width)))


def _check(cancelled: AskCancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled
