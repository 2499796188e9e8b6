"""One key that shows masks filled, as contours, and not at all, in turn."""

from __future__ import annotations

from dataclasses import dataclass

from app.session.display import Display
from app.session.preferences import Preferences
from app.session.registry import ActionGroup, action, always

STYLE = "view.mask_style"


@dataclass(eq=False)
class MaskLook(ActionGroup, menu="View", enabled=always):
    """The look of masks; what is chosen stays when another image is shown."""

    _display: Display
    _preferences: Preferences

    @action(
        "view.mask_look",
        "Masks filled, contours, off",
        shortcut="C",
        icon="ph.circle-dashed",
        scope="canvas",
    )
    def change_look(self) -> None:
        """Show masks filled, then their contours alone, then none of them."""
        display, preferences = self._display, self._preferences
        if not display.mask_visible:
            preferences.set(STYLE, "fill")
            display.show_mask(True)
        elif preferences.get(STYLE) == "fill":
            preferences.set(STYLE, "contour")
        else:
            display.show_mask(False)
