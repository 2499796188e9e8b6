"""How masks look now: what a person prefers, and the switches that hold for all images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.display import Display
from app.session.preferences import Preferences
from lvit_core.preferences import TEXTS_KEY

if TYPE_CHECKING:  # of no use before there is an image
    from app.views.canvas.palette import MaskStyle

CONTOUR_PX = 2  # solid part of a mask's contour, in logical pixels
KEYS = frozenset(
    {"view.mask_opacity", "view.mask_style", "view.mask_colours", "view.rulers", TEXTS_KEY}
)


class MaskStyling(QObject):
    """Makes the style of masks.

    Signals:
        changed: They, or the rulers beside them, are to be drawn differently.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences, display: Display) -> None:
        super().__init__()
        self._preferences = preferences
        self._display = display
        preferences.changed.connect(self._on_preference_changed)
        display.changed.connect(self.changed)

    def style(self, dpr: float) -> MaskStyle:
        """For a screen with so many device pixels in a logical one."""
        from app.views.canvas.palette import MaskStyle

        preferences, display = self._preferences, self._display
        return MaskStyle(
            filled=preferences.get("view.mask_style") == "fill",
            opacity=float(preferences.get("view.mask_opacity")),
            colouring=preferences.get("view.mask_colours"),
            masks=display.mask_visible,
            proposal=display.proposal_visible,
            difference=display.difference,
            contour_px=1 + max(1, round(CONTOUR_PX * dpr)),
        )

    def _on_preference_changed(self, key: str) -> None:
        if key in KEYS:
            self.changed.emit()
