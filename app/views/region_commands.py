"""Which part of the image is annotated: drawn with the tools that masks are drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document
from app.session.registry import ActionGroup, action
from app.translation import noop
from lvit_core.errors import require
from lvit_core.prompt.template import REGIONS

if TYPE_CHECKING:
    from app.session.masks import MaskWork
    from app.session.notices import Notices
    from app.session.state import State


def has_region(state: State) -> bool:
    document = state.document
    drawn = document is not None and any(True for _ in document.planes[REGIONS].tiles())
    return require(noop("The whole image is annotated."), drawn)


@dataclass(eq=False)
class RegionCommands(ActionGroup, menu="Image", enabled=has_document):
    """Begin a region, and take all of them away."""

    _masks: MaskWork
    _notices: Notices

    @action("region.draw", "Only a region is annotated", icon="layers")
    def draw(self) -> None:
        """Draw with any tool which part you look at; what lies outside is unknown from then on."""
        document = self.state.require_document()
        document.set_layer(REGIONS)
        self._notices.info(
            "Draw which part you look at. What lies outside is unknown, and choosing another layer "
            "goes back to labels."
        )

    @draw.checked_when
    def _is_partly(self) -> bool:
        document = self.state.document
        return document is not None and any(True for _ in document.planes[REGIONS].tiles())

    @action("region.remove", "The whole image is annotated", icon="ph.frame-corners",
            enabled=has_region)  # fmt: skip
    def remove(self) -> None:
        """Take the region away: what is not drawn anywhere is background again."""
        document = self.state.require_document()
        document.set_layer(REGIONS)
        self._masks.delete_selected([record.id for record in document.objects[REGIONS]])
        document.set_layer(document.template.finding_layer.name)
