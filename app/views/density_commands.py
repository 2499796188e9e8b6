"""The density of objects over the image, as switches of the View menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document
from app.session.registry import ActionGroup, action

if TYPE_CHECKING:
    from app.views.canvas.density_layer import DensityLayer


@dataclass(eq=False)
class DensityCommands(ActionGroup, menu="View", enabled=has_document):
    """One of the two, or neither."""

    _density: DensityLayer

    @action("view.density", "Density of objects", icon="ph.fire")
    def toggle_all(self) -> None:
        """Show how densely the objects of the layer lie, while the image is seen from afar."""
        self._density.show("nothing" if self._density.shown == "all" else "all")

    @action("view.class_density", "Density of the class in hand", icon="ph.fire")
    def toggle_class(self) -> None:
        """Show how densely the objects of the class lie that the class keys have chosen."""
        self._density.show("nothing" if self._density.shown == "class" else "class")

    @toggle_all.checked_when
    def _all_shown(self) -> bool:
        return self._density.shown == "all"

    @toggle_class.checked_when
    def _class_shown(self) -> bool:
        return self._density.shown == "class"
