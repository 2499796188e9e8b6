"""Colours over the image: where the model looked, and how densely objects lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage, QPainter

from app.session.text_effect import TextEffect
from app.views.canvas.density_layer import DensityLayer

if TYPE_CHECKING:  # of no use before there is an image
    from app.views.canvas.overlays.frame import Frame


class HeatMaps(QObject):
    """Draws both, the density below the legend of what was looked at.

    Signals:
        changed: There is another map, or one less.
    """

    changed = Signal()

    def __init__(self, density: DensityLayer, effect: TextEffect) -> None:
        super().__init__()
        self.density = density
        self._effect = effect
        self._picture: QImage | None = None  # what a layer of the network looked at, in colours
        density.setParent(self)
        density.changed.connect(self.changed)
        effect.attention_changed.connect(self._on_attention_changed)

    def paint(self, painter: QPainter, frame: Frame, area: QRect) -> None:
        """Draws what touches ``area``."""
        looked, density = self._effect.attention, self.density
        if looked is not None and self._picture is not None:
            from app.views.canvas.overlays import attention

            attention.paint(painter, frame, area, looked, self._picture)
        if density.map is not None and density.picture is not None:
            from app.views.canvas.overlays import density as warmth

            made = density.map, density.picture, density.title
            warmth.paint(painter, frame, area, *made, lower=looked is not None)

    def _on_attention_changed(self) -> None:
        from app.views.canvas.overlays import attention

        looked = self._effect.attention
        self._picture = None if looked is None else attention.picture(looked)
        self.changed.emit()
