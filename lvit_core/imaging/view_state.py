"""Where a person looks and how bright: remembered per image, or kept for all."""

from __future__ import annotations

from dataclasses import dataclass

from lvit_core.imaging.window import Window

FIT_ZOOM = 0.0  # the canvas chooses the zoom that shows the whole image


@dataclass(frozen=True)
class ViewState:
    """Zoom in screen pixels per image pixel (or ``FIT_ZOOM``), and the point at the centre."""

    zoom: float = FIT_ZOOM
    center_yx: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Contrast:
    """The display settings of one image; ``window`` None means the image's own."""

    window: Window | None = None
    gamma: float = 1.0
    invert: bool = False


class ViewMemory:
    """What to restore when an image is opened again."""

    def __init__(self) -> None:
        self._views: dict[int, ViewState] = {}
        self._contrasts: dict[int, Contrast] = {}
        self._last: tuple[ViewState, Contrast] | None = None

    def store(self, image_id: int, view: ViewState, contrast: Contrast) -> None:
        self._views[image_id] = view
        self._contrasts[image_id] = contrast
        self._last = (view, contrast)

    def restore(self, image_id: int, *, keep_for_all: bool) -> tuple[ViewState, Contrast]:
        """The image's own state, or the last one of any image with ``keep_for_all``."""
        if keep_for_all and self._last is not None:
            return self._last
        return self._views.get(image_id, ViewState()), self._contrasts.get(image_id, Contrast())
